#include "core/rotation_list.h"

#include "tests/core/rotation_town.h"

#include <doctest/doctest.h>

using namespace hemval;
using namespace hemval::test;

TEST_CASE("A-Ö takes the names, not the pack's order, and counts areas only when told to")
{
    Town place = town({"1", "2", "3"});
    place.at("1").name = "Örnnästet";
    place.at("2").name = "Åkerro";
    place.at("3").name = "alm";
    place.at("3").areas = {kSouth};
    place.policy.list_order = ListOrder::Alphabetical;
    CHECK(ids(initial_list(place.policy, place.listed, kNorth, place.start).order) == "3 2 1");
    place.policy.per_area = true;
    CHECK(ids(initial_list(place.policy, place.listed, kNorth, place.start).order) == "2 1");
}

TEST_CASE("on its closing day a provider is gone from the list, and the turn stays where it was")
{
    Town place = town({"a", "b", "c"});
    CHECK(place.ask_times(2) == "a b");
    place.at("a").closing = on(2026, 3, 1);
    CHECK(ids(place.ask(request(on(2026, 2, 28))).order) == "a b c");
    const Assignment answer = place.ask(request(on(2026, 3, 1)));
    CHECK(ids(answer.order) == "b c");
    CHECK(answer.provider == ProviderId("b"));
    CHECK(answer.skipped.empty());
}

TEST_CASE("when the one whose turn it is leaves, the one after has the turn, also at the end")
{
    Town place = town({"a", "b", "c"});
    CHECK(place.ask_times(1) == "a");
    place.listed.erase(place.listed.begin() + 1);
    CHECK(place.ask_times(3) == "c a c");
    Town last = town({"a", "b", "c"});
    CHECK(last.ask_times(2) == "a b");
    last.listed.pop_back();
    CHECK(last.ask_times(2) == "a b");
}

TEST_CASE("when one before or after the turn leaves, the turn stays where it is")
{
    Town place = town({"a", "b", "c", "d"});
    CHECK(place.ask_times(2) == "a b");
    place.listed.erase(place.listed.begin());
    place.listed.pop_back();
    CHECK(place.ask_times(3) == "c b c");
}

TEST_CASE("a leaver's kept turn leaves with it")
{
    Town place = town_with_room(FullTurn::Keeps, {"a", "b"});
    place.at("a").capacity = 0;
    CHECK(place.ask_times(1) == "b");
    place.listed.erase(place.listed.begin());
    CHECK(place.ask(request()).list.owed.empty());
}

TEST_CASE("a leaver whose month is over does not take the next one's month along")
{
    Town place = town_of(RotationMethod::ProviderOfTheMonth, {"a", "b", "c"});
    CHECK(place.history({request(on(2026, 1, 5))}) == "a");
    place.listed.erase(place.listed.begin());
    CHECK(place.history({request(on(2026, 2, 5)), request(on(2026, 3, 5))}) == "b c");
}

TEST_CASE("a newcomer joins last: those who were there have a turn first, and nothing is caught up")
{
    Town place = town({"a", "b", "c"});
    CHECK(place.ask_times(4) == "a b c a");
    place.at("n").joined = on(2026, 1, 9);
    const Assignment answer = place.ask(request());
    CHECK(ids(answer.order) == "a n b c");
    CHECK(answer.whose_turn == ProviderId("b"));
    CHECK(place.ask_times(7) == "c a n b c a n");
}

TEST_CASE("two newcomers join last in the list's order")
{
    Town place = town({"a", "b"});
    CHECK(place.ask_times(1) == "a");
    place.at("n");
    place.at("o");
    CHECK(place.ask_times(6) == "b a n o b a");
}

TEST_CASE("who has not joined yet is told to be not yet on the list")
{
    Town place = town({"a", "b"});
    place.at("b").joined = on(2026, 1, 20);
    place.at("a").areas = {kSouth};
    const Assignment early = place.ask(request(on(2026, 1, 19)));
    CHECK(early.basis == AssignmentBasis::Waiting);
    CHECK(skips(early) == "a:wrong_area b:not_yet_on_list");
    CHECK(place.ask(request(on(2026, 1, 20))).provider == ProviderId("b"));
}

TEST_CASE("a newcomer that enters next month comes on the first, at its letter")
{
    Town place = town({"a", "c"});
    place.policy.list_order = ListOrder::Alphabetical;
    place.policy.newcomer = NewcomerRule::EntersNextMonth;
    place.at("b").joined = on(2026, 1, 1);  // joined on a first: still not until the next month
    CHECK(place.history({request(on(2026, 1, 30)), request(on(2026, 1, 31))}) == "a c");
    CHECK(place.history({request(on(2026, 2, 1)), request(on(2026, 2, 1)),
                     request(on(2026, 2, 1))}) == "a b c");
}

TEST_CASE("a newcomer in December enters on New Year's Day, by the month and by the year")
{
    for (const NewcomerRule rule : {NewcomerRule::EntersNextMonth, NewcomerRule::EntersNextYear}) {
        Town place = town({"n"});
        place.policy.newcomer = rule;
        place.at("n").joined = on(2026, 12, 2);
        CHECK(place.history({request(on(2026, 12, 31)), request(on(2027, 1, 1))}) == "- n");
    }
}

TEST_CASE("a newcomer whose place is just before the turn does not take it")
{
    Town place = town({"a", "c"});
    place.policy.list_order = ListOrder::Alphabetical;
    place.policy.newcomer = NewcomerRule::EntersNextMonth;
    CHECK(place.ask_times(1) == "a");
    place.at("b").joined = on(2025, 1, 1);
    CHECK(place.ask_times(4) == "c a b c");
}

TEST_CASE("a list that does not fit the providers is mended, not trusted")
{
    const std::vector<ListedProvider> all = providers({"a", "b"});
    RotationList list;
    list.order = {ProviderId("gone"), ProviderId("b"), ProviderId("a")};
    list.turn = 77;
    list.owed = {ProviderId("gone")};
    RotationPolicy policy;
    policy.full_turn = FullTurn::Keeps;
    const Assignment answer = assign(policy, all, {}, list, request());
    CHECK(answer.provider == ProviderId("b"));
    CHECK(ids(answer.order) == "b a");
    CHECK(answer.list.owed.empty());
}
