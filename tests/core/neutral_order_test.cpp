#include "core/neutral_order.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <functional>
#include <map>
#include <random>
#include <utility>
#include <vector>

using namespace hemval;

namespace {

using Order = std::vector<std::size_t>;
using Shuffle = std::function<Order(VisitSeed, std::size_t)>;
using Seeds = std::function<VisitSeed(std::size_t)>;

constexpr std::size_t kProviders = 5;
constexpr std::size_t kVisits = 100'000;

// Upper 0.1 % points of the chi-square distribution. The seeds are pinned, so a pass is a pass for
// good: the level says how surprising a fair shuffle's failure would have been, once per figure.
constexpr double kCriticalFor4Degrees = 18.467;     // five providers at one position
constexpr double kCriticalFor119Degrees = 172.418;  // the 120 orders of five providers

double chi_square(const std::vector<std::size_t>& counts, double expected)
{
    double sum = 0;
    for (const std::size_t count : counts) {
        const double off = static_cast<double>(count) - expected;
        sum += off * off / expected;
    }
    return sum;
}

struct Uniformity {
    double worst_position = 0;
    double orders = 0;
    bool fair() const
    {
        return worst_position < kCriticalFor4Degrees && orders < kCriticalFor119Degrees;
    }
};

Uniformity uniformity(const Shuffle& shuffle, const Seeds& seed)
{
    std::vector<std::vector<std::size_t>> at(kProviders, std::vector<std::size_t>(kProviders));
    std::map<Order, std::size_t> orders;
    for (std::size_t visit = 0; visit < kVisits; ++visit) {
        const Order order = shuffle(seed(visit), kProviders);
        for (std::size_t place = 0; place < kProviders; ++place) ++at[place][order[place]];
        ++orders[order];
    }
    Uniformity result;
    for (const auto& counts : at) {
        const double expected = static_cast<double>(kVisits) / kProviders;
        result.worst_position = std::max(result.worst_position, chi_square(counts, expected));
    }
    std::vector<std::size_t> counts(120);
    std::size_t next = 0;
    for (const auto& row : orders) counts[next++] = row.second;
    result.orders = chi_square(counts, static_cast<double>(kVisits) / 120);
    return result;
}

VisitSeed consecutive(std::size_t visit) { return VisitSeed{visit}; }

Seeds random_seeds()
{
    return [engine = std::mt19937_64(20261122)](std::size_t) mutable {
        return VisitSeed{engine()};
    };
}

// Looks like a shuffle and is not: every place swaps with any place, n^n ways onto n! orders.
Order swaps_with_any(VisitSeed seed, std::size_t count)
{
    std::mt19937_64 random(seed.value);
    Order order(count);
    for (std::size_t i = 0; i < count; ++i) order[i] = i;
    for (std::size_t i = 0; i < count; ++i) std::swap(order[i], order[random() % count]);
    return order;
}

// Every position is perfectly uniform, yet only five of the 120 orders ever occur.
Order turned_round(VisitSeed seed, std::size_t count)
{
    Order order(count);
    for (std::size_t i = 0; i < count; ++i) order[i] = (i + seed.value) % count;
    return order;
}

// The fair order with a thumb on the scale: in 2 visits of 100 the first provider goes first.
Order with_a_thumb(VisitSeed seed, std::size_t count)
{
    Order order = neutral_order(seed, count);
    if (seed.value % 100 < 2) std::swap(order[0], *std::find(order.begin(), order.end(), 0u));
    return order;
}

}  // namespace

TEST_CASE("each provider is equally often at each place over consecutive seeds")
{
    const Uniformity measured = uniformity(neutral_order, consecutive);
    CHECK(measured.worst_position < kCriticalFor4Degrees);
    CHECK(measured.orders < kCriticalFor119Degrees);
}

TEST_CASE("each provider is equally often at each place over random seeds")
{
    const Uniformity measured = uniformity(neutral_order, random_seeds());
    CHECK(measured.worst_position < kCriticalFor4Degrees);
    CHECK(measured.orders < kCriticalFor119Degrees);
}

TEST_CASE("the same measure rejects shuffles that are not fair")
{
    CHECK_FALSE(uniformity(swaps_with_any, consecutive).fair());
    CHECK_FALSE(uniformity(turned_round, consecutive).fair());
    CHECK_FALSE(uniformity(with_a_thumb, consecutive).fair());
    CHECK(uniformity(swaps_with_any, random_seeds()).worst_position > kCriticalFor4Degrees);
}

TEST_CASE("a seed gives the same order for ever")
{
    CHECK(neutral_order(VisitSeed{0}, 5) == Order{2, 3, 1, 4, 0});
    CHECK(neutral_order(VisitSeed{1}, 5) == Order{2, 1, 4, 3, 0});
    CHECK(neutral_order(VisitSeed{2}, 5) == Order{1, 3, 4, 2, 0});
    CHECK(neutral_order(VisitSeed{42}, 5) == Order{1, 2, 0, 4, 3});
    CHECK(neutral_order(VisitSeed{~std::uint64_t{0}}, 5) == Order{2, 0, 3, 4, 1});
    CHECK(neutral_order(VisitSeed{20261122}, 8) == Order{3, 1, 5, 7, 4, 0, 6, 2});
    CHECK(neutral_order(VisitSeed{0}, 12) == Order{4, 1, 6, 8, 0, 5, 2, 3, 11, 9, 10, 7});
}

// The page's own script draws before the program is there. The same digest of the same 1 000 orders
// stands in tests/browser/static.test.mjs.
TEST_CASE("the orders are those that the script in the page draws")
{
    std::uint64_t digest = 0xCBF29CE484222325u;
    for (std::uint64_t k = 0; k < 1000; ++k)
        for (const std::size_t at : neutral_order(VisitSeed{k * 0x9E3779B97F4A7C15u}, 2 + k % 30))
            digest = (digest ^ at) * 0x100000001B3u;
    CHECK(digest == 0x1130D81968F024D9u);
}

TEST_CASE("no provider and one provider have the only order there is")
{
    CHECK(neutral_order(VisitSeed{7}, 0).empty());
    CHECK(neutral_order(VisitSeed{7}, 1) == Order{0});
}

TEST_CASE("every provider is shown exactly once, and again in the same place")
{
    CHECK(rc::check([] {
        const VisitSeed seed{*rc::gen::arbitrary<std::uint64_t>()};
        const auto count = *rc::gen::inRange<std::size_t>(0, 60);
        const Order order = neutral_order(seed, count);
        RC_ASSERT(order == neutral_order(seed, count));
        Order sorted = order;
        std::sort(sorted.begin(), sorted.end());
        RC_ASSERT(sorted.size() == count);
        for (std::size_t i = 0; i < count; ++i) RC_ASSERT(sorted[i] == i);
    }));
}
