#pragma once

#include "web/staff/staff_page.h"

#include <vector>

namespace hemval {

using Months = std::vector<MonthOfAssignments>;

// Half a year up to the month chosen in the select `key`, oldest first; the select stands there when
// there are more.
Months months_shown(StaffPage& page, const Months& all, const std::string& key);

}  // namespace hemval
