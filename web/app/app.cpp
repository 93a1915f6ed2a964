#include "web/app/app.h"

#include "core/memory_registry.h"
#include "core/neutral_order.h"
#include "core/pack.h"
#include "web/app/http_registry.h"
#include "web/screens/page.h"

#include <nlohmann/json.hpp>

#include <utility>

namespace hemval {

namespace {

using Json = nlohmann::json;

// {"municipality.json": "<text>", ...} -> the files of a pack.
std::map<std::string, std::string> pack_files(const std::string& bundle)
{
    std::map<std::string, std::string> files;
    const Json json = Json::parse(bundle, nullptr, false);
    if (!json.is_object()) return files;
    for (const auto& [name, text] : json.items())
        if (text.is_string()) files.emplace(name, text.get<std::string>());
    return files;
}

Municipality read_municipality(const AppSetup& setup, std::string& fault)
{
    if (setup.municipality.empty()) return {};
    const MunicipalityId id(setup.municipality);
    auto read = read_pack(id, pack_files(setup.pack_json));
    if (read) return std::move(*read);
    fault = sentence(id, read.error());
    return {};
}

// [{"<first>": ..., "<second>": ...}, ...] -> pairs.
std::vector<std::pair<std::string, std::string>> pairs(const std::string& text, const char* first,
                                                       const char* second)
{
    std::vector<std::pair<std::string, std::string>> result;
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_array()) return result;
    for (const Json& item : json) {
        if (!item.is_object() || !item.contains(first) || !item.contains(second)) continue;
        const Json& a = item[first];
        const Json& b = item[second];
        if (a.is_string() && b.is_string())
            result.emplace_back(a.get<std::string>(), b.get<std::string>());
    }
    return result;
}

}  // namespace

struct App::Impl {
    Impl(Platform& where, AppSetup with);

    void speak(Locale in);
    void change_language();
    void forward(const std::string& hash);
    void save();
    void back(Page& page);
    void draw(ui::Ui& ui);
    void screen(Page& page);

    Platform& platform;
    AppSetup setup;
    Locale locale;
    ui::Hyphens hyphens;
    std::string locale_asked;
    std::string pack_fault;  // why there is no municipality, in English; empty when all is well
    Municipality municipality;
    std::vector<MunicipalityLink> municipalities;
    std::vector<ui::Option> languages;
    Visit visit;
    Reading reading;
    ReadAloud read_aloud;
    bool language_chosen = false;
    std::string saved, remembered;
    std::vector<const Provider*> providers;
    HttpRegistry http;
    MemoryRegistry memory;
    Errand real, demonstration;
    bool demonstration_started = false;
    bool started = false;  // the real errand
    std::optional<std::string> link;  // the letter's code that the page was opened with, until it is asked
    bool leaving = false;  // for the page of the municipality that the code belongs to
    Route route;
    ScreenMemory screen_memory;
    std::string view, title;
    ui::UiContext context;
};

App::Impl::Impl(Platform& where, AppSetup with)
    : platform(where),
      setup(std::move(with)),
      municipality(read_municipality(setup, pack_fault)),
      read_aloud(platform),
      http(platform, MunicipalityId(setup.municipality)),
      memory(municipality, {[this] { return platform.today(); }, [this] { return platform.random(); }}),
      real(http, platform, visit.pending, [this] { platform.request_frame(); }),
      demonstration(memory, platform, visit.demonstration_pending,
                    [this] {
                        platform.store("demonstration/" + setup.municipality, memory.saved());
                        platform.request_frame();
                    }),
      context(setup.regular_ttf, setup.bold_ttf)
{
    if (auto read = Locale::read(setup.language, setup.locale_json)) speak(std::move(*read));
    locale_asked = setup.language;
    for (auto& [id, name] : pairs(setup.municipalities_json, "id", "name"))
        municipalities.push_back({id, name});
    for (auto& [tag, name] : pairs(setup.languages_json, "tag", "name"))
        languages.push_back({tag, name, tag});
    if (auto read = read_visit(platform.stored("visit/" + setup.municipality)))
        visit = std::move(*read);
    else
        visit.seed.value = platform.random();
    reading = read_reading(platform.remembered("reading"));
    language_chosen = !reading.language.empty();
    remembered = write_reading(reading);
    reading.language = setup.language;
    if (reading.plain) platform.set_plain(true);
    for (const std::size_t i : neutral_order(visit.seed, municipality.providers.size()))
        providers.push_back(&municipality.providers[i]);
    link = code_in_link(setup.hash);
    if (link) {
        setup.hash = to_hash({Screen::Choose, "", false});
        platform.replace(setup.hash);
    }
    route = parse_route(setup.hash);
    forward(setup.hash);
}

void App::Impl::speak(Locale in)
{
    locale = std::move(in);
    // Written by the site's builder; without it long words break by syllable.
    hyphens = ui::Hyphens(locale.has("hyphens") ? locale("hyphens") : "");
}

// A language chosen is fetched first and shown when it is here; until then the former stays.
void App::Impl::change_language()
{
    if (reading.language == locale_asked) return;
    language_chosen = true;
    locale_asked = reading.language;
    platform.asset("locales/" + reading.language + ".json",
                   [this, tag = reading.language](const std::string& text) {
                       if (tag != locale_asked) return;
                       auto read = Locale::read(tag, text);
                       if (!read) {
                           reading.language = locale_asked = locale.tag();
                           return;
                       }
                       speak(std::move(*read));
                       read_aloud.stop();
                       platform.set_language(tag);
                       platform.request_frame();
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
    const auto keep = [](std::string& kept, std::string now, const auto& put) {
        if (now == kept) return;
        kept = std::move(now);
        put(kept);
    };
    keep(saved, write_visit(visit), [this](const std::string& text) {
        platform.store("visit/" + setup.municipality, text);
    });
    // Only what was chosen: the browser's own language may change.
    Reading chosen = reading;
    if (!language_chosen) chosen.language.clear();
    keep(remembered, write_reading(chosen),
         [this](const std::string& text) { platform.remember("reading", text); });
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
    Page page{ui,         locale, municipality, providers,     route, visit, reading,
              read_aloud, errand, platform,     screen_memory, view,  ""};
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
    const std::string now = page.title + " \u2013 " + (route.demo ? locale("badge.demo") + ", " : "") +
                            "Hemval" + (municipality.name.empty() ? "" : " " + municipality.name);
    if (now == title) return;
    title = now;
    platform.set_title(title);
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
    const Route now = parse_route(hash);
    app.forward(hash);
    if (now == app.route) return;
    auto& trail = app.visit.trail;
    const std::string here = to_hash(app.route);
    if (!trail.empty() && trail.back() == to_hash(now))
        trail.pop_back();
    else
        trail.push_back(here);
    constexpr std::size_t kLongestTrail = 30;
    if (trail.size() > kLongestTrail) trail.erase(trail.begin());
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
    }
    if (app.route.demo && !app.demonstration_started && !app.municipality.id.empty()) {
        app.demonstration_started = true;
        const std::string kept = app.platform.stored("demonstration/" + app.setup.municipality);
        if (!kept.empty()) app.memory.restore(kept);
        app.demonstration.start();
    }
    if (!input.events.empty()) app.real.acted();
    ui::FrameInput scaled = input;
    scaled.text_scale *= text_scale();
    scaled.hyphens = &app.hyphens;
    ui::FrameOutput output = app.context.frame(scaled, [&app](ui::Ui& ui) { app.draw(ui); });
    const CaseView* person = app.real.person();
    if (person && !app.route.demo && person->municipality != app.municipality.id && !app.leaving) {
        app.leaving = true;
        app.platform.open_page(person->municipality.value, to_hash({Screen::Choose, "", false}));
    }
    app.change_language();
    app.read_aloud.drawn(app.context.tree(), app.locale.tag());
    app.save();
    return output;
}

const ui::SemanticTree& App::tree() const
{
    return impl_->context.tree();
}

float App::text_scale() const
{
    return 1.0F + 0.25F * static_cast<float>(impl_->reading.text_step);
}

bool App::fonts_changed()
{
    return impl_->context.fonts_changed();
}

}  // namespace hemval
