#pragma once

#include "server/http_server.h"

#include <string>

// The service's log: standard error, one JSON object a line, for the journal and whatever reads it. Nothing in
// it is about a person: of a request its route and how long it took, else a sentence about the service itself.
namespace hemval::server {

std::string line_of(const Finished& request, std::int64_t unix_ms);
std::string line_of(const std::string& notice, std::int64_t unix_ms);

// Whole lines also when several threads write: one write each.
void log_request(const Finished& request);
void log_notice(const std::string& sentence);

}  // namespace hemval::server
