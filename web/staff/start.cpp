#include "web/staff/staff_page.h"

namespace hemval {

void municipality_links(StaffPage& page, const std::vector<MunicipalityLink>& municipalities)
{
    page.heading("municipalities.title");
    page.say("staff.municipalities");
    const ui::Scope cards = page.ui.cards("municipalities", 280, 3);
    for (const MunicipalityLink& one : municipalities) {
        const ui::Scope card = page.ui.card("municipality/" + one.id);
        page.ui.link_button("municipality/" + one.id + "/link", one.name,
                            "./" + one.id + "/" + page.to(StaffScreen::Start), ui::ButtonKind::Primary);
    }
}

void signed_out_screen(StaffPage& page)
{
    if (page.desk.phase() == Workspace::Phase::Asking) {
        page.heading("sign_in.asking");
        page.ui.waiting("asking", page.t("sign_in.asking.about"));
        return;
    }
    page.heading("staff.sign_in.title");
    if (page.desk.ended()) {
        const ui::Scope box = page.ui.box("ended", ui::BoxKind::Notice);
        page.ui.status("ended/text", page.t("session.ended"));
    }
    page.problem();
    page.say("staff.sign_in.lead", ui::TextKind::Lead);
    if (page.platform.offline())
        page.say("staff.sign_in.offline");
    else
        page.ui.link_button("sign_in/go", page.t("staff.sign_in.go"), page.sign_in, ui::ButtonKind::Primary);
    page.say("staff.sign_in.about");
    page.say("staff.sign_in.citizens", ui::TextKind::Quiet);
}

void staff_start_screen(StaffPage& page)
{
    const Staff& staff = *page.desk.staff();
    page.heading("staff.title");
    page.problem();
    {
        const ui::Scope box = page.ui.box("who", ui::BoxKind::Card);
        page.ui.facts("who/facts",
                      {page.fact("who/name", page.t("staff.name"), staff.name),
                       page.fact("who/role", page.t("staff.role"),
                                 page.words_of("role.", name_of(staff.role))),
                       page.fact("who/municipality", page.t("staff.municipality"),
                                 page.municipality.name)});
        const ui::Scope row = page.ui.row("who/leave");
        if (page.ui.button("who/sign_out", page.t("choose.sign_out")))
            page.desk.sign_out([&memory = page.memory] { memory.found({}); });
        if (page.ui.button("who/everywhere", page.t("choose.everywhere")))
            page.desk.sign_out_everywhere(
                [&memory = page.memory, &platform = page.platform](const std::string& on) {
                    memory.found({});
                    if (!on.empty()) platform.open_path(on);
                });
    }
    const ui::Scope section = page.ui.section("ways", page.t("staff.ways"));
    const ui::Scope cards = page.ui.cards("ways/list", 320, 3);
    for (const StaffScreen screen : screens_of(staff.role)) {
        const std::string key = "way/" + to_hash(StaffRoute{screen, "", ""}).substr(11);
        const ui::Scope card = page.ui.card(key);
        page.ui.text(key + "/about", page.t(about_of(screen)));
        page.ui.link_button(key + "/link", page.t(title_of(screen)), page.to(screen));
    }
}

void staff_help_screen(StaffPage& page)
{
    page.heading("help.title");
    {
        const ui::Scope section = page.ui.section("help/use", page.t("help.use"));
        page.ui.bullets("help/use/list",
                        {page.t("help.use.text"), page.t("help.use.plain"), page.t("help.use.keyboard"),
                         page.t("help.use.back"), page.t("staff.help.kept")});
    }
    {
        const ui::Scope section = page.ui.section("help/rules", page.t("staff.help.rules"));
        page.ui.bullets("help/rules/list",
                        {page.t("staff.help.neutral"), page.t("staff.help.logged"),
                         page.t("staff.help.two"), page.t("staff.help.protected")});
    }
    page.call("help/phone", "staff.help.phone");
}

void staff_not_found_screen(StaffPage& page)
{
    page.heading("not_found.title");
    page.say("staff.not_found");
    page.ui.link("not_found/start", page.t("staff.to_start"), page.to(StaffScreen::Start));
}

}  // namespace hemval
