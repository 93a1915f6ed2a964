#include "server/turnstile.h"

#include <algorithm>
#include <utility>

namespace hemval::server {

void Turnstile::enter(const std::string& address, Look look, Refused refused)
{
    bool full = false;
    change(address, [&](Line& line) {
        full = line.waiting.size() >= kLineAtMost;
        const Moment now = now_();
        if (!full)
            line.waiting.push_back({now + throttle_.everybody(now), now + kHeldAtMost,
                                    std::move(look), std::move(refused)});
    });
    if (full)
        refused(std::chrono::ceil<std::chrono::seconds>(kHeldAtMost));
}

// Nothing of anybody else's is called while the lock is held.
void Turnstile::change(const std::string& address, const std::function<void(Line&)>& what)
{
    Calls calls;
    {
        const std::lock_guard lock(mutex_);
        Line& line = lines_[address];
        what(line);
        move(address, line, calls);
        if (line.waiting.empty() && line.looked_at == 0 && !line.asleep)
            lines_.erase(address);
    }
    for (const auto& call : calls)
        call();
}

void Turnstile::move(const std::string& address, Line& line, Calls& calls)
{
    const Moment now = now_();
    // Those looked at may all turn out wrong.
    const int at_once = std::max(1, throttle_.free_tries(address, now));
    while (!line.waiting.empty() && line.looked_at < at_once) {
        Waiting& first = line.waiting.front();
        const Moment own = throttle_.not_before(address, now);
        const Moment at = std::max(own, first.earliest);
        if (own > first.latest) {
            const auto wait = std::chrono::ceil<std::chrono::seconds>(own - now);
            calls.emplace_back([refused = std::move(first.refused), wait] { refused(wait); });
            line.waiting.pop_front();
        } else if (at > now) {
            if (!line.asleep)
                calls.emplace_back([this, address, wait = at - now] {
                    later_(wait, [this, address] {
                        change(address, [](Line& woken) { woken.asleep = false; });
                    });
                });
            line.asleep = true;
            return;
        } else {
            ++line.looked_at;
            calls.emplace_back([this, address, look = std::move(first.look)] {
                look([this, address](bool wrong) {
                    change(address, [&](Line& left) {
                        --left.looked_at;
                        if (wrong)
                            throttle_.wrong(address, now_());
                    });
                });
            });
            line.waiting.pop_front();
        }
    }
}

}  // namespace hemval::server
