#include "web/ui/frame.h"
#include "web/ui/theme.h"

#include <doctest/doctest.h>

using namespace hemval::ui;

namespace {

struct Named {
    const char* name;
    Color color;
};

constexpr ColorScheme kSchemes[] = {ColorScheme::Light, ColorScheme::Dark,
                                    ColorScheme::LightContrast, ColorScheme::DarkContrast};

bool more(ColorScheme scheme)
{
    return scheme == ColorScheme::LightContrast || scheme == ColorScheme::DarkContrast;
}

}  // namespace

TEST_CASE("contrast is what WCAG says it is")
{
    CHECK(contrast({0, 0, 0}, {255, 255, 255}) == doctest::Approx(21));
    CHECK(contrast({255, 255, 255}, {255, 255, 255}) == doctest::Approx(1));
    CHECK(contrast({119, 119, 119}, {255, 255, 255}) == doctest::Approx(4.48).epsilon(0.01));
}

TEST_CASE("text has at least 7:1 and parts at least 3:1 on every ground they are used on")
{
    for (const ColorScheme scheme : kSchemes) {
        const Palette& p = palette(scheme);
        CAPTURE(static_cast<int>(scheme));
        const std::vector<Named> grounds = {{"page", p.page},     {"surface", p.surface},
                                            {"raised", p.raised}, {"notice", p.notice},
                                            {"warning", p.warning}};
        for (const Named& ground : grounds) {
            CAPTURE(ground.name);
            for (const Named& ink : {Named{"text", p.text}, Named{"quiet_text", p.quiet_text},
                                     Named{"link", p.link}, Named{"error", p.error}}) {
                CAPTURE(ink.name);
                CHECK(contrast(ink.color, ground.color) >= (more(scheme) ? 14 : 7));
            }
            for (const Named& part : {Named{"strong_line", p.strong_line}, Named{"mark", p.mark},
                                      Named{"accent", p.accent}, Named{"focus", p.focus},
                                      Named{"notice_line", p.notice_line},
                                      Named{"warning_line", p.warning_line}}) {
                CAPTURE(part.name);
                CHECK(contrast(part.color, ground.color) >= (more(scheme) ? 7 : 3));
            }
        }
        CHECK(contrast(p.on_accent, p.accent) >= 7);
        CHECK(contrast(p.focus, p.focus_gap) >= 3);
    }
}

TEST_CASE("a button's text keeps 7:1 while it is hovered and held")
{
    for (const ColorScheme scheme : kSchemes) {
        const Palette& p = palette(scheme);
        CAPTURE(static_cast<int>(scheme));
        for (const ButtonKind kind :
             {ButtonKind::Primary, ButtonKind::Secondary, ButtonKind::Quiet})
            for (const bool hovered : {false, true})
                for (const bool held : {false, true}) {
                    const ButtonLook look = look_of(p, kind, hovered, held);
                    CAPTURE(static_cast<int>(kind));
                    CHECK(contrast(look.ink, look.ground) >= 7);
                }
    }
}
