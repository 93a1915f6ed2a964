#pragma once

#include "web/app/demonstration.h"
#include "web/screens/page.h"

namespace hemval {

std::unique_ptr<Demonstration> make_demonstration(Platform& platform, const Municipality& municipality);

// One screen a file.
void demonstration_start_screen(Page& page);

}  // namespace hemval
