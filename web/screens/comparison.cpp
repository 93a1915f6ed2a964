#include "core/comparison_code.h"
#include "web/screens/page.h"

#include <algorithm>

namespace hemval {

namespace {

constexpr const char* kShared = "compare/open/code";

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

void hand_over(Page& page)
{
    const std::string code =
        comparison_code(page.municipality, page.visit.compared, page.visit.hidden_facts);
    page.details("comparison/share", {page.t("share.summary")}, [&] {
        page.say(page.kiosk ? "share.about.code" : "share.about");
        page.ui.text("comparison/share/code", code, ui::TextKind::Figure);
        if (!page.kiosk)
            page.ui.link("comparison/share/link", page.t("share.link"),
                         to_hash({Screen::SharedComparison, code, false}));
        page.say("share.nobody", ui::TextKind::Quiet);
    });
}

// Whose code it was is known to nobody: what was ticked here before gives way.
void open_shared(Page& page, const SharedComparison& shared)
{
    page.visit.compared = shared.providers;
    page.visit.hidden_facts = shared.hidden_facts;
    page.memory.comparison_code.clear();
}

}  // namespace

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

void comparison_opener(Page& page)
{
    page.details("compare/open", {page.t("share.open")}, [&] {
        ui::TextFieldSpec code;
        code.label = page.t("share.code");
        code.hint = page.t("share.hint");
        code.error = page.fault_of(kShared);
        code.value = page.memory.comparison_code;
        code.autocomplete = "off";
        code.max_length = 30;
        if (auto typed = page.ui.text_field(kShared, code)) page.memory.comparison_code = *typed;
        if (!page.ui.button("compare/open/go", page.t("share.go"))) return;
        if (const auto shared = read_comparison_code(page.memory.comparison_code, page.municipality)) {
            open_shared(page, *shared);
            page.memory.found({});
            page.go(Screen::Comparison);
        } else {
            page.memory.found({{kShared, page.t("share.wrong")}});
        }
        page.platform.request_frame();
    });
}

// By the link, on another device: it is opened when the person says so, as it takes the place of their own.
void shared_comparison_screen(Page& page)
{
    page.heading("share.title");
    const auto shared = read_comparison_code(page.route.id, page.municipality);
    if (!shared) {
        page.say("share.wrong");
        page.ui.link_button("share/back", page.t("start.compare"), page.to(Screen::Providers));
        return;
    }
    page.say("share.prepared", ui::TextKind::Lead);
    std::vector<std::string> names;
    for (const Provider* provider : page.providers)
        if (std::find(shared->providers.begin(), shared->providers.end(), provider->id) !=
            shared->providers.end())
            names.push_back(provider->name);
    page.ui.bullets("share/providers", names);
    if (shared->some_gone) page.say("share.gone");
    if (page.ui.button("share/show", page.t("share.go"), ui::ButtonKind::Primary)) {
        open_shared(page, *shared);
        page.go(Screen::Comparison);
    }
}

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
    page.ui.link("comparison/wishes", page.t("wishes.make"), page.to(Screen::Wishes));
    hand_over(page);
    page.ui.link("comparison/paper", page.t("paper.comparison"), page.to(Screen::Paper, "jamforelse"));
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
