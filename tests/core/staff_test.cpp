#include "core/staff.h"
#include "core/wire_sign_in.h"

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

TEST_CASE("what a browser may know about signing in comes over as it was sent, and nothing else does")
{
    SignInState state;
    const auto again = [](const SignInState& one) { return wire::read_sign_in(wire::write(one)); };
    CHECK(again(state) == state);
    state.offered = {SignInWay::Code, SignInWay::EId, SignInWay::Staff};
    for (const SignInWay way : {SignInWay::Code, SignInWay::EId}) {
        state.by = way;
        CHECK(again(state) == state);
    }
    state.by = SignInWay::Staff;
    CHECK(!again(state));  // staff without saying who
    state.staff = Staff{"a1", "Åsa Öberg", MunicipalityId("strangnas"), Role::Auditor};
    CHECK(again(state) == state);
    wire::Json json = wire::write(state);
    json["role"] = "coordinator";
    CHECK(!wire::read_sign_in(json));
    json = wire::write(state);
    json["staff"]["role"] = "owner";
    CHECK(!wire::read_sign_in(json));
}
