#include "core/rotation_names.h"
#include "core/wire_parts.h"

namespace hemval::wire {
namespace {

template <class E, std::size_t N>
auto one_of(const Named<E> (&all)[N])
{
    return [&all](const Json& json) -> std::optional<E> {
        const auto name = text(json);
        for (const Named<E>& one : all) {
            if (name && *name == one.name) {
                return one.value;
            }
        }
        return std::nullopt;
    };
}

constexpr std::size_t kDrawDigits = 16;

// 64 bits do not survive a reader that keeps numbers as floating point: hexadecimal text does.
std::string draw_text(std::uint64_t draw)
{
    std::string digits(kDrawDigits, '0');
    for (std::size_t i = kDrawDigits; i-- > 0; draw >>= 4U) {
        digits[i] = "0123456789abcdef"[draw & 15U];
    }
    return digits;
}

std::optional<std::uint64_t> read_draw(const Json& json)
{
    const auto digits = text(json);
    if (!digits || digits->size() != kDrawDigits) {
        return std::nullopt;
    }
    std::uint64_t draw = 0;
    for (const char c : *digits) {
        if (c >= '0' && c <= '9') {
            draw = draw << 4U | static_cast<std::uint64_t>(c - '0');
        } else if (c >= 'a' && c <= 'f') {
            draw = draw << 4U | static_cast<std::uint64_t>(c - 'a' + 10);
        } else {
            return std::nullopt;
        }
    }
    return draw;
}

}  // namespace

Json write(const RotationPolicy& policy)
{
    return {{"id", policy.id},
            {"version", policy.version},
            {"method", name_in(kRotationMethods, policy.method)},
            {"per_area", policy.per_area},
            {"list_order", name_in(kListOrders, policy.list_order)},
            {"ceiling", name_in(kCeilingRules, policy.ceiling)},
            {"full_turn", name_in(kFullTurns, policy.full_turn)},
            {"newcomer", name_in(kNewcomerRules, policy.newcomer)},
            {"excludes_warned", policy.excludes_warned},
            {"keeps_former_provider", policy.keeps_former_provider},
            {"serve_order", name_in(kServeOrders, policy.serve_order)},
            {"all_full", name_in(kAllFullRules, policy.all_full)},
            {"interim", policy.interim.value},
            {"legal_basis", policy.legal_basis}};
}

std::optional<RotationPolicy> read_policy(const Json& json)
{
    RotationPolicy policy;
    Fields fields(json);
    fields.take("id", policy.id, text);
    fields.take("version", policy.version, count<int>);
    fields.take("method", policy.method, one_of(kRotationMethods));
    fields.take("per_area", policy.per_area, truth);
    fields.take("list_order", policy.list_order, one_of(kListOrders));
    fields.take("ceiling", policy.ceiling, one_of(kCeilingRules));
    fields.take("full_turn", policy.full_turn, one_of(kFullTurns));
    fields.take("newcomer", policy.newcomer, one_of(kNewcomerRules));
    fields.take("excludes_warned", policy.excludes_warned, truth);
    fields.take("keeps_former_provider", policy.keeps_former_provider, truth);
    fields.take("serve_order", policy.serve_order, one_of(kServeOrders));
    fields.take("all_full", policy.all_full, one_of(kAllFullRules));
    fields.take("interim", policy.interim.value, text);
    fields.take("legal_basis", policy.legal_basis, text);
    return exactly(fields, std::move(policy));
}

Json write(const ListedProvider& provider)
{
    Json json = {{"id", provider.id.value},
                 {"name", provider.name},
                 {"municipal", provider.municipal},
                 {"areas", id_list(provider.areas)},
                 {"services", id_list(provider.services)},
                 {"clients", provider.clients},
                 {"warned", provider.warned}};
    if (provider.capacity) {
        json["capacity"] = *provider.capacity;
    }
    if (provider.monthly_hours_ceiling) {
        json["monthly_hours_ceiling"] = *provider.monthly_hours_ceiling;
    }
    put(json, "joined", provider.joined);
    put(json, "closing", provider.closing);
    return json;
}

std::optional<ListedProvider> read_listed(const Json& json)
{
    ListedProvider provider;
    Fields fields(json);
    fields.take("id", provider.id, id<ProviderId>);
    fields.take("name", provider.name, text);
    fields.take("municipal", provider.municipal, truth);
    fields.take("areas", provider.areas, id_set<AreaId>);
    fields.take("services", provider.services, id_set<ServiceId>);
    fields.maybe("capacity", provider.capacity, count<int>);
    fields.maybe("monthly_hours_ceiling", provider.monthly_hours_ceiling, count<std::int64_t>);
    fields.take("clients", provider.clients, count<int>);
    fields.maybe("joined", provider.joined, day);
    fields.take("warned", provider.warned, truth);
    fields.maybe("closing", provider.closing, day);
    return exactly(fields, std::move(provider));
}

Json write(const RotationRequest& request)
{
    Json json = Json::object();
    json["person"] = request.person.value;
    json["services"] = id_list(request.services);
    json["hours_per_month"] = request.hours_per_month;
    json["day"] = to_iso(request.day);
    json["decision_day"] = to_iso(request.decision_day);
    json["commit"] = request.commit;
    json["draw"] = draw_text(request.draw);
    put(json, "former_provider", request.former_provider);
    put_area(json, request.area);
    return json;
}

std::optional<RotationRequest> read_request(const Json& json)
{
    RotationRequest request;
    Fields fields(json);
    fields.take("person", request.person, id<CaseId>);
    take_area(fields, request.area);
    fields.take("services", request.services, ids<ServiceId>);
    fields.take("hours_per_month", request.hours_per_month, count<int>);
    fields.take("day", request.day, day);
    fields.take("decision_day", request.decision_day, day);
    fields.take("commit", request.commit, sequence);
    fields.maybe("former_provider", request.former_provider, id<ProviderId>);
    fields.take("draw", request.draw, read_draw);
    return exactly(fields, std::move(request));
}

Json write(const RotationList& list)
{
    Json json = Json::object();
    json["order"] = id_list(list.order);
    json["turn"] = list.turn;
    json["owed"] = id_list(list.owed);
    json["assignments"] = list.assignments;
    if (list.month) {
        json["month"] = to_text(*list.month);
    }
    return json;
}

std::optional<RotationList> read_list(const Json& json)
{
    RotationList list;
    Fields fields(json);
    fields.take("order", list.order, ids<ProviderId>);
    fields.take("turn", list.turn, count<std::size_t>);
    fields.take("owed", list.owed, ids<ProviderId>);
    fields.maybe("month", list.month, month);
    fields.take("assignments", list.assignments, count<std::uint64_t>);
    if (!fields.exact() || (list.turn > 0 && list.turn >= list.order.size())) {
        return std::nullopt;
    }
    return list;
}

Json write(const Skip& skip)
{
    Json json = Json::object();
    json["provider"] = skip.provider.value;
    json["reason"] = name_of(skip.reason);
    json["turn_kept"] = skip.turn_kept;
    return json;
}

std::optional<Skip> read_skip(const Json& json)
{
    Skip skip{ProviderId(), SkipReason::WrongArea, false};
    Fields fields(json);
    fields.take("provider", skip.provider, id<ProviderId>);
    fields.take("reason", skip.reason, [](const Json& one) { return named(one, kAllSkipReasons); });
    fields.take("turn_kept", skip.turn_kept, truth);
    return exactly(fields, std::move(skip));
}

Json write(const RotationAnswer& answer)
{
    Json json = Json::object();
    json["sequence"] = answer.sequence;
    json["rule"] = answer.rule;
    json["rule_version"] = answer.rule_version;
    json["basis"] = name_of(answer.basis);
    json["skipped"] = rows(answer.skipped, [](const Skip& one) { return write(one); });
    json["order"] = id_list(answer.order);
    put(json, "whose_turn", answer.whose_turn);
    put(json, "next", answer.next);
    return json;
}

std::optional<RotationAnswer> read_answer(const Json& json)
{
    RotationAnswer answer;
    Fields fields(json);
    fields.take("sequence", answer.sequence, sequence);
    fields.take("rule", answer.rule, text);
    fields.take("rule_version", answer.rule_version, count<int>);
    fields.take("basis", answer.basis,
                [](const Json& one) { return named(one, kAllAssignmentBases); });
    fields.maybe("whose_turn", answer.whose_turn, id<ProviderId>);
    fields.take("skipped", answer.skipped, [](const Json& all) { return list(all, read_skip); });
    fields.maybe("next", answer.next, id<ProviderId>);
    fields.take("order", answer.order, ids<ProviderId>);
    return exactly(fields, std::move(answer));
}

}  // namespace hemval::wire
