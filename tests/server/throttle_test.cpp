#include "server/throttle.h"
#include "server/turnstile.h"

#include <doctest/doctest.h>

#include <functional>
#include <map>
#include <string>
#include <vector>

using namespace hemval::server;
using Moment = Throttle::Moment;
using namespace std::chrono_literals;

TEST_CASE("the first wrong tries cost nothing, then each doubles the wait, up to five minutes")
{
    Throttle throttle;
    Moment now = 1h;
    for (const Moment wait : {0ms, 0ms, 0ms, 500ms, 1000ms, 2000ms, 4000ms, 8000ms, 16000ms}) {
        throttle.wrong("a", now);
        CHECK(throttle.not_before("a", now) - now == wait);
    }
    for (int i = 0; i < 50; ++i)
        throttle.wrong("a", now);
    CHECK(throttle.not_before("a", now) - now == 5min);
    CHECK(throttle.not_before("b", now) == now);
}

TEST_CASE("wrong tries are forgotten one by one")
{
    Throttle throttle;
    for (int i = 0; i < 5; ++i)
        throttle.wrong("a", 1h);
    CHECK(throttle.free_tries("a", 1h) == 0);
    CHECK(throttle.free_tries("a", 1h + 10min) == 0);
    CHECK(throttle.free_tries("a", 1h + 15min) == 1);
    CHECK(throttle.free_tries("a", 1h + 25min) == 3);
    throttle.wrong("a", 1h + 25min);
    CHECK(throttle.not_before("a", 1h + 25min) == 1h + 25min);
}

TEST_CASE("guessing for three weeks from one address comes to some three hundred tries a day")
{
    Throttle throttle;
    int tries = 0;
    Moment now = 1h;
    for (const Moment end = now + 21 * 24h; now < end; ++tries) {
        now = std::max(now, throttle.not_before("a", now));
        throttle.wrong("a", now);
    }
    CHECK(tries < 21 * 300);
}

TEST_CASE("many wrong tries from anywhere make everybody wait a little, and that passes")
{
    Throttle throttle;
    for (int i = 0; i < 100; ++i)
        throttle.wrong(std::to_string(i), 1h);
    CHECK(throttle.everybody(1h) == 0ms);
    for (int i = 100; i < 150; ++i)
        throttle.wrong(std::to_string(i), 1h);
    CHECK(throttle.everybody(1h) == 500ms);
    for (int i = 0; i < 5000; ++i)
        throttle.wrong(std::to_string(i), 1h);
    CHECK(throttle.everybody(1h) == Throttle::kEverybodyAtMost);
    CHECK(throttle.not_before("somebody", 1h) == 1h);
    CHECK(throttle.everybody(1h + 101s) == 0ms);
}

TEST_CASE("however many addresses guess, so many are known and no more; who guesses on is among them")
{
    Throttle throttle;
    Moment now = 1h;
    for (int i = 0; i < 30'000; ++i) {
        throttle.wrong("n" + std::to_string(i), now += 1ms);
        if (i % 100 == 0)
            throttle.wrong("steady", now);
    }
    CHECK(throttle.size() == Throttle::kAddresses);
    CHECK(throttle.not_before("steady", now) > now + 1min);
    throttle.wrong("later", now + 48h);
    CHECK(throttle.size() == 1);
}

TEST_CASE("a full table does not let newcomers guess for free")
{
    Throttle throttle;
    for (int twice = 0; twice < 2; ++twice)
        for (std::size_t i = 0; i < Throttle::kAddresses; ++i)
            throttle.wrong("n" + std::to_string(i), 1h);
    for (int i = 0; i < 5; ++i)
        throttle.wrong("newcomer", 1h + 1s);
    CHECK(throttle.free_tries("newcomer", 1h + 1s) == 0);
    CHECK(throttle.not_before("newcomer", 1h + 1s) > 1h + 1s);
}

namespace {

// A turnstile whose time is the test's; what is looked at is decided by the test too.
struct Scene {
    Moment now = 1h;
    std::multimap<Moment, std::function<void()>> alarms;
    Turnstile turnstile{[this] { return now; },
                        [this](Moment wait, std::function<void()> call) {
                            alarms.emplace(now + wait, std::move(call));
                        }};
    struct Heard {
        std::string name;
        Moment when;
        Turnstile::Done done;
    };
    std::vector<Heard> heard;
    std::map<std::string, std::chrono::seconds> refused;
    bool answer_at_once = true;

    // A right code's name begins with "right".
    void enter(const std::string& address, const std::string& name)
    {
        turnstile.enter(
            address,
            [this, name](Turnstile::Done done) {
                heard.push_back({name, now, done});
                if (answer_at_once)
                    done(name.rfind("right", 0) != 0);
            },
            [this, name](std::chrono::seconds wait) { refused[name] = wait; });
    }
    void pass(Moment time)
    {
        for (const Moment end = now + time; now <= end;) {
            if (alarms.empty() || alarms.begin()->first > end) {
                now = end;
                return;
            }
            now = std::max(now, alarms.begin()->first);
            const auto call = alarms.extract(alarms.begin()).mapped();
            call();
        }
    }
    Moment waited(const std::string& name, Moment since) const
    {
        for (const Heard& one : heard)
            if (one.name == name)
                return one.when - since;
        return -1ms;
    }
};

}  // namespace

TEST_CASE("guessing in parallel is as slow as one after the other, and another address is not touched")
{
    Scene scene;
    const Moment start = scene.now;
    for (int i = 0; i < 40; ++i)
        scene.enter("guesser", "wrong " + std::to_string(i));
    CHECK(scene.heard.size() == 4);
    scene.enter("other", "right");
    CHECK(scene.waited("right", start) == 0ms);
    scene.pass(60s);
    std::vector<Moment> when;
    for (const Scene::Heard& one : scene.heard)
        if (one.name != "right")
            when.push_back(one.when - start);
    CHECK(when == std::vector<Moment>{0ms, 0ms, 0ms, 0ms, 500ms, 1500ms, 3500ms, 7500ms});
    CHECK(scene.refused.size() == 40 - when.size());
    for (const auto& [name, wait] : scene.refused) {
        CHECK(wait > 0s);
        CHECK(wait <= 300s);
    }
}

TEST_CASE("tries still being looked at count as if they were wrong, and those right are not held up")
{
    Scene scene;
    scene.answer_at_once = false;
    for (int i = 0; i < 10; ++i)
        scene.enter("office", "right " + std::to_string(i));
    REQUIRE(scene.heard.size() == 3);
    for (std::size_t i = 0; i < 10; ++i) {
        REQUIRE(scene.heard.size() > i);
        scene.heard[i].done(false);
    }
    CHECK(scene.waited("right 9", scene.now) == 0ms);
    CHECK(scene.refused.empty());
}

TEST_CASE("a right code from a slowed address is heard after its wait")
{
    Scene scene;
    for (int i = 0; i < 7; ++i) {
        scene.enter("a", "wrong");
        scene.pass(8s);
    }
    scene.enter("a", "wrong last");  // the eighth: what comes next waits eight seconds
    const Moment start = scene.now;
    scene.enter("a", "right");
    CHECK(scene.waited("right", start) < 0ms);
    scene.pass(10s);
    CHECK(scene.waited("right", start) == 8s);
    CHECK(scene.refused.empty());
}

TEST_CASE("what would wait too long for its own address is told how long, and is let in after that")
{
    Scene scene;
    for (int i = 0; i < 12; ++i) {
        scene.enter("a", "wrong");
        scene.pass(8s);
    }
    scene.enter("a", "right");
    REQUIRE(scene.refused.count("right") == 1);
    const auto wait = scene.refused["right"];
    CHECK(wait > 0s);
    scene.pass(wait);
    scene.enter("a", "right again");
    CHECK(scene.waited("right again", scene.now) == 0ms);
}

TEST_CASE("a thousand addresses guessing make everybody wait one second and refuse nobody")
{
    Scene scene;
    for (int i = 0; i < 1000; ++i)
        for (int tries = 0; tries < 20; ++tries)
            scene.enter("n" + std::to_string(i), "wrong");
    const Moment start = scene.now;
    for (int i = 0; i < 50; ++i)
        scene.enter("home " + std::to_string(i), "right " + std::to_string(i));
    scene.pass(20s);
    for (int i = 0; i < 50; ++i) {
        const Moment waited = scene.waited("right " + std::to_string(i), start);
        CHECK(waited >= 0ms);
        CHECK(waited <= Throttle::kEverybodyAtMost);
        CHECK(scene.refused.count("right " + std::to_string(i)) == 0);
    }
}

TEST_CASE("however many come at once from one address, so many stand in its line")
{
    Scene scene;
    scene.answer_at_once = false;
    for (int i = 0; i < 200; ++i)
        scene.enter("a", "wrong " + std::to_string(i));
    CHECK(scene.refused.size() == 200 - 3 - Turnstile::kLineAtMost);
}
