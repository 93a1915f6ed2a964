#include "server/exchange/provider_draft.h"

#include "core/pack_parts.h"
#include "core/wishes.h"
#include "server/http.h"

#include <algorithm>
#include <functional>

namespace hemval::server {
namespace {

const std::vector<std::string> kOrder = {
    "id", "name", "kind", "example", "about", "leader", "leader_title", "areas", "services", "languages",
    "specialisations", "offers", "add_on_services", "capacity", "clients", "monthly_hours_ceiling", "continuity",
    "survey", "founded", "joined", "warned", "closing", "contact"};
const std::vector<std::string> kContactOrder = {"phone", "email", "web", "visiting_address"};
const std::vector<std::string> kClosingOrder = {"day", "reason"};

constexpr std::size_t kLongestLine = 200;
constexpr std::size_t kLongestText = 2000;
constexpr int kMost = 100'000;
constexpr int kMostHours = 10'000'000;

using Check = std::function<void(const Place&)>;

// What the pack's reader would say.
std::string fault_of(const Municipality& municipality, const OrderedJson& value, const Check& check)
{
    PackReading reading;
    reading.languages = municipality.languages;
    const nlohmann::json json = value;
    check(Place(reading, &json, ""));
    return reading.fault ? "must be " + reading.fault->expected : "";
}

std::string too_long(const std::string& text, std::size_t most)
{
    const auto letters = std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; });
    if (static_cast<std::size_t>(letters) > most)
        return "is " + std::to_string(letters) + " characters long, and may be at most " +
               std::to_string(most);
    const auto control = [](char c) {
        return (static_cast<unsigned char>(c) < 32 && c != '\n') || c == 127;
    };
    if (std::any_of(text.begin(), text.end(), control))
        return "has a control character in it";
    return "";
}

OrderedJson whole_number(const std::string& text)
{
    const bool digits = !text.empty() && text.size() < 10 &&
                        text.find_first_not_of("0123456789") == std::string::npos;
    return digits ? OrderedJson(std::stoi(text)) : OrderedJson(text);
}

OrderedJson yes_or_no(const std::string& text)
{
    const std::string lower = lower_case(text);
    if (lower == "yes" || lower == "ja" || lower == "true")
        return true;
    if (lower == "no" || lower == "nej" || lower == "false")
        return false;
    return text;
}

std::string joined(const std::vector<std::string>& parts, const char* between)
{
    std::string all;
    for (const std::string& part : parts)
        all += (all.empty() ? "" : between) + part;
    return all;
}

std::string text_in(const OrderedJson& json)
{
    if (json.is_string())
        return json.get<std::string>();
    if (json.is_boolean())
        return json.get<bool>() ? "yes" : "no";
    return json.is_null() ? "" : json.dump();
}

// Each of a list, and none twice; what they may be is told, where that is a short list.
std::string list_fault(const Municipality& municipality, const std::vector<std::string>& items,
                       const std::string& field)
{
    std::vector<std::string> known;
    if (field == "areas") {
        for (const Area& area : municipality.areas)
            known.push_back(area.id.value);
    } else if (field == "services") {
        for (const Service& service : municipality.services) {
            if (service.chosen)
                known.push_back(service.id.value);
        }
    }
    if (field == "offers") {
        for (const CareWish& wish : kCareWishes) {
            if (wish.stated == StatedBy::Offers)
                known.emplace_back(wish.id);
        }
    }
    for (auto item = items.begin(); item != items.end(); ++item) {
        if (std::find(items.begin(), item, *item) != item)
            return "has \"" + *item + "\" in it twice";
        if (!known.empty() && std::find(known.begin(), known.end(), *item) == known.end())
            return "has \"" + *item + "\" in it, which is not one of the pack's: " + joined(known, ", ");
        if (known.empty()) {
            std::string fault = fault_of(municipality, *item, [](const Place& at) { at.language(); });
            if (!fault.empty())
                return fault;
        }
    }
    return "";
}

// The value of a single field, and how it is checked.
struct Meant {
    OrderedJson value;
    Check check;
};

Meant meant(const std::string& field, const std::string& text)
{
    const auto whole = [&](int least, int most) {
        return Meant{whole_number(text), [least, most](const Place& at) { at.whole(least, most); }};
    };
    if (field == "id")
        return {text, [](const Place& at) { at.id(); }};
    if (field == "kind")
        return {text, [](const Place& at) { at.one_of(kProviderKinds); }};
    if (field == "capacity" || field == "clients")
        return whole(0, kMost);
    if (field == "monthly_hours_ceiling")
        return whole(0, kMostHours);
    if (field == "founded")
        return whole(1800, 2100);
    if (field == "joined" || field == "closing.day")
        return {text, [](const Place& at) { at.day(); }};
    if (field == "warned")
        return {yes_or_no(text), [](const Place& at) { at.yes_or_no(); }};
    if (field == "contact.email")
        return {text, [](const Place& at) { at.email(); }};
    if (field == "contact.web")
        return {text, [](const Place& at) { at.link(); }};
    return {text, [](const Place& at) { at.text(); }};
}

}  // namespace

void put_provider_member(OrderedJson& provider, const std::string& name, OrderedJson value)
{
    put_in_order(provider, name, std::move(value), kOrder);
}

std::vector<std::string> split_list(const std::string& text, std::string_view marks)
{
    std::vector<std::string> items;
    std::size_t start = 0;
    while (start <= text.size()) {
        const std::size_t end = std::min(text.find_first_of(marks, start), text.size());
        items.emplace_back(trimmed(std::string_view(text).substr(start, end - start)));
        start = end + 1;
    }
    return items;
}

std::vector<std::string> provider_fields(const Municipality& municipality)
{
    std::vector<std::string> fields;
    const auto localized = [&](const std::string& name) {
        for (const std::string& language : municipality.languages)
            fields.push_back(name + '.' + language);
    };
    for (const char* name : {"id", "name", "kind"})
        fields.emplace_back(name);
    localized("about");
    fields.emplace_back("leader");
    localized("leader_title");
    for (const char* name : {"areas", "services", "languages"})
        fields.emplace_back(name);
    localized("specialisations");
    fields.emplace_back("offers");
    for (const char* name : {"capacity", "clients", "monthly_hours_ceiling", "founded", "joined", "warned",
                             "closing.day"})
        fields.emplace_back(name);
    localized("closing.reason");
    for (const std::string& name : kContactOrder)
        fields.push_back("contact." + name);
    return fields;
}

ProviderDraft::ProviderDraft(const PackFolder& pack, const std::string& id)
    : pack_(&pack), json_(OrderedJson::object())
{
    const OrderedJson& all = pack.providers["providers"];
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i]["id"] == id) {
            place_ = i;
            json_ = all[i];
        }
    }
}

std::string ProviderDraft::set_member(OrderedJson& object, const std::vector<std::string>& order,
                                      const std::string& field, const std::string& name,
                                      const std::string& text)
{
    if (text.empty()) {
        object.erase(name);
        return "";
    }
    const std::size_t most = field.rfind("about.", 0) == 0 ? kLongestText : kLongestLine;
    if (std::string fault = too_long(text, most); !fault.empty())
        return fault;
    Meant value = meant(field, text);
    if (std::string fault = fault_of(pack_->municipality, value.value, value.check); !fault.empty())
        return fault;
    put_in_order(object, name, std::move(value.value), order);
    return "";
}

std::string ProviderDraft::set(const std::string& field, const std::string& text)
{
    const std::size_t dot = field.find('.');
    const std::string name = field.substr(0, dot);
    const std::string rest = dot == std::string::npos ? "" : field.substr(dot + 1);
    if (name == "areas" || name == "services" || name == "languages" || name == "offers") {
        std::vector<std::string> items = split_list(text, " ,;|\t\n");
        items.erase(std::remove(items.begin(), items.end(), ""), items.end());
        if (items.empty()) {
            json_.erase(name);
            return "";
        }
        std::string fault = list_fault(pack_->municipality, items, name);
        if (fault.empty())
            put_in_order(json_, name, items, kOrder);
        return fault;
    }
    if (name == "specialisations") {
        specialisations_[rest] = text.empty() ? std::vector<std::string>() : split_list(text, "|");
        return too_long(text, kLongestText);
    }
    if (rest.empty())
        return set_member(json_, kOrder, field, name, text);
    OrderedJson part = json_.contains(name) ? json_[name] : OrderedJson::object();
    std::string fault;
    if (name == "contact") {
        fault = set_member(part, kContactOrder, field, rest, text);
    } else if (name == "closing" && rest == "day") {
        fault = set_member(part, kClosingOrder, field, rest, text);
    } else if (name == "closing") {
        OrderedJson reason = part.contains("reason") ? part["reason"] : OrderedJson::object();
        fault = set_member(reason, pack_->municipality.languages, field, rest.substr(rest.find('.') + 1), text);
        part.erase("reason");
        if (!reason.empty())
            put_in_order(part, "reason", std::move(reason), kClosingOrder);
    } else {
        fault = set_member(part, pack_->municipality.languages, field, rest, text);
    }
    if (part.empty())
        json_.erase(name);
    else
        put_in_order(json_, name, std::move(part), kOrder);
    return fault;
}

std::string ProviderDraft::get(const std::string& field) const
{
    const std::size_t dot = field.find('.');
    const std::string name = field.substr(0, dot);
    if (!json_.contains(name))
        return "";
    std::vector<std::string> items;
    if (name == "specialisations") {
        bool any = false;
        for (const OrderedJson& one : json_[name]) {
            items.push_back(text_in(one.value(field.substr(dot + 1), OrderedJson())));
            any = any || !items.back().empty();
        }
        return any ? joined(items, " | ") : "";
    }
    if (json_[name].is_array()) {
        for (const OrderedJson& one : json_[name])
            items.push_back(text_in(one));
        return joined(items, " ");
    }
    const OrderedJson* at = &json_[name];
    for (std::size_t end = dot; end != std::string::npos;) {
        const std::size_t start = end + 1;
        end = field.find('.', start);
        const auto found = at->find(field.substr(start, end - start));
        if (found == at->end())
            return "";
        at = &*found;
    }
    return text_in(*at);
}

Sentences ProviderDraft::finish()
{
    Sentences faults;
    if (!specialisations_.empty()) {
        const bool only_translations = specialisations_.count("sv") == 0;
        auto& sv = specialisations_["sv"];
        if (sv.empty() && only_translations) {
            for (const OrderedJson& old : json_.value("specialisations", OrderedJson::array()))
                sv.push_back(old["sv"].get<std::string>());
        }
        OrderedJson list = OrderedJson::array();
        for (std::size_t i = 0; i < sv.size(); ++i) {
            OrderedJson one{{"sv", sv[i]}};
            // A translation whose language the file does not have stays with what it translates.
            if (json_.contains("specialisations")) {
                for (const OrderedJson& old : json_["specialisations"]) {
                    if (old["sv"] == sv[i])
                        one = old;
                }
            }
            for (const auto& [language, texts] : specialisations_) {
                one.erase(language);
                if (i < texts.size() && !texts[i].empty())
                    put_in_order(one, language, texts[i], pack_->municipality.languages);
            }
            list.push_back(std::move(one));
        }
        for (const auto& [language, texts] : specialisations_) {
            if (!texts.empty() && texts.size() != sv.size())
                faults.push_back("specialisations." + language + " has " + std::to_string(texts.size()) +
                                 " items with | between, and specialisations.sv has " +
                                 std::to_string(sv.size()));
        }
        if (list.empty())
            json_.erase("specialisations");
        else
            put_in_order(json_, "specialisations", std::move(list), kOrder);
    }
    if (!faults.empty())
        return faults;
    // As the only one in the file: what is wrong then is this one's own.
    PackReading reading;
    reading.file = "providers.json";
    reading.languages = pack_->municipality.languages;
    Municipality alone = pack_->municipality;
    alone.providers.clear();
    const nlohmann::json file{{"survey_questions", pack_->providers["survey_questions"]},
                              {"providers", nlohmann::json::array({nlohmann::json(json_)})}};
    read_providers_file(Place(reading, &file, ""), alone);
    if (reading.fault) {
        std::string field = reading.fault->pointer.substr(std::min<std::size_t>(
            std::string("/providers/0/").size(), reading.fault->pointer.size()));
        std::replace(field.begin(), field.end(), '/', '.');
        faults.push_back(field + " must be " + reading.fault->expected);
    }
    return faults;
}

void ProviderDraft::put_into(OrderedJson& providers) const
{
    OrderedJson& all = providers["providers"];
    if (is_new())
        all.push_back(json_);
    else
        all[place_] = json_;
}

}  // namespace hemval::server
