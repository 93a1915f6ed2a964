#include "web/demonstration/number_field.h"

#include "web/app/fee_form.h"
#include "web/screens/page.h"

#include <algorithm>

namespace hemval {

std::optional<int> number_in(const std::string& typed, int most)
{
    const auto number = whole_number(typed);
    return number && *number <= most ? std::optional(static_cast<int>(*number)) : std::nullopt;
}

NumberChange number_field(Page& page, const NumberField& field, std::string& typed)
{
    NumberChange change = NumberChange::None;
    ui::TextFieldSpec spec;
    spec.label = field.label;
    spec.value = typed;
    spec.suffix = field.suffix;
    spec.input_mode = "numeric";
    spec.autocomplete = "off";
    spec.max_length = 9;
    spec.width = 150;
    if (!number_in(typed, field.most))
        spec.error = page.t("play.number", {{"most", page.t.number(field.most)}});
    if (auto now = page.ui.text_field(field.key, spec)) {
        typed = std::move(*now);
        change = NumberChange::Typed;
    }
    if (field.step > 0) {
        const ui::Scope row = page.ui.row(field.key + "/steps");
        for (const int step : {-field.step, field.step}) {
            if (!page.ui.button(field.key + (step < 0 ? "/less" : "/more"), step < 0 ? field.less : field.more,
                                ui::ButtonKind::Secondary, field.context))
                continue;
            typed = std::to_string(std::clamp(number_in(typed, field.most).value_or(0) + step, 0, field.most));
            change = NumberChange::Stepped;
        }
    }
    if (change != NumberChange::None) page.platform.request_frame();
    return change;
}

}  // namespace hemval
