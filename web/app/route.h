#pragma once

#include "core/problem.h"

#include <optional>
#include <string>
#include <string_view>

namespace hemval {

enum class Screen : unsigned char {
    Start, Providers, Comparison, ProviderPage, Fee, SignIn, Choose, SwitchList, Check, Decline,
    Receipt, ReceiptCheck, Representative, SharedComparison, Questions, Help, Accessibility, DemoStart,
    Explained, Wishes, About, AboutTopic, Kiosk, Scan, PaperList, Paper, NotFound,
};

// The part of the address after '#'. A demonstration route begins with "prova/", so that a reload or
// a shared link can never turn a demonstration into the real thing or back.
struct Route {
    Screen screen = Screen::Start;
    // ProviderPage, Check: the provider; Representative: the step; Explained, AboutTopic: what; Paper: the sheet
    std::string id;
    bool demo = false;
    friend bool operator==(const Route&, const Route&) = default;
};

// A letter's QR code leads to "#/kod/<code>". That is no route: it must not stay in the address, the
// trail or anything else that is kept. Nothing for every other address.
std::optional<std::string> code_in_link(std::string_view hash);

// A sign-in by e-ID that did not sign anybody in leads to "#/logga-in/<problem>", which is no route either.
std::optional<Problem> problem_in_link(std::string_view hash);

Route parse_route(std::string_view hash);  // total; unknown addresses are Screen::NotFound
std::string to_hash(const Route& route);
Route parent_of(const Route& route);       // where "Tillbaka" leads when there is no trail

}  // namespace hemval
