#include "web/screens/sheet.h"

namespace hemval {

void text_size(Sheet& sheet)
{
    const bool largest = sheet.reading.text_step >= kTextSteps;
    if (sheet.ui.button("controls/larger", sheet.t("controls.larger"), ui::ButtonKind::Quiet)) {
        if (largest)
            sheet.ui.announce(sheet.t("controls.largest"));
        else
            ++sheet.reading.text_step;
        sheet.platform.request_frame();
    }
    if (sheet.reading.text_step > 0 &&
        sheet.ui.button("controls/smaller", sheet.t("controls.smaller"), ui::ButtonKind::Quiet)) {
        --sheet.reading.text_step;
        if (sheet.reading.text_step == 0) sheet.ui.focus("controls/larger");  // this one goes away
        sheet.platform.request_frame();
    }
}

void controls(Sheet& sheet, const std::vector<ui::Option>& languages, const std::string& help)
{
    if (const auto tag = sheet.ui.select("controls/language", sheet.t("controls.language"), languages,
                                        sheet.reading.language)) {
        sheet.reading.language = *tag;
        sheet.platform.request_frame();
    }
    text_size(sheet);
    if (sheet.ui.toggle("controls/read_aloud", sheet.t("controls.read_aloud"),
                       sheet.read_aloud.speaking()))
        sheet.read_aloud.toggle();
    if (sheet.ui.toggle("controls/plain", sheet.t("controls.plain"), sheet.reading.plain)) {
        sheet.reading.plain = !sheet.reading.plain;
        sheet.platform.set_plain(sheet.reading.plain);
        sheet.platform.request_frame();
    }
    sheet.ui.link("controls/help", sheet.t("controls.help"), help);
}

// Nobody has done anything for a while. The question takes focus, and gives it back.
void session_ending(Sheet& sheet, const std::function<void()>& stay)
{
    constexpr const char* kStay = "session/stay";
    std::string& before = sheet.kept.focus_before;
    const ui::Scope box = sheet.ui.box("session/ending", ui::BoxKind::Notice);
    const std::string question = sheet.t("session.ending");
    sheet.ui.text("session/ending/text", question);
    if (sheet.ui.is_new(kStay)) {
        before = sheet.ui.focused();
        sheet.ui.focus(kStay);
    }
    if (sheet.ui.button(kStay, sheet.t("session.stay"), ui::ButtonKind::Primary, question)) {
        stay();
        sheet.ui.focus(before.empty() ? "main" : before);
    }
}

void no_voice(Sheet& sheet)
{
    if (!sheet.read_aloud.has_no_voice()) return;
    const ui::Scope box = sheet.ui.box("controls/no_voice", ui::BoxKind::Notice);
    sheet.ui.status("controls.no_voice", sheet.here("controls.no_voice"));
}

}  // namespace hemval
