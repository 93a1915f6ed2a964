#pragma once

#include "core/ids.h"
#include "core/staff_desk.h"
#include "web/platform/platform.h"

#include <string>

namespace hemval {

// The desk over the service's HTTP API.
class HttpStaffDesk final : public StaffDesk {
public:
    HttpStaffDesk(Platform& platform, MunicipalityId municipality);

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

private:
    template <class T, class Read>
    void get(const std::string& tail, Then<T> then, Read read);
    template <class T, class Read>
    void post(const std::string& tail, const std::string& body, const IdempotencyKey& key, Then<T> then,
              Read read);

    Platform& platform_;
    std::string session_;  // whosever it is: a browser has one
    std::string root_;     // "api/strangnas/staff/"
};

}  // namespace hemval
