#include "web/app/route.h"

#include <doctest/doctest.h>

using namespace hemval;

TEST_CASE("every address leads to its screen and back to the same address")
{
    for (const char* hash : {"#/", "#/jamfor", "#/jamforelse", "#/utforare/solglantan", "#/avgift",
                             "#/logga-in", "#/val", "#/val/solglantan", "#/byt", "#/turordning",
                             "#/kvitto", "#/fragor", "#/hjalp", "#/papper", "#/papper/val/solglantan",
                             "#/viktigt", "#/om-hemtjansten", "#/om-hemtjansten/plan", "#/prova", "#/prova/",
                             "#/prova/val/solglantan"}) {
        CAPTURE(hash);
        const Route route = parse_route(hash);
        CHECK(route.screen != Screen::NotFound);
        CHECK(to_hash(route) == hash);
    }
    CHECK(parse_route("") == Route{});
    CHECK(parse_route("#") == Route{});
}

TEST_CASE("an unknown address is a screen of its own, never another screen")
{
    for (const char* hash : {"#/nonsens", "#/utforare", "#/utforare/", "#/jamforelse/x", "#/prova/prova"})
        CHECK(parse_route(hash).screen == Screen::NotFound);
}

TEST_CASE("nothing leads from the demonstration to the real thing")
{
    for (const char* hash : {"#/prova/jamfor", "#/prova/val/x", "#/prova/kvitto"}) {
        const Route route = parse_route(hash);
        CHECK(route.demo);
        CHECK(parent_of(route).demo);
    }
    CHECK(parent_of(parse_route("#/prova/")).screen == Screen::DemoStart);
}

TEST_CASE("a letter's code is no route")
{
    CHECK(code_in_link("#/kod/ABC") == "ABC");
    CHECK(code_in_link("#/kod/") == "");
    for (const char* hash : {"", "#/", "#/kod", "#/val", "#/prova/kod/ABC", "/kod/ABC"})
        CHECK_FALSE(code_in_link(hash));
    CHECK(parse_route("#/kod/ABC").screen == Screen::NotFound);
}
