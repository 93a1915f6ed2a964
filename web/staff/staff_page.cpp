#include "web/staff/staff_page.h"

#include <algorithm>

namespace hemval {

std::string StaffPage::to(StaffScreen screen, const std::string& id, const std::string& part) const
{
    return to_hash(StaffRoute{screen, id, part});
}

void StaffPage::go(StaffScreen screen, const std::string& id, const std::string& part)
{
    platform.go(to(screen, id, part));
}

void StaffPage::problem()
{
    if (!desk.problem()) return;
    show(*desk.problem(), desk.problem_round());
}

void StaffPage::waiting()
{
    if (!desk.problem()) return ui.waiting("asking", t("staff.asking"));
    problem();
    if (ui.button("retry", t("staff.retry"))) desk.retry();
}

void StaffPage::said()
{
    if (memory.said.empty() || memory.said_at != address) return;
    const ui::Scope box = ui.box("said", ui::BoxKind::Success);
    ui.status("said/" + memory.said, t(memory.said));
}

std::function<void()> StaffPage::tell(const char* key, std::optional<StaffRoute> then)
{
    const std::string there = then ? to_hash(*then) : address;
    return [&memory = memory, &platform = platform, key, here = address, there] {
        memory.said = key;
        memory.said_at = there;
        if (there != here) platform.go(there);
    };
}

void StaffPage::field(const std::string& key, ui::TextFieldSpec spec)
{
    const auto kept_text = visit.entered.find(key);
    if (kept_text != visit.entered.end()) spec.value = kept_text->second;
    spec.error = fault_of(key);
    if (const auto typed = ui.text_field(key, spec)) {
        entered(key) = *typed;
        platform.request_frame();
    }
}

void StaffPage::day_field(const std::string& key, const std::string& label)
{
    ui::TextFieldSpec spec;
    spec.label = label;
    spec.hint = t("staff.day.hint");
    spec.input_mode = "numeric";
    spec.max_length = 10;
    spec.width = 200;
    field(key, spec);
}

std::optional<Day> StaffPage::day_entered(const std::string& key, std::vector<ui::FieldFault>& faults)
{
    std::string text = entered(key);
    // As it stands in an identity number, or with the strokes left out.
    if (text.size() == 8 && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }))
        text = text.substr(0, 4) + "-" + text.substr(4, 2) + "-" + text.substr(6);
    const auto day = from_iso(text);
    if (!day) faults.push_back({key, t("staff.day.fault")});
    return day;
}

void StaffPage::choice(const std::string& key, const Words& legend, const std::string& group,
                       const std::vector<std::string>& values)
{
    std::vector<ui::RadioOption> options;
    std::optional<std::size_t> chosen;
    const auto kept_value = visit.entered.find(key);
    for (const std::string& value : values) {
        if (kept_value != visit.entered.end() && kept_value->second == value) chosen = options.size();
        options.push_back({key + "/" + value, t(group + value), ""});
    }
    if (const auto now = ui.radio_group(key, legend.text, options, chosen, fault_of(key), legend.lang)) {
        entered(key) = values[*now];
        platform.request_frame();
    }
}

std::string StaffPage::words_of(const char* group, const std::string& name) const
{
    return t(group + name);
}

std::string StaffPage::month(std::chrono::year_month month) const
{
    return t("staff.month", {{"month", t("format.month." + std::to_string(unsigned(month.month())))},
                             {"year", std::to_string(int(month.year()))}});
}

std::string StaffPage::names_of(const std::vector<ProviderId>& all) const
{
    std::vector<std::string> names;
    for (const ProviderId& id : all) names.push_back(name_of_provider(id));
    return t.join(names);
}

ui::FactRow StaffPage::services(const std::string& key, const std::vector<ServiceId>& all) const
{
    std::vector<const LocalizedText*> names;
    for (const Service& service : municipality.services)
        if (std::find(all.begin(), all.end(), service.id) != all.end()) names.push_back(&service.name);
    const Words whole = joined(names);
    ui::FactRow row = fact(key, t("case.services"), whole.text);
    row.value_lang = whole.lang;
    return row;
}

std::string StaffPage::area_name(const AreaId& area) const
{
    const Area* found = municipality.find_area(area);
    return found ? found->name : area.value;
}

std::string name_of_case(const StaffPage& page, const std::string& reference, bool is_protected)
{
    if (is_protected || reference.empty()) return page.t("case.protected.name");
    return page.t("case.name", {{"reference", reference}});
}

std::string receipt_in_words(const StaffPage& page, const Receipt& receipt)
{
    if (receipt.action == Action::Decline)
        return page.t(receipt.provider ? "case.action.decline" : "case.action.waiting");
    return page.words_of("case.action.", name_of(receipt.action));
}

std::string channel_in_words(const StaffPage& page, const Receipt& receipt)
{
    return page.words_of("channel.", name_of(receipt.channel));
}

std::vector<std::string> change_in_words(const StaffPage& page, const ListChange& change)
{
    std::vector<std::string> lines;
    if (change.capacity)
        lines.push_back(*change.capacity
                            ? page.t("change.capacity", {{"count", page.t.number(**change.capacity)}})
                            : page.t("change.capacity.none"));
    if (change.monthly_hours_ceiling)
        lines.push_back(*change.monthly_hours_ceiling
                            ? page.t("change.hours",
                                     {{"count", page.t.number(**change.monthly_hours_ceiling)}})
                            : page.t("change.hours.none"));
    if (change.warned) lines.push_back(page.t(*change.warned ? "change.warned" : "change.warned.not"));
    if (change.closing)
        lines.push_back(*change.closing
                            ? page.t("change.closing", {{"day", page.t.day(**change.closing)}})
                            : page.t("change.closing.not"));
    return lines;
}

}  // namespace hemval
