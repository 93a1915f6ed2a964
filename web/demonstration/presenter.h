#pragma once

#include "core/example_people.h"
#include "web/screens/page.h"

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <vector>

// Whoever shows the demonstration to others: what to show and say, step by step, and how large.
namespace hemval {

struct PresenterStep {
    const char* name;  // "presenter.check": its words
    Screen screen;     // where it is said
};
std::vector<PresenterStep> presenter_steps(ExamplePerson person);

// As kept in the tab.
struct Presenter {
    std::optional<ExamplePerson> person;  // whom one is; nothing: nobody yet
    std::size_t now = 0;                  // the present step
    std::set<std::size_t> done;
    bool shown = true;                    // the steps
    bool large = false;                   // letters for a meeting room's screen
    std::string seen;                     // the address the list has followed to

    void begin(ExamplePerson as);
    void reset();  // how it is shown stays: the room is the same
    // The errand goes on: the list does too, never back. True: to another step.
    bool follow(const Route& route);
    friend bool operator==(const Presenter&, const Presenter&) = default;
};
std::string write_presenter(const Presenter& presenter);
Presenter read_presenter(const std::string& text);  // what cannot be read is as at the start

void presenter_bar(Page& page, Presenter& presenter);    // its buttons, in the demonstration's bar
void presenter_panel(Page& page, Presenter& presenter);  // the list, under it

}  // namespace hemval
