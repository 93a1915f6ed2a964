#include "web/staff/staff_visit.h"

#include "web/app/kept_json.h"

#include <iterator>

namespace hemval {

using namespace kept;

void StaffVisit::forget(const std::string& beginning)
{
    auto at = entered.lower_bound(beginning);
    while (at != entered.end() && at->first.rfind(beginning, 0) == 0) at = entered.erase(at);
}

void StaffVisit::leave_cases(const CaseId& stays)
{
    const std::string all = "register/", its = all + stays.value + "/";
    for (auto at = entered.lower_bound(all); at != entered.end() && at->first.rfind(all, 0) == 0;)
        at = at->first.rfind(its, 0) == 0 ? std::next(at) : entered.erase(at);
}

void StaffVisit::forget_wishes(const CaseId& person)
{
    forget("register/" + person.value + "/wishes/");
}

std::string write_staff_visit(const StaffVisit& visit)
{
    Json json = {{"seed", std::to_string(visit.seed.value)},
                 {"trail", visit.trail},
                 {"account", visit.account},
                 {"entered", visit.entered}};
    if (visit.pending)
        json["pending"] = {{"what", visit.pending->what}, {"key", visit.pending->key.value}};
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::optional<StaffVisit> read_staff_visit(const std::string& text)
{
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object()) return std::nullopt;
    const auto seed = seed_at(json, "seed");
    if (!seed) return std::nullopt;
    StaffVisit visit;
    visit.seed = *seed;
    visit.trail = texts_at(json, "trail");
    visit.account = text_at(json, "account");
    if (const auto entered = json.find("entered"); entered != json.end() && entered->is_object())
        for (const auto& [key, value] : entered->items())
            if (value.is_string()) visit.entered[key] = value.get<std::string>();
    if (const auto pending = json.find("pending"); pending != json.end() && pending->is_object()) {
        PendingIntent intent{text_at(*pending, "what"), IdempotencyKey(text_at(*pending, "key"))};
        if (!intent.what.empty() && !intent.key.empty()) visit.pending = std::move(intent);
    }
    return visit;
}

}  // namespace hemval
