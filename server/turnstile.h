#pragma once

#include "server/throttle.h"

#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace hemval::server {

// Lets the tries with a code through, each address in its own line and as Throttle says. An address
// that has wrong tries behind it is heard one try at a time, so guessing in parallel is as slow as one
// after the other; a try that waits holds no thread. What one address waits for is never another's.
class Turnstile {
public:
    using Moment = Throttle::Moment;
    using Done = std::function<void(bool wrong)>;           // from any thread, exactly once
    using Look = std::function<void(Done)>;                 // starts looking at the try
    using Refused = std::function<void(std::chrono::seconds retry_after)>;
    using Later = std::function<void(Moment wait, std::function<void()>)>;

    // With Throttle::kEverybodyAtMost still well within a request's deadline. What would have to wait
    // longer for its own address is refused with how long.
    static constexpr Moment kHeldAtMost{8000};
    static constexpr std::size_t kLineAtMost = 64;

    Turnstile(std::function<Moment()> now, Later later) : now_(std::move(now)), later_(std::move(later))
    {
    }
    void enter(const std::string& address, Look look, Refused refused);

private:
    struct Waiting {
        Moment earliest, latest;
        Look look;
        Refused refused;
    };
    struct Line {
        std::deque<Waiting> waiting;
        int looked_at = 0;
        bool asleep = false;
    };
    using Calls = std::vector<std::function<void()>>;

    void change(const std::string& address, const std::function<void(Line&)>& what);
    void move(const std::string& address, Line& line, Calls& calls);

    std::function<Moment()> now_;
    Later later_;
    std::mutex mutex_;
    Throttle throttle_;
    std::map<std::string, Line> lines_;
};

}  // namespace hemval::server
