#pragma once

#include "server/http.h"

#include <string>

// The browser's half of a session. Through the front, which speaks TLS, it has the prefix __Host-:
// then no other host, no path and no page without https can plant one. On plain loopback it goes
// without, as WebKit keeps no such cookie there. Each is read only where it is set.
namespace hemval::server {

// The token, or empty for anything that could not be one.
std::string session_token(const Request& request);
// Values of Set-Cookie.
std::string session_cookie(const Request& request, const std::string& token);
std::string no_session_cookie(const Request& request);

}  // namespace hemval::server
