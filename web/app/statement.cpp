#include "web/app/statement.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace hemval {

std::optional<Statement> read_statement(const std::string& text)
{
    using Json = nlohmann::json;
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object()) return std::nullopt;
    const auto assessed = json.find("assessed"), criteria = json.find("criteria");
    if (assessed == json.end() || !assessed->is_string() || criteria == json.end() ||
        !criteria->is_array())
        return std::nullopt;
    const auto day = from_iso(assessed->get<std::string>());
    if (!day) return std::nullopt;
    Statement statement{*day, {}};
    for (const Json& criterion : *criteria) {
        if (!criterion.is_object() || !criterion.contains("shortfall")) continue;
        const Json& shortfall = criterion["shortfall"];
        if (!shortfall.is_object()) return std::nullopt;
        LocalizedText words;
        for (const auto& [language, sentence] : shortfall.items())
            if (sentence.is_string()) words.by_language[language] = sentence.get<std::string>();
        // One lack may concern several criteria.
        auto& all = statement.shortfalls;
        if (std::find(all.begin(), all.end(), words) == all.end()) all.push_back(std::move(words));
    }
    return statement;
}

}  // namespace hemval
