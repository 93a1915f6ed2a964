#pragma once

#include "core/sign_in.h"
#include "core/wire.h"

#include <optional>

// As core/wire.h: {"offered": ["code", "e_id"], "by": "staff", "staff": {...}}.
namespace hemval::wire {

Json write(const SignInState& state);
std::optional<SignInState> read_sign_in(const Json& json);

}  // namespace hemval::wire
