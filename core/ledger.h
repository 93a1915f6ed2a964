#pragma once

#include "core/client_case.h"
#include "core/ids.h"
#include "core/list_change.h"
#include "core/merkle.h"
#include "core/problem.h"
#include "core/result.h"
#include "core/rotation.h"
#include "core/transition.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

// What has happened in one municipality, append-only, and what follows from it. State is a fold over
// events: decide(state, command) -> events, apply(state, event). Each event is a leaf of a Merkle tree,
// see receipt_proof.h.
namespace hemval {

// Somebody who waits: in the queue of the provider chosen, or because the rule could not place them.
struct Queued {
    RotationRequest request;
    std::optional<ProviderId> place;  // whose place the person holds meanwhile: interim or leaving
    Channel channel = Channel::Code;  // of the errand that put the person here
    std::optional<Representation> representation{};
    std::optional<ProviderId> wants{};  // chosen and full; nothing: whoever the rule gives
    Action action = Action::Decline;    // by which they came to wait
    bool seeks = true;                  // the rule still owes them a provider, if only meanwhile
    friend bool operator==(const Queued&, const Queued&) = default;
};

// The rule and the list as they stand from here on. First event of every ledger, and again whenever
// the pack or a coordinator changes something the rule may know.
struct PolicyAdopted {
    RotationPolicy policy;
    std::vector<ListedProvider> providers;
    friend bool operator==(const PolicyAdopted&, const PolicyAdopted&) = default;
};
struct CaseOpened {
    ClientCase person;
    friend bool operator==(const CaseOpened&, const CaseOpened&) = default;
};
// A choice, a switch or an assignment: Receipt says which.
struct ProviderDecided {
    CaseId person;
    Receipt receipt;
    std::optional<ProviderId> from;          // whose place is given up, pending or present
    // What the rule was asked, for replay, and the list's memory afterwards; neither when the receipt
    // repeats the assignment the person already had. Somebody in a provider's queue has the request
    // anyhow: it says since when, and what they need.
    std::optional<RotationRequest> request;
    std::optional<RotationList> list;
    std::optional<TransitionId> transition{};  // because of which `from` was given up
    friend bool operator==(const ProviderDecided&, const ProviderDecided&) = default;
};
struct ProviderClosing {
    ProviderId provider;
    Day day;
    friend bool operator==(const ProviderClosing&, const ProviderClosing&) = default;
};
// A step of a provider's leaving, and who took it.
struct TransitionMoved {
    Transition transition;
    std::string actor;  // "hemval", or the staff account's
    friend bool operator==(const TransitionMoved&, const TransitionMoved&) = default;
};
// What annulling does for one person. Restored: as before, what they decided because of it undone.
// Who has moved already is not moved again without being asked: Offered keeps the place for them until a
// day, Ended gives it up.
enum class PlaceChange : std::uint8_t { Restored, Offered, Ended };  // stored; never renumber
inline constexpr PlaceChange kAllPlaceChanges[] = {PlaceChange::Restored, PlaceChange::Offered,
                                                   PlaceChange::Ended};
const char* name_of(PlaceChange change);
struct PlaceMoved {
    CaseId person;
    TransitionId transition;
    PlaceChange change = PlaceChange::Restored;
    std::optional<ProviderId> from;
    std::optional<ProviderId> to;
    std::vector<TurnUsed> turns{};  // given back
    AreaId area;                    // whose list, where each area has its own; else empty
    std::optional<Day> until{};     // Offered
    friend bool operator==(const PlaceMoved&, const PlaceMoved&) = default;
};
// The provider somebody queued for has left. Whoever they have meanwhile is theirs; those to whom the
// rule still owes somebody wait for any from here on.
struct QueueEnded {
    CaseId person;
    ProviderId provider;
    bool waits_on = false;
    friend bool operator==(const QueueEnded&, const QueueEnded&) = default;
};
// What is left of an entry about a person whose record has been erased: what the providers and the
// list need, so that the rest of the ledger still adds up. No case, no number, no support granted.
struct EntryErased {
    std::optional<ProviderId> from;          // whose place was given up
    std::optional<ProviderId> to;            // whose place was taken
    int hours = 0;                           // given by rotation to `to`
    bool into_queue = false;                 // from here on the person waited
    bool out_of_queue = false;               // the person, who had waited, no longer did
    std::optional<RotationAnswer> rotation;  // for an assignment, and then the list afterwards
    std::optional<RotationList> list;
    AreaId area;                             // whose list, where each area has its own; else empty
    bool withheld = false;                   // of a protected person: the area is not published
    std::optional<TransitionId> transition{};  // that was annulled, and the turns then given back
    std::vector<TurnUsed> turns{};
    friend bool operator==(const EntryErased&, const EntryErased&) = default;
};
// What a care manager found about the mandate of whoever made a choice; see mandate.h.
struct MandateJudged {
    CaseId person;
    ReceiptNumber receipt;
    RepresentativeRole role = RepresentativeRole::GodMan;
    bool confirmed = false;
    // Rejected before it took effect: whose place is given up for whose, and what holds again.
    bool undone = false;
    std::optional<ProviderId> from, to;
    std::optional<Receipt> pending;
    std::optional<Queued> waiting;
    friend bool operator==(const MandateJudged&, const MandateJudged&) = default;
};
// From here on the case is this; its place is counted already. When its person has become protected
// everything before it about the person has been erased; see protected.h.
struct CaseRestated {
    ClientCase person;
    std::optional<Queued> waiting;
    friend bool operator==(const CaseRestated&, const CaseRestated&) = default;
};
using EventBody = std::variant<PolicyAdopted, CaseOpened, ProviderDecided, ProviderClosing,
                               EntryErased, MandateJudged, CaseRestated, TransitionMoved, PlaceMoved,
                               QueueEnded>;

struct Event {
    std::uint64_t sequence = 0;  // 1, 2, 3 ... without a gap within the municipality
    Day day;
    EventBody body;
    friend bool operator==(const Event&, const Event&) = default;
};

// How the rule and the queue stood when a transition was decided: what annulling brings back.
struct TransitionStart {
    std::optional<Day> closing;    // of the provider, as its row had it
    std::optional<Day> announced;  // and as an event had said
    std::map<AreaId, RotationList> lists;
    std::map<ProviderId, std::int64_t> hours;
    std::optional<std::chrono::year_month> hours_month;
    std::vector<Queued> waiting;
    std::map<AreaId, std::uint64_t> given_back;  // turns, so far
    friend bool operator==(const TransitionStart&, const TransitionStart&) = default;
};
struct TransitionRecord {
    Transition now;
    Day since;  // of its phase
    std::string proposed_by;  // the actor, who may not also decide it
    std::optional<TransitionStart> start;  // while it is open
    friend bool operator==(const TransitionRecord&, const TransitionRecord&) = default;
};

// What the rules need to know of the whole municipality. Small: one row a provider, one list an area.
struct MunicipalityState {
    std::uint64_t sequence = 0;                 // of the last event
    RotationPolicy policy;
    std::vector<ListedProvider> providers;
    std::map<ProviderId, int> clients;          // a place is held from the commit, not the start
    std::map<ProviderId, std::int64_t> hours;   // given by rotation in `hours_month`, never returned
    std::optional<std::chrono::year_month> hours_month;
    std::map<AreaId, RotationList> lists;       // one with the empty id unless the policy is per area
    std::vector<Queued> waiting;                // those without a place, by commit
    std::map<ProviderId, Day> closings;         // announced by an event, whatever the pack says
    std::map<TransitionId, TransitionRecord> transitions;
    friend bool operator==(const MunicipalityState&, const MunicipalityState&) = default;
};

struct Submission {
    Action action = Action::Choose;
    std::optional<ProviderId> provider;  // Choose and Switch
    IdempotencyKey key;
    // "Queue for `provider`, meanwhile `meanwhile`." Without the latter whoever the person has and who
    // stays, else whoever the non-choice rule gives. Not full after all: the same as choosing it.
    bool queue = false;
    std::optional<ProviderId> meanwhile{};
    Channel channel = Channel::Code;     // set by whoever takes it in; the app says kiosk, or nothing
    std::optional<Representation> representation{};  // by somebody else for the person, and who:
    std::optional<RepresentativeContact> representative{};  // both or neither
    std::string owner{};  // CaseView::owner, of whoever it was made for; empty: whoever is signed in
    friend bool operator==(const Submission&, const Submission&) = default;
};

// What decide may not find out for itself.
struct DecideContext {
    Day today;
    ReceiptNumber receipt;    // fresh, from the caller's random source
    std::uint64_t draw = 0;   // for RotationMethod::RandomDraw
    std::uint64_t secret = 0; // random, kept nowhere: the others' receipt numbers come from it
};

// The one place where a submission becomes events. Nothing changes here: apply does that.
//
// More than one event may come: when there is room, those waiting are served first, and next, so
// that nobody who comes later overtakes them. One event answers the submission, under `context.receipt`;
// the receipt numbers of the others are derived from `context.secret`. They belong to other cases, but for
// one: whoever queues and leaves a place may so free the very place they queue for, and has it at once.
//
// A Decline by somebody who has since chosen otherwise gives the earlier assignment back while that
// provider can still take them: no turn and no hours of anybody's are used twice for one person.
//
// Errors, first that applies: HasProvider (Choose or Decline by somebody whose provider stays),
// NothingToSwitch, ProviderMissing, UnknownProvider, AlreadyYours, ProviderClosing,
// ProviderWrongArea, ProviderLacksService, ProviderFull: also while there is room but others wait for
// it. To queue: the same but for ProviderFull, and of `meanwhile` too; AlreadyYours when nothing would
// change. A place in a queue is kept while the person queues for the same provider. Before them
// DeclarationMissing, when somebody acts for the person without declaring what goes with the role, or
// without saying who they are. A Decline: HasProvider, or AlreadyYours while an earlier one stands (see
// has_declined) or the person is still in the queue. A Switch by somebody whose provider is leaving is
// taken as a new choice. The person's own provider, present or pending, is never full for them; somebody
// in the queue may choose their interim provider for good.
Result<std::vector<Event>, Problem> decide(const MunicipalityState& state,
                                           const SchedulePolicy& schedule,
                                           const ClientCase& person, const Submission& submission,
                                           const DecideContext& context);

// Those waiting for whom there is room now: after anything but an errand has changed the room.
std::vector<Event> serve_waiting(const MunicipalityState& state, const SchedulePolicy& schedule,
                                 const DecideContext& context);

// `event.sequence` must be state.sequence + 1: false, and nothing changed, otherwise. A fold only:
// it takes the event's word for what the rule answered; replay() is what doubts it.
// Counts: a case that opens with a provider is one client more there, beside those the adopted row
// states. A turn and hours once given are not taken back when the person later chooses.
bool apply(MunicipalityState& state, const Event& event);
// Ignores events of other cases.
void apply(ClientCase& person, const Event& event);

// What the pack says with the changes two coordinators have `agreed` on, when that is not what the
// ledger last adopted. A closing recorded by an event of its own stands although the pack does not
// mention it; one the pack no longer mentions is gone.
std::optional<PolicyAdopted> policy_to_adopt(const Municipality& municipality,
                                             const MunicipalityState& state,
                                             const std::vector<ListChange>& agreed = {});

Event next_event(const MunicipalityState& state, Day day, EventBody body);

// Whom the event is about; nullptr: nobody, or nobody any more.
const CaseId* person_of(const Event& event);

// What remains of `event` when its person is erased; `state` is as it was before the event. Nothing
// for an event that is about no person.
std::optional<EntryErased> erased(const MunicipalityState& state, const Event& event);

// Replays a whole ledger from its first event into `state`, whatever that held before. The answer is
// the first sequence that does not follow from the ones before it (a gap or a repeat, an assignment
// the rule would have made otherwise, somebody overtaken, a choice that had to be refused), or
// nothing when all is well; on a fault `state` is what held before it. Dates of effect are only
// checked for order: the lead times are not in the ledger. See also ledger_replay.h.
struct ReplayFault {
    std::uint64_t sequence = 0;
    std::string what;  // for staff, in English
};
std::optional<ReplayFault> replay(const std::vector<Event>& events, MunicipalityState& state);

// One line of the public ledger: exactly these fields, nothing about a person.
struct PublicEntry {
    std::uint64_t sequence = 0;
    Day day;
    MunicipalityId municipality;
    std::string rule;
    int rule_version = 0;
    std::vector<ProviderId> list;  // in its order as it stood; empty when that would tell the area
    std::optional<ProviderId> turn;
    std::optional<ProviderId> provider;
    std::vector<Skip> skipped;
    merkle::Hash leaf{};
    std::optional<AreaId> area;
};
// Where fewer live under decisions, an area points somebody out.
inline constexpr int kFewestForArea = 20;
struct PublicView {
    MunicipalityId municipality;
    bool per_area = false;    // each area has its list at the time of the event
    std::set<AreaId> areas;   // those with at least kFewestForArea people under decisions
};
// Nothing for events not published: the assignments are, each once.
std::optional<PublicEntry> public_entry(const Event& event, const PublicView& view,
                                        const merkle::Hash& leaf);

}  // namespace hemval
