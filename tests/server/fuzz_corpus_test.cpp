#include "tests/fuzz/targets.h"
#include "tests/server/support.h"

#include <doctest/doctest.h>

#include <filesystem>

using namespace hemval;
using namespace hemval::server;
using namespace hemval::server::testing;

// The inputs that the fuzzers begin with, and those that were once too much. New ones: scripts/fuzz.sh.
TEST_CASE("what the fuzzers have kept makes nothing that reads fall over")
{
    const struct { const char* name; void (*run)(std::string_view); } kTargets[] = {
        {"pack", fuzz::pack}, {"body", fuzz::body}, {"http", fuzz::http},
        {"import", fuzz::import}, {"proof", fuzz::proof}};
    for (const auto& target : kTargets) {
        int inputs = 0;
        const std::string folder = std::string(HEMVAL_SOURCE_DIR) + "/tests/fuzz/corpus/" + target.name;
        for (const auto& file : std::filesystem::directory_iterator(folder)) {
            const auto bytes = read_text(file.path().string());
            REQUIRE(bytes);
            target.run(*bytes);
            ++inputs;
        }
        CAPTURE(folder);
        CHECK(inputs >= 3);
    }
}
