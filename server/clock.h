#pragma once

#include "core/day.h"

#include <cstdint>
#include <functional>

namespace hemval::server {

// The service's only notion of time; tests and --today give their own.
struct Clock {
    std::function<Day()> today;           // in Sweden
    std::function<std::int64_t()> now;    // seconds since 1970 UTC
};

Clock system_clock();
Clock clock_standing_on(Day today);       // the day stands still, the seconds do not

// The calendar day in Sweden. Summer time by directive 2000/84/EC: from 01:00 UTC on the last Sunday
// of March to 01:00 UTC on the last Sunday of October; computed, as a server's own zone may be UTC.
Day day_in_sweden(std::int64_t seconds);

}  // namespace hemval::server
