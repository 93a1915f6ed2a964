#include "web/ui/fonts.h"

#include "web/ui/text_wrap.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

namespace hemval::ui {

namespace {

// A side of the smallest texture WebGL 2 promises.
constexpr int kLargestTexture = 2048;
// Above this a glyph is drawn enlarged, so that the atlas fits in it.
constexpr float kLargestBaked = 112;
// Of this many letters a size is what text is set in: the next are soon met too.
constexpr std::size_t kManyLetters = 30;
constexpr std::string_view kAlwaysThere =
    "åäöÅÄÖéÉ§–—”’…· ";

int quarter(float px)
{
    return static_cast<int>(std::lround(px * 4));
}

int big_endian(const std::string& bytes, std::size_t at, std::size_t size)
{
    int value = 0;
    for (std::size_t i = 0; i < size; ++i)
        value = value << 8 | (at + i < bytes.size() ? static_cast<unsigned char>(bytes[at + i]) : 0);
    return size == 2 && value >= 0x8000 ? value - 0x10000 : value;
}

std::size_t table_at(const std::string& ttf, std::string_view tag)
{
    const auto tables = static_cast<std::size_t>(std::max(0, big_endian(ttf, 4, 2)));
    for (std::size_t i = 0; i < tables; ++i) {
        const std::size_t entry = 12 + 16 * i;
        if (ttf.compare(entry, 4, tag) == 0)
            return static_cast<std::size_t>(big_endian(ttf, entry + 8, 4));
        if (entry + 16 > ttf.size()) break;
    }
    return 0;
}

}  // namespace

Fonts::Fonts(ImFontAtlas& atlas, std::string regular_ttf, std::string bold_ttf)
    : atlas_(atlas), regular_(std::move(regular_ttf)), bold_(std::move(bold_ttf))
{
    if (has_files()) metrics_ = metrics_of(regular_);
    for (char32_t letter = 0x20; letter < 0x7F; ++letter) letters_.insert(letter);
    for (std::size_t at = 0; at < kAlwaysThere.size();)
        letters_.insert(next_code_point(kAlwaysThere, at));
}

Fonts::Metrics Fonts::metrics_of(const std::string& ttf)
{
    const std::size_t head = table_at(ttf, "head"), hhea = table_at(ttf, "hhea");
    const int units = big_endian(ttf, head + 18, 2);
    if (head == 0 || hhea == 0 || units <= 0) return {};
    const auto em = [&](int value) { return static_cast<float>(value) / static_cast<float>(units); };
    return {em(big_endian(ttf, hhea + 4, 2)), em(-big_endian(ttf, hhea + 6, 2))};
}

void Fonts::begin_frame()
{
    missing_ = false;
    for (auto& [size, lettering] : sizes_) lettering.in_frame = false;
}

void Fonts::scale_sizes(float by)
{
    std::map<Size, Lettering> scaled;
    for (const auto& [size, lettering] : sizes_)
        if (lettering.in_frame)
            scaled[{quarter(static_cast<float>(size.first) / 4 * by), size.second}].used |= lettering.used;
    sizes_ = std::move(scaled);
    wanted_ = true;
}

bool Fonts::renew(float pixel_ratio)
{
    if (!wanted_ && pixel_ratio == pixel_ratio_) return false;
    pixel_ratio_ = pixel_ratio;
    build();
    wanted_ = false;
    return true;
}

// Pairs of a first and a last letter, and a 0, as Dear ImGui has them.
std::vector<std::uint16_t> Fonts::ranges_of(const Lettering& lettering) const
{
    std::vector<std::uint16_t> ranges;
    for (const char32_t letter : letters_) {
        const auto code = static_cast<std::uint16_t>(letter);
        if (!lettering.built.test(code)) continue;
        if (!ranges.empty() && ranges.back() + 1 == code) {
            ranges.back() = code;
        } else {
            ranges.push_back(code);
            ranges.push_back(code);
        }
    }
    ranges.push_back(0);
    return ranges;
}

void Fonts::build()
{
    atlas_.Clear();
    atlas_.Flags |= ImFontAtlasFlags_NoMouseCursors;
    if (!has_files()) return;
    Lettering::Letters known;
    for (const char32_t letter : letters_) known.set(letter);
    // What the first frame is measured with, until it is known what it is set in.
    if (sizes_.empty()) sizes_[{quarter(20), false}].used = known;
    for (auto& [size, lettering] : sizes_) {
        lettering.built = lettering.met_more || lettering.used.count() >= kManyLetters ? known : lettering.used;
        lettering.built.set(' ').set('?');  // the one is to be measured by, the other drawn for what is not there
        lettering.ranges = ranges_of(lettering);
        const std::string& file = size.second ? bold_ : regular_;
        ImFontConfig config;
        config.FontDataOwnedByAtlas = false;
        const float em = std::min(static_cast<float>(size.first) / 4 * pixel_ratio_, kLargestBaked);
        // Dear ImGui's size is from ascender to descender, CSS's is the em.
        const float pixels = em * (metrics_.ascent + metrics_.descent);
        config.OversampleH = em < 40 ? 2 : 1;
        config.OversampleV = 1;
        lettering.font = atlas_.AddFontFromMemoryTTF(
            const_cast<char*>(file.data()), static_cast<int>(file.size()), pixels, &config,
            lettering.ranges.data());
    }
    // As wide as Dear ImGui has it, unless it gets too tall so. Not Build(): it carries a font of its own, for who
    // brings none.
    for (const int width : {0, kLargestTexture}) {
        atlas_.TexDesiredWidth = width;
        ImFontAtlasGetBuilderForStbTruetype()->FontBuilder_Build(&atlas_);
        if (atlas_.TexHeight <= kLargestTexture) break;
    }
}

Face Fonts::face(float px, bool bold)
{
    Face face;
    face.px = px;
    face.ascent = std::round(metrics_.ascent * px);
    face.descent = std::round(metrics_.descent * px);
    if (!has_files()) {
        face.fixed_advance = 0.5F * px;
        return face;
    }
    Lettering& lettering = sizes_[{quarter(px), bold}];
    lettering.in_frame = true;
    face.lettering = &lettering;
    face.font = lettering.font ? lettering.font : atlas_.Fonts[0];
    if (!lettering.font) wanted_ = true;
    face.draw_scale = px * (metrics_.ascent + metrics_.descent) / face.font->FontSize;
    return face;
}

void Fonts::note(Lettering& lettering, char32_t letter)
{
    lettering.used.set(letter);
    letters_.insert(letter);
    if (lettering.built.test(letter)) return;
    wanted_ = true;
    lettering.met_more = lettering.font != nullptr;
}

float Fonts::measure(const Face& face, std::string_view text)
{
    float width = 0;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t letter = next_code_point(text, at);
        if (letter < 0x20) continue;  // a line feed has no width and no glyph
        if (face.fixed_advance > 0) {
            width += face.fixed_advance;
            continue;
        }
        const auto code = static_cast<ImWchar>(letter);
        if (letter > 0xFFFF) {  // Dear ImGui is built with 16-bit characters
            missing_ = true;
        } else {
            if (!face.lettering->used.test(letter)) note(*face.lettering, letter);
            if (face.lettering->built.test(letter) && !face.font->FindGlyphNoFallback(code)) missing_ = true;
        }
        width += face.font->GetCharAdvance(code) * face.draw_scale;
    }
    return width;
}

}  // namespace hemval::ui
