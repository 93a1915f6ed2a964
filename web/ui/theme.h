#pragma once

#include <cstdint>

namespace hemval::ui {

struct Color {
    std::uint8_t r = 0, g = 0, b = 0, a = 255;
    friend bool operator==(Color, Color) = default;
};
double contrast(Color a, Color b);  // WCAG 2.2 contrast ratio, 1..21; alpha is ignored

// The reader's own wishes, told by the system: dark, and with more contrast.
enum class ColorScheme : std::uint8_t { Light, Dark, LightContrast, DarkContrast };

// Every colour the kit draws with. Text on its ground is at least 7:1, parts at least 3:1; a test
// computes it for all schemes. With more contrast, text has at least 14:1 and parts 7:1.
struct Palette {
    Color page, surface, raised;      // grounds
    Color text, quiet_text;
    Color line, strong_line;          // strong_line carries meaning: field frames, 3:1
    Color accent, on_accent;          // primary button
    Color link;
    Color notice, notice_line;        // information box
    Color warning, warning_line;
    Color error;                      // text and frame of what is wrong
    Color focus, focus_gap;           // ring and the gap that separates it from anything
    Color mark;                       // figures: bars, ring, timeline
};
const Palette& palette(ColorScheme scheme);

// Sizes in CSS pixels at text scale 1 and a 16 px root.
struct Metrics {
    static constexpr float body = 20, small = 18, lead = 22, h1 = 36, h2 = 28, h3 = 23;
    static constexpr float line_height = 1.45F;      // of body text
    static constexpr float heading_line_height = 1.2F;
    static constexpr float target = 48;              // least height of anything to press
    static constexpr float page_width = 1120;        // widest content
    static constexpr float measure = 660;            // about 66 characters of body text
    static constexpr float gap = 16, section_gap = 40, gutter = 20;
    static constexpr float radius = 8, frame = 2, focus_ring = 3;
};

}  // namespace hemval::ui
