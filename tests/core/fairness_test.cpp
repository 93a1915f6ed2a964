#include "core/fairness.h"

#include "core/staff_desk.h"
#include "core/wire.h"
#include "tests/core/example_town.h"

#include <doctest/doctest.h>

using namespace hemval;
using namespace hemval::test;

namespace {

std::chrono::year_month month(int year, unsigned number)
{
    return std::chrono::year{year} / std::chrono::month{number};
}

Event entry(std::uint64_t sequence, Day day, EventBody body) { return {sequence, day, std::move(body)}; }

PolicyAdopted adopted(const Municipality& town)
{
    return *policy_to_adopt(town, MunicipalityState());
}

ProviderDecided decided(Action action, const char* to, std::optional<ProviderId> from = {})
{
    ProviderDecided one;
    one.person = CaseId("c");
    one.receipt.action = action;
    one.receipt.provider = named(to);
    one.from = from;
    if (action == Action::Decline) {
        one.receipt.rotation = RotationAnswer{};
        one.request = RotationRequest{};
        one.list = RotationList{};
    }
    return one;
}

DeskProvider row_of(const Provider& provider, int clients)
{
    return {listed(provider), clients, 0, {}};
}

}  // namespace

TEST_CASE("months tell what was given by turn and what was chosen, and who has whom at their end")
{
    MonthsFold fold;
    const Municipality town = example_town();
    fold.add(entry(1, day_of(2026, 8, 3), adopted(town)));
    fold.add(entry(2, day_of(2026, 8, 4), decided(Action::Decline, "ask")));
    fold.add(entry(3, day_of(2026, 8, 31), decided(Action::Choose, "bjork")));
    fold.add(entry(4, day_of(2026, 10, 1), decided(Action::Switch, "egen", named("ask"))));
    const auto months = fold.until(day_of(2026, 11, 23));
    REQUIRE(months.size() == 4);
    CHECK(months[0].month == month(2026, 8));
    CHECK(months[0].by_turn == std::map<ProviderId, int>{{named("ask"), 1}});
    CHECK(months[0].chosen == std::map<ProviderId, int>{{named("bjork"), 1}});
    CHECK(months[0].clients.at(named("ask")) == 1);
    CHECK(months[1].by_turn.empty());
    CHECK(months[1].clients.at(named("ask")) == 1);
    CHECK(months[2].chosen == std::map<ProviderId, int>{{named("egen"), 1}});
    CHECK(months[2].clients.at(named("ask")) == 0);
    CHECK(months[3].month == month(2026, 11));
    CHECK(months[3].clients.at(named("egen")) == 1);

    const auto shares = external_shares(months, adopted(town).providers);
    CHECK(shares[1] == ExternalShare{month(2026, 9), 2, 2});
    CHECK(shares[3] == ExternalShare{month(2026, 11), 1, 2});
}

TEST_CASE("an erased assignment still counts, and only the last three years are told")
{
    MonthsFold fold;
    fold.add(entry(1, day_of(2020, 1, 3), adopted(example_town())));
    EntryErased left;
    left.to = named("ask");
    left.rotation = RotationAnswer{};
    left.list = RotationList{};
    fold.add(entry(2, day_of(2026, 11, 4), left));
    const auto months = fold.until(day_of(2026, 11, 23));
    REQUIRE(months.size() == kMonthsTold);
    CHECK(months.back().by_turn == std::map<ProviderId, int>{{named("ask"), 1}});
    CHECK(months.back().clients.at(named("ask")) == 1);
    CHECK(months.front().month == month(2023, 12));
    CHECK(MonthsFold().until(day_of(2026, 11, 23)).empty());
}

TEST_CASE("what can be chosen is told for each area, without who is full, leaves or is not there")
{
    Municipality town = example_town();
    provider_in(town, "bjork").areas = {AreaId("norra")};
    provider_in(town, "ceder").capacity = 2;
    provider_in(town, "druva").closing = day_of(2027, 1, 1);
    std::vector<DeskProvider> rows;
    for (const Provider& provider : town.providers) rows.push_back(row_of(provider, 2));
    const auto all = choosable(town, rows);
    REQUIRE(all.size() == 4);  // two areas, two services; the night stays municipal
    CHECK(all[0].area == AreaId("norra"));
    CHECK(all[0].providers == std::vector<ProviderId>{named("ask"), named("bjork"), named("egen")});
    CHECK(all[2].area == AreaId("sodra"));
    CHECK(all[2].providers == std::vector<ProviderId>{named("ask"), named("egen")});
}

TEST_CASE("what two coordinators agreed on stands over the pack, also after a restart")
{
    const Municipality town = example_town();
    ListChange first{named("ask"), std::optional<int>(3), {}, true, {}};
    ListChange lifted{named("ask"), std::optional<int>(), {}, {}, std::optional(day_of(2027, 1, 1))};
    const auto changed_once = *policy_to_adopt(town, MunicipalityState(), {first});
    CHECK(changed_once.providers[0].capacity == 3);
    CHECK(changed_once.providers[0].warned);
    CHECK_FALSE(changed_once.providers[1].warned);
    const auto twice = *policy_to_adopt(town, MunicipalityState(), {first, lifted});
    CHECK_FALSE(twice.providers[0].capacity);
    CHECK(twice.providers[0].warned);
    CHECK(twice.providers[0].closing == day_of(2027, 1, 1));

    MunicipalityState state;
    REQUIRE(apply(state, entry(1, kToday, twice)));
    CHECK_FALSE(policy_to_adopt(town, state, {first, lifted}));
    CHECK(policy_to_adopt(town, state, {first}));
}

TEST_CASE("ten thousand entries are told month by month in the time of a page view")
{
    const std::string policy = wire::write(entry(1, day_of(2025, 1, 1), adopted(example_town()))).dump();
    std::vector<std::string> ledger = {policy};
    for (std::uint64_t sequence = 2; sequence <= 10'000; ++sequence) {
        ProviderDecided one = decided(sequence % 2 ? Action::Decline : Action::Choose, "ask");
        one.receipt.number = receipt_number(sequence);
        one.receipt.sequence = sequence;
        one.receipt.received = plus_days(day_of(2025, 1, 1), static_cast<int>(sequence / 16));
        one.receipt.window = {one.receipt.received, one.receipt.received};
        if (one.request) {
            one.receipt.rotation->sequence = sequence;
            for (const char* id : {"ask", "bjork", "ceder", "druva", "egen"})
                one.receipt.rotation->order.push_back(named(id));
            one.request->person = CaseId("c");
            one.request->area = AreaId("norra");
            one.request->commit = sequence;
            one.request->day = one.request->decision_day = one.receipt.received;
            one.list->order = one.receipt.rotation->order;
        }
        ledger.push_back(wire::write(entry(sequence, one.receipt.received, one)).dump());
    }
    const auto begun = std::chrono::steady_clock::now();
    MonthsFold fold;
    for (const std::string& line : ledger)
        fold.add(*wire::read_event(wire::Json::parse(line, nullptr, false)));
    const auto months = fold.until(day_of(2026, 11, 23));
    const auto took = std::chrono::steady_clock::now() - begun;
    MESSAGE("months of 10 000 entries, from text: ",
            std::chrono::duration_cast<std::chrono::milliseconds>(took).count(), " ms");
    CHECK(took < std::chrono::seconds(5));
    int told = 0;
    for (const auto& month : months)
        for (const auto& counts : {month.by_turn, month.chosen})
            for (const auto& one : counts) told += one.second;
    CHECK(told == 9'999);
}
