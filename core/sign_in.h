#pragma once

#include "core/staff.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace hemval {

// The ways to be signed in. Stored and sent by name.
enum class SignInWay : std::uint8_t { Code, EId, Staff };
inline constexpr SignInWay kAllSignInWays[] = {SignInWay::Code, SignInWay::EId, SignInWay::Staff};
const char* name_of(SignInWay way);  // "code", "e_id", "staff"
std::optional<SignInWay> sign_in_way_named(std::string_view name);

// What a browser may know about signing in: the ways there are here, and how somebody is.
struct SignInState {
    std::vector<SignInWay> offered{SignInWay::Code};
    std::optional<SignInWay> by;   // nothing: nobody is
    std::optional<Staff> staff;    // with SignInWay::Staff
    friend bool operator==(const SignInState&, const SignInState&) = default;
};

}  // namespace hemval
