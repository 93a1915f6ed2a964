#include "every_staff_screen.h"

namespace hemval::test {

namespace {

using StaffRole = hemval::Role;

Submission choice(const ProviderId& provider)
{
    Submission submission;
    submission.provider = provider;
    return submission;
}

}  // namespace

void fill(MemoryDesk& desk, const Municipality& municipality)
{
    const CaseId first = desk.add("B-1204");
    desk.choose(first, choice(desk.able(first, 0)));
    const CaseId protected_one = desk.add("B-1205");
    desk.choose(protected_one, choice(desk.able(protected_one, 1)));
    desk.protect(protected_one);
    Submission decline;
    decline.action = Action::Decline;
    desk.choose(desk.add("B-1206"), decline);
    Submission by_other = choice(desk.able(first, 0));
    by_other.representation =
        Representation{RepresentativeRole::Relative, declarations_for(RepresentativeRole::Relative), false};
    by_other.representative = RepresentativeContact{"Ulla Ek", "0152-291 00"};
    by_other.wish_list = WishList{{"my_language", "cooking"}, "Katten heter Sture."};
    desk.choose(desk.add("B-1207"), by_other);
    desk.add("B-1208", desk.able(first, 0));
    FollowUp visit{desk.today, desk.provider(0), {}};
    for (const QualityDemand& demand : municipality.demands)
        visit.demands[demand.id] = Finding::Met;
    const auto nothing = [](const Result<DeskCase, Problem>&) {};
    const auto staff = desk.staff;
    desk.staff = Staff{"eva", "Eva", municipality.id, StaffRole::CareManager};
    desk.work(CaseId("case3"), ConfirmChoice{}, IdempotencyKey("a"), nothing);
    const Receipt given = *desk.receipt(CaseId("case3"));
    visit.provider = *given.provider;
    desk.work(CaseId("case3"), HeldFollowUp{visit}, IdempotencyKey("b"), nothing);
    desk.staff = Staff{"eva", "Eva", municipality.id, StaffRole::Coordinator};
    ListChange change;
    change.provider = desk.provider(0);
    change.capacity = std::optional<int>(40);
    change.closing = std::optional<Day>(plus_days(desk.today, 90));
    const auto none = [](const Result<ProposedChange, Problem>&) {};
    desk.propose(change, IdempotencyKey("c"), none);
    change.provider = desk.provider(1);
    desk.propose(change, IdempotencyKey("d"), none);
    desk.withdraw(2, IdempotencyKey("e"), none);
    desk.staff = staff;
}

namespace {

struct Tour {
    const std::string& municipality;
    const std::string& language;
    const std::function<void(const StaffShown&)>& see;

    void show(Office& office, const std::string& screen) const { see({municipality, screen, office.app}); }

    void signed_out() const
    {
        Office out(std::nullopt, "#/personal/val", municipality, language);
        show(out, "signed_out");
        Office help(std::nullopt, "#/personal/hjalp", municipality, language);
        show(help, "help");
    }

    void care_manager() const
    {
        Office office(StaffRole::CareManager, "#/personal", municipality, language);
        fill(office.desk, office.municipality);
        show(office, "start_of_a_care_manager");
        office.go("#/personal/liggare");
        show(office, "another_role");
        office.go("#/personal/nonsens");
        show(office, "not_found");
        office.go("#/personal/val");
        show(office, "queue");
        office.go("#/personal/sok");
        office.press("find/go");
        show(office, "find_with_an_error");
        office.go("#/personal/arende/case1");
        show(office, "case");
        office.press("work/confirm");
        show(office, "case_confirmed");
        office.go("#/personal/arende/case1/besked/" + office.desk.receipt(CaseId("case1"))->provider->value);
        show(office, "notice");
        office.go("#/personal/arende/case1/uppfoljning");
        office.press("visit/save");
        show(office, "visit_with_errors");
        office.go("#/personal/arende/case2");
        show(office, "case_protected");
        office.go("#/personal/arende/case3");
        show(office, "case_by_rotation");
        office.go("#/personal/arende/case4");
        show(office, "case_by_representative");
        office.go("#/personal/arende/case5/registrera");
        office.press("register/case5/channel/phone");
        office.press("register/case5/what/choose");
        office.press("register/case5/who/other");
        office.press("register/case5/role/relative");
        office.press("register/case5/wishes/fold/summary");
        office.press("register/case5/wishes/cooking");
        office.type("register/case5/wishes/own", "Katten heter Sture.");
        office.press("register/next");
        show(office, "register_with_an_error");
        for (const ui::Node& node : office.app.tree().nodes()) {
            if (node.role != ui::Role::Radio || node.key.rfind("register/case5/provider/", 0) != 0) continue;
            office.press(std::string(node.key));
            break;
        }
        office.type("register/case5/came_in", "2026-11-19");
        office.type("register/case5/name", "Ulla Ek");
        office.type("register/case5/reach", "0152-291 00");
        office.press("register/case5/declared/nearest_of_kin");
        office.press("register/case5/declared/no_other_representative");
        office.press("register/next");
        show(office, "register_check");
        office.desk.offline = true;
        office.go("#/personal/val");
        show(office, "queue_without_an_answer");
    }

    void coordinator() const
    {
        Office office(StaffRole::Coordinator, "#/personal", municipality, language);
        fill(office.desk, office.municipality);
        show(office, "start_of_a_coordinator");
        const std::string provider = office.desk.provider(0).value;
        for (const auto& [screen, address] : std::initializer_list<std::pair<const char*, std::string>>{
                 {"providers", "utforare"},
                 {"provider", "utforare/" + provider},
                 {"changes", "andringar"},
                 {"rings", "turordning"},
                 {"fairness", "fordelning"},
                 {"followed", "uppfoljningar"},
                 {"areas", "omraden"},
                 {"share", "andel"},
                 {"rule", "regel"}}) {
            office.go("#/personal/" + address);
            if (std::string(screen) == "changes") office.press("changes/ended/summary");
            show(office, screen);
        }
        office.go("#/personal/utforare/" + provider + "/text");
        office.type("text/" + provider + "/sv", "Vi är bäst i hela kommunen.");
        office.press("text/publish");
        show(office, "text_with_errors");
        office.go("#/personal/visningsordning");
        office.press("exposure/go");
        show(office, "exposure");
    }

    void leavings() const
    {
        Office office(StaffRole::Coordinator, "#/personal/avvecklingar", municipality, language);
        show(office, "leavings_none");
        const std::string provider = office.desk.provider(0).value;
        for (int i = 0; i < 4; ++i) office.desk.add("B-" + std::to_string(i), office.desk.provider(0));
        office.go("#/personal/utforare/" + provider + "/upphor");
        show(office, "leaving_to_propose");
        office.press("propose/go");
        show(office, "leaving_proposed");
        const std::string id = office.desk.state.transitions.begin()->first.value;
        const std::string days = "leaving/" + id + "/besluta/";
        office.press("leaving/besluta");
        office.press("days/next");
        show(office, "leaving_days_with_errors");
        office.press(days + "cause/terminated");
        office.type(days + "choose_by", "2027-01-15");
        office.type(days + "last_day", "2027-02-28");
        office.press("days/next");
        show(office, "leaving_to_decide");
        office.press("step/go");
        show(office, "leaving_proposed_by_oneself");
        office.desk.staff->account = "another";
        office.press("step/go");
        office.press("leaving/starta");
        office.press("days/next");
        show(office, "leaving_to_start");
        office.press("step/go");
        office.desk.choose(CaseId("case1"), choice(office.desk.able(CaseId("case1"), 0)));
        office.go("#/personal/avvecklingar");
        show(office, "leavings");
        office.go("#/personal/avvecklingar/" + id);
        show(office, "leaving_running");
        office.go("#/personal/avvecklingar/" + id + "/steg/upphav");
        show(office, "leaving_to_annul");
        office.go("#/personal/avvecklingar/" + id + "/steg/besluta");
        show(office, "leaving_step_that_does_not_follow");
    }

    void auditor() const
    {
        Office office(StaffRole::CareManager, "#/personal/val", municipality, language);
        fill(office.desk, office.municipality);
        office.go("#/personal/arende/case1");
        office.app.platform().history.back() = "#/personal/liggare";
        office.sign_in_as("doris", StaffRole::Auditor);
        show(office, "ledger");
        office.go("#/personal/atkomst");
        show(office, "accesses");
    }
};

}  // namespace

void every_staff_screen(const std::string& language, const std::function<void(const StaffShown&)>& see,
                        const std::string& municipality)
{
    const Tour tour{municipality, language, see};
    tour.signed_out();
    tour.care_manager();
    tour.coordinator();
    tour.leavings();
    tour.auditor();
}

}  // namespace hemval::test
