#pragma once

#include "core/municipality.h"
#include "web/app/errand.h"
#include "web/app/locale.h"
#include "web/app/read_aloud.h"
#include "web/app/reading.h"
#include "web/app/route.h"
#include "web/app/statement.h"
#include "web/app/visit.h"
#include "web/platform/platform.h"
#include "web/ui/ui.h"

#include <functional>
#include <set>
#include <string>
#include <vector>

namespace hemval {

// What a screen may forget when it is left: open questions, text being typed, faults found.
struct ScreenMemory {
    std::string code;                                     // never stored outside this object
    std::string receipt_number;                           // to be checked
    std::string meanwhile;                                // who is to perform while in a queue; empty: the rule
    std::string focus_before;                             // while asked whether one is still there
    std::set<std::string> open;                           // details that are open
    std::vector<ui::FieldFault> faults;
    std::optional<Statement> statement;                   // of accessibility, once it has come
    bool statement_asked = false;
    int fault_round = 0;                                  // grows with each try: a new summary

    void found(std::vector<ui::FieldFault> now)
    {
        faults = std::move(now);
        ++fault_round;
    }
};

// What the pack says, and in which language where that is another than the page's.
struct Words {
    std::string text = {};
    std::string lang = {};
};

// Everything a screen draws from. One is made for each frame.
struct Page {
    ui::Ui& ui;
    const Locale& t;
    const Municipality& municipality;
    const std::vector<const Provider*>& providers;  // in this visit's neutral order
    const Route& route;
    Visit& visit;
    Reading& reading;
    ReadAloud& read_aloud;
    Errand& errand;
    Platform& platform;
    ScreenMemory& memory;
    std::string& view;  // the view last shown; empty before the first
    std::string title;  // the h1's text, for the window's title

    // The one h1. Another address or another key is a new view, and its heading takes focus; another
    // language is not.
    void heading(std::string_view key, std::initializer_list<Locale::Value> values = {});
    void say(const char* key, ui::TextKind kind = ui::TextKind::Body);  // a paragraph of the locale
    void own(const std::string& key, const LocalizedText& text,
             ui::TextKind kind = ui::TextKind::Body);                   // a paragraph of the pack
    Words words(const LocalizedText& text) const;                       // of the pack
    Words joined(const std::vector<const LocalizedText*>& texts) const; // "a, b och c"
    std::string to(Screen screen, const std::string& id = {}) const;    // an address, same mode
    void go(Screen screen, const std::string& id = {});
    const Provider* provider(const ProviderId& id) const { return municipality.find_provider(id); }
    std::string name_of_provider(const ProviderId& id) const;
    void example_badge(const std::string& key, bool example);
    // `exempel` where the pack's value at `pointer` is invented, with a word more where only parts
    // of it are.
    void example_of(const std::string& key, std::string_view pointer);
    // What is drawn from a value of the pack goes through one of these, so that an invented one never
    // goes without its mark. An empty pointer is a value that is not the pack's.
    bool invented(std::string_view pointer) const;                       // it, or something in it
    void stated(const std::string& key, const std::string& text, std::string_view pointer,
                ui::TextKind kind = ui::TextKind::Body);                 // the mark is key/example
    void call(const std::string& key, const char* sentence,
              ui::TextKind kind = ui::TextKind::Body);                   // with the number to call
    ui::FactRow fact(const std::string& key, const std::string& name, const std::string& value,
                     std::string_view pointer = {}) const;
    // Where there is no room for a badge: "30 november (exempel)".
    std::string marked(const std::string& text, std::string_view pointer) const;
    void details(const std::string& key, const Words& summary,
                 const std::function<void()>& content);
    void faults();                                        // the summary, when there are faults
    std::string fault_of(const std::string& field) const; // empty when there is none
    void problem();                                       // the errand's problem, if there is one
};

// The facts about providers, in words: used by list, comparison and provider page alike, so that
// the same fact always reads the same.
struct Fact {
    std::string key;    // "languages"
    std::string name;
    std::string value;  // "Inte angivet" when the provider has not stated it
    std::string lang = {};  // of the value, where it differs from the page's
    // Where there is room: the value with how many it rests on, and who says so or why.
    std::string whole = {};
    Words note = {};
    bool example = false;  // from an invented source, though the provider is none
};
std::vector<Fact> facts(const Page& page, const Provider& provider);
std::string place_in_words(const Page& page, const Provider& provider);  // room, full, closing
std::string survey_in_words(const Page& page, const SurveyFact& fact);
std::string area_names(const Page& page, const Provider& provider);
std::string fee_in_words(const Page& page);  // "högst 2 660 kr", or the person's own estimate
// What fee_in_words() rests on: the municipality's tariff, or nothing of the pack for the law's cap.
std::string_view fee_pointer(const Page& page);
void fee_line(Page& page, const std::string& key);  // "Din avgift: ..., vilken utförare du än väljer."
// The person's own estimate, when they have used the calculator in this visit.
std::optional<FeeAnswer> own_estimate(const Page& page);
std::string kind_in_words(const Page& page, const Provider& provider);

// `Välj <namn>`, on to the check, by way of signing in where needed; or in words why not.
void choose_button(Page& page, const Provider& provider);
void compare_box(Page& page, const Provider& provider);
// "Bytet sker mellan ...": what happens and when. `from` performs the care until then, if anybody.
std::string window_in_words(const Page& page, const std::optional<ProviderId>& from,
                            const EffectiveWindow& window);
std::string_view window_pointer(const std::optional<ProviderId>& from);
// `Kontrollera ett kvitto`: whoever has a number may ask.
void receipt_checker(Page& page);
void receipt_wrong(Page& page);    // a receipt that is not in what was signed
// The pending receipt is of a switch taken back: the person stays with the provider they have.
bool taken_back(const CaseView& person, const Receipt& receipt);
// That a provider which leaves may be gone before the new one starts, and whom to call.
void gap_warning(Page& page, const EffectiveWindow& window);

// The order in which it is decided who somebody gets.
void precedence(Page& page);
// Full, and nothing else is in the way: there is a queue.
bool only_full(const Eligibility* eligibility);
void queue_check(Page& page, const CaseView& person, const Provider& provider, Action action);
void queue_standing(Page& page, const CaseView& person);  // where the person stands today, if they do
// A box when it is only proposed, or annulled; what happens when, once it is decided.
void transition_notice(Page& page, const CaseView& person);
void transition_steps(Page& page, const CaseView& person);

// Around every screen.
void page_top(Page& page, const std::vector<ui::Option>& languages);
void page_bottom(Page& page);

// The page on which a municipality is chosen has no pack: only names and addresses.
struct MunicipalityLink {
    std::string id;
    std::string name;
};
void municipalities_screen(Page& page, const std::vector<MunicipalityLink>& municipalities);

// One screen a file.
void start_screen(Page& page);
void rights(Page& page);  // what holds everywhere
void providers_screen(Page& page);
void comparison_screen(Page& page);
void provider_screen(Page& page);
void fee_screen(Page& page);
void sign_in_screen(Page& page);
void choose_screen(Page& page);
void switch_screen(Page& page);
void check_screen(Page& page);
void decline_screen(Page& page);
void receipt_screen(Page& page);
void questions_screen(Page& page);
void help_screen(Page& page);
void accessibility_screen(Page& page);
void demo_screen(Page& page);
void not_found_screen(Page& page);

}  // namespace hemval
