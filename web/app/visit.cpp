#include "web/app/visit.h"

#include "core/wire.h"
#include "web/app/kept_json.h"

#include <utility>

namespace hemval {

namespace {

using namespace kept;

Json written(const Behalf& behalf)
{
    Json json = {{"someone_else", behalf.someone_else},
                 {"name", behalf.contact.name},
                 {"reach", behalf.contact.reach},
                 {"back", behalf.back}};
    if (behalf.role) json["role"] = name_of(*behalf.role);
    Json declared = Json::array();
    for (const Declaration one : behalf.declared) declared.push_back(name_of(one));
    json["declared"] = declared;
    return json;
}

Behalf behalf_at(const Json& json, const char* name)
{
    Behalf behalf;
    const auto found = json.find(name);
    if (found == json.end() || !found->is_object()) return behalf;
    behalf.someone_else = true_at(*found, "someone_else");
    behalf.contact = {text_at(*found, "name"), text_at(*found, "reach")};
    behalf.back = text_at(*found, "back");
    const std::string role = text_at(*found, "role");
    for (const RepresentativeRole one : kAllRepresentativeRoles)
        if (role == name_of(one)) behalf.role = one;
    const auto declared = texts_at(*found, "declared");
    for (const Declaration one : kAllDeclarations)
        for (const std::string& text : declared)
            if (text == name_of(one)) behalf.declared.push_back(one);
    return behalf;
}

OwnWishes wishes_at(const Json& json, const char* name)
{
    OwnWishes own;
    const auto found = json.find(name);
    if (found == json.end() || !found->is_object()) return own;
    for (const std::string& id : texts_at(*found, "wishes"))
        if (!has(own.list, id)) toggle(own.list, id);
    own.list.own_words = text_at(*found, "own_words");
    own.send = true_at(*found, "send");
    return own;
}

}  // namespace

Json write_pending(const PendingSubmit& pending)
{
    const Wish& wish = pending.wish;
    Json json = {{"action", name_of(wish.action)},
                 {"provider", wish.provider.value},
                 {"key", pending.key.value},
                 {"tried", pending.tried}};
    if (wish.by)
        json["by"] = written(Behalf{true, wish.by->representation.role, wish.by->contact,
                                    wish.by->representation.declared, ""});
    if (wish.queue) json["queue"] = wish.meanwhile.value;
    if (wish.list) json["wish_list"] = wire::write(*wish.list);
    return json;
}

std::optional<PendingSubmit> read_pending(const Json& json, const char* name)
{
    const auto found = json.find(name);
    if (found == json.end() || !found->is_object()) return std::nullopt;
    const auto action = action_named(text_at(*found, "action"));
    const std::string key = text_at(*found, "key");
    if (!action || key.empty()) return std::nullopt;
    Wish wish{*action, ProviderId(text_at(*found, "provider"))};
    const Behalf by = behalf_at(*found, "by");
    if (by.role) wish.by = OnBehalf{{*by.role, by.declared}, by.contact};
    wish.queue = found->contains("queue");
    wish.meanwhile = ProviderId(text_at(*found, "queue"));
    if (const auto list = found->find("wish_list"); list != found->end())
        wish.list = wire::read_wish_list(*list);
    return PendingSubmit{std::move(wish), IdempotencyKey(key), true_at(*found, "tried")};
}

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
    if (!(visit.behalf == Behalf{})) json["behalf"] = written(visit.behalf);
    if (!visit.owner.empty()) json["owner"] = visit.owner;
    if (visit.pending) json["pending"] = write_pending(*visit.pending);
    if (const OwnWishes& own = visit.wishes; !(own == OwnWishes{}))
        json["wishes"] = {{"wishes", own.list.wishes}, {"own_words", own.list.own_words}, {"send", own.send}};
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::optional<Visit> read_visit(const std::string& text)
{
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object()) return std::nullopt;
    Visit visit;
    const auto seed = seed_at(json, "seed");
    if (!seed) return std::nullopt;
    visit.seed = *seed;
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
    visit.behalf = behalf_at(json, "behalf");
    visit.pending = read_pending(json, "pending");
    visit.owner = text_at(json, "owner");
    visit.wishes = wishes_at(json, "wishes");
    return visit;
}

}  // namespace hemval
