#pragma once

#include "core/day.h"
#include "core/ids.h"
#include "core/rotation.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace hemval {

// What a coordinator wants changed in one row of the rotation list. Nothing happens until another
// coordinator has agreed; then it stands over the pack.
struct ListChange {
    ProviderId provider;
    std::optional<std::optional<int>> capacity;      // set; to a number, or to no ceiling
    std::optional<std::optional<std::int64_t>> monthly_hours_ceiling;
    std::optional<bool> warned;
    std::optional<std::optional<Day>> closing;
    friend bool operator==(const ListChange&, const ListChange&) = default;
};

// The row as those of `agreed` that are about it leave it, the later over the earlier.
ListedProvider changed(ListedProvider row, const std::vector<ListChange>& agreed);

}  // namespace hemval
