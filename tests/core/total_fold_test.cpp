#include "core/ledger_rules.h"
#include "core/ledger_transition.h"
#include "core/mandate.h"
#include "core/wire.h"

#include "tests/core/forms.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

// A ledger read from a database may say anything that has the form of an event; replay tells, but the fold must
// have an answer first.
using namespace hemval;
using namespace hemval::test;

namespace {

// An event for the few people, providers and transitions there are, with as little order as possible.
Event any_event(Draws& draws, const MunicipalityState& state)
{
    Event event = an_event(draws);
    event.sequence = state.sequence + 1;
    event.day = plus_days(kToday, draws.below(60));
    const CaseId person("c" + std::to_string(draws.below(3)));
    if (auto* opened = std::get_if<CaseOpened>(&event.body)) {
        opened->person.id = person;
    } else if (auto* decided = std::get_if<ProviderDecided>(&event.body)) {
        decided->person = person;
        if (decided->request) decided->request->person = person;
    } else if (auto* moved = std::get_if<PlaceMoved>(&event.body)) {
        moved->person = person;
    } else if (auto* ended = std::get_if<QueueEnded>(&event.body)) {
        ended->person = person;
    } else if (auto* judged = std::get_if<MandateJudged>(&event.body)) {
        judged->person = person;
        if (judged->waiting) judged->waiting->request.person = person;
    } else if (auto* restated = std::get_if<CaseRestated>(&event.body)) {
        restated->person.id = person;
        if (restated->waiting) restated->waiting->request.person = person;
    }
    return event;
}

}  // namespace

TEST_CASE("the fold has an answer for every event, counts nobody below none, and touches nobody else's case")
{
    CHECK(rc::check([](std::uint64_t seed) {
        Draws draws(seed);
        MunicipalityState state;
        std::map<CaseId, ClientCase> people;
        std::map<CaseId, std::optional<Undo>> undos;
        for (int i = 0; i < 40; ++i) {
            const Event event = any_event(draws, state);
            if (!wire::read_event(wire::write(event))) continue;  // no ledger is read with it
            const CaseId* about = person_of(event);
            RC_ASSERT(erased(state, event).has_value() == (about != nullptr));
            for (int n = 0; n < 3; ++n) {
                const CaseId id("c" + std::to_string(n));
                ClientCase& person = people[id];
                person.id = id;
                undos[id] = undo_after(undos[id], state, person, event);
                const ClientCase was = person;
                apply(person, event);
                RC_ASSERT(person.id == id);
                if (about == nullptr || *about != id) RC_ASSERT(person == was);
                if (undos[id]) {
                    const auto judged = judge(state, person, undos[id], draws.coin(), event.day);
                    RC_ASSERT(judged.has_value());
                    RC_ASSERT(judged->person == id);
                }
            }
            RC_ASSERT(apply(state, event));
            RC_ASSERT(state.sequence == event.sequence);
            RC_ASSERT(!apply(state, event));
            for (const auto& one : state.clients) RC_ASSERT(one.second >= 0);
            for (const QueueEnded& dead : dead_places(state, event.day))
                RC_ASSERT(find_queued(state, dead.person)->wants == dead.provider);
            const PublicView view{MunicipalityId("exempelstad"), draws.coin(), {AreaId("norra")}};
            const auto shown = public_entry(event, view, merkle::Hash{});
            if (shown) RC_ASSERT(shown->sequence == event.sequence);
        }
    }));
}
