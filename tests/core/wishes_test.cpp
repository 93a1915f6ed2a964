#include "core/wishes.h"
#include "core/wire_staff.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <iterator>
#include <set>

using namespace hemval;

TEST_CASE("every wish has an id of its own, and every life area has wishes that stand together")
{
    std::set<std::string_view> ids;
    std::vector<LifeArea> areas;
    for (const CareWish& wish : kCareWishes) {
        CHECK(ids.insert(wish.id).second);
        CHECK(find_care_wish(wish.id) == &wish);
        if (areas.empty() || areas.back() != wish.area) areas.push_back(wish.area);
    }
    CHECK(std::equal(areas.begin(), areas.end(), std::begin(kAllLifeAreas), std::end(kAllLifeAreas)));
    CHECK(find_care_wish("another") == nullptr);
}

TEST_CASE("the ids of the wishes are stored and stay as they are")
{
    std::string all;
    for (const CareWish& wish : kCareWishes) all += std::string(wish.id) + " ";
    CHECK(all == "same_times told_of_changes early_or_late my_language hearing_or_sight outdoors do_myself "
                 "own_pace food_for_health cooking together pets few_people named_contact family interests "
                 "faith reachable illness ");
}

TEST_CASE("a wish list is in the wishes' order, whatever was ticked first, and a tick twice is none")
{
    WishList list;
    toggle(list, "reachable");
    toggle(list, "cooking");
    toggle(list, "same_times");
    toggle(list, "nonsense");
    CHECK(list.wishes == std::vector<std::string>{"same_times", "cooking", "reachable"});
    CHECK(is_whole(list));
    toggle(list, "cooking");
    CHECK(list.wishes == std::vector<std::string>{"same_times", "reachable"});
}

TEST_CASE("own words are counted in characters and lose the space around them")
{
    std::string long_text;
    for (std::size_t i = 0; i < kLongestOwnWords; ++i) long_text += "å";
    CHECK(is_whole(WishList{{}, long_text}));
    CHECK_FALSE(is_whole(WishList{{}, long_text + "å"}));
    CHECK(tidy(WishList{{}, long_text + "å"}).own_words == long_text);
    CHECK(tidy(WishList{{}, " \n  Jag vill sova länge.\r\nTack. \t"}).own_words == "Jag vill sova länge.\nTack.");
    CHECK_FALSE(is_whole(WishList{{}, " padded"}));
    CHECK_FALSE(is_whole(WishList{{}, std::string("a\0b", 3)}));
}

TEST_CASE("an empty list, an unknown wish, one twice or out of order is not whole")
{
    CHECK(is_empty(WishList{}));
    CHECK(is_empty(WishList{{}, " \n "}));
    CHECK_FALSE(is_whole(WishList{}));
    CHECK_FALSE(is_whole(WishList{{"nonsense"}, ""}));
    CHECK_FALSE(is_whole(WishList{{"cooking", "cooking"}, ""}));
    CHECK_FALSE(is_whole(WishList{{"reachable", "cooking"}, ""}));
}

TEST_CASE("a wish list goes with a choice over the wire, and one that is not whole takes the choice with it")
{
    Submission sent{Action::Choose, ProviderId("solglantan"), IdempotencyKey("k")};
    CHECK_FALSE(wire::write(sent).contains("wish_list"));
    sent.wish_list = WishList{{"same_times", "pets"}, "Katten heter Sture."};
    wire::Json json = wire::write(sent);
    CHECK(wire::read_submission(json, IdempotencyKey("k")) == sent);
    sent.wish_list->own_words.clear();
    CHECK(wire::read_submission(wire::write(sent), IdempotencyKey("k")) == sent);

    for (const wire::Json& wrong :
         {wire::Json::object(), wire::Json{{"wishes", {"nonsense"}}}, wire::Json{{"wishes", wire::Json::array()}},
          wire::Json{{"wishes", {"pets"}}, {"own_words", std::string(501, 'a')}},
          wire::Json{{"wishes", {"pets"}}, {"name", "Ulla"}}, wire::Json{{"wishes", {"pets"}}, {"own_words", ""}}}) {
        json["wish_list"] = wrong;
        CAPTURE(wrong.dump());
        CHECK_FALSE(wire::read_submission(json, IdempotencyKey("k")));
    }
}

TEST_CASE("what the staff register of a paper goes whole over the wire, with the list and the day it came in")
{
    Submission sent{Action::Decline, std::nullopt, IdempotencyKey("k")};
    sent.channel = Channel::Paper;
    sent.came_in = Day{std::chrono::year{2026}, std::chrono::month{11}, std::chrono::day{19}};
    sent.wish_list = WishList{{"same_times", "pets"}, "Katten heter Sture."};
    wire::Json json = wire::write_registered(sent);
    CHECK(wire::read_registered(json, IdempotencyKey("k")) == sent);
    json["wish_list"]["wishes"] = {"pets", "same_times"};
    CHECK_FALSE(wire::read_registered(json, IdempotencyKey("k")));
}

TEST_CASE("what is said in one's own words is kept without what nobody sees, and never longer than it may be")
{
    const auto tidied = [](const std::string& text) { return tidy(WishList{{}, text}).own_words; };
    CHECK(tidied(" \t\r\n Efter nio.\n\r\t ") == "Efter nio.");
    CHECK(tidied("En rad\noch\x01 en\x7f till") == "En rad\noch en till");
    const std::string long_word(kLongestOwnWords, 'x');
    CHECK(tidied(long_word) == long_word);
    CHECK(tidied(long_word.substr(1) + " och mer") == long_word.substr(1));
    CHECK(tidied(long_word + "\xC3\xA5") == long_word);
    CHECK(is_empty(WishList{{}, " \r\n\t"}));
    CHECK_FALSE(is_whole(WishList{}));
    CHECK_FALSE(is_whole(WishList{{"pets", "pets"}, ""}));
    CHECK_FALSE(is_whole(WishList{{"unheard of"}, ""}));
    CHECK_FALSE(is_whole(WishList{{"pets", "same_times"}, ""}));  // not in the order of the list
    CHECK_FALSE(is_whole(WishList{{}, "Efter nio. "}));
    CHECK(is_whole(WishList{{"same_times", "pets"}, "Efter nio."}));
    WishList list;
    toggle(list, "unheard of");
    CHECK(is_empty(list));
    for (const CareWish& wish : kCareWishes) CHECK(find_care_wish(wish.id) == &wish);
    std::set<std::string> names;
    for (const LifeArea area : kAllLifeAreas) CHECK(names.insert(name_of(area)).second);
}
