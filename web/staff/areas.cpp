#include "web/staff/staff_page.h"

#include <algorithm>

// Which providers can be chosen in each area, side by side: the same possibilities wherever one lives.
namespace hemval {

namespace {

enum class Standing : unsigned char { Choosable, Full, Closing, Elsewhere };

Standing standing_in(const DeskProvider& provider, const AreaId& area)
{
    const ListedProvider& row = provider.row;
    if (row.areas.count(area) == 0) return Standing::Elsewhere;
    if (row.closing) return Standing::Closing;
    if (row.capacity && provider.clients >= *row.capacity) return Standing::Full;
    return Standing::Choosable;
}

const char* words_for(Standing standing)
{
    switch (standing) {
    case Standing::Choosable: return "areas.choosable";
    case Standing::Full: return "areas.full";
    case Standing::Closing: return "areas.closing";
    case Standing::Elsewhere: return "areas.elsewhere";
    }
    return "";
}

}  // namespace

void areas_screen(StaffPage& page)
{
    page.heading("areas.title");
    page.say("areas.lead", ui::TextKind::Lead);
    page.say("staff.order", ui::TextKind::Quiet);
    const auto* all = page.desk.providers();
    if (!all) return page.waiting();
    page.problem();
    ui::TableSpec table;
    table.caption = page.t("areas.caption");
    table.corner = page.t("check.provider");
    table.least = 130;
    std::vector<int> choosable(page.municipality.areas.size(), 0);
    for (const Area& area : page.municipality.areas) {
        table.column_keys.push_back(area.id.value);
        table.columns.push_back(area.name);
    }
    for (const Provider* provider : page.providers) {
        const auto one = std::find_if(all->begin(), all->end(), [&](const DeskProvider& candidate) {
            return candidate.row.id == provider->id;
        });
        if (one == all->end()) continue;
        ui::TableRow row{provider->id.value, provider->name, {}};
        for (std::size_t i = 0; i < choosable.size(); ++i) {
            const Standing standing = standing_in(*one, page.municipality.areas[i].id);
            if (standing == Standing::Choosable) ++choosable[i];
            row.cells.push_back(page.t(words_for(standing)));
        }
        table.rows.push_back(std::move(row));
    }
    ui::TableRow sum{"sum", page.t("areas.sum"), {}};
    for (const int count : choosable) sum.cells.push_back(page.t.number(count));
    table.rows.push_back(std::move(sum));
    const auto [least, most] = std::minmax_element(choosable.begin(), choosable.end());
    if (least != choosable.end())
        page.ui.text("areas/spread",
                     *least == *most ? page.t("areas.same", {{"count", page.t.number(*least)}})
                                     : page.t("areas.differ", {{"least", page.t.number(*least)},
                                                               {"most", page.t.number(*most)}}),
                     ui::TextKind::Strong);
    page.ui.table("areas/table", table);
}

}  // namespace hemval
