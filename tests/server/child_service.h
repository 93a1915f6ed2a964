#pragma once

#include <sys/types.h>

#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

namespace hemval::server::testing {

// The test program started again as a service of its own, which can be killed. See run_child_service().
class ChildService {
public:
    // With so many fresh people's codes; waits until it answers.
    explicit ChildService(const std::string& folder, int people = 0);
    ~ChildService() { kill(); }
    ChildService(const ChildService&) = delete;
    ChildService& operator=(const ChildService&) = delete;

    std::uint16_t port() const { return port_; }
    const std::vector<std::string>& codes() const { return codes_; }
    void kill();  // -9, and waits until it is gone

private:
    std::string line();

    pid_t pid_ = 0;
    std::FILE* output_ = nullptr;
    std::uint16_t port_ = 0;
    std::vector<std::string> codes_;
};

}  // namespace hemval::server::testing
