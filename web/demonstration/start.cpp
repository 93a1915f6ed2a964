#include "web/demonstration/demonstration.h"
#include "web/demonstration/presenter.h"

namespace hemval {

namespace {

void people(Page& page, Presenter& presenter)
{
    const ui::Scope section = page.ui.section("demo/people", page.t("demo.people"));
    const ui::Scope cards = page.ui.cards("demo/cards", 300, 3);
    for (const ExamplePerson person : kAllExamplePeople) {
        const std::string name = name_of(person);
        const ui::Scope card = page.ui.card("demo/" + name);
        page.ui.heading("demo/" + name + "/title", 3, page.t("demo." + name));
        page.ui.text("demo/" + name + "/about", page.t("demo." + name + ".about"));
        if (page.ui.button("demo/" + name + "/go", page.t("demo." + name + ".go"), ui::ButtonKind::Primary)) {
            page.visit.behalf = {};
            page.visit.wishes = {};
            page.visit.pending.reset();
            presenter.begin(person);
            page.errand.sign_in(label_of(person));
            page.go(Screen::Choose);
        }
    }
}

void explanations(Page& page)
{
    const ui::Scope section = page.ui.section("demo/explain", page.t("demo.explain"));
    const ui::Scope cards = page.ui.cards("demo/explain/cards", 300, 3);
    for (const Explanation& one : kExplanations) {
        const std::string key = std::string("demo/explain/") + one.name;
        const ui::Scope card = page.ui.card(key);
        const std::string words = std::string("explain.") + one.name;
        page.ui.heading(key + "/title", 3, page.t(words));
        page.ui.text(key + "/about", page.t(words + ".about"));
        page.ui.link_button(key + "/go", page.t(words + ".go"), page.to(Screen::Explained, one.id));
    }
}

}  // namespace

void demonstration_start_screen(Page& page, Presenter& presenter)
{
    page.heading("demo.title");
    page.say("demo.lead", ui::TextKind::Lead);
    page.ui.bullets("demo/what", {page.t("demo.nothing_sent"), page.t("demo.nothing_kept"),
                                  page.t("demo.marked")});
    people(page, presenter);
    explanations(page);
}

}  // namespace hemval
