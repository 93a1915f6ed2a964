// One program for each target: HEMVAL_TARGET is its name.
#include "tests/fuzz/targets.h"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    hemval::fuzz::HEMVAL_TARGET({reinterpret_cast<const char*>(data), size});
    return 0;
}
