#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

// The order in which providers are shown: a uniform shuffle from a seed drawn once per visit. Order
// matters (the first place alone moves choices), so nobody may hold it.
namespace hemval {

struct VisitSeed {
    std::uint64_t value = 0;
};

// A permutation of 0..count-1. Same seed and count give the same order on every platform, for ever.
std::vector<std::size_t> neutral_order(VisitSeed seed, std::size_t count);

}  // namespace hemval
