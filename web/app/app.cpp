#include "web/app/app.h"

#include "web/app/http_registry.h"
#include "web/app/kiosk.h"
#include "web/app/receipt_link.h"
#include "web/app/shell.h"
#include "web/screens/page.h"

#include <utility>

namespace hemval {

// In a kiosk's tab: whoever is signed in signed in here. Else it is somebody who could not be signed out.
constexpr const char* kOwnSession = "kiosk/signed_in";
const std::string kVisit = "visit/";

struct App::Impl : Shell {
    Impl(Platform& where, AppSetup with, MakeDemonstration make_demonstration);

    void forward(const std::string& hash);
    void save();
    std::string visit_key() const { return kVisit + (demonstration ? "demonstration/" : "") + setup.municipality; }
    void back(Page& page);
    void draw(ui::Ui& ui);
    void screen(Page& page);
    void question(Page& page);
    void set_up(const KioskTimes& times);
    void begin_anew();
    void try_anew();
    bool another_person();
    void sign_out_whoever_was();

    Visit visit;
    std::string saved;
    std::unique_ptr<Demonstration> demonstration;
    HttpRegistry http;
    KeptOnDevice device;
    Errand errand;
    bool started = false;
    std::optional<Problem> told;  // what the sign-in that led here ended in, until it is shown
    std::optional<std::string> link;  // the letter's code that the page was opened with, until it is asked
    bool was_offline = false;
    bool leaving = false;  // for the page of the municipality that the code belongs to
    Route route;
    ScreenMemory screen_memory;
    std::optional<KioskWatch> watch;  // this page is a kiosk's
    bool anew = false;                // and nobody has been at it yet
    std::string focus_back;           // where they were when asked whether they are there
};

App::Impl::Impl(Platform& where, AppSetup with, MakeDemonstration make_demonstration)
    : Shell(where, std::move(with), make_demonstration ? "locales/demonstration/" : "locales/"),
      demonstration(make_demonstration ? make_demonstration(platform, municipality) : nullptr),
      http(platform, MunicipalityId(setup.municipality)),
      device(platform, MunicipalityId(setup.municipality)),
      errand(demonstration ? demonstration->registry() : http, platform, visit.pending,
             [this] {
                 if (demonstration)
                     platform.store("demonstration/" + setup.municipality, demonstration->saved());
                 platform.request_frame();
             },
             demonstration ? nullptr : &http, demonstration ? nullptr : &device)
{
    const auto times = kiosk_in_link(setup.hash);
    const auto kept = read_times(platform.stored("kiosk"));
    if (times) {
        set_up(setup.hash.find('?') == std::string::npos ? kept.value_or(*times) : *times);
        setup.hash = to_hash({Screen::Kiosk, "", false});
        anew = true;
        platform.wipe();
        platform.store("kiosk", write_times(watch->times()));
        platform.replace(setup.hash);
        read_as_new();
    } else if (kept && demonstration) {
        platform.go(to_hash({Screen::Kiosk, "", false}));  // what is tried there could be taken for an errand
    } else if (kept) {
        set_up(*kept);
        watch->present();
        anew = platform.stored(kOwnSession).empty();
    }
    // What is tried is a visit of its own, in the same order of the providers.
    const auto real = read_visit(platform.stored(kVisit + setup.municipality));
    if (auto read = demonstration ? read_visit(platform.stored(visit_key())) : real)
        visit = std::move(*read);
    else
        visit.seed.value = real ? real->seed.value : platform.random();
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

void App::Impl::set_up(const KioskTimes& times)
{
    platform.set_kiosk();
    keys = kiosk_keys(locale);
    errand.at_kiosk();
    watch.emplace(platform, times,
                  KioskWatch::Owner{[this] { return read_aloud.speaking(); },
                                    [this] { platform.request_frame(); }, [this] { begin_anew(); }});
}

// Whoever comes next finds the kiosk as the first one did.
void App::Impl::begin_anew()
{
    platform.wipe();
    platform.store("kiosk", write_times(watch->times()));
    read_as_new();
    visit = {};
    visit.seed.value = platform.random();
    saved.clear();
    providers.clear();
    draw_order(visit.seed);
    screen_memory = {};
    told.reset();
    link.reset();
    focus_back.clear();
    leaving = false;
    watch->nobody();
    route = {Screen::Kiosk, "", false};
    platform.replace(to_hash(route));
    view = "anew";  // so that the first heading takes focus, and the page its top
    anew = true;
    platform.request_frame();
}

// Two may share a browser. What the one has written and confirmed goes with none of the other's choices.
bool App::Impl::another_person()
{
    const CaseView* person = errand.person();
    if (!person || person->owner.empty() || person->owner == visit.owner) return false;
    const bool another = !std::exchange(visit.owner, person->owner).empty();
    if (!another) return false;
    visit.behalf = {};
    visit.wishes = {};
    visit.fee = {};
    errand.another_person();
    platform.go(to_hash({Screen::Choose, "", false}));
    return true;
}

// Nothing is left of what was tried. How one reads, the order of the providers and the real errand stay.
void App::Impl::try_anew()
{
    read_aloud.stop();
    demonstration->reset();
    const VisitSeed seed = visit.seed;
    visit = {};
    visit.seed = seed;
    screen_memory = {};
    errand.start_anew();
    route = {Screen::DemoStart, "", true};
    platform.replace(to_hash(route));
    platform.store("demonstration/" + setup.municipality, demonstration->saved());
    view = "anew";
    platform.request_frame();
}

// Until the service has heard it the session is only as old as it is: nobody here is shown it, and
// signing in takes its place.
void App::Impl::sign_out_whoever_was()
{
    http.sign_out([this](const std::optional<Problem>& problem) {
        constexpr int kAgain = 30;
        if (!problem || watch->somebody()) return;
        platform.idle_after(kAgain, [this] { sign_out_whoever_was(); });
    });
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
    platform.store(visit_key(), saved);
}

void App::Impl::screen(Page& page)
{
    switch (route.screen) {
    case Screen::Start:
    case Screen::Kiosk: page.kiosk ? kiosk_screen(page, languages) : start_screen(page); break;
    case Screen::Scan: page.kiosk && route.id == "kamera" ? scan_screen(page) : not_found_screen(page); break;
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
    case Screen::Wishes: wishes_screen(page); break;
    case Screen::About:
    case Screen::AboutTopic: about_screen(page); break;
    case Screen::Help: help_screen(page); break;
    case Screen::Accessibility: accessibility_screen(page); break;
    case Screen::PaperList: paper_list_screen(page); break;
    case Screen::Paper: paper_screen(page); break;
    case Screen::DemoStart:
    case Screen::Explained: demonstration ? demonstration->screen(page) : not_found_screen(page); break;
    case Screen::NotFound: not_found_screen(page); break;
    }
}

// The way one came, else to what this is a part of: a municipality's start page to all municipalities.
void App::Impl::back(Page& page)
{
    const bool start = (route.screen == Screen::Start || route.screen == Screen::Kiosk) && !route.demo;
    if (start && (setup.municipality.empty() || watch)) return;
    Route up = parent_of(route);
    if (watch && up.screen == Screen::Start) up.screen = Screen::Kiosk;
    const std::string parent = start ? "../" : to_hash(up);
    page.ui.link("back", locale("back"), visit.trail.empty() ? parent : visit.trail.back());
}

void App::Impl::draw(ui::Ui& ui)
{
    screen_memory.in_language(locale.tag());
    Page page{{ui, locale, municipality, providers, reading, read_aloud, platform, screen_memory,
               to_hash(route), view, "", watch.has_value(),
               route.screen == Screen::Paper ? swedish() : nullptr},
              route, visit, errand, screen_memory, demonstration.get()};
    if (watch && watch->asking()) return question(page);
    page_top(page, languages);
    if (!focus_back.empty()) ui.focus(std::exchange(focus_back, ""));
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
    entitle(page.title + " \u2013 " + (demonstration ? locale("badge.demo") + ", " : "") + "Hemval" +
            (municipality.name.empty() ? "" : " " + municipality.name));
}

void App::Impl::question(Page& page)
{
    constexpr const char* kMain = "main";
    if (page.ui.is_new("kiosk/question")) {
        focus_back = page.ui.focused().empty() ? kMain : page.ui.focused();
        read_aloud.stop();
        platform.stop_scanning();
    }
    if (kiosk_question(page, watch->times().warn)) {
        platform.hush();
        watch->stay();
        platform.request_frame();
    }
    entitle(page.title + " \u2013 Hemval");
}

App::App(Platform& platform, AppSetup setup, MakeDemonstration demonstration)
    : impl_(std::make_unique<Impl>(platform, std::move(setup), demonstration))
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
        // Before the first frame the errand starts with it.
        if (app.started) app.errand.open_link(*code);
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
        if (app.started) app.errand.told(*problem);
        else app.told = problem;
        return;
    }
    Route now = parse_route(hash);
    if (const auto times = kiosk_in_link(hash)) {
        now = {Screen::Kiosk, "", false};
        app.platform.replace(to_hash(now));
        if (!app.watch) {
            app.set_up(*times);
            return app.begin_anew();
        }
    } else if (app.watch && now.demo) {
        now = {Screen::Kiosk, "", false};
        app.platform.replace(to_hash(now));
    }
    app.forward(hash);
    if (now == app.route) return;
    step(app.visit.trail, to_hash(app.route), to_hash(now));
    if (app.watch && now.screen == Screen::Kiosk) app.visit.trail.clear();
    if (app.route.screen == Screen::Scan) app.platform.stop_scanning();
    app.screen_memory.elsewhere = false;
    app.route = now;
    app.read_aloud.stop();
    app.screen_memory.faults.clear();
    app.screen_memory.statement_asked = app.screen_memory.statement.has_value();
    app.errand.clear_problem();
    app.platform.request_frame();
}

ui::FrameOutput App::frame(const ui::FrameInput& input)
{
    Impl& app = *impl_;
    // Asking waits for the first frame so that nothing answers an app that is not there yet.
    if (!app.started && !app.municipality.id.empty()) {
        app.started = true;
        if (app.demonstration)
            app.demonstration->restore(app.platform.stored("demonstration/" + app.setup.municipality));
        if (!app.anew) app.errand.start(std::exchange(app.link, std::nullopt));
        if (app.told) app.errand.told(*std::exchange(app.told, std::nullopt));
    }
    if (std::exchange(app.anew, false) && !app.municipality.id.empty()) {
        app.errand.start_anew();
        app.sign_out_whoever_was();
    }
    app.errand.look_at_device();
    const bool offline = app.platform.offline();
    if (std::exchange(app.was_offline, offline) && !offline && app.started) app.errand.network_back();
    if (app.watch) app.keys = kiosk_keys(app.locale);
    if (app.watch && !input.events.empty()) app.watch->present();
    const CaseView* asked = app.watch ? app.errand.person() : nullptr;
    if (asked) app.platform.store(kOwnSession, "1");
    if (asked && asked->municipality != app.municipality.id) {
        app.screen_memory.elsewhere = true;
        app.errand.start_anew();
        app.sign_out_whoever_was();
    }
    if (!input.events.empty()) app.errand.acted();
    const bool another = app.another_person();
    if (app.demonstration) app.enlarged = app.demonstration->enlarges();
    ui::FrameInput now = input;
    if (another) now.events.clear();  // they were meant for the former one's page
    ui::FrameOutput output = app.Shell::draw(now, [&app](ui::Ui& ui) { app.draw(ui); });
    const CaseView* person = app.errand.person();
    if (person && person->municipality != app.municipality.id && !app.leaving) {
        app.leaving = true;
        app.platform.open_page(person->municipality.value, to_hash({Screen::Choose, "", false}));
    }
    if (std::exchange(app.screen_memory.finished, false))
        app.demonstration ? app.try_anew() : app.begin_anew();
    app.save();
    return output;
}

void App::whole(const std::string& locale_json, const std::string& pack_json)
{
    impl_->read_words(locale_json);
    impl_->read_whole_pack(pack_json);
}

void App::present()
{
    if (impl_->watch) impl_->watch->present();
}

const ui::SemanticTree& App::tree() const
{
    return impl_->context.tree();
}

float App::text_scale() const
{
    return impl_->text_scale();
}

const ui::Picture& App::picture() const
{
    return impl_->context.picture();
}

bool App::fonts_changed()
{
    return impl_->context.fonts_changed();
}

}  // namespace hemval
