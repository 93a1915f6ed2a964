#pragma once

#include "core/municipality.h"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

// A comparison that one prepares and another opens: "K7F2-9QXM-4". It carries which providers and which
// facts, and nothing else; it is nowhere kept, needs no sign-in and says nothing of anybody.
namespace hemval {

// In the order of their bits in the code: never reorder, only add.
inline constexpr const char* kComparedFacts[] = {"kind",            "continuity", "survey",  "languages",
                                                 "specialisations", "areas",      "add_ons", "place"};

struct SharedComparison {
    std::vector<ProviderId> providers;  // in the pack's order: which was ticked first is not told
    std::set<std::string> hidden_facts;
    bool some_gone = false;             // a provider of the code is no longer there
    friend bool operator==(const SharedComparison&, const SharedComparison&) = default;
};

// Providers that the municipality does not have, and facts that there are none of, are left out.
std::string comparison_code(const Municipality& municipality,
                            const std::vector<ProviderId>& providers,
                            const std::set<std::string>& hidden_facts);

// Typed by hand: case, spaces, hyphens, and the letters that look like digits are forgiven. Nothing for
// what is no code, has a slip in it, or is another municipality's.
std::optional<SharedComparison> read_comparison_code(std::string_view typed,
                                                     const Municipality& municipality);

}  // namespace hemval
