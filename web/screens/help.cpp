#include "web/screens/page.h"

namespace hemval {

void questions_screen(Page& page)
{
    page.heading("questions.title");
    page.say("questions.lead", ui::TextKind::Lead);
    const auto& questions = page.municipality.questions;
    for (std::size_t i = 0; i < questions.size(); ++i) {
        const std::string key = "question/" + questions[i].id;
        page.details(key, page.words(questions[i].question), [&] {
            page.own(key + "/answer", questions[i].answer);
            page.example_of(key + "/example", "/questions.json/questions/" + std::to_string(i));
        });
    }
    about_links(page);
    page.ui.link("questions/help", page.t("questions.help"), page.to(Screen::Help));
}

void help_screen(Page& page)
{
    page.heading("help.title");
    const MunicipalityContact& contact = page.municipality.contact;
    page.call("help/lead", "start.phone", ui::TextKind::Lead);
    page.own("help/hours", contact.hours);
    page.own("help/paper", contact.paper);
    page.example_of("help/example", "/municipality.json/contact");
    page.ui.link("help/paper/link", page.t("paper.link"), page.to(Screen::PaperList));
    {
        const ui::Scope section = page.ui.section("help/contact", page.t("help.contact"));
        std::vector<ui::FactRow> rows;
        const auto row = [&](const char* name, const std::string& value) {
            if (value.empty()) return;
            rows.push_back(page.fact(std::string("help/") + name,
                                     page.t(std::string("provider.") + name), page.t.apart(value),
                                     std::string("/municipality.json/contact/") + name));
        };
        row("phone", contact.phone);
        row("email", contact.email);
        row("web", contact.web);
        page.ui.facts("help/facts", rows);
    }
    about_links(page);
    receipt_checker(page);
    {
        const ui::Scope section = page.ui.section("help/use", page.t("help.use"));
        std::vector<std::string> ways = {page.t("help.use.text")};
        if (!page.kiosk) ways.push_back(page.t("help.use.plain"));
        for (const char* key : {"help.use.keyboard", "help.use.back"}) ways.push_back(page.t(key));
        page.ui.bullets("help/use/list", ways);
    }
}

void not_found_screen(Page& page)
{
    page.heading("not_found.title");
    page.call("not_found/what", "not_found.what");
    page.ui.link("not_found/start", page.t("not_found.start"), page.to(Screen::Start));
}

}  // namespace hemval
