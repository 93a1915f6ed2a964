#include "core/wire_parts.h"

namespace hemval::wire {

std::optional<std::string> text(const Json& json)
{
    if (!json.is_string()) {
        return std::nullopt;
    }
    return json.get<std::string>();
}

std::optional<bool> truth(const Json& json)
{
    if (!json.is_boolean()) {
        return std::nullopt;
    }
    return json.get<bool>();
}

std::optional<Day> day(const Json& json)
{
    const auto value = text(json);
    return value ? from_iso(*value) : std::nullopt;
}

std::optional<std::chrono::year_month> month(const Json& json)
{
    const auto value = text(json);
    const auto first = value ? from_iso(*value + "-01") : std::nullopt;
    if (!first) {
        return std::nullopt;
    }
    return first->year() / first->month();
}

std::string to_text(std::chrono::year_month month)
{
    const std::string day = to_iso(month / std::chrono::day(1));
    return day.substr(0, day.size() - 3);
}

Json write(const LocalizedText& words)
{
    Json json = Json::object();
    for (const auto& one : words.by_language) {
        json[one.first] = one.second;
    }
    return json;
}

std::optional<LocalizedText> read_localized(const Json& json)
{
    auto by_language = by_id<std::string>(json, text);
    if (!by_language) {
        return std::nullopt;
    }
    return LocalizedText{std::move(*by_language)};
}

Json write(const EffectiveWindow& window)
{
    Json json = Json::object();
    json["first"] = to_iso(window.first);
    json["last"] = to_iso(window.last);
    return json;
}

std::optional<EffectiveWindow> window(const Json& json)
{
    EffectiveWindow value;
    Fields fields(json);
    fields.take("first", value.first, day);
    fields.take("last", value.last, day);
    if (!fields.exact() || before(value.last, value.first)) {
        return std::nullopt;
    }
    return value;
}

void put_area(Json& json, const AreaId& area)
{
    if (!area.empty()) {
        json["area"] = area.value;
    }
}

void take_area(Fields& fields, AreaId& area)
{
    std::optional<AreaId> there;
    fields.maybe("area", there, id<AreaId>);
    area = there.value_or(AreaId());
}

Json write(const Representation& representation)
{
    Json declared = Json::array();
    for (const Declaration one : representation.declared) {
        declared.push_back(name_of(one));
    }
    Json json = {{"role", name_of(representation.role)}, {"declared", declared}};
    if (representation.confirmed) {
        json["confirmed"] = true;
    }
    return json;
}

std::optional<Representation> read_representation(const Json& json)
{
    Representation representation;
    std::optional<bool> confirmed;
    Fields fields(json);
    fields.take("role", representation.role,
                [](const Json& one) { return named(one, kAllRepresentativeRoles); });
    fields.take("declared", representation.declared, [](const Json& all) {
        return distinct(all, [](const Json& one) { return named(one, kAllDeclarations); });
    });
    fields.maybe("confirmed", confirmed, truth);
    representation.confirmed = confirmed.value_or(false);
    if (confirmed == false) {
        return std::nullopt;
    }
    return exactly(fields, std::move(representation));
}

std::optional<Channel> read_channel(const Json& json)
{
    return named(json, kAllChannels);
}

void put_errand(Json& json, Channel channel, const std::optional<Representation>& representation)
{
    if (channel != Channel::Code) {
        json["channel"] = name_of(channel);
    }
    if (representation) {
        json["representation"] = write(*representation);
    }
}

}  // namespace hemval::wire
