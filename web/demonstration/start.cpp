#include "web/demonstration/demonstration.h"

#include "core/sample.h"

namespace hemval {

void demonstration_start_screen(Page& page)
{
    page.heading("demo.title");
    page.say("demo.lead", ui::TextKind::Lead);
    page.ui.bullets("demo/what", {page.t("demo.nothing_sent"), page.t("demo.nothing_kept"),
                                  page.t("demo.marked")});
    const ui::Scope section = page.ui.section("demo/people", page.t("demo.people"));
    const ui::Scope cards = page.ui.cards("demo/cards", 300, 3);
    for (const Situation situation : kAllSituations) {
        const std::string name = name_of(situation);
        const ui::Scope card = page.ui.card("demo/" + name);
        page.ui.heading("demo/" + name + "/title", 3, page.t("demo." + name));
        page.ui.text("demo/" + name + "/about", page.t("demo." + name + ".about"));
        if (page.ui.button("demo/" + name + "/go", page.t("demo." + name + ".go"),
                           ui::ButtonKind::Primary)) {
            page.errand.sign_in(sample_label(situation));
            page.go(Screen::Choose);
        }
    }
}

}  // namespace hemval
