#pragma once

#include "core/staff_desk.h"
#include "web/platform/headless/headless_app.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

// The staff's desk kept in this process, on the same rules (core): enough to drive the screens. Answers
// come between frames, as the service's do. The real one has its own tests.
namespace hemval::test {

class MemoryDesk final : public StaffDesk {
public:
    explicit MemoryDesk(const Municipality& municipality);

    void who(Then<Staff> then) override;
    void sign_out(std::function<void(std::optional<Problem>)> then) override;
    void sign_out_everywhere(Then<std::string> then) override;
    void queue(Then<DeskQueue> then) override;
    void open(const CaseId& person, Then<DeskCase> then) override;
    void find(const std::string& reference, Then<DeskCase> then) override;
    void submit(const CaseId& person, const Submission& submission, Then<Receipt> then) override;
    void work(const CaseId& person, const WorkStep& step, const IdempotencyKey& key,
              Then<DeskCase> then) override;
    void confirm_representation(const CaseId& person, bool accepted, const IdempotencyKey& key,
                                Then<DeskCase> then) override;
    void providers(Then<std::vector<DeskProvider>> then) override;
    void changes(Then<std::vector<ProposedChange>> then) override;
    void propose(const ListChange& change, const IdempotencyKey& key,
                 Then<ProposedChange> then) override;
    void agree(std::uint64_t number, const IdempotencyKey& key, Then<ProposedChange> then) override;
    void withdraw(std::uint64_t number, const IdempotencyKey& key, Then<ProposedChange> then) override;
    void publish_text(const ProviderId& provider, const LocalizedText& about, const IdempotencyKey& key,
                      Then<DeskProvider> then) override;
    void rings(Then<std::vector<DeskRing>> then) override;
    void months(Then<std::vector<MonthOfAssignments>> then) override;
    void follow_ups(Then<std::vector<DeskFollowUps>> then) override;
    void leavings(Then<std::vector<DeskLeaving>> then) override;
    void leaving(const TransitionId& id, Then<DeskTransition> then) override;
    void outlook(const ProviderId& leaver, Then<Outlook> then) override;
    void propose_leaving(const ProviderId& leaver, const IdempotencyKey& key,
                         Then<DeskTransition> then) override;
    void take_step(const TransitionId& id, const LeavingStep& step, const IdempotencyKey& key,
                   Then<DeskTransition> then) override;
    void ledger(std::uint64_t from, Then<Page<LedgerLine>> then) override;
    void accesses(std::uint64_t from, Then<Page<AccessLine>> then) override;

    // A case of the municipality's, perhaps with a choice already made online.
    CaseId add(const std::string& reference, const std::optional<ProviderId>& current = std::nullopt);
    Receipt choose(const CaseId& person, Submission submission);
    const Receipt* receipt(const CaseId& person) const { return &kept_.at(person).receipts.back(); }
    void protect(const CaseId& person) { kept_.at(person).is_protected = true; }
    ProviderId able(const CaseId& person, std::size_t i) const;  // of those that can take the person
    const ProviderId& provider(std::size_t i) const { return municipality_.providers[i].id; }

    HeadlessPlatform* platform = nullptr;  // between whose frames to answer; none: at once
    std::optional<Staff> staff;            // who is signed in; nothing: nobody
    std::string continue_at;               // after signing out everywhere
    bool offline = false;                  // answers are lost after being carried out
    std::set<std::string> keys;            // of the writes
    int carried_out = 0;                   // writes, each key once
    Day today{std::chrono::year{2026}, std::chrono::month{11}, std::chrono::day{23}};
    std::vector<AccessLine> looked;
    MunicipalityState state;

private:
    struct Kept {
        ClientCase person;
        std::string reference;
        bool is_protected = false;
        std::vector<Receipt> receipts;      // oldest first
        std::map<ReceiptNumber, CaseWork> work;
        std::optional<RepresentativeContact> to_judge{};
        std::optional<SentWishList> wish_list{};
        std::optional<Day> wish_list_taken_back{};
    };

    template <class T>
    void answer(Then<T> then, Result<T, Problem> result);
    std::optional<Problem> refused(Role role) const;
    bool first_time(const IdempotencyKey& key);
    void look(const CaseId& person, AccessKind what);
    void happened(const std::vector<Event>& events);
    Result<Receipt, Problem> decided(const CaseId& person, const Submission& submission);
    Result<DeskCase, Problem> case_of(const CaseId& person) const;
    std::vector<ClientCase> people() const;
    Result<DeskTransition, Problem> standing_of(const TransitionId& id) const;
    std::optional<Problem> move(const Transition& next, Day offered_until);
    DeskProvider standing(const ListedProvider& row) const;
    Result<ProposedChange, Problem> end(std::uint64_t number, ChangeStatus status);

    const Municipality& municipality_;
    std::vector<Event> events_;
    std::map<CaseId, Kept> kept_;
    std::vector<ProposedChange> changes_;
    std::map<ProviderId, LocalizedText> texts_;
    std::map<IdempotencyKey, Receipt> given_;
    std::map<IdempotencyKey, TransitionId> made_;
    std::uint64_t random_ = 1;
};

}  // namespace hemval::test
