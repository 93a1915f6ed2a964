#include "core/wishes.h"

#include <algorithm>
#include <iterator>

namespace hemval {

namespace {

std::size_t position(std::string_view id)
{
    const auto at = std::find_if(std::begin(kCareWishes), std::end(kCareWishes),
                                 [&](const CareWish& one) { return one.id == id; });
    return static_cast<std::size_t>(at - std::begin(kCareWishes));
}

bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

// Where a character of UTF-8 begins.
bool begins(char c)
{
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
}

bool is_control(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20U && c != '\n') || byte == 0x7FU;
}

}  // namespace

const char* name_of(LifeArea area)
{
    switch (area) {
    case LifeArea::Day: return "day";
    case LifeArea::Communication: return "communication";
    case LifeArea::Mobility: return "mobility";
    case LifeArea::SelfCare: return "self_care";
    case LifeArea::Home: return "home";
    case LifeArea::People: return "people";
    case LifeArea::Interests: return "interests";
    case LifeArea::Safety: return "safety";
    }
    return "";
}

const CareWish* find_care_wish(std::string_view id)
{
    const std::size_t at = position(id);
    return at == std::size(kCareWishes) ? nullptr : &kCareWishes[at];
}

bool has(const WishList& list, std::string_view id)
{
    return std::find(list.wishes.begin(), list.wishes.end(), id) != list.wishes.end();
}

void toggle(WishList& list, std::string_view id)
{
    if (!find_care_wish(id)) return;
    const auto found = std::find(list.wishes.begin(), list.wishes.end(), id);
    if (found != list.wishes.end()) {
        list.wishes.erase(found);
        return;
    }
    const auto before = std::find_if(list.wishes.begin(), list.wishes.end(), [&](const std::string& one) {
        return position(one) > position(id);
    });
    list.wishes.insert(before, std::string(id));
}

WishList tidy(WishList list)
{
    std::string& text = list.own_words;
    text.erase(std::remove_if(text.begin(), text.end(), is_control), text.end());
    while (!text.empty() && is_space(text.back())) text.pop_back();
    text.erase(text.begin(), std::find_if_not(text.begin(), text.end(), is_space));
    std::size_t characters = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!begins(text[i]) || ++characters <= kLongestOwnWords) continue;
        text.resize(i);
        return tidy(std::move(list));  // it may end in space now
    }
    return list;
}

bool is_empty(const WishList& list)
{
    return list.wishes.empty() && std::all_of(list.own_words.begin(), list.own_words.end(), is_space);
}

bool is_whole(const WishList& list)
{
    WishList again;
    for (const std::string& id : list.wishes) {
        if (has(again, id)) return false;
        toggle(again, id);
    }
    again.own_words = list.own_words;
    return !is_empty(list) && tidy(std::move(again)) == list;
}

}  // namespace hemval
