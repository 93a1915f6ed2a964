#include "web/staff/staff_page.h"

#include <algorithm>

namespace hemval {

namespace {

void protected_notice(StaffPage& page)
{
    const ui::Scope box = page.ui.box("case/protected", ui::BoxKind::Warning);
    page.say("case.protected", ui::TextKind::Strong);
    page.say("case.protected.what");
}

void situation_of(StaffPage& page, const DeskCase& desk_case)
{
    const ClientCase& person = desk_case.person;
    const ui::Scope section = page.ui.section("case/now", page.t("case.now"));
    const ui::Scope box = page.ui.box("case/now/box", ui::BoxKind::Card);
    std::vector<ui::FactRow> rows = {
        page.fact("case/situation", page.t("case.situation"),
                  page.words_of("situation.", name_of(desk_case.situation))),
        page.fact("case/current", page.t("check.from"),
                  person.current ? page.name_of_provider(*person.current) : page.t("case.nobody"))};
    if (!desk_case.is_protected && !person.area.empty())
        rows.push_back(page.fact("case/area", page.t("case.area"), page.area_name(person.area)));
    rows.push_back(page.services("case/services", person.services));
    rows.push_back(page.fact("case/hours", page.t("case.hours"), page.t.number(person.hours_per_month)));
    rows.push_back(page.fact("case/decided", page.t("case.decided"), page.t.day(person.decision_day)));
    if (desk_case.choose_by)
        rows.push_back(page.fact("case/choose_by", page.t("case.choose_by"),
                                 page.t.day(*desk_case.choose_by)));
    page.ui.facts("case/facts", rows);
}

std::vector<ui::FactRow> facts_of(const StaffPage& page, const Receipt& receipt, const std::string& key)
{
    std::vector<ui::FactRow> rows = {
        page.fact(key + "/what", page.t("case.what"), receipt_in_words(page, receipt)),
        page.fact(key + "/provider", page.t("case.provider"),
                  receipt.provider ? page.name_of_provider(*receipt.provider) : page.t("case.waits")),
        page.fact(key + "/received", page.t("case.received"), page.t.day(receipt.received)),
        page.fact(key + "/channel", page.t("case.channel"), channel_in_words(page, receipt))};
    if (receipt.queue)
        rows.push_back(page.fact(key + "/queue", page.t("case.queue"),
                                 page.t(receipt.queue->place > 0 ? "case.queue.place" : "case.queue.turn",
                                        {{"name", page.name_of_provider(receipt.queue->provider)},
                                         {"place", page.t.number(receipt.queue->place)}})));
    if (receipt.provider)
        rows.push_back(page.fact(key + "/when", page.t("check.when"),
                                 window_in_words(page, receipt.previous, receipt.window),
                                 window_pointer(receipt.previous)));
    rows.push_back(page.fact(key + "/number", page.t("receipt.number"), receipt.number.value));
    return rows;
}

// Somebody else has chosen for the person, and awaits that a care manager judges the mandate.
void representative(StaffPage& page, const DeskCase& desk_case)
{
    const auto& representation = desk_case.receipts.front().representation;
    if (!representation) return;
    const std::string role = page.words_of("mandate.role.", name_of(representation->role));
    if (representation->confirmed) {
        page.ui.text("case/mandate/confirmed", page.t("mandate.confirmed", {{"role", role}}));
        return;
    }
    const ui::Scope box = page.ui.box("case/mandate", ui::BoxKind::Warning);
    page.ui.heading("case/mandate/heading", 3, page.t("mandate.title"));
    page.ui.text("case/mandate/who", page.t("mandate.who", {{"role", role}}));
    if (desk_case.to_judge)
        page.ui.facts("case/mandate/contact",
                      {page.fact("case/mandate/name", page.t("mandate.name"), desk_case.to_judge->name),
                       page.fact("case/mandate/reach", page.t("mandate.reach"), desk_case.to_judge->reach)});
    page.say("mandate.declared");
    std::vector<std::string> declared;
    for (const Declaration one : representation->declared)
        declared.push_back(page.words_of("mandate.declared.", name_of(one)));
    page.ui.bullets("case/mandate/declared", declared);
    page.say("mandate.judge");
    const ui::Scope row = page.ui.row("case/mandate/do");
    if (page.ui.button("case/mandate/yes", page.t("mandate.yes"), ui::ButtonKind::Primary))
        page.desk.judge(desk_case.person.id, true, page.tell("mandate.said.yes"));
    if (page.ui.button("case/mandate/no", page.t("mandate.no")))
        page.desk.judge(desk_case.person.id, false, page.tell("mandate.said.no"));
}

// What the person has sent along, for the care plan.
void wish_list(StaffPage& page, const DeskCase& desk_case)
{
    if (!desk_case.wish_list) return;
    const SentWishList& sent = *desk_case.wish_list;
    const ui::Scope section = page.ui.section("case/wishes", page.t("case.wishes"));
    page.ui.text("case/wishes/received",
                 page.t("case.wishes.received", {{"day", page.t.day(sent.received)}}), ui::TextKind::Quiet);
    std::vector<std::string> lines;
    for (const std::string& id : sent.list.wishes) lines.push_back(page.t("wish." + id));
    if (!lines.empty()) page.ui.bullets("case/wishes/list", lines);
    if (!sent.list.own_words.empty())
        page.ui.facts("case/wishes/facts", {page.fact("case/wishes/own", page.t("case.wishes.own"),
                                                      sent.list.own_words)});
}

void newest(StaffPage& page, const DeskCase& desk_case)
{
    const Receipt& receipt = desk_case.receipts.front();
    const ui::Scope section = page.ui.section("case/newest", page.t("case.newest"));
    {
        const ui::Scope box = page.ui.box("case/newest/box", ui::BoxKind::Card);
        std::vector<ui::FactRow> rows = facts_of(page, receipt, "case/newest");
        const auto& work = desk_case.work;
        if (work && work->receipt == receipt.number && work->came_in)
            rows.push_back(page.fact("case/newest/came_in", page.t("case.came_in"), page.t.day(*work->came_in)));
        page.ui.facts("case/newest/facts", rows);
    }
    if (receipt.rotation) {
        const RotationAnswer& why = *receipt.rotation;
        page.ui.text("case/newest/why",
                     page.t(std::string("basis.") + name_of(why.basis),
                            {{"name", receipt.provider ? page.name_of_provider(*receipt.provider) : ""},
                             {"turn", why.whose_turn ? page.name_of_provider(*why.whose_turn) : ""}}));
        page.ui.text("case/newest/rule",
                     page.t("receipt.why.rule", {{"rule", why.rule},
                                                 {"version", std::to_string(why.rule_version)},
                                                 {"sequence", std::to_string(why.sequence)}}),
                     ui::TextKind::Quiet);
    }
}

void older(StaffPage& page, const DeskCase& desk_case)
{
    if (desk_case.receipts.size() < 2) return;
    page.details("case/older", {page.t("case.older")}, [&] {
        for (std::size_t i = 1; i < desk_case.receipts.size(); ++i) {
            const std::string key = "case/older/" + std::to_string(i);
            const ui::Scope box = page.ui.box(key + "/box", ui::BoxKind::Plain);
            page.ui.facts(key + "/facts", facts_of(page, desk_case.receipts[i], key));
        }
    });
}

}  // namespace

void case_screen(StaffPage& page)
{
    const DeskCase* desk_case = page.desk.person(CaseId(page.route.id));
    if (!desk_case) {
        page.heading("case.title.asking");
        return page.waiting();
    }
    page.heading(desk_case->is_protected || desk_case->reference.empty() ? "case.title.protected"
                                                                         : "case.title",
                 {{"reference", desk_case->reference}});
    page.said();
    page.faults();
    page.problem();
    if (desk_case->is_protected) protected_notice(page);
    {
        const ui::Scope row = page.ui.row("case/facts/row");
        {
            const ui::Scope left = page.ui.column("case/left", 420, 1);
            situation_of(page, *desk_case);
        }
        if (!desk_case->receipts.empty()) {
            const ui::Scope right = page.ui.column("case/right", 420, 1);
            newest(page, *desk_case);
        }
    }
    if (!desk_case->receipts.empty()) representative(page, *desk_case);
    wish_list(page, *desk_case);
    case_work(page, *desk_case);
    const ui::Scope section = page.ui.section("case/register", page.t("register.title"));
    if (desk_case->allowed.empty()) {
        page.say("register.not_now");
    } else {
        page.say("register.about");
        page.ui.link_button("case/register/go", page.t("register.title"),
                            page.to(StaffScreen::Register, page.route.id), ui::ButtonKind::Secondary);
    }
    older(page, *desk_case);
}

}  // namespace hemval
