#pragma once

#include "core/ids.h"

#include <optional>
#include <string_view>

namespace hemval {

// "K7F2-9QXM-4T" from what a person types off a paper: any case, with or without spaces and hyphens,
// and the letters that Crockford's base 32 leaves out read as the digits they look like. Nothing for
// anything else: a slip while typing, told apart from a number that does not exist.
std::optional<ReceiptNumber> canonical_receipt(std::string_view typed);

}  // namespace hemval
