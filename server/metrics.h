#pragma once

#include "server/http_server.h"

#include <array>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <tuple>

namespace hemval::server {

// What the service has answered, counted by method, route and status. No label holds anything a visitor
// wrote: routes are patterns, and an unknown method is "-".
class Metrics {
public:
    void count(const Finished& request);

    struct Moment {
        bool ready = false;
        std::size_t connections = 0;
        std::int64_t started = 0;  // unix seconds
    };
    // Prometheus' text format, version 0.0.4.
    std::string text(const Moment& now) const;

    static constexpr std::array<double, 11> kSeconds = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                                        0.1,   0.25,   0.5,   1,    5};

private:
    struct Took {
        std::array<std::uint64_t, kSeconds.size()> within{};  // not yet added up
        std::uint64_t count = 0;
        double seconds = 0;
    };
    mutable std::mutex mutex_;
    std::map<std::tuple<std::string, std::string, int>, std::uint64_t> answered_;
    std::map<std::pair<std::string, std::string>, Took> took_;
};

}  // namespace hemval::server
