#include "web/app/visit.h"

#include <nlohmann/json.hpp>

namespace hemval {

namespace {

using Json = nlohmann::json;

std::string text_at(const Json& json, const char* key)
{
    const auto found = json.find(key);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

bool true_at(const Json& json, const char* key)
{
    const auto found = json.find(key);
    return found != json.end() && found->is_boolean() && found->get<bool>();
}

int number_at(const Json& json, const char* key, int least, int most, int otherwise)
{
    const auto found = json.find(key);
    if (found == json.end() || !found->is_number_integer()) return otherwise;
    const auto value = found->get<long long>();
    return value < least || value > most ? otherwise : static_cast<int>(value);
}

std::vector<std::string> texts_at(const Json& json, const char* key)
{
    std::vector<std::string> texts;
    const auto found = json.find(key);
    if (found == json.end() || !found->is_array()) return texts;
    for (const Json& item : *found)
        if (item.is_string()) texts.push_back(item.get<std::string>());
    return texts;
}

// Practising and the real errand each keep their own.
struct Kept {
    const char* name;
    std::optional<PendingSubmit> Visit::* submit;
};
constexpr Kept kKept[] = {{"pending", &Visit::pending},
                          {"demonstration_pending", &Visit::demonstration_pending}};

Json written(const PendingSubmit& pending)
{
    Json json = {{"action", name_of(pending.action)},
                 {"provider", pending.provider.value},
                 {"key", pending.key.value}};
    if (pending.queue) json["queue"] = pending.meanwhile.value;
    return json;
}

std::optional<PendingSubmit> pending_at(const Json& json, const char* name)
{
    const auto found = json.find(name);
    if (found == json.end() || !found->is_object()) return std::nullopt;
    const auto action = action_named(text_at(*found, "action"));
    const std::string key = text_at(*found, "key");
    if (!action || key.empty()) return std::nullopt;
    return PendingSubmit{*action, ProviderId(text_at(*found, "provider")), IdempotencyKey(key),
                         found->contains("queue"), ProviderId(text_at(*found, "queue"))};
}

}  // namespace

std::string write_visit(const Visit& visit)
{
    Json json = {{"seed", std::to_string(visit.seed.value)},
                 {"trail", visit.trail},
                 {"hidden_facts", visit.hidden_facts},
                 {"fee",
                  {{"hours", visit.fee.hours},
                   {"income", visit.fee.income},
                   {"partner_income", visit.fee.partner_income},
                   {"housing_allowance", visit.fee.housing_allowance},
                   {"housing_cost", visit.fee.housing_cost},
                   {"calculated", visit.fee.calculated}}}};
    Json compared = Json::array();
    for (const ProviderId& id : visit.compared) compared.push_back(id.value);
    json["compared"] = compared;
    if (visit.fee.household) json["fee"]["household"] = static_cast<int>(*visit.fee.household);
    for (const Kept& kept : kKept)
        if (const auto& pending = visit.*kept.submit) json[kept.name] = written(*pending);
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::optional<Visit> read_visit(const std::string& text)
{
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object()) return std::nullopt;
    Visit visit;
    const std::string seed = text_at(json, "seed");
    if (seed.empty() || seed.size() > 20) return std::nullopt;
    for (const char c : seed) {
        if (c < '0' || c > '9') return std::nullopt;
        visit.seed.value = visit.seed.value * 10 + static_cast<std::uint64_t>(c - '0');
    }
    visit.trail = texts_at(json, "trail");
    for (std::string& id : texts_at(json, "compared")) visit.compared.emplace_back(std::move(id));
    for (std::string& id : texts_at(json, "hidden_facts")) visit.hidden_facts.insert(std::move(id));
    if (const auto fee = json.find("fee"); fee != json.end() && fee->is_object()) {
        visit.fee.hours = text_at(*fee, "hours");
        visit.fee.income = text_at(*fee, "income");
        visit.fee.partner_income = text_at(*fee, "partner_income");
        visit.fee.housing_allowance = text_at(*fee, "housing_allowance");
        visit.fee.housing_cost = text_at(*fee, "housing_cost");
        visit.fee.calculated = true_at(*fee, "calculated");
        const int household = number_at(*fee, "household", 0, 2, -1);
        if (household >= 0) visit.fee.household = static_cast<Household>(household);
    }
    for (const Kept& kept : kKept) visit.*kept.submit = pending_at(json, kept.name);
    return visit;
}

}  // namespace hemval
