#include "desk_service.h"

#include "core/wire_staff.h"

#include <cstdlib>

namespace hemval::test {

namespace {

using wire::Json;

// The desk answers at once; the answer as HTTP says it.
template <class T>
Then<T> into(HttpResponse& response)
{
    return [&response](const Result<T, Problem>& answer) {
        if (answer)
            response = {200, wire::write(*answer).dump()};
        else
            response = {answer.error() == Problem::Offline ? 0 : 409,
                        Json{{"problem", name_of(answer.error())}}.dump()};
    };
}

// "cases/3f/work" -> "3f" when it begins and ends so.
std::optional<std::string> between(const std::string& tail, const std::string& start,
                                   const std::string& end)
{
    if (tail.size() <= start.size() + end.size() || tail.rfind(start, 0) != 0) return std::nullopt;
    if (tail.compare(tail.size() - end.size(), end.size(), end) != 0) return std::nullopt;
    return tail.substr(start.size(), tail.size() - start.size() - end.size());
}

}  // namespace

DeskService::DeskService(MemoryDesk& desk, const std::string& municipality)
    : desk_(desk), session_("api/" + municipality + "/session"), root_("api/" + municipality + "/staff/")
{
}

HttpResponse DeskService::operator()(const HttpRequest& request)
{
    if (request.method == "DELETE" && request.path == session_) {
        desk_.sign_out([](const std::optional<Problem>&) {});
        return {204, ""};
    }
    if (request.method == "DELETE" && request.path == session_ + "s") {
        HttpResponse response;
        desk_.sign_out_everywhere([&response](const Result<std::string, Problem>& on) {
            response = {200, on->empty() ? "{}" : Json{{"continue", *on}}.dump()};
        });
        return response;
    }
    if (request.path.rfind(root_, 0) != 0) return {404, ""};
    const std::string tail = request.path.substr(root_.size());
    if (request.method == "POST") return post(tail, request);
    HttpResponse response = get(tail);
    if (response.status == 200) gets[request.path] = response.body;
    return response;
}

HttpResponse DeskService::get(const std::string& tail)
{
    HttpResponse response{404, ""};
    if (tail == "session") desk_.who(into<Staff>(response));
    if (tail == "queue") desk_.queue(into<DeskQueue>(response));
    if (tail == "providers") desk_.providers(into<std::vector<DeskProvider>>(response));
    if (tail == "changes") desk_.changes(into<std::vector<ProposedChange>>(response));
    if (tail == "rings") desk_.rings(into<std::vector<DeskRing>>(response));
    if (tail == "months") desk_.months(into<std::vector<MonthOfAssignments>>(response));
    if (tail == "follow-ups") desk_.follow_ups(into<std::vector<DeskFollowUps>>(response));
    if (tail == "transitions") desk_.leavings(into<std::vector<DeskLeaving>>(response));
    if (const auto id = between(tail, "transitions/", ""))
        desk_.leaving(TransitionId(*id), into<DeskTransition>(response));
    if (const auto id = between(tail, "providers/", "/outlook"))
        desk_.outlook(ProviderId(*id), into<Outlook>(response));
    if (const auto from = between(tail, "ledger/", ""))
        desk_.ledger(std::strtoull(from->c_str(), nullptr, 10), into<Page<LedgerLine>>(response));
    if (const auto from = between(tail, "accesses/", ""))
        desk_.accesses(std::strtoull(from->c_str(), nullptr, 10), into<Page<AccessLine>>(response));
    if (const auto id = between(tail, "cases/", "")) desk_.open(CaseId(*id), into<DeskCase>(response));
    return response;
}

HttpResponse DeskService::post(const std::string& tail, const HttpRequest& request)
{
    HttpResponse response{404, ""};
    Json body = Json::parse(request.body, nullptr, false);
    const IdempotencyKey key(request.idempotency_key);
    if (tail == "find") {
        desk_.find(body.value("reference", ""), into<DeskCase>(response));
    } else if (const auto person = between(tail, "cases/", "/submissions")) {
        const auto submission = wire::read_registered(body, key);
        if (!submission) return response;
        desk_.submit(CaseId(*person), *submission, into<Receipt>(response));
    } else if (const auto at = between(tail, "cases/", "/work")) {
        if (const auto step = wire::read_work_step(body))
            desk_.work(CaseId(*at), *step, key, into<DeskCase>(response));
    } else if (const auto whose = between(tail, "cases/", "/representation")) {
        desk_.confirm_representation(CaseId(*whose), body.value("accepted", false), key, into<DeskCase>(response));
    } else if (tail == "changes") {
        if (const auto change = wire::read_list_change(body))
            desk_.propose(*change, key, into<ProposedChange>(response));
    } else if (const auto agreed = between(tail, "changes/", "/agree")) {
        desk_.agree(std::strtoull(agreed->c_str(), nullptr, 10), key, into<ProposedChange>(response));
    } else if (const auto ended = between(tail, "changes/", "/withdraw")) {
        desk_.withdraw(std::strtoull(ended->c_str(), nullptr, 10), key, into<ProposedChange>(response));
    } else if (tail == "transitions") {
        desk_.propose_leaving(ProviderId(body.value("provider", "")), key, into<DeskTransition>(response));
    } else if (const auto leaving = between(tail, "transitions/", "/steps")) {
        if (const auto step = wire::read_leaving_step(body))
            desk_.take_step(TransitionId(*leaving), *step, key, into<DeskTransition>(response));
    } else if (const auto provider = between(tail, "providers/", "/about")) {
        if (const auto text = wire::read_localized(body))
            desk_.publish_text(ProviderId(*provider), *text, key, into<DeskProvider>(response));
    }
    return response;
}

}  // namespace hemval::test
