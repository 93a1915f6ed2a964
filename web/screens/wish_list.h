#pragma once

#include "core/wishes.h"
#include "web/screens/sheet.h"

#include <string>
#include <vector>

// A list of wishes as whoever writes it fills it in, and as it reads: the person at home, and the staff from paper.
namespace hemval {

// True when something was ticked, crossed out or written. Keys begin with `key`; each area's heading is of `level`.
bool write_wishes(Sheet& sheet, const std::string& key, int level, WishList& list);
std::vector<std::string> wishes_in_words(const Sheet& sheet, const WishList& list);  // own words last

}  // namespace hemval
