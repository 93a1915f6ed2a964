#include "web/staff/staff_page.h"

#include <algorithm>
#include <set>

// Which providers can be chosen in each area, side by side: the same possibilities wherever one lives.
namespace hemval {

namespace {

const Choosable* find(const std::vector<Choosable>& all, const AreaId& area, const ServiceId& service)
{
    for (const Choosable& one : all)
        if (one.area == area && one.service == service) return &one;
    return nullptr;
}

// "3: A, B och C", in this visit's neutral order.
std::string in_words(const StaffPage& page, const std::vector<ProviderId>& ids)
{
    std::vector<std::string> names;
    for (const Provider* provider : page.providers)
        if (std::find(ids.begin(), ids.end(), provider->id) != ids.end()) names.push_back(provider->name);
    if (names.empty()) return page.t("areas.nobody");
    return page.t("areas.cell", {{"count", page.t.number(static_cast<long long>(names.size()))},
                                 {"names", page.t.join(names)}});
}

}  // namespace

void areas_screen(StaffPage& page)
{
    page.heading("areas.title");
    page.say("areas.lead", ui::TextKind::Lead);
    const auto* standing = page.desk.providers();
    if (!standing) return page.waiting();
    page.problem();
    const std::vector<Choosable> all = choosable(page.municipality, *standing);
    ui::TableSpec table;
    table.caption = page.t("areas.caption");
    table.corner = page.t("areas.service");
    table.least = 170;
    for (const Area& area : page.municipality.areas) {
        table.column_keys.push_back(area.id.value);
        table.columns.push_back(area.name);
    }
    bool alike = true;
    for (const Service& service : page.municipality.services) {
        if (!service.chosen) continue;
        const Words name = page.words(service.name);
        ui::TableRow row{service.id.value, name.text, {}};
        row.header_lang = name.lang;
        std::set<std::set<ProviderId>> different;
        for (const Area& area : page.municipality.areas) {
            const Choosable* one = find(all, area.id, service.id);
            const std::vector<ProviderId> ids = one ? one->providers : std::vector<ProviderId>();
            different.insert({ids.begin(), ids.end()});
            row.cells.push_back(in_words(page, ids));
        }
        row.differs = different.size() > 1;
        alike = alike && !row.differs;
        table.rows.push_back(std::move(row));
    }
    page.say(page.municipality.areas.size() < 2 ? "areas.one" : alike ? "areas.same" : "areas.differ",
             ui::TextKind::Strong);
    page.ui.table("areas/table", table);
    page.say("staff.order", ui::TextKind::Quiet);
}

}  // namespace hemval
