#include "web/screens/page.h"
#include "web/screens/wish_list.h"

// What matters to the person: a list to take to the care plan. It counts nothing and compares nothing: what
// each provider states stands beside what each other states, in the visit's neutral order.
namespace hemval {

namespace {

std::string words_of(const Page& page, std::string_view id)
{
    return page.t("wish." + std::string(id));
}

void the_list(Page& page, OwnWishes& own)
{
    const ui::Scope section = page.ui.section("wishes/list", page.t("wishes.list"));
    if (is_empty(own.list)) {
        page.say("wishes.none");
        return;
    }
    page.ui.bullets("wishes/list/items", wishes_in_words(page, own.list));
    const ui::Scope row = page.ui.row("wishes/list/do");
    if (page.ui.button("wishes/print", page.t("wishes.print"), ui::ButtonKind::Primary)) page.platform.print();
    if (page.ui.button("wishes/clear", page.t("wishes.clear"))) {
        own = {};
        page.ui.announce(page.t("wishes.cleared"));
        page.ui.focus("wishes/list/heading");  // the button goes away
        page.platform.request_frame();
    }
}

void cannot(Page& page)
{
    const ui::Scope section = page.ui.section("wishes/cannot", page.t("wishes.cannot"));
    const ui::Scope box = page.ui.box("wishes/cannot/box", ui::BoxKind::Notice);
    page.ui.bullets("wishes/cannot/list", {page.t("wishes.cannot.staff"), page.t("wishes.cannot.amount"),
                                           page.t("wishes.cannot.promise")});
}

const char* fact_of(StatedBy stated)
{
    switch (stated) {
    case StatedBy::Languages: return "languages";
    case StatedBy::Specialisations: return "specialisations";
    case StatedBy::Continuity: return "continuity";
    default: return "";
    }
}

ui::FactRow statement(const Page& page, const Provider& provider, const CareWish& wish)
{
    const std::string key = "wishes/stated/" + std::string(wish.id) + "/" + provider.id.value;
    if (wish.stated == StatedBy::Offers)
        return page.fact(key, provider.name,
                         page.t(provider.offers.count(std::string(wish.id)) > 0 ? "wishes.states"
                                                                               : "fact.not_stated"));
    for (const Fact& fact : facts(page, provider))
        if (fact.key == fact_of(wish.stated))
            return {key, provider.name, fact.value, fact.example ? page.t("badge.example") : "", "", fact.lang};
    return page.fact(key, provider.name, page.t("fact.not_stated"));
}

void stated(Page& page, const WishList& list)
{
    if (list.wishes.empty()) return;
    const ui::Scope section = page.ui.section("wishes/stated", page.t("wishes.stated"));
    page.say("wishes.stated.about");
    bool example = false;
    for (const Provider* provider : page.providers) example = example || provider->example;
    if (example) {
        const ui::Scope row = page.ui.row("wishes/examples");
        page.example_badge("wishes/example", true);
        page.say("comparison.examples", ui::TextKind::Quiet);
    }
    for (const CareWish& wish : kCareWishes) {
        if (!has(list, wish.id)) continue;
        const std::string key = "wishes/stated/" + std::string(wish.id);
        page.details(key, {words_of(page, wish.id)}, [&] {
            if (wish.stated == StatedBy::Law || wish.stated == StatedBy::Nobody) {
                page.ui.text(key + "/all",
                             page.t(wish.stated == StatedBy::Law ? "wishes.by_law" : "wishes.agreed"));
                return;
            }
            std::vector<ui::FactRow> rows;
            for (const Provider* provider : page.providers) rows.push_back(statement(page, *provider, wish));
            page.ui.facts(key + "/facts", rows);
        });
    }
    page.ui.link("wishes/compare", page.t("start.compare"), page.to(Screen::Providers));
}

// To write on when the care plan is made.
void paper(Page& page, const WishList& list)
{
    ui::TableSpec table;
    table.caption = page.t("wishes.paper");
    table.corner = page.t("wishes.paper.wish");
    table.column_keys = {"agreed"};
    table.columns = {page.t("wishes.paper.agreed")};
    int number = 0;
    const auto row = [&](const std::string& text) {
        table.rows.push_back({std::to_string(++number), text, {""}, false});
    };
    for (const std::string& line : wishes_in_words(page, list)) row(line);
    for (const char* key : {"wishes.paper.other", "wishes.paper.met"}) row(page.t(key));
    page.ui.table("wishes/paper", table);
    page.say("wishes.cannot.promise");
}

}  // namespace

void wishes_screen(Page& page)
{
    page.heading("start.wishes");
    OwnWishes& own = page.visit.wishes;
    if (page.ui.on_paper()) return paper(page, own.list);
    page.say("wishes.lead", ui::TextKind::Lead);
    page.say("wishes.private");
    write_wishes(page, "wishes", 2, own.list);
    cannot(page);
    the_list(page, own);
    stated(page, own.list);
    const ui::Scope row = page.ui.row("wishes/on");
    about_link(page, "wishes/plan", "plan");
    page.ui.link("wishes/choose", page.t("start.choose"), page.to(Screen::Choose));
}

void wishes_with_choice(Page& page)
{
    OwnWishes& own = page.visit.wishes;
    if (is_empty(own.list)) {
        page.ui.link("wishes/make", page.t("wishes.make"), page.to(Screen::Wishes));
    } else {
        const ui::Scope box = page.ui.box("wishes/send/box", ui::BoxKind::Card);
        if (page.ui.checkbox("wishes/send", page.t("wishes.send"), own.send)) {
            own.send = !own.send;
            // What was confirmed was something else: it is confirmed anew.
            page.visit.pending.reset();
            page.errand.clear_problem();
            page.platform.request_frame();
        }
        page.say("wishes.send.about", ui::TextKind::Quiet);
        page.ui.link("wishes/see", page.t("wishes.see"), page.to(Screen::Wishes));
    }
    const CaseView* person = page.errand.person();
    if (person && person->wish_list && !page.visit.behalf.someone_else)
        page.ui.text("wishes/replaced", page.t("wishes.replaced", {{"day", page.t.day(*person->wish_list)}}));
}

void wishes_sent(Page& page)
{
    const CaseView* person = page.errand.person();
    if (person && person->wish_list)
        page.ui.text("wishes/sent", page.t("wishes.sent", {{"day", page.t.day(*person->wish_list)}}));
}

void offers(Page& page, const Provider& provider)
{
    const std::string key = "provider/" + provider.id.value + "/offers";
    const ui::Scope section = page.ui.section(key, page.t("provider.offers"));
    std::vector<std::string> lines;
    for (const CareWish& wish : kCareWishes)
        if (provider.offers.count(std::string(wish.id)) > 0) lines.push_back(words_of(page, wish.id));
    if (lines.empty())
        page.ui.text(key + "/none", page.t("fact.not_stated"));
    else
        page.ui.bullets(key + "/list", lines);
    page.ui.link(key + "/wishes", page.t("wishes.make"), page.to(Screen::Wishes));
}

}  // namespace hemval
