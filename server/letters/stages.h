#pragma once

#include "core/transition_plan.h"
#include "server/letters/command.h"
#include "server/letters/letter.h"

#include <string>
#include <vector>

namespace hemval::server {

// Who is written to because of a transition, and in which stage. The cases' random ids put them in
// order: it says nothing of anybody, and stays as it is while people decide.
class Stages {
public:
    // The error is a sentence.
    static Result<Stages, std::string> of(const MunicipalityState& state,
                                          const std::vector<ClientCase>& people,
                                          const LettersOptions& options, Day today);

    // Nothing: not affected. Somebody without a case yet whose provider is the leaving one belongs to
    // the stage that is made now.
    std::optional<int> stage_of(const Addressee& to, const std::optional<CaseId>& known) const;
    // What the transition asks of them; proposed, paused or annulled it asks nothing, and they are only
    // told.
    std::optional<Day> choose_by() const { return choose_by_; }
    std::optional<TransitionTold> told_to(const std::optional<ClientCase>& person) const;

private:
    Transition leaving_;
    std::vector<CaseId> affected_;
    std::optional<Day> choose_by_;
    int size_ = 0;
    int now_ = 1;
};

// Why letters with a code made today would end before the day they ask to choose by; empty: they do not.
std::string ends_too_early(Day choose_by, Day today);

}  // namespace hemval::server
