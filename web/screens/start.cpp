#include "web/screens/page.h"

namespace hemval {

namespace {

void way(Page& page, const char* key, const char* text, const char* about, Screen screen,
         ui::ButtonKind kind)
{
    const ui::Scope card = page.ui.card(std::string("way/") + key);
    const std::string href = screen == Screen::DemoStart ? to_hash({Screen::DemoStart, "", true})
                                                         : page.to(screen);
    page.ui.link_button(std::string("way/") + key + "/link", page.t(text), href, kind);
    page.say(about);
}

}  // namespace

void start_screen(Page& page)
{
    page.heading("start.title");
    page.ui.text("start/lead", page.t("start.lead", {{"municipality", page.municipality.name}}),
                 ui::TextKind::Lead);
    {
        const ui::Scope ways = page.ui.cards("start/ways", 300, 2);
        way(page, "compare", "start.compare", "start.compare.about", Screen::Providers,
            ui::ButtonKind::Primary);
        way(page, "choose", "start.choose", "start.choose.about", Screen::Choose,
            ui::ButtonKind::Primary);
        way(page, "fee", "start.fee", "start.fee.about", Screen::Fee, ui::ButtonKind::Secondary);
        way(page, "questions", "start.questions", "start.questions.about", Screen::Questions,
            ui::ButtonKind::Secondary);
    }
    {
        const ui::Scope section = page.ui.section("start/rights", page.t("start.rights"));
        std::vector<std::string> rights;
        for (const char* key : {"start.right.fee", "start.right.switch", "start.right.decline",
                                "start.right.neutral", "start.right.help"})
            rights.push_back(page.t(key));
        page.ui.bullets("start/rights/list", rights);
    }
    {
        const ui::Scope section = page.ui.section("start/other", page.t("start.other"));
        page.call("start/phone", "start.phone");
        page.own("start/paper", page.municipality.contact.paper);
        page.example_of("start/paper/example", "/municipality.json/contact/paper");
    }
    if (!page.route.demo) {
        const ui::Scope section = page.ui.section("start/try", page.t("start.try.title"));
        page.say("start.try.about");
        page.ui.link_button("start/try/link", page.t("start.try"),
                            to_hash({Screen::DemoStart, "", true}));
    }
}

}  // namespace hemval
