#pragma once

#include "core/client_case.h"
#include "core/day.h"
#include "core/ids.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

// A provider leaves: it closes, goes bankrupt or is terminated, or the municipality withdraws. Nobody's
// care decision changes. Huddinge's was annulled by a court: each step is an event, and the last may be
// that all of it is rolled back.
namespace hemval {

// Stored; never renumber.
enum class TransitionPhase : std::uint8_t {
    Proposed = 0,   // nothing has changed, and nobody need do anything
    Decided = 1,    // nobody new starts there; those who have it may choose
    Running = 2,    // they have been asked to choose, and the deadline counts
    Paused = 3,     // the deadline does not count
    Completed = 4,
    Annulled = 5,   // as if it had never been decided
};
inline constexpr TransitionPhase kAllTransitionPhases[] = {
    TransitionPhase::Proposed, TransitionPhase::Decided,   TransitionPhase::Running,
    TransitionPhase::Paused,   TransitionPhase::Completed, TransitionPhase::Annulled,
};
const char* name_of(TransitionPhase phase);

// Stored; never renumber.
enum class LeavingCause : std::uint8_t {
    Closes = 0,      // of its own accord
    Bankrupt = 1,    // may have stopped already
    Terminated = 2,  // the municipality ends the contract
    Withdrawn = 3,   // the municipality no longer performs it itself
};
inline constexpr LeavingCause kAllLeavingCauses[] = {
    LeavingCause::Closes, LeavingCause::Bankrupt, LeavingCause::Terminated, LeavingCause::Withdrawn};
const char* name_of(LeavingCause cause);

// The terms come with the decision, and may change when people are asked, or what was paused goes on.
struct LeavingTerms {
    LeavingCause cause = LeavingCause::Closes;
    Day last_day;   // on which the provider performs care
    Day choose_by;  // who has said nothing by the end of it gets a provider by the rule
    friend bool operator==(const LeavingTerms&, const LeavingTerms&) = default;
};

struct Transition {
    TransitionId id;
    ProviderId provider;
    TransitionPhase phase = TransitionPhase::Proposed;
    std::optional<LeavingTerms> terms;  // nothing while proposed, and when annulled before decided
    friend bool operator==(const Transition&, const Transition&) = default;
};

// Decided and not ended: the people who have the provider are affected.
bool is_open(const Transition& transition);

// `now` nothing: the first step, which is to propose. Somebody else than who did so decides.
bool may_follow(const std::optional<Transition>& now, const Transition& next);
// People may have been told the day by letter: it moves on, never back.
bool keeps_its_word(const std::optional<Transition>& now, const Transition& next);
// A step from which people have until the deadline: it must lie ahead.
bool counts_days(const Transition& next);
// Days on which people can do what is asked of them; a bankrupt provider may be gone already.
bool terms_add_up(const LeavingTerms& terms, Day today);

}  // namespace hemval
