#include "core/transition.h"

namespace hemval {

const char* name_of(TransitionPhase phase)
{
    switch (phase) {
    case TransitionPhase::Proposed: return "proposed";
    case TransitionPhase::Decided: return "decided";
    case TransitionPhase::Running: return "running";
    case TransitionPhase::Paused: return "paused";
    case TransitionPhase::Completed: return "completed";
    case TransitionPhase::Annulled: return "annulled";
    }
    return "";
}

const char* name_of(LeavingCause cause)
{
    switch (cause) {
    case LeavingCause::Closes: return "closes";
    case LeavingCause::Bankrupt: return "bankrupt";
    case LeavingCause::Terminated: return "terminated";
    case LeavingCause::Withdrawn: return "withdrawn";
    }
    return "";
}

bool is_open(const Transition& transition)
{
    return transition.phase == TransitionPhase::Decided ||
           transition.phase == TransitionPhase::Running ||
           transition.phase == TransitionPhase::Paused;
}

bool may_follow(const std::optional<Transition>& now, const Transition& next)
{
    using Phase = TransitionPhase;
    const Phase to = next.phase;
    if (!now) {
        return to == Phase::Proposed && !next.terms;
    }
    if (now->id != next.id || now->provider != next.provider) {
        return false;
    }
    const bool same_terms = now->terms == next.terms;
    switch (now->phase) {
    case Phase::Proposed:
        return (to == Phase::Decided && next.terms) || (to == Phase::Annulled && same_terms);
    case Phase::Decided:
        return (to == Phase::Running && next.terms) || (to == Phase::Annulled && same_terms);
    case Phase::Running:
        return (to == Phase::Paused || to == Phase::Completed || to == Phase::Annulled) && same_terms;
    case Phase::Paused:
        return (to == Phase::Running && next.terms) || (to == Phase::Annulled && same_terms);
    case Phase::Completed:
    case Phase::Annulled: return false;
    }
    return false;
}

bool keeps_its_word(const std::optional<Transition>& now, const Transition& next)
{
    return !now || !now->terms || !next.terms || !before(next.terms->choose_by, now->terms->choose_by);
}

bool counts_days(const Transition& next)
{
    return next.phase == TransitionPhase::Decided || next.phase == TransitionPhase::Running;
}

bool terms_add_up(const LeavingTerms& terms, Day today)
{
    if (before(terms.choose_by, today)) {
        return false;
    }
    return terms.cause == LeavingCause::Bankrupt ||
           (!before(terms.last_day, today) && !before(terms.last_day, terms.choose_by));
}

}  // namespace hemval
