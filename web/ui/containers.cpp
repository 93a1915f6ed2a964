#include "web/ui/frame.h"

#include <algorithm>
#include <utility>

namespace hemval::ui {

Scope::Scope(Ui* ui, std::function<void()> end) : ui_(ui), end_(std::move(end)) {}

Scope::Scope(Scope&& other) noexcept
    : ui_(std::exchange(other.ui_, nullptr)), end_(std::move(other.end_))
{
}

Scope::~Scope()
{
    if (ui_ && end_) end_();
}

namespace {

// Insets that centre content of the page's width in the window.
Insets centred(float width, float content, float gutter, float top, float bottom)
{
    const float side = std::max(gutter, (width - content) / 2);
    return {side, top, side, bottom};
}

}  // namespace

Scope Ui::banner(std::string_view key)
{
    if (frame_.hidden > 0) return Scope(nullptr, {});
    const Insets insets = centred(frame_.layout.width(), frame_.scaled(Metrics::page_width),
                                  frame_.gutter(), frame_.input.closed ? 28 : 12, 12);
    frame_.open(Role::Banner, key, Flow::Block, insets, 0).gap = frame_.narrow() ? 12 : 20;
    return Scope(this, [this] {
        const Rect rect = frame_.close(0);
        frame_.paint.ground(rect, frame_.color.surface, 0, 1);
        frame_.paint.ground({rect.x, rect.y + rect.h - 1, rect.w, 1}, frame_.color.line, 0, 1);
    });
}

Scope Ui::navigation(std::string_view key, std::string_view label)
{
    if (frame_.hidden > 0) return Scope(nullptr, {});
    frame_.open(Role::Navigation, key, Flow::Inline, {}, 8).gap = frame_.narrow() ? 16 : 24;
    frame_.tree.find(key)->name = label;
    return Scope(this, [this] { frame_.close(8); });
}

Scope Ui::main(std::string_view key)
{
    if (frame_.hidden > 0) return Scope(nullptr, {});
    const bool tight = frame_.narrow();
    frame_.open(Role::Main, key, Flow::Block,
                centred(frame_.layout.width(), frame_.scaled(Metrics::page_width), frame_.gutter(),
                        tight ? 24 : 44, tight ? 48 : 80),
                0);
    return Scope(this, [this] { frame_.close(0); });
}

Scope Ui::content_info(std::string_view key)
{
    if (frame_.hidden > 0) return Scope(nullptr, {});
    frame_.open(Role::ContentInfo, key, Flow::Block,
                centred(frame_.layout.width(), frame_.scaled(Metrics::page_width), frame_.gutter(),
                        32, 48),
                0);
    return Scope(this, [this] {
        const Rect rect = frame_.close(0);
        // A short page ends in the footer's ground, not in a strip of the page's.
        const float bottom = std::max(rect.y + rect.h, frame_.input.height);
        frame_.paint.ground({rect.x, rect.y, rect.w, bottom - rect.y}, frame_.color.raised, 0, 1);
        frame_.paint.ground({rect.x, rect.y, rect.w, 1}, frame_.color.line, 0, 1);
    });
}

Scope Ui::section(std::string_view key, std::string_view heading_text, int level)
{
    if (frame_.hidden > 0) return Scope(nullptr, {});
    const float gap = level <= 2 ? Metrics::section_gap : 28;
    frame_.open(Role::Section, key, Flow::Block, {}, frame_.scaled(gap));
    const std::string heading_key = std::string(key) + "/heading";
    frame_.tree.find(key)->labelled_by = heading_key;
    heading(heading_key, level, heading_text);
    return Scope(this, [this, gap] { frame_.close(frame_.scaled(gap)); });
}

Scope Ui::group(std::string_view key, std::string_view label)
{
    if (frame_.hidden > 0) return Scope(nullptr, {});
    frame_.open(Role::Group, key, Flow::Block, {}, Metrics::gap);
    frame_.tree.find(key)->name = label;
    return Scope(this, [this] { frame_.close(Metrics::gap); });
}

namespace {

Insets inside_of(BoxKind kind, float stripe, bool tight)
{
    if (kind == BoxKind::Bar) return tight ? Insets{stripe + 10, 10, 10, 6} : Insets{stripe + 16, 8, 16, 8};
    const float side = tight ? 16 : 28, inner = tight ? 16 : 24;
    return {stripe + side, inner, side, inner};
}

}  // namespace

Scope Ui::box(std::string_view key, BoxKind kind)
{
    if (frame_.hidden > 0) return Scope(nullptr, {});
    const bool bar = kind == BoxKind::Bar;
    const bool striped = bar || kind == BoxKind::Notice || kind == BoxKind::Warning ||
                         kind == BoxKind::Success;
    frame_.open(Role::Group, key, bar ? Flow::Inline : Flow::Block,
                inside_of(kind, striped ? 6 : 0, frame_.narrow()), bar ? 12 : 24);
    static constexpr const char* kStyles[] = {"card", "notice", "warning", "success", "plain", "bar"};
    frame_.tree.find(key)->style = kStyles[static_cast<std::size_t>(kind)];
    return Scope(this, [this, kind, striped] {
        const int depth = frame_.layout.box().depth;
        const Rect rect = frame_.close(24);
        const Palette& color = frame_.color;
        Painter& paint = frame_.paint;
        const Color ground = kind == BoxKind::Plain     ? color.raised
                             : kind == BoxKind::Warning ? color.warning
                             : striped                  ? color.notice
                                                        : color.surface;
        paint.ground(rect, ground, Metrics::radius, depth);
        if (kind == BoxKind::Card)
            paint.ground_frame(rect, color.line, 1, Metrics::radius, depth);
        if (!striped) return;
        const Color edge = kind == BoxKind::Warning ? color.warning_line : color.notice_line;
        paint.ground_frame(rect, mix(ground, edge, 0.35F), 1, Metrics::radius, depth);
        paint.ground({rect.x, rect.y, 6, rect.h}, edge, 3, depth);
    });
}

Scope Ui::list(std::string_view key)
{
    if (frame_.hidden > 0) return Scope(nullptr, {});
    frame_.open(Role::List, key, Flow::Block, {}, Metrics::gap);
    return Scope(this, [this] { frame_.close(Metrics::gap); });
}

Scope Ui::item(std::string_view key)
{
    if (frame_.hidden > 0) return Scope(nullptr, {});
    const float indent = frame_.scaled(28);
    const Box& box = frame_.open(Role::ListItem, key, Flow::Block, {indent, 0, 0, 0}, 10);
    const Spot corner{box.outer.x + frame_.scaled(9), box.cursor};
    const std::size_t first = frame_.tree.nodes().size();
    return Scope(this, [this, corner, first] {
        // Beside the first line: a short link stands in the middle of what can be pressed.
        float middle = corner.y + frame_.scaled(Metrics::body * Metrics::line_height) / 2;
        if (first < frame_.tree.nodes().size()) {
            const Node& node = frame_.tree.nodes()[first];
            if (node.role == Role::Link) middle = node.rect.y + std::min(node.rect.h, frame_.target()) / 2;
        }
        frame_.paint.disk({corner.x, middle}, frame_.scaled(3.5F), frame_.color.mark);
        frame_.close(10);
    });
}

namespace {

void end_row_of_cards(Layout& layout, SemanticTree& tree, Painter& paint, const Palette& color)
{
    float height = 0;
    const int depth = layout.box().depth + 1;
    for (const std::string& key : layout.end_grid_row(&height)) {
        Node* node = tree.find(key);
        if (!node) continue;
        node->rect.h = height;
        paint.ground(node->rect, color.surface, Metrics::radius + 2, depth);
        paint.ground_frame(node->rect, color.line, 1, Metrics::radius + 2, depth);
    }
}

}  // namespace

Scope Ui::cards(std::string_view key, float min_width, int most)
{
    if (frame_.hidden > 0) return Scope(nullptr, {});
    Box& grid = frame_.open(Role::List, key, Flow::Grid, {}, 24);
    grid.gap = frame_.narrow() ? 16 : 24;
    frame_.layout.start_grid(frame_.scaled(min_width), most);
    frame_.tree.find(key)->style = "cards";
    return Scope(this, [this] {
        end_row_of_cards(frame_.layout, frame_.tree, frame_.paint, frame_.color);
        frame_.close(24);
    });
}

Scope Ui::card(std::string_view key)
{
    if (frame_.hidden > 0) return Scope(nullptr, {});
    if (frame_.layout.box().flow == Flow::Grid) {
        const Box& grid = frame_.layout.box();
        if (grid.row_cells.size() >= grid.per_row)
            end_row_of_cards(frame_.layout, frame_.tree, frame_.paint, frame_.color);
    }
    frame_.add(Role::ListItem, key).style = "card";
    const float side = frame_.narrow() ? 18 : 28;
    frame_.layout.open_cell(std::string(key), {side, side, side, side}).node = key;
    return Scope(this, [this] {
        const std::string node = frame_.layout.box().node;
        const Rect rect = frame_.layout.close_cell();
        if (Node* found = frame_.tree.find(node)) found->rect = rect;
    });
}

Scope Ui::row(std::string_view key)
{
    if (frame_.hidden > 0) return Scope(nullptr, {});
    frame_.open(Role::Group, key, Flow::Inline, {}, Metrics::gap).gap = frame_.narrow() ? 12 : 20;
    frame_.tree.find(key)->style = "row";
    return Scope(this, [this] { frame_.close(Metrics::gap); });
}

Scope Ui::column(std::string_view key, float min_width, float share)
{
    if (frame_.hidden > 0) return Scope(nullptr, {});
    frame_.add(Role::Group, key).style = "column";
    frame_.layout.open_column(std::string(key), {frame_.scaled(min_width), share}).node = key;
    return Scope(this, [this] { frame_.close(Metrics::gap); });
}

void Ui::gap(float css_px)
{
    if (frame_.hidden == 0) frame_.layout.gap(css_px);
}

float Ui::width() const
{
    return frame_.layout.width();
}

bool Ui::narrow() const
{
    return frame_.narrow();
}

float Ui::viewport_height() const
{
    return frame_.input.height;
}

void Ui::announce(std::string text, Urgency urgency)
{
    frame_.out.announcements.push_back({urgency, std::move(text)});
}

void Ui::status(std::string_view key, std::string_view words)
{
    if (is_new(key)) announce(std::string(words));
    text(key, words);
}

void Ui::waiting(std::string_view key, std::string_view words)
{
    frame_.out.waiting = words;
    text(key, words);
}

void Ui::focus(std::string_view key)
{
    frame_.out.focus = key;
}

const std::string& Ui::focused() const
{
    return frame_.input.focused;
}

bool Ui::on_paper() const
{
    return frame_.input.on_paper;
}

bool Ui::is_new(std::string_view key) const
{
    return !frame_.former.find(key);
}

void Ui::scroll_to_top()
{
    frame_.out.scroll_to_top = true;
}

}  // namespace hemval::ui
