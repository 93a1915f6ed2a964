#include "web/ui/frame.h"

#include <algorithm>
#include <cmath>

namespace hemval::ui {

namespace {

constexpr float kPad = 14;

}  // namespace

std::optional<std::string> Ui::text_field(std::string_view key, const TextFieldSpec& spec)
{
    if (frame_.hidden > 0) return std::nullopt;
    const std::string own(key);
    const Palette& color = frame_.color;
    frame_.open(Role::Group, own + "/field", Flow::Block, {}, 20);
    frame_.tree.find(own + "/field")->style = "field";

    const float wide = frame_.text_width();
    const TextBlock label = frame_.lay(spec.label, Metrics::body, true, wide);
    const Rect label_rect = frame_.layout.place(wide, label.height(), 0, 4);
    frame_.set_text(frame_.add(Role::Label, own + "/label", label_rect), spec.label, label)
        .label_for = own;
    frame_.draw(label, label_rect.x, label_rect.y, color.text);

    std::vector<std::string> described_by;
    if (!spec.hint.empty()) {
        const TextBlock hint = frame_.lay(spec.hint, Metrics::small, false, wide);
        const Rect rect = frame_.layout.place(wide, hint.height(), 2, 6);
        frame_.set_text(frame_.add(Role::Paragraph, own + "/hint", rect), spec.hint, hint).style =
            "hint";
        frame_.draw(hint, rect.x, rect.y, color.quiet_text);
        described_by.push_back(own + "/hint");
    }
    if (!spec.error.empty()) {
        frame_.field_error(own + "/error", spec.error);
        described_by.push_back(own + "/error");
    }

    const bool lines = spec.rows > 1;
    const float line = std::round(frame_.scaled(Metrics::body) * Metrics::line_height);
    const float height = lines ? line * static_cast<float>(spec.rows) + 2 * kPad
                               : std::max(frame_.target() + 4, frame_.scaled(Metrics::target));
    const float suffix_natural =
        spec.suffix.empty() ? 0 : frame_.natural_width(spec.suffix, Metrics::body, false) + 13;
    float w = std::min(frame_.scaled(spec.width), frame_.layout.width());
    // The suffix stands beside the frame where it fits, under it where it does not.
    bool beside = true;
    if (w + suffix_natural > frame_.layout.width()) {
        beside = frame_.layout.width() - suffix_natural >= 140;
        if (beside) w = frame_.layout.width() - suffix_natural;
    }
    const Rect rect = frame_.layout.place(w, height, 8, 8);
    frame_.paint.fill(rect, color.surface, Metrics::radius);
    const bool near_it = frame_.hovered(own);
    frame_.paint.frame(rect, spec.error.empty() ? (near_it ? color.accent : color.strong_line)
                                                : color.error,
                       Metrics::frame, Metrics::radius);
    if (frame_.focus_shown(own, true)) frame_.focus_ring(rect, Metrics::radius);

    Node& node = frame_.add(lines ? Role::TextArea : Role::TextField, own, rect);
    node.name = spec.label;
    node.value = spec.value;
    node.input_mode = spec.input_mode;
    node.autocomplete = frame_.input.closed ? "off" : spec.autocomplete;
    node.max_length = spec.max_length;
    node.required = spec.required;
    node.invalid = !spec.error.empty();
    node.font_px = frame_.scaled(Metrics::body);
    node.line_px = lines ? line : height - 4;
    node.inset = kPad;
    if (!spec.suffix.empty()) described_by.push_back(own + "/suffix");
    node.described_by = std::move(described_by);

    if (!spec.suffix.empty()) {
        const TextBlock suffix = frame_.lay(spec.suffix, Metrics::body, false,
                                            beside ? suffix_natural : frame_.layout.width());
        Rect place{rect.x + rect.w + 12, rect.y + (rect.h - suffix.height()) / 2,
                   suffix.width + 1, suffix.height()};
        if (!beside) place = frame_.layout.place(suffix.width + 1, suffix.height(), 4, 8);
        frame_.set_text(frame_.add(Role::Paragraph, own + "/suffix", place), spec.suffix, suffix)
            .style = "suffix";
        frame_.draw(suffix, place.x, place.y, color.text);
    }
    const std::string* typed = frame_.typed(key);
    std::optional<std::string> pressed;
    if (frame_.is_written_in(own, spec.required)) {
        if (typed) frame_.writing->put_away = true;
        pressed = frame_.keys(own, spec);
        if (pressed) frame_.out.again = true;  // the field does not say it by itself
    }
    frame_.close(20);
    if (pressed) return pressed;
    if (!typed || *typed == spec.value) return std::nullopt;
    return *typed;
}

void Ui::error_summary(std::string_view key, std::string_view heading_text,
                       const std::vector<FieldFault>& faults)
{
    if (frame_.hidden > 0) return;
    const std::string own(key);
    const float pad = frame_.narrow() ? 18 : 26;
    frame_.open(Role::ErrorSummary, key, Flow::Block, {pad, pad - 4, pad, pad - 4}, 24);
    frame_.tree.find(key)->labelled_by = own + "/heading";
    frame_.tree.find(key)->described_by = {own + "/list"};  // heard as the summary takes focus
    heading(own + "/heading", 2, heading_text);
    frame_.open(Role::List, own + "/list", Flow::Block, {}, 8);
    for (std::size_t i = 0; i < faults.size(); ++i) {
        const std::string item_key = own + "/" + std::to_string(i);
        if (faults[i].field_key.empty()) {
            const TextBlock block =
                frame_.lay(faults[i].text, Metrics::body, false, frame_.text_width());
            const Rect rect = frame_.layout.place(frame_.text_width(), block.height(), 8, 8);
            frame_.set_text(frame_.add(Role::ListItem, item_key, rect), faults[i].text, block);
            frame_.draw(block, rect.x, rect.y, frame_.color.text);
            continue;
        }
        frame_.open(Role::ListItem, item_key, Flow::Block, {}, 0);
        const std::string link_key = item_key + "/link";
        frame_.link(link_key, faults[i].text, frame_.color.error).href =
            "#" + faults[i].field_key;
        if (frame_.pressed(link_key)) frame_.out.focus = faults[i].field_key;
        frame_.close(0);
    }
    frame_.close(0);
    const int depth = frame_.layout.box().depth;
    const Rect rect = frame_.close(24);
    frame_.paint.ground(rect, frame_.color.surface, Metrics::radius, depth);
    frame_.paint.ground_frame(rect, frame_.color.error, 3, Metrics::radius, depth);
    if (frame_.focus_shown(key)) frame_.focus_ring(rect, Metrics::radius);
    if (!frame_.former.find(key)) frame_.out.focus = key;
}

}  // namespace hemval::ui
