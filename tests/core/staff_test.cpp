#include "core/staff.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

using namespace hemval;

TEST_CASE("every role has a name of its own, and nothing else is one")
{
    std::set<std::string> names;
    for (const Role role : kAllRoles) {
        CHECK(role_named(name_of(role)) == role);
        names.insert(name_of(role));
    }
    CHECK(names.size() == std::size(kAllRoles));
    CHECK(!role_named(""));
    CHECK(!role_named("Care_manager"));
    CHECK(!role_named("care_manager,coordinator"));
}
