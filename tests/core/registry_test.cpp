#include "core/registry.h"

#include "tests/core/example_town.h"

#include <doctest/doctest.h>

using namespace hemval;
using namespace hemval::test;

TEST_CASE("how providers stand follows the live counts")
{
    Municipality town = example_town();
    provider_in(town, "ask").capacity = 1;
    provider_in(town, "bjork").closing = day_of(2027, 1, 31);
    Office office(town);
    CHECK_FALSE(provider_statuses(office.state)[0].full);
    REQUIRE(office.choose(office.open(), "ask"));
    const auto statuses = provider_statuses(office.state);
    REQUIRE(statuses.size() == 5);
    CHECK(statuses[0] == ProviderStatus{named("ask"), true, std::nullopt});
    CHECK(statuses[1] == ProviderStatus{named("bjork"), false, day_of(2027, 1, 31)});
}

TEST_CASE("a view tells the person's own, what may be done, and when it would happen")
{
    Office office(example_town());
    const CaseId fresh = office.open();
    const CaseView first = office.view(fresh);
    CHECK(first.municipality == office.town.id);
    CHECK(first.situation == Situation::NoProvider);
    CHECK_FALSE(first.current);
    CHECK(first.today == kToday);
    CHECK(first.if_chosen_today.first == plus_days(kToday, 2));
    CHECK(first.providers.size() == 5);

    const CaseView has = office.view(office.open(named("ask")));
    CHECK(has.situation == Situation::HasProvider);
    CHECK(has.current == named("ask"));
    CHECK_FALSE(has.closing);
    CHECK(has.if_chosen_today.first == plus_days(kToday, 7));

    office.keep(ProviderClosing{named("ask"), day_of(2027, 1, 22)});
    CHECK(office.view(office.open(named("ask"))).closing == day_of(2027, 1, 22));
}

TEST_CASE("a person's own provider is never full for them, for others it is")
{
    Municipality town = example_town();
    provider_in(town, "ask").capacity = 1;
    Office office(town);
    const CaseId own = office.open();
    REQUIRE(office.choose(own, "ask"));
    CHECK(office.view(own).providers[0].eligible());
    CHECK(office.view(office.open()).providers[0].reasons ==
          std::vector<Ineligible>{Ineligible::Full});
}

TEST_CASE("somebody in the queue is not offered to decline again")
{
    Municipality town = example_town();
    town.rotation.ceiling = CeilingRule::Clients;
    town.rotation.all_full = AllFull::InterimProvider;
    town.rotation.interim = named("egen");
    for (Provider& provider : town.providers) {
        provider.capacity = 0;
    }
    Office office(town);
    const CaseId person = office.open();
    REQUIRE(office.decline(person));
    office.today = plus_days(kToday, 30);
    CHECK(office.view(person).current == named("egen"));
    office.keep(ProviderClosing{named("egen"), plus_days(kToday, 90)});
    CHECK(office.view(person).situation == Situation::ProviderLeaving);
    CHECK(office.view(person).allowed == std::vector<Action>{Action::Choose});
    CHECK(problem_of(office.decline(person)) == Problem::AlreadyYours);
}

TEST_CASE("a code shows the offered providers and the person's own choice, and never case data")
{
    Office office(example_town());
    const CaseView view = office.view(office.open());
    // Does not compile when the view gets another field: what a letter may show is decided, not grown.
    const auto& [owner, municipality, situation, current, closing, pending, rejected, allowed, providers,
                 if_chosen_today, today, queue, transition, choose_by] = view;
    const auto& [provider, reasons, waiting] = providers.front();
    CHECK(owner.empty());  // the service's to give
    CHECK(municipality == office.town.id);
    CHECK(situation == Situation::NoProvider);
    CHECK_FALSE(current);
    CHECK_FALSE(closing);
    CHECK_FALSE(pending);
    CHECK_FALSE(rejected);
    CHECK_FALSE(allowed.empty());
    CHECK_FALSE(provider.empty());
    CHECK(reasons.empty());
    CHECK(waiting == 0);
    CHECK_FALSE(queue);
    CHECK_FALSE(transition);
    CHECK_FALSE(choose_by);
    CHECK_FALSE(before(if_chosen_today.last, today));
}
