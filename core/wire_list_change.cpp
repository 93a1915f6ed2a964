#include "core/wire_parts.h"
#include "core/wire_staff.h"

namespace hemval::wire {
namespace {

constexpr ChangeStatus kAllStatuses[] = {ChangeStatus::Proposed, ChangeStatus::Agreed,
                                         ChangeStatus::Withdrawn};

// Nothing for what is neither null nor a value; null is the value "none".
template <class T, class Read>
auto or_none(Read read)
{
    return [read](const Json& json) -> std::optional<std::optional<T>> {
        if (json.is_null()) {
            return std::optional<T>();
        }
        auto value = read(json);
        return value ? std::optional<std::optional<T>>(std::move(value)) : std::nullopt;
    };
}

Json null_or(const std::optional<Day>& day) { return day ? Json(to_iso(*day)) : Json(nullptr); }
template <class Number>
Json null_or(const std::optional<Number>& number)
{
    return number ? Json(*number) : Json(nullptr);
}

}  // namespace

Json write(const ListChange& change)
{
    Json json = {{"provider", change.provider.value}};
    if (change.capacity) {
        json["capacity"] = null_or(*change.capacity);
    }
    if (change.monthly_hours_ceiling) {
        json["monthly_hours_ceiling"] = null_or(*change.monthly_hours_ceiling);
    }
    if (change.warned) {
        json["warned"] = *change.warned;
    }
    if (change.closing) {
        json["closing"] = null_or(*change.closing);
    }
    return json;
}

std::optional<ListChange> read_list_change(const Json& json)
{
    ListChange change;
    Fields fields(json);
    fields.take("provider", change.provider, id<ProviderId>);
    fields.maybe("capacity", change.capacity, or_none<int>(count<int>));
    fields.maybe("monthly_hours_ceiling", change.monthly_hours_ceiling,
                 or_none<std::int64_t>(count<std::int64_t>));
    fields.maybe("warned", change.warned, truth);
    fields.maybe("closing", change.closing, or_none<Day>(day));
    return exactly(fields, std::move(change));
}

Json write(const ProposedChange& one)
{
    Json json = {{"number", one.number},
                 {"change", write(one.change)},
                 {"proposed_by", one.proposed_by},
                 {"proposed", to_iso(one.proposed)},
                 {"status", name_of(one.status)}};
    if (one.ended) {
        json["ended"] = to_iso(*one.ended);
        json["ended_by"] = one.ended_by;
    }
    return json;
}

std::optional<ProposedChange> read_proposed_change(const Json& json)
{
    ProposedChange one;
    std::optional<std::string> ended_by;
    Fields fields(json);
    fields.take("number", one.number, sequence);
    fields.take("change", one.change, read_list_change);
    fields.take("proposed_by", one.proposed_by, text);
    fields.take("proposed", one.proposed, day);
    fields.take("status", one.status, [](const Json& name) { return named(name, kAllStatuses); });
    fields.maybe("ended", one.ended, day);
    fields.maybe("ended_by", ended_by, text);
    const bool over = one.status != ChangeStatus::Proposed;
    if (!fields.exact() || one.ended.has_value() != over || ended_by.has_value() != over) {
        return std::nullopt;
    }
    one.ended_by = ended_by.value_or(std::string());
    return one;
}

Json write(const std::vector<ProposedChange>& changes)
{
    return rows(changes, [](const ProposedChange& one) { return write(one); });
}

std::optional<std::vector<ProposedChange>> read_proposed_changes(const Json& json)
{
    return list(json, read_proposed_change);
}

Json write(const DeskProvider& provider)
{
    return {{"row", write(provider.row)},
            {"clients", provider.clients},
            {"hours_this_month", provider.hours_this_month},
            {"about", write(provider.about)}};
}

std::optional<DeskProvider> read_desk_provider(const Json& json)
{
    DeskProvider provider;
    Fields fields(json);
    fields.take("row", provider.row, read_listed);
    fields.take("clients", provider.clients, count<int>);
    fields.take("hours_this_month", provider.hours_this_month, count<std::int64_t>);
    fields.take("about", provider.about, read_localized);
    return exactly(fields, std::move(provider));
}

Json write(const std::vector<DeskProvider>& providers)
{
    return rows(providers, [](const DeskProvider& one) { return write(one); });
}

std::optional<std::vector<DeskProvider>> read_desk_providers(const Json& json)
{
    return list(json, read_desk_provider);
}

}  // namespace hemval::wire
