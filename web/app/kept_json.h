#pragma once

#include "core/neutral_order.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// Reading what the tab has kept: anything unreadable is as if it were not there.
namespace hemval::kept {

using Json = nlohmann::json;

inline std::string text_at(const Json& json, const char* key)
{
    const auto found = json.find(key);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

inline bool true_at(const Json& json, const char* key)
{
    const auto found = json.find(key);
    return found != json.end() && found->is_boolean() && found->get<bool>();
}

inline int number_at(const Json& json, const char* key, int least, int most, int otherwise)
{
    const auto found = json.find(key);
    if (found == json.end() || !found->is_number_integer()) return otherwise;
    const auto value = found->get<long long>();
    return value < least || value > most ? otherwise : static_cast<int>(value);
}

inline std::vector<std::string> texts_at(const Json& json, const char* key)
{
    std::vector<std::string> texts;
    const auto found = json.find(key);
    if (found == json.end() || !found->is_array()) return texts;
    for (const Json& item : *found)
        if (item.is_string()) texts.push_back(item.get<std::string>());
    return texts;
}

inline std::optional<VisitSeed> seed_at(const Json& json, const char* key)
{
    const std::string text = text_at(json, key);
    if (text.empty() || text.size() > 20) return std::nullopt;
    VisitSeed seed;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        seed.value = seed.value * 10 + static_cast<std::uint64_t>(c - '0');
    }
    return seed;
}

}  // namespace hemval::kept
