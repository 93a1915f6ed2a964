#include "web/screens/page.h"

namespace hemval {

void page_top(Page& page, const std::vector<ui::Option>& languages)
{
    const ui::Scope banner = page.ui.banner("banner");
    page.ui.skip_link("skip", page.t("skip"), "main");
    const bool chosen = !page.municipality.id.empty();
    if (page.kiosk) {
        const ui::Scope row = page.ui.row("controls");
        kiosk_top(page);
    } else {
        const ui::Scope row = page.ui.row("controls");
        page.ui.link("brand/link",
                     chosen ? page.t("brand", {{"municipality", page.municipality.name}}) : "Hemval",
                     page.to(Screen::Start));
        controls(page, languages, page.to(Screen::Help));
    }
    if (page.errand.ending()) session_ending(page, [&page] { page.errand.stay(); });
    no_voice(page);
    no_network(page);
    waiting_choice(page);
    if (page.demonstration) page.demonstration->bar(page);
}

void page_bottom(Page& page)
{
    const ui::Scope bottom = page.ui.content_info("bottom");
    const bool chosen = !page.municipality.id.empty();
    if (chosen) page.call("bottom/phone", "start.phone");
    page.say("bottom.about", ui::TextKind::Quiet);
    page.ui.link("bottom/accessibility", page.t("statement.link"), page.to(Screen::Accessibility));
    if (chosen && !page.kiosk) page.ui.link("bottom/other", page.t("bottom.other"), "../");
}

void municipalities_screen(Page& page, const std::vector<MunicipalityLink>& municipalities)
{
    // Whom to call, and who answers for the page, is each municipality's own.
    const bool help = page.route.screen == Screen::Help;
    const bool statement = page.route.screen == Screen::Accessibility;
    page.heading(help ? "help.title" : statement ? "statement.title" : "municipalities.title");
    page.say(help        ? "municipalities.help"
             : statement ? "municipalities.statement"
                         : "municipalities.lead",
             ui::TextKind::Lead);
    {
        const ui::Scope cards = page.ui.cards("municipalities", 280, 3);
        for (const MunicipalityLink& one : municipalities) {
            const ui::Scope card = page.ui.card("municipality/" + one.id);
            page.ui.link_button("municipality/" + one.id + "/link", one.name,
                                "./" + one.id + "/" +
                                    (help || statement ? page.to(page.route.screen)
                                     : page.kiosk      ? page.to(Screen::Start)
                                                       : ""),
                                ui::ButtonKind::Primary);
        }
    }
    if (help || statement) return;
    rights(page);
    const ui::Scope section = page.ui.section("start/other", page.t("start.other"));
    page.say("municipalities.other");
}

}  // namespace hemval
