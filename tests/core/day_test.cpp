#include "core/day.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <string>

using namespace hemval;
using namespace std::chrono_literals;

TEST_CASE("a day is written as ten ISO characters")
{
    CHECK(to_iso(2026y / 11 / 22) == "2026-11-22");
    CHECK(to_iso(2026y / 1 / 2) == "2026-01-02");
    CHECK(to_iso(987y / 12 / 31) == "0987-12-31");
}

TEST_CASE("a real calendar day is read")
{
    const auto day = from_iso("2028-02-29");
    REQUIRE(day);
    CHECK(*day == 2028y / 2 / 29);
    CHECK(from_iso("0001-01-01"));
    CHECK(from_iso("9999-12-31"));
}

TEST_CASE("anything but a real calendar day in ten ISO characters is refused")
{
    const char* const refused[] = {
        "",           "2026-11-2",   "2026-11-222", " 2026-11-2", "2026-11-2 ",  "2026/11/22", "2026-11/22",
        "20261122--", "2026-13-01",  "2026-00-10",  "2026-11-00", "2026-11-31",  "2027-02-29",
        "2100-02-29", "+026-11-22",  "-026-11-22",  "2026-1a-22", "2026-11--2",  "2026-11-+2",
        "22-11-2026", "2026-11-22T", "\xD9\xA2\xD9\xA0-11-22",
    };
    for (const char* text : refused) {
        CAPTURE(text);
        CHECK_FALSE(from_iso(text));
    }
    CHECK_FALSE(from_iso(std::string("2026-11-2\0", 10)));
}

TEST_CASE("days are counted across months, leap days and years")
{
    CHECK(to_iso(plus_days(2026y / 12 / 31, 1)) == "2027-01-01");
    CHECK(to_iso(plus_days(2028y / 2 / 28, 1)) == "2028-02-29");
    CHECK(to_iso(plus_days(2027y / 3 / 1, -1)) == "2027-02-28");
    CHECK(to_iso(Day{std::chrono::year{-44}, std::chrono::month{3}, std::chrono::day{15}}) == "-0044-03-15");
    CHECK(before(2026y / 12 / 31, 2027y / 1 / 1));
    CHECK_FALSE(before(2026y / 12 / 31, 2026y / 12 / 31));
}

TEST_CASE("every day of four thousand years survives being written and read")
{
    CHECK(rc::check([] {
        const Day day = plus_days(1970y / 1 / 1, *rc::gen::inRange(-365'000, 1'000'000));
        const auto read = from_iso(to_iso(day));
        RC_ASSERT(read.has_value());
        RC_ASSERT(*read == day);
    }));
}
