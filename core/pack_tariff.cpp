#include "core/pack_parts.h"

#include <cmath>

namespace hemval {
namespace {

constexpr int kDearestHour = 10'000;  // kronor

// 53.92 -> 5392. More than two decimals would be lost in silence: a fault.
int basis_points(const Place& place)
{
    const double percent = place.number(0, 100);
    const double points = std::round(percent * 100);
    if (std::abs(percent * 100 - points) > 1e-6) place.refuse("a percentage of at most two decimals");
    return static_cast<int>(points);
}

// Every number of hours has one level: the first begins at 0, each of the others at the hour after
// the one before, and the last has no end.
std::vector<FeeLevel> read_levels(const Place& place)
{
    std::vector<FeeLevel> levels;
    const std::vector<Place> items = place.items(1);
    int expected = 0;
    for (std::size_t i = 0; i < items.size(); ++i) {
        Fields fields(items[i]);
        FeeLevel level;
        const Place from = fields.at("from_hours");
        level.from_hours = from.whole(0, kMostHoursPerMonth);
        if (level.from_hours != expected)
            from.refuse(std::to_string(expected) + ", so that there is no gap and no overlap");
        const bool last = i + 1 == items.size();
        if (!last) {
            level.to_hours = fields.at("to_hours").whole(level.from_hours, kMostHoursPerMonth);
            expected = *level.to_hours + 1;
        } else if (const auto to = fields.maybe("to_hours")) {
            to->refuse("nothing here: the last level has no end");
        }
        level.price_base_basis_points = basis_points(fields.at("percent"));
        levels.push_back(level);
    }
    return levels;
}

void read_year(const Place& place, FeeTariff& tariff)
{
    tariff.year = place.whole(2000, 2100);
    if (law_year(tariff.year) != nullptr) return;
    std::string years;
    for (const LawYear& year : law_years()) years += (years.empty() ? "" : ", ") + std::to_string(year.year);
    place.refuse("a year whose law figures are known: " + years);
}

}  // namespace

FeeTariff read_tariff(const Place& place)
{
    Fields fields(place);
    FeeTariff tariff;
    read_year(fields.at("year"), tariff);
    const auto hourly = fields.maybe("kronor_per_hour");
    const auto levels = fields.maybe("levels");
    if (hourly.has_value() == levels.has_value())
        place.refuse("either \"kronor_per_hour\" or \"levels\", one of the two");
    else if (hourly)
        tariff.rule = HourlyTariff{Ore::kronor(hourly->whole(0, kDearestHour))};
    else
        tariff.rule = LevelTariff{read_levels(*levels)};
    return tariff;
}

}  // namespace hemval
