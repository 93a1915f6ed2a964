#include "web/staff/staff_page.h"

#include <algorithm>

// The rotation list as it stands, in its own order: a ring with the turn, and the same in words.
namespace hemval {

namespace {

void ring(StaffPage& page, const DeskRing& one, const std::vector<DeskProvider>* standing)
{
    const RotationList& list = one.list;
    const std::string key = "ring/" + (one.area.empty() ? std::string("all") : one.area.value);
    const std::string where = one.area.empty() ? page.t("rings.whole") : page.area_name(one.area);
    const ui::Scope section = page.ui.section(key, where);
    if (list.order.empty()) {
        page.ui.text(key + "/none", page.t("rings.none"));
        return;
    }
    const ProviderId turn = list.order[std::min(list.turn, list.order.size() - 1)];
    page.ui.text(key + "/turn", page.t("rings.turn", {{"name", page.name_of_provider(turn)}}),
                 ui::TextKind::Strong);
    page.ui.text(key + "/count",
                 page.t("rings.count", {{"count", page.t.number(static_cast<long long>(list.assignments))}}));
    if (list.month)
        page.ui.text(key + "/month", page.t("rings.month", {{"month", page.month(*list.month)}}));
    if (!list.owed.empty())
        page.ui.text(key + "/owed", page.t("rings.owed", {{"names", page.names_of(list.owed)}}));
    std::vector<ui::RingPlace> places;
    for (const ProviderId& id : list.order) {
        ui::RingPlace place{key + "/place/" + id.value, page.name_of_provider(id), id == turn, false, false, ""};
        std::vector<std::string> notes;
        if (place.turn) notes.push_back(page.t("rings.has_turn"));
        if (std::count(list.owed.begin(), list.owed.end(), id) > 0) notes.push_back(page.t("rings.is_owed"));
        const auto note = [&](const DeskProvider& provider) {
            const ListedProvider& row = provider.row;
            if (row.capacity && provider.clients >= *row.capacity) notes.push_back(page.t("rings.full"));
            if (row.warned) notes.push_back(page.t("rings.is_warned"));
            if (row.closing) notes.push_back(page.t("rings.closes", {{"day", page.t.day(*row.closing)}}));
        };
        if (standing)
            for (const DeskProvider& provider : *standing)
                if (provider.row.id == id) note(provider);
        place.note = page.t.join(notes);
        places.push_back(std::move(place));
    }
    page.ui.ring(key + "/picture", page.t("rings.label", {{"where", where}}), places);
}

}  // namespace

void rings_screen(StaffPage& page)
{
    page.heading("rings.title");
    page.say("rings.lead", ui::TextKind::Lead);
    const auto* all = page.desk.rings();
    const auto* standing = page.desk.providers();
    if (!all) return page.waiting();
    page.problem();
    page.say("rings.order", ui::TextKind::Quiet);
    for (const DeskRing& one : *all) ring(page, one, standing);
    page.ui.link("rings/rule", page.t("rule.title"), page.to(StaffScreen::Rule));
    page.ui.link("rings/changes", page.t("changes.title"), page.to(StaffScreen::Changes));
}

}  // namespace hemval
