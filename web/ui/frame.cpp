#include "web/ui/frame.h"

#include <algorithm>
#include <cmath>

namespace hemval::ui {

namespace {

constexpr float kNarrow = 640;

}  // namespace

Ui::Frame::Frame(const FrameInput& in, const SemanticTree& former_tree, Fonts& glyphs,
                 const LayoutMemory& before, LayoutMemory& now, Picture* picture)
    : input(in), former(former_tree), fonts(glyphs), layout(before, now, in.width),
      paint(picture, in.scroll_y, in.height, in.pixel_ratio), color(palette(in.scheme))
{
    tree.reserve(former.nodes().size() + 1);  // mostly as many; each time it grows all of them move
}

bool Ui::Frame::narrow() const
{
    return input.width / input.text_scale < kNarrow;
}

TextBlock Ui::Frame::lay(std::string_view text, float css_px, bool bold, float width,
                         float line_height)
{
    TextBlock block;
    block.bold = bold;
    block.face = fonts.face(scaled(css_px), bold);
    block.line_px = std::round(scaled(css_px) * line_height);
    static const Hyphens kNone;
    block.lines = wrap(text, width, input.hyphens ? *input.hyphens : kNone, [&](std::string_view part) {
        return fonts.measure(block.face, part);
    });
    for (const TextLine& line : block.lines) block.width = std::max(block.width, line.width);
    return block;
}

float Ui::Frame::natural_width(std::string_view text, float css_px, bool bold)
{
    return fonts.measure(fonts.face(scaled(css_px), bold), without_soft_hyphens(text));
}

float Ui::Frame::room(std::string_view text, float css_px, bool bold, float beside)
{
    if (layout.box().flow != Flow::Inline) return layout.width();
    return layout.room(natural_width(text, css_px, bold) + beside);
}

void Ui::Frame::draw(const TextBlock& block, float x, float y, Color ink, Align align, float width)
{
    for (const TextLine& line : block.lines) {
        const float shift = align == Align::Centre ? (width - line.width) / 2 : 0;
        paint.text(block.face, x + shift, y, block.line_px, line.text, ink);
        y += block.line_px;
    }
}

Node& Ui::Frame::add(Role role, std::string_view key, const Rect& rect)
{
    Node node;
    node.key = key;
    node.role = role;
    node.parent = layout.box().node;
    node.rect = rect;
    return tree.add(std::move(node));
}

void Ui::Frame::describe(Node& node, const TextBlock& block) const
{
    node.font_px = block.face.px;
    node.line_px = block.line_px;
    node.bold = block.bold;
}

Node& Ui::Frame::set_text(Node& node, std::string_view text, const TextBlock& block) const
{
    node.name = text;
    describe(node, block);
    return node;
}

Box& Ui::Frame::open(Role role, std::string_view key, Flow flow, const Insets& insets,
                     float gap_before)
{
    add(role, key);
    Box& box = layout.open(std::string(key), flow, insets, gap_before);
    box.node = key;
    return box;
}

Rect Ui::Frame::close(float gap_after)
{
    const std::string key = layout.box().node;
    const Rect rect = layout.close(gap_after);
    if (Node* node = tree.find(key)) node->rect = rect;
    return rect;
}

bool Ui::Frame::pressed(std::string_view key) const
{
    return std::any_of(input.events.begin(), input.events.end(), [&](const UiEvent& event) {
        return event.kind == EventKind::Press && event.key == key;
    });
}

const std::string* Ui::Frame::typed(std::string_view key) const
{
    for (auto event = input.events.rbegin(); event != input.events.rend(); ++event)
        if (event->kind == EventKind::Input && event->key == key) return &event->value;
    return nullptr;
}

bool Ui::Frame::focus_shown(std::string_view key, bool always) const
{
    return input.focused == key && (always || input.focus_visible);
}

void Ui::Frame::focus_ring(const Rect& rect, float radius)
{
    // The gap in a colour of its own keeps the ring visible on any ground, whatever it surrounds.
    constexpr float gap = 2, ring = Metrics::focus_ring;
    paint.frame({rect.x - gap, rect.y - gap, rect.w + 2 * gap, rect.h + 2 * gap}, color.focus_gap,
                gap, radius + gap);
    constexpr float all = gap + ring;
    paint.frame({rect.x - all, rect.y - all, rect.w + 2 * all, rect.h + 2 * all}, color.focus, ring,
                radius + all);
}

void Ui::Frame::finish()
{
    for (const auto& overlay : overlays) overlay();
    // A group of choices cannot take focus itself: its chosen or first choice does.
    const auto first_choice = [&](const std::string& key) {
        const Node* target = tree.find(key);
        if (!target || target->role != Role::Fieldset) return key;
        std::string first;
        for (const Node& node : tree.nodes()) {
            if (node.role != Role::Radio || node.group != key) continue;
            if (first.empty() || node.checked == Tri::Yes) first = node.key;
        }
        return first.empty() ? key : first;
    };
    out.focus = first_choice(out.focus);
    for (const Node& node : tree.nodes()) {
        if (node.role != Role::Link || node.href.size() < 2 || node.href[0] != '#' ||
            node.href[1] == '/')
            continue;
        const std::string target = first_choice(node.href.substr(1));
        if (Node* link = tree.find(node.key)) link->href = "#" + target;
    }
    out.document_height = std::max(layout.box().cursor, input.height);
}

std::string child_key(std::string_view parent, std::string_view key)
{
    if (key.find('/') != std::string_view::npos) return std::string(key);
    return std::string(parent) + "/" + std::string(key);
}

Color mix(Color a, Color b, float share_of_b)
{
    const auto channel = [share_of_b](std::uint8_t from, std::uint8_t to) {
        const auto span = static_cast<float>(to) - static_cast<float>(from);
        return static_cast<std::uint8_t>(std::lround(static_cast<float>(from) + span * share_of_b));
    };
    return {channel(a.r, b.r), channel(a.g, b.g), channel(a.b, b.b), a.a};
}

}  // namespace hemval::ui
