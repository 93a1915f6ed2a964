#pragma once

#include "server/outbox/courier.h"
#include "server/packs.h"

#include <string>
#include <vector>

namespace hemval::server {

// As given to `hemval serve`: each municipality has its own case system.
struct WebhookOptions {
    std::vector<std::string> urls;     // "strangnas=https://..."
    std::vector<std::string> secrets;  // "strangnas=FILE"
    std::string authorities;           // file of certificate authorities; empty = the system's
    std::int64_t first_wait = 5;       // seconds before the first retry
};

// An address and a secret for each, or a sentence.
Result<std::vector<WebhookEndpoint>, std::string> webhook_endpoints(const WebhookOptions& options,
                                                                    const Packs& packs);

// From here on decisions are queued for them. One that was open and has no address now stays open, and
// that is said: its case system is to hear of each choice once it has one again.
Result<bool, Problem> open_outboxes_for(Store& store, const std::vector<WebhookEndpoint>& endpoints);

CourierOptions courier_options(const WebhookOptions& options,
                               std::function<void(const std::string&)> log);

}  // namespace hemval::server
