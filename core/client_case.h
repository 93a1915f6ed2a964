#pragma once

#include "core/day.h"
#include "core/eligibility.h"
#include "core/ids.h"
#include "core/municipality.h"
#include "core/problem.h"
#include "core/representation.h"
#include "core/rotation.h"
#include "core/schedule.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hemval {

// Stored and sent; never renumber.
enum class Action : std::uint8_t {
    Choose = 0,   // first choice, or a new one when the provider is leaving
    Switch = 1,   // from the present provider to another
    Decline = 2,  // does not want to choose: the non-choice rule decides
};
inline constexpr Action kAllActions[] = {Action::Choose, Action::Switch, Action::Decline};
const char* name_of(Action action);
std::optional<Action> action_named(std::string_view name);

enum class Situation : std::uint8_t {
    NoProvider,       // granted, no provider yet
    HasProvider,
    ProviderLeaving,  // the provider is closing: the care decision is not affected
};
inline constexpr Situation kAllSituations[] = {Situation::NoProvider, Situation::HasProvider,
                                               Situation::ProviderLeaving};
const char* name_of(Situation situation);

// Everything a person needs to see why just that provider. No personal data.
struct RotationAnswer {
    std::uint64_t sequence = 0;  // where the assignment stands in the municipality's ledger
    std::string rule;            // RotationPolicy::id
    int rule_version = 1;
    AssignmentBasis basis = AssignmentBasis::Turn;
    std::optional<ProviderId> whose_turn;
    std::vector<Skip> skipped;
    std::optional<ProviderId> next;
    std::vector<ProviderId> order;
    friend bool operator==(const RotationAnswer&, const RotationAnswer&) = default;
};

// A place in a full provider's queue, first in, first out. `since` is the entry that took the place in
// it and never changes while the person waits; `place` counts from 1, and 0 says that it was their turn
// and the provider is theirs.
struct QueueTicket {
    ProviderId provider;
    std::uint64_t since = 0;
    int place = 0;
    friend bool operator==(const QueueTicket&, const QueueTicket&) = default;
};

// What the person holds. `sequence` is the event's place in the municipality's ledger.
struct Receipt {
    ReceiptNumber number;
    std::uint64_t sequence = 0;
    Action action = Action::Choose;
    Day received;
    // Nothing when waiting for a place, or when the present one performs the care meanwhile.
    std::optional<ProviderId> provider;
    // The provider the person has today; for a switch taken back, the one it was going to be.
    std::optional<ProviderId> previous;
    EffectiveWindow window;               // both `received` while waiting: no day is known yet
    std::optional<RotationAnswer> rotation;  // for Decline, and for who performs meanwhile
    Channel channel = Channel::Code;
    std::optional<Representation> representation{};  // nothing: the person's own choice
    std::optional<QueueTicket> queue{};      // chosen, but full: `provider` performs meanwhile
    friend bool operator==(const Receipt&, const Receipt&) = default;
};

// A choice somebody made for the person without the mandate they stated.
struct Rejected {
    Day day;                              // when the municipality said so
    RepresentativeRole role = RepresentativeRole::GodMan;
    bool undone = false;                  // else it had taken effect already
    friend bool operator==(const Rejected&, const Rejected&) = default;
};

// A turn the rule used for a person, so that it can be given back.
struct TurnUsed {
    ProviderId provider;
    int hours = 0;  // counted for the provider; none where it took the person only meanwhile
    Day day;
    friend bool operator==(const TurnUsed&, const TurnUsed&) = default;
};

// How somebody stood when they first decided because a provider leaves: what annulling brings back.
struct BeforeTransition {
    TransitionId transition;
    std::optional<ProviderId> current;
    std::optional<ProviderId> former;
    std::optional<Receipt> pending;
    std::optional<Receipt> assigned;
    std::vector<TurnUsed> turns;       // used since, until another provider left too
    Action decided = Action::Choose;   // how they, or the deadline, decided last
    bool by_deadline = false;
    friend bool operator==(const BeforeTransition&, const BeforeTransition&) = default;
};

// A place kept for somebody who moved because of what was then annulled.
struct PlaceOffer {
    TransitionId transition;
    ProviderId provider;
    Day until;
    friend bool operator==(const PlaceOffer&, const PlaceOffer&) = default;
};

// One person's situation. Random id; no name, no number, no address.
struct ClientCase {
    CaseId id;
    AreaId area;                          // empty for a protected person, and only for one
    std::vector<ServiceId> services;
    int hours_per_month = 0;
    Day decision_day;                     // biståndsbeslut
    std::optional<ProviderId> current;    // performs the care now
    std::optional<Receipt> pending;       // chosen or assigned, not yet in effect
    std::optional<ProviderId> former;     // performed the care before `current`; never a protected person's
    // What the non-choice rule gave since the last change took effect. Declining once more gives the
    // same again: else one person could draw turn after turn until a provider they like comes up.
    std::optional<Receipt> assigned;
    bool is_protected = false;            // see protected.h
    std::optional<Rejected> rejected{};   // the last choice, made by somebody who had no mandate for it
    std::optional<Day> choose_by{};       // a first choice: silence after it is answered by the rule
    std::vector<BeforeTransition> before{};  // one a transition, each on top of those before it
    std::optional<PlaceOffer> offer{};
    friend bool operator==(const ClientCase&, const ClientCase&) = default;
};

// Somebody who still waits: for the provider chosen, or for any that the rule may give.
bool waits(const Receipt& receipt);
// The rule was asked just then; else it repeats an answer the person already had, or says nothing.
bool asks_rule(const Receipt& receipt);

// The case as it is on `today`: a pending change takes effect on the last day of its window.
ClientCase as_of(ClientCase person, Day today);

// Has given notice that it closes, or is no longer among the providers at all.
bool is_leaving(const ProviderId& provider, const std::vector<ListedProvider>& providers);

Situation situation(const ClientCase& person, const std::vector<ListedProvider>& providers);

// An assignment, or a place in the queue, is pending and stands: there is nothing more to decline.
// An assignment to a provider that has since announced its closing does not stand.
bool has_declined(const ClientCase& person, const std::vector<ListedProvider>& providers);

// Which actions to offer now; `person` as of today. Changing one's mind before a change takes effect
// is always allowed (LOV gives the choice to the person at any time); no reason is ever asked.
// Nobody is offered two ways to the same thing: decide() also takes a Switch from somebody whose
// provider is leaving, but what is offered there is Choose.
std::vector<Action> allowed_actions(const ClientCase& person,
                                    const std::vector<ListedProvider>& providers);

}  // namespace hemval
