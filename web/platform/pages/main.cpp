#include "core/day.h"
#include "web/app/app.h"

#include <nlohmann/json.hpp>

#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

// What the app says on a page, for the site's builder: the static first content is made of the very
// screens that take over from it.
//   in:  {municipality, language, locale_json, pack_json, first_page, municipalities_json, languages_json,
//         regular, bold: font files, pages: [{hash, press: [key], paper: true | false}]}
//   out: [[the operations that build the page in an empty document], ...]

namespace hemval {
namespace {

using Json = nlohmann::json;

constexpr int kMostFrames = 10;

// Nothing is remembered, nobody answers, and no day counts: the same sources give the same page.
class BuildPlatform final : public Platform {
public:
    std::string stored(const std::string&) override { return {}; }
    void store(const std::string&, const std::string&) override {}
    std::string remembered(const std::string&) override { return {}; }
    bool remember(const std::string&, const std::string&) override { return false; }
    void go(const std::string&) override {}
    void replace(const std::string&) override {}
    void open_page(const std::string&, const std::string&) override {}
    void open_path(const std::string&) override {}
    void set_title(const std::string&) override {}
    void set_mark(const std::string&) override {}
    void set_language(const std::string&) override {}
    void set_plain(bool) override {}
    void print() override {}
    void save_file(const std::string&, const std::string&, const std::string&) override {}
    void speak(const std::vector<SpokenText>&, std::function<void(bool)>) override {}
    void hush() override {}
    Day today() override
    {
        return Day{std::chrono::year{2026}, std::chrono::month{1}, std::chrono::day{1}};
    }
    std::uint64_t random() override { return 0; }
    void request_frame() override {}
    void wake_after(int, std::function<void()>) override {}
    void idle_after(int, std::function<void()>) override {}
    void set_kiosk() override {}
    void wipe() override {}
    bool offline() override { return false; }
    bool has_camera() override { return false; }
    void scan(const std::string&, std::function<void(std::optional<std::string>)>) override {}
    void stop_scanning() override {}
    void http(HttpRequest, std::function<void(HttpResponse)>) override {}
    void asset(const std::string&, std::function<void(std::string)>) override {}
    void digest(const std::string&, std::function<void(std::optional<merkle::Hash>)>) override {}
    void verify(const std::string&, const std::string&, const std::string&,
                std::function<void(std::optional<bool>)>) override
    {
    }
};

std::string text(const Json& json, const char* key)
{
    const auto found = json.find(key);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::string all_of(std::istream& in)
{
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::string bytes(const std::string& file)
{
    std::ifstream in(file, std::ios::binary);
    return all_of(in);
}

std::string describe(AppSetup setup, const Json& page)
{
    setup.hash = text(page, "hash");
    BuildPlatform platform;
    App app(platform, std::move(setup));
    ui::FrameInput input;
    input.plain = true;
    input.on_paper = page.value("paper", false);
    app.frame(input);
    for (const Json& key : page.value("press", Json::array())) {
        if (key.is_string()) input.events.push_back({ui::EventKind::Press, key.get<std::string>(), ""});
        app.frame(input);
        input.events.clear();
    }
    for (int frames = 0; frames < kMostFrames; ++frames)
        if (!app.frame(input).again) break;
    return ui::diff({}, app.tree());
}

}  // namespace
}  // namespace hemval

int main()
{
    using namespace hemval;
    const Json json = Json::parse(all_of(std::cin), nullptr, false);
    if (!json.is_object() || !json.contains("pages") || !json["pages"].is_array()) {
        std::fputs("hemval_pages reads one JSON object with \"pages\" from standard input.\n", stderr);
        return 1;
    }
    AppSetup setup;
    setup.municipality = text(json, "municipality");
    setup.language = text(json, "language");
    setup.locale_json = text(json, "locale_json");
    setup.pack_json = text(json, "pack_json");
    setup.first_page = json.value("first_page", false);
    setup.municipalities_json = text(json, "municipalities_json");
    setup.languages_json = text(json, "languages_json");
    setup.regular_ttf = bytes(text(json, "regular"));
    setup.bold_ttf = bytes(text(json, "bold"));
    std::string out;
    for (const Json& page : json["pages"]) out += (out.empty() ? "[" : ",\n") + describe(setup, page);
    std::cout << out << "]\n";
    return 0;
}
