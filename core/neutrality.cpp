#include "core/neutrality.h"

#include <algorithm>
#include <iterator>

namespace hemval {
namespace {

// A pattern is words with spaces between. "pris*" is a word that begins so, "*ast" one that ends so
// and has at least three letters before; ".." is up to three words of any kind.
struct Pattern {
    const char* words;
    Slip slip;
};

// What looks like a claim and is not; looked for first.
constexpr const char* kFairSwedish[] = {
    "vårt bästa",    "sitt bästa",    "ditt bästa",        "bäst att",      "passar .. bäst",
    "bästa sätt",    "så bra .. som", "bästa hälsningar",  "de flesta",     "senast*",
    "oftast",        "närmast*",      "tidigast*",         "vanligast*",    "viktigast*",
    "enkelast*",     "kontrast*",     "*gymnast",          "*plast*",       "arbetsledande",
    "årets slut",    "unika behov",   "som är unik*",      "inte gratis",   "ledande undersköters*",
    "kommunens största område",
};
constexpr Pattern kSwedish[] = {
    {"bäst", Slip::Superlative},          {"bästa", Slip::Superlative},
    {"bäste", Slip::Superlative},         {"främsta", Slip::Superlative},
    {"*aste", Slip::Superlative},         {"*ast", Slip::Superlative},
    {"mest *a", Slip::Superlative},       {"mest *e", Slip::Superlative},
    {"flest *a", Slip::Superlative},      {"*s största", Slip::Superlative},
    {"*s högsta", Slip::Superlative},     {"högsta kvalitet*", Slip::Superlative},
    {"än .. andra*", Slip::Superlative},  {"än .. konkurrent*", Slip::Superlative},
    {"än .. övriga", Slip::Superlative},  {"än någon annan", Slip::Superlative},
    {"än de stora", Slip::Superlative},   {"än .. alla andra", Slip::Superlative},
    {"högre kvalitet", Slip::Superlative}, {"ingen annan", Slip::Superlative},
    {"inga andra", Slip::Superlative},    {"ingen .. slår", Slip::Superlative},
    {"ingen slår", Slip::Superlative},    {"alla andra", Slip::Superlative},
    {"andra saknar", Slip::Superlative},  {"allra", Slip::Superlative},
    {"ledande", Slip::Superlative},       {"marknadsledande", Slip::Superlative},
    {"världsledande", Slip::Superlative}, {"världsklass", Slip::Superlative},
    {"toppklass", Slip::Superlative},     {"högsta klass", Slip::Superlative},
    {"förstklassig*", Slip::Superlative}, {"oslagbar*", Slip::Superlative},
    {"oöverträff*", Slip::Superlative},   {"överlägs*", Slip::Superlative},
    {"enastående", Slip::Superlative},    {"fantastisk*", Slip::Superlative},
    {"utomordentlig*", Slip::Superlative}, {"perfekt*", Slip::Superlative},
    {"unik*", Slip::Superlative},         {"exklusiv*", Slip::Superlative},
    {"premium*", Slip::Superlative},      {"nummer ett", Slip::Superlative},
    {"nr 1", Slip::Superlative},          {"självklar* val*", Slip::Superlative},
    {"rätt val", Slip::Superlative},      {"årets .. utförare", Slip::Superlative},
    {"det lilla extra", Slip::Superlative}, {"populär*", Slip::Superlative},
    {"prisbelönt*", Slip::Superlative},   {"expert*", Slip::Superlative},
    {"gratis", Slip::PriceClaim},         {"billig*", Slip::PriceClaim},
    {"rabatt*", Slip::PriceClaim},        {"prisvärd*", Slip::PriceClaim},
    {"kostnadsfri*", Slip::PriceClaim},   {"lägst* pris*", Slip::PriceClaim},
    {"lägre pris*", Slip::PriceClaim},    {"låg* pris*", Slip::PriceClaim},
    {"bra pris*", Slip::PriceClaim},      {"lägre avgift*", Slip::PriceClaim},
    {"låg* avgift*", Slip::PriceClaim},   {"ingen avgift", Slip::PriceClaim},
    {"utan avgift", Slip::PriceClaim},    {"för pengarna", Slip::PriceClaim},
    {"spar* pengar", Slip::PriceClaim},   {"kosta* .. mindre", Slip::PriceClaim},
    {"förmånlig*", Slip::PriceClaim},     {"erbjudande*", Slip::PriceClaim},
    {"extrapris*", Slip::PriceClaim},     {"på köpet", Slip::PriceClaim},
    {"bonus*", Slip::PriceClaim},
};

constexpr const char* kFairEnglish[] = {
    "our best", "your best", "best to", "suits .. best", "most of", "at most", "free to",
    "free time", "feel free",
};
constexpr Pattern kEnglish[] = {
    {"best", Slip::Superlative},          {"greatest", Slip::Superlative},
    {"finest", Slip::Superlative},        {"kindest", Slip::Superlative},
    {"friendliest", Slip::Superlative},   {"fastest", Slip::Superlative},
    {"safest", Slip::Superlative},        {"happiest", Slip::Superlative},
    {"highest quality", Slip::Superlative}, {"most *ed", Slip::Superlative},
    {"most *able", Slip::Superlative},    {"most *ful", Slip::Superlative},
    {"most popular", Slip::Superlative},  {"better than", Slip::Superlative},
    {"than .. others", Slip::Superlative}, {"than .. competitors", Slip::Superlative},
    {"than any other", Slip::Superlative}, {"no one else", Slip::Superlative},
    {"nobody else", Slip::Superlative},   {"leading", Slip::Superlative},
    {"world class", Slip::Superlative},   {"first class", Slip::Superlative},
    {"number one", Slip::Superlative},    {"unbeatable", Slip::Superlative},
    {"unrivalled", Slip::Superlative},    {"unmatched", Slip::Superlative},
    {"outstanding", Slip::Superlative},   {"excellent", Slip::Superlative},
    {"perfect", Slip::Superlative},       {"unique", Slip::Superlative},
    {"award winning", Slip::Superlative}, {"premium", Slip::Superlative},
    {"cheap*", Slip::PriceClaim},         {"discount*", Slip::PriceClaim},
    {"free", Slip::PriceClaim},           {"low* price*", Slip::PriceClaim},
    {"value for money", Slip::PriceClaim}, {"save* .. money", Slip::PriceClaim},
    {"no fee*", Slip::PriceClaim},        {"cost* .. less", Slip::PriceClaim},
    {"bargain*", Slip::PriceClaim},       {"affordable", Slip::PriceClaim},
};

constexpr std::size_t kStemLetters = 3;
constexpr std::size_t kGap = 3;

struct Word {
    std::string text;  // in lower case
    std::size_t at = 0, end = 0;
};

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

bool in_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           static_cast<unsigned char>(c) >= 0x80U;
}

// A-Z, and what Latin-1 has: U+00C0 to U+00DE are the bytes C3 80 to C3 9E, their small ones 20 up.
std::string in_lower_case(std::string_view text)
{
    std::string lower(text);
    for (std::size_t i = 0; i < lower.size(); ++i) {
        const auto byte = static_cast<unsigned char>(lower[i]);
        const bool latin = i > 0 && lower[i - 1] == '\xC3' && byte >= 0x80U && byte <= 0x9EU;
        if (latin || (byte >= 'A' && byte <= 'Z')) {
            lower[i] = static_cast<char>(byte + 0x20U);
        }
    }
    return lower;
}

std::vector<Word> words_of(std::string_view text)
{
    std::vector<Word> words;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at;
        while (end < text.size() && in_word(text[end])) {
            ++end;
        }
        if (end > at) {
            words.push_back({in_lower_case(text.substr(at, end - at)), at, end});
        }
        at = end + 1;
    }
    return words;
}

bool fits(std::string_view part, const std::string& word)
{
    if (part.back() == '*') {
        part.remove_suffix(1);
        return word.compare(0, part.size(), part) == 0;
    }
    if (part.front() == '*') {
        part.remove_prefix(1);
        return word.size() >= part.size() + kStemLetters &&
               word.compare(word.size() - part.size(), part.size(), part) == 0;
    }
    return word == part;
}

// One past the last word of the pattern when it begins at `at`; `at` when it does not.
std::size_t match(std::string_view pattern, const std::vector<Word>& words, std::size_t at)
{
    std::size_t here = at;
    std::size_t gap = 0;
    while (!pattern.empty()) {
        const std::size_t length = std::min(pattern.find(' '), pattern.size());
        const std::string_view part = pattern.substr(0, length);
        pattern.remove_prefix(std::min(length + 1, pattern.size()));
        if (part == "..") {
            gap = kGap;
            continue;
        }
        const std::size_t last = std::min(here + gap, words.size());
        while (here < last && !fits(part, words[here].text)) {
            ++here;
        }
        if (here >= words.size() || !fits(part, words[here].text)) {
            return at;
        }
        ++here;
        gap = 0;
    }
    return here;
}

template <std::size_t Fair, std::size_t Slips>
void find(const std::vector<Word>& words, const char* const (&fair)[Fair],
          const Pattern (&patterns)[Slips], std::vector<NeutralityFinding>& found)
{
    for (std::size_t at = 0; at < words.size();) {
        std::size_t end = at;
        for (const char* one : fair) {
            end = std::max(end, match(one, words, at));
        }
        if (end > at) {
            at = end;
            continue;
        }
        Slip slip = Slip::Superlative;
        for (const Pattern& one : patterns) {
            const std::size_t past = match(one.words, words, at);
            if (past > end) {
                end = past;
                slip = one.slip;
            }
        }
        if (end > at) {
            found.push_back({slip, words[at].at, words[end - 1].end - words[at].at});
        }
        at = std::max(at + 1, end);
    }
}

}  // namespace

std::vector<NeutralityFinding> neutrality(std::string_view text, std::string_view language)
{
    std::vector<NeutralityFinding> found;
    const std::vector<Word> words = words_of(text);
    if (language.substr(0, 2) == "sv") {
        find(words, kFairSwedish, kSwedish, found);
    } else if (language.substr(0, 2) == "en") {
        find(words, kFairEnglish, kEnglish, found);
    }
    std::size_t characters = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!continues(text[at]) && ++characters > kLongestAbout) {
            found.push_back({Slip::TooLong, at, text.size() - at});
            break;
        }
    }
    return found;
}

}  // namespace hemval
