#include "core/exposure.h"

#include <cmath>

namespace hemval {
namespace {

constexpr double kNormalAt999 = 3.0902;

void weigh(Exposure& exposure)
{
    const auto n = exposure.times.size();
    if (n < 2 || exposure.visits < 1) {
        return;
    }
    const double expected = static_cast<double>(exposure.visits) / static_cast<double>(n);
    double sum = 0;
    for (const auto& places : exposure.times) {
        for (const int times : places) {
            sum += (times - expected) * (times - expected) / expected;
        }
    }
    exposure.chi_square = sum * static_cast<double>(n - 1) / static_cast<double>(n);
    exposure.bound = chi_square_bound(static_cast<int>((n - 1) * (n - 1)));
}

void count(Exposure& exposure, const std::vector<std::size_t>& order)
{
    for (std::size_t place = 0; place < order.size(); ++place) {
        ++exposure.times[order[place]][place];
    }
    ++exposure.visits;
}

Exposure empty(std::size_t providers)
{
    Exposure exposure;
    exposure.times.assign(providers, std::vector<int>(providers, 0));
    return exposure;
}

}  // namespace

double chi_square_bound(int degrees_of_freedom)
{
    const double part = 2.0 / (9.0 * degrees_of_freedom);
    const double root = 1 - part + kNormalAt999 * std::sqrt(part);
    return degrees_of_freedom * root * root * root;
}

Exposure exposure_of(const std::vector<std::vector<std::size_t>>& orders, std::size_t providers)
{
    Exposure exposure = empty(providers);
    for (const auto& order : orders) {
        count(exposure, order);
    }
    weigh(exposure);
    return exposure;
}

Exposure measure_exposure(std::size_t providers, int visits, std::uint64_t seed)
{
    Exposure exposure = empty(providers);
    for (int visit = 0; visit < visits; ++visit) {
        count(exposure, neutral_order(VisitSeed{seed + static_cast<std::uint64_t>(visit)}, providers));
    }
    weigh(exposure);
    return exposure;
}

}  // namespace hemval
