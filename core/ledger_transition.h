#pragma once

#include "core/ledger.h"

#include <optional>
#include <vector>

// A provider's leaving as the fold sees it: used by ledger.cpp, the rules of transition_plan.h and replay.
namespace hemval {

// A place more or less at the provider, never below none.
void add_client(MunicipalityState& state, const std::optional<ProviderId>& provider, int change);
void enter_queue(std::vector<Queued>& waiting, Queued entry);  // among the others by commit
void leave(std::vector<Queued>& waiting, const CaseId& person);
void leave_queue(MunicipalityState& state, const CaseId& person);
void announce_closing(MunicipalityState& state, const ProviderId& provider, Day day);

void fold_transition(MunicipalityState& state, const TransitionMoved& moved, Day day);
void fold_place(MunicipalityState& state, const PlaceMoved& moved);
void give_back(MunicipalityState& state, const TransitionId& transition, const AreaId& area,
               const std::vector<TurnUsed>& turns);
// The place in a queue that being restored brings back; nullptr: there was none.
const Queued* queued_at_start(const MunicipalityState& state, const PlaceMoved& moved);

// The case's own memory: how it stood, and what was used since. nullptr: decided nothing because of it.
const BeforeTransition* remembered(const ClientCase& person, const TransitionId& transition);
void remember(ClientCase& person, const ProviderDecided& decided);
void put_back(ClientCase& person, const PlaceMoved& moved, Day day);

// What annulling the transition does for this person, as of the day; nothing when it did nothing to them.
// Restored, they never decided because of any that came on top of it either. A place offered already is
// given up for the newer one: nobody has two kept for them.
std::optional<PlaceMoved> restoring(const MunicipalityState& state, const ClientCase& person,
                                    const TransitionId& transition, Day offered_until);
// Those whose queue has nobody at its end: their provider left before the day. By commit.
std::vector<QueueEnded> dead_places(const MunicipalityState& state, Day day);
void fold_ended(MunicipalityState& state, const QueueEnded& ended);
void leave_dead_queue(ClientCase& person, const QueueEnded& ended, Day day);

// The offered place given up: taken, or not wanted in time.
PlaceMoved offer_ended(const ClientCase& person);

}  // namespace hemval
