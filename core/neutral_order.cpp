#include "core/neutral_order.h"

#include "core/split_mix.h"

#include <utility>

namespace hemval {

// Fisher-Yates from the end: each of the count! orders has the same probability.
std::vector<std::size_t> neutral_order(VisitSeed seed, std::size_t count)
{
    std::vector<std::size_t> order(count);
    for (std::size_t i = 0; i < count; ++i) order[i] = i;
    SplitMix64 random(seed.value);
    for (std::size_t left = count; left > 1; --left) {
        const auto drawn = random.at(left);
        std::swap(order[left - 1], order[drawn]);
    }
    return order;
}

}  // namespace hemval
