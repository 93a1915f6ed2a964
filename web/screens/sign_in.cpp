#include "web/screens/page.h"

namespace hemval {

namespace {
constexpr const char* kCode = "sign_in/code";

// The other way in. It leads back to where the person is; what they have entered is kept in the tab.
void by_e_id(Page& page)
{
    const ui::Scope section = page.ui.section("sign_in/e_id", page.t("sign_in.e_id.title"));
    page.say("sign_in.e_id.about");
    // The link would leave a page that works for one that does not come.
    if (page.platform.offline()) return page.say("sign_in.e_id.offline");
    Route back = page.route;
    if (back.screen == Screen::SignIn) back.screen = Screen::Choose;
    page.ui.link_button("sign_in/e_id/go", page.t("sign_in.e_id"),
                        "../login/person?return=/" + page.municipality.id.value + "/%23" +
                            to_hash(back).substr(1),
                        ui::ButtonKind::Primary);
}

}  // namespace

void sign_in_screen(Page& page)
{
    if (page.errand.phase() == Errand::Phase::Asking) {
        page.heading("sign_in.asking");
        if (page.errand.sending())
            page.ui.waiting("sending", page.t("sending"));  // a letter's QR code
        else
            page.say("sign_in.asking.about");
        return;
    }
    page.heading("sign_in.title");
    page.ui.steps("sign_in/steps", page.t("steps", {{"now", "1"}, {"of", "4"}}), 1, 4);
    page.say("sign_in.lead", ui::TextKind::Lead);
    if (page.errand.ended()) {
        const ui::Scope box = page.ui.box("session/ended", ui::BoxKind::Notice);
        page.ui.status("session/ended/text", page.t("session.ended"));
    }
    if (page.memory.elsewhere) {
        const ui::Scope box = page.ui.box("kiosk/elsewhere", ui::BoxKind::Warning);
        page.ui.status("kiosk.elsewhere", page.t("kiosk.elsewhere"));
    }
    page.faults();
    page.problem();
    if (page.kiosk && page.platform.has_camera())
        page.ui.link_button("sign_in/scan", page.t("kiosk.scan"), page.to(Screen::Scan, "kamera"));
    ui::TextFieldSpec code;
    code.label = page.t("sign_in.code");
    code.hint = page.t("sign_in.hint");
    code.error = page.fault_of(kCode);
    code.value = page.memory.code;
    code.input_mode = "numeric";
    code.autocomplete = "one-time-code";
    code.max_length = 30;
    code.required = true;
    if (auto typed = page.ui.text_field(kCode, code)) page.memory.code = *typed;
    if (page.ui.button("sign_in/go", page.t("sign_in.button"), ui::ButtonKind::Primary)) {
        page.errand.clear_problem();
        if (canonical_code(page.memory.code)) {
            page.memory.found({});
            page.errand.sign_in(page.memory.code, [&memory = page.memory] { memory.code.clear(); });
        } else {
            const char* name = page.memory.code.empty() ? "sign_in.empty" : "problem.code_malformed";
            page.memory.found({{kCode, page.t(name, {{"phone", page.municipality.contact.phone}})}});
        }
        page.platform.request_frame();
    }
    if (page.errand.sending()) page.ui.waiting("sending", page.t("sending"));
    if (page.errand.offers_e_id() && !page.kiosk) by_e_id(page);
    const ui::Scope section = page.ui.section("sign_in/other", page.t("sign_in.other"));
    page.call("sign_in/phone", "start.phone");
    if (page.kiosk) {  // whose printer has the form that one else asks for
        page.ui.link_button("sign_in/form", page.t("paper.link"), page.to(Screen::PaperList));
        return;
    }
    page.own("sign_in/paper", page.municipality.contact.paper);
    page.example_of("sign_in/paper/example", "/municipality.json/contact/paper");
    page.ui.link("sign_in/try", page.t("start.try"), to_hash({Screen::DemoStart, "", true}));
}

}  // namespace hemval
