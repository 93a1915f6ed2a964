#include "web/app/shell.h"

#include "core/pack.h"

#include <nlohmann/json.hpp>

#include <map>

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

Shell::Shell(Platform& where, AppSetup with, std::string words_folder)
    : platform(where),
      setup(std::move(with)),
      words(std::move(words_folder)),
      municipality(read_municipality(setup, pack_fault)),
      read_aloud(platform),
      context(setup.regular_ttf, setup.bold_ttf)
{
    if (auto read = Locale::read(setup.language, setup.locale_json)) speak(std::move(*read));
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

void Shell::speak(Locale in)
{
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

// Only what was chosen: the browser's own language may change.
void Shell::remember()
{
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
    return 1.0F + 0.25F * static_cast<float>(reading.text_step);
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
