#pragma once

#include "core/municipality.h"
#include "core/neutral_order.h"
#include "web/app/locale.h"
#include "web/app/program.h"
#include "web/app/read_aloud.h"
#include "web/app/reading.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace hemval {

// The page on which a municipality is chosen has no pack: only names and addresses.
struct MunicipalityLink {
    std::string id;
    std::string name;
};

// What every program of the page has: the municipality's pack, the words, how the reader likes to read,
// and the kit it draws with.
struct Shell {
    // `words`: the folder of the program's locale files, "locales/".
    Shell(Platform& where, AppSetup with, std::string words_folder);

    void draw_order(VisitSeed seed);  // the providers, in this visit's neutral order
    ui::FrameOutput draw(const ui::FrameInput& input, const std::function<void(ui::Ui&)>& page);
    void entitle(const std::string& now);
    void read_words(const std::string& locale_json);  // in the page's language
    void read_whole_pack(const std::string& pack_json);  // of the same municipality, in the same order
    const Locale* swedish();  // the words, where the page's are not Swedish and these have come
    float text_scale() const;

    // As it is for whoever comes first: Swedish, ordinary letters, nothing chosen.
    void read_as_new();

    Platform& platform;
    AppSetup setup;
    std::string words;
    Locale locale;
    ui::Hyphens hyphens;
    std::string locale_asked;
    std::string pack_fault;  // why there is no municipality, in English; empty when all is well
    Municipality municipality;
    std::vector<MunicipalityLink> municipalities;
    std::vector<ui::Option> languages;
    Reading reading;
    ReadAloud read_aloud;
    bool language_chosen = false;
    float enlarged = 0;                 // of letters: more than the reader has chosen
    std::optional<ui::Keys> keys;  // in a kiosk: larger, and closed
    std::string remembered;
    std::vector<const Provider*> providers;
    bool wide = false;
    std::string view, title;
    ui::UiContext context;

private:
    bool swedish_asked_ = false;
    std::map<std::string, Locale> spoken_;  // what has been fetched needs no network
    void speak(Locale in);
    void change_language();
    void remember();
};

// The way one has come, for "Tillbaka": a step to the address before the present one is a step back.
void step(std::vector<std::string>& trail, const std::string& here, const std::string& there);

}  // namespace hemval
