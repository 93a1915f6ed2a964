#include "web/app/locale.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace hemval {

namespace {

// Unicode's first strong isolate and its end: what is between them has a direction of its own.
constexpr const char* kApart = "\u2068";
constexpr const char* kApartEnds = "\u2069";

}  // namespace

std::optional<Locale> Locale::read(const std::string& tag, const std::string& json)
{
    const auto root = nlohmann::json::parse(json, nullptr, false);
    if (!root.is_object()) return std::nullopt;
    Locale locale;
    locale.tag_ = tag;
    for (const auto& [key, value] : root.items()) {
        if (!value.is_string()) return std::nullopt;
        locale.texts_.emplace(key, value.get<std::string>());
    }
    locale.right_to_left_ = locale("format.direction") == "rtl";
    return locale;
}

bool Locale::has(std::string_view key) const
{
    return texts_.find(key) != texts_.end();
}

std::string Locale::operator()(std::string_view key, std::initializer_list<Value> values) const
{
    const auto found = texts_.find(key);
    if (found == texts_.end()) return "[" + std::string(key) + "]";
    std::string text = found->second;
    for (const auto& [name, given] : values) {
        const std::string hole = "{" + std::string(name) + "}";
        const std::string value = apart(given);
        for (std::size_t at = text.find(hole); at != std::string::npos;
             at = text.find(hole, at + value.size()))
            text.replace(at, hole.size(), value);
    }
    return text;
}

std::string Locale::number(long long value) const
{
    std::string digits = std::to_string(value < 0 ? -value : value);
    const std::string separator = (*this)("format.thousands");
    for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, separator);
    return value < 0 ? "\u2212" + digits : digits;
}

std::string Locale::decimal(double value, int digits) const
{
    const long long scale = digits == 0 ? 1 : digits == 1 ? 10 : 100;
    const long long scaled = std::llround(value * static_cast<double>(scale));
    if (scale == 1) return number(scaled);
    std::string fraction = std::to_string(std::llabs(scaled) % scale);
    while (fraction.size() < static_cast<std::size_t>(digits)) fraction.insert(0, "0");
    return number(scaled / scale) + (*this)("format.decimal") + fraction;
}

std::string Locale::money(Ore amount) const
{
    return (*this)("format.money", {{"amount", number(nearest_krona(amount).value / 100)}});
}

std::string Locale::day(Day day) const
{
    const std::string month =
        (*this)("format.month." + std::to_string(static_cast<unsigned>(day.month())));
    return (*this)("format.day", {{"day", std::to_string(static_cast<unsigned>(day.day()))},
                                  {"month", month},
                                  {"year", std::to_string(static_cast<int>(day.year()))}});
}

std::string Locale::weekday(Day day) const
{
    const std::chrono::weekday weekday{std::chrono::sys_days(day)};
    return (*this)("format.weekday." + std::to_string(weekday.iso_encoding()));
}

std::string Locale::join(const std::vector<std::string>& parts) const
{
    std::string text;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i > 0) text += (*this)(i + 1 == parts.size() ? "format.and" : "format.list");
        text += apart(parts[i]);
    }
    return text;
}

std::string Locale::apart(std::string_view value) const
{
    if (!right_to_left_ || value.empty()) return std::string(value);
    return kApart + std::string(value) + kApartEnds;
}

}  // namespace hemval
