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
    page.ui.link("questions/help", page.t("questions.help"), page.to(Screen::Help));
}

void help_screen(Page& page)
{
    page.heading("help.title");
    const MunicipalityContact& contact = page.municipality.contact;
    page.ui.text("help/lead", page.t("start.phone", {{"phone", contact.phone}}), ui::TextKind::Lead);
    page.own("help/hours", contact.hours);
    page.own("help/paper", contact.paper);
    page.example_of("help/example", "/municipality.json/contact");
    {
        const ui::Scope section = page.ui.section("help/contact", page.t("help.contact"));
        std::vector<ui::FactRow> rows = {{"help/phone", page.t("provider.phone"), page.t.apart(contact.phone), ""}};
        if (!contact.email.empty())
            rows.push_back({"help/email", page.t("provider.email"), page.t.apart(contact.email), ""});
        if (!contact.web.empty())
            rows.push_back({"help/web", page.t("provider.web"), page.t.apart(contact.web), ""});
        page.ui.facts("help/facts", rows);
    }
    {
        const ui::Scope section = page.ui.section("help/coordinator", page.t("help.coordinator"));
        page.own("help/coordinator/text", contact.coordinator);
    }
    {
        const ui::Scope section = page.ui.section("help/complaints", page.t("help.complaints"));
        page.own("help/complaints/text", contact.complaints);
    }
    {
        const ui::Scope section = page.ui.section("help/use", page.t("help.use"));
        page.ui.bullets("help/use/list", {page.t("help.use.text"), page.t("help.use.plain"),
                                          page.t("help.use.keyboard"), page.t("help.use.back")});
    }
}

void not_found_screen(Page& page)
{
    page.heading("not_found.title");
    page.ui.text("not_found/what", page.t("not_found.what", {{"phone", page.municipality.contact.phone}}));
    page.ui.link("not_found/start", page.t("not_found.start"), page.to(Screen::Start));
}

}  // namespace hemval
