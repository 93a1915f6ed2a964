#include "web/staff/staff_page.h"

#include <algorithm>

// What one provider is told, as a sheet to print: no more than it needs to know, and nothing of the
// others.
namespace hemval {

namespace {

std::string days_of(const StaffPage& page, const EffectiveWindow& window)
{
    if (window.single_day()) return page.t.day(window.first);
    return page.t("receipt.between", {{"first", page.t.day(window.first)},
                                      {"last", page.t.day(window.last)}});
}

void sheet(StaffPage& page, const DeskCase& desk_case, const ProviderNotice& notice)
{
    const ui::Scope box = page.ui.box("notice/sheet", ui::BoxKind::Card);
    const std::string kind = std::string("notice.") + name_of(notice.kind);
    page.ui.text("notice/from", page.municipality.name, ui::TextKind::Strong);
    page.ui.text("notice/day", page.t.day(desk_case.today));
    page.ui.text("notice/what", page.t(kind, {{"name", page.name_of_provider(notice.to)}}));
    std::vector<ui::FactRow> rows = {
        page.fact("notice/case", page.t("notice.case"),
                  name_of_case(page, notice.reference, desk_case.is_protected)),
        page.fact("notice/when", page.t(kind + ".when"), days_of(page, notice.window))};
    if (notice.kind == NoticeKind::Begins) {
        rows.push_back(page.services("notice/services", notice.services));
        rows.push_back(page.fact("notice/hours", page.t("case.hours"),
                                 page.t.number(notice.hours_per_month)));
        std::vector<std::string> items;
        for (const Handover item : notice.handovers)
            items.push_back(page.words_of("handover.", name_of(item)));
        if (!items.empty())
            rows.push_back(page.fact("notice/handovers", page.t("work.handover"), page.t.join(items)));
        if (notice.care_plan_due)
            rows.push_back(page.fact("notice/plan", page.t("case.plan_due"),
                                     page.t.day(*notice.care_plan_due)));
    }
    page.ui.facts("notice/facts", rows);
    if (desk_case.is_protected) page.say("notice.protected");
    page.call("notice/call", "notice.call");
}

}  // namespace

void notice_screen(StaffPage& page)
{
    const DeskCase* desk_case = page.desk.person(CaseId(page.route.id));
    const ProviderId to(page.route.part);
    page.heading("notice.title", {{"name", page.name_of_provider(to)}});
    if (!desk_case) return page.waiting();
    page.said();
    page.problem();
    const auto all = notices(page.municipality, desk_case->person, desk_case->reference,
                             desk_case->receipts, desk_case->work, desk_case->earlier, desk_case->undone);
    const auto notice = std::find_if(all.begin(), all.end(),
                                     [&](const ProviderNotice& one) { return one.to == to; });
    if (notice == all.end()) {
        page.say("notice.none");
        return;
    }
    sheet(page, *desk_case, *notice);
    if (page.ui.button("notice/print", page.t("receipt.print"))) page.platform.print();
    if (notice->told) {
        page.ui.text("notice/told", page.t("notice.told", {{"day", page.t.day(*notice->told)}}));
        return;
    }
    if (page.ui.button("notice/tell", page.t("notice.tell"), ui::ButtonKind::Primary))
        page.desk.work(desk_case->person.id, ToldProvider{to}, page.tell("work.said.told"));
    if (page.desk.sending()) page.ui.waiting("sending", page.t("sending"));
}

}  // namespace hemval
