#include "web/screens/page.h"

#include <utility>

namespace hemval {

namespace {

constexpr const char* kPicture = "scan/picture";

void way(Page& page, const char* key, const char* text, const char* about, Screen screen)
{
    const std::string own = std::string("kiosk/") + key;
    const ui::Scope card = page.ui.card(own);
    page.ui.link_button(own + "/link", page.t(text), page.to(screen), ui::ButtonKind::Primary);
    page.say(about);
}

void choose_language(Page& page, const std::vector<ui::Option>& languages)
{
    const ui::Scope section = page.ui.section("kiosk/language", page.t("controls.language"));
    const ui::Scope row = page.ui.row("kiosk/languages");
    for (const ui::Option& one : languages) {
        const std::string lang = one.value == page.t.tag() ? "" : one.value;
        if (!page.ui.toggle("kiosk/language/" + one.value, one.text, page.reading.language == one.value, lang))
            continue;
        page.reading.language = one.value;
        page.platform.request_frame();
    }
}

void scanned(Page& page, const std::optional<std::string>& text)
{
    ScreenMemory& memory = page.memory;
    if (!text) {
        memory.found({{"", page.t("kiosk.scan.none")}});
        return;
    }
    const std::size_t hash = text->find('#');
    const auto code = code_in_link(hash == std::string::npos ? *text : text->substr(hash));
    if (!code) {
        memory.found({{"", page.t("kiosk.scan.wrong")}});
        return;
    }
    memory.found({});
    page.errand.open_link(*code);
    page.go(Screen::Choose);
}

}  // namespace

void kiosk_end(Page& page, const std::string& key, ui::ButtonKind kind)
{
    if (page.ui.button(key, page.t("kiosk.end"), kind)) page.memory.finished = true;
}

void kiosk_top(Page& page)
{
    const bool start = page.route.screen == Screen::Kiosk || page.route.screen == Screen::Start;
    if (start)  // for who cannot read what stands above the languages
        page.ui.link_button("kiosk/to_language", page.t("kiosk.language"), "#kiosk/language/sv",
                            ui::ButtonKind::Quiet);
    else
        page.ui.link_button("kiosk/start", page.t("kiosk.start"), page.to(Screen::Start),
                            ui::ButtonKind::Quiet);
    if (page.ui.toggle("controls/read_aloud", page.t("controls.read_aloud"), page.read_aloud.speaking()))
        page.read_aloud.toggle();
    text_size(page);
    page.ui.link_button("controls/help", page.t("controls.help"), page.to(Screen::Help), ui::ButtonKind::Quiet);
    kiosk_end(page, "kiosk/end", ui::ButtonKind::Secondary);
}

void kiosk_screen(Page& page, const std::vector<ui::Option>& languages)
{
    page.heading("start.title");
    page.say("kiosk.lead", ui::TextKind::Lead);
    {
        const ui::Scope ways = page.ui.cards("kiosk/ways", 300, 2);
        way(page, "compare", "start.compare", "start.compare.about", Screen::Providers);
        way(page, "choose", "start.choose", "start.choose.about", Screen::Choose);
    }
    {  // named alone: all of it is to be seen at once, with the languages
        const ui::Scope more = page.ui.row("kiosk/more");
        page.ui.link_button("kiosk/fee/link", page.t("start.fee"), page.to(Screen::Fee));
        page.ui.link_button("kiosk/wishes/link", page.t("start.wishes"), page.to(Screen::Wishes));
        page.ui.link_button("kiosk/questions/link", page.t("start.questions"), page.to(Screen::Questions));
        page.ui.link_button("kiosk/about/link", page.t("start.about"), page.to(Screen::About));
        page.ui.link_button("kiosk/paper", page.t("paper.link"), page.to(Screen::PaperList));
    }
    choose_language(page, languages);
    const ui::Scope section = page.ui.section("kiosk/done", page.t("kiosk.end.title"));
    page.say("kiosk.end.about");
}

bool kiosk_question(Page& page, int seconds)
{
    constexpr const char* kStay = "kiosk/stay";
    constexpr const char* kWhat = "kiosk/question/what";
    const ui::Scope main = page.ui.main("main");
    page.title = page.t("kiosk.question");
    const std::string what = page.t("kiosk.question.what", {{"seconds", std::to_string(seconds)}});
    const bool asked_now = page.ui.is_new(kStay);
    page.ui.heading("kiosk/question", 1, page.title);
    page.ui.text(kWhat, what, ui::TextKind::Lead);
    const bool stays = page.ui.button(kStay, page.t("kiosk.stay"), ui::ButtonKind::Primary,
                                      page.title + " " + what);
    // Its own key: under that of the bar's button it would be moved there while it has the focus, and a screen
    // reader would not say where one has come.
    if (page.ui.button("kiosk/end_now", page.t("kiosk.end.now"))) page.memory.finished = true;
    if (asked_now) {
        page.ui.scroll_to_top();
        page.ui.focus(kStay);  // which says the question: announced as well it would be heard twice
        page.platform.speak({{kWhat, page.title + " " + what, page.t.tag()}}, [](bool) {});
    }
    return stays;
}

// Nothing is sent behind anybody's back from a place that anybody uses.
void kiosk_unsent(Page& page)
{
    const bool sent = page.errand.unsent() == Errand::Unsent::NoAnswer;
    const std::string key = "unsent/" + std::to_string(page.errand.problem_round());
    page.ui.error_summary(key, page.t(sent ? "kiosk.no_answer" : "kiosk.not_sent"),
                          {{"", page.t(sent ? "kiosk.no_answer.what" : "kiosk.not_sent.what")},
                           {"", page.t("kiosk.not_kept")}});
    if (page.visit.pending && page.ui.button("unsent/again", page.t("kiosk.again"), ui::ButtonKind::Primary))
        send(page, page.visit.pending->wish);
    page.call("unsent/phone", "start.phone");
    if (!page.visit.pending) return;
    const Wish& wish = page.visit.pending->wish;
    page.ui.link_button("unsent/form", page.t("paper.instead"), form_of(page, wish.action, wish.provider));
}

void scan_screen(Page& page)
{
    page.heading("kiosk.scan.title");
    page.faults();
    page.say("kiosk.scan.about", ui::TextKind::Lead);
    page.ui.camera(kPicture, page.t("kiosk.scan.picture"));
    if (page.ui.is_new(kPicture)) {  // shown first, then filled
        page.memory.scanning = 0;
        page.platform.request_frame();
    } else if (page.memory.scanning != page.memory.fault_round + 1) {
        page.memory.scanning = page.memory.fault_round + 1;
        page.platform.scan(kPicture, [&memory = page.memory](const std::optional<std::string>& text) {
            memory.camera_says = text.value_or("");
            memory.camera_answered = true;
        });
    }
    if (std::exchange(page.memory.camera_answered, false)) {
        const std::string text = std::exchange(page.memory.camera_says, "");
        scanned(page, text.empty() ? std::nullopt : std::optional(text));
        page.platform.request_frame();
    }
    page.ui.link_button("scan/type", page.t("kiosk.scan.type"), page.to(Screen::SignIn));
}

}  // namespace hemval
