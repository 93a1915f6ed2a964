#include "web/staff/months.h"

#include <algorithm>

// Assignments by turn over time. Providers in this visit's neutral order.
namespace hemval {

namespace {

int count_in(const std::map<ProviderId, int>& counts, const ProviderId& id)
{
    const auto found = counts.find(id);
    return found == counts.end() ? 0 : found->second;
}

}  // namespace

void fairness_screen(StaffPage& page)
{
    page.heading("fairness.title");
    page.say("fairness.lead", ui::TextKind::Lead);
    const Months* all = page.desk.months();
    if (!all) return page.waiting();
    page.problem();
    if (all->empty()) {
        page.say("fairness.none", ui::TextKind::Strong);
        return;
    }
    const Months months = months_shown(page, *all, "fairness/until");
    ui::TableSpec table;
    table.caption = page.t("fairness.caption");
    table.corner = page.t("check.provider");
    table.least = 104;
    for (const MonthOfAssignments& month : months) {
        table.column_keys.push_back(std::to_string(table.columns.size()));
        table.columns.push_back(page.month(month.month));
    }
    table.column_keys.push_back("sum");
    table.columns.push_back(page.t("fairness.sum"));
    std::vector<std::pair<const Provider*, int>> sums;
    for (const Provider* provider : page.providers) {
        ui::TableRow row{provider->id.value, provider->name, {}};
        int sum = 0;
        for (const MonthOfAssignments& month : months) {
            sum += count_in(month.by_turn, provider->id);
            row.cells.push_back(page.t.number(count_in(month.by_turn, provider->id)));
        }
        row.cells.push_back(page.t.number(sum));
        sums.emplace_back(provider, sum);
        table.rows.push_back(std::move(row));
    }
    const auto [least, most] = std::minmax_element(
        sums.begin(), sums.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    page.ui.text("fairness/spread",
                 page.t("fairness.spread", {{"least", page.t.number(least->second)},
                                            {"most", page.t.number(most->second)},
                                            {"spread", page.t.number(most->second - least->second)}}),
                 ui::TextKind::Strong);
    page.say("fairness.why");
    std::vector<ui::Bar> bars;
    for (const auto& [provider, sum] : sums)
        bars.push_back({"fairness/bar/" + provider->id.value, provider->name,
                        most->second == 0 ? 0 : static_cast<double>(sum) / most->second,
                        page.t("fairness.bar", {{"count", page.t.number(sum)}})});
    page.ui.bars("fairness/bars", page.t("fairness.label"), bars);
    page.ui.table("fairness/table", table);
    page.say("staff.order", ui::TextKind::Quiet);
}

}  // namespace hemval
