#pragma once

#include "core/rotation_trial.h"

#include <map>
#include <optional>
#include <string>

namespace hemval {

struct Page;

// The list one presses through. It ends with the tab; begun anew it gives the same people.
struct RotationPlay {
    std::optional<RotationTrial> trial;
    std::map<ProviderId, std::string> rooms;  // as chosen in the selects
};

void rotation_screen(Page& page, RotationPlay& play);

}  // namespace hemval
