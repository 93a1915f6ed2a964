#include "web/staff/staff_page.h"

namespace hemval {

void queue_screen(StaffPage& page)
{
    page.heading("queue.title");
    page.said();
    page.say("queue.order", ui::TextKind::Lead);
    const DeskQueue* queue = page.desk.queue();
    if (!queue) return page.waiting();
    page.problem();
    if (queue->first.empty()) {
        page.say("queue.none", ui::TextKind::Strong);
        return;
    }
    const std::string all = page.t.number(queue->all);
    page.ui.text("queue/count",
                 static_cast<std::size_t>(queue->all) > queue->first.size()
                     ? page.t("queue.first", {{"count", page.t.number(
                                                   static_cast<long long>(queue->first.size()))},
                                              {"all", all}})
                     : page.t("queue.all", {{"all", all}}),
                 ui::TextKind::Strong);
    ui::TableSpec table;
    table.caption = page.t("queue.caption");
    table.corner = page.t("case.corner");
    table.column_keys = {"received", "what", "provider", "channel", "plan"};
    table.columns = {page.t("case.received"), page.t("case.what"), page.t("case.provider"),
                     page.t("case.channel"), page.t("case.plan_due")};
    table.least = 150;
    for (const DeskItem& item : queue->first) {
        const Receipt& receipt = item.receipt;
        table.rows.push_back(
            {item.person.value,
             name_of_case(page, item.reference, item.is_protected),
             {page.t.day(receipt.received), receipt_in_words(page, receipt),
              receipt.provider ? page.name_of_provider(*receipt.provider) : page.t("case.waits"),
              channel_in_words(page, receipt), page.t.day(item.care_plan_due)},
             false, {}, page.to(StaffScreen::Case, item.person.value)});
    }
    page.ui.table("queue/table", table);
}

void find_screen(StaffPage& page)
{
    page.heading("find.title");
    page.say("find.lead", ui::TextKind::Lead);
    page.faults();
    page.problem();
    ui::TextFieldSpec spec;
    spec.label = page.t("find.reference");
    spec.hint = page.t("find.hint");
    spec.max_length = 64;
    page.field("find/reference", spec);
    if (page.ui.button("find/go", page.t("find.go"), ui::ButtonKind::Primary)) {
        const std::string reference = page.entered("find/reference");
        page.memory.found(reference.find_first_not_of(' ') == std::string::npos
                              ? std::vector<ui::FieldFault>{{"find/reference", page.t("find.empty")}}
                              : std::vector<ui::FieldFault>{});
        if (page.memory.faults.empty())
            page.desk.find(reference, [&visit = page.visit, &platform = page.platform](const CaseId& id) {
                visit.entered.erase("find/reference");
                platform.go(to_hash(StaffRoute{StaffScreen::Case, id.value, ""}));
            });
        page.platform.request_frame();
    }
    if (page.desk.sending()) page.ui.waiting("sending", page.t("staff.asking"));
    page.say("find.logged", ui::TextKind::Quiet);
}

}  // namespace hemval
