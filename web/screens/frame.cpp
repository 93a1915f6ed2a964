#include "web/screens/page.h"

namespace hemval {

namespace {

void controls(Page& page, const std::vector<ui::Option>& languages)
{
    if (const auto tag = page.ui.select("controls/language", page.t("controls.language"), languages,
                                        page.reading.language)) {
        page.reading.language = *tag;
        page.platform.request_frame();
    }
    const bool largest = page.reading.text_step >= kTextSteps;
    if (page.ui.button("controls/larger", page.t("controls.larger"), ui::ButtonKind::Quiet)) {
        if (largest)
            page.ui.announce(page.t("controls.largest"));
        else
            ++page.reading.text_step;
        page.platform.request_frame();
    }
    if (page.reading.text_step > 0 &&
        page.ui.button("controls/smaller", page.t("controls.smaller"), ui::ButtonKind::Quiet)) {
        --page.reading.text_step;
        if (page.reading.text_step == 0) page.ui.focus("controls/larger");  // this one goes away
        page.platform.request_frame();
    }
    if (page.ui.toggle("controls/read_aloud", page.t("controls.read_aloud"),
                       page.read_aloud.speaking()))
        page.read_aloud.toggle();
    if (page.ui.toggle("controls/plain", page.t("controls.plain"), page.reading.plain)) {
        page.reading.plain = !page.reading.plain;
        page.platform.set_plain(page.reading.plain);
        page.platform.request_frame();
    }
    page.ui.link("controls/help", page.t("controls.help"), page.to(Screen::Help));
}

// Nobody has done anything for a while. The question takes focus, and gives it back.
void session_ending(Page& page)
{
    constexpr const char* kStay = "session/stay";
    std::string& before = page.memory.focus_before;
    const ui::Scope box = page.ui.box("session/ending", ui::BoxKind::Notice);
    const std::string question = page.t("session.ending");
    page.ui.text("session/ending/text", question);
    if (page.ui.is_new(kStay)) {
        before = page.ui.focused();
        page.ui.focus(kStay);
    }
    if (page.ui.button(kStay, page.t("session.stay"), ui::ButtonKind::Primary, question)) {
        page.errand.stay();
        page.ui.focus(before.empty() ? "main" : before);
    }
}

}  // namespace

void page_top(Page& page, const std::vector<ui::Option>& languages)
{
    const ui::Scope banner = page.ui.banner("banner");
    page.ui.skip_link("skip", page.t("skip"), "main");
    const bool chosen = !page.municipality.id.empty();
    {
        const ui::Scope row = page.ui.row("controls");
        page.ui.link("brand/link",
                     chosen ? page.t("brand", {{"municipality", page.municipality.name}}) : "Hemval",
                     page.to(Screen::Start));
        controls(page, languages);
    }
    if (page.errand.ending()) session_ending(page);
    if (page.read_aloud.has_no_voice()) {
        const ui::Scope box = page.ui.box("controls/no_voice", ui::BoxKind::Notice);
        page.ui.status("controls.no_voice", page.t("controls.no_voice"));
    }
    if (!page.route.demo) return;
    const ui::Scope bar = page.ui.box("demo/bar", ui::BoxKind::Bar);
    page.ui.badge("demo/bar/badge", page.t("badge.demo"));
    page.ui.text("demo/bar/text", page.t("demo.bar"));
    page.ui.link("demo/bar/end", page.t("demo.end"), to_hash({}));
}

void page_bottom(Page& page)
{
    const ui::Scope bottom = page.ui.content_info("bottom");
    const bool chosen = !page.municipality.id.empty();
    if (chosen) page.call("bottom/phone", "start.phone");
    page.say("bottom.about", ui::TextKind::Quiet);
    page.ui.link("bottom/accessibility", page.t("statement.link"), page.to(Screen::Accessibility));
    if (chosen) page.ui.link("bottom/other", page.t("bottom.other"), "../");
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
                                    (help || statement ? page.to(page.route.screen) : ""),
                                ui::ButtonKind::Primary);
        }
    }
    if (help || statement) return;
    rights(page);
    const ui::Scope section = page.ui.section("start/other", page.t("start.other"));
    page.say("municipalities.other");
}

}  // namespace hemval
