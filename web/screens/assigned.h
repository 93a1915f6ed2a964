#pragma once

#include "core/client_case.h"
#include "web/ui/ui.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

// How the non-choice rule came to its answer, in words and as a ring: of one's own receipt, and of invented people.
namespace hemval {

struct Page;

struct Assigned {
    const RotationAnswer& why;
    std::optional<ProviderId> provider;
    std::function<std::string(const ProviderId&)> name;
    std::string words = {};  // before the key of a sentence that has words of its own here: "trial."
    bool tells_next = true;
};
std::string basis_in_words(const Page& page, const Assigned& one);
std::vector<std::string> skips_in_words(const Page& page, const Assigned& one);
std::vector<ui::RingPlace> ring_places(const Page& page, const Assigned& one, const std::string& key);

}  // namespace hemval
