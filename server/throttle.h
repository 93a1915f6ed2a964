#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace hemval::server {

// How long a try with a code has to wait because of wrong ones before it: a policy and nothing else.
// Moments are milliseconds since whatever the caller's clock counts from.
//
// Each address answers for itself. The first kFreeTries wrong ones cost nothing, as people mistype;
// each further doubles the wait from the last wrong one, up to kForgets. One is forgotten every
// kForgets, so guessing on and on comes to one try in five minutes. When there are many wrong tries
// from anywhere everybody waits a little, at most kEverybodyAtMost: that is never a refusal.
class Throttle {
public:
    using Moment = std::chrono::milliseconds;

    static constexpr int kFreeTries = 3;
    static constexpr Moment kFirstWait{500};
    static constexpr Moment kForgets = std::chrono::minutes(5);
    static constexpr int kManyEverywhere = 100;
    static constexpr Moment kEverybodyForgets{1000};
    static constexpr Moment kEverybodyPerTry{10};
    static constexpr Moment kEverybodyAtMost{1000};
    // Beyond this many the address closest to being forgotten is: who has a hundred thousand addresses
    // to guess from is slowed by the wait for everybody, and cannot fill the memory.
    static constexpr std::size_t kAddresses = 10'000;

    void wrong(const std::string& address, Moment now);
    // Before this the address's next try should not be heard. Not after `now` when it need not wait.
    Moment not_before(const std::string& address, Moment now) const;
    // Wrong tries the address still has free of waiting.
    int free_tries(const std::string& address, Moment now) const;
    Moment everybody(Moment now) const;
    std::size_t size() const { return known_.size(); }

private:
    struct Known {
        Moment forgotten{0};   // when the last of its wrong tries is
        Moment not_before{0};  // never after `forgotten`
    };
    int remembered(const std::string& address, Moment now) const;
    void forget(Moment now);

    std::map<std::string, Known> known_;
    std::set<std::pair<Moment, std::string>> by_forgetting_;
    Moment all_forgotten_{0};
};

}  // namespace hemval::server
