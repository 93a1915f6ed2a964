#include "server/letters/stages.h"

#include "server/codes.h"

#include <algorithm>

namespace hemval::server {

Result<Stages, std::string> Stages::of(const MunicipalityState& state,
                                       const std::vector<ClientCase>& people,
                                       const LettersOptions& options, Day today)
{
    Stages stages;
    stages.size_ = options.stage_size;
    stages.now_ = options.stage;
    const auto record = state.transitions.find(TransitionId(options.transition));
    if (record == state.transitions.end())
        return fail("There is no transition " + options.transition + ".");
    stages.leaving_ = record->second.now;
    const Transition& leaving = stages.leaving_;
    if (leaving.phase == TransitionPhase::Completed)
        return fail("The transition " + options.transition + " is completed: there is nobody to write to.");
    if (leaving.phase == TransitionPhase::Decided || leaving.phase == TransitionPhase::Running) {
        stages.choose_by_ = leaving.terms->choose_by;
        if (const std::string why = ends_too_early(*stages.choose_by_, today); !why.empty())
            return fail("The transition " + options.transition + why);
    }
    for (const ClientCase& person : affected_by(leaving, people, today))
        stages.affected_.push_back(person.id);
    // Who has moved already, and whose place is kept, is told of the annulment too.
    for (const ClientCase& person : people) {
        if (person.offer && person.offer->transition == leaving.id)
            stages.affected_.push_back(person.id);
    }
    std::sort(stages.affected_.begin(), stages.affected_.end());
    return stages;
}

std::optional<int> Stages::stage_of(const Addressee& to, const std::optional<CaseId>& known) const
{
    if (!known)
        return to.person.current == leaving_.provider ? std::optional(now_) : std::nullopt;
    const auto at = std::lower_bound(affected_.begin(), affected_.end(), *known);
    if (at == affected_.end() || *at != *known)
        return std::nullopt;
    return size_ == 0 ? 1 : 1 + static_cast<int>(at - affected_.begin()) / size_;
}

std::optional<TransitionTold> Stages::told_to(const std::optional<ClientCase>& person) const
{
    if (choose_by_)
        return std::nullopt;
    TransitionTold told{leaving_.provider, leaving_.phase, leaving_.terms.has_value(), std::nullopt};
    if (person && person->offer && person->offer->transition == leaving_.id)
        told.place_until = person->offer->until;
    return told;
}

std::string ends_too_early(Day choose_by, Day today)
{
    if (!before(plus_days(today, kCodeValidDays), choose_by))
        return {};
    return " asks people to choose by " + to_iso(choose_by) + ", and a code made today ends on " +
           to_iso(plus_days(today, kCodeValidDays)) + ": make the letter on " +
           to_iso(plus_days(choose_by, -kCodeValidDays)) +
           " or later, in stages of a size that is posted by then.";
}

}  // namespace hemval::server
