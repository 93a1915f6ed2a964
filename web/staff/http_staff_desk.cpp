#include "web/staff/http_staff_desk.h"

#include "core/wire_staff.h"
#include "web/app/http_answer.h"

#include <utility>

namespace hemval {

namespace {

using wire::Json;

std::string text_of(const Json& json)
{
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

HttpStaffDesk::HttpStaffDesk(Platform& platform, MunicipalityId municipality)
    : platform_(platform), session_("api/" + municipality.value + "/session"),
      root_("api/" + municipality.value + "/staff/")
{
}

template <class T, class Read>
void HttpStaffDesk::get(const std::string& tail, Then<T> then, Read read)
{
    platform_.http({"GET", root_ + tail, "", ""}, answer<T>(std::move(then), read));
}

template <class T, class Read>
void HttpStaffDesk::post(const std::string& tail, const std::string& body, const IdempotencyKey& key,
                         Then<T> then, Read read)
{
    platform_.http({"POST", root_ + tail, body, key.value}, answer<T>(std::move(then), read));
}

void HttpStaffDesk::who(Then<Staff> then)
{
    get<Staff>("session", std::move(then), wire::read_staff);
}

void HttpStaffDesk::sign_out(std::function<void(std::optional<Problem>)> then)
{
    platform_.http({"DELETE", session_, "", ""}, signed_out(std::move(then)));
}

void HttpStaffDesk::sign_out_everywhere(Then<std::string> then)
{
    platform_.http({"DELETE", session_ + "s", "", ""}, answer<std::string>(std::move(then), read_continue));
}

void HttpStaffDesk::queue(Then<DeskQueue> then)
{
    get<DeskQueue>("queue", std::move(then), wire::read_desk_queue);
}

void HttpStaffDesk::open(const CaseId& person, Then<DeskCase> then)
{
    get<DeskCase>("cases/" + person.value, std::move(then), wire::read_desk_case);
}

// In the body, never in an address: those end up in logs.
void HttpStaffDesk::find(const std::string& reference, Then<DeskCase> then)
{
    post<DeskCase>("find", text_of({{"reference", reference}}), {}, std::move(then),
                   wire::read_desk_case);
}

void HttpStaffDesk::submit(const CaseId& person, const Submission& submission, Then<Receipt> then)
{
    post<Receipt>("cases/" + person.value + "/submissions", text_of(wire::write_registered(submission)),
                  submission.key, std::move(then), wire::read_receipt);
}

void HttpStaffDesk::work(const CaseId& person, const WorkStep& step, const IdempotencyKey& key,
                         Then<DeskCase> then)
{
    post<DeskCase>("cases/" + person.value + "/work", text_of(wire::write(step)), key, std::move(then),
                   wire::read_desk_case);
}

void HttpStaffDesk::confirm_representation(const CaseId& person, bool accepted,
                                           const IdempotencyKey& key, Then<DeskCase> then)
{
    post<DeskCase>("cases/" + person.value + "/representation", text_of({{"accepted", accepted}}), key,
                   std::move(then), wire::read_desk_case);
}

void HttpStaffDesk::providers(Then<std::vector<DeskProvider>> then)
{
    get<std::vector<DeskProvider>>("providers", std::move(then), wire::read_desk_providers);
}

void HttpStaffDesk::changes(Then<std::vector<ProposedChange>> then)
{
    get<std::vector<ProposedChange>>("changes", std::move(then), wire::read_proposed_changes);
}

void HttpStaffDesk::propose(const ListChange& change, const IdempotencyKey& key,
                            Then<ProposedChange> then)
{
    post<ProposedChange>("changes", text_of(wire::write(change)), key, std::move(then),
                         wire::read_proposed_change);
}

void HttpStaffDesk::agree(std::uint64_t number, const IdempotencyKey& key, Then<ProposedChange> then)
{
    post<ProposedChange>("changes/" + std::to_string(number) + "/agree", "{}", key, std::move(then),
                         wire::read_proposed_change);
}

void HttpStaffDesk::withdraw(std::uint64_t number, const IdempotencyKey& key,
                             Then<ProposedChange> then)
{
    post<ProposedChange>("changes/" + std::to_string(number) + "/withdraw", "{}", key, std::move(then),
                         wire::read_proposed_change);
}

void HttpStaffDesk::publish_text(const ProviderId& provider, const LocalizedText& about,
                                 const IdempotencyKey& key, Then<DeskProvider> then)
{
    post<DeskProvider>("providers/" + provider.value + "/about", text_of(wire::write(about)), key,
                       std::move(then), wire::read_desk_provider);
}

void HttpStaffDesk::rings(Then<std::vector<DeskRing>> then)
{
    get<std::vector<DeskRing>>("rings", std::move(then), wire::read_desk_rings);
}

void HttpStaffDesk::months(Then<std::vector<MonthOfAssignments>> then)
{
    get<std::vector<MonthOfAssignments>>("months", std::move(then), wire::read_months);
}

void HttpStaffDesk::follow_ups(Then<std::vector<DeskFollowUps>> then)
{
    get<std::vector<DeskFollowUps>>("follow-ups", std::move(then), wire::read_desk_follow_ups);
}

void HttpStaffDesk::leavings(Then<std::vector<DeskLeaving>> then)
{
    get<std::vector<DeskLeaving>>("transitions", std::move(then), wire::read_leavings);
}

void HttpStaffDesk::leaving(const TransitionId& id, Then<DeskTransition> then)
{
    get<DeskTransition>("transitions/" + id.value, std::move(then), wire::read_desk_transition);
}

void HttpStaffDesk::outlook(const ProviderId& leaver, Then<Outlook> then)
{
    get<Outlook>("providers/" + leaver.value + "/outlook", std::move(then), wire::read_outlook);
}

void HttpStaffDesk::propose_leaving(const ProviderId& leaver, const IdempotencyKey& key,
                                    Then<DeskTransition> then)
{
    post<DeskTransition>("transitions", text_of({{"provider", leaver.value}}), key, std::move(then),
                         wire::read_desk_transition);
}

void HttpStaffDesk::take_step(const TransitionId& id, const LeavingStep& step, const IdempotencyKey& key,
                              Then<DeskTransition> then)
{
    post<DeskTransition>("transitions/" + id.value + "/steps", text_of(wire::write(step)), key,
                         std::move(then), wire::read_desk_transition);
}

void HttpStaffDesk::ledger(std::uint64_t from, Then<Page<LedgerLine>> then)
{
    get<Page<LedgerLine>>("ledger/" + std::to_string(from), std::move(then), wire::read_ledger_page);
}

void HttpStaffDesk::accesses(std::uint64_t from, Then<Page<AccessLine>> then)
{
    get<Page<AccessLine>>("accesses/" + std::to_string(from), std::move(then),
                          wire::read_access_page);
}

}  // namespace hemval
