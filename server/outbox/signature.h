#pragma once

#include "core/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// Standard Webhooks 1.0, symmetric: HMAC-SHA-256 over "id.timestamp.body".
namespace hemval::server {

// The keys, in the clear. More than one while the receiver changes from one to the next: a delivery is
// signed with each.
using WebhookSecrets = std::vector<std::string>;

// One "whsec_" and base64 of 24 to 64 bytes a line, two lines at most. The error is a sentence.
Result<WebhookSecrets, std::string> read_secrets(std::string_view text);
// The same from a file that only its owner may read.
Result<WebhookSecrets, std::string> secrets_in(const std::string& path);

// "v1,..." for each secret, with spaces between: the header webhook-signature.
std::string webhook_signature(const WebhookSecrets& secrets, std::string_view id,
                              std::int64_t timestamp, std::string_view body);

}  // namespace hemval::server
