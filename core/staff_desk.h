#pragma once

#include "core/access_kind.h"
#include "core/case_work.h"
#include "core/fairness.h"
#include "core/leaving_desk.h"
#include "core/ledger.h"
#include "core/list_change.h"
#include "core/neutrality.h"
#include "core/registry.h"
#include "core/staff.h"
#include "core/wishes.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

// The port of the staff workspace (#/personal): what its screens ask of whoever keeps the choices. The
// service answers only what the signed-in role may do (else NotAllowed), and writes every look at a
// person's case in the access log before it answers.
namespace hemval {

// --- the care manager (biståndshandläggare)

// One new choice that nobody has confirmed yet; the queue is first in, first out by commit.
struct DeskItem {
    CaseId person;
    std::string reference;      // the municipality's own; empty for a protected person
    bool is_protected = false;
    Receipt receipt;            // with its channel and representation
    Day care_plan_due;
    friend bool operator==(const DeskItem&, const DeskItem&) = default;
};
// The work is at the front: of a long queue only the first kQueueShown are looked at.
inline constexpr std::size_t kQueueShown = 50;
struct DeskQueue {
    int all = 0;
    std::vector<DeskItem> first;
    friend bool operator==(const DeskQueue&, const DeskQueue&) = default;
};

struct SentWishList {
    WishList list;
    Day received;
    friend bool operator==(const SentWishList&, const SentWishList&) = default;
};

// One case, whole. Of a protected person without area and reference.
struct DeskCase {
    ClientCase person;
    std::string reference;
    bool is_protected = false;
    std::optional<Day> choose_by;         // silence past it becomes an assignment by rotation
    Situation situation = Situation::NoProvider;
    std::vector<Action> allowed;
    std::vector<Eligibility> providers;
    EffectiveWindow if_chosen_today;
    std::vector<Receipt> receipts;        // newest first, without one that was rejected
    std::optional<RepresentativeContact> to_judge;  // who chose for the person, until that is judged
    std::optional<CaseWork> work;         // about that of worked_on(); nothing without a receipt
    std::vector<CaseWork> earlier;        // about those before it, as far as there was any
    std::vector<Undone> undone;           // newest first
    std::optional<SentWishList> wish_list{};
    std::optional<Day> wish_list_taken_back{};  // by the person: what came in before it does not stand
    Day today;
};

// --- the coordinator (LOV-samordnare)

// How one provider stands, for the coordinator.
struct DeskProvider {
    ListedProvider row;                   // as the ledger last adopted it
    int clients = 0;
    std::int64_t hours_this_month = 0;
    LocalizedText about;                  // as shown today
    friend bool operator==(const DeskProvider&, const DeskProvider&) = default;
};

enum class ChangeStatus : std::uint8_t { Proposed = 0, Agreed = 1, Withdrawn = 2 };  // stored
const char* name_of(ChangeStatus status);
struct ProposedChange {
    std::uint64_t number = 0;
    ListChange change;
    std::string proposed_by;              // staff accounts
    std::string ended_by;                 // who agreed or withdrew
    Day proposed;
    std::optional<Day> ended;
    ChangeStatus status = ChangeStatus::Proposed;
    friend bool operator==(const ProposedChange&, const ProposedChange&) = default;
};

// Which providers somebody in the area who is granted the service can choose today, side by side for
// all areas: the same possibilities wherever one lives. Services that stay municipal are left out.
struct Choosable {
    AreaId area;
    ServiceId service;
    std::vector<ProviderId> providers;    // in the rows' order
    friend bool operator==(const Choosable&, const Choosable&) = default;
};
std::vector<Choosable> choosable(const Municipality& municipality,
                                 const std::vector<DeskProvider>& providers);

// One rotation list as it stands: drawn as a ring with the turn.
struct DeskRing {
    AreaId area;                          // empty: the municipality's one list
    RotationList list;
    friend bool operator==(const DeskRing&, const DeskRing&) = default;
};
struct DeskFollowUps {                    // per provider, newest first; no case is named
    ProviderId provider;
    std::vector<FollowUp> held;
    friend bool operator==(const DeskFollowUps&, const DeskFollowUps&) = default;
};

// --- the auditor (revisor, internkontroll): reads only

struct LedgerLine {                       // an entry without the person
    std::uint64_t sequence = 0;
    Day day;
    std::string type;                     // the ledger's own name of the event
    std::optional<Action> action;
    bool by_deadline = false;             // the person had said nothing in time
    std::optional<TransitionPhase> phase; // of a provider's leaving
    std::optional<PlaceChange> place;     // what annulling it did for somebody
    std::optional<ProviderId> provider;
    std::optional<RotationAnswer> rotation;
    std::string leaf;                     // hexadecimal
    friend bool operator==(const LedgerLine&, const LedgerLine&) = default;
};
struct AccessLine {                       // who looked at what, and when
    std::uint64_t number = 0;
    std::int64_t seconds = 0;             // since 1970, UTC
    std::string account;
    Role role = Role::CareManager;
    AccessKind what = AccessKind::CaseSeen;
    std::string person;                   // case id, or empty
    friend bool operator==(const AccessLine&, const AccessLine&) = default;
};
template <class Line>
struct Page {
    std::vector<Line> lines;
    std::optional<std::uint64_t> next;    // give it as `from` for the following page
};

// Every write carries a key made by the screen once per intent: sent again, it is done once.
class StaffDesk {
public:
    virtual ~StaffDesk() = default;

    virtual void who(Then<Staff> then) = 0;  // NotSignedIn: show how to sign in
    virtual void sign_out(std::function<void(std::optional<Problem>)> then) = 0;
    // The answer is where to go on to, as SignIns::sign_out_everywhere's.
    virtual void sign_out_everywhere(Then<std::string> then) = 0;

    // care manager
    virtual void queue(Then<DeskQueue> then) = 0;
    virtual void open(const CaseId& person, Then<DeskCase> then) = 0;
    // By the municipality's own reference, typed; UnknownCase when there is none.
    virtual void find(const std::string& reference, Then<DeskCase> then) = 0;
    // A choice that came on paper, by phone or in person: same rules as online, channel recorded.
    virtual void submit(const CaseId& person, const Submission& submission, Then<Receipt> then) = 0;
    virtual void work(const CaseId& person, const WorkStep& step, const IdempotencyKey& key,
                      Then<DeskCase> then) = 0;
    virtual void confirm_representation(const CaseId& person, bool accepted,
                                        const IdempotencyKey& key, Then<DeskCase> then) = 0;

    // coordinator
    virtual void providers(Then<std::vector<DeskProvider>> then) = 0;
    virtual void changes(Then<std::vector<ProposedChange>> then) = 0;
    virtual void propose(const ListChange& change, const IdempotencyKey& key,
                         Then<ProposedChange> then) = 0;
    // OwnProposal for one's own; UnknownChange when it has ended, as for withdraw.
    virtual void agree(std::uint64_t number, const IdempotencyKey& key,
                       Then<ProposedChange> then) = 0;
    virtual void withdraw(std::uint64_t number, const IdempotencyKey& key,
                          Then<ProposedChange> then) = 0;
    // The provider's own words, all languages; refused with NotNeutral while lint finds anything.
    virtual void publish_text(const ProviderId& provider, const LocalizedText& about,
                              const IdempotencyKey& key, Then<DeskProvider> then) = 0;
    virtual void rings(Then<std::vector<DeskRing>> then) = 0;
    virtual void months(Then<std::vector<MonthOfAssignments>> then) = 0;
    virtual void follow_ups(Then<std::vector<DeskFollowUps>> then) = 0;
    // A provider's leaving. To propose changes nothing but what people read; UnknownProvider,
    // UnknownTransition, TransitionNotNow, TransitionDates.
    virtual void leavings(Then<std::vector<DeskLeaving>> then) = 0;
    virtual void leaving(const TransitionId& id, Then<DeskTransition> then) = 0;
    virtual void outlook(const ProviderId& leaver, Then<Outlook> then) = 0;
    virtual void propose_leaving(const ProviderId& leaver, const IdempotencyKey& key,
                                 Then<DeskTransition> then) = 0;
    virtual void take_step(const TransitionId& id, const LeavingStep& step, const IdempotencyKey& key,
                           Then<DeskTransition> then) = 0;

    // auditor
    virtual void ledger(std::uint64_t from, Then<Page<LedgerLine>> then) = 0;
    virtual void accesses(std::uint64_t from, Then<Page<AccessLine>> then) = 0;
};

}  // namespace hemval
