#include "core/fee.h"

#include "core/provider.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <set>
#include <string>
#include <type_traits>
#include <vector>

using namespace hemval;

// "Same fee" is a fact about the function's type. This does not compile if a provider gets in.
static_assert(std::is_same_v<decltype(monthly_fee), Result<FeeAnswer, FeeError>(
                                                        const FeeTariff&, const FeeQuestion&)>);
static_assert(
    std::is_same_v<decltype(tariff_amount), Result<Ore, FeeError>(const FeeTariff&, int)>);
static_assert(std::is_same_v<decltype(fee_cap), Result<Ore, FeeError>(const FeeTariff&)>);

template <class Extra>
constexpr bool takes = std::is_invocable_v<decltype(monthly_fee), const FeeTariff&,
                                           const FeeQuestion&, const Extra&> ||
                       std::is_invocable_v<decltype(monthly_fee), const Extra&,
                                           const FeeQuestion&> ||
                       std::is_invocable_v<decltype(monthly_fee), const FeeTariff&, const Extra&>;
static_assert(!takes<Provider> && !takes<ProviderId> && !takes<ProviderKind>);
static_assert(std::is_invocable_v<decltype(monthly_fee), const FeeTariff&, const FeeQuestion&>);

namespace {

FeeTariff hourly(int year, std::int64_t kronor)
{
    return {year, HourlyTariff{Ore::kronor(kronor)}};
}

FeeTariff botkyrka(int year)
{
    return {year, LevelTariff{{{0, 2, 700},
                               {3, 8, 1500},
                               {9, 20, 2800},
                               {21, 30, 3400},
                               {31, 49, 4000},
                               {50, std::nullopt, 5392}}}};
}

FeeQuestion well_off(int hours)
{
    FeeQuestion question;
    question.hours_per_month = hours;
    question.net_income = Ore::kronor(40'000);
    question.housing_cost = Ore::kronor(6'000);
    return question;
}

std::int64_t kronor(const Result<Ore, FeeError>& amount)
{
    REQUIRE(amount);
    REQUIRE(amount->value % 100 == 0);
    return amount->value / 100;
}

std::int64_t kronor(const Result<FeeAnswer, FeeError>& answer)
{
    REQUIRE(answer);
    return kronor(Result<Ore, FeeError>(answer->fee));
}

const FeeStep* step(const FeeAnswer& answer, FeeStepKind kind)
{
    for (const FeeStep& row : answer.steps) {
        if (row.kind == kind) return &row;
    }
    return nullptr;
}

std::int64_t kronor_of(const FeeAnswer& answer, FeeStepKind kind)
{
    const FeeStep* row = step(answer, kind);
    REQUIRE(row != nullptr);
    return row->amount.value / 100;
}

std::string error_of(const FeeTariff& tariff, const FeeQuestion& question)
{
    const auto answer = monthly_fee(tariff, question);
    return answer ? "an answer" : name_of(answer.error());
}

// Anything validation lets through, edges often.
Ore any_amount()
{
    return Ore{*rc::gen::oneOf(rc::gen::element<std::int64_t>(0, 1, 50, kLargestAmount.value),
                               rc::gen::inRange<std::int64_t>(0, 2'500'000),
                               rc::gen::inRange<std::int64_t>(0, kLargestAmount.value + 1))};
}

FeeTariff any_tariff()
{
    const int year = *rc::gen::element(2023, 2025, 2026);
    if (*rc::gen::arbitrary<bool>()) return {year, HourlyTariff{any_amount()}};
    if (*rc::gen::arbitrary<bool>()) return botkyrka(year);
    const int split = *rc::gen::inRange(0, kMostHoursPerMonth);
    const int low = *rc::gen::inRange(0, 10'001);
    return {year, LevelTariff{{{0, split, low}, {split + 1, std::nullopt, 1'000'000}}}};
}

FeeQuestion any_question()
{
    FeeQuestion question;
    question.hours_per_month = *rc::gen::inRange(0, kMostHoursPerMonth + 1);
    question.household =
        *rc::gen::element(Household::Single, Household::Cohabiting, Household::Spouses);
    question.net_income = any_amount();
    if (question.household == Household::Spouses) question.partner_net_income = any_amount();
    question.housing_allowance = any_amount();
    question.housing_cost = any_amount();
    // 5 278 is within every year's minimum amount.
    question.individual_addition = *rc::gen::arbitrary<bool>()
                                       ? any_amount()
                                       : Ore{-*rc::gen::inRange<std::int64_t>(0, 527'801)};
    return question;
}

}  // namespace

TEST_CASE("a tariff of a year the table does not hold has no fee, no amount and no cap")
{
    for (const int year : {0, 2022, 2024, 2027}) {
        CHECK(error_of(hourly(year, 400), well_off(1)) == "unknown_year");
        CHECK_FALSE(tariff_amount(hourly(year, 400), 1));
        CHECK_FALSE(fee_cap(hourly(year, 400)));
    }
}

TEST_CASE("golden: Umeå 2023 leaves a headroom of 1 670 kr")
{
    FeeQuestion question;
    question.hours_per_month = 30;
    question.net_income = Ore::kronor(13'040);
    question.housing_cost = Ore::kronor(4'900);
    const auto answer = monthly_fee(hourly(2023, 400), question);
    REQUIRE(answer);
    CHECK(kronor_of(*answer, FeeStepKind::MinimumAmount) == 6'470);
    CHECK(kronor_of(*answer, FeeStepKind::ReservedAmount) == 11'370);
    CHECK(kronor_of(*answer, FeeStepKind::Headroom) == 1'670);
    CHECK(kronor_of(*answer, FeeStepKind::Tariff) == 12'000);
    CHECK(kronor_of(*answer, FeeStepKind::Cap) == 2'359);
    CHECK(kronor(answer) == 1'670);
    CHECK(answer->decided_by == FeeStepKind::Headroom);
    CHECK(answer->year == 2023);
}

TEST_CASE("golden: Botkyrka 2026 has six levels, both ends of each inclusive")
{
    struct Level {
        int from, to;
        std::int64_t amount;
    };
    const Level levels[] = {{0, 2, 345},       {3, 8, 740},       {9, 20, 1'381},
                            {21, 30, 1'677},   {31, 49, 1'973},   {50, kMostHoursPerMonth, 2'660}};
    for (const Level& level : levels) {
        for (const int hours : {level.from, level.to}) {
            CAPTURE(hours);
            CHECK(kronor(tariff_amount(botkyrka(2026), hours)) == level.amount);
            CHECK(kronor(monthly_fee(botkyrka(2026), well_off(hours))) == level.amount);
        }
    }
}

TEST_CASE("golden: the cap is 2 642 kr in 2025 and 2 660 kr in 2026")
{
    CHECK(kronor(fee_cap(hourly(2025, 435))) == 2'642);
    CHECK(kronor(fee_cap(botkyrka(2026))) == 2'660);
    CHECK(kronor(monthly_fee(hourly(2025, 435), well_off(40))) == 2'642);
    const auto answer = monthly_fee(hourly(2026, 435), well_off(40));
    CHECK(kronor(answer) == 2'660);
    CHECK(answer->decided_by == FeeStepKind::Cap);
}

TEST_CASE("an hourly tariff charges the hours, to the nearest krona")
{
    CHECK(kronor(tariff_amount(hourly(2026, 435), 4)) == 1'740);
    CHECK(kronor(tariff_amount({2026, HourlyTariff{Ore{12'350}}}, 1)) == 124);
    CHECK(kronor(tariff_amount({2026, HourlyTariff{Ore{12'349}}}, 1)) == 123);
    CHECK(kronor(tariff_amount(hourly(2026, 435), 0)) == 0);
    const auto answer = monthly_fee(hourly(2026, 435), well_off(4));
    CHECK(kronor(answer) == 1'740);
    CHECK(answer->decided_by == FeeStepKind::Tariff);
}

TEST_CASE("the headroom is rounded once, from the exact öre")
{
    FeeQuestion question = well_off(40);
    question.housing_cost = Ore::kronor(5'000);
    question.net_income = Ore{(7'296 + 5'000 + 100) * 100 + 49};
    CHECK(kronor(monthly_fee(hourly(2026, 435), question)) == 100);
    question.net_income = question.net_income + Ore{1};
    CHECK(kronor(monthly_fee(hourly(2026, 435), question)) == 101);
}

TEST_CASE("whoever has less than the reserved amount pays nothing")
{
    FeeQuestion question = well_off(40);
    question.net_income = Ore::kronor(9'000);
    const auto answer = monthly_fee(hourly(2026, 435), question);
    CHECK(kronor(answer) == 0);
    CHECK(answer->decided_by == FeeStepKind::Headroom);
}

TEST_CASE("cohabiting counts on one's own income with the cohabiting minimum")
{
    FeeQuestion question = well_off(40);
    question.household = Household::Cohabiting;
    question.net_income = Ore::kronor(12'000);
    question.housing_cost = Ore::kronor(4'000);
    question.partner_net_income = Ore::kronor(90'000);  // entered and then household changed
    const auto answer = monthly_fee(hourly(2026, 435), question);
    CHECK(kronor(answer) == 12'000 - 5'953 - 4'000);
    CHECK(step(*answer, FeeStepKind::HalfJointIncome) == nullptr);
}

TEST_CASE("spouses count on half of the joint income each with the cohabiting minimum")
{
    FeeQuestion question = well_off(40);
    question.household = Household::Spouses;
    question.net_income = Ore::kronor(16'000);
    question.partner_net_income = Ore::kronor(8'000);
    question.housing_cost = Ore::kronor(4'000);
    const auto answer = monthly_fee(hourly(2026, 435), question);
    REQUIRE(answer);
    CHECK(kronor_of(*answer, FeeStepKind::HalfJointIncome) == 12'000);
    CHECK(kronor_of(*answer, FeeStepKind::MinimumAmount) == 5'953);
    CHECK(kronor(answer) == 12'000 - 5'953 - 4'000);

    std::swap(question.net_income, *question.partner_net_income);
    CHECK(kronor(monthly_fee(hourly(2026, 435), question)) == 12'000 - 5'953 - 4'000);
}

TEST_CASE("an individual adjustment raises or lowers what is reserved")
{
    FeeQuestion question = well_off(40);
    question.net_income = Ore::kronor(14'000);
    question.housing_cost = Ore::kronor(5'000);
    CHECK(kronor(monthly_fee(hourly(2026, 435), question)) == 1'704);
    question.individual_addition = Ore::kronor(600);
    CHECK(kronor(monthly_fee(hourly(2026, 435), question)) == 1'104);
    question.individual_addition = Ore::kronor(-600);
    CHECK(kronor(monthly_fee(hourly(2026, 435), question)) == 2'304);
    question.individual_addition = Ore::kronor(-7'296);
    CHECK(error_of(hourly(2026, 435), question) == "an answer");
    question.individual_addition = question.individual_addition - Ore{1};
    CHECK(error_of(hourly(2026, 435), question) == "negative_amount");
}

TEST_CASE("a housing allowance counts as income and a housing cost not stated is zero")
{
    FeeQuestion question = well_off(40);
    question.net_income = Ore::kronor(7'000);
    question.housing_cost = Ore{};
    question.housing_allowance = Ore::kronor(1'000);
    CHECK(kronor(monthly_fee(hourly(2026, 435), question)) == 704);
}

TEST_CASE("every step is returned in the order one would count by hand, with its legal source")
{
    FeeQuestion question = well_off(40);
    question.household = Household::Spouses;
    question.partner_net_income = Ore::kronor(8'000);
    const auto answer = monthly_fee(hourly(2026, 435), question);
    REQUIRE(answer);
    REQUIRE(answer->steps.size() == std::size(kAllFeeSteps));
    const std::set<FeeStepKind> entered = {FeeStepKind::NetIncome, FeeStepKind::HousingAllowance,
                                           FeeStepKind::HousingCost};
    for (std::size_t i = 0; i < answer->steps.size(); ++i) {
        CAPTURE(name_of(kAllFeeSteps[i]));
        CHECK(answer->steps[i].kind == kAllFeeSteps[i]);
        CHECK(answer->steps[i].source.empty() == (entered.count(answer->steps[i].kind) == 1));
    }
    CHECK(step(*answer, FeeStepKind::HalfJointIncome)->source == "SoL (2025:400) 32 kap. 5 §");
    CHECK(step(*answer, FeeStepKind::IndividualAddition)->source == "SoL (2025:400) 32 kap. 9 §");
    CHECK(step(*answer, FeeStepKind::Fee)->source == law_year(2026)->cap.source);
}

TEST_CASE("a figure that cannot be is refused with its own error")
{
    const FeeTariff tariff = hourly(2026, 435);
    FeeQuestion question = well_off(-1);
    CHECK(error_of(tariff, question) == "negative_hours");
    question.hours_per_month = kMostHoursPerMonth;
    CHECK(error_of(tariff, question) == "an answer");
    ++question.hours_per_month;
    CHECK(error_of(tariff, question) == "too_many_hours");

    for (Ore FeeQuestion::*field : {&FeeQuestion::net_income, &FeeQuestion::housing_allowance,
                                    &FeeQuestion::housing_cost}) {
        question = well_off(10);
        question.*field = Ore{-1};
        CHECK(error_of(tariff, question) == "negative_amount");
        question.*field = kLargestAmount;
        CHECK(error_of(tariff, question) == "an answer");
        question.*field = kLargestAmount + Ore{1};
        CHECK(error_of(tariff, question) == "amount_too_large");
    }
    question = well_off(10);
    question.individual_addition = kLargestAmount + Ore{1};
    CHECK(error_of(tariff, question) == "amount_too_large");

    question = well_off(10);
    question.household = Household::Spouses;
    CHECK(error_of(tariff, question) == "partner_income_missing");
    question.partner_net_income = Ore{-1};
    CHECK(error_of(tariff, question) == "negative_amount");
    question.partner_net_income = kLargestAmount + Ore{1};
    CHECK(error_of(tariff, question) == "amount_too_large");
}

TEST_CASE("a tariff that cannot be is refused with its own error")
{
    const FeeTariff gap{2026, LevelTariff{{{0, 2, 700}, {5, std::nullopt, 1500}}}};
    CHECK(error_of(gap, well_off(2)) == "an answer");
    CHECK(error_of(gap, well_off(3)) == "no_level_for_hours");
    CHECK(error_of({2026, LevelTariff{}}, well_off(0)) == "no_level_for_hours");
    CHECK(error_of(hourly(2026, -1), well_off(1)) == "negative_amount");
    CHECK(error_of(hourly(2026, 1'000'001), well_off(1)) == "amount_too_large");
    CHECK(error_of({2026, LevelTariff{{{0, std::nullopt, -1}}}}, well_off(1)) == "negative_amount");
    const FeeTariff huge{2026, LevelTariff{{{0, std::nullopt, 2'000'000'000}}}};
    CHECK(error_of(huge, well_off(1)) == "amount_too_large");
}

TEST_CASE("every fee error and every step has a name of its own")
{
    std::set<std::string> names;
    for (const FeeError error : kAllFeeErrors) names.insert(name_of(error));
    CHECK(names.size() == std::size(kAllFeeErrors));
    for (const FeeStepKind kind : kAllFeeSteps) names.insert(name_of(kind));
    CHECK(names.size() == std::size(kAllFeeErrors) + std::size(kAllFeeSteps));
    CHECK(names.count("") == 0);
}

TEST_CASE("the fee is the least of tariff, headroom and cap, a whole krona and never negative")
{
    CHECK(rc::check([] {
        const FeeTariff tariff = any_tariff();
        const auto answer = monthly_fee(tariff, any_question());
        RC_ASSERT(answer.has_value());
        RC_ASSERT(answer->steps.back().kind == FeeStepKind::Fee);
        RC_ASSERT(answer->steps.back().amount == answer->fee);
        const std::int64_t by_tariff = step(*answer, FeeStepKind::Tariff)->amount.value;
        const std::int64_t headroom = step(*answer, FeeStepKind::Headroom)->amount.value;
        const std::int64_t cap = step(*answer, FeeStepKind::Cap)->amount.value;
        RC_ASSERT(answer->fee.value == std::min({by_tariff, headroom, cap}));
        RC_ASSERT(answer->fee == step(*answer, answer->decided_by)->amount);
        RC_ASSERT(answer->fee.value >= 0);
        RC_ASSERT(answer->fee.value % 100 == 0);
        RC_ASSERT(cap == fee_cap(tariff)->value);
    }));
}

TEST_CASE("the steps add up: reserved and headroom follow from the figures before them")
{
    CHECK(rc::check([] {
        const FeeQuestion question = any_question();
        const auto answer = monthly_fee(any_tariff(), question);
        RC_ASSERT(answer.has_value());
        const auto of = [&](FeeStepKind kind) { return step(*answer, kind)->amount.value; };
        const std::int64_t reserved = of(FeeStepKind::MinimumAmount) +
                                      of(FeeStepKind::IndividualAddition) +
                                      of(FeeStepKind::HousingCost);
        RC_ASSERT(of(FeeStepKind::ReservedAmount) == reserved);
        RC_ASSERT(reserved >= 0);
        const FeeStepKind income = question.household == Household::Spouses
                                       ? FeeStepKind::HalfJointIncome
                                       : FeeStepKind::NetIncome;
        const std::int64_t left = of(income) + of(FeeStepKind::HousingAllowance) - reserved;
        const std::int64_t off = of(FeeStepKind::Headroom) - std::max<std::int64_t>(0, left);
        RC_ASSERT(off <= 50);
        RC_ASSERT(off >= -50);
    }));
}

TEST_CASE("more income never lowers the fee, more housing cost never raises it")
{
    CHECK(rc::check([] {
        const FeeTariff tariff = any_tariff();
        const FeeQuestion question = any_question();
        const Ore fee = monthly_fee(tariff, question)->fee;
        const auto more = [](Ore amount) {
            return Ore{*rc::gen::inRange<std::int64_t>(amount.value, kLargestAmount.value + 1)};
        };
        FeeQuestion richer = question;
        richer.net_income = more(question.net_income);
        RC_ASSERT(!(monthly_fee(tariff, richer)->fee < fee));
        if (question.partner_net_income) {
            richer = question;
            richer.partner_net_income = more(*question.partner_net_income);
            RC_ASSERT(!(monthly_fee(tariff, richer)->fee < fee));
        }
        FeeQuestion dearer = question;
        dearer.housing_cost = more(question.housing_cost);
        RC_ASSERT(!(monthly_fee(tariff, dearer)->fee > fee));
    }));
}

TEST_CASE("the largest figures validation lets through do not overflow")
{
    for (const FeeTariff& tariff :
         {hourly(2026, 1'000'000), FeeTariff{2026, LevelTariff{{{0, std::nullopt, 1'000'000}}}}}) {
        FeeQuestion question;
        question.hours_per_month = kMostHoursPerMonth;
        question.household = Household::Spouses;
        question.net_income = kLargestAmount;
        question.partner_net_income = kLargestAmount;
        question.housing_allowance = kLargestAmount;
        CHECK(kronor(monthly_fee(tariff, question)) == 2'660);
        question.housing_cost = kLargestAmount;
        question.individual_addition = kLargestAmount;
        CHECK(kronor(monthly_fee(tariff, question)) == 0);
    }
}
