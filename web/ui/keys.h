#pragma once

#include <string>
#include <vector>

namespace hemval::ui {

// The keys of a kiosk, which has no others: where they stand is the kit's, what they are the app's.
struct Keys {
    struct Alphabet {
        std::string name;                  // of the key that brings it, where there is another
        std::string lang;                  // where it is not the page's
        std::vector<std::string> letters;  // small ones
    };
    std::vector<Alphabet> alphabets;
    std::string label, erase, space, capital, show;
};

// What is being written in, while somebody writes.
struct Writing {
    std::string field;         // the last that had focus, else the first that has to be filled in
    std::size_t alphabet = 0;
    bool capital = false;
    bool put_away = false;     // there is a real keyboard: what the field said itself was not ours
};

// Of one letter; those without a capital are their own.
std::string capital_of(const std::string& letter);
// Without its last letter.
std::string shortened(std::string text);
std::size_t letters_in(const std::string& text);

}  // namespace hemval::ui
