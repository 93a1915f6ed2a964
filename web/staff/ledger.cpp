#include "web/staff/clock.h"
#include "web/staff/staff_page.h"

#include <cstdlib>

// What the auditor reads: the ledger and the access log, page by page. Nothing can be changed here.
namespace hemval {

namespace {

std::uint64_t from_of(const StaffPage& page)
{
    return std::strtoull(page.route.id.c_str(), nullptr, 10);
}

void pages(StaffPage& page, StaffScreen screen, const std::optional<std::uint64_t>& next)
{
    const ui::Scope row = page.ui.row("pages");
    if (!page.route.id.empty()) page.ui.link("pages/first", page.t("staff.first_page"), page.to(screen));
    if (next)
        page.ui.link("pages/next", page.t("staff.next_page"), page.to(screen, std::to_string(*next)));
}

std::string event_in_words(const StaffPage& page, const LedgerLine& line)
{
    if (line.by_deadline) return page.t("ledger.by_deadline");
    if (line.phase) return page.words_of("ledger.transition.", name_of(*line.phase));
    if (line.place) return page.words_of("ledger.place.", name_of(*line.place));
    if (line.action) return page.words_of("ledger.action.", name_of(*line.action));
    const std::string key = "ledger.event." + line.type;
    return page.t.has(key) ? page.t(key) : line.type;
}

}  // namespace

void ledger_screen(StaffPage& page)
{
    page.heading("ledger.title");
    page.say("ledger.lead", ui::TextKind::Lead);
    const Page<LedgerLine>* all = page.desk.ledger(from_of(page));
    if (!all) return page.waiting();
    page.problem();
    if (all->lines.empty()) {
        page.say("ledger.none", ui::TextKind::Strong);
        return;
    }
    ui::TableSpec table;
    table.caption = page.t("ledger.caption");
    table.corner = page.t("ledger.number");
    table.column_keys = {"day", "what", "provider", "rule", "leaf"};
    table.columns = {page.t("ledger.day"), page.t("ledger.what"), page.t("check.provider"),
                     page.t("ledger.rule"), page.t("ledger.leaf")};
    table.least = 150;
    for (const LedgerLine& line : all->lines) {
        std::string rule = page.t("ledger.no_rule");
        if (line.rotation)
            rule = page.t("ledger.rule.value", {{"rule", line.rotation->rule},
                                                {"version", std::to_string(line.rotation->rule_version)},
                                                {"basis", page.words_of("ledger.basis.",
                                                                        name_of(line.rotation->basis))}});
        // Whole it is in the public ledger; so much of it tells two apart.
        constexpr std::size_t kLeafShown = 12;
        table.rows.push_back({std::to_string(line.sequence),
                              page.t("ledger.entry", {{"number", page.t.number(
                                                           static_cast<long long>(line.sequence))}}),
                              {page.t.day(line.day), event_in_words(page, line),
                               line.provider ? page.name_of_provider(*line.provider) : page.t("ledger.none_here"),
                               rule, line.leaf.substr(0, kLeafShown)}});
    }
    page.ui.table("ledger/table", table);
    pages(page, StaffScreen::Ledger, all->next);
}

void accesses_screen(StaffPage& page)
{
    page.heading("accesses.title");
    page.say("accesses.lead", ui::TextKind::Lead);
    const Page<AccessLine>* all = page.desk.accesses(from_of(page));
    if (!all) return page.waiting();
    page.problem();
    if (all->lines.empty()) {
        page.say("accesses.none", ui::TextKind::Strong);
        return;
    }
    ui::TableSpec table;
    table.caption = page.t("accesses.caption");
    table.corner = page.t("accesses.when");
    table.column_keys = {"account", "role", "what", "case"};
    table.columns = {page.t("accesses.account"), page.t("staff.role"), page.t("accesses.what"),
                     page.t("accesses.case")};
    table.least = 150;
    for (const AccessLine& line : all->lines) {
        const LocalTime when = swedish_time(line.seconds);
        table.rows.push_back({std::to_string(line.number),
                              page.t("accesses.time", {{"day", page.t.day(when.day)}, {"time", when.time}}),
                              {line.account, page.words_of("role.", name_of(line.role)),
                               page.words_of("access.", name_of(line.what)),
                               line.person.empty() ? page.t("ledger.none_here") : line.person}});
    }
    page.ui.table("accesses/table", table);
    pages(page, StaffScreen::Accesses, all->next);
}

}  // namespace hemval
