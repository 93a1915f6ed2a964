#include "web/ui/frame.h"

#include <algorithm>

namespace hemval::ui {

namespace {

constexpr float kBox = 28;  // the square or ring that is ticked

}  // namespace

void Ui::Frame::field_error(std::string_view key, std::string_view text)
{
    const float pad = 14;
    const TextBlock block = lay(text, Metrics::small, true, text_width() - pad);
    const Rect rect = layout.place(text_width(), block.height(), 4, 6);
    paint.fill({rect.x, rect.y, 4, rect.h}, color.error, 2);
    draw(block, rect.x + pad, rect.y, color.error);
    Node& node = add(Role::Paragraph, key, {rect.x + pad, rect.y, rect.w - pad, rect.h});
    set_text(node, text, block).style = "error";
}

Node& Ui::Frame::choice(const ChoiceSpec& spec)
{
    const float pad = scaled(14), size = scaled(kBox), text_left = pad + size + scaled(12);
    const float around = text_left + pad;
    const float most = std::min(std::max(room(spec.text, Metrics::body, false, around + 1),
                                         room(spec.hint, Metrics::small, false, around + 1)),
                                measure());
    const TextBlock label = lay(spec.text, Metrics::body, false, most - around);
    const TextBlock hint = lay(spec.hint, Metrics::small, false, most - around);
    const float text_height = label.height() + (spec.hint.empty() ? 0 : hint.height() + 2);
    const float h = std::max(target() + 8, text_height + 2 * scaled(12));
    const float w = flows() ? std::min(most, std::max(label.width, hint.width) + around + 1) : most;
    const Rect rect = layout.place(w, h, 10, 10);

    const bool round = spec.role == Role::Radio;
    const bool near_it = hovered(spec.key) || held(spec.key);
    const Color edge = spec.invalid ? color.error
                       : spec.checked || near_it ? color.accent
                                                 : color.strong_line;
    const Color ground = spec.checked ? color.notice
                         : near_it    ? mix(color.surface, color.accent, 0.06F)
                                      : color.surface;
    paint.fill(rect, ground, Metrics::radius);
    paint.frame(rect, edge, spec.checked || near_it ? Metrics::frame : 1, Metrics::radius);
    const float first_line = rect.y + (h - text_height) / 2 + label.line_px / 2;
    const Spot centre{rect.x + pad + size / 2, first_line};
    const Rect mark{centre.x - size / 2, centre.y - size / 2, size, size};
    if (round) {
        paint.circle(centre, size / 2 - 1, spec.checked ? color.accent : edge, 2);
        if (spec.checked) paint.disk(centre, size / 2 - 7, color.accent);
    } else if (spec.checked) {
        paint.fill(mark, color.accent, 5);
        paint.check(centre, size * 0.56F, color.on_accent, scaled(3));
    } else {
        paint.frame(mark, edge, 2, 5);
    }

    const std::string key(spec.key);
    const float text_top = rect.y + (h - text_height) / 2;
    const Rect label_rect{rect.x + text_left, text_top, w - text_left - pad, label.height()};
    draw(label, label_rect.x, label_rect.y, color.text);

    Node& control = add(spec.role, key, rect);
    control.name = spec.text;
    control.checked = spec.checked ? Tri::Yes : Tri::No;
    control.invalid = spec.invalid;
    if (!spec.hint.empty()) control.described_by = {key + "/hint"};
    Node& words = add(Role::Label, key + "/label", label_rect);
    set_text(words, spec.text, label).label_for = key;
    if (!spec.hint.empty()) {
        const Rect hint_rect{label_rect.x, text_top + label.height() + 2, label_rect.w,
                             hint.height()};
        draw(hint, hint_rect.x, hint_rect.y, color.quiet_text);
        set_text(add(Role::Paragraph, key + "/hint", hint_rect), spec.hint, hint).style = "hint";
    }
    if (focus_shown(key)) focus_ring(rect, Metrics::radius);
    return *tree.find(key);
}

bool Ui::checkbox(std::string_view key, std::string_view label, bool checked)
{
    if (frame_.hidden > 0) return false;
    const std::string group = std::string(key) + "/field";
    frame_.open(Role::Group, group, Flow::Block, {}, 10);
    frame_.tree.find(group)->style = "choice";
    frame_.choice({Role::Checkbox, key, label, {}, checked, false});
    frame_.close(10);
    return frame_.pressed(key);
}

std::optional<std::size_t> Ui::radio_group(std::string_view key, std::string_view legend,
                                           const std::vector<RadioOption>& options,
                                           std::optional<std::size_t> chosen,
                                           std::string_view error, std::string_view legend_lang)
{
    if (frame_.hidden > 0) return std::nullopt;
    frame_.open(Role::Fieldset, key, Flow::Block, {}, 24);
    const TextBlock words = frame_.lay(legend, Metrics::body, true, frame_.text_width());
    const Rect rect = frame_.layout.place(frame_.text_width(), words.height(), 0, 8);
    const std::string legend_key = std::string(key) + "/legend";
    frame_.set_text(frame_.add(Role::Legend, legend_key, rect), legend, words).lang = legend_lang;
    frame_.draw(words, rect.x, rect.y, frame_.color.text);
    const std::string error_key = std::string(key) + "/error";
    if (!error.empty()) {
        frame_.field_error(error_key, error);
        Node& node = *frame_.tree.find(key);
        node.described_by = {error_key};
        node.invalid = true;
    }
    std::optional<std::size_t> answer;
    for (std::size_t i = 0; i < options.size(); ++i) {
        const RadioOption& option = options[i];
        const std::string group = option.key + "/field";
        frame_.open(Role::Group, group, Flow::Block, {}, 8);
        frame_.tree.find(group)->style = "choice";
        Node& node = frame_.choice(
            {Role::Radio, option.key, option.text, option.hint, chosen == i, !error.empty()});
        node.group = key;
        node.value = std::to_string(i);
        frame_.close(8);
        if (frame_.pressed(option.key) && chosen != i) answer = i;
    }
    frame_.close(24);
    return answer;
}

}  // namespace hemval::ui
