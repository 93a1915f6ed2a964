#pragma once

#include "core/day.h"

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

// When a choice or a switch takes effect. Lead times are policy, read from the pack.
namespace hemval {

// "7-14 days": the switch happens somewhere in the window, both ends inclusive, calendar days.
struct WindowLead {
    int from_days = 0;
    int to_days = 0;
};
// "5 weekdays after the notice day, never on a holiday": counted on working days, lands on one.
struct WorkingDayLead {
    int working_days = 0;
};
// "by the 20th -> the first of the month after next": notice by `cutoff_day` gives the first of the
// month `months_after` months on; a later notice one month more.
struct MonthlyLead {
    int cutoff_day = 20;
    int months_after = 2;
};
using LeadRule = std::variant<WindowLead, WorkingDayLead, MonthlyLead>;

struct SchedulePolicy {
    LeadRule first_choice;
    LeadRule change;
};

// first == last where the policy gives one date.
struct EffectiveWindow {
    Day first;
    Day last;
    bool single_day() const { return first == last; }
    friend bool operator==(const EffectiveWindow&, const EffectiveWindow&) = default;
};

// The window for a notice given on `notice`. Total: every rule answers for every valid day.
EffectiveWindow effective_window(const LeadRule& rule, Day notice);

enum class Holiday : std::uint8_t {
    NewYear, Epiphany, GoodFriday, EasterSunday, EasterMonday, MayDay, AscensionDay, WhitSunday,
    NationalDay, MidsummerDay, AllSaints, ChristmasDay, BoxingDay,
    // Not public holidays by law (1989:253) but days off nearly everywhere; a municipality does not
    // start an assignment on them.
    MidsummerEve, ChristmasEve, NewYearsEve,
};
struct HolidayDate {
    Holiday holiday;
    Day day;
};

Day easter_sunday(int year);  // Gregorian
std::vector<HolidayDate> holidays(int year);
bool is_holiday(Day day);     // including the three eves; Sundays are not listed, see is_working_day
bool is_working_day(Day day);  // Monday-Friday and no holiday
Day next_working_day(Day day);  // `day` itself when it is one

}  // namespace hemval
