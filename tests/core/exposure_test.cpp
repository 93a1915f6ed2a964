#include "core/exposure.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <utility>

using namespace hemval;

TEST_CASE("the bound is chi-square's 99.9 % point, within two in a hundred of the tables")
{
    const std::pair<int, double> table[] = {{4, 18.467}, {9, 27.877}, {16, 39.252}, {25, 52.620},
                                            {36, 67.985}, {100, 149.449}};
    for (const auto& [degrees, value] : table) {
        CHECK(std::abs(chi_square_bound(degrees) / value - 1) < 0.02);
    }
}

TEST_CASE("the neutral order gives every provider every place alike")
{
    int beyond = 0;
    double sum = 0;
    constexpr int kMeasurements = 300;
    for (int i = 0; i < kMeasurements; ++i) {
        const Exposure exposure =
            measure_exposure(5, 1000, static_cast<std::uint64_t>(i) * 1'000'003);
        CHECK(exposure.visits == 1000);
        beyond += exposure.even() ? 0 : 1;
        sum += exposure.chi_square;
    }
    CHECK(beyond <= 3);
    // Chi-square's mean is its degrees of freedom, 16 of them: the figure is the one it claims to be.
    CHECK(std::abs(sum / kMeasurements - 16) < 1.5);
}

TEST_CASE("one place held by one provider a little too often is found out")
{
    std::vector<std::vector<std::size_t>> orders;
    for (std::uint64_t visit = 0; visit < 2000; ++visit) {
        auto order = neutral_order(VisitSeed{visit}, 5);
        if (visit % 10 == 0) std::swap(order[0], *std::find(order.begin(), order.end(), 3U));
        orders.push_back(order);
    }
    CHECK_FALSE(exposure_of(orders, 5).even());
}

TEST_CASE("with one provider, or none, there is nothing to be uneven")
{
    for (const std::size_t providers : {0U, 1U}) CHECK(measure_exposure(providers, 100, 1).even());
}
