#include "core/rotation_question.h"

#include <doctest/doctest.h>

#include <limits>
#include <vector>

using namespace hemval;

TEST_CASE("a recorded draw gives the same index on every platform, for ever")
{
    CHECK(uniform_index(101, 3) == 2);
    CHECK(uniform_index(std::numeric_limits<std::uint64_t>::max(), 5) == 0);
    CHECK(uniform_index(7, 1) == 0);
    // 2^64 leaves 1 over when divided by 3, so 0 is drawn again: the first of splitmix64
    // from state 0, as published with the generator.
    CHECK(uniform_index(0, 3) == 0xE220A8397B1DCDAFU % 3);
}

TEST_CASE("equally many draws lead to each provider")
{
    std::vector<int> hits(5, 0);
    std::uint64_t draw = 1;
    for (int round = 0; round < 50000; ++round) {
        draw = draw * 6364136223846793005U + 1442695040888963407U;
        ++hits[uniform_index(draw ^ (draw >> 29U), hits.size())];
    }
    double chi_square = 0;
    for (const int hit : hits) {
        chi_square += (hit - 10000.0) * (hit - 10000.0) / 10000.0;
    }
    CHECK(chi_square < 18.47);  // 4 degrees of freedom, p = 0.001
}
