#include "web/ui/frame.h"

#include <algorithm>

namespace hemval::ui {

Scope Ui::details(std::string_view key, std::string_view summary, bool open, bool* toggled,
                  std::string_view lang)
{
    if (frame_.hidden > 0) {
        ++frame_.hidden;
        return Scope(this, [this] { --frame_.hidden; });
    }
    const std::string own(key), summary_key = own + "/summary";
    frame_.open(Role::Details, key, Flow::Block, {}, 12);
    frame_.tree.find(key)->expanded = open ? Tri::Yes : Tri::No;

    const float indent = frame_.scaled(32);
    const TextBlock block =
        frame_.lay(summary, Metrics::body, true, frame_.text_width() - indent);
    const float w = std::min(block.width + indent + 9, frame_.layout.width());
    const Rect rect =
        frame_.layout.place(w, std::max(frame_.target(), block.height() + 12), 0, 4);
    const bool near_it = frame_.hovered(summary_key) || frame_.held(summary_key);
    const Color ink = frame_.color.link;
    const float x = rect.x + frame_.scaled(12), y = rect.y + rect.h / 2, reach = frame_.scaled(6);
    if (open)
        frame_.paint.stroke({{x - reach, y - reach / 2}, {x, y + reach / 2}, {x + reach, y - reach / 2}},
                            ink, frame_.scaled(2.4F));
    else
        frame_.paint.stroke({{x - reach / 2, y - reach}, {x + reach / 2, y}, {x - reach / 2, y + reach}},
                            ink, frame_.scaled(2.4F));
    float top = rect.y + (rect.h - block.height()) / 2;
    frame_.draw(block, rect.x + indent, top, ink);
    if (near_it) {
        for (const TextLine& line : block.lines) {
            frame_.paint.fill({rect.x + indent, top + (block.line_px + block.face.ascent) / 2 + 1,
                               line.width, 2},
                              ink);
            top += block.line_px;
        }
    }
    if (frame_.focus_shown(summary_key)) frame_.focus_ring(rect, 4);
    Node& node = frame_.add(Role::Summary, summary_key, rect);
    frame_.set_text(node, summary, block).inset = indent;
    node.lang = lang;
    if (toggled) *toggled = frame_.pressed(summary_key) || frame_.pressed(key);

    if (!open) {
        ++frame_.hidden;
        return Scope(this, [this] {
            --frame_.hidden;
            frame_.close(12);
        });
    }
    // What belongs to it hangs on a line under the arrow.
    const float edge = frame_.scaled(11);
    frame_.layout.open(own + "/content", Flow::Block, {indent, 4, 0, 8}, 4);
    return Scope(this, [this, edge] {
        const int depth = frame_.layout.box().depth;
        const Rect content = frame_.layout.close(0);
        frame_.paint.ground({content.x + edge, content.y, 2, content.h}, frame_.color.line, 0, depth);
        frame_.close(16);
    });
}

}  // namespace hemval::ui
