#include "core/ledger.h"
#include "core/rotation_names.h"

#include "tests/core/example_town.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <set>

// Those the rule could not place yet: in which order they get a place, and what nobody may take.
using namespace hemval;
using namespace hemval::test;

namespace {

struct Person {
    std::string area = "norra";
    int hours = 10;
    int decided_days_ago = 10;
};

CaseId declines(Office& office, const Person& one = {})
{
    ClientCase person;
    person.id = CaseId("person-" + std::to_string(office.cases.size()));
    person.area = AreaId(one.area);
    person.services = {ServiceId("care")};
    person.hours_per_month = one.hours;
    person.decision_day = plus_days(office.today, -one.decided_days_ago);
    const CaseId id = person.id;
    office.keep(CaseOpened{std::move(person)});
    office.decline(id);
    return id;
}

std::optional<ProviderId> given(Office& office, const CaseId& person)
{
    return office.cases[person].pending->provider;
}

Municipality town_with(CeilingRule ceiling, int room)
{
    Municipality town = example_town();
    town.rotation.ceiling = ceiling;
    town.rotation.all_full = AllFull::Wait;
    for (Provider& provider : town.providers) {
        provider.capacity = room;
        provider.monthly_hours_ceiling = room;
    }
    return town;
}

}  // namespace

TEST_CASE("hours too few for the first in the queue are not given to a later one who needs less")
{
    Office office(town_with(CeilingRule::MonthlyHours, 0));
    const CaseId first = declines(office, {"norra", 20});
    provider_in(office.town, "ask").monthly_hours_ceiling = 15;
    office.adopt();
    const CaseId later = declines(office, {"norra", 10});
    CHECK_FALSE(given(office, first));
    CHECK_FALSE(given(office, later));
    provider_in(office.town, "ask").monthly_hours_ceiling = 30;
    office.adopt();
    declines(office, {"norra", 10});
    CHECK(given(office, first) == named("ask"));
    CHECK(given(office, later) == named("ask"));
    CHECK_FALSE(office.replay_fault());
}

TEST_CASE("a new month's hours go to who waits, before the one who comes next is heard")
{
    Municipality town = town_with(CeilingRule::MonthlyHours, 10);
    for (Provider& provider : town.providers) {
        provider.capacity = 1;
        provider.monthly_hours_ceiling = provider.id == named("ask") ? 10 : 0;
    }
    Office office(town);
    declines(office);
    provider_in(office.town, "ask").capacity = 2;
    office.adopt();
    const CaseId waits = declines(office);
    CHECK_FALSE(given(office, waits));
    office.today = plus_days(kToday, 30);
    const CaseId late = office.open();
    CHECK(problem_of(office.choose(late, "ask")) == Problem::ProviderFull);
    REQUIRE(office.choose(late, "bjork"));
    CHECK(given(office, waits) == named("ask"));
    CHECK_FALSE(office.replay_fault());
}

TEST_CASE("somebody waiting for another area holds nobody up")
{
    Municipality town = town_with(CeilingRule::Clients, 0);
    provider_in(town, "ask").areas = {AreaId("sodra")};
    Office office(town);
    const CaseId north = declines(office, {"norra"});
    provider_in(office.town, "ask").capacity = 1;
    office.adopt();
    CHECK(given(office, declines(office, {"sodra"})) == named("ask"));
    CHECK_FALSE(given(office, north));
    CHECK_FALSE(office.replay_fault());
}

TEST_CASE("an earlier decision goes first among those waiting, but not before who waited already")
{
    Municipality town = town_with(CeilingRule::Clients, 0);
    town.rotation.serve_order = ServeOrder::DecisionDate;
    Office office(town);
    const CaseId young = declines(office, {"norra", 10, 5});
    const CaseId old = declines(office, {"norra", 10, 50});
    provider_in(office.town, "ask").capacity = 1;
    office.adopt();
    const CaseId late = declines(office, {"norra", 10, 90});
    CHECK(given(office, old) == named("ask"));
    CHECK_FALSE(given(office, young));
    CHECK_FALSE(given(office, late));
    CHECK_FALSE(office.replay_fault());
}

TEST_CASE("hours set aside for a newcomer with an earlier decision bind nobody served before them")
{
    Municipality town = town_with(CeilingRule::MonthlyHours, 0);
    town.rotation.serve_order = ServeOrder::DecisionDate;
    Office office(town);
    const CaseId waits = declines(office, {"norra", 5, 5});
    provider_in(office.town, "ask").monthly_hours_ceiling = 10;
    provider_in(office.town, "bjork").monthly_hours_ceiling = 10;
    office.adopt();
    const CaseId late = declines(office, {"norra", 20, 50});
    CHECK(given(office, waits) == named("ask"));
    CHECK_FALSE(given(office, late));
    CHECK_FALSE(office.replay_fault());
}

TEST_CASE("the place a person gives up by declining is free when their own turn is decided")
{
    Office office(town_with(CeilingRule::Clients, 1));
    const CaseId person = office.open();
    REQUIRE(office.choose(person, "ask"));
    const auto receipt = office.decline(person);
    REQUIRE(receipt);
    CHECK(receipt->provider == named("ask"));
    CHECK(receipt->rotation->basis == AssignmentBasis::Turn);
    CHECK(receipt->rotation->skipped.empty());
    CHECK(office.clients("ask") == 1);
    CHECK_FALSE(office.replay_fault());
}

TEST_CASE("those an interim provider has meanwhile do not stand in their own way there")
{
    Municipality town = town_with(CeilingRule::Clients, 0);
    town.rotation.all_full = AllFull::InterimProvider;
    town.rotation.interim = named("egen");
    Office office(town);
    const CaseId first = declines(office);
    const CaseId second = declines(office);
    CHECK(office.state.waiting.size() == 2);
    provider_in(office.town, "egen").capacity = 2;
    office.adopt();
    const CaseId late = declines(office);
    CHECK(office.cases[first].pending->rotation->basis == AssignmentBasis::Turn);
    CHECK(office.cases[second].pending->rotation->basis == AssignmentBasis::Turn);
    CHECK(office.cases[late].pending->rotation->basis == AssignmentBasis::InterimFallback);
    CHECK(office.clients("egen") == 3);
    CHECK_FALSE(office.replay_fault());
}

TEST_CASE("nobody gets a place that somebody earlier in the queue waits for, and no place stands empty")
{
    CHECK(rc::check("first in, first out", [] {
        const auto below = [](int most) { return *rc::gen::inRange(0, most); };
        const auto ceiling = below(2) == 0 ? CeilingRule::Clients : CeilingRule::MonthlyHours;
        Municipality town = town_with(ceiling, 0);
        town.rotation.method = kRotationMethods[below(4)].value;  // all but the municipal provider
        town.rotation.serve_order = kServeOrders[below(2)].value;
        town.rotation.full_turn = kFullTurns[below(2)].value;
        town.rotation.per_area = below(2) == 0;
        const std::vector<std::set<AreaId>> areas{
            {AreaId("norra")}, {AreaId("sodra")}, {AreaId("norra"), AreaId("sodra")}};
        for (Provider& provider : town.providers) {
            provider.areas = areas[static_cast<std::size_t>(below(3))];
        }
        Office office(town);
        std::vector<CaseId> queue;
        const int people = below(12);
        for (int index = 0; index <= people; ++index) {
            if (index == people) {  // room comes, and one more declines, which serves the queue
                for (Provider& provider : office.town.providers) {
                    provider.capacity = below(4);
                    provider.monthly_hours_ceiling = below(40);
                }
                office.adopt();
            }
            queue.push_back(
                declines(office, {below(2) == 0 ? "norra" : "sodra", 1 + below(20), below(20)}));
        }
        const CaseId last = queue.back();
        if (town.rotation.serve_order == ServeOrder::DecisionDate) {
            std::stable_sort(queue.begin(), queue.end(), [&](const CaseId& a, const CaseId& b) {
                return before(office.cases[a].decision_day, office.cases[b].decision_day);
            });
        }
        for (auto waits = queue.begin(); waits != queue.end(); ++waits) {
            if (given(office, *waits)) {
                continue;
            }
            for (const Provider& provider : office.town.providers) {
                if (provider.areas.count(office.cases[*waits].area) == 0) {
                    continue;
                }
                // The room was there before the last one came: it was for those already waiting.
                for (auto later = waits; *waits != last && later != queue.end(); ++later) {
                    RC_ASSERT(given(office, *later) != provider.id);
                }
                RC_ASSERT((ceiling != CeilingRule::Clients ||
                           office.clients(provider.id.value.c_str()) >= *provider.capacity));
            }
        }
        RC_ASSERT(office.replay_fault().value_or("") == "");
    }));
}
