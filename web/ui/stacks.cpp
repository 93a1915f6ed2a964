#include "web/ui/frame.h"

#include <algorithm>

// Bars of several parts. The parts are told apart by pattern, and their numbers stand under each bar.
namespace hemval::ui {

namespace {

void fill(Painter& paint, const Palette& color, const Rect& part, Fill how)
{
    constexpr float kApart = 7, kLine = 2;
    if (how == Fill::Solid) return paint.fill(part, color.mark);
    if (how == Fill::Empty) return;
    for (float x = part.x + kApart / 2; x + kLine <= part.x + part.w; x += kApart)
        paint.fill({x, part.y, kLine, part.h}, color.mark);
    if (how != Fill::Grid) return;
    for (float y = part.y + kApart / 2; y + kLine <= part.y + part.h; y += kApart)
        paint.fill({part.x, y, part.w, kLine}, color.mark);
}

}  // namespace

void Ui::stacks(std::string_view key, std::string_view label, const std::vector<StackName>& names,
                const std::vector<Stack>& stacks)
{
    if (frame_.hidden > 0 || stacks.empty()) return;
    const std::string own(key);
    const Palette& color = frame_.color;
    frame_.open(Role::Group, own + "/figure", Flow::Block, {}, Metrics::gap);
    frame_.add(Role::Picture, key).name = label;
    const float most = std::min(frame_.layout.width(), frame_.measure());
    const auto line = [&](const std::string& item, const std::string& text, const Rect& at,
                          const TextBlock& block) {
        frame_.set_text(frame_.add(Role::Paragraph, item, at), text, block);
        frame_.draw(block, at.x, at.y, color.text);
    };
    frame_.open(Role::List, own + "/names", Flow::Block, {}, 0);
    frame_.tree.find(own + "/names")->style = "names";  // not shown where the picture is not
    const float swatch = frame_.scaled(28), beside = frame_.scaled(40);
    for (const StackName& name : names) {
        const std::string item = own + "/names/" + std::to_string(static_cast<int>(name.fill));
        frame_.open(Role::ListItem, item, Flow::Block, {beside, 0, 0, 0}, 6);
        const Rect edge = frame_.layout.box().outer;
        const TextBlock text = frame_.lay(name.text, Metrics::small, false, most - beside, 1.35F);
        const Rect rect = frame_.layout.place(most - beside, text.height(), 0, 0);
        const Rect sample{edge.x, rect.y + (text.line_px - swatch * 0.6F) / 2, swatch, swatch * 0.6F};
        fill(frame_.paint, color, sample, name.fill);
        frame_.paint.frame(sample, color.strong_line, 1);
        line(item + "/text", name.text, rect, text);
        frame_.close(6);
    }
    frame_.close(10);
    frame_.open(Role::List, own + "/list", Flow::Block, {}, 0);
    const float tall = frame_.scaled(22);
    for (const Stack& stack : stacks) {
        const std::string item = child_key(key, stack.key);
        frame_.open(Role::ListItem, item, Flow::Block, {}, 18);
        const TextBlock name = frame_.lay(stack.label, Metrics::small, true, most, 1.35F);
        line(item + "/label", stack.label, frame_.layout.place(most, name.height(), 0, 2), name);
        const Rect track = frame_.layout.place(most, tall, 6, 6);
        frame_.paint.fill(track, color.raised);
        float x = track.x;
        for (const StackPart& part : stack.parts) {
            const auto share = static_cast<float>(std::clamp(part.share, 0.0, 1.0));
            if (share <= 0) continue;
            const float width = std::min(std::max(3.0F, track.w * share), track.x + track.w - x);
            const Rect at{x, track.y, width, track.h};
            frame_.paint.fill(at, color.surface);
            fill(frame_.paint, color, at, part.fill);
            frame_.paint.frame(at, color.strong_line, 1);
            x += width;
        }
        const TextBlock figure = frame_.lay(stack.figure, Metrics::small, false, most, 1.35F);
        line(item + "/figure", stack.figure, frame_.layout.place(most, figure.height(), 2, 0), figure);
        frame_.close(18);
    }
    frame_.tree.find(key)->rect = frame_.close(0);
    frame_.close(Metrics::gap);
}

}  // namespace hemval::ui
