#pragma once

#include <bitset>
#include <cmath>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

struct ImFont;
struct ImFontAtlas;

namespace hemval::ui {

// What has been asked for in one size and weight, and what of it was looked for in the file.
struct Lettering {
    using Letters = std::bitset<0x10000>;
    const ImFont* font = nullptr;
    Letters used, built;
    std::vector<std::uint16_t> ranges;  // of `built`; the atlas keeps where they are while it is built
    bool met_more = false;  // than it was built with: it is built once more, with all
    bool in_frame = false;
};

// One size and weight as it lies in the atlas. Sizes are CSS pixels, as font-size means them.
struct Face {
    const ImFont* font = nullptr;
    Lettering* lettering = nullptr;
    float px = 0;
    float draw_scale = 1;     // from the atlas's pixels to CSS pixels
    float ascent = 0;         // of a line, rounded to whole pixels as browsers do
    float descent = 0;
    float fixed_advance = 0;  // without a font file every letter is equally wide, and none is drawn; else 0

    // From a line's top, CSS pixels. What is left over goes below, as browsers have it.
    float baseline(float line_px) const { return std::floor((line_px - ascent - descent) / 2) + ascent; }
};

// The glyph atlas. It holds only the sizes the program has met, each with the letters met in it, or with all that are
// known where those are many or have become more: what is new is noted and there after the next renew(). Letters are
// most of a first picture's time, and a heading has few.
class Fonts {
public:
    // `atlas` outlives it.
    Fonts(ImFontAtlas& atlas, std::string regular_ttf, std::string bold_ttf);

    // Builds the atlas again when something was noted or the scale changed. Between frames only.
    // True when it was built: the texture must be uploaded again.
    bool renew(float pixel_ratio);

    Face face(float px, bool bold);
    // Width in CSS pixels; the sum of advances, without kerning, as the mirror's text is set too.
    float measure(const Face& face, std::string_view text);
    // Something was asked for that the atlas does not hold yet.
    bool wants_renewal() const { return wanted_; }
    // A letter was asked for that the font file itself lacks.
    bool glyphs_missing() const { return missing_; }
    void forget_missing() { missing_ = false; }
    void begin_frame();
    void set_missing(bool missing) { missing_ = missing; }
    // All text is to be this many times as large: what the last frame used is wanted in these sizes, and no other.
    void scale_sizes(float by);

private:
    struct Metrics {
        float ascent = 0.8F, descent = 0.2F;  // em
    };
    static Metrics metrics_of(const std::string& ttf);
    bool has_files() const { return !regular_.empty() && !bold_.empty(); }
    using Size = std::pair<int, bool>;  // quarter CSS pixels, bold
    void build();
    void note(Lettering& lettering, char32_t letter);
    std::vector<std::uint16_t> ranges_of(const Lettering& lettering) const;

    ImFontAtlas& atlas_;
    std::string regular_, bold_;
    Metrics metrics_;
    float pixel_ratio_ = 0;
    std::map<Size, Lettering> sizes_;
    std::set<char32_t> letters_;  // known: met in any size, or always there
    bool wanted_ = true;
    bool missing_ = false;
};

}  // namespace hemval::ui
