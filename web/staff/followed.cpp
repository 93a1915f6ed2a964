#include "web/staff/staff_page.h"

// Follow-up visits: whether each quality demand is met, provider by provider, in the neutral order.
namespace hemval {

namespace {

const std::vector<FollowUp>& held_of(const std::vector<DeskFollowUps>& all, const ProviderId& id)
{
    static const std::vector<FollowUp> kNone;
    for (const DeskFollowUps& one : all)
        if (one.provider == id) return one.held;
    return kNone;
}

std::string counted(const StaffPage& page, const std::vector<FollowUp>& held, const std::string& demand,
                    Finding finding)
{
    long long count = 0;
    for (const FollowUp& one : held) {
        const auto found = one.demands.find(demand);
        if (found != one.demands.end() && found->second == finding) ++count;
    }
    return page.t.number(count);
}

void provider_visits(StaffPage& page, const Provider& provider, const std::vector<FollowUp>& held)
{
    const std::string key = "followed/" + provider.id.value;
    const ui::Scope section = page.ui.section(key, provider.name);
    if (held.empty()) {
        page.ui.text(key + "/none", page.t("followed.none"));
        return;
    }
    page.ui.text(key + "/count",
                 page.t("followed.count", {{"count", page.t.number(static_cast<long long>(held.size()))},
                                           {"day", page.t.day(held.front().held)}}));
    ui::TableSpec table;
    table.caption = page.t("followed.caption", {{"name", provider.name}});
    table.corner = page.t("followed.demand");
    table.column_keys = {"met", "not_met", "not_looked_at"};
    table.columns = {page.t("finding.met"), page.t("finding.not_met"), page.t("finding.not_looked_at")};
    table.least = 150;
    for (const QualityDemand& demand : page.municipality.demands) {
        const Words name = page.words(demand.name);
        ui::TableRow row{demand.id,
                         name.text,
                         {counted(page, held, demand.id, Finding::Met),
                          counted(page, held, demand.id, Finding::NotMet),
                          counted(page, held, demand.id, Finding::NotLookedAt)}};
        row.header_lang = name.lang;
        table.rows.push_back(std::move(row));
    }
    page.ui.table(key + "/table", table);
}

}  // namespace

void followed_screen(StaffPage& page)
{
    page.heading("followed.title");
    page.say("followed.lead", ui::TextKind::Lead);
    page.say("staff.order", ui::TextKind::Quiet);
    const auto* all = page.desk.follow_ups();
    if (!all) return page.waiting();
    page.problem();
    for (const Provider* provider : page.providers)
        provider_visits(page, *provider, held_of(*all, provider->id));
}

}  // namespace hemval
