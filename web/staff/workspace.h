#pragma once

#include "core/staff_desk.h"
#include "web/app/session_watch.h"
#include "web/app/submit_key.h"
#include "web/platform/platform.h"
#include "web/staff/staff_visit.h"

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace hemval {

// The desk as the screens see it: who is signed in, what has been answered so far, and what is on its
// way. What a screen shows is asked for when it is first wanted, and again when one comes back to it.
class Workspace {
public:
    enum class Phase : unsigned char { Asking, SignedOut, SignedIn };

    Workspace(StaffDesk& desk, Platform& platform, StaffVisit& visit, std::function<void()> changed);

    void start();
    void moved(const CaseId& person);  // to another screen, of this case or of none
    void retry();                      // what could not be had
    void sign_out(std::function<void()> done);
    // `done` is told where to go on to; empty: nowhere.
    void sign_out_everywhere(std::function<void(const std::string&)> done);
    void acted() { watch_.acted(); }
    void stay() { watch_.stay(); }
    void clear_problem() { problem_.reset(); }

    Phase phase() const { return phase_; }
    bool ending() const { return watch_.ending(); }
    bool ended() const { return ended_; }  // the session did; what was entered is kept
    bool sending() const { return sending_; }
    const Staff* staff() const { return staff_ ? &*staff_ : nullptr; }
    const std::optional<Problem>& problem() const { return problem_; }
    int problem_round() const { return problem_round_; }

    // Nothing until it is here.
    const DeskQueue* queue();
    const DeskCase* person(const CaseId& id);
    const std::vector<DeskProvider>* providers();
    const std::vector<ProposedChange>* changes();
    const std::vector<DeskRing>* rings();
    const std::vector<MonthOfAssignments>* months();
    const std::vector<DeskFollowUps>* follow_ups();
    const std::vector<DeskLeaving>* leavings();
    const DeskTransition* leaving(const TransitionId& id);
    const Outlook* outlook(const ProviderId& leaver);
    const Page<LedgerLine>* ledger(std::uint64_t from);
    const Page<AccessLine>* accesses(std::uint64_t from);

    // `done` is called only when it is done. What was left unanswered and is tried again as it was goes
    // with the same key.
    void find(const std::string& reference, std::function<void(const CaseId&)> done);
    void submit(const CaseId& person, Submission submission, std::function<void()> done);
    void work(const CaseId& person, const WorkStep& step, std::function<void()> done);
    void judge(const CaseId& person, bool accepted, std::function<void()> done);
    void propose(const ListChange& change, std::function<void()> done);
    void agree(std::uint64_t number, std::function<void()> done);
    void withdraw(std::uint64_t number, std::function<void()> done);
    void publish(const ProviderId& provider, const LocalizedText& about, std::function<void()> done);
    void propose_leaving(const ProviderId& leaver, std::function<void(const TransitionId&)> done);
    void take_step(const TransitionId& id, const LeavingStep& step, std::function<void()> done);

private:
    template <class T>
    struct Asked {
        std::string of;      // whose, or from where
        bool asked = false;
        std::optional<T> here;
    };

    template <class T, class Ask>
    const T* want(Asked<T>& one, const std::string& of, const Ask& ask);
    template <class T>
    void send(const std::string& what, const std::function<void(const IdempotencyKey&, Then<T>)>& how,
              std::function<void(T)> then);
    void send_change(const std::string& what,
                     const std::function<void(const IdempotencyKey&, Then<ProposedChange>)>& how,
                     std::function<void()> done);
    void hold(DeskCase person);
    void hold(DeskTransition leaving);
    void leave_account();
    void forget_answers();
    void signed_in(Staff staff);
    void signed_out();
    void failed(Problem problem);

    StaffDesk& desk_;
    Platform& platform_;
    StaffVisit& visit_;
    std::function<void()> changed_;
    Phase phase_ = Phase::Asking;
    std::optional<Staff> staff_;
    std::optional<Problem> problem_;
    int problem_round_ = 0;
    bool sending_ = false, ended_ = false;
    Asked<DeskQueue> queue_;
    Asked<DeskCase> case_;
    Asked<std::vector<DeskProvider>> providers_;
    Asked<std::vector<ProposedChange>> changes_;
    Asked<std::vector<DeskRing>> rings_;
    Asked<std::vector<MonthOfAssignments>> months_;
    Asked<std::vector<DeskFollowUps>> follow_ups_;
    Asked<std::vector<DeskLeaving>> leavings_;
    Asked<DeskTransition> leaving_;
    Asked<Outlook> outlook_;
    Asked<Page<LedgerLine>> ledger_;
    Asked<Page<AccessLine>> accesses_;
    SessionWatch watch_;
};

}  // namespace hemval
