#pragma once

#include "core/staff_desk.h"
#include "server/service.h"
#include "server/work_pool.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace hemval::server {

// The authority behind StaffDesk: every errand for exactly one role, each in one transaction with its
// access log. Answers come on any thread. NotAllowed for another role or another municipality's staff.
class DeskService {
public:
    template <class T>
    using Answer = Service::Answer<T>;
    // Who asks, where, and with what key; the key of a read is empty.
    struct Asker {
        MunicipalityId municipality;
        std::string token;
        IdempotencyKey key;
    };

    // Both must outlive the desk.
    DeskService(Service& service, Store& store);

    void who(const Asker& asker, Answer<Staff> then);

    // care manager
    void queue(const Asker& asker, Answer<DeskQueue> then);
    void open(const Asker& asker, const CaseId& person, Answer<DeskCase> then);
    void find(const Asker& asker, const std::string& reference, Answer<DeskCase> then);
    void submit(const Asker& asker, const CaseId& person, const Submission& submission,
                Answer<Receipt> then);
    void work(const Asker& asker, const CaseId& person, const WorkStep& step, Answer<DeskCase> then);
    void judge(const Asker& asker, const CaseId& person, bool accepted, Answer<DeskCase> then);

    // coordinator
    void providers(const Asker& asker, Answer<std::vector<DeskProvider>> then);
    void changes(const Asker& asker, Answer<std::vector<ProposedChange>> then);
    void propose(const Asker& asker, const ListChange& change, Answer<ProposedChange> then);
    void end_change(const Asker& asker, std::uint64_t number, ChangeStatus status,
                    Answer<ProposedChange> then);
    void publish_text(const Asker& asker, const ProviderId& provider, const LocalizedText& about,
                      Answer<DeskProvider> then);
    void rings(const Asker& asker, Answer<std::vector<DeskRing>> then);
    void months(const Asker& asker, Answer<std::vector<MonthOfAssignments>> then);
    void follow_ups(const Asker& asker, Answer<std::vector<DeskFollowUps>> then);
    void leavings(const Asker& asker, Answer<std::vector<DeskLeaving>> then);
    void leaving(const Asker& asker, const TransitionId& id, Answer<DeskTransition> then);
    void outlook(const Asker& asker, const ProviderId& leaver, Answer<Outlook> then);
    void propose_leaving(const Asker& asker, const ProviderId& leaver, Answer<DeskTransition> then);
    void take_leaving_step(const Asker& asker, const TransitionId& id, const LeavingStep& step,
                           Answer<DeskTransition> then);

    // auditor
    void ledger(const Asker& asker, std::uint64_t from, Answer<Page<LedgerLine>> then);
    void accesses(const Asker& asker, std::uint64_t from, Answer<Page<AccessLine>> then);

private:
    struct Seen {
        Staff staff;
        AccessKind what;
        CaseId person;
    };
    // What an errand knows when it has been let in.
    struct At {
        Queries& queries;
        const Municipality& municipality;
        const Staff& staff;
        const std::string& pseudonym;  // of their identity number; empty: not known
        const IdempotencyKey& key;
        Day today;
        std::int64_t seconds;
        // Whose case has been looked at, once it is known: a refusal tells something about it too.
        std::optional<Seen>& seen;
    };
    template <class T>
    using Errand = std::function<Result<T, Problem>(const At&)>;

    // On the writer, so that what is logged and what is answered are one.
    template <class T>
    void write(const Asker& asker, Role role, Errand<T> errand, Answer<T> then);
    // For what is about no person.
    template <class T>
    void read(const Asker& asker, Role role, Errand<T> errand, Answer<T> then);
    template <class T>
    Result<T, Problem> let_in(Queries& queries, const Asker& asker, Role role, const Errand<T>& errand,
                              std::optional<std::string>& stale, std::optional<Seen>& seen);
    // Logs what a refused errand, of which nothing remains, had seen; then `answer`.
    void log_refused(const Seen& seen, std::function<void(std::optional<Problem>)> then);
    // Does `work` unless the key has done it; answers what was made by it, then or now.
    Result<std::string, Problem> once(const At& at, const std::string& body,
                                      const std::optional<CaseId>& person,
                                      const std::function<Result<std::string, Problem>()>& work);

    Result<DeskCase, Problem> desk_case(const At& at, const CaseId& person);
    Result<DeskCase, Problem> look(const At& at, const CaseId& person, AccessKind what);
    Result<bool, Problem> take_step(const At& at, const CaseId& person, const WorkStep& step);
    static std::vector<DeskProvider> desk_providers(const At& at);
    static Result<DeskTransition, Problem> leaving_now(const At& at, const TransitionId& id);

    Service& service_;
    Store& store_;
    WorkPool reading_;
};

template <class T>
Result<T, Problem> DeskService::let_in(Queries& queries, const Asker& asker, Role role,
                                const Errand<T>& errand, std::optional<std::string>& stale,
                                std::optional<Seen>& seen)
{
    const auto here = service_.sessions().staff(queries, asker.municipality, asker.token);
    if (!here)
        return fail(here.error());
    if (here->staff.role != role)
        return fail(Problem::NotAllowed);
    if (here->stale)
        stale = here->token_hash;
    return errand({queries, service_.packs().at(asker.municipality), here->staff, here->pseudonym, asker.key,
                   service_.clock().today(), service_.clock().now(), seen});
}

template <class T>
void DeskService::write(const Asker& asker, Role role, Errand<T> errand, Answer<T> then)
{
    const auto seen = std::make_shared<std::optional<Seen>>();
    store_.tx<T>(
        asker.municipality,
        [this, asker, role, errand, seen](Queries& queries) -> Result<T, Problem> {
            std::optional<std::string> stale;
            auto answer = let_in(queries, asker, role, errand, stale, *seen);
            if (stale)
                service_.sessions().touch(queries, *stale);
            return answer;
        },
        [this, seen, then = std::move(then)](Result<T, Problem> answer) {
            if (answer || !*seen)
                return then(std::move(answer));
            log_refused(**seen, [answer, then](std::optional<Problem> not_logged) {
                then(fail(not_logged.value_or(answer.error())));
            });
        });
}

template <class T>
void DeskService::read(const Asker& asker, Role role, Errand<T> errand, Answer<T> then)
{
    const auto work = [this, asker, role, errand, then] {
        std::optional<std::string> stale;
        std::optional<Seen> nobody;
        auto answer = store_.ask<T>(
            [&](Queries& queries) { return let_in(queries, asker, role, errand, stale, nobody); });
        if (stale)
            service_.keep_awake(*stale);
        then(std::move(answer));
    };
    if (!reading_.run(work))
        then(fail(Problem::Busy));
}

}  // namespace hemval::server
