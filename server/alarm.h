#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <thread>

namespace hemval::server {

// Calls functions later, one after the other, on one thread of its own: they must be short. However
// many wait, no thread does.
class Alarm {
public:
    Alarm();
    ~Alarm() { stop(); }
    void after(std::chrono::milliseconds wait, std::function<void()> call);
    // Forgets what has not been called, and calls nothing any more. Safe to call twice.
    void stop();

private:
    using Clock = std::chrono::steady_clock;
    void loop();

    std::mutex mutex_;
    std::condition_variable changed_;
    std::multimap<Clock::time_point, std::function<void()>> calls_;
    bool stopped_ = false;
    std::thread thread_;
};

}  // namespace hemval::server
