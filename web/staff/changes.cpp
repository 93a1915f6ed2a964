#include "web/staff/staff_page.h"

#include <algorithm>

// Changes of the rotation list: proposed by one, agreed by another.
namespace hemval {

namespace {

void waiting_change(StaffPage& page, const ProposedChange& one, const std::string& account)
{
    const std::string key = "change/" + std::to_string(one.number);
    const std::string name = page.name_of_provider(one.change.provider);
    const ui::Scope box = page.ui.box(key, ui::BoxKind::Card);
    page.ui.heading(key + "/heading", 2, page.t("changes.one", {{"number", std::to_string(one.number)},
                                                                {"name", name}}));
    page.ui.bullets(key + "/what", change_in_words(page, one.change));
    page.ui.text(key + "/who", page.t("changes.by", {{"account", one.proposed_by},
                                                     {"day", page.t.day(one.proposed)}}));
    const bool own = one.proposed_by == account;
    if (own) page.ui.text(key + "/own", page.t("changes.own"), ui::TextKind::Strong);
    const ui::Scope row = page.ui.row(key + "/do");
    if (!own && page.ui.button(key + "/agree", page.t("changes.agree"), ui::ButtonKind::Primary, name))
        page.desk.agree(one.number, page.tell("changes.said.agreed"));
    if (page.ui.button(key + "/withdraw", page.t(own ? "changes.withdraw" : "changes.refuse"),
                       ui::ButtonKind::Secondary, name))
        page.desk.withdraw(one.number, page.tell("changes.said.withdrawn"));
}

}  // namespace

void changes_screen(StaffPage& page)
{
    page.heading("changes.title");
    page.said();
    page.say("changes.lead", ui::TextKind::Lead);
    const auto* all = page.desk.changes();
    if (!all) return page.waiting();
    page.problem();
    if (page.desk.sending()) page.ui.waiting("sending", page.t("sending"));
    const auto waits = [](const ProposedChange& one) { return one.status == ChangeStatus::Proposed; };
    if (std::none_of(all->begin(), all->end(), waits)) page.say("changes.none", ui::TextKind::Strong);
    for (const ProposedChange& one : *all)
        if (waits(one)) waiting_change(page, one, page.desk.staff()->account);
    if (std::all_of(all->begin(), all->end(), waits)) return;
    page.details("changes/ended", {page.t("changes.ended")}, [&] {
        ui::TableSpec table;
        table.caption = page.t("changes.ended");
        table.corner = page.t("check.provider");
        table.column_keys = {"what", "proposed", "ended"};
        table.columns = {page.t("changes.what"), page.t("changes.proposed"), page.t("changes.end")};
        for (const ProposedChange& one : *all) {
            if (waits(one)) continue;
            table.rows.push_back(
                {std::to_string(one.number),
                 page.name_of_provider(one.change.provider),
                 {page.t.join(change_in_words(page, one.change)),
                  page.t("changes.by", {{"account", one.proposed_by}, {"day", page.t.day(one.proposed)}}),
                  page.t(one.status == ChangeStatus::Agreed ? "changes.agreed_by" : "changes.withdrawn_by",
                         {{"account", one.ended_by}, {"day", one.ended ? page.t.day(*one.ended) : ""}})}});
        }
        page.ui.table("changes/table", table);
    });
}

}  // namespace hemval
