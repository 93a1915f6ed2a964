#include "server/staff/api.h"

#include "core/wire_staff.h"
#include "server/api.h"
#include "server/json.h"
#include "server/problem_http.h"

#include <algorithm>
#include <utility>

namespace hemval::server {
namespace {

using wire::Json;

constexpr std::size_t kLongestReference = 100;
constexpr std::size_t kMostDigits = 15;

bool fits(const std::string& path, const std::vector<std::string>& rest)
{
    std::size_t at = 0;
    std::size_t part = 0;
    while (at < path.size()) {
        const std::size_t end = std::min(path.find('/', at), path.size());
        const std::string name = path.substr(at, end - at);
        if (part >= rest.size() || (name.front() != '{' && name != rest[part]))
            return false;
        ++part;
        at = end + 1;
    }
    return part == rest.size();
}

std::optional<std::uint64_t> whole_number(const std::string& text)
{
    const bool digits = !text.empty() && text.size() <= kMostDigits &&
                        text.find_first_not_of("0123456789") == std::string::npos;
    if (!digits)
        return std::nullopt;
    return std::stoull(text);
}

Json body_of(const Request& request) { return received(request.body); }

// The body's one field.
std::optional<std::string> text_in(const Request& request, const char* field)
{
    const Json json = body_of(request);
    const auto at = json.is_object() ? json.find(field) : json.end();
    if (!json.is_object() || json.size() != 1 || at == json.end() || !at->is_string() ||
        at->get_ref<const std::string&>().size() > kLongestReference)
        return std::nullopt;
    return at->get<std::string>();
}

}  // namespace

const std::vector<StaffApi::Route>& StaffApi::routes()
{
    static const std::vector<Route> all = {
        {"GET", "session", std::nullopt, &StaffApi::who},
        {"GET", "queue", Role::CareManager, &StaffApi::queue},
        {"GET", "cases/{id}", Role::CareManager, &StaffApi::open},
        {"POST", "find", Role::CareManager, &StaffApi::find},
        {"POST", "cases/{id}/submissions", Role::CareManager, &StaffApi::submit},
        {"POST", "cases/{id}/work", Role::CareManager, &StaffApi::work},
        {"POST", "cases/{id}/representation", Role::CareManager, &StaffApi::judge},
        {"GET", "providers", Role::Coordinator, &StaffApi::providers},
        {"POST", "providers/{id}/about", Role::Coordinator, &StaffApi::publish_text},
        {"GET", "changes", Role::Coordinator, &StaffApi::changes},
        {"POST", "changes", Role::Coordinator, &StaffApi::propose},
        {"POST", "changes/{number}/agree", Role::Coordinator, &StaffApi::agree},
        {"POST", "changes/{number}/withdraw", Role::Coordinator, &StaffApi::withdraw},
        {"GET", "rings", Role::Coordinator, &StaffApi::rings},
        {"GET", "months", Role::Coordinator, &StaffApi::months},
        {"GET", "follow-ups", Role::Coordinator, &StaffApi::follow_ups},
        {"GET", "transitions", Role::Coordinator, &StaffApi::leavings},
        {"POST", "transitions", Role::Coordinator, &StaffApi::propose_leaving},
        {"GET", "transitions/{id}", Role::Coordinator, &StaffApi::leaving},
        {"POST", "transitions/{id}/steps", Role::Coordinator, &StaffApi::leaving_step},
        {"GET", "providers/{id}/outlook", Role::Coordinator, &StaffApi::outlook},
        {"GET", "ledger/{from}", Role::Auditor, &StaffApi::ledger},
        {"GET", "accesses/{from}", Role::Auditor, &StaffApi::accesses},
    };
    return all;
}

void StaffApi::handle(const Errand& errand)
{
    std::vector<std::string> allowed;
    for (const Route& route : routes()) {
        if (!fits(route.path, errand.rest))
            continue;
        if (errand.request.method == route.method)
            return (this->*route.run)(errand);
        allowed.emplace_back(route.method);
    }
    if (allowed.empty())
        return refuse(errand, Problem::UnknownPage);
    Response response = api_.method_problem(allowed, errand.language);
    response.pattern = "/api/{m}/staff/{unknown}";
    errand.reply(std::move(response));
}

DeskService::Asker StaffApi::asker(const Errand& errand) const
{
    return {errand.municipality, errand.token, errand.key.value_or(IdempotencyKey())};
}

void StaffApi::refuse(const Errand& errand, Problem problem) const
{
    Response response =
        api_.problem(problem, status_of(problem), errand.language, errand.municipality);
    response.pattern = "/api/{m}/staff/{refused}";
    errand.reply(std::move(response));
}

template <class T>
DeskService::Answer<T> StaffApi::answered(const Errand& errand, const char* pattern) const
{
    return [&api = api_, language = errand.language, id = errand.municipality, reply = errand.reply,
            name = std::string("/api/{m}/staff/") + pattern](Result<T, Problem> answer) {
        Response response;
        if (answer) {
            response = text_response(200, "application/json", dumped(wire::write(*answer)));
            response.headers.emplace_back("Cache-Control", "no-store");
        } else {
            response = api.problem(answer.error(), status_of(answer.error()), language, id);
        }
        response.pattern = name;
        reply(std::move(response));
    };
}

void StaffApi::who(const Errand& errand)
{
    desk_.who(asker(errand), answered<Staff>(errand, "session"));
}

void StaffApi::queue(const Errand& errand)
{
    desk_.queue(asker(errand), answered<DeskQueue>(errand, "queue"));
}

void StaffApi::open(const Errand& errand)
{
    desk_.open(asker(errand), CaseId(errand.rest[1]), answered<DeskCase>(errand, "cases/{id}"));
}

// The reference travels in the body: addresses are written in logs.
void StaffApi::find(const Errand& errand)
{
    const auto reference = text_in(errand.request, "reference");
    if (!reference)
        return refuse(errand, Problem::MalformedRequest);
    desk_.find(asker(errand), *reference, answered<DeskCase>(errand, "find"));
}

void StaffApi::submit(const Errand& errand)
{
    if (!errand.key)
        return refuse(errand, Problem::KeyMissing);
    const auto submission = wire::read_registered(body_of(errand.request), *errand.key);
    if (!submission)
        return refuse(errand, Problem::MalformedRequest);
    desk_.submit(asker(errand), CaseId(errand.rest[1]), *submission,
                 answered<Receipt>(errand, "cases/{id}/submissions"));
}

void StaffApi::work(const Errand& errand)
{
    const auto step = wire::read_work_step(body_of(errand.request));
    if (!step)
        return refuse(errand, Problem::MalformedRequest);
    desk_.work(asker(errand), CaseId(errand.rest[1]), *step,
               answered<DeskCase>(errand, "cases/{id}/work"));
}

void StaffApi::judge(const Errand& errand)
{
    const Json json = body_of(errand.request);
    const auto at = json.is_object() ? json.find("accepted") : json.end();
    if (!json.is_object() || json.size() != 1 || at == json.end() || !at->is_boolean())
        return refuse(errand, Problem::MalformedRequest);
    desk_.judge(asker(errand), CaseId(errand.rest[1]), at->get<bool>(),
                answered<DeskCase>(errand, "cases/{id}/representation"));
}

void StaffApi::providers(const Errand& errand)
{
    desk_.providers(asker(errand), answered<std::vector<DeskProvider>>(errand, "providers"));
}

void StaffApi::publish_text(const Errand& errand)
{
    const auto about = wire::read_localized(body_of(errand.request));
    if (!about)
        return refuse(errand, Problem::MalformedRequest);
    desk_.publish_text(asker(errand), ProviderId(errand.rest[1]), *about,
                       answered<DeskProvider>(errand, "providers/{id}/about"));
}

void StaffApi::changes(const Errand& errand)
{
    desk_.changes(asker(errand), answered<std::vector<ProposedChange>>(errand, "changes"));
}

void StaffApi::propose(const Errand& errand)
{
    const auto change = wire::read_list_change(body_of(errand.request));
    if (!change)
        return refuse(errand, Problem::MalformedRequest);
    desk_.propose(asker(errand), *change, answered<ProposedChange>(errand, "changes"));
}

void StaffApi::agree(const Errand& errand)
{
    const auto number = whole_number(errand.rest[1]);
    if (!number)
        return refuse(errand, Problem::UnknownChange);
    desk_.end_change(asker(errand), *number, ChangeStatus::Agreed,
                     answered<ProposedChange>(errand, "changes/{number}/agree"));
}

void StaffApi::withdraw(const Errand& errand)
{
    const auto number = whole_number(errand.rest[1]);
    if (!number)
        return refuse(errand, Problem::UnknownChange);
    desk_.end_change(asker(errand), *number, ChangeStatus::Withdrawn,
                     answered<ProposedChange>(errand, "changes/{number}/withdraw"));
}

void StaffApi::rings(const Errand& errand)
{
    desk_.rings(asker(errand), answered<std::vector<DeskRing>>(errand, "rings"));
}

void StaffApi::months(const Errand& errand)
{
    desk_.months(asker(errand), answered<std::vector<MonthOfAssignments>>(errand, "months"));
}

void StaffApi::follow_ups(const Errand& errand)
{
    desk_.follow_ups(asker(errand), answered<std::vector<DeskFollowUps>>(errand, "follow-ups"));
}

void StaffApi::leavings(const Errand& errand)
{
    desk_.leavings(asker(errand), answered<std::vector<DeskLeaving>>(errand, "transitions"));
}

void StaffApi::leaving(const Errand& errand)
{
    desk_.leaving(asker(errand), TransitionId(errand.rest[1]),
                  answered<DeskTransition>(errand, "transitions/{id}"));
}

void StaffApi::outlook(const Errand& errand)
{
    desk_.outlook(asker(errand), ProviderId(errand.rest[1]),
                  answered<Outlook>(errand, "providers/{id}/outlook"));
}

void StaffApi::propose_leaving(const Errand& errand)
{
    const auto provider = text_in(errand.request, "provider");
    if (!provider)
        return refuse(errand, Problem::MalformedRequest);
    desk_.propose_leaving(asker(errand), ProviderId(*provider),
                          answered<DeskTransition>(errand, "transitions"));
}

void StaffApi::leaving_step(const Errand& errand)
{
    const auto step = wire::read_leaving_step(body_of(errand.request));
    if (!step)
        return refuse(errand, Problem::MalformedRequest);
    desk_.take_leaving_step(asker(errand), TransitionId(errand.rest[1]), *step,
                            answered<DeskTransition>(errand, "transitions/{id}/steps"));
}

void StaffApi::ledger(const Errand& errand)
{
    const auto from = whole_number(errand.rest[1]);
    if (!from)
        return refuse(errand, Problem::UnknownPage);
    desk_.ledger(asker(errand), *from, answered<Page<LedgerLine>>(errand, "ledger/{from}"));
}

void StaffApi::accesses(const Errand& errand)
{
    const auto from = whole_number(errand.rest[1]);
    if (!from)
        return refuse(errand, Problem::UnknownPage);
    desk_.accesses(asker(errand), *from, answered<Page<AccessLine>>(errand, "accesses/{from}"));
}

}  // namespace hemval::server
