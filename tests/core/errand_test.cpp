#include "core/ledger.h"

#include "tests/core/example_town.h"

#include <doctest/doctest.h>

#include <set>

using namespace hemval;
using namespace hemval::test;

namespace {

// The submission is refused for `problem` and has left no trace.
void check_refused(Office& office, const CaseId& person, Action action,
                   std::optional<ProviderId> provider, Problem problem)
{
    const MunicipalityState state = office.state;
    const auto cases = office.cases;
    const auto ledger = office.ledger;
    INFO(name_of(problem));
    CHECK(problem_of(office.submit(person, action, std::move(provider))) == problem);
    CHECK(office.state == state);
    CHECK(office.cases == cases);
    CHECK(office.ledger == ledger);
}

}  // namespace

TEST_CASE("a first choice gives a receipt and takes effect on its day")
{
    Office office(example_town());
    const CaseId person = office.open();
    const auto receipt = office.choose(person, "bjork");
    REQUIRE(receipt);
    CHECK(receipt->action == Action::Choose);
    CHECK(receipt->provider == named("bjork"));
    CHECK_FALSE(receipt->previous);
    CHECK_FALSE(receipt->rotation);
    CHECK(receipt->received == kToday);
    CHECK(receipt->sequence == office.state.sequence);
    CHECK(receipt->window == EffectiveWindow{plus_days(kToday, 2), plus_days(kToday, 5)});
    CHECK(office.clients("bjork") == 1);
    CHECK(office.view(person).pending == *receipt);
    CHECK(office.view(person).situation == Situation::NoProvider);

    office.today = plus_days(kToday, 5);
    CHECK(office.view(person).current == named("bjork"));
    CHECK(office.view(person).situation == Situation::HasProvider);
    CHECK_FALSE(office.view(person).pending);
    CHECK(office.clients("bjork") == 1);
    CHECK_FALSE(office.replay_fault());
}

TEST_CASE("a switch names both providers and the days, and the place moves at once")
{
    Office office(example_town());
    const CaseId person = office.open(named("ask"));
    CHECK(office.clients("ask") == 1);
    const auto receipt = office.change(person, "ceder");
    REQUIRE(receipt);
    CHECK(receipt->action == Action::Switch);
    CHECK(receipt->previous == named("ask"));
    CHECK(receipt->provider == named("ceder"));
    CHECK(receipt->window == EffectiveWindow{plus_days(kToday, 7), plus_days(kToday, 14)});
    CHECK(office.clients("ask") == 0);
    CHECK(office.clients("ceder") == 1);
    CHECK(office.view(person).current == named("ask"));
    CHECK_FALSE(office.replay_fault());
}

TEST_CASE("a pending switch can be changed and taken back")
{
    Office office(example_town());
    const CaseId person = office.open(named("ask"));
    REQUIRE(office.change(person, "ceder"));
    const auto other = office.change(person, "druva");
    REQUIRE(other);
    CHECK(other->previous == named("ask"));
    CHECK(office.clients("ceder") == 0);
    CHECK(office.clients("druva") == 1);

    provider_in(office.town, "ask").capacity = 0;  // full for others, never for its own client
    office.adopt();
    const auto back = office.change(person, "ask");
    REQUIRE(back);
    CHECK(back->provider == named("ask"));
    CHECK(back->previous == named("druva"));
    CHECK(office.clients("druva") == 0);
    CHECK(office.clients("ask") == 1);
    check_refused(office, person, Action::Switch, named("ask"), Problem::AlreadyYours);
    CHECK_FALSE(office.replay_fault());
}

TEST_CASE("declining gives the turn, says why, and cannot be repeated to draw another")
{
    Office office(example_town());
    const CaseId person = office.open();
    const auto receipt = office.decline(person);
    REQUIRE(receipt);
    REQUIRE(receipt->rotation);
    CHECK(receipt->provider == named("ask"));
    CHECK(receipt->rotation->rule == "strict");
    CHECK(receipt->rotation->basis == AssignmentBasis::Turn);
    CHECK(receipt->rotation->whose_turn == named("ask"));
    CHECK(receipt->rotation->next == named("bjork"));
    CHECK(receipt->rotation->order.size() == 5);
    check_refused(office, person, Action::Decline, std::nullopt, Problem::AlreadyYours);
    CHECK(office.view(person).allowed == std::vector<Action>{Action::Choose});

    REQUIRE(office.choose(person, "egen"));
    CHECK(office.clients("ask") == 0);
    CHECK(office.clients("egen") == 1);
    CHECK(office.state.lists[AreaId()].turn == 1);  // a turn once given is not taken back
    CHECK_FALSE(office.replay_fault());
}

TEST_CASE("declining again gives the same again, and costs nobody a turn or hours")
{
    Office office(example_town());
    const CaseId person = office.open();
    const auto first = office.decline(person);
    REQUIRE(first);
    const auto lists = office.state.lists;
    const auto hours = office.state.hours;
    for (const char* id : {"ceder", "egen"}) {
        REQUIRE(office.choose(person, id));
        const auto again = office.decline(person);
        REQUIRE(again);
        CHECK(again->provider == first->provider);
        CHECK(again->rotation == first->rotation);
        CHECK(again->rotation->sequence == first->sequence);
        CHECK(again->number != first->number);
        CHECK_FALSE(public_entry(office.ledger.back(), {}, {}).has_value());
        check_refused(office, person, Action::Decline, std::nullopt, Problem::AlreadyYours);
    }
    CHECK(office.state.lists == lists);
    CHECK(office.state.hours == hours);
    CHECK(office.clients("ask") == 1);
    CHECK(office.decline(office.open())->provider == named("bjork"));
    CHECK_FALSE(office.replay_fault());

    std::vector<Event> altered = office.ledger;
    for (Event& event : altered) {
        auto* decided = std::get_if<ProviderDecided>(&event.body);
        if (decided != nullptr && decided->receipt.rotation && !decided->request) {
            decided->receipt.provider = named("druva");
            break;
        }
    }
    MunicipalityState state;
    CHECK(replay(altered, state));
}

TEST_CASE("declining again gives the same again whatever ceiling binds the rule, and a fallback too")
{
    for (const CeilingRule ceiling :
         {CeilingRule::None, CeilingRule::MonthlyHours, CeilingRule::Clients}) {
        Municipality town = example_town();
        town.rotation.ceiling = ceiling;
        for (Provider& provider : town.providers) {
            provider.monthly_hours_ceiling = 10;  // just this person's
            provider.capacity = provider.id == named("ceder") ? 9 : 0;
        }
        // Under Clients nobody but ceder has room, and ceder does not go there.
        provider_in(town, "ceder").areas =
            ceiling == CeilingRule::Clients ? std::set{AreaId("sodra")}
                                            : std::set{AreaId("norra")};
        Office office(town);
        const CaseId person = office.open();
        const auto first = office.decline(person);
        REQUIRE(first);
        office.town.providers.push_back(example_provider("fri", ProviderKind::Private));
        office.adopt();
        REQUIRE(office.choose(person, "fri"));
        provider_in(office.town, "fri").capacity = 0;
        office.adopt();
        const auto hours = office.state.hours;
        const auto again = office.decline(person);
        REQUIRE(again);
        CHECK(again->provider == first->provider);
        CHECK(again->rotation->sequence == first->sequence);
        CHECK(office.state.hours == hours);
        CHECK_FALSE(office.replay_fault());
    }
}

TEST_CASE("declining again asks the rule anew when the earlier provider can no longer take them")
{
    Municipality town = example_town();
    town.rotation.ceiling = CeilingRule::Clients;
    town.rotation.excludes_warned = true;
    Office office(town);
    const CaseId closes = office.open();
    const CaseId fills = office.open();
    const CaseId warned = office.open();
    for (const CaseId& person : {closes, fills, warned}) {
        REQUIRE(office.decline(person));  // ask, bjork, ceder
        REQUIRE(office.choose(person, "egen"));
    }
    office.keep(ProviderClosing{named("ask"), plus_days(kToday, 60)});
    provider_in(office.town, "bjork").capacity = 0;
    provider_in(office.town, "ceder").warned = true;
    office.adopt();
    for (const CaseId& person : {closes, fills, warned}) {
        const auto again = office.decline(person);
        REQUIRE(again);
        CHECK(again->rotation->sequence == again->sequence);
        CHECK((again->provider == named("druva") || again->provider == named("egen")));
    }
    CHECK_FALSE(office.replay_fault());
}

TEST_CASE("an assignment that has taken effect is used up")
{
    Office office(example_town());
    const CaseId person = office.open();
    REQUIRE(office.decline(person));
    office.today = plus_days(kToday, 6);
    CHECK(office.view(person).current == named("ask"));
    office.keep(ProviderClosing{named("ask"), plus_days(kToday, 60)});
    CHECK(office.decline(person)->provider == named("bjork"));
    CHECK_FALSE(office.replay_fault());
}

TEST_CASE("where the rule keeps a former provider, who had it before gets it again")
{
    for (const bool keeps : {true, false}) {
        Municipality town = example_town();
        town.rotation.keeps_former_provider = keeps;
        Office office(town);
        const CaseId person = office.open(named("druva"));
        REQUIRE(office.change(person, "ceder"));
        office.today = plus_days(kToday, 14);
        office.keep(ProviderClosing{named("ceder"), plus_days(kToday, 60)});
        const auto receipt = office.decline(person);
        REQUIRE(receipt);
        CHECK(receipt->provider == named(keeps ? "druva" : "ask"));
        CHECK((receipt->rotation->basis == AssignmentBasis::FormerProvider) == keeps);
        CHECK(receipt->rotation->next == named(keeps ? "ask" : "bjork"));
        CHECK_FALSE(office.replay_fault());
    }
}

TEST_CASE("a first choice can be given up for the rotation")
{
    Office office(example_town());
    const CaseId person = office.open();
    REQUIRE(office.choose(person, "egen"));
    const auto receipt = office.decline(person);
    REQUIRE(receipt);
    CHECK(receipt->provider == named("ask"));
    CHECK(office.clients("egen") == 0);
    CHECK_FALSE(office.replay_fault());
}

TEST_CASE("when the provider leaves one chooses anew, or declines, and the leaver gets nobody")
{
    Office office(example_town());
    const CaseId chooses = office.open(named("ask"));
    const CaseId switches = office.open(named("ask"));
    const CaseId declines = office.open(named("ask"));
    office.keep(ProviderClosing{named("ask"), plus_days(kToday, 60)});
    CHECK(office.view(chooses).situation == Situation::ProviderLeaving);
    CHECK(office.view(chooses).closing == plus_days(kToday, 60));

    check_refused(office, chooses, Action::Choose, named("ask"), Problem::AlreadyYours);
    const auto chosen = office.choose(chooses, "bjork");
    REQUIRE(chosen);
    CHECK(chosen->previous == named("ask"));
    CHECK(chosen->window.first == plus_days(kToday, 7));
    check_refused(office, chooses, Action::Choose, named("ask"), Problem::ProviderClosing);
    REQUIRE(office.change(switches, "bjork"));
    const auto assigned = office.decline(declines);
    REQUIRE(assigned);
    CHECK(assigned->provider == named("bjork"));
    CHECK(assigned->rotation->skipped ==
          std::vector<Skip>{Skip{named("ask"), SkipReason::Closing, false}});
    CHECK(office.clients("ask") == 0);
    CHECK(office.clients("bjork") == 3);
    CHECK_FALSE(office.replay_fault());
}

TEST_CASE("somebody assigned to a provider that then closes may decline once more")
{
    Office office(example_town());
    const CaseId person = office.open();
    REQUIRE(office.decline(person));
    office.keep(ProviderClosing{named("ask"), plus_days(kToday, 60)});
    const auto again = office.decline(person);
    REQUIRE(again);
    CHECK(again->provider == named("bjork"));
    CHECK(office.clients("ask") == 0);
    CHECK_FALSE(office.replay_fault());
}

TEST_CASE("two hundred who decline give each of five equal providers exactly forty")
{
    Office office(example_town());
    std::vector<CaseId> people;
    for (int i = 0; i < 200; ++i) {
        people.push_back(office.open());
    }
    std::set<std::string> numbers;
    for (const CaseId& person : people) {
        const auto receipt = office.decline(person);
        REQUIRE(receipt);
        CHECK(numbers.insert(receipt->number.value).second);
    }
    for (const Provider& provider : office.town.providers) {
        CHECK(office.clients(provider.id.value.c_str()) == 40);
    }
    CHECK_FALSE(office.replay_fault());
}

TEST_CASE("two who decline one after the other get consecutive turns")
{
    Office office(example_town());
    const CaseId first = office.open();
    const CaseId second = office.open(named("druva"));
    const CaseId third = office.open();
    CHECK(office.decline(first)->provider == named("ask"));
    CHECK(office.change(second, "egen")->provider == named("egen"));
    CHECK(office.decline(third)->provider == named("bjork"));
    REQUIRE(office.choose(first, "ceder"));
    CHECK(office.cases[third].pending->provider == named("bjork"));
    CHECK_FALSE(office.replay_fault());
}

TEST_CASE("every refusal of the rules leaves everything as it was")
{
    Municipality town = example_town();
    provider_in(town, "ask").capacity = 1;
    provider_in(town, "ask").clients = 1;
    provider_in(town, "bjork").closing = day_of(2027, 3, 1);
    provider_in(town, "ceder").areas = {AreaId("sodra")};
    provider_in(town, "druva").services = {ServiceId("shopping")};
    Office office(town);
    const CaseId person = office.open();
    check_refused(office, person, Action::Choose, named("ask"), Problem::ProviderFull);
    check_refused(office, person, Action::Choose, named("bjork"), Problem::ProviderClosing);
    check_refused(office, person, Action::Choose, named("ceder"), Problem::ProviderWrongArea);
    check_refused(office, person, Action::Choose, named("druva"), Problem::ProviderLacksService);
    check_refused(office, person, Action::Choose, named("nobody"), Problem::UnknownProvider);
    check_refused(office, person, Action::Choose, std::nullopt, Problem::ProviderMissing);
    check_refused(office, person, Action::Switch, named("egen"), Problem::NothingToSwitch);
    REQUIRE(office.choose(person, "egen"));
    check_refused(office, person, Action::Choose, named("egen"), Problem::AlreadyYours);

    const CaseId other = office.open(named("egen"));
    check_refused(office, other, Action::Choose, named("ask"), Problem::HasProvider);
    check_refused(office, other, Action::Decline, std::nullopt, Problem::HasProvider);
    check_refused(office, other, Action::Switch, named("egen"), Problem::AlreadyYours);
    check_refused(office, other, Action::Switch, std::nullopt, Problem::ProviderMissing);
    check_refused(office, other, Action::Switch, named("ask"), Problem::ProviderFull);
    CHECK_FALSE(office.replay_fault());
}

TEST_CASE("what a view says may be done is what the rules then accept")
{
    Municipality town = example_town();
    provider_in(town, "ask").capacity = 1;
    provider_in(town, "bjork").closing = day_of(2027, 3, 1);
    for (const char* current : {"", "ask", "bjork", "egen"}) {
        for (const Action action : kAllActions) {
            for (const Provider& provider : town.providers) {
                Office office(town);
                const CaseId person = office.open(
                    *current == '\0' ? std::nullopt : std::optional<ProviderId>(current));
                const CaseView view = office.view(person);
                const bool offered = std::count(view.allowed.begin(), view.allowed.end(), action);
                bool able = action == Action::Decline;
                for (const Eligibility& one : view.providers) {
                    able = able || (one.provider == provider.id && one.eligible() &&
                                    view.current != provider.id);
                }
                const bool done =
                    office
                        .submit(person, action,
                                action == Action::Decline ? std::nullopt
                                                          : std::optional<ProviderId>(provider.id))
                        .has_value();
                // A Switch away from a leaving provider is accepted without being offered.
                if (offered || action != Action::Switch ||
                    view.situation != Situation::ProviderLeaving) {
                    CHECK(done == (offered && able));
                } else {
                    CHECK(done == able);
                }
                CHECK_FALSE(office.replay_fault());
            }
        }
    }
}
