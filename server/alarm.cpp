#include "server/alarm.h"

#include <utility>

namespace hemval::server {

Alarm::Alarm() : thread_(&Alarm::loop, this) {}

void Alarm::after(std::chrono::milliseconds wait, std::function<void()> call)
{
    {
        const std::lock_guard lock(mutex_);
        if (stopped_)
            return;
        calls_.emplace(Clock::now() + wait, std::move(call));
    }
    changed_.notify_one();
}

void Alarm::stop()
{
    std::multimap<Clock::time_point, std::function<void()>> forgotten;
    {
        const std::lock_guard lock(mutex_);
        stopped_ = true;
        forgotten.swap(calls_);
    }
    changed_.notify_one();
    if (thread_.joinable())
        thread_.join();
}

void Alarm::loop()
{
    std::unique_lock lock(mutex_);
    while (!stopped_) {
        if (calls_.empty()) {
            changed_.wait(lock);
        } else if (const auto due = calls_.begin()->first; due > Clock::now()) {
            changed_.wait_until(lock, due);
        } else {
            const auto call = std::move(calls_.extract(calls_.begin()).mapped());
            lock.unlock();
            call();
            lock.lock();
        }
    }
}

}  // namespace hemval::server
