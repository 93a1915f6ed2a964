#include "core/mandate.h"
#include "core/ledger_rules.h"
#include "core/protected.h"
#include "core/transition_plan.h"
#include "core/wire.h"
#include "tests/core/example_town.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace hemval;
using namespace hemval::test;

namespace {

Submission by_relative(Action action, const char* provider = "")
{
    Submission submission{action, std::nullopt, IdempotencyKey("12345678")};
    if (*provider != '\0') {
        submission.provider = ProviderId(provider);
    }
    submission.representation = Representation{RepresentativeRole::Relative,
                                               declarations_for(RepresentativeRole::Relative)};
    submission.representative = RepresentativeContact{"Ulla Unik", "070-000 00 00"};
    return submission;
}

// As a service works it out: from the ledger alone.
std::optional<Undo> undo_of(const Office& office, const CaseId& id)
{
    std::optional<Undo> undo;
    MunicipalityState state;
    ClientCase person;
    person.id = id;
    for (const Event& event : office.ledger) {
        undo = undo_after(undo, state, person, event);
        apply(state, event);
        apply(person, event);
    }
    return undo;
}

bool judge_now(Office& office, const CaseId& id, bool confirmed)
{
    const auto judged =
        judge(office.state, office.cases[id], undo_of(office, id), confirmed, office.today);
    if (judged) {
        office.keep(*judged);
    }
    return judged.has_value();
}

// Every place held is somebody's, and everybody's place is held.
bool places_add_up(const Office& office)
{
    std::map<ProviderId, int> held;
    for (const auto& one : office.cases) {
        if (const auto place = held_place(one.second)) {
            ++held[*place];
        }
    }
    for (const ListedProvider& provider : office.state.providers) {
        const auto counted = office.state.clients.find(provider.id);
        if ((counted == office.state.clients.end() ? 0 : counted->second) != held[provider.id]) {
            return false;
        }
    }
    return true;
}

}  // namespace

TEST_CASE("a confirmed mandate is marked on the receipt, and nothing else changes")
{
    Office office(example_town());
    const CaseId person = office.open();
    REQUIRE(office.submit(person, by_relative(Action::Choose, "ask")));
    Receipt expected = *office.cases[person].pending;
    CHECK(awaits_confirmation(expected));
    REQUIRE(judge_now(office, person, true));
    expected.representation->confirmed = true;
    CHECK(office.view(person).pending == expected);
    CHECK_FALSE(awaits_confirmation(expected));
    CHECK_FALSE(office.view(person).rejected);
    CHECK(office.clients("ask") == 1);
    CHECK_FALSE(office.replay_fault());
    CHECK_FALSE(judge_now(office, person, true));
    CHECK_FALSE(judge_now(office, person, false));
}

TEST_CASE("a rejected mandate's choice is undone: what the person had chosen holds again")
{
    Office office(example_town());
    const CaseId person = office.open(named("egen"));
    REQUIRE(office.change(person, "bjork"));
    const Receipt own = *office.cases[person].pending;
    REQUIRE(office.submit(person, by_relative(Action::Switch, "ask")));
    REQUIRE(office.submit(person, by_relative(Action::Switch, "ceder")));
    CHECK(office.clients("ceder") == 1);
    REQUIRE(judge_now(office, person, false));
    CHECK(office.view(person).pending == own);
    REQUIRE(office.view(person).rejected);
    CHECK(office.view(person).rejected->role == RepresentativeRole::Relative);
    CHECK(office.view(person).rejected->undone);
    CHECK(office.clients("bjork") == 1);
    CHECK(office.clients("ask") == 0);
    CHECK(office.clients("ceder") == 0);
    CHECK_FALSE(office.replay_fault());
    REQUIRE(office.change(person, "druva"));
    CHECK_FALSE(office.view(person).rejected);
    CHECK_FALSE(office.replay_fault());
}

TEST_CASE("a choice in effect is not undone when the mandate is rejected, and the person is told")
{
    Office office(example_town());
    const CaseId person = office.open();
    REQUIRE(office.submit(person, by_relative(Action::Choose, "ask")));
    office.today = plus_days(office.today, 30);
    REQUIRE(judge_now(office, person, false));
    CHECK(office.view(person).current == named("ask"));
    REQUIRE(office.view(person).rejected);
    CHECK_FALSE(office.view(person).rejected->undone);
    CHECK_FALSE(office.replay_fault());
}

TEST_CASE("who waited before a representative chose waits at the same place again")
{
    Municipality town = example_town();
    for (Provider& provider : town.providers) {
        provider.capacity = 1;
    }
    town.rotation.ceiling = CeilingRule::Clients;
    town.rotation.all_full = AllFull::Wait;
    Office office(town);
    std::vector<CaseId> people;
    for (int i = 0; i < 5; ++i) {
        people.push_back(office.open());
        REQUIRE(office.decline(people.back()));
    }
    const CaseId first = office.open();
    const CaseId second = office.open();
    REQUIRE(office.decline(first));
    REQUIRE(office.decline(second));
    const std::vector<Queued> before = office.state.waiting;
    REQUIRE(before.size() == 2);
    // Two are waiting for the one place that comes: a representative of the first takes another.
    Municipality& more = office.town;
    Provider newcomer = example_provider("fura", ProviderKind::Private);
    newcomer.services.insert(ServiceId("other"));
    newcomer.capacity = 1;
    newcomer.warned = true;
    more.rotation.excludes_warned = true;
    more.providers.push_back(newcomer);
    office.adopt();
    REQUIRE(office.state.waiting == before);
    REQUIRE(office.submit(first, by_relative(Action::Choose, "fura")));
    CHECK(office.state.waiting.size() == 1);
    REQUIRE(judge_now(office, first, false));
    CHECK(office.state.waiting == before);
    CHECK(office.clients("fura") == 0);
    CHECK_FALSE(office.replay_fault());
}

namespace {

TransitionMoved leaving(const char* provider, TransitionPhase phase)
{
    return {{TransitionId("leave-1"), named(provider), phase,
             LeavingTerms{LeavingCause::Closes, plus_days(kToday, 90), plus_days(kToday, 10)}},
            "hemval"};
}

void decide_leaving(Office& office)
{
    TransitionMoved proposed = leaving("egen", TransitionPhase::Proposed);
    proposed.transition.terms.reset();
    proposed.actor = "staff-1";
    office.keep(proposed);
    office.keep(leaving("egen", TransitionPhase::Decided));
}

std::vector<ClientCase> people_of(const Office& office)
{
    std::vector<ClientCase> people;
    for (const auto& one : office.cases) {
        people.push_back(one.second);
    }
    return people;
}

void annul_now(Office& office)
{
    for (const Event& event :
         annul(office.state, office.town.schedule, leaving("egen", TransitionPhase::Annulled),
               people_of(office), plus_days(office.today, 30), {office.today, ReceiptNumber(), 1, 77})) {
        office.keep(event);
    }
}

}  // namespace

TEST_CASE("whose choice is rejected while their provider leaves has said nothing, and is asked again")
{
    Office office(example_town());
    const CaseId person = office.open(named("egen"));
    decide_leaving(office);
    office.keep(leaving("egen", TransitionPhase::Running));
    REQUIRE(office.submit(person, by_relative(Action::Choose, "ask")));
    REQUIRE(judge_now(office, person, false));
    const Transition now = office.state.transitions.at(TransitionId("leave-1")).now;
    CHECK(progress_of(office.state, now, people_of(office), office.today).silent == 1);
    office.today = plus_days(kToday, 11);
    CHECK(answer_to_silence(office.state, office.cases[person], office.today));
    annul_now(office);
    CHECK(held_place(office.cases[person]) == named("egen"));
    CHECK(places_add_up(office));
    CHECK(office.replay_fault().value_or("") == "");
}

TEST_CASE("annulling undoes what a representative chose meanwhile, and leaves what came before to be judged")
{
    Office office(example_town());
    const CaseId fresh = office.open(named("egen"));
    const CaseId early = office.open(named("bjork"));
    REQUIRE(office.submit(early, by_relative(Action::Switch, "egen")));
    const Receipt unjudged = *office.cases[early].pending;
    decide_leaving(office);
    REQUIRE(office.submit(fresh, by_relative(Action::Choose, "ask")));
    REQUIRE(office.change(early, "ceder"));
    annul_now(office);
    CHECK_FALSE(judge_now(office, fresh, false));
    CHECK(office.cases[early].pending == unjudged);
    CHECK(places_add_up(office));
    REQUIRE(judge_now(office, early, false));
    CHECK(held_place(office.cases[early]) == named("bjork"));
    CHECK(places_add_up(office));
    CHECK(office.replay_fault().value_or("") == "");
}

TEST_CASE("annulling does not bring back a place in a queue that a rejected mandate had taken")
{
    Municipality town = example_town();
    provider_in(town, "druva").capacity = 0;
    Office office(town);
    const CaseId person = office.open(named("egen"));
    Submission queue = by_relative(Action::Switch, "druva");
    queue.queue = true;
    REQUIRE(office.submit(person, queue));
    decide_leaving(office);
    REQUIRE(judge_now(office, person, false));
    CHECK(find_queued(office.state, person) == nullptr);
    REQUIRE(office.choose(person, "ask"));
    annul_now(office);
    CHECK(find_queued(office.state, person) == nullptr);
    CHECK_FALSE(office.cases[person].pending);
    CHECK(office.replay_fault().value_or("") == "");
}

TEST_CASE("nothing of where a protected person waited is kept for a transition to bring back")
{
    Municipality town = example_town();
    provider_in(town, "druva").capacity = 0;
    Office office(town);
    const CaseId person = office.open(named("egen"));
    Submission queue{Action::Switch, named("druva"), IdempotencyKey("12345678")};
    queue.queue = true;
    REQUIRE(office.submit(person, queue));
    decide_leaving(office);
    REQUIRE(office.choose(person, "ask"));
    REQUIRE(office.cases[person].before.size() == 1);
    office.keep(as_protected(office.state, office.cases[person], office.today));
    CHECK(office.cases[person].before.empty());
    CHECK(office.state.transitions.at(TransitionId("leave-1")).start->waiting.empty());
    annul_now(office);
    CHECK(office.cases[person].pending->provider == named("ask"));
    CHECK(places_add_up(office));
}

TEST_CASE("a judgement that does not follow from the ledger is seen")
{
    Office office(example_town());
    const CaseId person = office.open(named("egen"));
    REQUIRE(office.submit(person, by_relative(Action::Switch, "ask")));
    REQUIRE(judge_now(office, person, false));
    MunicipalityState state;
    CHECK_FALSE(replay(office.ledger, state));
    std::vector<Event> altered = office.ledger;
    std::get<MandateJudged>(altered.back().body).to = named("bjork");
    CHECK(replay(altered, state)->sequence == altered.size());
    altered = office.ledger;
    altered.push_back(altered.back());
    altered.back().sequence += 1;
    CHECK(replay(altered, state)->sequence == altered.size());
}

TEST_CASE("whatever representatives choose and care managers find, every place is somebody's")
{
    int judged = 0;
    CHECK(rc::check([&](const std::vector<std::uint16_t>& steps, std::uint16_t rule) {
        Municipality town = example_town();
        for (Provider& provider : town.providers) {
            provider.capacity = 2;
        }
        town.rotation.ceiling = CeilingRule::Clients;
        town.rotation.all_full = static_cast<AllFull>(rule % 3);
        town.rotation.interim = named("egen");
        Office office(town);
        static const char* const kNames[] = {"ask", "bjork", "ceder", "druva", "egen"};
        std::vector<CaseId> people{office.open()};
        for (const std::uint16_t step : steps) {
            const CaseId person = people[step / 8U % people.size()];
            const char* provider = kNames[step / 128U % 5];
            const Action action = office.cases[person].current ? Action::Switch : Action::Choose;
            switch (step % 8U) {
            case 0: people.push_back(office.open()); break;
            case 1: office.submit(person, action, ProviderId(provider)); break;
            case 2: office.decline(person); break;
            case 3: office.submit(person, by_relative(action, provider)); break;
            case 4: office.submit(person, by_relative(Action::Decline)); break;
            case 5: judged += judge_now(office, person, true) ? 1 : 0; break;
            case 6: judged += judge_now(office, person, false) ? 1 : 0; break;
            default: office.today = plus_days(office.today, 3); break;
            }
            RC_ASSERT(places_add_up(office));
        }
        const auto fault = office.replay_fault();
        RC_LOG() << fault.value_or("") << '\n';
        RC_ASSERT(!fault);
        for (const Event& event : office.ledger) {
            RC_ASSERT(wire::read_event(wire::write(event)) == event);
        }
    }));
    CHECK(judged > 20);
}
