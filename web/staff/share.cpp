#include "web/staff/months.h"

// The external share over time against the municipality's target.
namespace hemval {

namespace {

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
    const auto* standing = page.desk.providers();
    if (!all || !standing) return page.waiting();
    page.problem();
    std::vector<ListedProvider> rows;
    for (const DeskProvider& one : *standing) rows.push_back(one.row);
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
    for (const ExternalShare& month : external_shares(months_shown(page, *all, "share/until"), rows)) {
        const double share = month.all == 0 ? 0 : static_cast<double>(month.external) / month.all;
        const std::string number = std::to_string(bars.size());
        bars.push_back({"share/bar/" + number, page.month(month.month), share, percent(page, share)});
        table.rows.push_back({number, page.month(month.month),
                              {percent(page, share), page.t.number(month.external), page.t.number(month.all)}});
    }
    page.ui.bars("share/bars", page.t("share.label"), bars);
    page.ui.table("share/table", table);
    page.say("share.what", ui::TextKind::Quiet);
}

}  // namespace hemval
