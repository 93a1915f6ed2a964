#include "web/ui/frame.h"

#include <algorithm>
#include <cmath>

namespace hemval::ui {

namespace {

constexpr float kTurn = 6.2831853F;

Spot on_circle(Spot centre, float radius, float angle)
{
    return {centre.x + radius * std::sin(angle), centre.y - radius * std::cos(angle)};
}

}  // namespace

void Ui::bars(std::string_view key, std::string_view label, const std::vector<Bar>& bars)
{
    if (frame_.hidden > 0 || bars.empty()) return;
    const std::string own(key);
    frame_.open(Role::Group, own + "/figure", Flow::Block, {}, Metrics::gap);
    frame_.add(Role::Picture, key).name = label;
    frame_.open(Role::List, own + "/list", Flow::Block, {}, 0);
    const float most = std::min(frame_.layout.width(), frame_.measure());
    for (const Bar& bar : bars) {
        const std::string item = child_key(key, bar.key);
        frame_.open(Role::ListItem, item, Flow::Block, {}, 18);
        const TextBlock name = frame_.lay(bar.label, Metrics::small, false, most, 1.35F);
        const Rect name_rect = frame_.layout.place(most, name.height(), 0, 2);
        frame_.set_text(frame_.add(Role::Paragraph, item + "/label", name_rect), bar.label, name)
            .lang = bar.lang;
        frame_.draw(name, name_rect.x, name_rect.y, frame_.color.text);
        const Rect track = frame_.layout.place(most, 16, 6, 6);
        const auto share = static_cast<float>(std::clamp(bar.share, 0.0, 1.0));
        frame_.paint.fill(track, frame_.color.raised, 4);
        if (share > 0)
            frame_.paint.fill({track.x, track.y, std::max(4.0F, track.w * share), track.h},
                              frame_.color.mark, 4);
        frame_.paint.frame(track, frame_.color.strong_line, 1, 4);
        const TextBlock figure = frame_.lay(bar.figure, Metrics::small, true, most, 1.35F);
        const Rect figure_rect = frame_.layout.place(most, figure.height(), 4, 0);
        frame_.set_text(frame_.add(Role::Paragraph, item + "/figure", figure_rect), bar.figure,
                        figure);
        frame_.draw(figure, figure_rect.x, figure_rect.y, frame_.color.text);
        frame_.close(18);
    }
    frame_.tree.find(key)->rect = frame_.close(0);
    frame_.close(Metrics::gap);
}

void Ui::qr_code(std::string_view key, std::string_view label, std::string_view address)
{
    if (frame_.hidden > 0) return;
    constexpr float kSide = 370;  // two pixels a module at the most there are, and the quiet zone
    const float side = std::min(frame_.layout.width(), kSide);
    const Rect rect = frame_.layout.place(side, side, 8, 20);
    Node& node = frame_.add(Role::Picture, key, rect);
    node.name = label;
    node.value = address;
    frame_.paint.fill(rect, Color{255, 255, 255, 255}, 0);
}

void Ui::camera(std::string_view key, std::string_view label)
{
    if (frame_.hidden > 0) return;
    const float width = std::min(frame_.layout.width(), 640.0F);
    const Rect rect = frame_.layout.place(width, width * 0.75F, 8, 20);
    frame_.add(Role::Picture, key, rect).name = label;
    frame_.tree.find(key)->style = "camera";
    frame_.paint.fill(rect, frame_.color.raised, 0);
}

// The rotation as a wheel: the places in turn order, clockwise from the top. Whose turn it was is
// told by the pointer's shape, the skipped by a cross, the assigned by a filled place with a tick.
void Ui::ring(std::string_view key, std::string_view label, const std::vector<RingPlace>& places)
{
    if (frame_.hidden > 0 || places.empty()) return;
    const std::string own(key);
    const Palette& color = frame_.color;
    const float whole = frame_.layout.width();
    const float size = std::min(whole, frame_.scaled(300));
    // The names stand beside the wheel where there is room for both.
    const bool beside = whole >= size + frame_.scaled(40 + 260);
    frame_.open(Role::Group, own + "/figure", Flow::Block,
                {beside ? size + frame_.scaled(40) : 0, 0, 0, 0}, 20);
    Rect area = frame_.layout.box().outer;
    area.w = area.h = size;
    if (!beside) area = frame_.layout.place(size, size, 0, 20);
    frame_.add(Role::Picture, key, area).name = label;
    const Spot centre{area.x + size / 2, area.y + size / 2};
    const auto count = static_cast<float>(places.size());
    const float place_radius = std::clamp(size * 0.9F / count, 12.0F, size * 0.08F);
    const float radius = size / 2 - place_radius - 9;

    const auto mark = [&](const RingPlace& place, Spot at, float r) {
        if (place.assigned) {
            frame_.paint.disk(at, r, color.accent);
            frame_.paint.check(at, r * 1.1F, color.on_accent, 3);
            return;
        }
        frame_.paint.disk(at, r, color.surface);
        frame_.paint.circle(at, r, color.strong_line, 2);
        if (place.skipped) frame_.paint.cross(at, r * 0.8F, color.strong_line, 2.5F);
    };
    frame_.paint.circle(centre, radius, color.line, 4);
    for (std::size_t i = 0; i < places.size(); ++i) {
        const float angle = kTurn * static_cast<float>(i) / count;
        // An arrowhead halfway to the next place shows which way the turn goes round.
        const float between = angle + kTurn / count / 2;
        const Spot tip = on_circle(centre, radius, between + 5 / radius);
        const Spot left = on_circle(centre, radius - 6, between - 4 / radius);
        const Spot right = on_circle(centre, radius + 6, between - 4 / radius);
        frame_.paint.stroke({left, tip, right}, color.strong_line, 2);
        const Spot at = on_circle(centre, radius, angle);
        mark(places[i], at, place_radius);
        if (!places[i].turn) continue;
        frame_.paint.circle(at, place_radius + 5, color.mark, 3);
        const Spot hand = on_circle(centre, radius - place_radius - 12, angle);
        frame_.paint.stroke({centre, hand}, color.mark, 4);
        frame_.paint.stroke({on_circle(hand, 14, angle + 2.6F), hand, on_circle(hand, 14, angle - 2.6F)},
                            color.mark, 4);
    }
    frame_.paint.disk(centre, 7, color.mark);

    frame_.open(Role::OrderedList, own + "/list", Flow::Block, {}, 20);
    const float indent = frame_.scaled(48), small = frame_.scaled(14);
    const float most = std::min(frame_.layout.width(), frame_.measure()) - indent;
    for (const RingPlace& place : places) {
        const std::string item = child_key(key, place.key);
        frame_.open(Role::ListItem, item, Flow::Block, {indent, 8, 0, 8}, 0);
        const Rect edge = frame_.layout.box().outer;
        const TextBlock name = frame_.lay(place.label, Metrics::body, place.turn || place.assigned, most);
        const Rect name_rect = frame_.layout.place(most, name.height(), 0, 0);
        const Spot at{edge.x + small + 5, name_rect.y + name.line_px / 2};
        mark(place, at, small);
        if (place.turn) frame_.paint.circle(at, small + 4, color.mark, 3);
        frame_.set_text(frame_.add(Role::Paragraph, item + "/label", name_rect), place.label, name);
        frame_.draw(name, name_rect.x, name_rect.y, color.text);
        if (!place.note.empty()) {
            const TextBlock note = frame_.lay(place.note, Metrics::small, false, most);
            const Rect note_rect = frame_.layout.place(most, note.height(), 0, 0);
            frame_.set_text(frame_.add(Role::Paragraph, item + "/note", note_rect), place.note, note)
                .style = "quiet";
            frame_.draw(note, note_rect.x, note_rect.y, color.quiet_text);
        }
        frame_.close(0);
    }
    frame_.close(0);
    if (beside) {  // the wheel may be the taller of the two
        const float below = area.y + area.h - frame_.layout.box().cursor;
        if (below > 0) frame_.layout.place(0, below, 0, 0);
    }
    frame_.close(20);
}

void Ui::timeline(std::string_view key, std::string_view label,
                  const std::vector<TimelineStep>& steps)
{
    if (frame_.hidden > 0 || steps.empty()) return;
    const std::string own(key);
    const Palette& color = frame_.color;
    frame_.open(Role::Group, own + "/figure", Flow::Block, {}, 20);
    frame_.add(Role::Picture, key).name = label;
    frame_.open(Role::OrderedList, own + "/list", Flow::Block, {}, 0);
    const float indent = frame_.scaled(44), radius = frame_.scaled(11);
    const float most = std::min(frame_.layout.width(), frame_.measure()) - indent;
    Spot former{};
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const TimelineStep& step = steps[i];
        const std::string item = child_key(key, step.key);
        frame_.open(Role::ListItem, item, Flow::Block, {indent, 0, 0, 20}, 0);
        const TextBlock when = frame_.lay(step.when, Metrics::body, true, most);
        const Rect when_rect = frame_.layout.place(most, when.height(), 0, 0);
        frame_.set_text(frame_.add(Role::Paragraph, item + "/when", when_rect), step.when, when)
            .style = "strong";
        frame_.draw(when, when_rect.x, when_rect.y, color.text);
        const TextBlock what = frame_.lay(step.what, Metrics::body, false, most);
        const Rect what_rect = frame_.layout.place(most, what.height(), 2, 0);
        frame_.set_text(frame_.add(Role::Paragraph, item + "/what", what_rect), step.what, what);
        frame_.draw(what, what_rect.x, what_rect.y, color.text);
        const Spot at{frame_.layout.box().outer.x + radius + 2, when_rect.y + when.line_px / 2};
        if (i > 0)
            frame_.paint.fill({at.x - 1.5F, former.y + radius + 3, 3,
                               at.y - former.y - 2 * radius - 6},
                              color.strong_line, 1);
        if (step.done) {
            frame_.paint.disk(at, radius, color.mark);
            frame_.paint.check(at, radius * 1.1F, color.surface, 2.5F);
        } else {
            frame_.paint.circle(at, radius - 1, color.mark, 3);
        }
        former = at;
        frame_.close(0);
    }
    frame_.tree.find(key)->rect = frame_.close(0);
    frame_.close(20);
}

}  // namespace hemval::ui
