#include "web/app/reading.h"
#include "web/app/visit.h"

#include <doctest/doctest.h>

using namespace hemval;

TEST_CASE("what is kept in the tab is read back whole")
{
    Visit visit;
    visit.seed.value = 18'446'744'073'709'551'615ULL;
    visit.trail = {"#/", "#/jamfor"};
    visit.compared = {ProviderId("a"), ProviderId("b")};
    visit.hidden_facts = {"languages"};
    visit.fee.income = "14 000";
    visit.fee.household = Household::Spouses;
    visit.fee.calculated = true;
    visit.pending = PendingSubmit{{Action::Switch, ProviderId("b")}, IdempotencyKey("k")};
    visit.pending->wish.list = WishList{{"pets"}, "Sture"};
    visit.wishes = {{{"same_times", "pets"}, " Sture "}, true};
    const auto back = read_visit(write_visit(visit));
    REQUIRE(back);
    CHECK(back->wishes == visit.wishes);
    CHECK(back->seed.value == visit.seed.value);
    CHECK(back->trail == visit.trail);
    CHECK(back->compared == visit.compared);
    CHECK(back->hidden_facts == visit.hidden_facts);
    CHECK(back->fee == visit.fee);
    CHECK(back->pending == visit.pending);
}

TEST_CASE("how the reader likes to read is read back whole, and what is odd is as if never chosen")
{
    const Reading reading{"en", true, 3};
    CHECK(read_reading(write_reading(reading)) == reading);
    for (const char* text : {"", "[]", R"({"language":5,"plain":"yes","text_step":99})",
                             R"({"text_step":-1})", R"({"text_step":1.5})"})
        CHECK(read_reading(text) == Reading());
}

TEST_CASE("what cannot be read is a fresh visit, and what is out of range is left out")
{
    for (const char* text : {"", "null", "[]", "{}", R"({"seed": 5})", R"({"seed": "-1"})",
                             R"({"seed": "123456789012345678901"})"})
        CHECK_FALSE(read_visit(text));
    const auto odd = read_visit(
        R"({"seed":"7","compared":[1,"a"],"fee":{"household":7},"pending":{"action":"x"}})");
    REQUIRE(odd);
    CHECK(odd->compared == std::vector<ProviderId>{ProviderId("a")});
    CHECK_FALSE(odd->fee.household);
    CHECK_FALSE(odd->pending);
}
