#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// Whether a provider's own words keep to facts (LOV 9:1: objective, relevant, comparable, easy to
// understand). A help to who writes and who publishes; what it does not find may still be wrong.
namespace hemval {

enum class Slip : std::uint8_t {
    Superlative,  // "bäst i Strängnäs", "marknadsledande"
    PriceClaim,   // the fee is the same whoever performs the care
    TooLong,
};
inline constexpr std::size_t kLongestAbout = 600;  // characters

struct NeutralityFinding {
    Slip slip = Slip::Superlative;
    std::size_t at = 0, length = 0;  // bytes of the text; for TooLong what is over
    friend bool operator==(const NeutralityFinding&, const NeutralityFinding&) = default;
};

// In the text's order. `language` is "sv" or another tag; words are known for sv and en.
std::vector<NeutralityFinding> neutrality(std::string_view text, std::string_view language);

}  // namespace hemval
