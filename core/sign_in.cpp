#include "core/sign_in.h"

namespace hemval {

const char* name_of(SignInWay way)
{
    switch (way) {
    case SignInWay::Code: return "code";
    case SignInWay::EId: return "e_id";
    case SignInWay::Staff: return "staff";
    }
    return "";
}

std::optional<SignInWay> sign_in_way_named(std::string_view name)
{
    for (const SignInWay way : kAllSignInWays) {
        if (name == name_of(way)) {
            return way;
        }
    }
    return std::nullopt;
}

}  // namespace hemval
