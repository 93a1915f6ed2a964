#pragma once

#include "server/clock.h"
#include "server/outbox/post.h"
#include "server/outbox/signature.h"
#include "server/outbox/table.h"
#include "server/store/store.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace hemval::server {

struct WebhookEndpoint {
    MunicipalityId municipality;
    std::string url;
    WebhookSecrets secrets;
};

// Seconds before the next try after `attempts` of them: `first`, doubled each time up to six hours, less
// a random part of up to half so that not everything comes at once. It never gives up.
std::int64_t wait_after(std::int64_t attempts, std::int64_t first, std::uint64_t draw);

struct CourierOptions {
    PostOptions post;
    std::int64_t first_wait = 5;
    std::function<void(const std::string&)> log = [](const std::string&) {};
};

// Delivers what is in the outbox, a thread for each receiver: one that hangs keeps only its own
// waiting, and nobody who chooses.
class Courier {
public:
    // `store` must outlive the courier.
    Courier(Store& store, std::vector<WebhookEndpoint> endpoints, CourierOptions options, Clock clock);
    ~Courier();

private:
    void deliver_for(const WebhookEndpoint& endpoint);
    bool deliver_one(const WebhookEndpoint& endpoint, Poster& poster, const Outgoing& notice);
    void rest(std::int64_t seconds);

    Store& store_;
    std::vector<WebhookEndpoint> endpoints_;
    CourierOptions options_;
    Clock clock_;
    std::atomic<bool> stop_{false};
    std::mutex mutex_;
    std::condition_variable stopped_;
    std::vector<std::thread> threads_;
};

}  // namespace hemval::server
