#include "web/staff/staff_page.h"

// What the non-choice rule rests on, with the competition authority's caution.
namespace hemval {

void rule_screen(StaffPage& page)
{
    page.heading("rule.title");
    page.say("rule.lead", ui::TextKind::Lead);
    const RotationPolicy& policy = page.municipality.rotation;
    constexpr const char* kPointer = "/municipality.json/rotation";
    {
        const ui::Scope box = page.ui.box("rule/box", ui::BoxKind::Card);
        page.ui.facts("rule/facts",
                      {page.fact("rule/id", page.t("rule.id"),
                                 page.t("rule.version", {{"rule", policy.id},
                                                         {"version", std::to_string(policy.version)}})),
                       page.fact("rule/area", page.t("rule.lists"),
                                 page.t(policy.per_area ? "rotation.per_area" : "rotation.whole"), kPointer)});
    }
    {
        const ui::Scope section = page.ui.section("rule/how", page.t("decline.rule"));
        page.ui.bullets("rule/how/list", rotation_in_words(page));
    }
    {
        const ui::Scope section = page.ui.section("rule/basis", page.t("rule.basis"));
        if (policy.legal_basis.empty()) {
            page.say("rule.basis.none");
        } else {
            page.ui.text("rule/basis/text", policy.legal_basis, ui::TextKind::Body,
                         page.t.tag() == "sv" || page.t.tag() == "sv-simple" ? "" : "sv");
            page.example_of("rule/basis/example", kPointer);
        }
    }
    const ui::Scope section = page.ui.section("rule/caution", page.t("rule.caution"));
    const ui::Scope box = page.ui.box("rule/caution/box", ui::BoxKind::Warning);
    page.say("rule.caution.text");
    page.say("rule.caution.disputed");
}

}  // namespace hemval
