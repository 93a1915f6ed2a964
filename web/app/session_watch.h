#pragma once

#include "core/problem.h"
#include "web/platform/platform.h"

#include <functional>
#include <optional>

namespace hemval {

// Whether somebody signed in is still there: who has done nothing for a while is asked in good time
// before the session ends, and may go on as often as wanted (WCAG 2.2.1).
class SessionWatch {
public:
    using Answer = std::function<void(const std::optional<Problem>&)>;
    struct Owner {
        std::function<void(Answer)> ask;      // the service, who is signed in; an answer is heard()
        std::function<void(Problem)> failed;
        std::function<void()> end;
        std::function<void()> changed;
    };
    // 0 seconds: there is no session, and the clock is left to who has one.
    SessionWatch(Platform& platform, int idle_seconds, Owner owner);

    void heard();         // the service has just heard of the person
    void acted() { acted_ = true; }
    void stay();
    void stop();          // nobody is signed in any more
    bool ending() const { return ending_; }

private:
    void wake_after(int seconds, void (SessionWatch::*then)());
    void rest();
    void warn();
    void end();

    Platform& platform_;
    int idle_seconds_;
    Owner owner_;
    bool acted_ = false, ending_ = false;
};

}  // namespace hemval
