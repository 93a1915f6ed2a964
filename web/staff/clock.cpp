#include "web/staff/clock.h"

#include <chrono>

namespace hemval {

namespace {

using namespace std::chrono;

sys_seconds change(year in, month of)
{
    return sys_days(in / of / Sunday[last]) + hours(1);
}

}  // namespace

LocalTime swedish_time(std::int64_t seconds)
{
    const sys_seconds at{std::chrono::seconds(seconds)};
    const year in = year_month_day(floor<days>(at)).year();
    const bool summer = at >= change(in, March) && at < change(in, October);
    const sys_seconds local = at + hours(summer ? 2 : 1);
    const sys_days day = floor<days>(local);
    const auto minutes = duration_cast<std::chrono::minutes>(local - day).count();
    const auto two = [](std::int64_t number) {
        return std::string(number < 10 ? "0" : "") + std::to_string(number);
    };
    return {year_month_day(day), two(minutes / 60) + ":" + two(minutes % 60)};
}

}  // namespace hemval
