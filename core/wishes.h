#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// What matters to a person, to be talked about when the care plan (genomförandeplan) is written. The areas
// are those of IBIC, which follow the ICF, in everyday words; the words themselves are the locales'.
namespace hemval {

enum class LifeArea : std::uint8_t {
    Day,            // general tasks and demands: the day's routine
    Communication,
    Mobility,
    SelfCare,
    Home,           // domestic life
    People,         // interpersonal relationships
    Interests,      // community, social and civic life
    Safety,         // IBIC's own: to feel safe
};
inline constexpr LifeArea kAllLifeAreas[] = {
    LifeArea::Day,  LifeArea::Communication, LifeArea::Mobility,  LifeArea::SelfCare,
    LifeArea::Home, LifeArea::People,        LifeArea::Interests, LifeArea::Safety,
};
const char* name_of(LifeArea area);

// Where it says what a provider has stated about a wish.
enum class StatedBy : std::uint8_t {
    Offers,           // Provider::offers
    Languages,
    Specialisations,
    Continuity,
    Law,              // everybody has to offer it
    Nobody,           // it is agreed upon with each person
};

struct CareWish {
    std::string_view id;  // stored and sent; never rename
    LifeArea area = LifeArea::Day;
    StatedBy stated = StatedBy::Nobody;
};
inline constexpr CareWish kCareWishes[] = {
    {"same_times", LifeArea::Day, StatedBy::Offers},
    {"told_of_changes", LifeArea::Day, StatedBy::Offers},
    {"early_or_late", LifeArea::Day, StatedBy::Offers},
    {"my_language", LifeArea::Communication, StatedBy::Languages},
    {"hearing_or_sight", LifeArea::Communication, StatedBy::Specialisations},
    {"outdoors", LifeArea::Mobility, StatedBy::Offers},
    {"do_myself", LifeArea::Mobility, StatedBy::Nobody},
    {"own_pace", LifeArea::SelfCare, StatedBy::Nobody},
    {"food_for_health", LifeArea::SelfCare, StatedBy::Offers},
    {"cooking", LifeArea::Home, StatedBy::Offers},
    {"together", LifeArea::Home, StatedBy::Offers},
    {"pets", LifeArea::Home, StatedBy::Offers},
    {"few_people", LifeArea::People, StatedBy::Continuity},
    {"named_contact", LifeArea::People, StatedBy::Law},
    {"family", LifeArea::People, StatedBy::Offers},
    {"interests", LifeArea::Interests, StatedBy::Nobody},
    {"faith", LifeArea::Interests, StatedBy::Offers},
    {"reachable", LifeArea::Safety, StatedBy::Offers},
    {"illness", LifeArea::Safety, StatedBy::Specialisations},
};
const CareWish* find_care_wish(std::string_view id);  // nullptr when there is none

// What one person has said.
struct WishList {
    std::vector<std::string> wishes;  // ids, in the order of kCareWishes
    std::string own_words;
    friend bool operator==(const WishList&, const WishList&) = default;
};
inline constexpr std::size_t kLongestOwnWords = 500;  // characters

bool has(const WishList& list, std::string_view id);
void toggle(WishList& list, std::string_view id);  // no more, or in its place; nothing for an unknown id
// As it is sent: without space around the own words, and no longer than they may be.
WishList tidy(WishList list);
bool is_empty(const WishList& list);                // nothing but space
// Something is said, and nothing that tidy() or toggle() would not have made.
bool is_whole(const WishList& list);

}  // namespace hemval
