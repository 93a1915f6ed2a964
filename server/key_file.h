#pragma once

#include "core/result.h"

#include <string>

namespace hemval::server {

// 32 random bytes in hexadecimal, in a file that only its owner can read (0600). Made when it is not
// there and `may_make` is true. The error is a sentence that calls it `name` and says what is lost
// without it.
Result<std::string, std::string> key_file(const std::string& path, const std::string& name,
                                          bool may_make, const std::string& what_is_lost);

}  // namespace hemval::server
