#include "web/screens/page.h"

namespace hemval {

namespace {

// The few facts of the list: the rest is one press away.
constexpr const char* kListFacts[] = {"continuity", "survey", "languages", "areas", "place"};

void provider_card(Page& page, const Provider& provider)
{
    const std::string key = "provider/" + provider.id.value;
    const ui::Scope card = page.ui.card(key);
    page.ui.heading(key + "/name", 2, provider.name);
    page.ui.text(key + "/kind", kind_in_words(page, provider), ui::TextKind::Quiet);
    page.example_badge(key + "/example", provider.example);
    std::vector<ui::FactRow> rows;
    for (const Fact& fact : facts(page, provider))
        for (const char* wanted : kListFacts)
            if (fact.key == wanted)
                rows.push_back({key + "/" + fact.key, fact.name, fact.value,
                                fact.example ? page.t("badge.example") : "", "", fact.lang});
    page.ui.facts(key + "/facts", rows);
    compare_box(page, provider);
    page.ui.link(key + "/more", page.t("provider.more", {{"name", provider.name}}),
                 page.to(Screen::ProviderPage, provider.id.value));
    choose_button(page, provider);
}

}  // namespace

void providers_screen(Page& page)
{
    page.heading("compare.title");
    page.faults();
    page.say("compare.lead", ui::TextKind::Lead);
    fee_line(page, "compare/fee");
    page.details("compare/order", {page.t("compare.order")}, [&] {
        page.say("compare.order.about");
        page.say("compare.order.same");
    });
    {
        const ui::Scope cards = page.ui.cards("providers", 320, 2);
        for (const Provider* provider : page.providers) provider_card(page, *provider);
    }
    page.ui.text("compare/count", page.t("compare.count", {{"count", std::to_string(
                                                       page.visit.compared.size())}}));
    if (page.ui.button("compare/show", page.t("compare.show"), ui::ButtonKind::Primary)) {
        if (page.visit.compared.size() >= kLeastCompared) {
            page.memory.faults.clear();
            page.go(Screen::Comparison);
        } else {
            const std::string first = "provider/" + page.providers.front()->id.value + "/compare";
            page.memory.found({{first, page.t("compare.too_few")}});
            page.platform.request_frame();
        }
    }
    comparison_opener(page);
}

}  // namespace hemval
