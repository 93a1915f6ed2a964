#include "web/platform/headless/headless_app.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <utility>

namespace hemval {

namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& file)
{
    std::stringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    return text.str();
}

// A pack's folder as the site's builder bundles it: {"municipality.json": "<text>", ...}.
std::string bundle_of(const fs::path& folder)
{
    nlohmann::json bundle = nlohmann::json::object();
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored))
        if (entry.path().extension() == ".json")
            bundle[entry.path().filename().string()] = text_of(entry.path());
    return bundle.empty() ? "" : bundle.dump();
}

// Another program's words beside the citizens', as the site's builder puts them together.
std::string words_over(const fs::path& file)
{
    auto words = nlohmann::json::parse(text_of(file.parent_path().parent_path() / file.filename()),
                                       nullptr, false);
    const auto own = nlohmann::json::parse(text_of(file), nullptr, false);
    if (!words.is_object() || !own.is_object()) return "";
    words.update(own);
    return words.dump();
}

}  // namespace

HeadlessPlatform::HeadlessPlatform(std::string source_dir) : source_dir_(std::move(source_dir)) {}

std::string HeadlessPlatform::stored(const std::string& key)
{
    const auto found = storage.find(key);
    return found == storage.end() ? "" : found->second;
}

void HeadlessPlatform::store(const std::string& key, const std::string& value)
{
    if (value.empty())
        storage.erase(key);
    else
        storage[key] = value;
}

std::string HeadlessPlatform::remembered(const std::string& key)
{
    const auto found = device.find(key);
    return found == device.end() ? "" : found->second;
}

bool HeadlessPlatform::remember(const std::string& key, const std::string& value)
{
    device[key] = value;
    return !no_device;
}

void HeadlessPlatform::go(const std::string& hash)
{
    if (history.back() == hash) return;
    if (kiosk) history.pop_back();
    history.push_back(hash);
}

void HeadlessPlatform::replace(const std::string& hash)
{
    history.back() = hash;
    quiet_change = hash;
}

void HeadlessPlatform::open_page(const std::string& municipality, const std::string& hash)
{
    opened_page = municipality + "/" + hash;
}

void HeadlessPlatform::open_path(const std::string& path)
{
    opened_path = path;
}

void HeadlessPlatform::set_mark(const std::string& text)
{
    mark = text;
}

void HeadlessPlatform::set_title(const std::string& text)
{
    title = text;
}

void HeadlessPlatform::set_language(const std::string& tag)
{
    language = tag;
}

void HeadlessPlatform::set_plain(bool on)
{
    plain = on;
}

void HeadlessPlatform::save_file(const std::string& name, const std::string&, const std::string& text)
{
    saved_files[name] = "\xEF\xBB\xBF" + text;
}

void HeadlessPlatform::print()
{
    ++prints;
}

void HeadlessPlatform::speak(const std::vector<SpokenText>& texts, std::function<void(bool)> then)
{
    spoken = texts;
    spoken_to_end = std::move(then);
}

void HeadlessPlatform::hush()
{
    spoken.clear();
    spoken_to_end = nullptr;
}

void HeadlessPlatform::wake_after(int seconds, std::function<void()> then)
{
    alarm_seconds = seconds;
    alarm = seconds > 0 ? std::move(then) : nullptr;
}

void HeadlessPlatform::idle_after(int seconds, std::function<void()> then)
{
    idle_seconds = seconds;
    idle_alarm = seconds > 0 ? std::move(then) : nullptr;
}

void HeadlessPlatform::set_kiosk()
{
    kiosk = true;
}

void HeadlessPlatform::wipe()
{
    ++wipes;
    storage.clear();
    device.clear();
    answers.clear();
    hush();
    stop_scanning();
    wake_after(0, nullptr);
    idle_after(0, nullptr);
}

bool HeadlessPlatform::offline()
{
    return no_network;
}

bool HeadlessPlatform::has_camera()
{
    return camera;
}

void HeadlessPlatform::scan(const std::string& key,
                            std::function<void(std::optional<std::string>)> then)
{
    scanned_in = key;
    scanner = std::move(then);
}

void HeadlessPlatform::stop_scanning()
{
    scanned_in.clear();
    scanner = nullptr;
}

Day HeadlessPlatform::today()
{
    return day;
}

// splitmix64: every start gives well-mixed numbers, the same in every run.
std::uint64_t HeadlessPlatform::random()
{
    std::uint64_t mixed = next_random += 0x9E3779B97F4A7C15ULL;
    mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBULL;
    return mixed ^ (mixed >> 31U);
}

void HeadlessPlatform::request_frame()
{
    ++frames_requested;
}

void HeadlessPlatform::http(HttpRequest request, std::function<void(HttpResponse)> then)
{
    requests.push_back(request);
    // Carried out now, answered later, as over a wire.
    HttpResponse response = service ? service(request) : HttpResponse{404, ""};
    answers.push_back([then = std::move(then), response = std::move(response)] { then(response); });
}

void HeadlessPlatform::asset(const std::string& name, std::function<void(std::string)> then)
{
    ++assets_asked;
    answers.push_back([text = no_assets ? std::string() : read_asset(name), then = std::move(then)] { then(text); });
}

merkle::Hash HeadlessPlatform::test_hash(const std::string& bytes)
{
    merkle::Hash hash{};
    std::uint64_t state = bytes.size();
    const auto stir = [&](std::uint64_t more) {
        state = (state + more + 0x9E3779B97F4A7C15ULL) * 0xBF58476D1CE4E5B9ULL;
        state ^= state >> 29U;
    };
    for (const char byte : bytes) stir(static_cast<unsigned char>(byte));
    for (std::uint8_t& byte : hash) {
        stir(0);
        byte = static_cast<std::uint8_t>(state >> 32U);
    }
    return hash;
}

std::string HeadlessPlatform::test_signature(const std::string& key, const std::string& text)
{
    return merkle::to_hex(test_hash(key + text)) + merkle::to_hex(test_hash(text + key));
}

void HeadlessPlatform::digest(const std::string& bytes,
                              std::function<void(std::optional<merkle::Hash>)> then)
{
    const auto hash = no_cryptography ? std::nullopt : std::optional(test_hash(bytes));
    answers.push_back([then = std::move(then), hash] { then(hash); });
}

void HeadlessPlatform::verify(const std::string& key, const std::string& text,
                              const std::string& signature,
                              std::function<void(std::optional<bool>)> then)
{
    const auto holds =
        no_cryptography ? std::nullopt : std::optional(test_signature(key, text) == signature);
    answers.push_back([then = std::move(then), holds] { then(holds); });
}

std::string HeadlessPlatform::read_asset(const std::string& name) const
{
    if (const auto other = other_assets.find(name); other != other_assets.end()) return other->second;
    const fs::path assets = fs::path(source_dir_) / "assets", file = assets / name;
    if (file.parent_path().filename() == "municipalities")
        return bundle_of(file.parent_path() / file.stem());
    const fs::path folder = file.parent_path().filename();
    if (folder == "staff" || folder == "demonstration") return words_over(file);
    return text_of(file);
}

std::string HeadlessPlatform::read_file(const std::string& name) const
{
    return text_of(fs::path(source_dir_) / name);
}

bool HeadlessPlatform::deliver()
{
    std::vector<std::function<void()>> arrived;
    arrived.swap(answers);
    for (const auto& answer : arrived) answer();
    return !arrived.empty();
}

}  // namespace hemval
