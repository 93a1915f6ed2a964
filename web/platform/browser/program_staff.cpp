#include "web/staff/staff_app.h"
#include "web/platform/browser/which.h"

#include <utility>

namespace hemval {

std::unique_ptr<Program> make_program(Platform& platform, AppSetup setup)
{
    return std::make_unique<StaffApp>(platform, std::move(setup));
}

}  // namespace hemval
