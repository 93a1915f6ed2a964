#pragma once

#include "core/client_case.h"
#include "core/municipality.h"
#include "core/transition.h"
#include "server/letters/batch.h"
#include "server/letters/words.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace hemval::server {

// Of a transition that asks for nothing now: it is proposed, paused or annulled.
struct TransitionTold {
    ProviderId provider;
    TransitionPhase phase = TransitionPhase::Proposed;
    bool decided = false;            // else it was only proposed: nobody has chosen because of it
    std::optional<Day> place_until;  // annulled, and the person has moved: their place is kept
};

struct Letter {
    Addressee to;
    Situation situation = Situation::NoProvider;
    std::optional<Day> closing;  // of the provider that leaves
    std::string code;            // "1234-5678-9012-3456"
    std::string link_code;
    bool known = false;          // the reference has a case already
    std::optional<Day> choose_by{};  // silence after it is answered by the rule
    std::optional<TransitionTold> told{};  // then there is no code, and nothing is asked
};

struct Sender {
    const Municipality& municipality;
    std::string base_url;  // ends in "/"
    Day today;
    Day last_valid;
};

// All letters as one HTML page that needs nothing else: A4, each letter on pages of its own, in Swedish
// and, where that is another, then in the person's language. To be printed, or saved as PDF.
std::string letters_html(const std::vector<Letter>& letters, const Sender& sender,
                         const std::map<std::string, Words>& words);

// "https://hemval.example.se/", or why not, as a sentence. A code is never sent to where others could
// read it on the way, so it is https, but on this computer itself.
Result<std::string, std::string> checked_base_url(const std::string& text);

}  // namespace hemval::server
