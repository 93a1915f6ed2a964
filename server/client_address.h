#pragma once

#include "server/http.h"

#include <set>
#include <string>

namespace hemval::server {

// Canonical text of an IP address, an IPv4 one inside IPv6 as IPv4; empty for anything else.
std::string canonical_address(const std::string& text);

// Whose tries count together: an IPv4 address, or an IPv6 network of 64 bits, as one household or one
// attacker has a whole one. Of the connection's peer, or of whom the front names last in
// X-Forwarded-For; only when that is one of `proxies` (canonical) is the header believed further, from
// the right, as far as it was written by one of them.
std::string client_address(const Request& request, const std::set<std::string>& proxies);

}  // namespace hemval::server
