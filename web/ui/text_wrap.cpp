#include "web/ui/text_wrap.h"

#include <algorithm>
#include <array>

namespace hemval::ui {

namespace {

constexpr float kRounding = 0.01F;  // sums of widths differ by their order
constexpr std::string_view kSoftHyphen = "\xC2\xAD";
// What stands after a figure and belongs to it.
constexpr std::array<std::string_view, 14> kUnits = {
    "kr", "%", "öre", "h", "tim", "timme", "timmar", "min", "km", "m", "st", "dagar", "år", "SEK"};

bool digit(char c)
{
    return c >= '0' && c <= '9';
}

bool letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

bool starts_with_unit(std::string_view text)
{
    std::size_t end = 0;
    while (end < text.size() && (letter(text[end]) || text[end] == '%')) ++end;
    return std::find(kUnits.begin(), kUnits.end(), text.substr(0, end)) != kUnits.end();
}

bool space_may_break(std::string_view text, std::size_t at)
{
    if (at == 0 || at + 1 >= text.size() || !digit(text[at - 1])) return true;
    return !digit(text[at + 1]) && !starts_with_unit(text.substr(at + 1));
}

bool hyphen_may_break(std::string_view text, std::size_t at)
{
    return at > 0 && at + 1 < text.size() && letter(text[at - 1]) && letter(text[at + 1]);
}

bool vowel(char32_t letter)
{
    static constexpr std::u32string_view kVowels = U"aeiouyåäöAEIOUYÅÄÖéÉüÜ";
    return kVowels.find(letter) != std::u32string_view::npos;
}

// Where a word too long for a line may be broken: before the last consonant ahead of a vowel, which
// Swedish (Svenska skrivregler, "enkonsonantsregeln") and Finnish have in common. At least two letters
// stand on either side.
std::vector<std::size_t> syllables(std::string_view word)
{
    std::vector<std::size_t> breaks;
    std::size_t last_letter = 0, letters = 0;
    bool had_vowel = false, last_is_consonant = false;
    for (std::size_t at = 0; at < word.size();) {
        const std::size_t start = at;
        const char32_t code = next_code_point(word, at);
        const bool is_letter = letter(word[start]) && code != U'\u00AD';
        const bool is_vowel = vowel(code);
        if (is_vowel && had_vowel && last_is_consonant && letters > 2 && at < word.size())
            breaks.push_back(last_letter);
        had_vowel = had_vowel || is_vowel;
        last_is_consonant = is_letter && !is_vowel;
        last_letter = start;
        ++letters;
    }
    return breaks;
}

// The pieces that stay whole where they can; a piece's last space is part of it.
std::vector<std::string_view> pieces_of(std::string_view text)
{
    std::vector<std::string_view> pieces;
    std::size_t start = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool breaks = (text[at] == ' ' && space_may_break(text, at)) ||
                            (text[at] == '-' && hyphen_may_break(text, at));
        if (!breaks) continue;
        pieces.push_back(text.substr(start, at + 1 - start));
        start = at + 1;
    }
    if (start < text.size()) pieces.push_back(text.substr(start));
    return pieces;
}

std::string_view without_last_spaces(std::string_view text)
{
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

class Wrapper {
public:
    Wrapper(float width, const Hyphens& hyphens, const MeasureText& measure)
        : width_(width), hyphens_(hyphens), measure_(measure)
    {
    }

    void paragraph(std::string_view text)
    {
        for (const std::string_view piece : pieces_of(text)) add(piece);
        end_line();
    }

    std::vector<TextLine> lines() { return std::move(lines_); }

private:
    bool fits(std::string_view text) const
    {
        return measure_(without_last_spaces(text)) <= width_ + kRounding;
    }

    void add(std::string_view piece)
    {
        const std::string seen = without_soft_hyphens(piece);
        const std::string_view word = without_last_spaces(seen);
        const float width = measure_(word);
        if (!line_.empty() && !word.empty() && filled_ + width > width_ + kRounding) end_line();
        if (!line_.empty() || width <= width_ + kRounding) {
            line_ += seen;
            filled_ += width + measure_(std::string_view(seen).substr(word.size()));
            return;
        }
        break_word(piece.find(kSoftHyphen) == std::string_view::npos ? hyphens_.in(piece)
                                                                         : std::string(piece));
    }

    void break_word(std::string_view word)
    {
        while (!fits(without_soft_hyphens(word))) {
            std::size_t cut = last_soft_hyphen_that_fits(word), gone = kSoftHyphen.size();
            if (cut == 0) {
                cut = last_syllable_that_fits(word);
                gone = 0;
            }
            if (cut > 0) {
                line_ = without_soft_hyphens(word.substr(0, cut)) + "-";
                cut += gone;
            } else {
                cut = last_character_that_fits(word);
                line_ = without_soft_hyphens(word.substr(0, cut));
                if (cut == word.size()) return;
            }
            end_line();
            word.remove_prefix(cut);
        }
        line_ = without_soft_hyphens(word);
        filled_ = measure_(line_);
    }

    std::size_t last_syllable_that_fits(std::string_view word) const
    {
        std::size_t best = 0;
        for (const std::size_t at : syllables(word)) {
            if (!fits(without_soft_hyphens(word.substr(0, at)) + "-")) break;
            best = at;
        }
        return best;
    }

    std::size_t last_soft_hyphen_that_fits(std::string_view word) const
    {
        std::size_t best = 0, seam = 0;
        for (std::size_t at = word.find(kSoftHyphen); at != std::string_view::npos;
             at = word.find(kSoftHyphen, at + 1)) {
            if (!fits(without_soft_hyphens(word.substr(0, at)) + "-")) break;
            best = at;
            if (at > 0 && word.substr(at + kSoftHyphen.size(), kSoftHyphen.size()) == kSoftHyphen) seam = at;
        }
        return seam > 0 ? seam : best;
    }

    std::size_t last_character_that_fits(std::string_view word) const
    {
        std::size_t best = 0;
        for (std::size_t at = 0; at < word.size();) {
            next_code_point(word, at);
            if (best > 0 && !fits(without_soft_hyphens(word.substr(0, at)))) break;
            best = at;
        }
        return best;
    }

    void end_line()
    {
        const std::string_view seen = without_last_spaces(line_);
        lines_.push_back({std::string(seen), measure_(seen)});
        line_.clear();
        filled_ = 0;
    }

    float width_;
    const Hyphens& hyphens_;
    const MeasureText& measure_;
    std::string line_;
    float filled_ = 0;  // by line_, with its last spaces: measuring it anew for each word takes most of a frame
    std::vector<TextLine> lines_;
};

}  // namespace

char32_t next_code_point(std::string_view text, std::size_t& at)
{
    const auto byte = [&](std::size_t i) {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
    };
    const unsigned first = byte(at);
    const unsigned more = first < 0x80 ? 0 : first >> 5U == 6 ? 1 : first >> 4U == 14 ? 2
                        : first >> 3U == 30 ? 3 : 4;
    if (more == 0 || more == 4) {
        ++at;
        return more == 0 ? static_cast<char32_t>(first) : U'\uFFFD';
    }
    char32_t code = first & (0x3FU >> more);
    for (unsigned i = 1; i <= more; ++i) {
        if (byte(at + i) >> 6U != 2) {
            ++at;
            return U'\uFFFD';
        }
        code = code << 6U | (byte(at + i) & 0x3FU);
    }
    at += more + 1;
    return code;
}

std::string without_soft_hyphens(std::string_view text)
{
    std::string seen(text);
    for (std::size_t at = seen.find(kSoftHyphen); at != std::string::npos;
         at = seen.find(kSoftHyphen, at))
        seen.erase(at, kSoftHyphen.size());
    return seen;
}

Hyphens::Hyphens(std::string_view words)
{
    while (!words.empty()) {
        const std::size_t end = std::min(words.find(' '), words.size());
        std::string whole, parted;
        for (const char sign : words.substr(0, end)) {
            if (sign == '-') parted += kSoftHyphen;
            else parted += sign, whole += sign;
        }
        words_.emplace(std::move(whole), std::move(parted));
        words.remove_prefix(std::min(end + 1, words.size()));
    }
}

std::string Hyphens::in(std::string_view text) const
{
    std::string parted;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at;
        while (end < text.size() && letter(text[end])) ++end;
        const std::string_view word = text.substr(at, end - at);
        const auto found = words_.find(word);
        parted += found == words_.end() ? std::string(word) : found->second;
        if (end < text.size()) parted += text[end++];
        at = end;
    }
    return parted;
}

std::vector<TextLine> wrap(std::string_view text, float width, const Hyphens& hyphens,
                           const MeasureText& measure)
{
    Wrapper wrapper(width, hyphens, measure);
    for (std::size_t start = 0;;) {
        const std::size_t end = text.find('\n', start);
        wrapper.paragraph(text.substr(start, end == std::string_view::npos ? end : end - start));
        if (end == std::string_view::npos) break;
        start = end + 1;
    }
    return wrapper.lines();
}

}  // namespace hemval::ui
