#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace hemval::server {

// A few threads with a bounded queue, for what must not hold up the ones that answer the network.
class WorkPool {
public:
    WorkPool(std::size_t threads, std::size_t queue_limit);
    ~WorkPool();  // finishes what is queued
    // False when the queue is full; `work` is then not run.
    bool run(std::function<void()> work);

private:
    void loop();

    const std::size_t queue_limit_;
    std::mutex mutex_;
    std::condition_variable work_;
    std::deque<std::function<void()>> queue_;
    bool closing_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace hemval::server
