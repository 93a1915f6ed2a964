#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

// Breaking text into lines, knowing nothing of fonts.
namespace hemval::ui {

struct TextLine {
    std::string text;  // as drawn: without soft hyphens, with a hyphen where a word was broken
    float width = 0;
};

// Where a language breaks the words that Hemval shows: "be-slut bi-stånds--be-slut", letters as in the
// text. Two strokes: between the parts of a compound, where it is broken rather than at a later syllable.
class Hyphens {
public:
    Hyphens() = default;
    explicit Hyphens(std::string_view words);

    // `text` with a soft hyphen at every place where one of the words may be broken.
    std::string in(std::string_view text) const;

private:
    std::map<std::string, std::string, std::less<>> words_;
};

using MeasureText = std::function<float(std::string_view)>;

// Lines no wider than `width`, of which there is always at least one. Breaks at spaces, after
// hyphens between letters and at line feeds; never inside a figure with its unit ("2 660 kr",
// "40 %"). A word wider than the line is broken at a soft hyphen (U+00AD), where `hyphens` says, at a
// syllable, else anywhere.
std::vector<TextLine> wrap(std::string_view text, float width, const Hyphens& hyphens,
                           const MeasureText& measure);

// The text as drawn on one line: soft hyphens are not seen.
std::string without_soft_hyphens(std::string_view text);

// The code point at `at`, which moves past it. Broken UTF-8 reads as U+FFFD, a byte at a time.
char32_t next_code_point(std::string_view text, std::size_t& at);

}  // namespace hemval::ui
