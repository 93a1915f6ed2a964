#include "web/staff/staff_page.h"

#include <algorithm>

// What is to be done after a choice: confirm it, tell the providers, hand over, plan and follow up.
namespace hemval {

namespace {

std::vector<ProviderNotice> to_tell(const StaffPage& page, const DeskCase& desk_case)
{
    return notices(page.municipality, desk_case.person, desk_case.reference, desk_case.receipts,
                   desk_case.work, desk_case.earlier, desk_case.undone);
}

void providers_told(StaffPage& page, const DeskCase& desk_case, const std::vector<ProviderNotice>& all)
{
    const ui::Scope section = page.ui.section("work/notices", page.t("work.notices"), 3);
    if (all.empty()) page.say("work.notices.none");
    for (const ProviderNotice& notice : all) {
        const std::string key = "work/notice/" + notice.to.value;
        const std::string name = page.name_of_provider(notice.to);
        const ui::Scope row = page.ui.row(key);
        page.ui.text(key + "/state",
                     notice.told ? page.t("work.notice.told", {{"name", name},
                                                               {"day", page.t.day(*notice.told)}})
                                 : page.t("work.notice.due", {{"name", name}}));
        page.ui.link(key + "/show", page.t("work.notice.show"),
                     page.to(StaffScreen::Notice, desk_case.person.id.value, notice.to.value), name);
    }
}

struct Work {
    StaffPage& page;
    const DeskCase& desk_case;
    const CaseWork& done;

    void step(const WorkStep& step, const char* said) const
    {
        page.desk.work(desk_case.person.id, step, page.tell(said));
    }

    void confirm() const
    {
        page.say("work.confirm.about");
        if (page.ui.button("work/confirm", page.t("work.confirm"), ui::ButtonKind::Primary))
            step(ConfirmChoice{}, "work.said.confirmed");
    }

    void handover() const
    {
        const ui::Scope section = page.ui.section("work/handover", page.t("work.handover"), 3);
        page.say("work.handover.about");
        for (const Handover item : kAllHandovers) {
            const std::string key = std::string("work/handover/") + name_of(item);
            const std::string what = page.words_of("handover.", name_of(item));
            const ui::Scope row = page.ui.row(key);
            const auto given = done.handed_over.find(item);
            const bool needless = std::find(done.not_needed.begin(), done.not_needed.end(), item) !=
                                  done.not_needed.end();
            if (given != done.handed_over.end()) {
                page.ui.text(key + "/state", page.t("handover.done", {{"what", what},
                                                                      {"day", page.t.day(given->second)}}));
                continue;
            }
            {
                const ui::Scope state = page.ui.column(key + "/state/column", 250, 1);
                page.ui.text(key + "/state", page.t(needless ? "handover.not_needed" : "handover.due",
                                                    {{"what", what}}));
            }
            const ui::Scope rest = page.ui.column(key + "/do/column", 330, 2.5F);
            const ui::Scope buttons = page.ui.row(key + "/do");
            if (page.ui.button(key + "/done", page.t("handover.do"), ui::ButtonKind::Secondary, what))
                step(HandedOver{item, true}, "work.said.handed_over");
            if (!needless &&
                page.ui.button(key + "/not_needed", page.t("handover.skip"), ui::ButtonKind::Quiet, what))
                step(HandedOver{item, false}, "work.said.not_needed");
        }
    }

    // A day typed and sent, in a step made of it.
    template <class Make>
    void day(const std::string& key, const char* label, const char* save, const char* said,
             const Make& make) const
    {
        page.day_field(key, page.t(label));
        if (!page.ui.button(key + "/save", page.t(save))) return;
        std::vector<ui::FieldFault> faults;
        const auto entered = page.day_entered(key, faults);
        page.memory.found(std::move(faults));
        if (entered)
            page.desk.work(desk_case.person.id, make(*entered),
                           [&visit = page.visit, key, tell = page.tell(said)] {
                               visit.entered.erase(key);
                               tell();
                           });
        page.platform.request_frame();
    }

    std::string field(const char* name) const
    {
        return "work/" + desk_case.person.id.value + "/" + name;
    }

    const Receipt& receipt() const { return desk_case.receipts[worked_on(desk_case.receipts)]; }

    void care_plan() const
    {
        const ui::Scope section = page.ui.section("work/plan", page.t("work.plan"), 3);
        if (done.care_plan_held) {
            page.ui.text("work/plan/held",
                         page.t("work.plan.held", {{"day", page.t.day(*done.care_plan_held)}}));
            return;
        }
        const Day due = care_plan_due(page.municipality, receipt());
        const bool late = before(due, desk_case.today);
        page.stated("work/plan/due",
                    page.t(late ? "work.plan.late" : "work.plan.due", {{"day", page.t.day(due)}}),
                    "/municipality.json/care_plan_days", late ? ui::TextKind::Strong : ui::TextKind::Body);
        day(field("plan"), "work.plan.day", "work.plan.save", "work.said.plan",
            [](Day held) { return HeldCarePlan{held}; });
    }

    void follow_up() const
    {
        const ui::Scope section = page.ui.section("work/follow_up", page.t("work.follow_up"), 3);
        if (done.follow_up_planned)
            page.ui.text("work/follow_up/planned",
                         page.t("work.follow_up.planned",
                                {{"day", page.t.day(*done.follow_up_planned)}}));
        std::vector<std::string> held;
        for (const FollowUp& one : done.follow_ups) {
            const auto not_met = std::count_if(one.demands.begin(), one.demands.end(), [](const auto& demand) {
                return demand.second == Finding::NotMet;
            });
            held.push_back(page.t("work.follow_up.held", {{"day", page.t.day(one.held)},
                                                          {"count", page.t.number(not_met)}}));
        }
        if (!held.empty()) page.ui.bullets("work/follow_up/held", held);
        day(field("follow_up"), "work.follow_up.day", "work.follow_up.save", "work.said.planned",
            [](Day day) { return PlannedFollowUp{day}; });
        page.ui.link("work/follow_up/visit", page.t("visit.title"),
                     page.to(StaffScreen::FollowUp, desk_case.person.id.value));
    }
};

}  // namespace

void case_work(StaffPage& page, const DeskCase& desk_case)
{
    const auto all = to_tell(page, desk_case);
    if (!desk_case.work && all.empty()) return;
    const ui::Scope section = page.ui.section("work", page.t("work.title"));
    if (page.desk.sending()) page.ui.waiting("sending", page.t("sending"));
    if (!desk_case.work) return providers_told(page, desk_case, all);
    const Work work{page, desk_case, *desk_case.work};
    if (!work.done.confirmed) {
        work.confirm();
        // What had been told before is taken back whatever comes of this choice.
        std::vector<ProviderNotice> late;
        for (const ProviderNotice& notice : all)
            if (notice.kind != NoticeKind::Begins && notice.kind != NoticeKind::Ends &&
                notice.kept_with != work.done.receipt)
                late.push_back(notice);
        if (!late.empty()) providers_told(page, desk_case, late);
        return;
    }
    page.ui.text("work/confirmed",
                 page.t("work.confirmed", {{"day", page.t.day(*work.done.confirmed)}}));
    providers_told(page, desk_case, all);
    if (!work.receipt().provider) return;
    work.handover();
    work.care_plan();
    work.follow_up();
}

}  // namespace hemval
