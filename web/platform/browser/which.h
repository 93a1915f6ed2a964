#pragma once

#include "web/app/program.h"

#include <memory>

namespace hemval {

// Which program this is: each wasm file is linked with one of program_*.cpp.
std::unique_ptr<Program> make_program(Platform& platform, AppSetup setup);

}  // namespace hemval
