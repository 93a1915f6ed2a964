#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace hemval {

// What a member of staff saw or did with a person's case. Stored; never renumber.
enum class AccessKind : std::uint8_t {
    QueueSeen = 0,               // the person's row in the queue
    CaseSeen = 1,
    CaseFound = 2,               // by the municipality's reference
    ChoiceRegistered = 3,        // that came on paper, by phone or in person
    WorkDone = 4,                // a step of the work after a choice
    RepresentationJudged = 5,
};
inline constexpr AccessKind kAllAccessKinds[] = {
    AccessKind::QueueSeen,        AccessKind::CaseSeen, AccessKind::CaseFound,
    AccessKind::ChoiceRegistered, AccessKind::WorkDone, AccessKind::RepresentationJudged,
};
const char* name_of(AccessKind kind);  // "case_seen"

}  // namespace hemval
