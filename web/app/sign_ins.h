#pragma once

#include "core/registry.h"

#include <string>

namespace hemval {

struct SignInState;

// What the service knows of signing in beside codes. The demonstration has nothing of it.
class SignIns {
public:
    virtual ~SignIns() = default;
    virtual void sign_in_state(Then<SignInState> then) = 0;
    // Ends all the person's sessions. The answer is where to go on to, a path of the site, so that
    // whoever vouched for them is signed out of too; empty: nowhere.
    virtual void sign_out_everywhere(Then<std::string> then) = 0;
};

}  // namespace hemval
