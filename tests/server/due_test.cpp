#include "tests/server/support.h"

#include <doctest/doctest.h>

#include <mutex>
#include <thread>

// What the service does by itself when the day has come: each municipality on its own.
using namespace hemval;
using namespace hemval::server;
using namespace hemval::server::testing;

namespace {

void set_snapshot(World& world, const MunicipalityId& id, const std::string& text)
{
    const auto done = world.store().tx_now<bool>([&](Queries& queries) -> Result<bool, Problem> {
        queries.query("UPDATE states SET snapshot = $2 WHERE municipality = $1", {id.value, text});
        return true;
    });
    REQUIRE(done);
}

std::size_t by_deadline(World& world, const MunicipalityId& id = kTown)
{
    std::size_t count = 0;
    for (const Event& event : world.ledger(id)) {
        const auto* decided = std::get_if<ProviderDecided>(&event.body);
        count += decided && decided->receipt.channel == Channel::Deadline ? 1 : 0;
    }
    return count;
}

Day closing_day(World& world, const MunicipalityId& id)
{
    const auto state = world.state(id);
    REQUIRE_FALSE(state.closings.empty());
    return state.closings.begin()->second;
}

class Logged {
public:
    std::function<void(const std::string&)> into()
    {
        return [this](const std::string& line) {
            const std::lock_guard<std::mutex> lock(mutex_);
            lines_ += line + "\n";
        };
    }
    std::string all()
    {
        const std::lock_guard<std::mutex> lock(mutex_);
        return lines_;
    }

private:
    std::mutex mutex_;
    std::string lines_;
};

}  // namespace

TEST_CASE("a municipality whose work fails holds up no other: it is logged, and done when it can be")
{
    TemporaryFolder folder;
    Logged said;
    World world(folder.path());
    world.service().log_to(said.into());
    world.person(Situation::ProviderLeaving, kTown);
    world.person(Situation::ProviderLeaving, kOther);
    const std::string whole = wire::write(world.state(kOther)).dump();
    REQUIRE(kOther < kTown);  // so that it is the first that fails
    world.set_today(closing_day(world, kTown));
    set_snapshot(world, kOther, "{}");
    CHECK_FALSE(world.service().run_due());
    CHECK(by_deadline(world, kTown) == 1);
    CHECK(said.all().find("annanstans: service_failed; it is tried again.") != std::string::npos);
    CHECK(said.all().find("strangnas: silence answered: 1,") != std::string::npos);
    set_snapshot(world, kOther, whole);
    CHECK(world.service().run_due());
    CHECK(by_deadline(world, kOther) == 1);
    CHECK(by_deadline(world, kTown) == 1);
}

TEST_CASE("the service looks at the day by itself, and does that day's work once")
{
    TemporaryFolder folder;
    World world(folder.path());
    world.person(Situation::ProviderLeaving);
    REQUIRE(world.service().run_due());
    world.service().run_due_daily(std::chrono::milliseconds(5));
    CHECK(by_deadline(world) == 0);
    world.set_today(closing_day(world, kTown));
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (by_deadline(world) == 0 && std::chrono::steady_clock::now() < until)
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    CHECK(by_deadline(world) == 1);
}
