#include "web/app/app.h"

#include "core/memory_registry.h"
#include "web/app/http_registry.h"
#include "web/app/receipt_link.h"
#include "web/app/shell.h"
#include "web/screens/page.h"

#include <utility>

namespace hemval {

struct App::Impl : Shell {
    Impl(Platform& where, AppSetup with);

    void forward(const std::string& hash);
    void save();
    void back(Page& page);
    void draw(ui::Ui& ui);
    void screen(Page& page);

    Visit visit;
    std::string saved;
    HttpRegistry http;
    MemoryRegistry memory;
    Errand real, demonstration;
    bool demonstration_started = false;
    bool started = false;  // the real errand
    std::optional<Problem> told;  // what the sign-in that led here ended in, until it is shown
    std::optional<std::string> link;  // the letter's code that the page was opened with, until it is asked
    bool leaving = false;  // for the page of the municipality that the code belongs to
    Route route;
    ScreenMemory screen_memory;
};

App::Impl::Impl(Platform& where, AppSetup with)
    : Shell(where, std::move(with), "locales/"),
      http(platform, MunicipalityId(setup.municipality)),
      memory(municipality, {[this] { return platform.today(); }, [this] { return platform.random(); }}),
      real(http, platform, visit.pending, [this] { platform.request_frame(); }, &http),
      demonstration(memory, platform, visit.demonstration_pending,
                    [this] {
                        platform.store("demonstration/" + setup.municipality, memory.saved());
                        platform.request_frame();
                    })
{
    if (auto read = read_visit(platform.stored("visit/" + setup.municipality)))
        visit = std::move(*read);
    else
        visit.seed.value = platform.random();
    draw_order(visit.seed);
    link = code_in_link(setup.hash);
    if (link) {
        setup.hash = to_hash({Screen::Choose, "", false});
        platform.replace(setup.hash);
    }
    if (is_receipt_link(setup.hash)) {
        screen_memory.scanned = std::exchange(setup.hash, to_hash({Screen::ReceiptCheck, "", false}));
        platform.replace(setup.hash);
    }
    told = problem_in_link(setup.hash);
    if (told) {
        setup.hash = to_hash({Screen::SignIn, "", false});
        platform.replace(setup.hash);
    }
    route = parse_route(setup.hash);
    forward(setup.hash);
}

// On the first page an address like "#/strangnas/jamfor" names a municipality: go to its own page.
void App::Impl::forward(const std::string& hash)
{
    for (const MunicipalityLink& one : municipalities) {
        const std::string start = "#/" + one.id;
        if (setup.municipality.empty() && (hash == start || hash.rfind(start + "/", 0) == 0)) {
            const std::string rest = hash.substr(start.size());
            platform.open_page(one.id, rest.empty() ? "#/" : "#" + rest);
        }
    }
}

void App::Impl::save()
{
    std::string now = write_visit(visit);
    if (now == saved) return;
    saved = std::move(now);
    platform.store("visit/" + setup.municipality, saved);
}

void App::Impl::screen(Page& page)
{
    switch (route.screen) {
    case Screen::Start: start_screen(page); break;
    case Screen::Providers: providers_screen(page); break;
    case Screen::Comparison: comparison_screen(page); break;
    case Screen::ProviderPage: provider_screen(page); break;
    case Screen::Fee: fee_screen(page); break;
    case Screen::SignIn:
    case Screen::Choose: choose_screen(page); break;
    case Screen::SwitchList: switch_screen(page); break;
    case Screen::Check: check_screen(page); break;
    case Screen::Decline: decline_screen(page); break;
    case Screen::Receipt: receipt_screen(page); break;
    case Screen::ReceiptCheck: receipt_check_screen(page); break;
    case Screen::Representative: representative_screen(page); break;
    case Screen::SharedComparison: shared_comparison_screen(page); break;
    case Screen::Questions: questions_screen(page); break;
    case Screen::Help: help_screen(page); break;
    case Screen::Accessibility: accessibility_screen(page); break;
    case Screen::DemoStart: demo_screen(page); break;
    case Screen::NotFound: not_found_screen(page); break;
    }
}

// The way one came, else to what this is a part of: a municipality's start page to all municipalities.
void App::Impl::back(Page& page)
{
    const bool start = route.screen == Screen::Start && !route.demo;
    if (start && setup.municipality.empty()) return;
    const std::string parent = start ? "../" : to_hash(parent_of(route));
    page.ui.link("back", locale("back"), visit.trail.empty() ? parent : visit.trail.back());
}

void App::Impl::draw(ui::Ui& ui)
{
    Errand& errand = route.demo ? demonstration : real;
    Page page{{ui, locale, municipality, providers, reading, read_aloud, platform, screen_memory,
               to_hash(route), view, ""},
              route, visit, errand, screen_memory};
    page_top(page, languages);
    {
        const ui::Scope main = ui.main("main");
        if (pack_fault.empty()) back(page);
        if (setup.municipality.empty()) {
            municipalities_screen(page, municipalities);
        } else if (!pack_fault.empty()) {
            page.heading("fault.title");
            page.say("fault.what");
            ui.text("fault/pack", pack_fault, ui::TextKind::Quiet, "en");
        } else {
            screen(page);
        }
    }
    page_bottom(page);
    entitle(page.title + " \u2013 " + (route.demo ? locale("badge.demo") + ", " : "") + "Hemval" +
            (municipality.name.empty() ? "" : " " + municipality.name));
}

App::App(Platform& platform, AppSetup setup)
    : impl_(std::make_unique<Impl>(platform, std::move(setup)))
{
}

App::~App() = default;

void App::navigated(const std::string& hash)
{
    Impl& app = *impl_;
    if (const auto code = code_in_link(hash)) {
        const std::string there = to_hash({Screen::Choose, "", false});
        app.platform.replace(there);
        navigated(there);
        // From the demonstration, and before the first frame, the errand starts with it.
        if (app.started) app.real.open_link(*code);
        else app.link = code;
        return;
    }
    if (is_receipt_link(hash)) {
        const std::string there = to_hash({Screen::ReceiptCheck, "", false});
        app.platform.replace(there);
        navigated(there);
        app.screen_memory.scanned = hash;
        app.platform.request_frame();
        return;
    }
    if (const auto problem = problem_in_link(hash)) {
        const std::string there = to_hash({Screen::SignIn, "", false});
        app.platform.replace(there);
        navigated(there);
        if (app.started) app.real.told(*problem);
        else app.told = problem;
        return;
    }
    const Route now = parse_route(hash);
    app.forward(hash);
    if (now == app.route) return;
    step(app.visit.trail, to_hash(app.route), to_hash(now));
    app.route = now;
    app.read_aloud.stop();
    app.screen_memory.faults.clear();
    app.screen_memory.statement_asked = app.screen_memory.statement.has_value();
    app.real.clear_problem();
    app.demonstration.clear_problem();
    app.platform.request_frame();
}

ui::FrameOutput App::frame(const ui::FrameInput& input)
{
    Impl& app = *impl_;
    // Asking waits for the first frame so that nothing answers an app that is not there yet, and for
    // the demonstration to be left: nothing is sent from there, not even the session's cookie.
    if (app.started == app.route.demo && !app.municipality.id.empty()) {
        app.started = !app.started;
        if (app.started) app.real.start(std::exchange(app.link, std::nullopt));
        else app.real.leave();
        if (app.told && app.started) app.real.told(*std::exchange(app.told, std::nullopt));
    }
    if (app.route.demo && !app.demonstration_started && !app.municipality.id.empty()) {
        app.demonstration_started = true;
        const std::string kept = app.platform.stored("demonstration/" + app.setup.municipality);
        if (!kept.empty()) app.memory.restore(kept);
        app.demonstration.start();
    }
    if (!input.events.empty()) app.real.acted();
    ui::FrameOutput output = app.Shell::draw(input, [&app](ui::Ui& ui) { app.draw(ui); });
    const CaseView* person = app.real.person();
    if (person && !app.route.demo && person->municipality != app.municipality.id && !app.leaving) {
        app.leaving = true;
        app.platform.open_page(person->municipality.value, to_hash({Screen::Choose, "", false}));
    }
    app.save();
    return output;
}

const ui::SemanticTree& App::tree() const
{
    return impl_->context.tree();
}

float App::text_scale() const
{
    return impl_->text_scale();
}

bool App::fonts_changed()
{
    return impl_->context.fonts_changed();
}

}  // namespace hemval
