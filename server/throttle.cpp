#include "server/throttle.h"

#include <algorithm>

namespace hemval::server {
namespace {

// A count that falls by one every `each` is one moment: when it reaches nothing.
int count_of(Throttle::Moment forgotten, Throttle::Moment now, Throttle::Moment each)
{
    return forgotten <= now ? 0 : static_cast<int>((forgotten - now + each - Throttle::Moment(1)) / each);
}

Throttle::Moment wait_after(int wrong)
{
    auto wait = Throttle::kFirstWait;
    for (int i = Throttle::kFreeTries + 1; i < wrong && wait < Throttle::kForgets; ++i)
        wait *= 2;
    return wrong <= Throttle::kFreeTries ? Throttle::Moment(0) : std::min(wait, Throttle::kForgets);
}

}  // namespace

void Throttle::wrong(const std::string& address, Moment now)
{
    // Wrong ones beyond the longest wait for everybody would only make it last longer.
    constexpr auto kMost = kEverybodyForgets * (kManyEverywhere + kEverybodyAtMost / kEverybodyPerTry);
    all_forgotten_ = std::min(std::max(all_forgotten_, now) + kEverybodyForgets, now + kMost);

    forget(now);
    Known& known = known_[address];
    by_forgetting_.erase({known.forgotten, address});
    known.forgotten = std::max(known.forgotten, now) + kForgets;
    known.not_before = now + wait_after(count_of(known.forgotten, now, kForgets));
    by_forgetting_.emplace(known.forgotten, address);
    if (known_.size() > kAddresses) {
        auto closest = by_forgetting_.begin();
        if (closest->second == address)  // else a full table would let every newcomer guess for free
            ++closest;
        known_.erase(closest->second);
        by_forgetting_.erase(closest);
    }
}

Throttle::Moment Throttle::not_before(const std::string& address, Moment now) const
{
    const auto known = known_.find(address);
    return known == known_.end() ? now : known->second.not_before;
}

int Throttle::free_tries(const std::string& address, Moment now) const
{
    return std::max(0, kFreeTries - remembered(address, now));
}

Throttle::Moment Throttle::everybody(Moment now) const
{
    const int many = count_of(all_forgotten_, now, kEverybodyForgets) - kManyEverywhere;
    return std::clamp(kEverybodyPerTry * many, Moment(0), kEverybodyAtMost);
}

int Throttle::remembered(const std::string& address, Moment now) const
{
    const auto known = known_.find(address);
    return known == known_.end() ? 0 : count_of(known->second.forgotten, now, kForgets);
}

void Throttle::forget(Moment now)
{
    while (!by_forgetting_.empty() && by_forgetting_.begin()->first <= now) {
        known_.erase(by_forgetting_.begin()->second);
        by_forgetting_.erase(by_forgetting_.begin());
    }
}

}  // namespace hemval::server
