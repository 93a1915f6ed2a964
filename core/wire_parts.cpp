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

Json write(const EffectiveWindow& window)
{
    return {{"first", to_iso(window.first)}, {"last", to_iso(window.last)}};
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

}  // namespace hemval::wire
