#include "core/eligibility.h"

#include "tests/core/rotation_town.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

using namespace hemval;
using namespace hemval::test;

namespace {

std::vector<Ineligible> reasons(const ListedProvider& provider, int clients, const Need& need)
{
    return eligibility(provider, clients, need).reasons;
}

const Need kNeed{kNorth, {kCare}};

}  // namespace

TEST_CASE("a provider in the area with the services and room can take the person")
{
    ListedProvider one = provider("a");
    one.capacity = 3;
    CHECK(eligibility(one, 2, kNeed).eligible());
    CHECK(eligibility(one, 2, kNeed).provider == ProviderId("a"));
}

TEST_CASE("a provider without a ceiling is never full")
{
    CHECK(eligibility(provider("a"), 1000000, kNeed).eligible());
}

TEST_CASE("a provider is full at its ceiling, above it, and when the ceiling is nothing at all")
{
    ListedProvider one = provider("a");
    one.capacity = 3;
    CHECK(reasons(one, 3, kNeed) == std::vector{Ineligible::Full});
    CHECK(reasons(one, 4, kNeed) == std::vector{Ineligible::Full});
    one.capacity = 0;
    CHECK(reasons(one, 0, kNeed) == std::vector{Ineligible::Full});
}

TEST_CASE("every reason is given, not only the first")
{
    ListedProvider one = provider("a");
    one.areas = {kSouth};
    one.services = {kShopping};
    one.capacity = 1;
    one.closing = on(2030, 1, 1);
    CHECK(reasons(one, 1, kNeed) ==
          std::vector{Ineligible::WrongArea, Ineligible::ServiceNotOffered, Ineligible::Full,
                      Ineligible::Closing});
}

TEST_CASE("one missing service of several is enough to be unable")
{
    ListedProvider one = provider("a");
    one.services = {kCare};
    CHECK(reasons(one, 0, {kNorth, {kCare, kShopping}}) ==
          std::vector{Ineligible::ServiceNotOffered});
}

TEST_CASE("a person with no granted service needs only the area")
{
    ListedProvider one = provider("a");
    one.services.clear();
    CHECK(eligibility(one, 0, {kNorth, {}}).eligible());
}

TEST_CASE("a provider without areas works nowhere, and an unnamed area is no area")
{
    ListedProvider one = provider("a");
    CHECK_FALSE(works_in(one, AreaId{}));
    one.areas.clear();
    CHECK(reasons(one, 0, kNeed) == std::vector{Ineligible::WrongArea});
}

TEST_CASE("a warning does not take the choice away: only the non-choice rule may heed it")
{
    ListedProvider one = provider("a");
    one.warned = true;
    CHECK(eligibility(one, 0, kNeed).eligible());
}

TEST_CASE("every reason of ineligibility has a name of its own")
{
    std::set<std::string> names;
    for (const Ineligible reason : kAllIneligible) {
        CHECK(std::string(name_of(reason)) != "");
        names.insert(name_of(reason));
    }
    CHECK(names.size() == std::size(kAllIneligible));
}
