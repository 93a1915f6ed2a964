#include "web/staff/staff_page.h"

// A follow-up visit: whether each quality demand of the pack is met.
namespace hemval {

namespace {

constexpr const char* kFindings[] = {"met", "not_met", "not_looked_at"};

std::string field_of(const StaffPage& page, const std::string& name)
{
    return "visit/" + page.route.id + "/" + name;
}

void save(StaffPage& page, const CaseId& person, const ProviderId& provider)
{
    std::vector<ui::FieldFault> faults;
    FollowUp visit;
    visit.provider = provider;
    if (const auto held = page.day_entered(field_of(page, "day"), faults)) visit.held = *held;
    int number = 0;
    for (const QualityDemand& demand : page.municipality.demands) {
        ++number;
        const std::string key = field_of(page, demand.id);
        if (const auto finding = finding_named(page.entered(key)))
            visit.demands[demand.id] = *finding;
        else
            faults.push_back({key, page.t("visit.fault", {{"number", std::to_string(number)}})});
    }
    page.memory.found(std::move(faults));
    if (page.memory.faults.empty())
        page.desk.work(person, HeldFollowUp{visit},
                       [&visited = page.visit, beginning = field_of(page, ""),
                        tell = page.tell("visit.said", StaffRoute{StaffScreen::Case, page.route.id, ""})] {
                           visited.forget(beginning);
                           tell();
                       });
    page.platform.request_frame();
}

}  // namespace

void follow_up_screen(StaffPage& page)
{
    const DeskCase* desk_case = page.desk.person(CaseId(page.route.id));
    page.heading("visit.title");
    if (!desk_case) return page.waiting();
    page.faults();
    page.problem();
    const auto& receipts = desk_case->receipts;
    const std::size_t at = worked_on(receipts);
    if (receipts.empty() || !receipts[at].provider) {
        page.say("visit.nobody");
        return;
    }
    const ProviderId provider = *receipts[at].provider;
    page.ui.text("visit/who",
                 page.t("visit.who", {{"case", name_of_case(page, desk_case->reference,
                                                            desk_case->is_protected)},
                                      {"name", page.name_of_provider(provider)}}),
                 ui::TextKind::Lead);
    page.say("visit.about");
    page.day_field(field_of(page, "day"), page.t("visit.day"));
    int number = 0;
    for (const QualityDemand& demand : page.municipality.demands) {
        const Words name = page.words(demand.name);
        page.choice(field_of(page, demand.id), {std::to_string(++number) + ". " + name.text, name.lang},
                    "finding.", {std::begin(kFindings), std::end(kFindings)});
    }
    if (page.ui.button("visit/save", page.t("visit.save"), ui::ButtonKind::Primary))
        save(page, desk_case->person.id, provider);
    if (page.desk.sending()) page.ui.waiting("sending", page.t("sending"));
}

}  // namespace hemval
