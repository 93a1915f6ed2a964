#include "tests/server/child_service.h"

#include <doctest/doctest.h>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>

namespace hemval::server::testing {

ChildService::ChildService(const std::string& folder, int people)
{
    int ends[2];
    REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);  // or another one, begun meanwhile, keeps it open
    const std::string count = std::to_string(people);
    pid_ = ::fork();
    if (pid_ == 0) {
        ::dup2(ends[1], STDOUT_FILENO);
        ::close(ends[0]);
        ::execl("/proc/self/exe", "server_tests", "--child-service", folder.c_str(), count.c_str(), nullptr);
        ::_exit(127);
    }
    ::close(ends[1]);
    output_ = ::fdopen(ends[0], "r");
    port_ = static_cast<std::uint16_t>(std::atoi(line().c_str()));
    REQUIRE(port_ != 0);
    for (int i = 0; i < people; ++i)
        codes_.push_back(line());
}

std::string ChildService::line()
{
    char text[200] = "";
    if (!std::fgets(text, sizeof text, output_))
        return {};
    const std::string found(text);
    return found.substr(0, found.find('\n'));
}

void ChildService::kill()
{
    if (pid_ == 0)
        return;
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
    std::fclose(output_);
    pid_ = 0;
}

}  // namespace hemval::server::testing
