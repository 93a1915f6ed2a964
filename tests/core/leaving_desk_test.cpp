#include "core/leaving_desk.h"

#include "core/wire_staff.h"
#include "tests/core/example_town.h"

#include <doctest/doctest.h>

using namespace hemval;
using hemval::test::kToday;

namespace {

MunicipalityState leaves(TransitionPhase phase)
{
    MunicipalityState state;
    state.providers = {{}, {}};
    state.providers[0].id = ProviderId("a");
    state.providers[1].id = ProviderId("b");
    Transition now{TransitionId("t"), ProviderId("a"), phase, std::nullopt};
    if (phase != TransitionPhase::Proposed)
        now.terms = LeavingTerms{LeavingCause::Closes, plus_days(kToday, 60), plus_days(kToday, 30)};
    state.transitions[now.id] = {now, kToday, "somebody", std::nullopt};
    return state;
}

ClientCase with(const char* id, const char* provider)
{
    ClientCase person;
    person.id = CaseId(id);
    person.current = ProviderId(provider);
    return person;
}

}  // namespace

TEST_CASE("from each phase those steps are offered that may be taken, and completing only when nobody is left")
{
    using Phase = TransitionPhase;
    const std::vector<ClientCase> left = {with("1", "a")}, none = {with("1", "b")};
    const auto next = [](Phase phase, const std::vector<ClientCase>& people) {
        return desk_transition(leaves(phase), TransitionId("t"), people, kToday)->next;
    };
    CHECK(next(Phase::Proposed, left) == std::vector<Phase>{Phase::Decided, Phase::Annulled});
    CHECK(next(Phase::Decided, left) == std::vector<Phase>{Phase::Running, Phase::Annulled});
    CHECK(next(Phase::Running, left) == std::vector<Phase>{Phase::Paused, Phase::Annulled});
    CHECK(next(Phase::Running, none) == std::vector<Phase>{Phase::Paused, Phase::Completed, Phase::Annulled});
    CHECK(next(Phase::Paused, left) == std::vector<Phase>{Phase::Running, Phase::Annulled});
    CHECK(next(Phase::Completed, none).empty());
    CHECK(next(Phase::Annulled, none).empty());
    CHECK_FALSE(desk_transition(leaves(Phase::Running), TransitionId("other"), none, kToday));
}

TEST_CASE("the room is worked out until the people have been asked, and not after")
{
    const std::vector<ClientCase> people = {with("1", "a"), with("2", "b")};
    for (const TransitionPhase phase : kAllTransitionPhases) {
        const auto desk = desk_transition(leaves(phase), TransitionId("t"), people, kToday);
        const bool before_it = phase == TransitionPhase::Proposed || phase == TransitionPhase::Decided;
        CHECK(desk->outlook.has_value() == before_it);
        if (desk->outlook) CHECK(desk->outlook->people == 1);
        CHECK(wire::read_desk_transition(wire::write(*desk)) == desk);
    }
}

TEST_CASE("each new leaving of a provider's has a name of its own")
{
    MunicipalityState state = leaves(TransitionPhase::Annulled);
    const ProviderId provider("a");
    CHECK(fresh_transition_id(state, provider, kToday) == TransitionId("a-2026"));
    state.transitions[TransitionId("a-2026")] = {};
    state.transitions[TransitionId("a-2026-2")] = {};
    CHECK(fresh_transition_id(state, provider, kToday) == TransitionId("a-2026-3"));
}

TEST_CASE("a step on its way is read back as it was, and another form is refused")
{
    LeavingStep step;
    step.to = TransitionPhase::Annulled;
    step.offered_until = kToday;
    CHECK(wire::read_leaving_step(wire::write(step)) == step);
    wire::Json json = wire::write(step);
    json["more"] = 1;
    CHECK_FALSE(wire::read_leaving_step(json));
    CHECK_FALSE(wire::read_leaving_step({{"to", "gone"}}));
    Outlook outlook;
    outlook.room = {{ProviderId("b"), std::nullopt}, {ProviderId("c"), 3}};
    outlook.areas = {{AreaId(), 2, 1, {{ProviderId("c"), 1}}}};
    CHECK(wire::read_outlook(wire::write(outlook)) == outlook);
}
