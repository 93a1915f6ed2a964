#pragma once

#include "web/app/demonstration.h"
#include "web/app/errand.h"
#include "web/app/route.h"
#include "web/app/shell.h"
#include "web/app/statement.h"
#include "web/app/visit.h"
#include "web/screens/sheet.h"

#include <optional>
#include <string>
#include <vector>

namespace hemval {

// What a citizens' screen may forget beside that.
struct ScreenMemory : SheetMemory {
    std::string code;                                     // never stored outside this object
    std::string receipt_number;                           // to be checked
    std::string scanned;                                  // a receipt's link, until it is checked
    std::string comparison_code;                          // to be opened
    std::string meanwhile;                                // who is to perform while in a queue; empty: the rule
    std::optional<Statement> statement;                   // of accessibility, once it has come
    bool statement_asked = false;
    bool finished = false;                                // done with the kiosk, or with what was tried
    bool to_waiting = false;                              // focus goes to how the choice that waits stands
    bool elsewhere = false;                               // the code is another municipality's
    int scanning = 0;                                     // for which round of faults the camera is on
    bool camera_answered = false;
    std::string camera_says;
};

// Everything a citizens' screen draws from. One is made for each frame.
struct Page : Sheet {
    const Route& route;
    Visit& visit;
    Errand& errand;
    ScreenMemory& memory;
    Demonstration* demonstration = nullptr;               // this is one

    std::string to(Screen screen, const std::string& id = {}) const;    // an address, same mode
    void go(Screen screen, const std::string& id = {});
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

// `Välj <namn>`, on to the check, by way of signing in where needed; or in words why not.
void choose_button(Page& page, const Provider& provider);
void compare_box(Page& page, const Provider& provider);
// `Kontrollera ett kvitto`: whoever has a number may ask.
void receipt_checker(Page& page);
void receipt_check_screen(Page& page);
void receipt_wrong(Page& page);    // a receipt that is not in what was signed
// It holds, but under another key than the one the municipality has published.
bool is_other_key(const Page& page, const std::string& key);
void receipt_other_key(Page& page);
// The pending receipt is of a switch taken back: the person stays with the provider they have.
bool taken_back(const CaseView& person, const Receipt& receipt);
// That a provider which leaves may be gone before the new one starts, and whom to call.
void gap_warning(Page& page, const EffectiveWindow& window);

// "Vem gör valet?" Whoever chooses for themself has nothing to do. False while somebody else who does
// has not said all that is asked.
bool who_chooses(Page& page);
std::optional<OnBehalf> on_behalf(const Behalf& behalf);
// By whoever makes the choice; the next one is asked anew.
void send(Page& page, Wish wish);
// That somebody else made the choice, and whether the municipality has confirmed that they may.
void represented(Page& page, const std::string& key, const Receipt& receipt);
void rejected(Page& page, const CaseView& person);  // that a choice somebody made does not count
void comparison_opener(Page& page);                 // a comparison somebody has prepared, by its code

// What matters to the person (wishes.cpp): whether it goes with the choice, that it came with it, and what
// one provider states that it answers to.
void wishes_with_choice(Page& page);
void wishes_sent(Page& page);
void offers(Page& page, const Provider& provider);
void about_links(Page& page);      // every topic of "Om hemtjänsten"
void about_link(Page& page, const std::string& key, const char* topic);  // one of them, by its address

// The order in which it is decided who somebody gets.
void precedence(Page& page);
// Full, and nothing else is in the way: there is a queue.
bool only_full(const Eligibility* eligibility);
void queue_check(Page& page, const CaseView& person, const Provider& provider, Action action);
void queue_standing(Page& page, const CaseView& person);  // where the person stands today, if they do
// A box when it is only proposed, or annulled; what happens when, once it is decided.
void transition_notice(Page& page, const CaseView& person);
void transition_steps(Page& page, const CaseView& person);

// A choice that could not be sent (waiting.cpp).
void unsent_at_home(Page& page);
void waiting_choice(Page& page);   // on every view, while one waits on this device
void no_network(Page& page);       // on every view, and how old what is told then is

// For paper (paper.cpp, forms.cpp): a form to fill in by hand, a sheet to read. What one is made of.
void choice_form(Page& page, bool switching, const Provider* chosen);
void decline_form(Page& page);
void mandate_form(Page& page, bool filled);
void comparison_sheet(Page& page);
void leaflet(Page& page, const Provider& provider);
void print_button(Page& page);
void paper_instead(Page& page, Action action, const ProviderId& provider);  // a link to the form
// The address of the form that says the same as a wish on the screen.
std::string form_of(const Page& page, Action action, const ProviderId& provider);
std::vector<const Provider*> compared(const Page& page);  // what is ticked, in the visit's neutral order
void provider_beginning(Page& page, const Provider& provider);  // who they are, and in short
void provider_rest(Page& page, const Provider& provider);

// In a kiosk (kiosk.cpp).
void kiosk_screen(Page& page, const std::vector<ui::Option>& languages);
void kiosk_top(Page& page);
void kiosk_end(Page& page, const std::string& key, ui::ButtonKind kind);
void kiosk_unsent(Page& page);     // a choice that gave no receipt, and what can be done
void scan_screen(Page& page);
// Whether somebody is still there. True: they are.
bool kiosk_question(Page& page, int seconds);

// Around every screen.
void page_top(Page& page, const std::vector<ui::Option>& languages);
void page_bottom(Page& page);

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
void representative_screen(Page& page);
void shared_comparison_screen(Page& page);
void questions_screen(Page& page);
void wishes_screen(Page& page);
void about_screen(Page& page);
void help_screen(Page& page);
void accessibility_screen(Page& page);
void paper_list_screen(Page& page);
void paper_screen(Page& page);
void not_found_screen(Page& page);

}  // namespace hemval
