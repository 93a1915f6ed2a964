#pragma once

#include "web/app/demonstration.h"
#include "web/screens/page.h"

#include <memory>

namespace hemval {

std::unique_ptr<Demonstration> make_demonstration(Platform& platform, const Municipality& municipality);

struct Presenter;

// One screen a file.
void demonstration_start_screen(Page& page, Presenter& presenter);

// Pictures one can play with, and what one has changed in them: one screen (Screen::Explained) each.
class Playground {
public:
    virtual ~Playground() = default;
    virtual void screen(Page& page) = 0;
};
std::unique_ptr<Playground> make_fee_playground(const Municipality& municipality, Day today);
std::unique_ptr<Playground> make_rotation_playground(const Municipality& municipality, Day today);
std::unique_ptr<Playground> make_compensation_playground(const Municipality& municipality, Day today);
std::unique_ptr<Playground> make_leaving_playground(const Municipality& municipality, Day today);

struct Explanation {
    const char* id;    // "#/prova/visa/avgift"
    const char* name;  // "explain." + name: its words on the start screen
    std::unique_ptr<Playground> (*make)(const Municipality& municipality, Day today);
};
inline constexpr Explanation kExplanations[] = {
    {"avgift", "fee", make_fee_playground},
    {"turordning", "rotation", make_rotation_playground},
    {"ersattning", "compensation", make_compensation_playground},
    {"avveckling", "leaving", make_leaving_playground},
};

}  // namespace hemval
