#include "web/screens/sheet.h"

namespace hemval {

namespace {
constexpr std::string_view kPhone = "/municipality.json/contact/phone";
}

void Sheet::heading(std::string_view key, std::initializer_list<Locale::Value> values)
{
    const std::string now = address + "|" + std::string(key);
    title = t(key, values);
    const std::string node = "h1/" + now;
    ui.heading(node, 1, title);
    if (now == view) return;
    if (!view.empty()) {
        ui.focus(node);
        ui.scroll_to_top();
    }
    view = now;
}

void Sheet::say(const char* key, ui::TextKind kind)
{
    ui.text(key, here(key), kind);
}

std::string Sheet::here(const std::string& key, std::initializer_list<Locale::Value> values) const
{
    const std::string there = key + ".kiosk";
    return t(kiosk && t.has(there) ? there : key, values);
}

void Sheet::own(const std::string& key, const LocalizedText& text, ui::TextKind kind)
{
    if (text.empty()) return;
    const Words found = words(text);
    ui.text(key, found.text, kind, found.lang);
}

Words Sheet::words(const LocalizedText& text) const
{
    const std::string language = text.language_of(t.tag());
    return {text.in(t.tag()), language == t.tag() ? "" : language};
}

// One language for the whole: where a part is not translated, all parts are the pack's Swedish.
Words Sheet::joined(const std::vector<const LocalizedText*>& texts) const
{
    std::string other;
    for (const LocalizedText* text : texts)
        if (other.empty()) other = words(*text).lang;
    std::vector<std::string> parts;
    for (const LocalizedText* text : texts) parts.push_back(text->in(other.empty() ? t.tag() : other));
    if (other.empty()) return {t.join(parts)};
    Words whole{"", other};
    for (const std::string& part : parts) whole.text += (whole.text.empty() ? "" : ", ") + part;
    return whole;
}

std::string Sheet::name_of_provider(const ProviderId& id) const
{
    const Provider* found = provider(id);
    return found ? found->name : t("provider.gone");
}

void Sheet::example_badge(const std::string& key, bool example)
{
    if (example) ui.badge(key, t("badge.example"));
}

void Sheet::example_of(const std::string& key, std::string_view pointer)
{
    if (municipality.is_example(pointer)) {
        ui.badge(key, t("badge.example"));
    } else if (municipality.has_example_in(pointer)) {
        const ui::Scope row = ui.row(key + "/row");
        ui.badge(key, t("badge.example"));
        ui.text(key + "/partly", t("badge.example.partly"), ui::TextKind::Quiet);
    }
}

bool Sheet::invented(std::string_view pointer) const
{
    return !pointer.empty() &&
           (municipality.is_example(pointer) || municipality.has_example_in(pointer));
}

void Sheet::stated(const std::string& key, const std::string& text, std::string_view pointer,
                  ui::TextKind kind)
{
    ui.text(key, text, kind);
    if (!pointer.empty()) example_of(key + "/example", pointer);
}

void Sheet::call(const std::string& key, const char* sentence, ui::TextKind kind)
{
    const std::string words = here(sentence, {{"phone", municipality.contact.phone}});
    stated(key, words, words.find(municipality.contact.phone) == std::string::npos ? "" : kPhone, kind);
}

void Sheet::call_status(const char* sentence)
{
    const std::string words = here(sentence, {{"phone", municipality.contact.phone}}), key = sentence;
    ui.status(key, words);
    if (words.find(municipality.contact.phone) != std::string::npos) example_of(key + "/example", kPhone);
}

ui::FactRow Sheet::fact(const std::string& key, const std::string& name, const std::string& value,
                       std::string_view pointer) const
{
    return {key, name, value, invented(pointer) ? t("badge.example") : std::string()};
}

std::string Sheet::marked(const std::string& text, std::string_view pointer) const
{
    return invented(pointer) ? text + " (" + t("badge.example") + ")" : text;
}

void Sheet::details(const std::string& key, const Words& summary,
                   const std::function<void()>& content)
{
    const bool open = kept.open.count(key) > 0;
    const bool shown = open || ui.on_paper();
    bool toggled = false;
    {
        const ui::Scope scope = ui.details(key, summary.text, shown, &toggled, summary.lang);
        if (shown) content();
    }
    if (!toggled) return;
    if (open)
        kept.open.erase(key);
    else
        kept.open.insert(key);
    platform.request_frame();
}

void Sheet::faults()
{
    if (kept.faults.empty()) return;
    ui.error_summary("faults/" + std::to_string(kept.fault_round), t("problem.heading"),
                     kept.faults);
}

std::string Sheet::fault_of(const std::string& field) const
{
    for (const ui::FieldFault& fault : kept.faults)
        if (fault.field_key == field) return fault.text;
    return {};
}

void Sheet::show(Problem problem, int round)
{
    const std::string sentence = here(std::string("problem.") + name_of(problem),
                                      {{"phone", municipality.contact.phone}});
    ui.error_summary("problem/" + std::to_string(round), t("problem.heading"), {{"", sentence}});
    // Only some sentences say whom to call.
    if (sentence.find(municipality.contact.phone) != std::string::npos)
        example_of("problem/example", kPhone);
}

}  // namespace hemval
