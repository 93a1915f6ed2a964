#include "web/staff/staff_page.h"

#include <algorithm>

// What each role may open, and the frame around every screen of the workspace.
namespace hemval {

namespace {

struct Place {
    Role role;
    StaffScreen screen;
    const char *title, *about;  // empty: not in the menu
};

constexpr Place kPlaces[] = {
    {Role::CareManager, StaffScreen::Queue, "queue.title", "queue.about"},
    {Role::CareManager, StaffScreen::Find, "find.title", "find.about"},
    {Role::CareManager, StaffScreen::Case, "", ""},
    {Role::CareManager, StaffScreen::Register, "", ""},
    {Role::CareManager, StaffScreen::Check, "", ""},
    {Role::CareManager, StaffScreen::Notice, "", ""},
    {Role::CareManager, StaffScreen::FollowUp, "", ""},
    {Role::Coordinator, StaffScreen::Providers, "standing.title", "standing.about"},
    {Role::Coordinator, StaffScreen::Row, "", ""},
    {Role::Coordinator, StaffScreen::Text, "", ""},
    {Role::Coordinator, StaffScreen::Changes, "changes.title", "changes.about"},
    {Role::Coordinator, StaffScreen::Rings, "rings.title", "rings.about"},
    {Role::Coordinator, StaffScreen::Fairness, "fairness.title", "fairness.about"},
    {Role::Coordinator, StaffScreen::Exposure, "exposure.title", "exposure.about"},
    {Role::Coordinator, StaffScreen::Followed, "followed.title", "followed.about"},
    {Role::Coordinator, StaffScreen::Areas, "areas.title", "areas.about"},
    {Role::Coordinator, StaffScreen::Share, "share.title", "share.about"},
    {Role::Coordinator, StaffScreen::Rule, "rule.title", "rule.about"},
    {Role::Coordinator, StaffScreen::Leavings, "leavings.title", "leavings.about"},
    {Role::Coordinator, StaffScreen::Leaving, "", ""},
    {Role::Coordinator, StaffScreen::LeavingDays, "", ""},
    {Role::Coordinator, StaffScreen::LeavingStep, "", ""},
    {Role::Coordinator, StaffScreen::ProposeLeaving, "", ""},
    {Role::Auditor, StaffScreen::Ledger, "ledger.title", "ledger.about"},
    {Role::Auditor, StaffScreen::Accesses, "accesses.title", "accesses.about"},
};

bool belongs_to(StaffScreen place, const StaffRoute& route)
{
    if (place == route.screen) return true;
    const StaffRoute parent = parent_of(route);
    return parent.screen != StaffScreen::Start && parent.screen != route.screen &&
           belongs_to(place, parent);
}

}  // namespace

std::vector<StaffScreen> screens_of(Role role)
{
    std::vector<StaffScreen> screens;
    for (const Place& place : kPlaces)
        if (place.role == role && *place.title) screens.push_back(place.screen);
    return screens;
}

const char* title_of(StaffScreen screen)
{
    for (const Place& place : kPlaces)
        if (place.screen == screen) return place.title;
    return "";
}

const char* about_of(StaffScreen screen)
{
    for (const Place& place : kPlaces)
        if (place.screen == screen) return place.about;
    return "";
}

bool may_open(Role role, StaffScreen screen)
{
    const auto mine = [&](const Place& place) { return place.screen == screen && place.role == role; };
    const auto named = [&](const Place& place) { return place.screen == screen; };
    return std::any_of(std::begin(kPlaces), std::end(kPlaces), mine) ||
           std::none_of(std::begin(kPlaces), std::end(kPlaces), named);
}

void staff_top(StaffPage& page, const std::vector<ui::Option>& languages)
{
    const ui::Scope banner = page.ui.banner("banner");
    page.ui.skip_link("skip", page.t("skip"), "main");
    {
        const ui::Scope row = page.ui.row("controls");
        page.ui.link("brand/link",
                     page.municipality.id.empty()
                         ? page.t("staff.brand.none")
                         : page.t("staff.brand", {{"municipality", page.municipality.name}}),
                     page.to(StaffScreen::Start));
        controls(page, languages, page.to(StaffScreen::Help));
    }
    if (const Staff* staff = page.desk.staff()) {
        const ui::Scope menu = page.ui.navigation("menu", page.t("staff.menu"));
        for (const StaffScreen screen : screens_of(staff->role))
            page.ui.place_link("menu/" + to_hash(StaffRoute{screen, "", ""}).substr(11),
                               page.t(title_of(screen)), page.to(screen),
                               belongs_to(screen, page.route));
    }
    if (page.desk.ending()) session_ending(page, [&page] { page.desk.stay(); });
    no_voice(page);
}

void staff_bottom(StaffPage& page)
{
    const ui::Scope bottom = page.ui.content_info("bottom");
    page.say("bottom.about", ui::TextKind::Quiet);
    if (page.municipality.id.empty()) return;
    page.ui.link("bottom/citizens", page.t("staff.citizens"), "#/");
    page.ui.link("bottom/accessibility", page.t("statement.link"), "#/tillganglighet");
}

}  // namespace hemval
