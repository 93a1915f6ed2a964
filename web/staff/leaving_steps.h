#pragma once

#include "web/staff/staff_page.h"

#include <string>
#include <vector>

// The steps of a provider's leaving as its screens offer them.
namespace hemval {

struct LeavingWay {
    TransitionPhase from, to;
    const char* name;   // the address's: "besluta"
    const char* words;  // of its keys: "leaving.decide."
    bool asks_days;
};
// nullptr: that does not follow.
const LeavingWay* way_from(TransitionPhase from, TransitionPhase to);

// In sentences, from how it stands today.
std::vector<std::string> what_annulling_does(const StaffPage& page, const DeskTransition& desk);

}  // namespace hemval
