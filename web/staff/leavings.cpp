#include "web/staff/leaving_steps.h"
#include "web/staff/staff_page.h"

#include <algorithm>

// Providers that leave, or may: the list, one of them whole, and proposing another.
namespace hemval {

namespace {

std::string day_or_none(const StaffPage& page, const Transition& leaving, Day LeavingTerms::*day)
{
    return leaving.terms ? page.t.day((*leaving.terms).*day) : page.t("leaving.no_day");
}

void facts_of(StaffPage& page, const DeskTransition& desk)
{
    const Transition& leaving = desk.now.transition;
    const ui::Scope box = page.ui.box("leaving/box", ui::BoxKind::Card);
    std::vector<ui::FactRow> rows = {
        page.fact("leaving/phase", page.t("leaving.phase"),
                  page.words_of("leaving.phase.", name_of(leaving.phase))),
        page.fact("leaving/since", page.t("leaving.since"), page.t.day(desk.now.since))};
    if (leaving.terms) {
        rows.push_back(page.fact("leaving/cause", page.t("leaving.cause"),
                                 page.words_of("leaving.cause.", name_of(leaving.terms->cause))));
        rows.push_back(page.fact("leaving/choose_by", page.t("leaving.choose_by"),
                                 day_or_none(page, leaving, &LeavingTerms::choose_by)));
        rows.push_back(page.fact("leaving/last_day", page.t("leaving.last_day"),
                                 day_or_none(page, leaving, &LeavingTerms::last_day)));
    }
    rows.push_back(page.fact("leaving/id", page.t("leaving.id"), leaving.id.value));
    page.ui.facts("leaving/facts", rows);
}

void next_steps(StaffPage& page, const DeskTransition& desk)
{
    const ui::Scope section = page.ui.section("leaving/next", page.t("leaving.next"));
    const Transition& leaving = desk.now.transition;
    page.say((std::string("leaving.now.") + name_of(leaving.phase)).c_str());
    for (const TransitionPhase to : desk.next) {
        const LeavingWay* way = way_from(leaving.phase, to);
        if (!way || to == TransitionPhase::Annulled) continue;
        page.ui.link_button(std::string("leaving/") + way->name, page.words_of(way->words, "open"),
                            page.to(way->asks_days ? StaffScreen::LeavingDays : StaffScreen::LeavingStep,
                                    leaving.id.value, way->name),
                            to == TransitionPhase::Paused ? ui::ButtonKind::Secondary
                                                          : ui::ButtonKind::Primary);
    }
}

void progress_of(StaffPage& page, const Progress& progress)
{
    const ui::Scope section = page.ui.section("leaving/progress", page.t("leaving.progress"));
    const ui::Scope box = page.ui.box("leaving/progress/box", ui::BoxKind::Card);
    std::vector<ui::FactRow> rows;
    for (const auto& [name, count] : std::initializer_list<std::pair<const char*, int>>{
             {"affected", progress.affected},
             {"chosen", progress.chosen},
             {"declined", progress.declined},
             {"by_deadline", progress.by_deadline},
             {"silent", progress.silent},
             {"placed", progress.placed},
             {"in_queue", progress.in_queue},
             {"queueing", progress.queueing}})
        rows.push_back(page.fact(std::string("leaving/progress/") + name,
                                 page.words_of("leaving.progress.", name), page.t.number(count)));
    page.ui.facts("leaving/progress/facts", rows);
}

void annulling(StaffPage& page, const DeskTransition& desk)
{
    if (std::find(desk.next.begin(), desk.next.end(), TransitionPhase::Annulled) == desk.next.end()) return;
    const Transition& leaving = desk.now.transition;
    const ui::Scope section = page.ui.section("leaving/annul/section", page.t("leaving.annul.section"));
    page.ui.bullets("leaving/annul/what", what_annulling_does(page, desk));
    page.ui.link_button("leaving/annul", page.t("leaving.annul.open"),
                        page.to(StaffScreen::LeavingStep, leaving.id.value,
                                way_from(leaving.phase, TransitionPhase::Annulled)->name));
}

}  // namespace

void leaving_outlook(StaffPage& page, const Outlook& outlook)
{
    const ui::Scope section = page.ui.section("outlook", page.t("outlook.title"));
    page.ui.text("outlook/people", page.t("outlook.people", {{"count", page.t.number(outlook.people)}}),
                 ui::TextKind::Strong);
    if (outlook.people == 0) return;
    page.ui.text("outlook/without",
                 outlook.without_place == 0
                     ? page.t("outlook.room")
                     : page.t("outlook.without", {{"count", page.t.number(outlook.without_place)}}));
    page.say("outlook.about");
    ui::TableSpec areas;
    areas.caption = page.t("outlook.areas");
    areas.corner = page.t("case.area");
    areas.column_keys = {"people", "without"};
    areas.columns = {page.t("outlook.affected"), page.t("outlook.without_place")};
    areas.least = 150;
    for (const AreaOutlook& area : outlook.areas)
        areas.rows.push_back({area.area.empty() ? "none" : area.area.value,
                              area.area.empty() ? page.t("outlook.no_area") : page.area_name(area.area),
                              {page.t.number(area.people), page.t.number(area.without_place)}});
    page.ui.table("outlook/areas", areas);
    page.say("staff.order", ui::TextKind::Quiet);
    ui::TableSpec others;
    others.caption = page.t("outlook.providers");
    others.corner = page.t("check.provider");
    others.column_keys = {"room", "could_go"};
    others.columns = {page.t("outlook.free"), page.t("outlook.could_go")};
    others.least = 150;
    for (const Provider* provider : page.providers) {
        const auto room = outlook.room.find(provider->id);
        if (room == outlook.room.end()) continue;
        int able = 0;
        for (const AreaOutlook& area : outlook.areas)
            if (const auto at = area.could_go.find(provider->id); at != area.could_go.end())
                able += at->second;
        if (room->second) able = std::min(able, *room->second);
        others.rows.push_back({provider->id.value,
                               provider->name,
                               {room->second ? page.t.number(*room->second) : page.t("outlook.no_ceiling"),
                                page.t.number(able)}});
    }
    page.ui.table("outlook/providers", others);
}

void leavings_screen(StaffPage& page)
{
    page.heading("leavings.title");
    page.say("leavings.lead", ui::TextKind::Lead);
    const auto* all = page.desk.leavings();
    if (!all) return page.waiting();
    page.problem();
    if (all->empty()) page.say("leavings.none", ui::TextKind::Strong);
    if (!all->empty()) {
        page.say("leavings.order", ui::TextKind::Quiet);
        ui::TableSpec table;
        table.caption = page.t("leavings.caption");
        table.corner = page.t("check.provider");
        table.column_keys = {"phase", "since", "choose_by", "last_day"};
        table.columns = {page.t("leaving.phase"), page.t("leaving.since"), page.t("leaving.choose_by"),
                         page.t("leaving.last_day")};
        table.least = 150;
        for (const DeskLeaving& one : *all) {
            const Transition& leaving = one.transition;
            table.rows.push_back({leaving.id.value,
                                  page.name_of_provider(leaving.provider),
                                  {page.words_of("leaving.phase.", name_of(leaving.phase)),
                                   page.t.day(one.since),
                                   day_or_none(page, leaving, &LeavingTerms::choose_by),
                                   day_or_none(page, leaving, &LeavingTerms::last_day)},
                                  false, {}, page.to(StaffScreen::Leaving, leaving.id.value)});
        }
        page.ui.table("leavings/table", table);
    }
    page.say("leavings.propose");
    page.ui.link("leavings/providers", page.t("leavings.to_providers"), page.to(StaffScreen::Providers));
}

void leaving_screen(StaffPage& page)
{
    const DeskTransition* desk = page.desk.leaving(TransitionId(page.route.id));
    if (!desk) {
        page.heading("leaving.title.asking");
        return page.waiting();
    }
    const Transition& leaving = desk->now.transition;
    page.heading("leaving.title", {{"name", page.name_of_provider(leaving.provider)}});
    page.said();
    page.problem();
    facts_of(page, *desk);
    next_steps(page, *desk);
    const bool asked = leaving.phase != TransitionPhase::Proposed && leaving.phase != TransitionPhase::Annulled;
    if (asked) progress_of(page, desk->progress);
    if (desk->outlook) leaving_outlook(page, *desk->outlook);
    annulling(page, *desk);
}

void propose_leaving_screen(StaffPage& page)
{
    const ProviderId id(page.route.id);
    const std::string name = page.name_of_provider(id);
    page.heading("leaving.propose.title", {{"name", name}});
    const Outlook* outlook = page.desk.outlook(id);
    if (!outlook) return page.waiting();
    page.problem();
    page.say("leaving.step.happens", ui::TextKind::Lead);
    page.ui.bullets("propose/what", {page.t("leaving.propose.nothing", {{"name", name}}),
                                     page.t("leaving.propose.read",
                                            {{"count", page.t.number(outlook->people)}}),
                                     page.t("leaving.step.ledger")});
    const ui::Scope row = page.ui.row("propose/do");
    if (page.ui.button("propose/go", page.t("leaving.propose.do"), ui::ButtonKind::Primary))
        page.desk.propose_leaving(id, [&memory = page.memory, &platform = page.platform](const TransitionId& made) {
            memory.said = "leaving.propose.said";
            memory.said_at = to_hash({StaffScreen::Leaving, made.value, ""});
            platform.go(memory.said_at);
        });
    page.ui.link_button("propose/cancel", page.t("leaving.step.cancel"), page.to(StaffScreen::Row, id.value));
    if (page.desk.sending()) page.ui.waiting("sending", page.t("sending"));
    leaving_outlook(page, *outlook);
}

}  // namespace hemval
