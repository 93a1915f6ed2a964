#include "core/schedule.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace hemval;
using namespace std::chrono_literals;

namespace {

constexpr WindowLead kStrangnas{7, 14};
constexpr WorkingDayLead kBotkyrka{5};
constexpr MonthlyLead kNorrkoping{20, 2};

std::string date_of(Holiday holiday, int year)
{
    for (const HolidayDate& row : holidays(year)) {
        if (row.holiday == holiday) return to_iso(row.day);
    }
    return "none";
}

std::string single(const LeadRule& rule, Day notice)
{
    const EffectiveWindow window = effective_window(rule, notice);
    return window.single_day() ? to_iso(window.first) : "a window";
}

// 1990 to about 2100, weekends and holidays included.
Day any_day() { return plus_days(1990y / 1 / 1, *rc::gen::inRange(0, 40'000)); }

}  // namespace

TEST_CASE("Easter falls on the published dates")
{
    const char* const published[] = {
        "2000-04-23", "2008-03-23", "2011-04-24", "2019-04-21", "2024-03-31", "2025-04-20",
        "2026-04-05", "2027-03-28", "2028-04-16", "2035-03-25", "2038-04-25", "2049-04-18",
    };
    for (const std::string text : published) {
        CHECK(to_iso(easter_sunday(std::stoi(text.substr(0, 4)))) == text);
    }
}

TEST_CASE("the movable holidays fall on the published dates")
{
    struct Year {
        int year;
        const char* good_friday;
        const char* easter_monday;
        const char* ascension;
        const char* whit_sunday;
        const char* midsummer_eve;
        const char* midsummer;
        const char* all_saints;
    };
    const Year published[] = {
        {2024, "2024-03-29", "2024-04-01", "2024-05-09", "2024-05-19", "2024-06-21", "2024-06-22",
         "2024-11-02"},
        {2025, "2025-04-18", "2025-04-21", "2025-05-29", "2025-06-08", "2025-06-20", "2025-06-21",
         "2025-11-01"},
        {2026, "2026-04-03", "2026-04-06", "2026-05-14", "2026-05-24", "2026-06-19", "2026-06-20",
         "2026-10-31"},
        {2027, "2027-03-26", "2027-03-29", "2027-05-06", "2027-05-16", "2027-06-25", "2027-06-26",
         "2027-11-06"},
    };
    for (const Year& row : published) {
        CAPTURE(row.year);
        CHECK(date_of(Holiday::GoodFriday, row.year) == row.good_friday);
        CHECK(date_of(Holiday::EasterMonday, row.year) == row.easter_monday);
        CHECK(date_of(Holiday::AscensionDay, row.year) == row.ascension);
        CHECK(date_of(Holiday::WhitSunday, row.year) == row.whit_sunday);
        CHECK(date_of(Holiday::MidsummerEve, row.year) == row.midsummer_eve);
        CHECK(date_of(Holiday::MidsummerDay, row.year) == row.midsummer);
        CHECK(date_of(Holiday::AllSaints, row.year) == row.all_saints);
    }
}

TEST_CASE("the fixed holidays and the eves fall on their dates every year")
{
    CHECK(date_of(Holiday::NewYear, 2026) == "2026-01-01");
    CHECK(date_of(Holiday::Epiphany, 2026) == "2026-01-06");
    CHECK(date_of(Holiday::MayDay, 2026) == "2026-05-01");
    CHECK(date_of(Holiday::NationalDay, 2026) == "2026-06-06");
    CHECK(date_of(Holiday::ChristmasEve, 2026) == "2026-12-24");
    CHECK(date_of(Holiday::ChristmasDay, 2026) == "2026-12-25");
    CHECK(date_of(Holiday::BoxingDay, 2026) == "2026-12-26");
    CHECK(date_of(Holiday::NewYearsEve, 2026) == "2026-12-31");
}

TEST_CASE("a year lists all sixteen holidays in calendar order, also when two share a day")
{
    for (int year = 1990; year <= 2100; ++year) {
        const std::vector<HolidayDate> list = holidays(year);
        CHECK(list.size() == 16);
        CHECK(std::is_sorted(list.begin(), list.end(), [](const auto& a, const auto& b) {
            return before(a.day, b.day);
        }));
    }
    CHECK(date_of(Holiday::AscensionDay, 2008) == date_of(Holiday::MayDay, 2008));
}

TEST_CASE("midsummer and all saints are Saturdays inside the week the act names")
{
    for (int year = 1990; year <= 2100; ++year) {
        for (const HolidayDate& row : holidays(year)) {
            const bool midsummer = row.holiday == Holiday::MidsummerDay;
            if (!midsummer && row.holiday != Holiday::AllSaints) continue;
            const std::chrono::year_month month = std::chrono::year{year} / (midsummer ? 6 : 10);
            const Day first = month / (midsummer ? 20 : 31);
            CHECK(std::chrono::weekday{std::chrono::sys_days{row.day}} == std::chrono::Saturday);
            CHECK_FALSE(before(row.day, first));
            CHECK_FALSE(before(plus_days(first, 6), row.day));
        }
    }
}

TEST_CASE("weekends, holidays and eves are no working days")
{
    CHECK(is_working_day(2026y / 11 / 20));        // Friday
    CHECK_FALSE(is_working_day(2026y / 11 / 21));  // Saturday
    CHECK_FALSE(is_working_day(2026y / 11 / 22));  // Sunday
    CHECK_FALSE(is_holiday(2026y / 11 / 22));
    CHECK(is_holiday(2026y / 12 / 24));
    CHECK_FALSE(is_working_day(2026y / 12 / 24));  // Thursday
    CHECK_FALSE(is_working_day(2026y / 6 / 19));   // Midsummer Eve
    CHECK(to_iso(next_working_day(2026y / 12 / 24)) == "2026-12-28");
    CHECK(to_iso(next_working_day(2026y / 12 / 28)) == "2026-12-28");
}

TEST_CASE("Strängnäs switches between seven and fourteen calendar days after the notice")
{
    const EffectiveWindow window = effective_window(kStrangnas, 2026y / 11 / 22);
    CHECK(to_iso(window.first) == "2026-11-29");
    CHECK(to_iso(window.last) == "2026-12-06");
    CHECK_FALSE(window.single_day());

    const EffectiveWindow christmas = effective_window(kStrangnas, 2026y / 12 / 24);
    CHECK(to_iso(christmas.first) == "2026-12-31");
    CHECK(to_iso(christmas.last) == "2027-01-07");
}

TEST_CASE("Botkyrka starts on the fifth weekday after the notice day")
{
    CHECK(single(kBotkyrka, 2026y / 11 / 16) == "2026-11-23");  // Monday to Monday
    CHECK(single(kBotkyrka, 2026y / 11 / 20) == "2026-11-27");  // Friday
    CHECK(single(kBotkyrka, 2026y / 11 / 22) == "2026-11-27");  // Sunday: Monday is the first
}

TEST_CASE("Botkyrka never counts or lands on a holiday at Christmas, Easter and midsummer")
{
    // 23, 28, 29, 30 December, 4 January
    CHECK(single(kBotkyrka, 2026y / 12 / 22) == "2027-01-04");
    // 4, 5, 7, 8, 11 January: Epiphany is a Wednesday
    CHECK(single(kBotkyrka, 2026y / 12 / 30) == "2027-01-11");
    // 31 March, 1, 2, 7, 8 April: Good Friday and Easter Monday between
    CHECK(single(kBotkyrka, 2026y / 3 / 30) == "2026-04-08");
    // notice on Good Friday itself: 7, 8, 9, 10, 13 April
    CHECK(single(kBotkyrka, 2026y / 4 / 3) == "2026-04-13");
    // 16, 17, 18, 22, 23 June: Midsummer Eve is a Friday
    CHECK(single(kBotkyrka, 2026y / 6 / 15) == "2026-06-23");
    // 11, 12, 13, 15, 18 May: Ascension Day is a Thursday
    CHECK(single(kBotkyrka, 2026y / 5 / 10) == "2026-05-18");
}

TEST_CASE("Norrköping gives the first of the month after next for a notice by the twentieth")
{
    CHECK(single(kNorrkoping, 2026y / 9 / 19) == "2026-11-01");
    CHECK(single(kNorrkoping, 2026y / 9 / 20) == "2026-11-01");
    CHECK(single(kNorrkoping, 2026y / 9 / 21) == "2026-12-01");
    CHECK(single(kNorrkoping, 2026y / 9 / 1) == "2026-11-01");
    CHECK(single(kNorrkoping, 2026y / 9 / 30) == "2026-12-01");
}

TEST_CASE("Norrköping's month rolls over the year end")
{
    CHECK(single(kNorrkoping, 2026y / 10 / 20) == "2026-12-01");
    CHECK(single(kNorrkoping, 2026y / 10 / 21) == "2027-01-01");
    CHECK(single(kNorrkoping, 2026y / 11 / 20) == "2027-01-01");
    CHECK(single(kNorrkoping, 2026y / 11 / 21) == "2027-02-01");
    CHECK(single(kNorrkoping, 2026y / 12 / 20) == "2027-02-01");
    CHECK(single(kNorrkoping, 2026y / 12 / 31) == "2027-03-01");
}

TEST_CASE("a lead of no days is the notice day, or for working days the first one from it")
{
    CHECK(single(WindowLead{0, 0}, 2026y / 11 / 22) == "2026-11-22");
    CHECK(single(WorkingDayLead{0}, 2026y / 11 / 20) == "2026-11-20");
    CHECK(single(WorkingDayLead{0}, 2026y / 11 / 22) == "2026-11-23");
}

TEST_CASE("a rule no pack should hold still answers in order")
{
    const EffectiveWindow reversed = effective_window(WindowLead{14, 7}, 2026y / 11 / 1);
    CHECK(to_iso(reversed.first) == "2026-11-15");
    CHECK(reversed.single_day());
    CHECK(single(WindowLead{-5, -1}, 2026y / 11 / 1) == "2026-11-01");
    CHECK(effective_window(WorkingDayLead{2'000'000'000}, 2026y / 11 / 1).first.ok());
    CHECK(effective_window(MonthlyLead{-1, 2'000'000'000}, 2026y / 11 / 1).first.ok());
}

TEST_CASE("every window is in order, made of real days and after the notice")
{
    CHECK(rc::check([] {
        const Day notice = any_day();
        const int days = *rc::gen::inRange(1, 40);
        const LeadRule rules[] = {
            WindowLead{days, days + *rc::gen::inRange(0, 40)},
            WorkingDayLead{days},
            MonthlyLead{*rc::gen::inRange(1, 32), *rc::gen::inRange(1, 13)},
        };
        for (const LeadRule& rule : rules) {
            const EffectiveWindow window = effective_window(rule, notice);
            RC_ASSERT(window.first.ok());
            RC_ASSERT(window.last.ok());
            RC_ASSERT(before(notice, window.first));
            RC_ASSERT(!before(window.last, window.first));
        }
    }));
}

TEST_CASE("a lead in working days lands on one, with exactly that many after the notice")
{
    CHECK(rc::check([] {
        const Day notice = any_day();
        const int lead = *rc::gen::inRange(1, 30);
        const EffectiveWindow window = effective_window(WorkingDayLead{lead}, notice);
        RC_ASSERT(window.single_day());
        RC_ASSERT(is_working_day(window.first));
        RC_ASSERT(!is_holiday(window.first));
        int counted = 0;
        for (Day day = plus_days(notice, 1); !before(window.first, day); day = plus_days(day, 1)) {
            if (is_working_day(day)) ++counted;
        }
        RC_ASSERT(counted == lead);
    }));
}

TEST_CASE("a later notice never takes effect earlier")
{
    CHECK(rc::check([] {
        const Day notice = any_day();
        const Day later = plus_days(notice, *rc::gen::inRange(0, 60));
        for (const LeadRule& rule : {LeadRule{kStrangnas}, LeadRule{kBotkyrka},
                                     LeadRule{kNorrkoping}}) {
            const EffectiveWindow window = effective_window(rule, notice);
            const EffectiveWindow later_window = effective_window(rule, later);
            RC_ASSERT(!before(later_window.first, window.first));
            RC_ASSERT(!before(later_window.last, window.last));
        }
    }));
}
