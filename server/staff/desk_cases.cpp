#include "core/protected.h"
#include "core/transition_plan.h"
#include "core/wire_staff.h"
#include "server/crypto.h"
#include "server/json.h"
#include "server/references.h"
#include "server/representation.h"
#include "server/staff/access_log.h"
#include "server/staff/case_tables.h"
#include "server/staff/desk.h"
#include "server/store/tables.h"
#include "server/wish_lists.h"

#include <algorithm>
#include <utility>

namespace hemval::server {
namespace {

constexpr Role kHere = Role::CareManager;
constexpr std::size_t kReaders = 1;
constexpr std::size_t kReadQueue = 128;

// The work about the newest receipt, begun if need be, and that about those before it.
struct Works {
    CaseWork newest;
    std::vector<CaseWork> earlier;
};

Works works_about(std::vector<CaseWork> all, const ReceiptNumber& newest)
{
    Works works;
    works.newest.receipt = newest;
    for (CaseWork& one : all) {
        if (one.receipt == newest)
            works.newest = std::move(one);
        else
            works.earlier.push_back(std::move(one));
    }
    return works;
}

// A choice that was rejected, or annulled with a transition, before it took effect never was one, nor
// those after the first that nobody had judged: what holds is what held before it.
std::vector<Receipt> take_out_undone(std::vector<Receipt>& newest_first, const ClientCase& person)
{
    const bool rejected = person.rejected && person.rejected->undone;
    const auto holds = std::find_if(newest_first.begin(), newest_first.end(), [&](const Receipt& one) {
        if (person.pending)
            return one.sequence <= person.pending->sequence;
        if (rejected)
            return one.provider && !before(person.rejected->day, one.window.last);
        return !one.provider || one.provider == person.current;
    });
    std::vector<Receipt> undone(newest_first.begin(), holds);
    newest_first.erase(newest_first.begin(), holds);
    return undone;
}

// Those of them of which a provider has been told.
std::vector<Undone> told_of(const std::vector<Receipt>& undone, const std::vector<CaseWork>& works)
{
    std::vector<Undone> told;
    for (const Receipt& receipt : undone) {
        for (const CaseWork& work : works) {
            if (work.receipt == receipt.number && !work.told.empty())
                told.push_back({receipt, work});
        }
    }
    return told;
}

// A notice that what a provider was told does not hold is kept with the choice that was undone: there
// may be no other. False when that is not what the provider is to be told.
bool take_back(Queries& queries, const Staff& staff, const DeskCase& shown,
               const std::vector<ProviderNotice>& to_tell, const ProviderId& provider)
{
    for (const ProviderNotice& notice : to_tell) {
        for (const Undone& one : shown.undone) {
            const bool holds = notice.kind == NoticeKind::Begins || notice.kind == NoticeKind::Ends;
            if (notice.to != provider || notice.kept_with != one.receipt.number ||
                (holds && !(shown.work && shown.work->confirmed)))
                continue;
            const CaseId& person = shown.person.id;
            save_work(queries, staff.municipality, person,
                      after_taking_back(one.work, provider, shown.today));
            keep_notice(queries, staff, person, one.receipt.number, notice, shown.today);
            return true;
        }
    }
    return false;
}

}  // namespace

DeskService::DeskService(Service& service, Store& store)
    : service_(service), store_(store), reading_(kReaders, kReadQueue)
{
}

void DeskService::log_refused(const Seen& seen, std::function<void(std::optional<Problem>)> then)
{
    store_.tx<bool>(
        seen.staff.municipality,
        [this, seen](Queries& queries) -> Result<bool, Problem> {
            write_access(queries, seen.staff, seen.what, seen.person, service_.clock().now());
            return true;
        },
        [then = std::move(then)](Result<bool, Problem> logged) {
            then(logged ? std::nullopt : std::optional(logged.error()));
        });
}

void DeskService::who(const Asker& asker, Answer<Staff> then)
{
    const auto work = [this, asker, then] {
        then(store_.ask<Staff>([&](Queries& queries) -> Result<Staff, Problem> {
            const auto here =
                service_.sessions().staff(queries, asker.municipality, asker.token);
            if (!here)
                return fail(here.error());
            return here->staff;
        }));
    };
    if (!reading_.run(work))
        then(fail(Problem::Busy));
}

Result<std::string, Problem> DeskService::once(const At& at, const std::string& body,
                                        const std::optional<CaseId>& person,
                                        const std::function<Result<std::string, Problem>()>& work)
{
    if (at.key.empty())
        return fail(Problem::KeyMissing);
    const std::string hash = hex(sha256(body));
    if (const auto earlier = find_write(at.queries, at.staff, at.key)) {
        if (earlier->body_hash != hash)
            return fail(Problem::KeyReused);
        return earlier->made;
    }
    const auto made = work();
    if (made)
        insert_write(at.queries, at.staff, at.key, {hash, *made}, person);
    return made;
}

Result<DeskCase, Problem> DeskService::desk_case(const At& at, const CaseId& person)
{
    const MunicipalityId& id = at.municipality.id;
    const auto kept = case_in(at.queries, id, person);
    if (!kept)
        return fail(kept.error());
    const MunicipalityState state = load_state(at.queries, id);
    std::vector<Receipt> receipts = receipts_of(at.queries, person);
    std::vector<CaseWork> works = works_of(at.queries, person);
    DeskCase shown;
    shown.person = as_of(*kept, at.today);
    shown.is_protected = shown.person.is_protected;
    shown.choose_by = deadline_of(state, shown.person);
    shown.undone = told_of(take_out_undone(receipts, shown.person), works);
    if (receipts.empty() && shown.is_protected) {
        if (auto open = unconfirmed_of(at.queries, person))
            receipts.push_back(std::move(*open));
    }
    if (const auto open = open_representation(at.queries, person))
        shown.to_judge = open->contact;
    shown.wish_list = find_wish_list(at.queries, person);
    shown.wish_list_taken_back = wish_list_taken_back(at.queries, person);
    shown.reference = reference_of(at.queries, id, person, service_.codes());
    CaseView view = case_view(at.municipality, state, shown.person, at.today);
    shown.situation = view.situation;
    shown.allowed = std::move(view.allowed);
    shown.providers = std::move(view.providers);
    shown.if_chosen_today = view.if_chosen_today;
    if (!receipts.empty()) {
        Works about = works_about(std::move(works), receipts[worked_on(receipts)].number);
        shown.work = std::move(about.newest);
        shown.earlier = std::move(about.earlier);
    }
    shown.receipts = std::move(receipts);
    shown.today = at.today;
    shown.person = masked(std::move(shown.person));
    return shown;
}

Result<DeskCase, Problem> DeskService::look(const At& at, const CaseId& person, AccessKind what)
{
    auto shown = desk_case(at, person);
    if (shown)
        write_access(at.queries, at.staff, what, person, at.seconds);
    return shown;
}

void DeskService::queue(const Asker& asker, Answer<DeskQueue> then)
{
    write<DeskQueue>(
        asker, kHere,
        [this](const At& at) -> Result<DeskQueue, Problem> {
            const MunicipalityId& id = at.municipality.id;
            DeskQueue queue;
            queue.all = count_unconfirmed(at.queries, id);
            for (Unconfirmed& one : first_unconfirmed(at.queries, id)) {
                DeskItem item;
                item.person = one.person;
                item.reference = reference_of(at.queries, id, one.person, service_.codes());
                const auto kept = case_in(at.queries, id, one.person);
                if (!kept)
                    return fail(kept.error());
                item.is_protected = kept->is_protected;
                item.care_plan_due = care_plan_due(at.municipality, one.receipt);
                item.receipt = std::move(one.receipt);
                write_access(at.queries, at.staff, AccessKind::QueueSeen, item.person, at.seconds);
                queue.first.push_back(std::move(item));
            }
            return queue;
        },
        std::move(then));
}

void DeskService::open(const Asker& asker, const CaseId& person, Answer<DeskCase> then)
{
    write<DeskCase>(
        asker, kHere,
        [this, person](const At& at) { return look(at, person, AccessKind::CaseSeen); },
        std::move(then));
}

void DeskService::find(const Asker& asker, const std::string& reference, Answer<DeskCase> then)
{
    write<DeskCase>(
        asker, kHere,
        [this, reference](const At& at) -> Result<DeskCase, Problem> {
            const MunicipalityId& id = at.municipality.id;
            const auto person =
                find_reference(at.queries, id, service_.codes().pseudonym(id.value, reference));
            if (!person) {
                at.seen = Seen{at.staff, AccessKind::CaseFound, CaseId()};  // trying references leaves a trace
                return fail(Problem::UnknownCase);
            }
            return look(at, *person, AccessKind::CaseFound);
        },
        std::move(then));
}

void DeskService::submit(const Asker& asker, const CaseId& person, const Submission& submission,
                  Answer<Receipt> then)
{
    write<Receipt>(
        asker, kHere,
        [this, person, submission](const At& at) -> Result<Receipt, Problem> {
            const MunicipalityId& id = at.municipality.id;
            if (const auto there = case_in(at.queries, id, person); !there)
                return fail(there.error());
            at.seen = Seen{at.staff, AccessKind::ChoiceRegistered, person};
            write_access(at.queries, at.staff, AccessKind::ChoiceRegistered, person, at.seconds);
            const std::string body =
                "submit/" + person.value + "/" + dumped(wire::write_registered(submission));
            const auto made = once(at, body, person, [&]() -> Result<std::string, Problem> {
                if (submission.came_in && before(at.today, *submission.came_in))
                    return fail(Problem::MalformedRequest);
                const auto receipt = service_.decide_in(at.queries, id, person, submission,
                                                       {at.staff.account, at.pseudonym, ""});
                if (!receipt)
                    return fail(receipt.error());
                save_registered(at.queries, at.staff, person, receipt->number, submission.came_in);
                return receipt->number.value;
            });
            if (!made)
                return fail(made.error());
            return readable(find_receipt(at.queries, id, ReceiptNumber(*made), person), "a receipt");
        },
        std::move(then));
}

Result<bool, Problem> DeskService::take_step(const At& at, const CaseId& person, const WorkStep& step)
{
    const auto shown = desk_case(at, person);
    if (!shown)
        return fail(shown.error());
    const auto to_tell = notices(at.municipality, shown->person, shown->reference, shown->receipts,
                                 shown->work, shown->earlier, shown->undone);
    const auto* told = std::get_if<ToldProvider>(&step);
    if (told && take_back(at.queries, at.staff, *shown, to_tell, told->provider))
        return true;
    if (!shown->work)
        return fail(Problem::UnknownReceipt);
    if (shown->to_judge && std::holds_alternative<ConfirmChoice>(step))
        return fail(Problem::MandateOpen);
    const Receipt& receipt = shown->receipts[worked_on(shown->receipts)];
    const auto after =
        after_step(at.municipality, *shown->work, receipt, to_tell, step, at.today);
    if (!after)
        return fail(after.error());
    // Of an errand without a receipt nothing more is kept: the rest of it is done by phone.
    if (find_receipt(at.queries, at.municipality.id, receipt.number, person))
        save_work(at.queries, at.municipality.id, person, *after);
    if (std::holds_alternative<ConfirmChoice>(step))
        leave_unconfirmed(at.queries, person);
    if (told) {
        for (const ProviderNotice& notice : to_tell) {
            if (notice.to == told->provider)
                keep_notice(at.queries, at.staff, person, receipt.number, notice, at.today);
        }
    }
    return true;
}

void DeskService::work(const Asker& asker, const CaseId& person, const WorkStep& step, Answer<DeskCase> then)
{
    write<DeskCase>(
        asker, kHere,
        [this, person, step](const At& at) -> Result<DeskCase, Problem> {
            if (const auto there = case_in(at.queries, at.municipality.id, person); !there)
                return fail(there.error());
            at.seen = Seen{at.staff, AccessKind::WorkDone, person};
            const std::string body = "work/" + person.value + "/" + dumped(wire::write(step));
            const auto made = once(at, body, person, [&]() -> Result<std::string, Problem> {
                if (const auto taken = take_step(at, person, step); !taken)
                    return fail(taken.error());
                return person.value;
            });
            if (!made)
                return fail(made.error());
            return look(at, person, AccessKind::WorkDone);
        },
        std::move(then));
}

void DeskService::judge(const Asker& asker, const CaseId& person, bool accepted,
                        Answer<DeskCase> then)
{
    write<DeskCase>(
        asker, kHere,
        [this, person, accepted](const At& at) -> Result<DeskCase, Problem> {
            if (const auto there = case_in(at.queries, at.municipality.id, person); !there)
                return fail(there.error());
            at.seen = Seen{at.staff, AccessKind::RepresentationJudged, person};
            const std::string body = "judge/" + person.value + (accepted ? "/yes" : "/no");
            const auto made = once(at, body, person, [&]() -> Result<std::string, Problem> {
                const auto judged =
                    confirm_representation(at.queries, at.municipality,
                                           {at.staff.account, at.pseudonym, at.staff.name}, person,
                                           accepted, service_.seal());
                if (!judged)
                    return fail(judged.error());
                // As it is now: who went back into a queue may have been served at once.
                if (judged->undone)
                    queue_again(at.queries, at.municipality.id, person,
                                load_case(at.queries, person).pending, at.today);
                return person.value;
            });
            if (!made)
                return fail(made.error());
            return look(at, person, AccessKind::RepresentationJudged);
        },
        std::move(then));
}

}  // namespace hemval::server
