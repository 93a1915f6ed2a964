#include "server/clock.h"

#include <chrono>

namespace hemval::server {

namespace chrono = std::chrono;

Day day_in_sweden(std::int64_t seconds)
{
    const chrono::sys_seconds utc{chrono::seconds(seconds)};
    const Day day(chrono::floor<chrono::days>(utc));
    const auto turn = [&](chrono::month month) {
        return chrono::sys_days(day.year() / month / chrono::Sunday[chrono::last]) +
               chrono::hours(1);
    };
    const bool summer = utc >= turn(chrono::March) && utc < turn(chrono::October);
    return Day(chrono::floor<chrono::days>(utc + chrono::hours(summer ? 2 : 1)));
}

Clock system_clock()
{
    const auto now = [] {
        const auto since = chrono::system_clock::now().time_since_epoch();
        return std::int64_t{chrono::duration_cast<chrono::seconds>(since).count()};
    };
    return {[now] { return day_in_sweden(now()); }, now};
}

Clock clock_standing_on(Day today)
{
    Clock clock = system_clock();
    clock.today = [today] { return today; };
    return clock;
}

}  // namespace hemval::server
