#include "web/screens/page.h"

#include <algorithm>

namespace hemval {

namespace {

std::vector<const Provider*> compared(const Page& page)
{
    // In the visit's neutral order, not the order ticked: what is ticked first must not stand first.
    std::vector<const Provider*> chosen;
    for (const Provider* provider : page.providers)
        if (std::find(page.visit.compared.begin(), page.visit.compared.end(), provider->id) !=
            page.visit.compared.end())
            chosen.push_back(provider);
    return chosen;
}

ui::TableSpec table_of(const Page& page, const std::vector<const Provider*>& chosen)
{
    ui::TableSpec table;
    table.caption = page.t("comparison.caption");
    table.corner = page.t("comparison.corner");
    std::vector<std::vector<Fact>> columns;
    for (const Provider* provider : chosen) {
        table.column_keys.push_back(provider->id.value);
        table.columns.push_back(provider->name);
        columns.push_back(facts(page, *provider));
    }
    table.rows.push_back({"fee", page.t("comparison.fee"),
                          std::vector<std::string>(chosen.size(), fee_in_words(page)), false});
    for (std::size_t i = 0; i < columns.front().size(); ++i) {
        const Fact& fact = columns.front()[i];
        if (page.visit.hidden_facts.count(fact.key) > 0) continue;
        ui::TableRow row{fact.key, fact.name, {}, false};
        for (const auto& column : columns) {
            const Fact& one = column[i];
            row.cells.push_back(one.example ? one.value + " (" + page.t("badge.example") + ")" : one.value);
            row.langs.push_back(column[i].lang);
        }
        row.differs = std::any_of(columns.begin(), columns.end(), [&](const auto& column) {
            return column[i].value != fact.value;
        });
        row.header = page.t(row.differs ? "comparison.differs" : "comparison.alike",
                            {{"fact", fact.name}});
        table.rows.push_back(std::move(row));
    }
    return table;
}

void fact_picker(Page& page, const Provider& any)
{
    page.details("comparison/pick", {page.t("comparison.pick")}, [&] {
        for (const Fact& fact : facts(page, any)) {
            const bool shown = page.visit.hidden_facts.count(fact.key) == 0;
            if (!page.ui.checkbox("comparison/pick/" + fact.key, fact.name, shown)) continue;
            if (shown)
                page.visit.hidden_facts.insert(fact.key);
            else
                page.visit.hidden_facts.erase(fact.key);
            page.platform.request_frame();
        }
    });
}

}  // namespace

void comparison_screen(Page& page)
{
    page.heading("comparison.title");
    const std::vector<const Provider*> chosen = compared(page);
    if (chosen.size() < kLeastCompared) {
        page.say("compare.too_few");
        page.ui.link_button("comparison/back", page.t("start.compare"), page.to(Screen::Providers));
        return;
    }
    page.say("comparison.lead", ui::TextKind::Lead);
    bool example = false;
    for (const Provider* provider : chosen) example = example || provider->example;
    if (example) {
        const ui::Scope box = page.ui.row("comparison/examples");
        page.example_badge("comparison/example", true);
        page.say("comparison.examples", ui::TextKind::Quiet);
    }
    fact_picker(page, *chosen.front());
    page.ui.table("comparison/table", table_of(page, chosen));
    if (const auto pointer = fee_pointer(page); !pointer.empty())
        page.example_of("comparison/fee/example", pointer);
    page.say("comparison.fee.why");
    page.ui.link("comparison/fee/link", page.t("fee.link"), page.to(Screen::Fee));
    const ui::Scope section = page.ui.section("comparison/next", page.t("comparison.next"));
    const ui::Scope cards = page.ui.cards("comparison/cards", 240, static_cast<int>(chosen.size()));
    for (const Provider* provider : chosen) {
        const ui::Scope card = page.ui.card("comparison/" + provider->id.value);
        page.ui.heading("comparison/" + provider->id.value + "/name", 3, provider->name);
        page.ui.link("comparison/" + provider->id.value + "/more",
                     page.t("provider.more", {{"name", provider->name}}),
                     page.to(Screen::ProviderPage, provider->id.value));
        choose_button(page, *provider);
    }
}

}  // namespace hemval
