#include "web/ui/frame.h"

#include <algorithm>

namespace hemval::ui {

namespace {

constexpr float kSelectInset = 14;

}  // namespace

std::optional<std::string> Ui::select(std::string_view key, std::string_view label,
                                      const std::vector<Option>& options, std::string_view chosen)
{
    if (frame_.hidden > 0) return std::nullopt;
    const std::string own(key);
    const Palette& color = frame_.color;
    const bool beside = frame_.layout.box().flow == Flow::Inline;
    Box& box = frame_.open(Role::Group, own + "/field", beside ? Flow::Inline : Flow::Block, {}, 20);
    box.gap = 12;
    frame_.tree.find(own + "/field")->style = beside ? "field row" : "field";

    const float most = std::min(frame_.room(label, Metrics::body, true, 1), frame_.measure());
    const TextBlock words = frame_.lay(label, Metrics::body, true, most);
    const Rect label_rect = frame_.layout.place(words.width + 1, words.height(), 0, 6);
    frame_.set_text(frame_.add(Role::Label, own + "/label", label_rect), label, words).label_for = own;
    frame_.draw(words, label_rect.x, label_rect.y, color.text);

    // The options are the browser's to write, in its own fonts: a script ours lack is no reason for
    // Enkel vy.
    const bool missing_before = frame_.fonts.glyphs_missing();
    float widest = 0;
    for (const Option& option : options)
        widest = std::max(widest, frame_.natural_width(option.text, Metrics::body, false));
    frame_.fonts.set_missing(missing_before);
    const float arrow = frame_.scaled(40);
    const float w = std::min(std::max(widest + kSelectInset + arrow + 4, 120.0F), frame_.layout.width());
    const Rect rect = frame_.layout.place(w, std::max(frame_.target(), frame_.scaled(44)), 6, 8);
    frame_.paint.fill(rect, color.surface, Metrics::radius);
    frame_.paint.frame(rect, frame_.hovered(own) ? color.accent : color.strong_line, Metrics::frame,
                       Metrics::radius);
    const float x = rect.x + rect.w - arrow / 2, y = rect.y + rect.h / 2, reach = frame_.scaled(6);
    frame_.paint.stroke({{x - reach, y - reach / 2}, {x, y + reach / 2}, {x + reach, y - reach / 2}},
                        color.text, frame_.scaled(2.2F));
    if (frame_.focus_shown(own, true)) frame_.focus_ring(rect, Metrics::radius);

    Node& node = frame_.add(Role::Select, own, rect);
    node.name = label;
    node.value = chosen;
    node.options = options;
    node.font_px = frame_.scaled(Metrics::body);
    node.line_px = rect.h - 4;
    node.inset = kSelectInset;
    frame_.close(20);

    const std::string* picked = frame_.typed(key);
    if (!picked || *picked == chosen) return std::nullopt;
    return *picked;
}

}  // namespace hemval::ui
