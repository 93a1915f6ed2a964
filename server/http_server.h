#pragma once

#include "core/result.h"
#include "server/http.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace hemval::server {

// One answered request, for logs and counts. Nothing personal: `pattern` is a route's, not an address.
struct Finished {
    std::string method;  // "-" for what is no known method
    std::string pattern;
    int status = 0;
    std::chrono::microseconds took{0};
};

struct HttpOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;      // 0 = any free one
    std::string unix_socket;        // a path: there instead, and every request is through_front
    unsigned threads = 0;           // 0 = one per core
    std::chrono::milliseconds request_deadline{10'000};  // the whole request, from its first byte
    std::chrono::milliseconds idle_deadline{30'000};     // between requests on a kept connection
    std::chrono::milliseconds drain_grace{0};  // at stop(): for a request that is on its way just then
    std::chrono::milliseconds last_answer{10'000};  // after that, for an answer that is being read
    std::size_t header_limit = 8 * 1024;
    std::size_t body_limit = 16 * 1024;
    std::size_t connection_limit = 4096;
    std::function<void(const Finished&)> log;
};

// The web server: one io_context and one acceptor per core. Only its .cpp knows Boost.Beast.
class HttpServer {
public:
    // Listens before it returns. The error is a sentence. `handler` must outlive the server.
    static Result<std::unique_ptr<HttpServer>, std::string> start(HttpOptions options,
                                                                  Handler& handler);
    virtual ~HttpServer() = default;
    virtual std::uint16_t port() const = 0;  // 0 on a Unix socket
    virtual std::size_t connections() const = 0;  // open now
    // Stops accepting, lets what has begun finish, and waits for it. Safe to call twice.
    virtual void stop() = 0;
};

}  // namespace hemval::server
