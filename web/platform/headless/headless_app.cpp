#include "web/platform/headless/headless_app.h"

#include "web/app/app.h"
#include "web/app/reading.h"
#include "web/app/route.h"
#include "web/demonstration/demonstration.h"
#include "web/platform/headless/drawn_text.h"
#include "web/ui/text_wrap.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <set>
#include <sstream>

namespace hemval {

namespace {

using Json = nlohmann::json;
namespace fs = std::filesystem;

constexpr int kMostFrames = 30;  // a page that never settles fails the test instead of hanging it

std::string municipalities_of(const std::string& source_dir)
{
    std::set<std::string> ids;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(source_dir + "/assets/municipalities", ignored))
        if (entry.is_directory()) ids.insert(entry.path().filename().string());
    Json list = Json::array();
    const HeadlessPlatform files(source_dir);
    for (const std::string& id : ids) {
        const Json pack =
            Json::parse(files.read_asset("municipalities/" + id + "/municipality.json"), nullptr, false);
        Json name = pack.is_object() ? pack.value("name", Json(id)) : Json(id);
        if (name.is_object()) name = name.value("sv", Json(id));
        list.push_back({{"id", id}, {"name", name}});
    }
    return list.dump();
}

std::string languages_of(const std::string& source_dir)
{
    std::map<std::string, std::string> names;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(source_dir + "/assets/locales", ignored)) {
        if (entry.path().extension() != ".json") continue;
        const std::string tag = entry.path().stem().string();
        const Json locale = Json::parse(
            HeadlessPlatform(source_dir).read_asset("locales/" + tag + ".json"), nullptr, false);
        names[tag] = locale.is_object() ? locale.value("language.name", tag) : tag;
    }
    Json list = Json::array();
    const auto add = [&](const std::string& tag) {
        list.push_back({{"tag", tag}, {"name", names[tag]}});
        names.erase(tag);
    };
    if (names.count("sv") > 0) add("sv");
    while (!names.empty()) add(names.begin()->first);
    return list.dump();
}

std::string seen(const std::string& name)
{
    return ui::without_soft_hyphens(name);
}

}  // namespace

struct HeadlessApp::Impl {
    explicit Impl(const std::string& dir) : source_dir(dir), platform(dir)
    {
        input.height = 12000;  // every page whole, so that all of it is drawn
    }

    void start()
    {
        app.reset();
        AppSetup setup;
        setup.municipality = municipality;
        setup.language = language;
        // The page's script starts in the language the reader chose last.
        const Reading reading = read_reading(platform.remembered("reading"));
        if (!reading.language.empty()) setup.language = reading.language;
        demonstration = !make && parse_route(platform.history.back()).demo;
        const std::string words = demonstration ? "locales/demonstration/" : folder;
        setup.locale_json = platform.read_asset(words + setup.language + ".json");
        if (!municipality.empty())
            setup.pack_json = platform.read_asset("municipalities/" + municipality + ".json");
        setup.municipalities_json = municipalities_of(source_dir);
        setup.languages_json = languages_of(source_dir);
        setup.regular_ttf = platform.read_file("build/fonts/regular.ttf");
        setup.bold_ttf = platform.read_file("build/fonts/bold.ttf");
        setup.hash = address = platform.history.back();
        platform.answers.clear();
        platform.wake_after(0, {});
        platform.idle_after(0, {});
        platform.plain = false;
        focused.clear();
        app = make ? make(platform, setup)
                   : std::make_unique<App>(platform, setup, demonstration ? make_demonstration : nullptr);
        settle();
    }

    void frame()
    {
        input.plain = platform.plain;
        input.focused = focused;
        last = app->frame(input);
        input.events.clear();
        for (const ui::Announcement& one : last.announcements) announcements.push_back(one.text);
        if (!last.waiting.empty() && last.waiting != awaited) waits.push_back(last.waiting);
        awaited = last.waiting;
        if (!last.focus.empty()) focused = last.focus;
        if (!app->tree().find(focused)) focused.clear();
    }

    void settle()
    {
        for (int frames = 0; frames < kMostFrames; ++frames) {
            const int asked = platform.frames_requested;
            frame();
            bool more = platform.deliver();
            if (platform.quiet_change) address = *platform.quiet_change;
            platform.quiet_change.reset();
            if (platform.history.back() != address) {
                // To or from the demonstration's program is another page load; a kiosk stays what it is.
                if (!make && !platform.kiosk && parse_route(platform.history.back()).demo != demonstration)
                    return start();
                address = platform.history.back();
                app->navigated(address);
                more = true;
            }
            if (more || last.again || platform.frames_requested != asked) continue;
            // A browser shows such a page in Enkel vy.
            if (last.glyphs_missing || input.plain) return;
            const ui::Rect window{0, input.scroll_y, input.width, input.height};
            for (const std::string& fault : drawing_faults(app->tree(), app->picture(), window))
                FAIL_CHECK(address << ", " << input.width << " px wide: " << fault);
            return;
        }
        FAIL("the page did not settle in " << kMostFrames << " frames");
    }

    // What a browser does before the app hears of it. True: the app is told of the press.
    bool follow(const ui::Node& node)
    {
        if (node.role != ui::Role::Link || node.href.empty()) return true;
        if (node.href.rfind("#/", 0) == 0) {
            platform.go(node.href);
            return false;
        }
        if (node.href[0] != '#') {
            platform.opened_page = node.href;
            return false;
        }
        if (app->tree().find(node.href.substr(1))) focused = node.href.substr(1);
        return true;
    }

    std::string source_dir, municipality, language, address;
    HeadlessPlatform platform;
    std::unique_ptr<Program> app;
    std::string folder;
    Make make;                   // unset: the citizens' program, or the demonstration's by the address
    bool demonstration = false;
    ui::FrameInput input;
    ui::FrameOutput last;
    std::vector<std::string> announcements, waits;
    std::string awaited;
    std::string focused;
};

Found::Found(HeadlessApp& app, std::string key) : app_(app), key_(std::move(key)) {}

void Found::press()
{
    app_.send({ui::EventKind::Press, key_, ""});
}

void Found::type(const std::string& text)
{
    app_.send({ui::EventKind::Input, key_, text});
}

const ui::Node& Found::node() const
{
    const ui::Node* node = app_.tree().find(key_);
    if (!node) FAIL("\"" << key_ << "\" is no longer there");
    return *node;
}

HeadlessApp::HeadlessApp(const std::string& municipality, const std::string& hash,
                         const std::string& language)
    : HeadlessApp(municipality, hash, language, "locales/", nullptr)
{
}

HeadlessApp::HeadlessApp(const std::string& municipality, const std::string& hash,
                         const std::string& language, const std::string& folder, Make make)
    : impl_(std::make_unique<Impl>(HEMVAL_SOURCE_DIR))
{
    impl_->folder = folder;
    impl_->make = std::move(make);
    impl_->municipality = municipality;
    impl_->language = language;
    impl_->platform.history = {hash};
    impl_->start();
}

HeadlessApp::~HeadlessApp() = default;

float HeadlessApp::text_scale() const
{
    return impl_->app->text_scale();
}

Found HeadlessApp::get(ui::Role role, const std::string& name)
{
    std::vector<const ui::Node*> found;
    for (const ui::Node& node : tree().nodes())
        if (node.role == role && seen(node.name) == name) found.push_back(&node);
    if (found.size() == 1) return Found(*this, found.front()->key);
    std::string there;
    for (const ui::Node& node : tree().nodes())
        if (node.role == role) there += "\n  \"" + seen(node.name) + "\" (" + node.key + ")";
    FAIL(found.size() << " nodes are a " << ui::name_of(role) << " named \"" << name
                      << "\"; there are:" << there);
    return Found(*this, "");
}

bool HeadlessApp::has(ui::Role role, const std::string& name) const
{
    const auto& nodes = tree().nodes();
    return std::any_of(nodes.begin(), nodes.end(), [&](const ui::Node& node) {
        return node.role == role && seen(node.name) == name;
    });
}

bool HeadlessApp::has_text(const std::string& part) const
{
    const auto& nodes = tree().nodes();
    return std::any_of(nodes.begin(), nodes.end(), [&](const ui::Node& node) {
        return seen(node.name).find(part) != std::string::npos;
    });
}

std::string HeadlessApp::h1() const
{
    for (const ui::Node& node : tree().nodes())
        if (node.role == ui::Role::Heading && node.level == 1) return seen(node.name);
    return "";
}

void HeadlessApp::back()
{
    auto& history = impl_->platform.history;
    if (history.size() > 1) history.pop_back();
    impl_->settle();
}

void HeadlessApp::reload()
{
    impl_->start();
}

void HeadlessApp::resize(float width, float height)
{
    impl_->input.width = width;
    impl_->input.height = height;
    impl_->settle();
}

void HeadlessApp::enlarge(float times)
{
    impl_->input.text_scale = times;
    impl_->settle();
}

void HeadlessApp::on_paper(bool printing)
{
    impl_->input.on_paper = printing;
    impl_->settle();
}

void HeadlessApp::touch()
{
    impl_->app->present();
    impl_->settle();
}

void HeadlessApp::send(ui::UiEvent event)
{
    Impl& own = *impl_;
    bool tell = true;
    if (!event.key.empty()) {
        const ui::Node* node = tree().find(event.key);
        if (!node) FAIL("nothing has the key \"" << event.key << "\"");
        if (node->disabled) FAIL("\"" << event.key << "\" cannot be used now");
        own.focused = event.key;
        tell = event.kind != ui::EventKind::Press || own.follow(*node);
    }
    own.input.events.clear();
    if (tell && !event.key.empty()) own.input.events.push_back(std::move(event));
    own.settle();
}

const ui::SemanticTree& HeadlessApp::tree() const
{
    return impl_->app->tree();
}

const ui::Picture& HeadlessApp::picture() const
{
    return impl_->app->picture();
}

std::string HeadlessApp::transcript() const
{
    std::map<std::string, int> depths;
    std::stringstream text;
    for (const ui::Node& node : tree().nodes()) {
        const int depth = node.parent.empty() ? 0 : depths[node.parent] + 1;
        depths[node.key] = depth;
        text << std::string(static_cast<std::size_t>(depth) * 2, ' ') << ui::name_of(node.role);
        if (node.level > 0) text << " " << node.level;
        if (!node.name.empty()) text << " \"" << seen(node.name) << "\"";
        if (!node.description.empty()) text << " + \"" << node.description << "\"";
        if (!node.value.empty()) text << " = \"" << node.value << "\"";
        if (!node.href.empty()) text << " -> " << node.href;
        if (node.checked == ui::Tri::Yes) text << " checked";
        if (node.pressed == ui::Tri::Yes) text << " pressed";
        if (node.expanded == ui::Tri::Yes) text << " expanded";
        if (node.current) text << " current";
        if (node.disabled) text << " disabled";
        if (node.invalid) text << " invalid";
        text << "\n";
    }
    return text.str();
}

HeadlessPlatform& HeadlessApp::platform()
{
    return impl_->platform;
}

const ui::FrameOutput& HeadlessApp::last() const
{
    return impl_->last;
}

const std::vector<std::string>& HeadlessApp::announcements() const
{
    return impl_->announcements;
}

const std::vector<std::string>& HeadlessApp::waits() const
{
    return impl_->waits;
}

const std::string& HeadlessApp::focused() const
{
    return impl_->focused;
}

}  // namespace hemval
