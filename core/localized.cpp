#include "core/localized.h"

namespace hemval {
namespace {

constexpr const char* kSourceLanguage = "sv";

using Texts = std::map<std::string, std::string>;

// An empty translation counts as none: it would make the fact vanish just the same.
Texts::const_iterator answering(const Texts& texts, const std::string& language)
{
    for (const std::string& wanted : {language, std::string(kSourceLanguage)}) {
        const auto found = texts.find(wanted);
        if (found != texts.end() && !found->second.empty()) return found;
    }
    return texts.end();
}

}  // namespace

const std::string& LocalizedText::in(const std::string& language) const
{
    static const std::string nothing;
    const auto found = answering(by_language, language);
    return found == by_language.end() ? nothing : found->second;
}

std::string LocalizedText::language_of(const std::string& language) const
{
    const auto found = answering(by_language, language);
    return found == by_language.end() ? kSourceLanguage : found->first;
}

}  // namespace hemval
