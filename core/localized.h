#pragma once

#include <map>
#include <string>

namespace hemval {

// Text of a pack in one or more languages, by BCP 47 tag. A pack always has "sv".
struct LocalizedText {
    std::map<std::string, std::string> by_language;

    // The text in `language`, else in Swedish: a fact must never vanish for want of a translation.
    const std::string& in(const std::string& language) const;
    // The language `in(language)` really answers in, so that a screen reader pronounces it right.
    std::string language_of(const std::string& language) const;
    bool empty() const { return by_language.empty(); }
    friend bool operator==(const LocalizedText&, const LocalizedText&) = default;
};

}  // namespace hemval
