#include "web/app/kiosk.h"

#include "web/app/kept_json.h"

#include <algorithm>
#include <utility>

namespace hemval {

namespace {

constexpr std::string_view kAddress = "#/kiosk";
constexpr const char* kLatin = "abcdefghijklmnopqrstuvwxyzåäö";
constexpr const char* kArabic = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأإؤئىة";

// Digits alone, and within bounds.
std::optional<int> seconds(std::string_view text, int least, int most)
{
    if (text.empty() || text.size() > 4) return std::nullopt;
    int value = 0;
    for (const char digit : text) {
        if (digit < '0' || digit > '9') return std::nullopt;
        value = value * 10 + (digit - '0');
    }
    return value >= least && value <= most ? std::optional(value) : std::nullopt;
}

bool is(const KioskTimes& times)
{
    return times.idle >= kShortestIdle && times.idle <= kLongestIdle && times.warn >= kShortestWarning &&
           times.warn <= kLongestWarning;
}

std::vector<std::string> letters_of(const std::string& text)
{
    std::vector<std::string> letters;
    for (const char byte : text) {
        const bool goes_on = (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
        if (!goes_on) letters.emplace_back();
        letters.back() += byte;
    }
    return letters;
}

}  // namespace

std::optional<KioskTimes> kiosk_in_link(std::string_view hash)
{
    if (hash.substr(0, kAddress.size()) != kAddress) return std::nullopt;
    hash.remove_prefix(kAddress.size());
    KioskTimes times;
    if (hash.empty()) return times;
    if (hash[0] != '?') return std::nullopt;
    while (!hash.empty()) {
        hash.remove_prefix(1);
        const std::string_view part = hash.substr(0, hash.find('&'));
        hash.remove_prefix(part.size());
        const std::size_t is = part.find('=');
        if (is == std::string_view::npos) continue;
        const std::string_view name = part.substr(0, is), value = part.substr(is + 1);
        if (name == "idle") times.idle = seconds(value, kShortestIdle, kLongestIdle).value_or(times.idle);
        if (name == "warn")
            times.warn = seconds(value, kShortestWarning, kLongestWarning).value_or(times.warn);
    }
    return times;
}

std::string write_times(const KioskTimes& times)
{
    return kept::Json{{"idle", times.idle}, {"warn", times.warn}}.dump();
}

std::optional<KioskTimes> read_times(const std::string& text)
{
    const auto json = kept::Json::parse(text, nullptr, false);
    if (!json.is_object()) return std::nullopt;
    const KioskTimes times{kept::number_at(json, "idle", 0, kLongestIdle, 0),
                           kept::number_at(json, "warn", 0, kLongestWarning, 0)};
    return is(times) ? std::optional(times) : std::nullopt;
}

ui::Keys kiosk_keys(const Locale& words)
{
    ui::Keys keys;
    if (words.tag() == "ar") keys.alphabets.push_back({words("keys.arabic"), "", letters_of(kArabic)});
    const bool alone = keys.alphabets.empty();
    keys.alphabets.push_back({alone ? "" : "ABC", alone ? "" : "sv", letters_of(kLatin)});
    keys.label = words("keys.label");
    keys.erase = words("keys.erase");
    keys.space = words("keys.space");
    keys.capital = words("keys.capital");
    keys.show = words("keys.show");
    return keys;
}

KioskWatch::KioskWatch(Platform& platform, KioskTimes times, Owner owner)
    : platform_(platform), times_(times), owner_(std::move(owner))
{
}

void KioskWatch::wait()
{
    platform_.idle_after(times_.idle, [this] { waited(); });
}

void KioskWatch::present()
{
    if (asking_) return;
    somebody_ = true;
    listened_ = 0;
    wait();
}

void KioskWatch::stay()
{
    asking_ = false;
    present();
}

void KioskWatch::nobody()
{
    somebody_ = asking_ = false;
    platform_.idle_after(0, nullptr);
}

void KioskWatch::waited()
{
    // A browser may forget to tell that a voice has ended.
    constexpr int kLongestReading = 10;
    if (owner_.listening() && listened_ < kLongestReading) {
        ++listened_;
        return wait();
    }
    asking_ = true;
    platform_.idle_after(times_.warn, [this] { owner_.gone(); });
    owner_.asking();
}

}  // namespace hemval
