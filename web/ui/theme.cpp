#include "web/ui/theme.h"

#include <algorithm>
#include <cmath>

namespace hemval::ui {

namespace {

constexpr Color rgb(std::uint32_t hex)
{
    return {static_cast<std::uint8_t>(hex >> 16U & 0xFFU),
            static_cast<std::uint8_t>(hex >> 8U & 0xFFU), static_cast<std::uint8_t>(hex & 0xFFU),
            255};
}

// Paper, ink and one deep teal. Nothing here may be read as a judgement of a provider.
constexpr Palette light()
{
    Palette p;
    p.page = rgb(0xFAF8F4);
    p.surface = rgb(0xFFFFFF);
    p.raised = rgb(0xF1EDE6);
    p.text = rgb(0x1B2529);
    p.quiet_text = rgb(0x414B50);
    p.line = rgb(0xDCD6CB);
    p.strong_line = rgb(0x6B7479);
    p.accent = rgb(0x0B4A54);
    p.on_accent = rgb(0xFFFFFF);
    p.link = rgb(0x0A4668);
    p.notice = rgb(0xE6F0F1);
    p.notice_line = rgb(0x1D6A76);
    p.warning = rgb(0xFCF1D6);
    p.warning_line = rgb(0x8C5E00);
    p.error = rgb(0x8A1212);
    p.focus = rgb(0x3B1D8F);
    p.focus_gap = rgb(0xFFFFFF);
    p.mark = rgb(0x1D6A76);
    return p;
}

constexpr Palette dark()
{
    Palette p;
    p.page = rgb(0x13181A);
    p.surface = rgb(0x1A2124);
    p.raised = rgb(0x222B2F);
    p.text = rgb(0xF2EEE7);
    p.quiet_text = rgb(0xC9CECF);
    p.line = rgb(0x39454A);
    p.strong_line = rgb(0x93A1A7);
    p.accent = rgb(0x93D4DD);
    p.on_accent = rgb(0x0A2328);
    p.link = rgb(0xA6D2F4);
    p.notice = rgb(0x1A2F34);
    p.notice_line = rgb(0x79BFCA);
    p.warning = rgb(0x352A12);
    p.warning_line = rgb(0xE6BE63);
    p.error = rgb(0xFFB9B0);
    p.focus = rgb(0xFFD75E);
    p.focus_gap = rgb(0x13181A);
    p.mark = rgb(0x79BFCA);
    return p;
}

constexpr Palette light_contrast()
{
    Palette p = light();
    p.page = p.surface = p.raised = p.notice = p.warning = rgb(0xFFFFFF);
    p.text = p.quiet_text = p.line = p.strong_line = rgb(0x000000);
    p.accent = p.mark = p.notice_line = rgb(0x002A31);
    p.link = rgb(0x001F4D);
    p.warning_line = rgb(0x3D2900);
    p.error = rgb(0x4A0000);
    p.focus = rgb(0x2A0A7A);
    return p;
}

constexpr Palette dark_contrast()
{
    Palette p = dark();
    p.page = p.surface = p.raised = p.notice = p.warning = p.on_accent = p.focus_gap = rgb(0x000000);
    p.text = p.quiet_text = p.line = p.strong_line = rgb(0xFFFFFF);
    p.accent = p.mark = p.notice_line = rgb(0xC8F4FA);
    p.link = rgb(0xD0E9FF);
    p.warning_line = rgb(0xFFDF94);
    p.error = rgb(0xFFDCD7);
    p.focus = rgb(0xFFE27A);
    return p;
}

constexpr Palette kPalettes[] = {light(), dark(), light_contrast(), dark_contrast()};

double linear(std::uint8_t channel)
{
    const double value = channel / 255.0;
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(Color color)
{
    return 0.2126 * linear(color.r) + 0.7152 * linear(color.g) + 0.0722 * linear(color.b);
}

}  // namespace

double contrast(Color a, Color b)
{
    const double first = luminance(a), second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

const Palette& palette(ColorScheme scheme)
{
    return kPalettes[static_cast<std::size_t>(scheme)];
}

}  // namespace hemval::ui
