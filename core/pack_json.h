#pragma once

#include "core/pack.h"
#include "core/result.h"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>

namespace hemval {

// Parses one file of a pack. Stricter than JSON: a name twice in one object is a fault, because the
// later would silently win. Total: size and depth are limited, and text that is not JSON or not
// UTF-8 is answered with its line and column.
Result<nlohmann::json, PackError> parse_pack_json(const std::string& file, const std::string& text);

// One more step of a JSON pointer, escaped (RFC 6901).
std::string pointer_to(const std::string& parent, std::string_view name);

}  // namespace hemval
