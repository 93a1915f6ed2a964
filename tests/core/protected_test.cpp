#include "core/protected.h"
#include "core/transition_plan.h"
#include "core/ledger_replay.h"
#include "core/ledger_rules.h"
#include "core/ledger_transition.h"
#include "core/transition_plan.h"
#include "core/wire.h"
#include "tests/core/example_town.h"

#include <doctest/doctest.h>

using namespace hemval;
using namespace hemval::test;

namespace {

// Only egen works everywhere; the north has ask and bjork.
Municipality divided_town()
{
    Municipality town = example_town();
    provider_in(town, "ask").areas = {AreaId("norra")};
    provider_in(town, "bjork").areas = {AreaId("norra")};
    provider_in(town, "ceder").areas = {AreaId("sodra")};
    provider_in(town, "druva").areas = {AreaId("sodra")};
    return town;
}

ClientCase hidden_person(const char* id)
{
    ClientCase person;
    person.id = CaseId(id);
    person.services = {ServiceId("care")};
    person.hours_per_month = 10;
    person.decision_day = plus_days(kToday, -10);
    person.is_protected = true;
    return person;
}

// As the service marks: what was about the person is erased, then the case goes on.
void protect(Office& office, const CaseId& id)
{
    if (office.cases[id].offer) {
        office.keep(offer_ended(office.cases[id]));
    }
    const CaseRestated as = as_protected(office.state, office.cases[id], office.today);
    MunicipalityState state;
    for (Event& event : office.ledger) {
        const Event whole = event;
        const CaseId* person = person_of(event);
        if (person != nullptr && *person == id) {
            EntryErased left = *erased(state, event);
            left.withheld = true;
            event.body = left;
        }
        apply(state, whole);
    }
    office.keep(as);
}

bool tells(const wire::Json& json, const char* what)
{
    return json.dump().find(what) != std::string::npos;
}

// Proposed by one, decided by another: the step taken last.
TransitionMoved decided_to_leave(Office& office, const ProviderId& leaver)
{
    TransitionMoved leave{{TransitionId("leave"), leaver, TransitionPhase::Proposed, std::nullopt},
                          "somebody-else"};
    office.keep(leave);
    leave.transition.phase = TransitionPhase::Decided;
    leave.transition.terms =
        LeavingTerms{LeavingCause::Closes, plus_days(kToday, 60), plus_days(kToday, 20)};
    leave.actor = "hemval";
    office.keep(leave);
    return leave;
}

}  // namespace

TEST_CASE("only a plain no is an ordinary person: anything else counts as protected")
{
    CHECK(says_ordinary("no"));
    CHECK(says_ordinary("NO"));
    for (const char* cell : {"", "yes", "nej", "n", "no.", " no", "0", "false", "ja", "?"}) {
        CHECK_FALSE(says_ordinary(cell));
    }
}

TEST_CASE("a protected person's case has no area, and only theirs has none")
{
    const ClientCase person = hidden_person("hidden");
    const wire::Json json = wire::write(person);
    CHECK_FALSE(json.contains("area"));
    CHECK(wire::read_case(json) == person);
    wire::Json wrong = json;
    wrong["area"] = "norra";
    CHECK_FALSE(wire::read_case(wrong));
    wrong = json;
    wrong.erase("protected");
    CHECK_FALSE(wire::read_case(wrong));
}

TEST_CASE("without an area only who works everywhere can be chosen, and the rule asks nobody else")
{
    Office office(divided_town());
    office.keep(CaseOpened{hidden_person("hidden")});
    const CaseId person("hidden");
    for (const Eligibility& one : office.view(person).providers) {
        CHECK(one.eligible() == (one.provider == named("egen")));
    }
    CHECK(problem_of(office.choose(person, "ask")) == Problem::ProviderWrongArea);
    const auto receipt = office.decline(person);
    REQUIRE(receipt);
    CHECK(receipt->provider == named("egen"));
    CHECK(office.replay_fault().value_or("") == "");
    CHECK(wire::read_event(wire::write(office.ledger.back())) == office.ledger.back());
}

TEST_CASE("with a list for each area, who has none is asked from those who work everywhere")
{
    Municipality town = divided_town();
    town.rotation.per_area = true;
    Office office(town);
    office.keep(CaseOpened{hidden_person("hidden")});
    const auto receipt = office.decline(CaseId("hidden"));
    REQUIRE(receipt);
    CHECK(receipt->provider == named("egen"));
    REQUIRE(receipt->rotation);
    CHECK(receipt->rotation->order == std::vector<ProviderId>{named("egen")});
    CHECK(receipt->rotation->skipped.empty());
    CHECK(office.replay_fault().value_or("") == "");
}

TEST_CASE("marked protected, nothing about the person tells the area, and the ledger adds up")
{
    for (const bool per_area : {false, true}) {
        Municipality town = divided_town();
        town.rotation.per_area = per_area;
        Office office(town);
        const CaseId person = office.open();
        const CaseId other = office.open();
        REQUIRE(office.decline(person));
        REQUIRE(office.decline(other));
        const auto provider = office.cases[person].pending->provider;
        const auto clients = office.state.clients;
        const auto lists = office.state.lists;
        protect(office, person);
        CHECK(office.replay_fault().value_or("") == "");
        CHECK(office.state.clients == clients);
        CHECK(office.state.lists == lists);
        for (const Event& event : office.ledger) {
            const wire::Json json = wire::write(event);
            if (tells(json, person.value.c_str())) {
                CHECK_FALSE(tells(json, "norra"));
                CHECK_FALSE(tells(json, "wrong_area"));
            }
        }
        const ClientCase& now = office.cases[person];
        CHECK(now.is_protected);
        CHECK(now.pending->provider == provider);
        CHECK(now.pending->sequence == office.ledger.size());
        CHECK(now.pending->rotation->sequence == office.ledger.size());
        CHECK(now.pending->rotation->order.empty());
        CHECK(wire::read_case(wire::write(now)) == now);
        // Life goes on: the next choice follows from what is left.
        REQUIRE(office.choose(person, "egen"));
        CHECK(office.replay_fault().value_or("") == "");
    }
}

TEST_CASE("marked while waiting, the place in the queue is kept and its number leads nowhere")
{
    Municipality town = divided_town();
    for (Provider& provider : town.providers) {
        provider.capacity = 1;
    }
    town.rotation.ceiling = CeilingRule::Clients;
    town.rotation.all_full = AllFull::Wait;
    Office office(town);
    std::vector<CaseId> people;
    for (int i = 0; i < 6; ++i) {
        people.push_back(office.open());
        REQUIRE(office.decline(people.back()));
    }
    REQUIRE(office.state.waiting.size() == 3);
    const CaseId middle = people[4];
    const std::uint64_t number = office.state.waiting[1].request.commit;
    protect(office, middle);
    CHECK(office.replay_fault().value_or("") == "");
    REQUIRE(office.state.waiting.size() == 3);
    CHECK(office.state.waiting[1].request.person == middle);
    CHECK(office.state.waiting[1].request.area.empty());
    CHECK(office.state.waiting[1].request.commit != number);
    CHECK(wire::read_state(wire::write(office.state)) == office.state);
    // Room where everybody can be: they are served as they stood.
    provider_in(office.town, "egen").capacity = 9;
    office.adopt();
    CHECK(office.state.waiting.empty());
    CHECK(office.cases[people[3]].pending->sequence < office.cases[middle].pending->sequence);
    CHECK(office.cases[middle].pending->sequence < office.cases[people[5]].pending->sequence);
    CHECK(office.replay_fault().value_or("") == "");
}

TEST_CASE("marked in the queue of a provider they chose, the number since when is the place's, not the erased entry's")
{
    Municipality town = divided_town();
    provider_in(town, "ask").capacity = 0;
    Office office(town);
    const CaseId person = office.open(named("egen"));
    Submission submission{Action::Switch, named("ask"), IdempotencyKey("key-0001")};
    submission.queue = true;
    REQUIRE(office.submit(person, submission));
    const std::uint64_t number = office.cases[person].pending->queue->since;
    REQUIRE(number == office.state.waiting[0].request.commit);
    protect(office, person);
    CHECK(office.replay_fault().value_or("") == "");
    const ClientCase& now = office.cases[person];
    CHECK(now.pending->queue->since != number);
    CHECK(now.pending->queue->since == office.state.waiting[0].request.commit);
    CHECK(wire::read_case(wire::write(now)) == now);
}

TEST_CASE("marked while a place is kept at a former provider, the place is given up and nothing names it")
{
    Office office(divided_town());
    const CaseId person = office.open(named("egen"));
    TransitionMoved leave = decided_to_leave(office, named("egen"));
    REQUIRE(office.choose(person, "ask"));
    office.today = plus_days(kToday, 30);
    leave.transition.phase = TransitionPhase::Annulled;
    for (const Event& event : annul(office.state, office.town.schedule, leave, {office.cases[person]},
                                    plus_days(office.today, 30),
                                    {office.today, ReceiptNumber("unused"), 0, 7})) {
        office.keep(event);
    }
    REQUIRE(office.cases[person].offer);
    REQUIRE(office.state.clients[named("egen")] == 1);
    protect(office, person);
    CHECK(office.replay_fault().value_or("") == "");
    CHECK(office.state.clients[named("egen")] == 0);
    CHECK_FALSE(office.cases[person].offer);
    for (const Event& event : office.ledger) {
        if (tells(wire::write(event), person.value.c_str())) {
            CHECK_FALSE(tells(wire::write(event), "egen"));
        }
    }
}

TEST_CASE("whom a protected person moves from afterwards is not remembered")
{
    Municipality town = divided_town();
    provider_in(town, "druva").areas = {AreaId("norra"), AreaId("sodra")};
    Office office(town);
    ClientCase hidden = hidden_person("hidden");
    hidden.current = named("egen");
    office.keep(CaseOpened{hidden});
    const CaseId person("hidden");
    REQUIRE(office.change(person, "druva"));
    office.today = plus_days(kToday, 30);
    const ClientCase now = as_of(office.cases[person], office.today);
    CHECK(now.current == named("druva"));
    CHECK_FALSE(now.former);
    ClientCase ordinary = office.cases[person];
    ordinary.is_protected = false;
    CHECK(as_of(ordinary, office.today).former == named("egen"));
}

TEST_CASE("whom a protected person had when a provider left is not kept for an annulment")
{
    Municipality town = divided_town();
    provider_in(town, "druva").areas = {AreaId("norra"), AreaId("sodra")};
    Office office(town);
    ClientCase hidden = hidden_person("hidden");
    hidden.current = named("egen");
    office.keep(CaseOpened{hidden});
    decided_to_leave(office, named("egen"));
    REQUIRE(office.choose(CaseId("hidden"), "druva"));
    CHECK(office.cases[CaseId("hidden")].before.empty());
    CHECK(office.replay_fault().value_or("") == "");
}

TEST_CASE("an errand that has begun names no former provider of a protected person")
{
    Receipt begun;
    begun.provider = named("ask");
    begun.previous = named("egen");
    begun.window = {kToday, plus_days(kToday, 5)};
    CHECK(as_protected(begun, 7, plus_days(kToday, 4)).previous == named("egen"));
    CHECK_FALSE(as_protected(begun, 7, plus_days(kToday, 5)).previous);
}

TEST_CASE("the public ledger never gives a protected person's area, nor that it was for the area")
{
    Office office(divided_town());
    const CaseId person = office.open();
    REQUIRE(office.decline(person));
    office.keep(CaseOpened{hidden_person("hidden")});
    REQUIRE(office.decline(CaseId("hidden")));
    protect(office, person);
    const PublicView view{office.town.id, false, {AreaId("norra"), AreaId("")}};
    int published = 0;
    for (const Event& event : office.ledger) {
        const auto entry = public_entry(event, view, merkle::Hash{});
        if (!entry) {
            continue;
        }
        ++published;
        const wire::Json json = wire::write(*entry);
        CHECK_FALSE(json.contains("area"));
        CHECK_FALSE(tells(json, "wrong_area"));
        CHECK_FALSE(tells(json, "service_not_offered"));
        CHECK_FALSE(tells(json, "withheld"));
    }
    CHECK(published == 2);
}

TEST_CASE("no longer protected, the case goes on with the area it is given")
{
    Office office(divided_town());
    office.keep(CaseOpened{hidden_person("hidden")});
    const CaseId person("hidden");
    REQUIRE(office.decline(person));
    const CaseRestated as =
        as_ordinary(office.state, office.cases[person], AreaId("norra"), office.today);
    CHECK(may_leave_house(as.person));
    office.keep(as);
    CHECK(office.replay_fault().value_or("") == "");
    REQUIRE(office.choose(person, "ask"));
    CHECK(office.replay_fault().value_or("") == "");
}

TEST_CASE("a case restated as another than it was is seen")
{
    Office office(divided_town());
    const CaseId person = office.open();
    CaseRestated as{office.cases[person], std::nullopt};
    as.person.hours_per_month = 99;
    office.keep(as);
    CHECK(office.replay_fault());
    Office stranger(divided_town());
    ClientCase new_one = hidden_person("new");
    new_one.is_protected = false;
    new_one.area = AreaId("norra");
    stranger.keep(CaseRestated{new_one, std::nullopt});
    CHECK(stranger.replay_fault());
}

TEST_CASE("whatever sends or shows a case asks first, and gets nothing that tells where")
{
    Office office(divided_town());
    const CaseId id = office.open(named("egen"));
    ClientCase person = office.cases[id];
    person.former = named("ask");
    CHECK(may_leave_house(person));
    CHECK(masked(person) == person);
    person.is_protected = true;  // and still with an area: denied all the same
    CHECK_FALSE(may_leave_house(person));
    person.offer = PlaceOffer{TransitionId("leave"), named("ask"), kToday};
    person.before = {BeforeTransition{TransitionId("leave"), named("ask"), named("ask"), {}, {}, {}}};
    const ClientCase shown = masked(person);
    CHECK(shown.area.empty());
    CHECK_FALSE(shown.former);
    CHECK_FALSE(tells(wire::write(shown), "ask"));
    person.is_protected = false;
    person.area = AreaId();
    CHECK_FALSE(may_leave_house(person));
}
