#include "core/comparison_code.h"
#include "web/screens/page.h"

#include <algorithm>

// What can be printed. What is shown is what is printed: web/platform/browser/print.css leaves out the rest.
namespace hemval {

namespace {

constexpr std::string_view kChoose = "val", kSwitch = "byt", kDecline = "avsta", kMandate = "ombud",
                           kComparison = "jamforelse", kLeaflet = "om", kFilled = "ifylld";

std::string address(const Page& page, std::string_view sheet, const std::string& of = {})
{
    return page.to(Screen::Paper, std::string(sheet) + (of.empty() ? "" : "/" + of));
}

void qr_of(Page& page, const std::string& key, const char* title, const char* how, const std::string& link)
{
    const ui::Scope section = page.ui.section(key, page.t(title));
    page.say(how);
    page.ui.qr_code(key + "/qr", page.t(title), link);
}

}  // namespace

std::string form_of(const Page& page, Action action, const ProviderId& provider)
{
    if (action == Action::Decline) return address(page, kDecline);
    return address(page, action == Action::Switch ? kSwitch : kChoose, provider.value);
}

// Where a kiosk could not send a choice it stands above already.
void paper_instead(Page& page, Action action, const ProviderId& provider)
{
    if (page.kiosk && page.errand.unsent() != Errand::Unsent::No) return;
    page.ui.link("paper/instead", page.t("paper.instead"), form_of(page, action, provider));
}

void print_button(Page& page)
{
    const ui::Scope row = page.ui.row("paper/do");
    if (page.ui.button("paper/print", page.t("receipt.print"), ui::ButtonKind::Primary)) page.platform.print();
}

void paper_list_screen(Page& page)
{
    page.heading("paper.title");
    page.say("paper.lead", ui::TextKind::Lead);
    const auto link = [&](const std::string& key, const std::string& text, const std::string& href) {
        const ui::Scope item = page.ui.item("paper/" + key);
        page.ui.link("paper/" + key + "/link", text, href);
    };
    {
        const ui::Scope section = page.ui.section("paper/forms", page.t("paper.forms"));
        const ui::Scope list = page.ui.list("paper/forms/list");
        link("choose", page.t("paper.choose"), address(page, kChoose));
        link("switch", page.t("paper.switch"), address(page, kSwitch));
        link("decline", page.t("paper.decline"), address(page, kDecline));
        link("mandate", page.t("paper.mandate"), address(page, kMandate));
        if (page.visit.behalf.someone_else)
            link("mandate_filled", page.t("paper.mandate.fill"), address(page, kMandate, std::string(kFilled)));
    }
    const ui::Scope section = page.ui.section("paper/sheets", page.t("paper.sheets"));
    const bool comparing = compared(page).size() >= kLeastCompared;
    if (!comparing) page.say("paper.comparison.first");
    page.say("compare.order.short", ui::TextKind::Quiet);
    const ui::Scope list = page.ui.list("paper/sheets/list");
    if (comparing)
        link("comparison", page.t("paper.comparison"), address(page, kComparison));
    else
        link("compare", page.t("start.compare"), page.to(Screen::Providers));
    for (const Provider* provider : page.providers)
        link("leaflet/" + provider->id.value, page.t("paper.leaflet", {{"name", provider->name}}),
             address(page, kLeaflet, provider->id.value));
    if (page.errand.receipt()) link("receipt", page.t("paper.receipt"), page.to(Screen::Receipt));
}

void paper_screen(Page& page)
{
    const std::string& id = page.route.id;
    const std::size_t slash = id.find('/');
    const std::string sheet = id.substr(0, slash);
    const std::string of = slash == std::string::npos ? "" : id.substr(slash + 1);
    const Provider* provider = of.empty() ? nullptr : page.provider(ProviderId(of));
    const bool whole = of.empty() || provider;
    if ((sheet == kChoose || sheet == kSwitch) && whole) return choice_form(page, sheet == kSwitch, provider);
    if (id == kDecline) return decline_form(page);
    if (sheet == kMandate && (of.empty() || of == kFilled)) return mandate_form(page, !of.empty());
    if (id == kComparison) return comparison_sheet(page);
    if (sheet == kLeaflet && provider) return leaflet(page, *provider);
    not_found_screen(page);
}

// Each fact with everybody's answer under it: large letters leave no room for columns.
void comparison_sheet(Page& page)
{
    page.heading("comparison.title");
    const std::vector<const Provider*> chosen = compared(page);
    if (chosen.size() < kLeastCompared) {
        page.say("paper.comparison.first");
        page.ui.link_button("paper/compare", page.t("start.compare"), page.to(Screen::Providers));
        return;
    }
    print_button(page);
    const ui::Scope sheet = page.ui.group("paper/large");
    page.say("comparison.lead");
    page.say("compare.order.short");
    const bool example = std::any_of(chosen.begin(), chosen.end(), [](const Provider* one) { return one->example; });
    if (example) {
        const ui::Scope row = page.ui.row("paper/examples");
        page.example_badge("paper/example", true);
        page.say("comparison.examples");
    }
    {
        const ui::Scope section = page.ui.section("paper/fact/fee", page.t("comparison.fee"));
        page.stated("paper/fee", fee_in_words(page), fee_pointer(page), ui::TextKind::Strong);
        page.say("comparison.fee.why");
    }
    std::vector<std::vector<Fact>> all;
    for (const Provider* provider : chosen) all.push_back(facts(page, *provider));
    for (std::size_t i = 0; i < all.front().size(); ++i) {
        const Fact& first = all.front()[i];
        if (page.visit.hidden_facts.count(first.key) > 0) continue;
        const std::string key = "paper/fact/" + first.key;
        const ui::Scope section = page.ui.section(key, first.name);
        std::vector<ui::FactRow> rows;
        for (std::size_t at = 0; at < chosen.size(); ++at) {
            const Fact& one = all[at][i];
            rows.push_back({key + "/" + chosen[at]->id.value, chosen[at]->name, one.value,
                            one.example ? page.t("badge.example") : "", "", one.lang});
        }
        page.ui.facts(key + "/list", rows);
    }
    const std::string code = comparison_code(page.municipality, page.visit.compared, page.visit.hidden_facts);
    qr_of(page, "paper/open", "paper.open", "paper.open.how",
          to_hash({Screen::SharedComparison, code, false}));
    page.ui.facts("paper/open/facts", {page.fact("paper/open/code", page.t("share.code"), page.t.apart(code))});
    page.say("share.nobody");
}

void leaflet(Page& page, const Provider& provider)
{
    provider_beginning(page, provider);
    print_button(page);
    provider_rest(page, provider);
    qr_of(page, "paper/more", "paper.more", "paper.more.how",
          to_hash({Screen::ProviderPage, provider.id.value, false}));
}

}  // namespace hemval
