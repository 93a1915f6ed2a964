#include "server/letters/words.h"

#include "server/files.h"

#include <nlohmann/json.hpp>

namespace hemval::server {
namespace {

constexpr std::size_t kEndingLength = 5;  // ".json"

}  // namespace

std::string Words::operator()(const std::string& key, std::initializer_list<Value> values) const
{
    const auto found = texts_.find(key);
    if (found == texts_.end())
        return "[" + key + "]";
    std::string text = found->second;
    for (const auto& [name, value] : values) {
        const std::string hole = "{" + std::string(name) + "}";
        for (std::size_t at = 0; (at = text.find(hole, at)) != std::string::npos; at += value.size())
            text.replace(at, hole.size(), value);
    }
    return text;
}

std::string Words::day(Day day) const
{
    const auto month = static_cast<unsigned>(day.month());
    return (*this)("format.day", {{"day", std::to_string(static_cast<unsigned>(day.day()))},
                                  {"month", (*this)("format.month." + std::to_string(month))},
                                  {"year", std::to_string(static_cast<int>(day.year()))}});
}

Result<std::map<std::string, Words>, std::string> Words::load(const std::string& folder)
{
    const auto files = read_folder(folder, ".json");
    if (!files)
        return fail(files.error());
    std::map<std::string, Words> all;
    for (const auto& [name, text] : *files) {
        const auto json = nlohmann::json::parse(text, nullptr, false);
        if (!json.is_object())
            return fail("The locale file " + folder + "/" + name + " is not a JSON object.");
        Words words;
        words.tag_ = name.substr(0, name.size() - kEndingLength);
        for (const auto& [key, value] : json.items()) {
            if (value.is_string())
                words.texts_.emplace(key, value.get<std::string>());
        }
        all.emplace(words.tag_, std::move(words));
    }
    if (all.count("sv") == 0)
        return fail("The folder " + folder + " has no sv.json: every letter is in Swedish too.");
    return all;
}

}  // namespace hemval::server
