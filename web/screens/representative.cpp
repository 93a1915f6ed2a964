#include "web/screens/page.h"

#include <algorithm>

namespace hemval {

namespace {

constexpr const char* kWho = "behalf/who";
constexpr const char* kRole = "behalf/role";
constexpr const char* kName = "behalf/name";
constexpr const char* kReach = "behalf/reach";
constexpr const char* kRoleStep = "roll";
constexpr const char* kContactStep = "kontakt";
constexpr const char* kDeclareStep = "intyg";

std::string role_key(RepresentativeRole role)
{
    return std::string("behalf.role.") + name_of(role);
}

void on(Page& page, bool whole, std::vector<ui::FieldFault> faults, const std::string& next)
{
    if (page.ui.button("behalf/next", page.t("behalf.next"), ui::ButtonKind::Primary)) {
        page.memory.found(std::move(faults));
        if (whole) page.platform.go(next);
        page.platform.request_frame();
    }
}

void role_step(Page& page, Behalf& behalf)
{
    page.heading("behalf.role.title");
    page.faults();
    std::vector<ui::RadioOption> options;
    std::optional<std::size_t> chosen;
    for (const RepresentativeRole role : kAllRepresentativeRoles) {
        if (behalf.role == role) chosen = options.size();
        options.push_back({kRole + (std::string("/") + name_of(role)), page.t(role_key(role)),
                           page.t(role_key(role) + ".hint")});
    }
    if (const auto now = page.ui.radio_group(kRole, page.t("behalf.role.legend"), options, chosen,
                                             page.fault_of(kRole))) {
        const RepresentativeRole role = kAllRepresentativeRoles[*now];
        if (behalf.role != role) behalf.declared.clear();
        behalf.role = role;
        page.platform.request_frame();
    }
    page.say("behalf.judged");
    const bool whole = behalf.role.has_value();
    on(page, whole, whole ? std::vector<ui::FieldFault>{}
                          : std::vector<ui::FieldFault>{{kRole, page.t("behalf.role.missing")}},
       page.to(Screen::Representative, kContactStep));
}

void field(Page& page, const char* key, const char* name, std::string& value, const char* complete)
{
    ui::TextFieldSpec spec;
    spec.label = page.t(name);
    spec.error = page.fault_of(key);
    spec.value = value;
    spec.autocomplete = complete;
    spec.max_length = 60;
    spec.required = true;
    if (auto typed = page.ui.text_field(key, spec)) value = *typed;
}

void contact_step(Page& page, Behalf& behalf)
{
    page.heading("behalf.contact.title");
    page.faults();
    page.say("behalf.contact.about");
    field(page, kName, "behalf.contact.name", behalf.contact.name, "name");
    field(page, kReach, "behalf.contact.reach", behalf.contact.reach, "tel");
    std::vector<ui::FieldFault> faults;
    if (!is_whole({behalf.contact.name, "-"})) faults.push_back({kName, page.t("behalf.contact.no_name")});
    if (!is_whole({"-", behalf.contact.reach}))
        faults.push_back({kReach, page.t("behalf.contact.no_reach")});
    const bool whole = faults.empty();
    on(page, whole, std::move(faults), page.to(Screen::Representative, kDeclareStep));
}

void declare_step(Page& page, Behalf& behalf)
{
    page.heading("behalf.declare.title");
    page.faults();
    page.say("behalf.declare.about");
    std::vector<ui::FieldFault> faults;
    for (const Declaration one : declarations_for(behalf.role.value_or(RepresentativeRole::Other))) {
        const std::string key = std::string("behalf/declare/") + name_of(one);
        auto& declared = behalf.declared;
        const auto at = std::find(declared.begin(), declared.end(), one);
        const bool checked = at != declared.end();
        if (!checked) faults.push_back({key, page.t("behalf.declare.missing")});
        if (!page.ui.checkbox(key, page.t(std::string("behalf.declare.") + name_of(one)), checked)) continue;
        if (checked)
            declared.erase(at);
        else
            declared.push_back(one);
        page.platform.request_frame();
    }
    page.say("behalf.judged");
    const bool whole = faults.empty();
    if (faults.size() > 1) faults.resize(1);
    on(page, whole, std::move(faults), behalf.back.empty() ? page.to(Screen::Choose) : behalf.back);
}

}  // namespace

std::optional<OnBehalf> on_behalf(const Behalf& behalf)
{
    if (!behalf.someone_else || !behalf.role) return std::nullopt;
    OnBehalf whole{{*behalf.role, {}}, behalf.contact};
    // In the order they are asked, whatever the order ticked.
    for (const Declaration one : declarations_for(*behalf.role))
        if (std::find(behalf.declared.begin(), behalf.declared.end(), one) != behalf.declared.end())
            whole.representation.declared.push_back(one);
    if (!is_declared(whole.representation) || !is_whole(whole.contact)) return std::nullopt;
    return whole;
}

bool who_chooses(Page& page)
{
    if (page.errand.waiting() == Errand::Waiting::Mine) {
        page.say("waiting.first", ui::TextKind::Strong);
        return false;
    }
    Behalf& behalf = page.visit.behalf;
    const std::vector<ui::RadioOption> options = {
        {kWho + std::string("/self"), page.t("behalf.self"), ""},
        {kWho + std::string("/other"), page.t("behalf.other"), page.t("behalf.other.hint")}};
    if (const auto now = page.ui.radio_group(kWho, page.t("behalf.who"), options,
                                             behalf.someone_else ? 1U : 0U)) {
        behalf.someone_else = *now == 1;
        page.platform.request_frame();
    }
    if (!behalf.someone_else) return true;
    const bool whole = on_behalf(behalf).has_value();
    if (whole) {
        const ui::Scope box = page.ui.box("behalf/summary", ui::BoxKind::Card);
        page.ui.facts("behalf/facts",
                      {page.fact("behalf/as", page.t("behalf.as"), page.t(role_key(*behalf.role))),
                       page.fact("behalf/is", page.t("behalf.contact.name"), behalf.contact.name),
                       page.fact("behalf/reached", page.t("behalf.contact.reach"), behalf.contact.reach)});
        page.say("behalf.judged");
    }
    const bool go = whole ? page.ui.button("behalf/change", page.t("behalf.change"))
                          : page.ui.button("behalf/begin", page.t("behalf.next"),
                                           ui::ButtonKind::Primary);
    if (go) {
        behalf.back = to_hash(page.route);
        page.go(Screen::Representative, kRoleStep);
    }
    return whole;
}

void representative_screen(Page& page)
{
    if (!page.errand.person()) {
        sign_in_screen(page);
        return;
    }
    Behalf& behalf = page.visit.behalf;
    behalf.someone_else = true;
    if (page.route.id == kRoleStep) return role_step(page, behalf);
    if (page.route.id == kContactStep) return contact_step(page, behalf);
    if (page.route.id == kDeclareStep && behalf.role) return declare_step(page, behalf);
    if (page.route.id == kDeclareStep) return role_step(page, behalf);
    not_found_screen(page);
}

void represented(Page& page, const std::string& key, const Receipt& receipt)
{
    if (!receipt.representation) return;
    const Representation& by = *receipt.representation;
    page.ui.text(key, page.t(std::string("represented.") + name_of(by.role)) + " " +
                          page.t(by.confirmed ? "represented.confirmed" : "represented.awaiting"));
}

void rejected(Page& page, const CaseView& person)
{
    if (!person.rejected) return;
    const ui::Scope box = page.ui.box("choose/rejected", ui::BoxKind::Warning);
    page.ui.text("choose/rejected/who",
                 page.t("represented." + std::string(name_of(person.rejected->role))) + " " +
                     page.t("rejected.what", {{"day", page.t.day(person.rejected->day)}}),
                 ui::TextKind::Strong);
    if (person.rejected->undone)
        page.say("rejected.undone");
    else
        page.call("choose/rejected/call", "rejected.in_effect");
}

}  // namespace hemval
