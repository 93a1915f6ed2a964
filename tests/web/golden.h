#pragma once

#include "web/platform/headless/headless_app.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

namespace hemval::test {

inline std::string read(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

// The line where two texts part, told with both: a whole tree is too long to read in a report.
inline std::string first_difference(const std::string& was, const std::string& is)
{
    std::istringstream before(was), now(is);
    std::string a, b;
    for (int line = 1;; ++line) {
        const bool more_a = static_cast<bool>(std::getline(before, a));
        const bool more_b = static_cast<bool>(std::getline(now, b));
        if (!more_a && !more_b) return "";
        if (more_a != more_b || a != b)
            return "line " + std::to_string(line) + "\n  was: " + (more_a ? a : "(end)") +
                   "\n  is:  " + (more_b ? b : "(end)");
    }
}

// The tree as it was looked through last; HEMVAL_WRITE_GOLDEN=1 writes it anew.
inline void is_as_looked_through(const HeadlessApp& app, const std::string& folder, const std::string& name)
{
    const std::string path = std::string(HEMVAL_SOURCE_DIR) + "/" + folder + name + ".txt";
    const std::string now = app.transcript();
    if (std::getenv("HEMVAL_WRITE_GOLDEN") != nullptr) std::ofstream(path, std::ios::binary) << now;
    CHECK_MESSAGE(read(path) == now, name, ": ", first_difference(read(path), now));
}

}  // namespace hemval::test
