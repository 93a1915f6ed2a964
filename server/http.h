#pragma once

#include "core/problem.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// A request and its answer as plain values: nothing here knows the HTTP library.
namespace hemval::server {

struct Request {
    std::string method;                // "GET"
    std::string path;                  // as sent, before '?'; never decoded, so never two spellings
    std::string query;                 // after '?'
    std::vector<std::pair<std::string, std::string>> headers;  // names in lower case
    std::string body;
    std::string peer;                  // the other end's IP address; X-Forwarded-For is only a header
    bool through_front = false;        // on the Unix socket: only there are the front's headers believed

    // The header's value, or nothing. `name` in lower case.
    std::optional<std::string_view> header(std::string_view name) const;
};

// A browser's powers that no page here has a use for, all of them.
inline constexpr const char* kNothingPermitted =
    "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), geolocation=(), "
    "gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()";

struct Response {
    int status = 200;
    std::string type;                                   // Content-Type; empty = no body
    std::shared_ptr<const std::string> body;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string pattern;                                // for the log: "/api/{m}/case"
};

Response text_response(int status, std::string type, std::string body);

// Called exactly once, from any thread.
using Reply = std::function<void(Response)>;

class Handler {
public:
    virtual ~Handler() = default;
    virtual void handle(Request request, Reply reply) = 0;
    // For what could not be read as a request at all.
    virtual Response refuse(Problem problem, int status) = 0;
};

// A header's comma-separated items with their q-values ("gzip;q=0.5, br"), names in lower case.
// Absent or unreadable q is 1. In thousandths.
struct Preference {
    std::string name;
    int q = 1000;
};
std::vector<Preference> preferences(std::string_view header);

std::string lower_case(std::string_view text);
std::string_view trimmed(std::string_view text);

}  // namespace hemval::server
