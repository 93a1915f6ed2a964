#include "core/compensation.h"

#include "core/fee.h"
#include "core/provider.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <numeric>
#include <set>
#include <string>
#include <type_traits>
#include <vector>

using namespace hemval;

// What the provider is paid is a fact about rules and visits. Neither a fee nor a provider gets in, as
// no provider and no compensation gets into the fee (fee_test.cpp).
using ToPay = Result<Compensation, CompensationError>;
static_assert(std::is_same_v<decltype(compensation),
                             ToPay(const CompensationRules&, CompensationModel, const std::vector<CareVisit>&)>);
template <class Extra>
constexpr bool fee_takes = std::is_invocable_v<decltype(monthly_fee), const FeeTariff&, const FeeQuestion&,
                                               const Extra&> ||
                           std::is_invocable_v<decltype(monthly_fee), const Extra&, const FeeQuestion&> ||
                           std::is_invocable_v<decltype(monthly_fee), const FeeTariff&, const Extra&>;
static_assert(!fee_takes<CompensationRules> && !fee_takes<Compensation> && !fee_takes<std::vector<CareVisit>>);
template <class Extra>
constexpr bool pay_takes =
    std::is_invocable_v<decltype(compensation), const CompensationRules&, CompensationModel,
                        const std::vector<CareVisit>&, const Extra&> ||
    std::is_invocable_v<decltype(compensation), const Extra&, CompensationModel, const std::vector<CareVisit>&>;
static_assert(!pay_takes<FeeTariff> && !pay_takes<FeeQuestion> && !pay_takes<FeeAnswer> && !pay_takes<Provider>);

namespace {

constexpr auto kPerformedTime = CompensationModel::PerformedTime;
constexpr auto kGrantedTime = CompensationModel::GrantedTime;
constexpr auto kBlock = CompensationModel::Block;

// 8 kr and 7 kr a minute.
CompensationRules prices()
{
    CompensationRules rules;
    rules.performed = {Ore::kronor(480), 5, true, 50};
    rules.granted = {Ore::kronor(420), {VisitOutcome::CancelledInTime}};
    rules.block.levels = {{2, Ore::kronor(800)}, {4, Ore::kronor(1500)}, {std::nullopt, Ore::kronor(3000)}};
    return rules;
}

CareVisit visit(int client, int planned, int granted, int measured, int staff, VisitOutcome outcome,
                int delayed = 0)
{
    return {client, 1, 480, planned, granted, measured, delayed, staff, outcome};
}

// By hand, with the prices above. P, G, B: what performed time, granted time and the block pay; in
// brackets the part of it for time that nobody delivered. Blocks: client 1 has 1 h 30 min (800 kr),
// client 2 3 h 30 min (1 500 kr), client 3 3 h (1 500 kr), divided by granted time.
//
//   client granted measured             P                         G                 B
//   1      30      32                   30 min 240 kr             210 kr            266.66 kr
//   1      30      21, 40 min late      20 min 160 kr             210 kr (63)       266.67 kr (80.00)
//   1      30      nobody came          0                         210 kr (210)      266.67 kr (266.67)
//   2      60 x 2  58 x 2               120 min 960 kr (32)       840 kr (28)       857.14 kr (28.57)
//   2      45      client, late         half of 40, 160 kr (160)  315 kr (315)      321.43 kr (321.43)
//   2      45      client, in time      0                         0                 321.43 kr (321.43)
//   3      90      provider cancelled   0                         630 kr (630)      750.00 kr (750.00)
//   3      90      100                  90 min 720 kr             630 kr            750.00 kr
//   sum    480     269                  2 240 kr                  3 045 kr          3 800.00 kr
//   not delivered, by client                160                       315               642.86
//   not delivered, by provider               32                       931             1 125.24
//   delivered, not paid                 2 + 1 + 10 min            2 + 10 min        2 + 10 min
//   provider carries out all of its own 3 280 kr                  3 045 kr          3 800 kr
//     (240 + 240 + 240 + 960 + 720 + 720, and 160 for the late cancellation)
std::vector<CareVisit> week_by_hand()
{
    return {visit(1, 30, 30, 32, 1, VisitOutcome::Performed),
            visit(1, 30, 30, 21, 1, VisitOutcome::Performed, 40),
            visit(1, 30, 30, 0, 1, VisitOutcome::NeverDelivered),
            visit(2, 60, 60, 58, 2, VisitOutcome::Performed),
            visit(2, 40, 45, 0, 1, VisitOutcome::CancelledLate),
            visit(2, 45, 45, 0, 1, VisitOutcome::CancelledInTime),
            visit(3, 90, 90, 0, 1, VisitOutcome::CancelledByProvider),
            visit(3, 90, 90, 100, 1, VisitOutcome::Performed)};
}

Compensation paid(CompensationModel model, const std::vector<CareVisit>& visits,
                  const CompensationRules& rules = prices())
{
    const auto answer = compensation(rules, model, visits);
    if (!answer) FAIL(std::string(name_of(answer.error())));
    return *answer;
}

std::vector<std::int64_t> ore_of(const Compensation& answer)
{
    std::vector<std::int64_t> ore;
    for (const VisitPay& one : answer.visits) ore.push_back(one.paid.value);
    return ore;
}

std::vector<CareVisit> any_week()
{
    std::vector<CareVisit> week;
    const int visits = *rc::gen::inRange(0, 25);
    for (int i = 0; i < visits; ++i) {
        CareVisit one;
        one.client = *rc::gen::inRange(1, 5);
        one.planned_minutes = *rc::gen::inRange(0, 200);
        one.granted_minutes = *rc::gen::inRange(0, 200);
        one.measured_minutes = *rc::gen::inRange(0, 200);
        one.delayed_minutes = *rc::gen::inRange(0, 200);
        one.staff = *rc::gen::inRange(1, 3);
        one.outcome = kAllVisitOutcomes[*rc::gen::inRange<std::size_t>(0, std::size(kAllVisitOutcomes))];
        week.push_back(one);
    }
    return week;
}

CompensationRules any_prices()
{
    CompensationRules rules = prices();
    rules.performed = {Ore{*rc::gen::inRange(0, 99'999)}, *rc::gen::inRange(1, 31), *rc::gen::arbitrary<bool>(),
                       *rc::gen::inRange(0, 101)};
    rules.granted.per_hour = Ore{*rc::gen::inRange(0, 99'999)};
    for (BlockLevel& level : rules.block.levels) level.per_week = Ore{*rc::gen::inRange(0, 999'999)};
    return rules;
}

CompensationError fault(const CompensationRules& rules, CompensationModel model,
                        const std::vector<CareVisit>& visits)
{
    const auto answer = compensation(rules, model, visits);
    REQUIRE_FALSE(answer);
    return answer.error();
}

}  // namespace

TEST_CASE("a week calculated by hand: what each model pays for each visit")
{
    using Each = std::vector<std::int64_t>;
    CHECK(ore_of(paid(kPerformedTime, week_by_hand())) ==
          Each{24'000, 16'000, 0, 96'000, 16'000, 0, 0, 72'000});
    CHECK(ore_of(paid(kGrantedTime, week_by_hand())) ==
          Each{21'000, 21'000, 21'000, 84'000, 31'500, 0, 63'000, 63'000});
    CHECK(ore_of(paid(kBlock, week_by_hand())) ==
          Each{26'666, 26'667, 26'667, 85'714, 32'143, 32'143, 75'000, 75'000});
}

TEST_CASE("a week calculated by hand: its sum, what was paid without being delivered, and the reverse")
{
    const Compensation performed = paid(kPerformedTime, week_by_hand());
    CHECK(performed.paid == Ore::kronor(2240));
    CHECK(performed.undelivered_by_client == Ore::kronor(160));
    CHECK(performed.undelivered_by_provider == Ore::kronor(32));
    CHECK(performed.unpaid_minutes == 13);
    CHECK(performed.if_carried_out == Ore::kronor(3280));

    const Compensation granted = paid(kGrantedTime, week_by_hand());
    CHECK(granted.paid == Ore::kronor(3045));
    CHECK(granted.undelivered_by_client == Ore::kronor(315));
    CHECK(granted.undelivered_by_provider == Ore::kronor(931));
    CHECK(granted.unpaid_minutes == 12);
    CHECK(granted.if_carried_out == Ore::kronor(3045));

    const Compensation block = paid(kBlock, week_by_hand());
    CHECK(block.paid == Ore::kronor(3800));
    CHECK(block.undelivered_by_client == Ore{64'286});
    CHECK(block.undelivered_by_provider == Ore{112'524});
    CHECK(block.unpaid_minutes == 12);
    CHECK(block.if_carried_out == Ore::kronor(3800));

    const WeekOfCare week = week_of_care(week_by_hand());
    CHECK(week.visits == 8);
    CHECK(week.performed_visits == 4);
    CHECK(week.delayed_visits == 1);
    CHECK(week.granted == 480);
    CHECK(week.delivered == 269);
    CHECK(week.undelivered_by_client == 90);
    CHECK(week.undelivered_by_provider == 133);
}

TEST_CASE("the visits' pay adds up to the whole, exactly, and no more than the whole is for undelivered time")
{
    rc::check([] {
        const auto week = any_week();
        const auto rules = any_prices();
        for (const CompensationModel model : kAllCompensationModels) {
            const Compensation answer = paid(model, week, rules);
            const auto each = ore_of(answer);
            RC_ASSERT(each.size() == week.size());
            RC_ASSERT(std::accumulate(each.begin(), each.end(), std::int64_t{0}) == answer.paid.value);
            for (const auto ore : each) RC_ASSERT(ore >= 0);
            RC_ASSERT(!(answer.undelivered_by_client < Ore{}) && !(answer.undelivered_by_provider < Ore{}));
            RC_ASSERT(!(answer.paid < answer.undelivered_by_client + answer.undelivered_by_provider));
        }
    });
}

TEST_CASE("granted time and the block pay the same whatever was measured, performed time never less for more")
{
    rc::check([] {
        auto week = any_week();
        const auto rules = any_prices();
        const Ore performed = paid(kPerformedTime, week, rules).paid;
        const Ore granted = paid(kGrantedTime, week, rules).paid;
        const Ore block = paid(kBlock, week, rules).paid;
        for (CareVisit& one : week) one.measured_minutes += *rc::gen::inRange(0, 60);
        RC_ASSERT(!(paid(kPerformedTime, week, rules).paid < performed));
        RC_ASSERT(paid(kGrantedTime, week, rules).paid == granted);
        RC_ASSERT(paid(kBlock, week, rules).paid == block);
    });
}

TEST_CASE("a delay alone changes no pay in any model")
{
    rc::check([] {
        auto week = any_week();
        const auto rules = any_prices();
        for (const CompensationModel model : kAllCompensationModels) {
            const Ore before = paid(model, week, rules).paid;
            for (CareVisit& one : week) one.delayed_minutes = *rc::gen::inRange(0, kMostVisitMinutes + 1);
            RC_ASSERT(paid(model, week, rules).paid == before);
        }
    });
}

TEST_CASE("under performed time a visit pays nothing when the provider cancels it or nobody comes")
{
    rc::check([] {
        auto week = any_week();
        const auto rules = any_prices();
        for (CareVisit& one : week)
            if (one.outcome == VisitOutcome::Performed) one.outcome = VisitOutcome::CancelledByProvider;
        const Compensation answer = paid(kPerformedTime, week, rules);
        for (std::size_t i = 0; i < week.size(); ++i)
            RC_ASSERT(week[i].outcome == VisitOutcome::CancelledLate || answer.visits[i].paid == Ore{});
        RC_ASSERT(answer.undelivered_by_provider == Ore{});
    });
}

TEST_CASE("under granted time exactly the outcomes that are deducted pay nothing")
{
    CompensationRules rules = prices();
    for (const VisitOutcome outcome : kAllVisitOutcomes) {
        const std::vector<CareVisit> one = {visit(1, 60, 60, 60, 1, outcome)};
        rules.granted.deducted = {};
        CHECK(paid(kGrantedTime, one, rules).paid == Ore::kronor(420));
        rules.granted.deducted = {outcome};
        CHECK(paid(kGrantedTime, one, rules).paid == Ore{});
    }
}

TEST_CASE("performed time beyond what was granted is paid only where the rule has no limit")
{
    CompensationRules rules = prices();
    const std::vector<CareVisit> long_one = {visit(1, 30, 30, 45, 2, VisitOutcome::Performed)};
    CHECK(paid(kPerformedTime, long_one, rules).paid == Ore::kronor(480));
    CHECK(paid(kPerformedTime, long_one, rules).unpaid_minutes == 30);
    rules.performed.at_most_granted = false;
    CHECK(paid(kPerformedTime, long_one, rules).paid == Ore::kronor(720));
    CHECK(paid(kPerformedTime, long_one, rules).unpaid_minutes == 0);
}

TEST_CASE("a block reaches to its last minute, and the next begins after it")
{
    const auto granted = [](int minutes) {
        return std::vector<CareVisit>{visit(1, 0, minutes, 0, 1, VisitOutcome::Performed)};
    };
    CHECK(paid(kBlock, granted(0)).paid == Ore{});
    CHECK(paid(kBlock, granted(1)).paid == Ore::kronor(800));
    CHECK(paid(kBlock, granted(120)).paid == Ore::kronor(800));
    CHECK(paid(kBlock, granted(121)).paid == Ore::kronor(1500));
    CHECK(paid(kBlock, granted(240)).paid == Ore::kronor(1500));
    CHECK(paid(kBlock, granted(241)).paid == Ore::kronor(3000));
}

TEST_CASE("the largest week there may be is added up without overflow, and beyond it is refused")
{
    CompensationRules rules = prices();
    rules.performed = {kDearestCareHour, 1, false, 100};
    rules.granted.per_hour = kDearestCareHour;
    rules.block.levels = {{std::nullopt, kDearestBlock}};
    const CareVisit longest = visit(1, kMostVisitMinutes, kMostVisitMinutes, kMostVisitMinutes, kMostStaff,
                                    VisitOutcome::Performed);
    std::vector<CareVisit> week(static_cast<std::size_t>(kMostVisits), longest);
    const Ore all = Ore::kronor(10'000LL * 24 * kMostStaff * kMostVisits);
    CHECK(paid(kPerformedTime, week, rules).paid == all);
    CHECK(paid(kGrantedTime, week, rules).paid == all);
    CHECK(paid(kBlock, week, rules).paid == kDearestBlock);
    CHECK(week_of_care(week).delivered == 24 * 60 * kMostStaff * kMostVisits);
    week.push_back(longest);
    CHECK(fault(rules, kBlock, week) == CompensationError::TooManyVisits);
}

TEST_CASE("what cannot be meant is refused, each with its error")
{
    const auto one = [](auto change) {
        CareVisit it = visit(1, 30, 30, 30, 1, VisitOutcome::Performed);
        change(it);
        return std::vector<CareVisit>{it};
    };
    const auto minutes = CompensationError::MinutesOutOfRange;
    CHECK(fault(prices(), kBlock, one([](auto& v) { v.measured_minutes = -1; })) == minutes);
    CHECK(fault(prices(), kBlock, one([](auto& v) { v.granted_minutes = kMostVisitMinutes + 1; })) == minutes);
    CHECK(fault(prices(), kBlock, one([](auto& v) { v.planned_minutes = -1; })) == minutes);
    CHECK(fault(prices(), kBlock, one([](auto& v) { v.delayed_minutes = -1; })) == minutes);
    CHECK(fault(prices(), kBlock, one([](auto& v) { v.starts = -1; })) == minutes);
    CHECK(fault(prices(), kBlock, one([](auto& v) { v.staff = 0; })) == CompensationError::StaffOutOfRange);
    CHECK(fault(prices(), kBlock, one([](auto& v) { v.staff = 10; })) == CompensationError::StaffOutOfRange);
    const auto ordinary = one([](auto&) {});
    const auto with = [](auto change) {
        CompensationRules rules = prices();
        change(rules);
        return rules;
    };
    const auto price = CompensationError::PriceOutOfRange;
    CHECK(fault(with([](auto& r) { r.performed.per_hour = Ore{-1}; }), kPerformedTime, ordinary) == price);
    CHECK(fault(with([](auto& r) { r.performed.rounded_to_minutes = 0; }), kPerformedTime, ordinary) == price);
    CHECK(fault(with([](auto& r) { r.performed.late_cancellation_percent = 101; }), kPerformedTime,
                ordinary) == price);
    CHECK(fault(with([](auto& r) { r.granted.per_hour = kDearestCareHour + Ore{1}; }), kGrantedTime,
                ordinary) == price);
    CHECK(fault(with([](auto& r) { r.block.levels[2].per_week = Ore{-1}; }), kBlock, ordinary) == price);
    CHECK(fault(with([](auto& r) { r.block.levels = {}; }), kBlock, ordinary) == CompensationError::NoBlock);
    std::set<std::string> names;
    for (const CompensationError error : kAllCompensationErrors) names.insert(name_of(error));
    CHECK(names.size() == std::size(kAllCompensationErrors));
}

TEST_CASE("the example week is carried out in full, and in the rough one everything that can go wrong has")
{
    const auto planned = example_week();
    const auto rough = rough_week();
    CHECK(planned.size() == 18);
    REQUIRE(rough.size() == planned.size());
    const WeekOfCare week = week_of_care(planned);
    CHECK(week.granted == 825);  // 3 h 30 min, 5 h, 3 h 45 min and 1 h 30 min
    CHECK(week.delivered == 825);
    CHECK(week.delayed_visits == 0);
    std::set<VisitOutcome> outcomes;
    std::set<std::pair<int, int>> days;
    bool shorter = false, longer = false, late = false;
    for (std::size_t i = 0; i < rough.size(); ++i) {
        CHECK(rough[i].granted_minutes == planned[i].granted_minutes);
        outcomes.insert(rough[i].outcome);
        days.insert({rough[i].client, rough[i].weekday});
        shorter = shorter || (rough[i].measured_minutes > 0 && rough[i].measured_minutes < rough[i].granted_minutes);
        longer = longer || rough[i].measured_minutes > rough[i].granted_minutes;
        late = late || rough[i].delayed_minutes > 0;
    }
    CHECK(outcomes.size() == std::size(kAllVisitOutcomes));
    CHECK(days.size() == rough.size());  // one visit a day and client: how the rough week finds them
    CHECK((shorter && longer && late));
    for (const CompensationModel model : kAllCompensationModels) {
        const Compensation full = paid(model, planned);
        CHECK(full.paid == full.if_carried_out);
        CHECK(full.undelivered_by_client + full.undelivered_by_provider == Ore{});
    }
}

TEST_CASE("every model and outcome of a visit has a name of its own")
{
    std::set<std::string> names;
    for (const CompensationModel model : kAllCompensationModels) CHECK(names.insert(name_of(model)).second);
    for (const VisitOutcome outcome : kAllVisitOutcomes) CHECK(names.insert(name_of(outcome)).second);
    CHECK(names.count("") == 0);
}
