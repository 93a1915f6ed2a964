#pragma once

#include "tests/server/support.h"

#include <unistd.h>

#include <cstdio>
#include <string>

namespace hemval::server::testing {

// Runs `work` and returns what it said on standard error.
template <class Work>
std::string said_by(const TemporaryFolder& folder, Work work)
{
    const std::string path = folder.path() + "/said";
    std::fflush(stderr);
    const int kept = ::dup(STDERR_FILENO);
    std::FILE* file = std::fopen(path.c_str(), "w");
    ::dup2(::fileno(file), STDERR_FILENO);
    work();
    std::fflush(stderr);
    ::dup2(kept, STDERR_FILENO);
    ::close(kept);
    std::fclose(file);
    return read_text(path).value_or("");
}

}  // namespace hemval::server::testing
