#pragma once

#include "tests/server/support.h"

#include <doctest/doctest.h>

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <atomic>
#include <cstring>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace hemval::server::testing {

// Stands between the service and PostgreSQL and, once, lets a COMMIT through and swallows the answer. From then on
// it may let nobody through, until it is told to.
class Between {
public:
    explicit Between(const std::string& url)
        : there_(url.substr(url.find("host=") + 5) + kSocket), door_(listening(folder_.path() + kSocket)),
          url_(url.substr(0, url.find("host=") + 5) + folder_.path()), thread_([this] { serve(); })
    {
    }
    ~Between()
    {
        stop_ = true;
        thread_.join();
        ::close(door_);
    }
    Between(const Between&) = delete;
    Between& operator=(const Between&) = delete;
    const std::string& url() const { return url_; }
    enum class Then { GoOn, Close };
    // `after`: only of a connection that has sent this.
    void swallow_next(Then then = Then::GoOn, const char* after = "")
    {
        after_ = after;
        closes_ = then == Then::Close;
        armed_ = true;
    }
    void open() { closed_ = false; }
    bool has_swallowed() const { return swallowed_; }

private:
    static constexpr const char* kSocket = "/.s.PGSQL.5432";
    struct Pair {
        int near, far;
        bool swallows = false, is_meant = false;
    };

    static sockaddr_un address(const std::string& path)
    {
        sockaddr_un at{};
        at.sun_family = AF_UNIX;
        std::strncpy(at.sun_path, path.c_str(), sizeof at.sun_path - 1);
        return at;
    }
    static int listening(const std::string& path)
    {
        const int door = ::socket(AF_UNIX, SOCK_STREAM, 0);
        const sockaddr_un at = address(path);
        REQUIRE(::bind(door, reinterpret_cast<const sockaddr*>(&at), sizeof at) == 0);
        REQUIRE(::listen(door, 16) == 0);
        return door;
    }
    // False when the pair is to end.
    bool pass(Pair& pair, bool outwards)
    {
        char bytes[65536];
        const ssize_t size = ::recv(outwards ? pair.near : pair.far, bytes, sizeof bytes, 0);
        if (size <= 0)
            return false;
        const std::string_view said(bytes, static_cast<std::size_t>(size));
        if (outwards && armed_ && said.find(after_.load()) != std::string_view::npos)
            pair.is_meant = true;
        if (outwards && armed_ && pair.is_meant && said.find("COMMIT") != std::string_view::npos) {
            armed_ = false;
            pair.swallows = true;
        }
        if (!outwards && pair.swallows) {
            closed_ = closes_.load();
            swallowed_ = true;
            return false;
        }
        return ::send(outwards ? pair.far : pair.near, bytes, static_cast<std::size_t>(size), MSG_NOSIGNAL) == size;
    }
    void serve()
    {
        std::vector<Pair> pairs;
        while (!stop_) {
            std::vector<pollfd> polled = {{door_, POLLIN, 0}};
            for (const Pair& pair : pairs) {
                polled.push_back({pair.near, POLLIN, 0});
                polled.push_back({pair.far, POLLIN, 0});
            }
            if (::poll(polled.data(), polled.size(), 20) <= 0)
                continue;
            std::vector<Pair> left;
            for (std::size_t i = 0; i < pairs.size(); ++i) {
                Pair& pair = pairs[i];
                const bool goes_on = !closed_ && (polled[1 + 2 * i].revents == 0 || pass(pair, true)) &&
                                     (polled[2 + 2 * i].revents == 0 || pass(pair, false));
                if (goes_on) {
                    left.push_back(pair);
                } else {
                    ::close(pair.near);
                    ::close(pair.far);
                }
            }
            pairs = left;
            if (polled[0].revents != 0) {
                const int near = ::accept(door_, nullptr, nullptr), far = ::socket(AF_UNIX, SOCK_STREAM, 0);
                const sockaddr_un at = address(there_);
                if (closed_ || ::connect(far, reinterpret_cast<const sockaddr*>(&at), sizeof at) != 0) {
                    ::close(near);
                    ::close(far);
                } else {
                    pairs.push_back({near, far});
                }
            }
        }
        for (const Pair& pair : pairs) {
            ::close(pair.near);
            ::close(pair.far);
        }
    }

    TemporaryFolder folder_;
    std::string there_;
    int door_;
    std::string url_;
    std::atomic<bool> stop_{false}, armed_{false}, swallowed_{false}, closes_{false}, closed_{false};
    std::atomic<const char*> after_{""};
    std::thread thread_;
};

}  // namespace hemval::server::testing
