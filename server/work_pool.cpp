#include "server/work_pool.h"

namespace hemval::server {

WorkPool::WorkPool(std::size_t threads, std::size_t queue_limit) : queue_limit_(queue_limit)
{
    for (std::size_t i = 0; i < threads; ++i)
        threads_.emplace_back(&WorkPool::loop, this);
}

WorkPool::~WorkPool()
{
    {
        const std::lock_guard lock(mutex_);
        closing_ = true;
    }
    work_.notify_all();
    for (std::thread& thread : threads_)
        thread.join();
}

bool WorkPool::run(std::function<void()> work)
{
    {
        const std::lock_guard lock(mutex_);
        if (closing_ || queue_.size() >= queue_limit_)
            return false;
        queue_.push_back(std::move(work));
    }
    work_.notify_one();
    return true;
}

void WorkPool::loop()
{
    for (;;) {
        std::function<void()> work;
        {
            std::unique_lock lock(mutex_);
            work_.wait(lock, [this] { return closing_ || !queue_.empty(); });
            if (queue_.empty())
                return;
            work = std::move(queue_.front());
            queue_.pop_front();
        }
        work();
    }
}

}  // namespace hemval::server
