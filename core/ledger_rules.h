#pragma once

#include "core/ledger.h"

#include <optional>
#include <vector>

// What follows from a state: used by decide() to make events and by replay() to doubt them.
namespace hemval {

int clients_of(const MunicipalityState& state, const ListedProvider& provider);

// Whose place the person holds: the pending provider's, else the present one's.
std::optional<ProviderId> held_place(const ClientCase& person);
// The same after the decision: somebody who waits keeps the place they have.
std::optional<ProviderId> place_after(const Receipt& receipt);

// The transition, decided and not ended, because of which the provider leaves.
std::optional<TransitionId> leaving_by(const MunicipalityState& state,
                                       const std::optional<ProviderId>& provider);

// The non-choice rule gave a provider for good, not meanwhile.
bool is_given(const Receipt& receipt);

// Who waits for the provider and could be taken there, but for this person: nobody who comes later
// gets a place there before them, nor does the rule give one.
int waiting_before(const MunicipalityState& state, const ListedProvider& provider,
                   const CaseId& person);
// Which in the provider's queue; 0 for somebody who is not in one.
int place_in_queue(const MunicipalityState& state, const Queued& entry);

const Queued* find_queued(const MunicipalityState& state, const CaseId& person);
// In the queue of somebody who stays, or the rule is looking for somebody: a dead place is neither.
bool waits_somewhere(const MunicipalityState& state, const CaseId& person);

// `person` as of the day. Nothing = may be done.
std::optional<Problem> why_refused(const MunicipalityState& state, const ClientCase& person,
                                   Action action, const std::optional<ProviderId>& provider);

// The same for "queue for `provider`, meanwhile `meanwhile`", whether the provider is full or not.
std::optional<Problem> why_not_queued(const MunicipalityState& state, const ClientCase& person,
                                      Action action, const std::optional<ProviderId>& provider,
                                      const std::optional<ProviderId>& meanwhile);

// How the provider stands for this person: their own is never full.
Eligibility eligibility_for(const MunicipalityState& state, const ListedProvider& provider,
                            const ClientCase& person);

AreaId list_key(const RotationPolicy& policy, const AreaId& area);

// What the rule does not decide.
struct Stamp {
    ReceiptNumber number;
    Day day;
    EffectiveWindow window;
    Channel channel = Channel::Code;
    std::optional<Representation> representation{};
};

ProviderDecided choice(const MunicipalityState& state, const ClientCase& person, Action action,
                       const ProviderId& provider, const Stamp& stamp);

// A Decline's place in the queue, as it would be the ledger's next event.
Queued newly_queued(const MunicipalityState& state, const ClientCase& person, Day day,
                    std::uint64_t draw);

struct Asked {
    Queued entry;
    Assignment assignment;
    bool their_turn = false;  // in the queue of the provider they chose, which has room for them
    bool served() const
    {
        return their_turn ||
               (assignment.provider && assignment.basis != AssignmentBasis::InterimFallback);
    }
};

// Whose turn it is in a queue, else the rule's answer, for everybody waiting and for `newcomer`, in
// serving order over all lists; stops after the first who can be served. Until then nothing but what is
// set aside for the earlier ones differs from one to the next, so the last answer is exactly what the
// ledger may record next. The place a person gives up counts as free for that person: it is theirs to be
// given again.
std::vector<Asked> ask_queue(const MunicipalityState& state, const std::optional<Queued>& newcomer,
                             Day day);

// The assignment a Decline gives back, when the person has one from before and that provider can
// still take them; nothing otherwise. Uses no turn and no hours.
std::optional<ProviderDecided> given_before(const MunicipalityState& state,
                                            const ClientCase& person, const Stamp& stamp);

ProviderDecided assignment(const MunicipalityState& state, const Asked& asked,
                           const std::optional<ProviderId>& previous, const Stamp& stamp);

// A place in the queue of `provider`, and who performs meanwhile. `pending` and its window are kept
// when that is who. Nothing when somebody else is to be served first.
std::optional<ProviderDecided> queueing(const MunicipalityState& state, const ClientCase& person,
                                        const Submission& submission, std::uint64_t draw,
                                        const Stamp& stamp);

}  // namespace hemval
