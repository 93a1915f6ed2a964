#include "web/staff/staff_page.h"

#include <algorithm>

// How the providers stand in the rotation list, and what a coordinator wants changed there.
namespace hemval {

namespace {

const DeskProvider* find(const std::vector<DeskProvider>& all, const ProviderId& id)
{
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const DeskProvider& one) { return one.row.id == id; });
    return found == all.end() ? nullptr : &*found;
}

template <class Number>
std::string of_ceiling(const StaffPage& page, long long used, const std::optional<Number>& ceiling)
{
    return ceiling ? page.t("standing.of", {{"used", page.t.number(used)},
                                             {"most", page.t.number(*ceiling)}})
                   : page.t("standing.no_ceiling", {{"used", page.t.number(used)}});
}

std::string closing_of(const StaffPage& page, const ListedProvider& row)
{
    return row.closing ? page.t.day(*row.closing) : page.t("standing.closing.no");
}

// The fields of one provider's row, as they stand until something else is entered.
struct Form {
    StaffPage& page;
    const ListedProvider& row;

    std::string key(const char* name) const { return "row/" + row.id.value + "/" + name; }

    template <class Number>
    static std::string text_of(const std::optional<Number>& number)
    {
        return number ? std::to_string(*number) : "";
    }

    void number(const char* name, const char* label, const std::string& now) const
    {
        ui::TextFieldSpec spec;
        spec.label = page.t(label);
        spec.hint = page.t("row.number.hint");
        spec.value = now;
        spec.input_mode = "numeric";
        spec.max_length = 9;
        spec.width = 160;
        page.field(key(name), spec);
    }

    void draw() const
    {
        number("capacity", "row.capacity", text_of(row.capacity));
        number("hours", "row.hours", text_of(row.monthly_hours_ceiling));
        ui::TextFieldSpec spec;
        spec.label = page.t("row.closing");
        spec.hint = page.t("row.closing.hint");
        spec.value = row.closing ? to_iso(*row.closing) : "";
        spec.max_length = 10;
        spec.width = 200;
        page.field(key("closing"), spec);
        const bool now = warned();
        if (page.ui.checkbox(key("warned"), page.t("row.warned"), now)) {
            page.entered(key("warned")) = now ? "no" : "yes";
            page.platform.request_frame();
        }
    }

    std::string entered(const char* name, const std::string& now) const
    {
        const auto found = page.visit.entered.find(key(name));
        return found == page.visit.entered.end() ? now : found->second;
    }

    bool warned() const { return entered("warned", row.warned ? "yes" : "no") == "yes"; }

    // A whole number, or nothing for no ceiling.
    std::optional<std::optional<std::int64_t>> number_of(const char* name, const std::string& now,
                                                         std::vector<ui::FieldFault>& faults) const
    {
        const std::string text = entered(name, now);
        if (text == now) return std::nullopt;
        if (text.find_first_not_of(' ') == std::string::npos) return std::optional<std::int64_t>();
        std::int64_t value = 0;
        for (const char c : text) {
            if (c < '0' || c > '9') {
                faults.push_back({key(name), page.t("row.number.fault")});
                return std::nullopt;
            }
            value = value * 10 + (c - '0');
        }
        return std::optional<std::int64_t>(value);
    }

    std::optional<ListChange> change(std::vector<ui::FieldFault>& faults) const
    {
        ListChange change;
        change.provider = row.id;
        if (const auto number = number_of("capacity", text_of(row.capacity), faults))
            change.capacity = *number ? std::optional<int>(static_cast<int>(**number)) : std::nullopt;
        change.monthly_hours_ceiling = number_of("hours", text_of(row.monthly_hours_ceiling), faults);
        if (warned() != row.warned) change.warned = warned();
        const std::string before = row.closing ? to_iso(*row.closing) : "";
        const std::string now = entered("closing", before);
        if (now != before) {
            if (now.find_first_not_of(' ') == std::string::npos)
                change.closing = std::optional<Day>();
            else if (const auto day = page.day_entered(key("closing"), faults))
                change.closing = std::optional<Day>(day);
        }
        const bool any = change.capacity || change.monthly_hours_ceiling || change.warned || change.closing;
        if (!any && faults.empty()) faults.push_back({key("capacity"), page.t("row.nothing")});
        if (!faults.empty()) return std::nullopt;
        return change;
    }
};

}  // namespace

void desk_providers_screen(StaffPage& page)
{
    page.heading("standing.title");
    page.say("standing.lead", ui::TextKind::Lead);
    page.say("staff.order", ui::TextKind::Quiet);
    const auto* all = page.desk.providers();
    if (!all) return page.waiting();
    ui::TableSpec table;
    table.caption = page.t("standing.caption");
    table.corner = page.t("check.provider");
    table.column_keys = {"clients", "hours", "warned", "closing"};
    table.columns = {page.t("standing.clients"), page.t("standing.hours"), page.t("standing.warned"),
                     page.t("standing.closing")};
    table.least = 150;
    for (const Provider* provider : page.providers) {
        const DeskProvider* one = find(*all, provider->id);
        if (!one) continue;
        table.rows.push_back({provider->id.value,
                              provider->name,
                              {of_ceiling(page, one->clients, one->row.capacity),
                               of_ceiling(page, one->hours_this_month, one->row.monthly_hours_ceiling),
                               page.t(one->row.warned ? "standing.yes" : "standing.no"),
                               closing_of(page, one->row)},
                              false, {}, page.to(StaffScreen::Row, provider->id.value)});
    }
    page.ui.table("providers/table", table);
}

void provider_row_screen(StaffPage& page)
{
    const ProviderId id(page.route.id);
    page.heading("row.title", {{"name", page.name_of_provider(id)}});
    page.said();
    const auto* all = page.desk.providers();
    if (!all) return page.waiting();
    const DeskProvider* one = find(*all, id);
    if (!one) {
        page.say("row.unknown");
        return;
    }
    page.faults();
    page.problem();
    {
        const ui::Scope box = page.ui.box("row/box", ui::BoxKind::Card);
        page.ui.facts("row/facts",
                      {page.fact("row/clients", page.t("standing.clients"),
                                 of_ceiling(page, one->clients, one->row.capacity)),
                       page.fact("row/hours_used", page.t("standing.hours"),
                                 of_ceiling(page, one->hours_this_month, one->row.monthly_hours_ceiling)),
                       page.fact("row/warned_now", page.t("standing.warned"),
                                 page.t(one->row.warned ? "standing.yes" : "standing.no")),
                       page.fact("row/closing_now", page.t("standing.closing"),
                                 closing_of(page, one->row))});
    }
    page.ui.link("row/text", page.t("text.open"), page.to(StaffScreen::Text, id.value));
    page.ui.link("row/leave", page.t("leaving.propose.open"),
                 page.to(StaffScreen::ProposeLeaving, id.value));
    const ui::Scope section = page.ui.section("row/change", page.t("row.change"));
    page.say("row.about");
    const Form form{page, one->row};
    form.draw();
    if (page.ui.button("row/propose", page.t("row.propose"), ui::ButtonKind::Primary)) {
        std::vector<ui::FieldFault> faults;
        const auto change = form.change(faults);
        page.memory.found(std::move(faults));
        if (change)
            page.desk.propose(*change, [&visit = page.visit, beginning = form.key(""),
                                        tell = page.tell("row.said", StaffRoute{StaffScreen::Changes, "", ""})] {
                visit.forget(beginning);
                tell();
            });
        page.platform.request_frame();
    }
    if (page.desk.sending()) page.ui.waiting("sending", page.t("sending"));
}

}  // namespace hemval
