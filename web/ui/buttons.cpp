#include "web/ui/frame.h"

#include <algorithm>

namespace hemval::ui {

namespace {

const char* style_of(ButtonKind kind)
{
    return kind == ButtonKind::Primary     ? "primary"
           : kind == ButtonKind::Secondary ? "secondary"
                                           : "quiet";
}

constexpr float kTick = 18;      // the tick of a button that stays down
constexpr float kTickGap = 10;

}  // namespace

ButtonLook look_of(const Palette& color, ButtonKind kind, bool hovered, bool held)
{
    const float shade = held ? 0.24F : hovered ? 0.12F : 0;
    switch (kind) {
    case ButtonKind::Primary: {
        const Color ground = mix(color.accent, color.text, shade);
        return {ground, ground, color.on_accent};
    }
    case ButtonKind::Secondary:
        return {mix(color.surface, color.accent, shade * 0.5F), color.accent, color.accent};
    case ButtonKind::Quiet: {
        const Color ground = mix(color.raised, color.accent, shade * 0.25F);
        return {ground, ground, color.accent};
    }
    }
    return {};
}

Node& Ui::Frame::button(const ButtonSpec& spec)
{
    const bool stays = spec.pressed != Tri::Not;
    const bool down = spec.pressed == Tri::Yes;
    // On a narrow page two toggles beside each other are worth more than air inside them.
    const bool tight = spec.kind == ButtonKind::Quiet || (stays && narrow());
    const float pad = scaled(tight ? 16 : 22);
    // Room for the tick also while it is not there: the neighbours must not move.
    const float extra = stays ? scaled(kTick + kTickGap) : 0;
    const bool missing_before = fonts.glyphs_missing();
    fonts.forget_missing();
    // What leads on in a kiosk is read from two metres.
    const bool large = input.keys && spec.role == Role::Link && spec.kind == ButtonKind::Primary;
    const float size = large ? Metrics::h2 : Metrics::body;
    const float around = 2 * pad + extra;
    const TextBlock block =
        lay(spec.text, size, true, room(spec.text, size, true, around + 1) - around, 1.3F);
    // The name of a language in its own letters is the browser's to write: no reason for Enkel vy.
    const bool own_letters = !spec.lang.empty() && fonts.glyphs_missing();
    fonts.set_missing(missing_before || (fonts.glyphs_missing() && !own_letters));
    // On a narrow page a button on a line of its own is as wide as a thumb may reach.
    const bool fills = narrow() && !flows() && !stays && spec.kind != ButtonKind::Quiet;
    const float w = fills ? layout.width() : block.width + 2 * pad + extra + 1;
    const float h = std::max(scaled(Metrics::target), block.height() + 2 * scaled(11));
    const Rect rect = layout.place(std::max(w, target()), std::max(target(), h), 12, 12);

    const ButtonKind kind = down ? ButtonKind::Primary : spec.kind;
    const ButtonLook look = look_of(color, kind, hovered(spec.key), held(spec.key));
    paint.fill(rect, look.ground, Metrics::radius);
    paint.frame(rect, look.edge, Metrics::frame, Metrics::radius);
    if (down)
        paint.check({rect.x + pad + scaled(kTick) / 2, rect.y + rect.h / 2}, scaled(kTick), look.ink,
                    scaled(2.5F));
    else if (stays)
        paint.circle({rect.x + pad + scaled(kTick) / 2, rect.y + rect.h / 2}, scaled(kTick) / 2 - 2,
                     look.ink, 2);
    if (!own_letters)
        draw(block, rect.x + pad + extra, rect.y + (rect.h - block.height()) / 2, look.ink,
             stays ? Align::Left : Align::Centre, rect.w - 2 * pad - extra);
    if (focus_shown(spec.key)) focus_ring(rect, Metrics::radius);

    Node& node = add(spec.role, spec.key, rect);
    set_text(node, spec.text, block).description = spec.context;
    node.style = stays ? "toggle" : style_of(spec.kind);
    if (large) node.style += " large";
    if (own_letters) node.style += " own_letters";
    node.lang = spec.lang;
    node.inset = pad;
    node.pressed = spec.pressed;
    return node;
}

Node& Ui::Frame::link(std::string_view key, std::string_view text, Color ink)
{
    const TextBlock block =
        lay(text, Metrics::body, false, std::min(room(text, Metrics::body, false, 1), measure()));
    const Rect rect = layout.place(std::max(block.width + 1, target()),
                                   std::max(target(), block.height()), 4, 4);
    draw_link(key, block, {rect.x, rect.y + (rect.h - block.height()) / 2, rect.w, block.height()}, ink);
    if (focus_shown(key)) focus_ring({rect.x - 4, rect.y, rect.w + 8, rect.h}, 4);
    Node& node = add(Role::Link, key, rect);
    return set_text(node, text, block);
}

void Ui::Frame::draw_link(std::string_view key, const TextBlock& block, const Rect& text, Color ink)
{
    draw(block, text.x, text.y, ink);
    const float thickness = hovered(key) || held(key) ? 3 : 1.5F;
    const float under = (block.line_px + block.face.ascent) / 2 + scaled(1);
    float y = text.y;
    for (const TextLine& line : block.lines) {
        paint.fill({text.x, y + under, line.width, thickness}, ink);
        y += block.line_px;
    }
}

bool Ui::Frame::leads_out(std::string_view href) const
{
    const bool here = href.empty() || href[0] == '#' || href.substr(0, 2) == "./";
    return input.closed && !here;
}

bool Ui::tell_address(std::string_view key, std::string_view words, std::string_view href,
                      std::string_view lang)
{
    for (const std::string_view scheme : {"https://", "http://", "mailto:", "tel:"})
        if (href.substr(0, scheme.size()) == scheme) href.remove_prefix(scheme.size());
    text(key, std::string(words) + ": " + std::string(href), TextKind::Body, lang);
    return false;
}

bool Ui::button(std::string_view key, std::string_view text, ButtonKind kind,
                std::string_view context)
{
    if (frame_.hidden > 0) return false;
    frame_.button({Role::Button, kind, key, text, context});
    return frame_.pressed(key);
}

bool Ui::toggle(std::string_view key, std::string_view text, bool pressed, std::string_view lang)
{
    if (frame_.hidden > 0) return false;
    frame_.button({Role::Button, ButtonKind::Secondary, key, text, {}, pressed ? Tri::Yes : Tri::No, lang});
    return frame_.pressed(key);
}

bool Ui::link_button(std::string_view key, std::string_view text, std::string_view href,
                     ButtonKind kind, std::string_view context)
{
    if (frame_.hidden > 0) return false;
    if (frame_.leads_out(href)) return tell_address(key, text, href);
    frame_.button({Role::Link, kind, key, text, context}).href = href;
    return frame_.pressed(key);
}

bool Ui::link(std::string_view key, std::string_view text, std::string_view href,
              std::string_view context, std::string_view lang)
{
    if (frame_.hidden > 0) return false;
    if (frame_.leads_out(href)) return tell_address(key, text, href, lang);
    Node& node = frame_.link(key, text, frame_.color.link);
    node.href = href;
    node.description = context;
    node.lang = lang;
    return frame_.pressed(key);
}

void Ui::place_link(std::string_view key, std::string_view text, std::string_view href, bool current)
{
    if (frame_.hidden > 0) return;
    const float most = std::min(frame_.room(text, Metrics::body, current, 1), frame_.measure());
    const TextBlock block = frame_.lay(text, Metrics::body, current, most);
    const float height = std::max({frame_.target(), frame_.scaled(Metrics::target), block.height() + 12});
    const Rect rect = frame_.layout.place(std::max(block.width + 1, frame_.target()), height, 0, 0);
    const Palette& color = frame_.color;
    const Rect words{rect.x, rect.y + (rect.h - block.height()) / 2, rect.w, block.height()};
    if (current) {
        frame_.draw(block, words.x, words.y, color.text);
        frame_.paint.fill({rect.x, rect.y + rect.h - 5, block.width, 5}, color.mark);
    } else {
        frame_.draw_link(key, block, words, color.link);
    }
    if (frame_.focus_shown(key)) frame_.focus_ring({rect.x - 4, rect.y, rect.w + 8, rect.h}, 4);
    Node& node = frame_.add(Role::Link, key, rect);
    frame_.set_text(node, text, block).href = href;
    node.current = current;
    node.style = "place";
}

void Ui::skip_link(std::string_view key, std::string_view text, std::string_view target)
{
    if (frame_.hidden > 0) return;
    // Takes no room: it lies over the page's upper left corner, and is seen only with focus.
    const float pad = frame_.scaled(20);
    const TextBlock block = frame_.lay(text, Metrics::body, true,
                                       frame_.input.width - 2 * frame_.gutter() - 2 * pad);
    const Rect rect{frame_.gutter(), frame_.input.scroll_y + 8, block.width + 2 * pad + 1,
                    std::max({frame_.target(), frame_.scaled(Metrics::target), block.height() + 16})};
    const bool shown = frame_.input.focused == key;
    Node& node = frame_.add(Role::Link, key, rect);
    frame_.set_text(node, text, block).href = "#" + std::string(target);
    node.style = "skip";
    node.inset = pad;
    if (!shown) node.rect.y = 8;  // scrolling alone must not change the document
    // Where everything is larger the controls would lie over it: it waits above them (banner()).
    if (!shown && frame_.input.closed) node.rect = {rect.x, 2, rect.w, 24};
    if (frame_.pressed(key)) frame_.out.focus = target;
    if (!shown) return;
    frame_.overlays.push_back([this, block, rect, pad] {
        const Palette& color = frame_.color;
        frame_.paint.fill(rect, color.accent, Metrics::radius);
        frame_.draw(block, rect.x + pad, rect.y + (rect.h - block.height()) / 2, color.on_accent);
        frame_.focus_ring(rect, Metrics::radius);
    });
}

}  // namespace hemval::ui
