#pragma once

#include "server/http_server.h"
#include "server/metrics.h"
#include "server/store/store.h"

#include <atomic>
#include <functional>
#include <string>

namespace hemval::server {

// What is said to whoever watches the service, on a listener of its own: /healthz (alive), /readyz (would a
// choice be kept: the database takes a transaction, and nobody has told the service to end), /metrics.
class Watch final : public Handler {
public:
    // Both must outlive it. `connections`: how many are open now.
    Watch(Store& store, const Metrics& metrics, std::function<std::size_t()> connections);

    void drain() { draining_ = true; }

    void handle(Request request, Reply reply) override;
    Response refuse(Problem problem, int status) override;

private:
    // Asks the one writer, so what stands still there is seen.
    void ask_ready(std::function<void(const std::string& not_because)> then);

    Store& store_;
    const Metrics& metrics_;
    const std::function<std::size_t()> connections_;
    const std::int64_t started_;
    std::atomic<bool> draining_{false};
};

}  // namespace hemval::server
