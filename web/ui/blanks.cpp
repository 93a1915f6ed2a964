#include "web/ui/frame.h"

#include <algorithm>

// What is filled in with a pen. On a screen it is only shown: nothing here can be pressed or typed in.
namespace hemval::ui {

namespace {

constexpr float kHandBox = 26;   // to be ticked
constexpr float kRoom = 46;  // above a line, to write in

}  // namespace

void Ui::blanks(std::string_view key, const std::vector<Blank>& lines)
{
    if (frame_.hidden > 0 || lines.empty()) return;
    frame_.open(Role::Facts, key, Flow::Block, {}, 12);
    frame_.tree.find(key)->style = "blanks";
    const float width = frame_.layout.width();
    const bool beside = width >= frame_.scaled(560);
    const float name_width = beside ? std::min(frame_.scaled(300), width * 0.38F) : width;
    const float shift = beside ? name_width + frame_.scaled(24) : 0;
    for (const Blank& line : lines) {
        const std::string own = child_key(key, line.key);
        const TextBlock name = frame_.lay(line.label, Metrics::body, true, name_width, 1.4F);
        const TextBlock twin = frame_.lay(line.twin, Metrics::small, false, name_width, 1.4F);
        const TextBlock value = frame_.lay(line.value, Metrics::body, false, width - shift, 1.4F);
        const float words = name.height() + (line.twin.empty() ? 0 : twin.height());
        const float room = std::max(frame_.scaled(kRoom), value.height() + 8);
        const float height = beside ? std::max(words, room) : words + room;
        frame_.open(Role::Fact, own, Flow::Block, {}, 8);
        const Rect whole = frame_.layout.place(width, height, 0, 0);
        const float low = whole.y + whole.h, top = beside ? low - words : whole.y;
        const Rect name_rect{whole.x, top, name_width, name.height()};
        frame_.set_text(frame_.add(Role::FactName, own + "/name", name_rect), line.label, name).style = "strong";
        frame_.draw(name, name_rect.x, name_rect.y, frame_.color.text);
        if (!line.twin.empty()) {
            const Rect rect{whole.x, top + name.height(), name_width, twin.height()};
            Node& node = frame_.add(Role::FactName, own + "/twin", rect);
            frame_.set_text(node, line.twin, twin).style = "twin";
            node.lang = line.twin_lang;
            frame_.draw(twin, rect.x, rect.y, frame_.color.text);
        }
        const Rect value_rect{whole.x + shift, low - value.height() - 4, width - shift, value.height()};
        Node& node = frame_.add(Role::FactValue, own + "/value", value_rect);
        frame_.set_text(node, line.value, value).style = "line";
        if (!frame_.input.on_paper) node.description = line.told;
        frame_.draw(value, value_rect.x, value_rect.y, frame_.color.text);
        frame_.paint.fill({value_rect.x, low - 2, value_rect.w, 2}, frame_.color.text);
        frame_.close(8);
    }
    frame_.close(20);
}

void Ui::tick_boxes(std::string_view key, const std::vector<TickBox>& boxes)
{
    if (frame_.hidden > 0 || boxes.empty()) return;
    frame_.open(Role::List, key, Flow::Block, {}, 12);
    frame_.tree.find(key)->style = "ticks";
    const float size = frame_.scaled(kHandBox), indent = size + frame_.scaled(14);
    for (const TickBox& box : boxes) {
        const std::string own = child_key(key, box.key);
        frame_.open(Role::ListItem, own, Flow::Block, {indent, 6, 0, 6}, 6);
        frame_.tree.find(own)->style = "tick";
        const Spot corner{frame_.layout.box().outer.x, frame_.layout.box().cursor};
        const float most = std::min(frame_.layout.width(), frame_.measure() - indent);
        const auto words = [&](const char* part, const std::string& text, bool bold, const char* style,
                               const std::string& lang) {
            if (text.empty()) return;
            const TextBlock block = frame_.lay(text, bold ? Metrics::body : Metrics::small, bold, most, 1.4F);
            const Rect rect = frame_.layout.place(most, block.height(), 0, 0);
            Node& node = frame_.add(Role::Paragraph, own + part, rect);
            frame_.set_text(node, text, block).style = style;
            node.lang = lang;
            if (bold && !frame_.input.on_paper) node.description = box.told;
            frame_.draw(block, rect.x, rect.y, frame_.color.text);
        };
        words("/text", box.text, true, "strong", "");
        words("/twin", box.twin, false, "twin", box.twin_lang);
        words("/note", box.note, false, "note", "");
        frame_.paint.frame({corner.x, corner.y + 1, size, size}, frame_.color.text, 2, 2);
        frame_.close(6);
    }
    frame_.close(20);
}

}  // namespace hemval::ui
