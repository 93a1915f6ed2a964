#pragma once

#include "core/day.h"

#include <cstdint>
#include <string>

namespace hemval {

struct LocalTime {
    Day day;
    std::string time;  // "14:05"
};

// Seconds since 1970 UTC, as clocks in Sweden show them: summer time from 01:00 UTC on the last Sunday
// of March to that of October (directive 2000/84/EC).
LocalTime swedish_time(std::int64_t seconds);

}  // namespace hemval
