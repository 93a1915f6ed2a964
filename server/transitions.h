#pragma once

#include "core/leaving_desk.h"
#include "core/municipality.h"
#include "server/store/store.h"
#include "server/store/tree.h"

#include <optional>
#include <string>

// A provider leaves, as the municipality's staff lead it; the rules are core/transition_plan.h's. Each
// works within the caller's transaction. `actor` is the staff account's id, or "hemval".
namespace hemval::server {

struct TransitionStep {
    TransitionId id;
    TransitionPhase to = TransitionPhase::Proposed;
    std::optional<ProviderId> provider{};    // to propose
    std::optional<LeavingTerms> terms{};     // to decide; other days to start, or to go on after a pause
    std::optional<Day> offered_until{};      // to annul
    std::string actor = "hemval";
};
// Errors: UnknownProvider, UnknownTransition (also of another provider than that), TransitionDates,
// OwnProposal (whoever proposed it may not decide it), TransitionNotNow (a step that does not
// follow, a provider that leaves already, or completed while somebody still has nobody else).
Result<Transition, Problem> take_step(Queries& queries, const Municipality& municipality,
                                      const TransitionStep& step, const Seal& seal);

// Before it starts, also before it is decided: who could go where.
Result<Outlook, Problem> outlook(Queries& queries, const Municipality& municipality,
                                 const ProviderId& leaver, Day today);
Result<Progress, Problem> progress(Queries& queries, const Municipality& municipality,
                                   const TransitionId& id, Day today);

// The staff have told everybody affected, or one of them, in another way than by `hemval letters`. How
// many had not been told. UnknownTransition, TransitionNotNow.
Result<int, Problem> tell(Queries& queries, const Municipality& municipality, const TransitionId& id,
                          const std::optional<CaseId>& only, Day today);

struct Due {
    int assigned = 0;    // had said nothing by their deadline
    int unanswered = 0;  // the same, but the rules gave nothing: somebody must look at them
    int untold = 0;      // the same, but nobody has written to them or told them
    int offers_ended = 0;
    int queues_ended = 0;  // people who queued for a provider that has left
    int completed = 0;   // transitions
    friend bool operator==(const Due&, const Due&) = default;
};
// Counts only.
std::string sentence_of(const Due& due);
// What the day brings by itself; nothing the second time.
Due run_due(Queries& queries, const Municipality& municipality, const Seal& seal);

}  // namespace hemval::server
