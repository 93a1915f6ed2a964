#pragma once

#include "office.h"

#include <functional>
#include <string>

namespace hemval::test {

// Cases, choices, changes and a visit to show.
void fill(MemoryDesk& desk, const Municipality& municipality);

struct StaffShown {
    std::string municipality;
    std::string screen;  // "case_confirmed"
    HeadlessApp& app;    // to be left as it was
};

// Every screen of the workspace, in a language, with cases, changes and visits to show.
void every_staff_screen(const std::string& language, const std::function<void(const StaffShown&)>& see,
                        const std::string& municipality = "strangnas");

}  // namespace hemval::test
