#pragma once

#include "server/store/store.h"

#include <string>

namespace hemval::server {

// How many choices came in, by day, municipality and channel: a line each, oldest first. Counted from the
// ledger, so nothing is kept for its sake. What is erased is no longer counted.
std::string usage_lines(Queries& queries);

}  // namespace hemval::server
