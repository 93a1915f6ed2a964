#include "web/app/shell.h"

#include "core/pack.h"

#include <nlohmann/json.hpp>

#include <map>

namespace hemval {

namespace {

using Json = nlohmann::json;

// A kiosk is read standing, and pressed by whole hands: 20 mm on a screen of 96 pixels to the inch.
constexpr float kKioskTarget = 76;
constexpr float kKioskScale = 1.4F;
constexpr float kKioskWidth = 640;  // narrower it is a page like any other, with large keys

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
    auto read = read_pack(id, pack_files(setup.pack_json),
                          setup.first_page ? PackExtent::FirstPage : PackExtent::Whole);
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

Shell::Shell(Platform& where, AppSetup with, std::string words_folder)
    : platform(where),
      setup(std::move(with)),
      words(std::move(words_folder)),
      municipality(read_municipality(setup, pack_fault)),
      read_aloud(platform),
      context(setup.regular_ttf, setup.bold_ttf)
{
    read_words(setup.locale_json);
    locale_asked = setup.language;
    for (auto& [id, name] : pairs(setup.municipalities_json, "id", "name"))
        municipalities.push_back({id, name});
    for (auto& [tag, name] : pairs(setup.languages_json, "tag", "name"))
        languages.push_back({tag, name, tag});
    reading = read_reading(platform.remembered("reading"));
    language_chosen = !reading.language.empty();
    remembered = write_reading(reading);
    reading.language = setup.language;
    if (reading.plain) platform.set_plain(true);
}

void Shell::draw_order(VisitSeed seed)
{
    for (const std::size_t i : neutral_order(seed, municipality.providers.size()))
        providers.push_back(&municipality.providers[i]);
}

void Shell::read_words(const std::string& locale_json)
{
    if (auto read = Locale::read(setup.language, locale_json)) speak(std::move(*read));
}

void Shell::read_whole_pack(const std::string& pack_json)
{
    std::vector<ProviderId> order;
    for (const Provider* provider : providers) order.push_back(provider->id);
    providers.clear();
    setup.pack_json = pack_json;
    setup.first_page = false;
    municipality = read_municipality(setup, pack_fault);
    for (const ProviderId& id : order)
        if (const Provider* provider = municipality.find_provider(id)) providers.push_back(provider);
}

void Shell::speak(Locale in)
{
    spoken_.insert_or_assign(in.tag(), in);
    locale = std::move(in);
    // Written by the site's builder; without it long words break by syllable.
    hyphens = ui::Hyphens(locale.has("hyphens") ? locale("hyphens") : "");
}

// A language chosen is fetched first and shown when it is here; until then the former stays.
void Shell::change_language()
{
    if (reading.language == locale_asked) return;
    language_chosen = true;
    locale_asked = reading.language;
    if (const auto known = spoken_.find(locale_asked); known != spoken_.end()) {
        speak(known->second);
        read_aloud.stop();
        platform.set_language(locale_asked);
        platform.request_frame();
        return;
    }
    platform.asset(words + reading.language + ".json",
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

const Locale* Shell::swedish()
{
    if (locale.tag().rfind("sv", 0) == 0) return nullptr;
    if (!std::exchange(swedish_asked_, true) && spoken_.count("sv") == 0)
        platform.asset(words + "sv.json", [this](const std::string& text) {
            if (auto read = Locale::read("sv", text)) spoken_.insert_or_assign("sv", std::move(*read));
            platform.request_frame();
        });
    const auto known = spoken_.find("sv");
    return known == spoken_.end() ? nullptr : &known->second;
}

// Only what was chosen: the browser's own language may change.
void Shell::remember()
{
    if (keys) return;  // in a kiosk it is the next person's device too
    Reading chosen = reading;
    if (!language_chosen) chosen.language.clear();
    std::string now = write_reading(chosen);
    if (now == remembered) return;
    remembered = std::move(now);
    platform.remember("reading", remembered);
}

ui::FrameOutput Shell::draw(const ui::FrameInput& input, const std::function<void(ui::Ui&)>& page)
{
    ui::FrameInput scaled = input;
    if (keys) {
        scaled.least_target = kKioskTarget;
        scaled.keys = &*keys;
        scaled.closed = true;
        wide = input.width >= kKioskWidth;
    }
    scaled.text_scale *= text_scale();
    scaled.hyphens = &hyphens;
    ui::FrameOutput output = context.frame(scaled, page);
    change_language();
    read_aloud.drawn(context.tree(), locale.tag());
    remember();
    return output;
}

void Shell::entitle(const std::string& now)
{
    if (now == title) return;
    title = now;
    platform.set_title(title);
}

float Shell::text_scale() const
{
    const float chosen = 1.0F + 0.25F * static_cast<float>(reading.text_step) + enlarged;
    return keys && wide ? chosen * kKioskScale : chosen;
}

void Shell::read_as_new()
{
    read_aloud.stop();
    reading = {};
    reading.language = "sv";
    locale_asked = locale.tag();  // what was asked for before does not come
    language_chosen = false;
    remembered = write_reading({});
    platform.set_plain(false);
    change_language();
    context.forget_writing();
}

void step(std::vector<std::string>& trail, const std::string& here, const std::string& there)
{
    if (!trail.empty() && trail.back() == there)
        trail.pop_back();
    else
        trail.push_back(here);
    constexpr std::size_t kLongestTrail = 30;
    if (trail.size() > kLongestTrail) trail.erase(trail.begin());
}

}  // namespace hemval
