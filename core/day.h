#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace hemval {

using Day = std::chrono::year_month_day;

inline bool before(Day a, Day b) { return std::chrono::sys_days(a) < std::chrono::sys_days(b); }
inline Day plus_days(Day day, int days)
{
    return Day(std::chrono::sys_days(day) + std::chrono::days(days));
}

// ISO 8601, "2026-11-22".
std::string to_iso(Day day);
// Nothing for anything but a real calendar day written as ten ISO characters.
std::optional<Day> from_iso(std::string_view text);

}  // namespace hemval
