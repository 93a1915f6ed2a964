#include "web/screens/page.h"

namespace hemval {

std::string Page::to(Screen screen, const std::string& id) const
{
    if (kiosk && screen == Screen::Start) return to_hash({Screen::Kiosk, "", false});
    return to_hash({screen, id, route.demo});
}

void Page::go(Screen screen, const std::string& id)
{
    platform.go(to(screen, id));
}

void Page::problem()
{
    if (errand.unsent() != Errand::Unsent::No) return kiosk ? kiosk_unsent(*this) : unsent_at_home(*this);
    if (errand.problem()) show(*errand.problem(), errand.problem_round());
}

}  // namespace hemval
