#include "server/locales.h"

#include "server/files.h"
#include "server/http.h"

#include <nlohmann/json.hpp>

namespace hemval::server {
namespace {

using Json = nlohmann::json;
constexpr const char* kSwedish = "sv";

}  // namespace

Result<Locales, std::string> Locales::load(const std::string& folder)
{
    const auto files = read_folder(folder, ".json");
    if (!files)
        return fail(files.error());
    Locales locales;
    for (const auto& [name, text] : *files) {
        const Json json = Json::parse(text, nullptr, false);
        if (!json.is_object())
            return fail("The locale file " + folder + "/" + name + " is not a JSON object.");
        auto& sentences = locales.by_language_[name.substr(0, name.size() - 5)];
        for (const Problem problem : kAllProblems) {
            const std::string key = std::string("problem.") + name_of(problem);
            const auto found = json.find(key);
            if (found == json.end() || !found->is_string())
                return fail("The locale file " + folder + "/" + name + " lacks the text \"" + key +
                            "\".");
            sentences[problem] = found->get<std::string>();
        }
    }
    if (locales.by_language_.count(kSwedish) == 0)
        return fail("The folder " + folder + " has no sv.json: every text starts from Swedish.");
    return locales;
}

std::string Locales::choose(std::string_view accept_language) const
{
    std::string best = kSwedish;
    int best_q = 0;
    for (const Preference& wish : preferences(accept_language)) {
        for (const auto& [language, sentences] : by_language_) {
            const bool fits = wish.name == lower_case(language) ||
                              wish.name.substr(0, wish.name.find('-')) == lower_case(language);
            if (fits && wish.q > best_q) {
                best = language;
                best_q = wish.q;
            }
        }
    }
    return best;
}

const std::string& Locales::sentence(Problem problem, const std::string& language) const
{
    return by_language_.at(language).at(problem);
}

}  // namespace hemval::server
