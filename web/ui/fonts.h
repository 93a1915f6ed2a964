#pragma once

#include <cmath>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

struct ImFont;
struct ImFontAtlas;

namespace hemval::ui {

// One size and weight as it lies in the atlas. Sizes are CSS pixels, as font-size means them.
struct Face {
    const ImFont* font = nullptr;
    float px = 0;
    float draw_scale = 1;     // from the atlas's pixels to CSS pixels
    float ascent = 0;         // of a line, rounded to whole pixels as browsers do
    float descent = 0;
    float fixed_advance = 0;  // without a font file every letter is equally wide, and none is drawn; else 0

    // From a line's top, CSS pixels. What is left over goes below, as browsers have it.
    float baseline(float line_px) const { return std::floor((line_px - ascent - descent) / 2) + ascent; }
};

// The glyph atlas. It holds only the sizes and letters the program has met: what is new is noted
// and there after the next renew().
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
    void build();
    void note(char32_t letter);

    ImFontAtlas& atlas_;
    std::string regular_, bold_;
    Metrics metrics_;
    float pixel_ratio_ = 0;
    std::set<std::pair<int, bool>> sizes_, used_;        // quarter CSS pixels, bold; used_: by this frame
    std::map<std::pair<int, bool>, const ImFont*> built_;
    std::set<char32_t> letters_, built_letters_;
    std::vector<std::uint16_t> ranges_;
    bool wanted_ = true;
    bool missing_ = false;
};

}  // namespace hemval::ui
