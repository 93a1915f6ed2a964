#include "web/app/app.h"
#include "web/demonstration/demonstration.h"
#include "web/platform/browser/which.h"

#include <utility>

namespace hemval {

std::unique_ptr<Program> make_program(Platform& platform, AppSetup setup)
{
    return std::make_unique<App>(platform, std::move(setup), make_demonstration);
}

}  // namespace hemval
