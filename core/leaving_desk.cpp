#include "core/leaving_desk.h"

#include "core/ledger_rules.h"
#include "core/ledger_transition.h"

#include <algorithm>
#include <string>

namespace hemval {
namespace {

// Whether the phase may come next with the days it has, or with others where others may be given.
bool may_come(const Transition& now, TransitionPhase to, Day today)
{
    Transition next = now;
    next.phase = to;
    if (!next.terms) {
        next.terms = LeavingTerms{LeavingCause::Closes, today, today};
    }
    if (to == TransitionPhase::Annulled) {
        next.terms = now.terms;
    }
    return may_follow(now, next);
}

}  // namespace

std::vector<DeskLeaving> leavings(const MunicipalityState& state)
{
    std::vector<DeskLeaving> all;
    for (const auto& [id, record] : state.transitions) {
        all.push_back({record.now, record.since});
    }
    std::stable_sort(all.begin(), all.end(), [](const DeskLeaving& a, const DeskLeaving& b) {
        return before(b.since, a.since);
    });
    return all;
}

Undoing undoing(const MunicipalityState& state, const TransitionId& transition,
                const std::vector<ClientCase>& people, Day day)
{
    Undoing undone;
    for (const ClientCase& person : people) {
        if (const auto moved = restoring(state, as_of(person, day), transition, day)) {
            ++(moved->change == PlaceChange::Offered ? undone.offered : undone.put_back);
        }
    }
    return undone;
}

std::optional<DeskTransition> desk_transition(const MunicipalityState& state, const TransitionId& id,
                                              const std::vector<ClientCase>& people, Day today)
{
    const auto record = state.transitions.find(id);
    if (record == state.transitions.end()) {
        return std::nullopt;
    }
    const Transition& now = record->second.now;
    DeskTransition desk;
    desk.now = {now, record->second.since};
    desk.today = today;
    for (const TransitionPhase phase : kAllTransitionPhases) {
        const bool left = phase == TransitionPhase::Completed &&
                          !nobody_is_left(state, now, people, today);
        if (may_come(now, phase, today) && !left) {
            desk.next.push_back(phase);
        }
    }
    desk.progress = progress_of(state, now, people, today);
    desk.undoing = undoing(state, id, people, today);
    if (now.phase == TransitionPhase::Proposed || now.phase == TransitionPhase::Decided) {
        desk.outlook = outlook_of(state, now.provider, people, today);
    }
    return desk;
}

Outlook outlook_of(const MunicipalityState& state, const ProviderId& leaver,
                   const std::vector<ClientCase>& people, Day day)
{
    std::vector<ClientCase> affected;
    for (const ClientCase& person : people) {
        if (held_place(as_of(person, day)) == leaver) {
            affected.push_back(person);
        }
    }
    return simulate(state, leaver, affected, day);
}

TransitionId fresh_transition_id(const MunicipalityState& state, const ProviderId& provider, Day day)
{
    const std::string first = provider.value + "-" + std::to_string(static_cast<int>(day.year()));
    std::string name = first;
    for (int number = 2; state.transitions.count(TransitionId(name)) > 0; ++number) {
        name = first + "-" + std::to_string(number);
    }
    return TransitionId(name);
}

}  // namespace hemval
