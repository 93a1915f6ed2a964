#pragma once

#include "core/neutral_order.h"

#include <cstddef>
#include <cstdint>
#include <vector>

// Whether the neutral order really gives nobody the first place: the order itself is drawn over and
// over, and how often each stood where is counted.
namespace hemval {

struct Exposure {
    std::vector<std::vector<int>> times;  // [provider, as counted from 0][place]
    int visits = 0;
    // How far the counts are from equal. Each visit gives one provider each place, so the usual sum
    // over the cells is multiplied by (n - 1) / n; it is then distributed as chi-square with
    // (n - 1)^2 degrees of freedom (Anderson 1959, Biometrics 15: 582-608).
    double chi_square = 0;
    // An even order stays below this in 999 measurements of 1 000.
    double bound = 0;
    bool even() const { return chi_square <= bound; }
};

// `visits` visits whose seeds are drawn from `seed`. Nothing to measure below two providers.
Exposure measure_exposure(std::size_t providers, int visits, std::uint64_t seed);
Exposure exposure_of(const std::vector<std::vector<std::size_t>>& orders, std::size_t providers);

// The 99.9 % point of chi-square, by Wilson and Hilferty's cube (1931).
double chi_square_bound(int degrees_of_freedom);

}  // namespace hemval
