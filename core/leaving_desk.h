#pragma once

#include "core/transition_plan.h"

#include <optional>
#include <vector>

// A provider's leaving as the coordinator sees and leads it: how it stands, what may follow today and
// what that would do. No person is named.
namespace hemval {

struct DeskLeaving {                       // a line of the list
    Transition transition;
    Day since;                             // of its phase
    friend bool operator==(const DeskLeaving&, const DeskLeaving&) = default;
};
// The one changed last first.
std::vector<DeskLeaving> leavings(const MunicipalityState& state);

// What annulling would do today.
struct Undoing {
    int put_back = 0;   // get what they had before
    int offered = 0;    // have moved already: the place is kept for them for a while
    friend bool operator==(const Undoing&, const Undoing&) = default;
};
Undoing undoing(const MunicipalityState& state, const TransitionId& transition,
                const std::vector<ClientCase>& people, Day day);

struct DeskTransition {
    DeskLeaving now;
    Day today;
    std::vector<TransitionPhase> next;     // what may follow today, in the order of the phases
    Progress progress;
    Undoing undoing;
    std::optional<Outlook> outlook;        // until the people have been asked
    friend bool operator==(const DeskTransition&, const DeskTransition&) = default;
};
// Nothing: there is no such transition.
std::optional<DeskTransition> desk_transition(const MunicipalityState& state, const TransitionId& id,
                                              const std::vector<ClientCase>& people, Day today);

// The simulation of a provider's leaving that nobody has proposed yet.
Outlook outlook_of(const MunicipalityState& state, const ProviderId& leaver,
                   const std::vector<ClientCase>& people, Day day);

// A name for a new one, which the letters and the ledger call it by: "solglantan-2026", then "-2".
TransitionId fresh_transition_id(const MunicipalityState& state, const ProviderId& provider, Day day);

struct LeavingStep {
    TransitionPhase to = TransitionPhase::Decided;
    std::optional<LeavingTerms> terms{};   // to decide; to go on with other days after a pause
    std::optional<Day> offered_until{};    // to annul
    friend bool operator==(const LeavingStep&, const LeavingStep&) = default;
};

}  // namespace hemval
