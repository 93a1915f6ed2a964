#pragma once

#include "core/day.h"
#include "core/ids.h"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

// The non-choice rule (turordning, ickevalsalternativ): who gets the assignment when a person does
// not choose. LOV 9:2 demands that there is one; how it works is the municipality's policy.
namespace hemval {

struct Provider;

// What the rule may know of a provider. Quality, survey and texts are not here: they cannot count.
// The ledger records this row whenever it changes, so that anyone can replay without the pack.
struct ListedProvider {
    ProviderId id;
    std::string name;                       // for the alphabetical list
    bool municipal = false;
    std::set<AreaId> areas;
    std::set<ServiceId> services;
    std::optional<int> capacity;            // clients at most; nothing = no ceiling
    std::optional<std::int64_t> monthly_hours_ceiling;
    int clients = 0;                        // when the row was recorded
    std::optional<Day> joined;
    bool warned = false;
    std::optional<Day> closing;
    friend bool operator==(const ListedProvider&, const ListedProvider&) = default;
};
ListedProvider listed(const Provider& provider);

enum class RotationMethod : std::uint8_t {
    StrictTurn,            // the list, one each, round and round
    ProviderOfTheMonth,    // the whole month's assignments, then the next on the list
    RandomDraw,            // uniform among those eligible, from a recorded draw
    GreatestFreeCapacity,  // most free places; equal ones by the list's order, no ceiling by turn
    MunicipalProvider,     // always the municipality's own; several own units take turns
};
enum class ListOrder : std::uint8_t { AsListed, Alphabetical };  // A-Ö in Swedish order
enum class CeilingRule : std::uint8_t {
    None,
    Clients,       // Provider::capacity
    MonthlyHours,  // Provider::monthly_hours_ceiling, reset every calendar month
};
enum class FullTurn : std::uint8_t {
    Loses,  // the turn passes; it waits for the next round
    Keeps,  // the turn is owed (one at most): served first when there is room again
};
enum class NewcomerRule : std::uint8_t {
    JoinsLast,       // at the end of the present round, with nothing to catch up
    EntersNextMonth, // on the first of the month after it joined, at its place in the list order
    EntersNextYear,  // on 1 January after it joined: the list is published once a year (Lund)
};
enum class ServeOrder : std::uint8_t { CommitOrder, DecisionDate };  // among those waiting
enum class AllFull : std::uint8_t {
    MunicipalProvider,  // takes the person although over its ceiling
    InterimProvider,    // a named provider meanwhile; the person keeps the place in the queue
    Wait,               // queue only
};

struct RotationPolicy {
    std::string id;       // "strict", shown in the ledger together with `version`
    int version = 1;
    RotationMethod method = RotationMethod::StrictTurn;
    bool per_area = false;
    ListOrder list_order = ListOrder::AsListed;
    CeilingRule ceiling = CeilingRule::None;
    FullTurn full_turn = FullTurn::Loses;
    NewcomerRule newcomer = NewcomerRule::JoinsLast;
    bool excludes_warned = false;
    bool keeps_former_provider = false;  // continuity: a former provider still eligible comes first
    ServeOrder serve_order = ServeOrder::CommitOrder;
    AllFull all_full = AllFull::MunicipalProvider;
    ProviderId interim;                  // for AllFull::InterimProvider
    std::string legal_basis;             // shown to staff with the competition authority's caution
    friend bool operator==(const RotationPolicy&, const RotationPolicy&) = default;
};

// Stored in the ledger; never renumber.
enum class SkipReason : std::uint8_t {
    WrongArea = 0,
    ServiceNotOffered = 1,
    Full = 2,              // at its ceiling of clients
    MonthlyHoursUsed = 3,
    Warned = 4,
    Closing = 5,
    NotYetOnList = 6,      // newcomer rule
};
inline constexpr SkipReason kAllSkipReasons[] = {
    SkipReason::WrongArea, SkipReason::ServiceNotOffered, SkipReason::Full,
    SkipReason::MonthlyHoursUsed, SkipReason::Warned, SkipReason::Closing, SkipReason::NotYetOnList,
};
const char* name_of(SkipReason reason);

struct Skip {
    ProviderId provider;
    SkipReason reason;
    bool turn_kept = false;  // the provider is owed the turn (FullTurn::Keeps)
    friend bool operator==(const Skip&, const Skip&) = default;
};

// Why just this provider. Stored in the ledger; never renumber.
enum class AssignmentBasis : std::uint8_t {
    Turn = 0,
    KeptTurn = 1,           // was owed a turn from when it was full
    MonthlyTurn = 2,
    Draw = 3,
    FreeCapacity = 4,
    MunicipalRule = 5,
    FormerProvider = 6,     // continuity
    MunicipalFallback = 7,  // everybody was full
    InterimFallback = 8,    // everybody was full; queued, and this one meanwhile
    Waiting = 9,            // everybody was full; queued, nobody assigned
};
inline constexpr AssignmentBasis kAllAssignmentBases[] = {
    AssignmentBasis::Turn, AssignmentBasis::KeptTurn, AssignmentBasis::MonthlyTurn,
    AssignmentBasis::Draw, AssignmentBasis::FreeCapacity, AssignmentBasis::MunicipalRule,
    AssignmentBasis::FormerProvider, AssignmentBasis::MunicipalFallback,
    AssignmentBasis::InterimFallback, AssignmentBasis::Waiting,
};
const char* name_of(AssignmentBasis basis);

// How one provider stands when the rule is asked. Loads are counted by the fold over the ledger.
struct Candidate {
    ProviderId id;
    int clients = 0;                  // now, including choices not yet in effect
    std::int64_t hours_this_month = 0;  // given by rotation this calendar month
    bool queue = false;  // somebody who chose it waits for it: its free places are theirs
};

// One list's memory: the municipality's, or one area's. A fold over assignments; replayable.
struct RotationList {
    std::vector<ProviderId> order;        // list order with newcomers where the rule put them
    std::size_t turn = 0;                 // index into `order`: whose turn is next
    std::vector<ProviderId> owed;         // kept turns, oldest first
    std::optional<std::chrono::year_month> month;  // ProviderOfTheMonth: the month `turn` serves
    std::uint64_t assignments = 0;
    friend bool operator==(const RotationList&, const RotationList&) = default;
};

struct RotationRequest {
    CaseId person;
    AreaId area;
    std::vector<ServiceId> services;
    int hours_per_month = 0;
    Day day;                               // the day of the assignment
    Day decision_day;                      // for ServeOrder::DecisionDate
    std::uint64_t commit = 0;              // position in the ledger: first in, first out
    std::optional<ProviderId> former_provider;
    std::uint64_t draw = 0;                // recorded, for RandomDraw
    friend bool operator==(const RotationRequest&, const RotationRequest&) = default;
};

struct Assignment {
    std::optional<ProviderId> provider;    // nothing only for Waiting
    AssignmentBasis basis = AssignmentBasis::Turn;
    std::optional<ProviderId> whose_turn;  // before the rule was asked
    std::vector<Skip> skipped;             // in the order they were passed over
    std::optional<ProviderId> next;        // who is asked first the next time
    std::vector<ProviderId> order;         // the list as it stood, for the ring
    RotationList list;                     // the list's memory afterwards
};

// The list the policy starts from. `providers` as the pack lists them.
RotationList initial_list(const RotationPolicy& policy,
                          const std::vector<ListedProvider>& providers, const AreaId& area,
                          Day day);

// Assigns one request. Total: when nobody can take the person the answer is the fallback or
// Waiting, never an error and never an ineligible provider. The stated fallback goes over its
// ceiling only: area, services, a warning and a closing are never overridden. Newcomers and leavers
// since the list was last used are merged first. A provider without a row in `loads` counts with
// ListedProvider::clients. Same arguments give the same answer on every platform.
//
// `whose_turn`: the list's turn, also when a former provider or a kept turn came before it, which
// does not move the turn; nor does a fallback. GreatestFreeCapacity: who has most room. RandomDraw:
// nothing, because there is no turn. `next`: the same for whoever comes next, past those that take
// nobody new for now (closing, warned, not yet on the list); nothing when they all are.
// `skipped`: former provider, then kept turns, then the list, each provider once.
Assignment assign(const RotationPolicy& policy, const std::vector<ListedProvider>& providers,
                  const std::vector<Candidate>& loads, const RotationList& list,
                  const RotationRequest& request);

// Those waiting, in the order they are to be served.
std::vector<RotationRequest> serving_order(const RotationPolicy& policy,
                                           std::vector<RotationRequest> waiting);

}  // namespace hemval
