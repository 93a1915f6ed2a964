#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace hemval {

// A Swedish personal identity number, or a coordination number (60 added to the day), as twelve
// digits: "191212121212". A hyphen before the last four is forgiven. Nothing for anything else: ten
// digits do not tell the century, and a day that never was, or a wrong check digit (Luhn over the
// last ten), is nobody.
std::optional<std::string> canonical_identity_number(std::string_view text);

}  // namespace hemval
