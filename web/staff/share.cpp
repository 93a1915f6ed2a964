#include "web/staff/months.h"

// The external share over time against the municipality's target.
namespace hemval {

namespace {

bool external(const StaffPage& page, const ProviderId& id)
{
    const Provider* provider = page.provider(id);
    return provider && provider->kind != ProviderKind::Municipal;
}

std::string percent(const StaffPage& page, double share)
{
    return page.t("share.percent", {{"share", page.t.decimal(share * 100, 1)}});
}

}  // namespace

void share_screen(StaffPage& page)
{
    page.heading("share.title");
    page.say("share.lead", ui::TextKind::Lead);
    const Months* all = page.desk.months();
    if (!all) return page.waiting();
    page.problem();
    if (all->empty()) {
        page.say("fairness.none", ui::TextKind::Strong);
        return;
    }
    const auto& target = page.municipality.external_share_target;
    if (target)
        page.stated("share/target",
                    page.t("share.target", {{"share", percent(page, *target / 100.0)}}),
                    "/municipality.json/external_share_target", ui::TextKind::Strong);
    else
        page.say("share.no_target");
    ui::TableSpec table;
    table.caption = page.t("share.caption");
    table.corner = page.t("share.month");
    table.column_keys = {"share", "external", "all"};
    table.columns = {page.t("share.share"), page.t("share.external"), page.t("share.all")};
    table.least = 150;
    std::vector<ui::Bar> bars;
    for (const MonthOfAssignments& month : months_shown(page, *all, "share/until")) {
        int outside = 0, whole = 0;
        for (const auto& [id, clients] : month.clients) {
            whole += clients;
            if (external(page, id)) outside += clients;
        }
        const double share = whole == 0 ? 0 : static_cast<double>(outside) / whole;
        const std::string key = "share/" + std::to_string(bars.size());
        bars.push_back({key, page.month(month.month), share, percent(page, share)});
        table.rows.push_back({key, page.month(month.month),
                              {percent(page, share), page.t.number(outside), page.t.number(whole)}});
    }
    page.ui.bars("share/bars", page.t("share.label"), bars);
    page.ui.table("share/table", table);
    page.say("share.what", ui::TextKind::Quiet);
}

}  // namespace hemval
