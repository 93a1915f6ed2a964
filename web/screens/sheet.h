#pragma once

#include "core/municipality.h"
#include "core/problem.h"
#include "core/schedule.h"
#include "web/app/locale.h"
#include "web/app/read_aloud.h"
#include "web/app/reading.h"
#include "web/platform/platform.h"
#include "web/ui/ui.h"

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace hemval {

// What a screen may forget when it is left: open questions, faults found.
struct SheetMemory {
    std::string focus_before;                             // while asked whether one is still there
    std::set<std::string> open;                           // details that are open
    std::vector<ui::FieldFault> faults;
    int fault_round = 0;                                  // grows with each try: a new summary
    std::string language;                                 // of the faults

    // What was said in another language is not left standing in this one; the next try says it anew.
    void in_language(const std::string& tag)
    {
        if (std::exchange(language, tag) != tag) faults.clear();
    }
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

// What any screen draws from, the citizens' as well as the staff's.
struct Sheet {
    ui::Ui& ui;
    const Locale& t;
    const Municipality& municipality;
    const std::vector<const Provider*>& providers;  // in this visit's neutral order
    Reading& reading;
    ReadAloud& read_aloud;
    Platform& platform;
    SheetMemory& kept;
    std::string address;  // "#/jamfor"
    std::string& view;    // the view last shown; empty before the first
    std::string title;    // the h1's text, for the window's title
    bool kiosk = false;   // anybody's to use, and left by nobody but through its end
    const Locale* swedish = nullptr;  // on paper, where staff must read what is in another language

    // The one h1. Another address or another key is a new view, and its heading takes focus; another
    // language is not.
    void heading(std::string_view key, std::initializer_list<Locale::Value> values = {});
    // The locale's words, at a kiosk those for there (key + ".kiosk") where it has any: nobody telephones from it,
    // and the staff are near.
    std::string here(const std::string& key, std::initializer_list<Locale::Value> values = {}) const;
    void say(const char* key, ui::TextKind kind = ui::TextKind::Body);  // a paragraph of the locale
    void own(const std::string& key, const LocalizedText& text,
             ui::TextKind kind = ui::TextKind::Body);                   // a paragraph of the pack
    Words words(const LocalizedText& text) const;                       // of the pack
    Words joined(const std::vector<const LocalizedText*>& texts) const; // "a, b och c"
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
    void call_status(const char* sentence);              // the same, announced when it appears
    ui::FactRow fact(const std::string& key, const std::string& name, const std::string& value,
                     std::string_view pointer = {}) const;
    // Where there is no room for a badge: "30 november (exempel)".
    std::string marked(const std::string& text, std::string_view pointer) const;
    void details(const std::string& key, const Words& summary,
                 const std::function<void()>& content);
    void faults();                                        // the summary, when there are faults
    std::string fault_of(const std::string& field) const; // empty when there is none
    // Its sentence, in a summary that takes focus; another round is a new one.
    void show(Problem problem, int round);
};

std::string kind_in_words(const Sheet& sheet, const Provider& provider);
// "Bytet sker mellan ...": what happens and when. `from` performs the care until then, if anybody.
std::string window_in_words(const Sheet& sheet, const std::optional<ProviderId>& from,
                            const EffectiveWindow& window);
std::string_view window_pointer(const std::optional<ProviderId>& from);

// How the non-choice rule goes about it, one sentence for each part of it.
std::vector<std::string> rotation_in_words(const Sheet& sheet);

// The parts of the frame around every screen.
void text_size(Sheet& sheet);
void controls(Sheet& sheet, const std::vector<ui::Option>& languages, const std::string& help);
void session_ending(Sheet& sheet, const std::function<void()>& stay);
void no_voice(Sheet& sheet);

}  // namespace hemval
