#include "core/pack_reader.h"

#include "core/pack_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdint>

namespace hemval {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kLongestId = 40;
constexpr const char* kSourceLanguage = "sv";
constexpr const char* kExample = "example";

bool lower(char c) { return c >= 'a' && c <= 'z'; }
bool digit(char c) { return c >= '0' && c <= '9'; }

constexpr std::size_t kShortText = 40;

std::string in_words(const Json& json)
{
    if (json.is_null() || json.is_boolean() || json.is_number()) return json.dump();
    if (json.is_array()) return json.empty() ? "an empty list" : "a list";
    if (json.is_object()) return "an object";
    const auto& text = json.get_ref<const std::string&>();
    return text.size() > kShortText ? "a text" : json.dump();
}

std::string joined(const std::vector<std::string>& parts)
{
    std::string all;
    for (const std::string& part : parts) all += (all.empty() ? "" : ", ") + part;
    return all;
}

// a-z, 0-9 and single - or _ between; begins with a letter.
bool is_id(const std::string& text)
{
    if (text.empty() || text.size() > kLongestId || !lower(text.front())) return false;
    for (std::size_t i = 1; i < text.size(); ++i) {
        const bool separator = text[i] == '-' || text[i] == '_';
        if (!lower(text[i]) && !digit(text[i]) && !separator) return false;
        if (separator && (i + 1 == text.size() || text[i + 1] == '-' || text[i + 1] == '_')) return false;
    }
    return true;
}

// What the packs need of BCP 47: a language of two or three letters, perhaps with subtags.
bool is_language(const std::string& text)
{
    std::size_t letters = 0;
    while (letters < text.size() && lower(text[letters])) ++letters;
    if (letters < 2 || letters > 3) return false;
    for (std::size_t at = letters; at < text.size();) {
        if (text[at] != '-') return false;
        const std::size_t start = ++at;
        while (at < text.size() && (lower(text[at]) || digit(text[at]) ||
                                    (text[at] >= 'A' && text[at] <= 'Z')))
            ++at;
        if (at - start < 1 || at - start > 8) return false;
    }
    return true;
}

const std::string* text_in(const Json* json)
{
    return json != nullptr && json->is_string() ? &json->get_ref<const std::string&>() : nullptr;
}

bool printable(char c) { return c > ' ' && c < '\x7f'; }

}  // namespace

void PackReading::refuse(const std::string& pointer, std::string expected)
{
    refuse_in(file, pointer, std::move(expected));
}

void PackReading::refuse_in(const std::string& in_file, const std::string& pointer,
                            std::string expected)
{
    if (!fault) fault = PackError{in_file, pointer, std::move(expected)};
}

void Place::refuse(std::string expected) const
{
    expected += json_ == nullptr ? " (there is nothing)"
                                 : " (found " + in_words(*json_) + ")";
    reading_->refuse(pointer_, std::move(expected));
}

std::string Place::text() const
{
    const std::string* text = text_in(json_);
    const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
    if (text == nullptr || text->empty() || blank(text->front()) || blank(text->back())) {
        refuse("a text without spaces at its ends");
        return {};
    }
    return *text;
}

std::string Place::id() const
{
    const std::string* text = text_in(json_);
    if (text == nullptr || !is_id(*text)) {
        refuse("an id: a-z first, then a-z and 0-9, with single - or _ between, at most 40 characters");
        return {};
    }
    return *text;
}

std::string Place::link() const
{
    constexpr std::string_view kStart = "https://";
    const std::string* text = text_in(json_);
    if (text == nullptr || text->rfind(kStart, 0) != 0 || text->size() == kStart.size() ||
        !std::all_of(text->begin(), text->end(), printable)) {
        refuse("an address that begins with https:// and has no spaces");
        return {};
    }
    return *text;
}

std::string Place::email() const
{
    const std::string* text = text_in(json_);
    if (text == nullptr || text->empty() || text->front() == '@' || text->back() == '@' ||
        std::count(text->begin(), text->end(), '@') != 1 ||
        !std::all_of(text->begin(), text->end(), printable)) {
        refuse("an e-mail address");
        return {};
    }
    return *text;
}

int Place::whole(int least, int most) const
{
    if (json_ != nullptr && json_->is_number_integer()) {
        // An unsigned number too large for a signed one comes out negative, or is simply too large.
        const bool huge = json_->is_number_unsigned() && json_->get<std::uint64_t>() > INT32_MAX;
        const auto value = json_->get<std::int64_t>();
        if (!huge && value >= least && value <= most) return static_cast<int>(value);
    }
    refuse("a whole number from " + std::to_string(least) + " to " + std::to_string(most));
    return least;
}

double Place::number(double least, double most) const
{
    if (json_ != nullptr && json_->is_number()) {
        const double value = json_->get<double>();
        if (value >= least && value <= most) return value;
    }
    refuse("a number from " + std::to_string(static_cast<int>(least)) + " to " +
           std::to_string(static_cast<int>(most)));
    return least;
}

bool Place::yes_or_no() const
{
    if (json_ != nullptr && json_->is_boolean()) return json_->get<bool>();
    refuse("true or false");
    return false;
}

Day Place::day() const
{
    const std::string* text = text_in(json_);
    if (const auto day = text ? from_iso(*text) : std::nullopt) return *day;
    refuse("a day that exists, written as \"2026-11-22\"");
    return {};
}

std::string Place::language() const
{
    const std::string* text = text_in(json_);
    if (text != nullptr && is_language(*text)) return *text;
    refuse("a language tag such as \"sv\"");
    return {};
}

LocalizedText Place::localized() const
{
    LocalizedText text;
    if (json_ == nullptr || !json_->is_object()) {
        refuse("a text by language, such as {\"sv\": \"...\", \"en\": \"...\"}");
        return text;
    }
    const auto& languages = reading_->languages;
    for (const auto& [tag, words] : json_->items()) {
        const Place place(*reading_, &words, pointer_to(pointer_, tag));
        if (std::find(languages.begin(), languages.end(), tag) == languages.end())
            reading_->refuse(place.pointer(), "one of the pack's languages: " + joined(languages));
        text.by_language.emplace(tag, place.text());
    }
    if (text.by_language.count(kSourceLanguage) == 0)
        Place(*reading_, nullptr, pointer_to(pointer_, kSourceLanguage)).refuse("the text in Swedish");
    return text;
}

std::vector<Place> Place::items(std::size_t least) const
{
    std::vector<Place> found;
    if (json_ == nullptr || !json_->is_array() || json_->size() < least) {
        refuse(least == 0 ? "a list" : "a list of at least " + std::to_string(least));
        return found;
    }
    for (std::size_t i = 0; i < json_->size(); ++i)
        found.emplace_back(*reading_, &(*json_)[i], pointer_to(pointer_, std::to_string(i)));
    return found;
}

std::size_t Place::position_in(const std::vector<std::string>& names) const
{
    if (const std::string* text = text_in(json_)) {
        const auto found = std::find(names.begin(), names.end(), *text);
        if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
    }
    refuse("one of " + joined(names));
    return 0;
}

Fields::Fields(const Place& place) : place_(place)
{
    object_ = place.json() != nullptr && place.json()->is_object();
    if (!object_) {
        place.refuse("an object");
        return;
    }
    read_example();
}

void Fields::read_example()
{
    const auto flag = maybe(kExample);
    if (!flag) return;
    const std::string whole = '/' + place_.reading().file + place_.pointer();
    auto& examples = place_.reading().examples;
    if (flag->json()->is_boolean()) {
        example_ = flag->yes_or_no();
        if (example_) examples.push_back(whole);
        return;
    }
    if (!flag->json()->is_array()) {
        flag->refuse("true, false or a list of names in this object");
        return;
    }
    Unique unique;
    for (const Place& item : flag->items(1)) {
        const std::string name = item.text();
        unique.add(item, name);
        if (name == kExample || !place_.json()->contains(name)) item.refuse("a name in this object");
        examples.push_back(pointer_to(whole, name));
    }
}

Fields::~Fields()
{
    if (!object_ || place_.reading().fault) return;
    for (const auto& [name, value] : place_.json()->items()) {
        if (asked_.count(name) > 0) continue;
        place_.reading().refuse(pointer_to(place_.pointer(), name),
                                "one of the names " + joined({asked_.begin(), asked_.end()}));
    }
}

Place Fields::at(const char* name)
{
    asked_.insert(name);
    const Json* value = nullptr;
    if (object_) {
        const auto found = place_.json()->find(name);
        if (found != place_.json()->end()) value = &*found;
    }
    return {place_.reading(), value, pointer_to(place_.pointer(), name)};
}

std::optional<Place> Fields::maybe(const char* name)
{
    const Place place = at(name);
    if (place.json() == nullptr) return std::nullopt;
    return place;
}

void Unique::add(const Place& place, const std::string& value)
{
    if (!seen_.insert(value).second) place.refuse("a value that is not in the list before");
}

}  // namespace hemval
