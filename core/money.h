#pragma once

#include <cstdint>

namespace hemval {

// Money in whole öre. 100 öre are one krona (SEK).
struct Ore {
    std::int64_t value = 0;

    static constexpr Ore kronor(std::int64_t kr) { return Ore{kr * 100}; }
    friend constexpr bool operator==(Ore a, Ore b) { return a.value == b.value; }
    friend constexpr bool operator!=(Ore a, Ore b) { return a.value != b.value; }
    friend constexpr bool operator<(Ore a, Ore b) { return a.value < b.value; }
    friend constexpr bool operator>(Ore a, Ore b) { return a.value > b.value; }
    friend constexpr Ore operator+(Ore a, Ore b) { return Ore{a.value + b.value}; }
    friend constexpr Ore operator-(Ore a, Ore b) { return Ore{a.value - b.value}; }
};

// The nearest whole krona, halves away from zero.
constexpr Ore nearest_krona(Ore amount)
{
    const std::int64_t half = amount.value < 0 ? -50 : 50;
    return Ore{(amount.value + half) / 100 * 100};
}

}  // namespace hemval
