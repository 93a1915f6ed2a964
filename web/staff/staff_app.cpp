#include "web/staff/staff_app.h"

#include "web/app/shell.h"
#include "web/staff/http_staff_desk.h"
#include "web/staff/staff_page.h"

#include <utility>

namespace hemval {

namespace {

// The way back from the municipality's sign-in: this very place.
std::string sign_in_address(const std::string& municipality, const std::string& hash)
{
    static constexpr char kHex[] = "0123456789ABCDEF";
    std::string address = "../login/staff?return=";
    for (const char c : "/" + municipality + "/" + hash) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                           c == '-' || c == '_' || c == '.' || c == '~';
        if (plain) {
            address += c;
        } else {
            address += '%';
            address += kHex[byte >> 4U];
            address += kHex[byte & 15U];
        }
    }
    return address;
}

CaseId case_at(const StaffRoute& route)
{
    const StaffScreen parent = parent_of(route).screen;
    const bool about_case = parent == StaffScreen::Case || parent == StaffScreen::Register ||
                            route.screen == StaffScreen::Case;
    return CaseId(about_case ? route.id : "");
}

}  // namespace

struct StaffApp::Impl : Shell {
    Impl(Platform& where, AppSetup with, StaffDesk* given);

    void save();
    void back(StaffPage& page);
    void draw(ui::Ui& ui);
    void screen(StaffPage& page);

    StaffVisit visit;
    std::string saved;
    HttpStaffDesk http;
    Workspace desk;
    bool started = false, leaving = false;
    StaffRoute route;
    StaffMemory screen_memory;
    std::string sign_in;
};

StaffApp::Impl::Impl(Platform& where, AppSetup with, StaffDesk* given)
    : Shell(where, std::move(with), "locales/staff/"),
      http(platform, MunicipalityId(setup.municipality)),
      desk(given ? *given : http, platform, visit, [this] { platform.request_frame(); })
{
    if (auto read = read_staff_visit(platform.stored("staff/" + setup.municipality)))
        visit = std::move(*read);
    else
        visit.seed.value = platform.random();
    draw_order(visit.seed);
    route = parse_staff_route(setup.hash);
    visit.leave_cases(case_at(route));
}

void StaffApp::Impl::save()
{
    std::string now = write_staff_visit(visit);
    if (now == saved) return;
    saved = std::move(now);
    platform.store("staff/" + setup.municipality, saved);
}

void StaffApp::Impl::screen(StaffPage& page)
{
    switch (route.screen) {
    case StaffScreen::Start: staff_start_screen(page); break;
    case StaffScreen::Help: staff_help_screen(page); break;
    case StaffScreen::NotFound: staff_not_found_screen(page); break;
    case StaffScreen::Queue: queue_screen(page); break;
    case StaffScreen::Find: find_screen(page); break;
    case StaffScreen::Case: case_screen(page); break;
    case StaffScreen::Register: register_screen(page); break;
    case StaffScreen::Check: register_check_screen(page); break;
    case StaffScreen::Notice: notice_screen(page); break;
    case StaffScreen::FollowUp: follow_up_screen(page); break;
    case StaffScreen::Providers: desk_providers_screen(page); break;
    case StaffScreen::Row: provider_row_screen(page); break;
    case StaffScreen::Text: provider_text_screen(page); break;
    case StaffScreen::Changes: changes_screen(page); break;
    case StaffScreen::Rings: rings_screen(page); break;
    case StaffScreen::Fairness: fairness_screen(page); break;
    case StaffScreen::Exposure: exposure_screen(page); break;
    case StaffScreen::Followed: followed_screen(page); break;
    case StaffScreen::Areas: areas_screen(page); break;
    case StaffScreen::Share: share_screen(page); break;
    case StaffScreen::Rule: rule_screen(page); break;
    case StaffScreen::Leavings: leavings_screen(page); break;
    case StaffScreen::Leaving: leaving_screen(page); break;
    case StaffScreen::LeavingDays: leaving_days_screen(page); break;
    case StaffScreen::LeavingStep: leaving_step_screen(page); break;
    case StaffScreen::ProposeLeaving: propose_leaving_screen(page); break;
    case StaffScreen::Ledger: ledger_screen(page); break;
    case StaffScreen::Accesses: accesses_screen(page); break;
    }
}

void StaffApp::Impl::back(StaffPage& page)
{
    if (route.screen == StaffScreen::Start) return;
    page.ui.link("back", locale("back"),
                 visit.trail.empty() ? to_hash(parent_of(route)) : visit.trail.back());
}

void StaffApp::Impl::draw(ui::Ui& ui)
{
    screen_memory.in_language(locale.tag());
    const std::string here = to_hash(route);
    sign_in = sign_in_address(setup.municipality, here);
    StaffPage page{{ui, locale, municipality, providers, reading, read_aloud, platform, screen_memory,
                    here, view, ""},
                   route, visit, desk, screen_memory, sign_in};
    staff_top(page, languages);
    {
        const ui::Scope main = ui.main("main");
        if (pack_fault.empty()) back(page);
        const Staff* staff = desk.staff();
        if (!pack_fault.empty()) {
            page.heading("fault.title");
            page.say("staff.fault");
            ui.text("fault/pack", pack_fault, ui::TextKind::Quiet, "en");
        } else if (municipality.id.empty()) {
            municipality_links(page, municipalities);
        } else if (route.screen == StaffScreen::Help) {
            staff_help_screen(page);
        } else if (!staff) {
            signed_out_screen(page);
        } else if (!may_open(staff->role, route.screen)) {
            page.heading("staff.other_role.title");
            page.say("staff.other_role");
            ui.link("other_role/start", locale("staff.to_start"), page.to(StaffScreen::Start));
        } else {
            screen(page);
        }
    }
    staff_bottom(page);
    entitle(page.title + " \u2013 " + locale("staff.window") +
            (municipality.name.empty() ? "" : " " + municipality.name));
}

StaffApp::StaffApp(Platform& platform, AppSetup setup)
    : impl_(std::make_unique<Impl>(platform, std::move(setup), nullptr))
{
}

StaffApp::StaffApp(Platform& platform, AppSetup setup, StaffDesk& desk)
    : impl_(std::make_unique<Impl>(platform, std::move(setup), &desk))
{
}

StaffApp::~StaffApp() = default;

void StaffApp::navigated(const std::string& hash)
{
    Impl& app = *impl_;
    const StaffRoute now = parse_staff_route(hash);
    if (now == app.route) return;
    const std::string there = to_hash(now);
    step(app.visit.trail, to_hash(app.route), there);
    app.route = now;
    app.read_aloud.stop();
    app.screen_memory.faults.clear();
    if (app.screen_memory.said_at != there) app.screen_memory.said.clear();
    app.desk.moved(case_at(now));
    app.platform.request_frame();
}

ui::FrameOutput StaffApp::frame(const ui::FrameInput& input)
{
    Impl& app = *impl_;
    if (!app.started && !app.municipality.id.empty()) {
        app.started = true;
        app.desk.start();
    }
    if (!input.events.empty()) app.desk.acted();
    ui::FrameOutput output = app.Shell::draw(input, [&app](ui::Ui& ui) { app.draw(ui); });
    const Staff* staff = app.desk.staff();
    if (staff && staff->municipality != app.municipality.id && !app.leaving) {
        app.leaving = true;
        app.platform.open_page(staff->municipality.value, to_hash(app.route));
    }
    app.save();
    return output;
}

const ui::SemanticTree& StaffApp::tree() const
{
    return impl_->context.tree();
}

float StaffApp::text_scale() const
{
    return impl_->text_scale();
}

const ui::Picture& StaffApp::picture() const
{
    return impl_->context.picture();
}

bool StaffApp::fonts_changed()
{
    return impl_->context.fonts_changed();
}

}  // namespace hemval
