#include "core/rotation_names.h"

#include <doctest/doctest.h>

#include <string>

using namespace hemval;

namespace {

template <class E, std::size_t N>
std::string words(const Named<E> (&all)[N], E last)
{
    std::string line;
    int number = 0;
    for (const Named<E>& one : all) {
        CHECK(static_cast<int>(one.value) == number++);
        CHECK(name_in(all, one.value) == one.name);
        line += (line.empty() ? "" : " ") + std::string(one.name);
    }
    CHECK(static_cast<int>(last) == number - 1);
    return line;
}

}  // namespace

TEST_CASE("every part of a rotation policy has a word, and the stored words stay what they are")
{
    CHECK(words(kRotationMethods, RotationMethod::MunicipalProvider) ==
          "strict_turn provider_of_the_month random_draw greatest_free_capacity municipal_provider");
    CHECK(words(kListOrders, ListOrder::Alphabetical) == "as_listed alphabetical");
    CHECK(words(kCeilingRules, CeilingRule::MonthlyHours) == "none clients monthly_hours");
    CHECK(words(kFullTurns, FullTurn::Keeps) == "loses keeps");
    CHECK(words(kNewcomerRules, NewcomerRule::EntersNextYear) ==
          "joins_last enters_next_month enters_next_year");
    CHECK(words(kServeOrders, ServeOrder::DecisionDate) == "commit_order decision_date");
    CHECK(words(kAllFullRules, AllFull::Wait) == "municipal_provider interim_provider wait");
    CHECK(std::string(name_in(kAllFullRules, static_cast<AllFull>(9))).empty());
}
