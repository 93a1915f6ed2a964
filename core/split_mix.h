#pragma once

#include <cstddef>
#include <cstdint>

namespace hemval {

// SplitMix64 (Steele, Lea and Flood 2014). Written out, because what is drawn must be the same in every
// browser and on the server: the standard's engines are pinned but its distributions are not. Its
// output function scatters neighbouring seeds, so a seed need not be drawn with care.
class SplitMix64 {
public:
    explicit SplitMix64(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next()
    {
        state_ += 0x9E3779B97F4A7C15u;
        std::uint64_t z = state_;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
        return z ^ (z >> 31);
    }

    // Uniform in 0..bound-1. 2^64 is rarely a multiple of `bound`: the first 2^64 mod `bound`
    // outcomes are thrown away, so that no remainder has one outcome more than another.
    std::uint64_t below(std::uint64_t bound)
    {
        const std::uint64_t surplus = (std::uint64_t{0} - bound) % bound;
        std::uint64_t drawn = next();
        while (drawn < surplus) drawn = next();
        return drawn % bound;
    }

    // A place in a list of `size`.
    std::size_t at(std::size_t size) { return static_cast<std::size_t>(below(size)); }

private:
    std::uint64_t state_;
};

}  // namespace hemval
