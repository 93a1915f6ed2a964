#include "web/screens/page.h"

namespace hemval {

namespace {

// 18 § lag (2018:1937) om tillgänglighet till digital offentlig service.
constexpr const char* kSupervisor = "https://www.digg.se/tdosanmalan";

void ask_for_statement(Page& page)
{
    ScreenMemory& memory = page.memory;
    if (memory.statement_asked) return;
    memory.statement_asked = true;
    page.platform.asset("accessibility.json", [&memory, &platform = page.platform](const std::string& text) {
        memory.statement = read_statement(text);
        if (memory.statement) platform.request_frame();
    });
}

void state_of_things(Page& page, const Statement& statement)
{
    const bool whole = statement.shortfalls.empty();
    const ui::Scope section = page.ui.section("statement/state", page.t("statement.state"));
    page.say(whole ? "statement.whole" : "statement.partly");
    if (!whole) {
        const ui::Scope list = page.ui.list("statement/shortfalls");
        int number = 0;
        for (const LocalizedText& one : statement.shortfalls) {
            const std::string key = "statement/shortfall/" + std::to_string(++number);
            const ui::Scope item = page.ui.item(key);
            page.own(key + "/text", one);
        }
    }
    page.ui.text("statement/assessed",
                 page.t("statement.assessed", {{"day", page.t.day(statement.assessed)}}));
}

void how_to_tell(Page& page)
{
    const MunicipalityContact& contact = page.municipality.contact;
    const ui::Scope section = page.ui.section("statement/tell", page.t("statement.tell"));
    page.say("statement.tell.what");
    page.ui.bullets("statement/tell/list",
                    {page.t("statement.tell.where"), page.t("statement.tell.how"),
                     page.t("statement.tell.format")});
    std::vector<ui::FactRow> rows = {
        {"statement/phone", page.t("provider.phone"), contact.phone, ""}};
    if (!contact.email.empty())
        rows.push_back({"statement/email", page.t("provider.email"), contact.email, ""});
    page.ui.facts("statement/facts", rows);
    page.example_of("statement/example", "/municipality.json/contact");
}

}  // namespace

void accessibility_screen(Page& page)
{
    ask_for_statement(page);
    page.heading("statement.title");
    page.ui.text("statement/lead",
                 page.t("statement.lead", {{"municipality", page.municipality.name}}),
                 ui::TextKind::Lead);
    if (page.memory.statement) state_of_things(page, *page.memory.statement);
    how_to_tell(page);
    {
        const ui::Scope section = page.ui.section("statement/tried", page.t("statement.tried"));
        page.ui.bullets("statement/tried/list",
                        {page.t("statement.tried.keyboard"), page.t("statement.tried.reader"),
                         page.t("statement.tried.engines"), page.t("statement.tried.people")});
    }
    const ui::Scope section = page.ui.section("statement/supervision", page.t("statement.supervision"));
    page.say("statement.supervision.what");
    page.ui.link("statement/supervision/link", page.t("statement.supervision.link"), kSupervisor);
}

}  // namespace hemval
