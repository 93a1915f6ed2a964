#include "web/staff/workspace.h"

#include "core/wire_staff.h"

#include <functional>
#include <string>

namespace hemval {

namespace {

std::string text_of(const wire::Json& json)
{
    return json.dump(-1, ' ', false, wire::Json::error_handler_t::replace);
}

}  // namespace

Workspace::Workspace(StaffDesk& desk, Platform& platform, StaffVisit& visit,
                     std::function<void()> changed)
    : desk_(desk), platform_(platform), visit_(visit), changed_(std::move(changed)),
      watch_(platform, kSessionIdleSeconds,
             {[this](SessionWatch::Answer answer) {
                  desk_.who([this, answer = std::move(answer)](Result<Staff, Problem> staff) {
                      const auto problem = staff ? std::nullopt : std::optional(staff.error());
                      if (staff) signed_in(std::move(*staff));
                      answer(problem);
                  });
              },
              [this](Problem problem) { failed(problem); },
              [this] {
                  ended_ = true;
                  signed_out();
              },
              [this] { changed_(); }})
{
}

void Workspace::start()
{
    phase_ = Phase::Asking;
    desk_.who([this](Result<Staff, Problem> staff) {
        if (staff) return signed_in(std::move(*staff));
        signed_out();
        // Not to be signed in is where everybody begins.
        if (staff.error() != Problem::NotSignedIn) failed(staff.error());
    });
}

void Workspace::signed_in(Staff staff)
{
    // What somebody else entered in this tab is theirs.
    if (visit_.account != staff.account) {
        visit_.entered.clear();
        visit_.pending.reset();
        visit_.account = staff.account;
    }
    staff_ = std::move(staff);
    phase_ = Phase::SignedIn;
    ended_ = false;
    watch_.heard();
    changed_();
}

void Workspace::signed_out()
{
    staff_.reset();
    forget_answers();
    case_ = {};
    phase_ = Phase::SignedOut;
    watch_.stop();
    changed_();
}

void Workspace::failed(Problem problem)
{
    problem_ = problem;
    ++problem_round_;
    if (problem == Problem::NotSignedIn) return signed_out();
    changed_();
}

void Workspace::forget_answers()
{
    queue_ = {};
    providers_ = {};
    changes_ = {};
    rings_ = {};
    months_ = {};
    follow_ups_ = {};
    leavings_ = {};
    leaving_ = {};
    outlook_ = {};
    ledger_ = {};
    accesses_ = {};
}

// A case in hand is not looked at anew, nor so logged, for each screen about it.
void Workspace::moved(const CaseId& person)
{
    clear_problem();
    forget_answers();
    visit_.leave_cases(person);
    if (case_.of != person.value || !case_.here) case_ = {};
}

void Workspace::retry()
{
    clear_problem();
    if (phase_ == Phase::SignedOut) return start();
    forget_answers();
    if (!case_.here) case_ = {};
    changed_();
}

void Workspace::sign_out(std::function<void()> done)
{
    if (sending_) return;
    clear_problem();
    sending_ = true;
    desk_.sign_out([this, done = std::move(done)](const std::optional<Problem>& problem) {
        sending_ = false;
        if (problem) return failed(*problem);
        leave_account();
        done();
    });
}

void Workspace::sign_out_everywhere(std::function<void(const std::string&)> done)
{
    if (sending_) return;
    clear_problem();
    sending_ = true;
    desk_.sign_out_everywhere([this, done = std::move(done)](const Result<std::string, Problem>& on) {
        sending_ = false;
        if (!on) return failed(on.error());
        leave_account();
        done(*on);
    });
}

void Workspace::leave_account()
{
    visit_.entered.clear();
    visit_.pending.reset();
    visit_.trail.clear();
    visit_.account.clear();
    signed_out();
}

template <class T, class Ask>
const T* Workspace::want(Asked<T>& one, const std::string& of, const Ask& ask)
{
    if (one.of != of) one = {of, false, std::nullopt};
    if (!one.asked && staff_) {
        one.asked = true;
        ask([this, &one, of](Result<T, Problem> answer) {
            if (!staff_ || one.of != of || !one.asked) return;  // too late
            if (!answer) return failed(answer.error());
            one.here = std::move(*answer);
            watch_.heard();
            changed_();
        });
    }
    return one.here ? &*one.here : nullptr;
}

const DeskQueue* Workspace::queue()
{
    return want(queue_, "", [this](Then<DeskQueue> then) { desk_.queue(std::move(then)); });
}

const DeskCase* Workspace::person(const CaseId& id)
{
    const DeskCase* here =
        want(case_, id.value, [this, &id](Then<DeskCase> then) { desk_.open(id, std::move(then)); });
    if (here && here->is_protected) visit_.forget_wishes(id);
    return here;
}

const std::vector<DeskProvider>* Workspace::providers()
{
    return want(providers_, "", [this](Then<std::vector<DeskProvider>> then) {
        desk_.providers(std::move(then));
    });
}

const std::vector<ProposedChange>* Workspace::changes()
{
    return want(changes_, "", [this](Then<std::vector<ProposedChange>> then) {
        desk_.changes(std::move(then));
    });
}

const std::vector<DeskRing>* Workspace::rings()
{
    return want(rings_, "", [this](Then<std::vector<DeskRing>> then) { desk_.rings(std::move(then)); });
}

const std::vector<MonthOfAssignments>* Workspace::months()
{
    return want(months_, "", [this](Then<std::vector<MonthOfAssignments>> then) {
        desk_.months(std::move(then));
    });
}

const std::vector<DeskFollowUps>* Workspace::follow_ups()
{
    return want(follow_ups_, "", [this](Then<std::vector<DeskFollowUps>> then) {
        desk_.follow_ups(std::move(then));
    });
}

const std::vector<DeskLeaving>* Workspace::leavings()
{
    return want(leavings_, "", [this](Then<std::vector<DeskLeaving>> then) {
        desk_.leavings(std::move(then));
    });
}

const DeskTransition* Workspace::leaving(const TransitionId& id)
{
    return want(leaving_, id.value,
                [this, &id](Then<DeskTransition> then) { desk_.leaving(id, std::move(then)); });
}

const Outlook* Workspace::outlook(const ProviderId& leaver)
{
    return want(outlook_, leaver.value,
                [this, &leaver](Then<Outlook> then) { desk_.outlook(leaver, std::move(then)); });
}

const Page<LedgerLine>* Workspace::ledger(std::uint64_t from)
{
    return want(ledger_, std::to_string(from), [this, from](Then<Page<LedgerLine>> then) {
        desk_.ledger(from, std::move(then));
    });
}

const Page<AccessLine>* Workspace::accesses(std::uint64_t from)
{
    return want(accesses_, std::to_string(from), [this, from](Then<Page<AccessLine>> then) {
        desk_.accesses(from, std::move(then));
    });
}

template <class T>
void Workspace::send(const std::string& what,
                     const std::function<void(const IdempotencyKey&, Then<T>)>& how,
                     std::function<void(T)> then)
{
    if (sending_) return;
    clear_problem();
    if (!visit_.pending || visit_.pending->what != what)
        visit_.pending = PendingIntent{what, fresh_key(platform_)};
    sending_ = true;
    changed_();
    const IdempotencyKey key = visit_.pending->key;
    how(key, [this, then = std::move(then)](Result<T, Problem> answer) {
        sending_ = false;
        if (answer || !unanswered(answer.error())) visit_.pending.reset();
        if (!answer) return failed(answer.error());
        watch_.heard();
        then(std::move(*answer));
        changed_();
    });
}

void Workspace::hold(DeskCase person)
{
    case_.of = person.person.id.value;
    case_.asked = true;
    case_.here = std::move(person);
}

void Workspace::find(const std::string& reference, std::function<void(const CaseId&)> done)
{
    if (sending_) return;
    clear_problem();
    sending_ = true;
    changed_();
    desk_.find(reference, [this, done = std::move(done)](Result<DeskCase, Problem> answer) {
        sending_ = false;
        if (!answer) return failed(answer.error());
        const CaseId id = answer->person.id;
        hold(std::move(*answer));
        watch_.heard();
        done(id);
        changed_();
    });
}

void Workspace::submit(const CaseId& person, Submission submission, std::function<void()> done)
{
    // The same paper typed once more has the same key, and nothing typed is kept for that.
    const auto digest = std::hash<std::string>{}(text_of(wire::write_registered(submission)));
    const std::string what = "submit/" + person.value + "/" + std::to_string(digest);
    send<Receipt>(
        what,
        [&](const IdempotencyKey& key, Then<Receipt> then) {
            submission.key = key;
            desk_.submit(person, submission, std::move(then));
        },
        [this, done = std::move(done)](Receipt) {
            case_ = {};
            done();
        });
}

void Workspace::work(const CaseId& person, const WorkStep& step, std::function<void()> done)
{
    send<DeskCase>(
        "work/" + person.value + "/" + text_of(wire::write(step)),
        [&](const IdempotencyKey& key, Then<DeskCase> then) {
            desk_.work(person, step, key, std::move(then));
        },
        [this, done = std::move(done)](DeskCase now) {
            hold(std::move(now));
            done();
        });
}

void Workspace::judge(const CaseId& person, bool accepted, std::function<void()> done)
{
    send<DeskCase>(
        "representation/" + person.value + (accepted ? "/yes" : "/no"),
        [&](const IdempotencyKey& key, Then<DeskCase> then) {
            desk_.confirm_representation(person, accepted, key, std::move(then));
        },
        [this, done = std::move(done)](DeskCase now) {
            hold(std::move(now));
            done();
        });
}

void Workspace::send_change(
    const std::string& what,
    const std::function<void(const IdempotencyKey&, Then<ProposedChange>)>& how,
    std::function<void()> done)
{
    send<ProposedChange>(what, how, [this, done = std::move(done)](const ProposedChange&) {
        changes_ = {};
        providers_ = {};
        done();
    });
}

void Workspace::propose(const ListChange& change, std::function<void()> done)
{
    send_change(
        "propose/" + text_of(wire::write(change)),
        [&](const IdempotencyKey& key, Then<ProposedChange> then) {
            desk_.propose(change, key, std::move(then));
        },
        std::move(done));
}

void Workspace::agree(std::uint64_t number, std::function<void()> done)
{
    send_change(
        "agree/" + std::to_string(number),
        [&](const IdempotencyKey& key, Then<ProposedChange> then) {
            desk_.agree(number, key, std::move(then));
        },
        std::move(done));
}

void Workspace::withdraw(std::uint64_t number, std::function<void()> done)
{
    send_change(
        "withdraw/" + std::to_string(number),
        [&](const IdempotencyKey& key, Then<ProposedChange> then) {
            desk_.withdraw(number, key, std::move(then));
        },
        std::move(done));
}

void Workspace::publish(const ProviderId& provider, const LocalizedText& about,
                        std::function<void()> done)
{
    std::string what = "publish/" + provider.value;
    for (const auto& [tag, text] : about.by_language) what += "/" + tag + "/" + text;
    send<DeskProvider>(
        what,
        [&](const IdempotencyKey& key, Then<DeskProvider> then) {
            desk_.publish_text(provider, about, key, std::move(then));
        },
        [this, done = std::move(done)](const DeskProvider&) {
            providers_ = {};
            done();
        });
}

void Workspace::hold(DeskTransition leaving)
{
    leavings_ = {};
    providers_ = {};
    leaving_.of = leaving.now.transition.id.value;
    leaving_.asked = true;
    leaving_.here = std::move(leaving);
}

void Workspace::propose_leaving(const ProviderId& leaver, std::function<void(const TransitionId&)> done)
{
    send<DeskTransition>(
        "leaving/" + leaver.value,
        [&](const IdempotencyKey& key, Then<DeskTransition> then) {
            desk_.propose_leaving(leaver, key, std::move(then));
        },
        [this, done = std::move(done)](DeskTransition now) {
            const TransitionId id = now.now.transition.id;
            hold(std::move(now));
            done(id);
        });
}

void Workspace::take_step(const TransitionId& id, const LeavingStep& step, std::function<void()> done)
{
    send<DeskTransition>(
        "leaving/" + id.value + "/" + text_of(wire::write(step)),
        [&](const IdempotencyKey& key, Then<DeskTransition> then) {
            desk_.take_step(id, step, key, std::move(then));
        },
        [this, done = std::move(done)](DeskTransition now) {
            hold(std::move(now));
            done();
        });
}

}  // namespace hemval
