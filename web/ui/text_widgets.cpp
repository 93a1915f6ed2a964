#include "web/ui/frame.h"

#include <algorithm>
#include <cmath>

namespace hemval::ui {

namespace {

struct TextLook {
    float px;
    bool bold;
    float line_height;
    const char* style;
};

TextLook look_of(TextKind kind, bool narrow)
{
    switch (kind) {
    case TextKind::Body: return {Metrics::body, false, Metrics::line_height, ""};
    case TextKind::Lead:
        return {narrow ? Metrics::body : Metrics::lead, false, Metrics::line_height, "lead"};
    case TextKind::Quiet: return {Metrics::small, false, Metrics::line_height, "quiet"};
    case TextKind::Strong: return {Metrics::body, true, Metrics::line_height, "strong"};
    case TextKind::Figure: return {narrow ? 30 : Metrics::h1, true, 1.2F, "figure"};
    }
    return {Metrics::body, false, Metrics::line_height, ""};
}

}  // namespace

void Ui::heading(std::string_view key, int level, std::string_view text, std::string_view lang)
{
    if (frame_.hidden > 0) return;
    const bool tight = narrow();
    const float px = level <= 1   ? (tight ? 30 : Metrics::h1)
                     : level == 2 ? (tight ? 25 : Metrics::h2)
                                  : (tight ? 22 : Metrics::h3);
    // Large type takes more room: its lines may be longer than body text's.
    const float most = std::min(frame_.room(text, px, true, 0),
                                frame_.measure() * (level <= 1 ? 1.3F : 1.1F));
    const TextBlock block = frame_.lay(text, px, true, most, Metrics::heading_line_height);
    const bool flows = frame_.flows();
    const Rect rect = frame_.layout.place(flows ? block.width + 1 : most, block.height(),
                                          level <= 2 ? 32 : 24, level <= 1 ? 16 : 12);
    Node& node = frame_.add(Role::Heading, key, rect);
    frame_.set_text(node, text, block).level = level;
    node.lang = lang;
    frame_.draw(block, rect.x, rect.y, frame_.color.text);
}

void Ui::text(std::string_view key, std::string_view text, TextKind kind, std::string_view lang)
{
    if (frame_.hidden > 0) return;
    const TextLook look = look_of(kind, narrow());
    const float most = std::min(frame_.room(text, look.px, look.bold, 1),
                                frame_.measure() * std::max(1.0F, look.px / Metrics::body));
    const TextBlock block = frame_.lay(text, look.px, look.bold, most, look.line_height);
    const bool flows = frame_.flows();
    const Rect rect = frame_.layout.place(
        flows && block.lines.size() == 1 ? block.width + 1 : most, block.height(), 12, 12);
    Node& node = frame_.add(Role::Paragraph, key, rect);
    frame_.set_text(node, text, block).style = look.style;
    node.lang = lang;
    frame_.draw(block, rect.x, rect.y,
                kind == TextKind::Quiet ? frame_.color.quiet_text : frame_.color.text);
}

void Ui::badge(std::string_view key, std::string_view text)
{
    if (frame_.hidden > 0) return;
    const float pad_x = frame_.scaled(10), pad_y = frame_.scaled(3);
    const TextBlock block =
        frame_.lay(text, 16, true, frame_.room(text, 16, true, 2 * pad_x + 1) - 2 * pad_x, 1.3F);
    const Rect rect = frame_.layout.place(block.width + 2 * pad_x + 1, block.height() + 2 * pad_y,
                                          8, 12);
    Node& node = frame_.add(Role::Paragraph, key, rect);
    frame_.set_text(node, text, block).style = "badge";
    node.inset = pad_x;
    frame_.paint.fill(rect, frame_.color.raised, Metrics::radius / 2);
    frame_.paint.frame(rect, frame_.color.strong_line, 1, Metrics::radius / 2);
    frame_.draw(block, rect.x + pad_x, rect.y + pad_y, frame_.color.text);
}

void Ui::bullets(std::string_view key, const std::vector<std::string>& items,
                 const std::vector<std::string>& langs)
{
    if (frame_.hidden > 0 || items.empty()) return;
    frame_.open(Role::List, key, Flow::Block, {}, 12);
    const float indent = frame_.scaled(28);
    const float most = std::min(frame_.layout.width(), frame_.measure()) - indent;
    for (std::size_t i = 0; i < items.size(); ++i) {
        const TextBlock block = frame_.lay(items[i], Metrics::body, false, most);
        Rect rect = frame_.layout.place(indent + most, block.height(), 8, 8);
        frame_.paint.disk({rect.x + frame_.scaled(9), rect.y + block.line_px / 2},
                          frame_.scaled(3.5F), frame_.color.mark);
        rect.x += indent;
        rect.w = most;
        Node& node = frame_.add(Role::ListItem, std::string(key) + "/" + std::to_string(i), rect);
        frame_.set_text(node, items[i], block);
        if (i < langs.size()) node.lang = langs[i];
        frame_.draw(block, rect.x, rect.y, frame_.color.text);
    }
    frame_.close(Metrics::gap);
}

void Ui::facts(std::string_view key, const std::vector<FactRow>& rows)
{
    if (frame_.hidden > 0 || rows.empty()) return;
    frame_.open(Role::Facts, key, Flow::Block, {}, Metrics::gap);
    const float width = frame_.layout.width();
    // Names beside values where both have room, else name over value.
    const bool beside = width >= frame_.scaled(560);
    const float name_width = beside ? std::min(frame_.scaled(300), width * 0.38F) : width;
    const float value_shift = beside ? name_width + frame_.scaled(24) : 0;
    bool first = true;
    for (const FactRow& row : rows) {
        const std::string own = child_key(key, row.key);
        const TextBlock name = frame_.lay(row.name, Metrics::small, true, name_width, 1.4F);
        const TextBlock value = frame_.lay(row.value, Metrics::body, false,
                                           std::min(width - value_shift, frame_.measure()), 1.4F);
        frame_.open(Role::Fact, own, Flow::Block, {0, first ? 0.0F : 12.0F, 0, 12}, 0);
        const Box& box = frame_.layout.box();
        const Rect edge = box.outer;
        if (!first) frame_.paint.fill({edge.x, edge.y, edge.w, 1}, frame_.color.line);
        first = false;
        const float lower = std::round(value.baseline() - name.baseline());
        const Rect name_rect{box.x, box.cursor + (beside ? lower : 0), name_width, name.height()};
        const Rect value_rect{box.x + value_shift,
                              box.cursor + (beside ? 0 : name.height() + 2), width - value_shift,
                              value.height()};
        frame_.set_text(frame_.add(Role::FactName, own + "/name", name_rect), row.name, name)
            .lang = row.name_lang;
        frame_.set_text(frame_.add(Role::FactValue, own + "/value", value_rect), row.value, value)
            .lang = row.value_lang;
        frame_.draw(name, name_rect.x, name_rect.y, frame_.color.quiet_text);
        frame_.draw(value, value_rect.x, value_rect.y, frame_.color.text);
        float bottom = std::max(name_rect.y + name_rect.h, value_rect.y + value_rect.h);
        if (!row.badge.empty()) {
            const float pad = frame_.scaled(8);
            const TextBlock badge =
                frame_.lay(row.badge, 16, true, width - value_shift - 2 * pad, 1.3F);
            const Rect rect{value_rect.x, value_rect.y + value_rect.h + 4,
                            badge.width + 2 * pad + 1, badge.height() + 4};
            Node& node = frame_.add(Role::FactValue, own + "/badge", rect);
            frame_.set_text(node, row.badge, badge).style = "badge";
            node.inset = pad;
            frame_.paint.fill(rect, frame_.color.raised, 4);
            frame_.paint.frame(rect, frame_.color.strong_line, 1, 4);
            frame_.draw(badge, rect.x + pad, rect.y + 2, frame_.color.text);
            bottom = rect.y + rect.h;
        }
        if (!row.note.empty()) {
            const TextBlock note = frame_.lay(row.note, Metrics::small, false,
                                              std::min(value_rect.w, frame_.measure()), 1.4F);
            const Rect rect{value_rect.x, bottom + 2, value_rect.w, note.height()};
            Node& node = frame_.add(Role::FactValue, own + "/note", rect);
            frame_.set_text(node, row.note, note).style = "quiet";
            node.lang = row.note_lang;
            frame_.draw(note, rect.x, rect.y, frame_.color.quiet_text);
            bottom = rect.y + rect.h;
        }
        frame_.layout.place(width, bottom - frame_.layout.box().cursor, 0, 0);
        frame_.close(0);
    }
    frame_.close(Metrics::gap);
}

void Ui::steps(std::string_view key, std::string_view text, int now, int of)
{
    if (frame_.hidden > 0) return;
    const TextBlock block = frame_.lay(text, Metrics::small, true, frame_.text_width());
    const float bar = 6, gap = 6;
    const Rect rect =
        frame_.layout.place(frame_.text_width(), block.height() + 8 + bar, Metrics::gap, 20);
    frame_.set_text(frame_.add(Role::Paragraph, key, rect), text, block).style = "steps";
    frame_.draw(block, rect.x, rect.y, frame_.color.quiet_text);
    const float each =
        std::min(72.0F, (rect.w - gap * static_cast<float>(of - 1)) / static_cast<float>(of));
    for (int i = 0; i < of; ++i) {
        const Rect part{rect.x + static_cast<float>(i) * (each + gap), rect.y + rect.h - bar, each, bar};
        if (i < now)
            frame_.paint.fill(part, frame_.color.mark, bar / 2);
        else
            frame_.paint.frame(part, frame_.color.strong_line, 1, bar / 2);
    }
}

}  // namespace hemval::ui
