#pragma once

#include "core/result.h"

#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <utility>
#include <vector>

// The one place that speaks HTTP to somebody else.
namespace hemval::server {

// https://, or http:// to this computer's own address; no user name in it. The error is a sentence.
Result<std::string, std::string> webhook_url(const std::string& url);

struct PostOptions {
    std::string authorities;  // file of the certificate authorities believed; empty = the system's
    std::chrono::milliseconds connecting{5'000};
    std::chrono::milliseconds whole{20'000};
};

struct Posted {
    int status = 0;        // 0 = no answer came
    std::string failure;   // why, when none came
    bool taken() const { return status >= 200 && status < 300; }
    std::string in_words() const;  // "500", "no answer: Connection refused"
};

// One connection, kept while it lasts; certificates verified, redirects not followed, an answer's body
// thrown away. For one thread; `stop` ends a request that is under way.
class Poster {
public:
    Poster(PostOptions options, const std::atomic<bool>& stop);
    ~Poster();
    Poster(const Poster&) = delete;
    Poster& operator=(const Poster&) = delete;

    Posted post(const std::string& url, const std::vector<std::pair<std::string, std::string>>& headers,
                const std::string& body);

private:
    struct Handle;
    std::unique_ptr<Handle> handle_;
    PostOptions options_;
    const std::atomic<bool>& stop_;
};

}  // namespace hemval::server
