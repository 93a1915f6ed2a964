#pragma once

#include "core/problem.h"
#include "core/result.h"

#include <map>
#include <string>
#include <string_view>

namespace hemval::server {

// The sentences of the problems in every locale the app is built with.
class Locales {
public:
    // Reads every *.json of the folder. The error is a sentence; a locale that lacks the sentence of
    // any problem is one, and so is a folder without Swedish.
    static Result<Locales, std::string> load(const std::string& folder);

    // The best of ours for an Accept-Language header; Swedish when none fits.
    std::string choose(std::string_view accept_language) const;
    const std::string& sentence(Problem problem, const std::string& language) const;
    std::size_t size() const { return by_language_.size(); }

private:
    std::map<std::string, std::map<Problem, std::string>> by_language_;
};

}  // namespace hemval::server
