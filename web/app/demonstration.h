#pragma once

#include "core/registry.h"
#include "web/platform/platform.h"

#include <memory>
#include <string>

namespace hemval {

struct Municipality;
struct Page;

// What the demonstration has in the service's place, and the screens that are its own. It is a program of
// its own (web/demonstration/), so that nobody who only chooses loads it: the citizens' has none.
class Demonstration {
public:
    virtual ~Demonstration() = default;
    virtual Registry& registry() = 0;                    // example people; nothing is sent
    virtual std::string saved() const = 0;               // for the tab's own storage
    virtual void restore(const std::string& saved) = 0;  // unreadable: as at its start
    virtual void bar(Page& page) = 0;                    // over every screen: that it is a demonstration
    virtual void screen(Page& page) = 0;                 // Screen::DemoStart and Screen::Explained
};

// `municipality` outlives it.
using MakeDemonstration = std::unique_ptr<Demonstration> (*)(Platform& platform, const Municipality& municipality);

}  // namespace hemval
