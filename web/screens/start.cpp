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

// What the law says a person who applies is to be told, in general words and in each language itself.
void minority_languages(Page& page)
{
    const auto& languages = page.municipality.minority_languages;
    if (languages.empty()) return;
    const ui::Scope section = page.ui.section("start/minority", page.t("minority.title"));
    std::vector<std::string> on_request;
    for (const MinorityLanguage& one : languages) {
        const std::string name = page.t("minority.language." + one.tag);
        if (one.administrative_area)
            page.ui.text("start/minority/right/" + one.tag,
                         page.t("minority.right", {{"language", name}}));
        else
            on_request.push_back(name);
    }
    // Yiddish and Romani are nowhere more than a right on request.
    for (const char* key : {"language.yi", "language.rom"}) on_request.push_back(page.t(key));
    page.ui.text("start/minority/request",
                 page.t("minority.request", {{"languages", page.t.join(on_request)}}));
    page.ui.text("start/minority/how",
                 page.t("minority.how", {{"phone", page.municipality.contact.phone}}));
    const ui::Scope list = page.ui.list("start/minority/list");
    for (std::size_t i = 0; i < languages.size(); ++i) {
        const MinorityLanguage& one = languages[i];
        const std::string key = "start/minority/" + one.tag;
        const ui::Scope item = page.ui.item(key);
        page.ui.text(key + "/notice", one.notice, ui::TextKind::Body,
                     one.tag == page.t.tag() ? "" : one.tag);
        page.example_of(key + "/example",
                        "/municipality.json/minority_languages/" + std::to_string(i));
    }
}

}  // namespace

void rights(Page& page)
{
    const ui::Scope section = page.ui.section("start/rights", page.t("start.rights"));
    std::vector<std::string> rights;
    for (const char* key : {"start.right.fee", "start.right.switch", "start.right.decline",
                            "start.right.neutral", "start.right.help"})
        rights.push_back(page.t(key));
    page.ui.bullets("start/rights/list", rights);
}

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
        way(page, "wishes", "start.wishes", "start.wishes.about", Screen::Wishes, ui::ButtonKind::Secondary);
        way(page, "questions", "start.questions", "start.questions.about", Screen::Questions,
            ui::ButtonKind::Secondary);
        way(page, "about", "start.about", "start.about.about", Screen::About, ui::ButtonKind::Secondary);
    }
    rights(page);
    minority_languages(page);
    {
        const ui::Scope section = page.ui.section("start/other", page.t("start.other"));
        page.call("start/phone", "start.phone");
        page.own("start/paper", page.municipality.contact.paper);
        page.example_of("start/paper/example", "/municipality.json/contact/paper");
        page.ui.link("start/paper/link", page.t("paper.link"), page.to(Screen::PaperList));
    }
    if (!page.demonstration) {
        const ui::Scope section = page.ui.section("start/try", page.t("start.try.title"));
        page.say("start.try.about");
        page.ui.link_button("start/try/link", page.t("start.try"),
                            to_hash({Screen::DemoStart, "", true}));
    }
}

}  // namespace hemval
