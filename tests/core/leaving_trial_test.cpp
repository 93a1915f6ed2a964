#include "core/leaving_trial.h"

#include "core/ledger_rules.h"
#include "core/pack.h"
#include "core/rotation_list.h"
#include "tests/core/example_town.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>
#include <string>

using namespace hemval;
using namespace hemval::test;

namespace {

constexpr std::uint64_t kSeed = 7;

Municipality pack_of(const char* id)
{
    std::map<std::string, std::string> files;
    for (const char* name : {"municipality.json", "providers.json", "questions.json"}) {
        std::ifstream file(std::string(HEMVAL_SOURCE_DIR "/assets/municipalities/") + id + "/" + name);
        std::stringstream text;
        text << file.rdbuf();
        files[name] = text.str();
    }
    return *read_pack(MunicipalityId(id), files);
}

// Twelve people have ceder; ask has two places free, bjork one, the municipality's own none.
Municipality small_town()
{
    Municipality town = example_town();
    town.rotation.ceiling = CeilingRule::Clients;
    town.providers.erase(town.providers.begin() + 3);
    const auto set = [&](const char* id, int clients, int capacity) {
        provider_in(town, id).clients = clients;
        provider_in(town, id).capacity = capacity;
    };
    set("ask", 4, 6);
    set("bjork", 2, 3);
    set("ceder", 12, 20);
    set("egen", 5, 5);
    return town;
}

LeavingTrial tried(const Municipality& town, const char* leaver, const Ceilings& ceilings = {})
{
    return try_leaving(sample_town(town, kSeed, kToday), town.schedule, named(leaver), ceilings, kSeed, kToday);
}

const TrialProvider& at(const LeavingTrial& trial, const char* id)
{
    return *std::find_if(trial.providers.begin(), trial.providers.end(),
                         [&](const TrialProvider& one) { return one.provider == named(id); });
}

}  // namespace

TEST_CASE("a town of invented people has the clients and ceilings that the pack states")
{
    const Municipality pack = small_town();
    const SampleTown town = sample_town(pack, kSeed, kToday);
    CHECK_FALSE(town.drawn);
    CHECK(town.people.size() == 23);
    for (const Provider& provider : pack.providers) {
        CHECK(town.state.clients.at(provider.id) == *provider.clients);
        CHECK(find_listed(town.state.providers, provider.id)->capacity == provider.capacity);
    }
    for (const ClientCase& person : town.people) {
        const ListedProvider& own = *find_listed(town.state.providers, *person.current);
        CHECK(works_in(own, person.area));
        CHECK(!person.services.empty());
        CHECK(offers_all(own, person.services));
        CHECK(before(person.decision_day, kToday));
    }
}

TEST_CASE("where the pack states no clients and no ceiling they are drawn, and that is said")
{
    const Municipality pack = example_town();
    const SampleTown town = sample_town(pack, kSeed, kToday);
    CHECK(town.drawn);
    for (const ListedProvider& row : town.state.providers) {
        CHECK(clients_of(town.state, row) >= 20);
        CHECK(*row.capacity > clients_of(town.state, row));
    }
    const SampleTown again = sample_town(pack, kSeed, kToday);
    CHECK(again.people == town.people);
    CHECK(again.state == town.state);
    CHECK_FALSE(sample_town(pack, kSeed + 1, kToday).people == town.people);
}

TEST_CASE("when a provider closes the free places are filled, and then the municipality takes the rest")
{
    const LeavingTrial trial = tried(small_town(), "ceder");
    CHECK(trial.whole.people == 12);
    CHECK(trial.whole.placed == 3);
    CHECK(trial.whole.over_ceiling == 9);
    CHECK(trial.whole.waiting == 0);
    CHECK(trial.whole.without_place == 9);
    CHECK(at(trial, "ask").moved_here == 2);
    CHECK(at(trial, "bjork").moved_here == 1);
    CHECK(at(trial, "egen").moved_here == 9);
    CHECK(at(trial, "egen").clients == 5);
    CHECK(trial.providers.size() == 3);
}

TEST_CASE("where nobody takes more than there is room for, the rest wait")
{
    Municipality town = small_town();
    town.rotation.all_full = AllFull::Wait;
    const LeavingTrial trial = tried(town, "ceder");
    CHECK(trial.whole.placed == 3);
    CHECK(trial.whole.over_ceiling == 0);
    CHECK(trial.whole.waiting == 9);
}

TEST_CASE("more room with one provider places as many more")
{
    Municipality town = small_town();
    town.rotation.all_full = AllFull::Wait;
    const LeavingTrial some = tried(town, "ceder", {{named("ask"), 10}});
    CHECK(some.whole.placed == 7);
    CHECK(some.whole.waiting == 5);
    CHECK(at(some, "ask").capacity == 10);
    const LeavingTrial all = tried(town, "ceder", {{named("ask"), 10}, {named("bjork"), 9}});
    CHECK(all.whole.waiting == 0);
    CHECK(all.whole.without_place == 0);
    const LeavingTrial none = tried(town, "ceder", {{named("ask"), 0}, {named("bjork"), 0}});
    CHECK(none.whole.waiting == 12);
}

TEST_CASE("a rule that counts no ceilings goes over them, and it is told how far")
{
    Municipality town = small_town();
    town.rotation.ceiling = CeilingRule::None;
    const LeavingTrial trial = tried(town, "ceder");
    CHECK(trial.whole.placed == 3);
    CHECK(trial.whole.over_ceiling == 9);
    CHECK(at(trial, "ask").moved_here == 4);
}

TEST_CASE("areas and providers add up to the whole, whoever closes, in every pack")
{
    for (const char* id : {"strangnas", "huddinge", "botkyrka"}) {
        const Municipality pack = pack_of(id);
        const SampleTown town = sample_town(pack, kSeed, kToday);
        for (const Provider& provider : pack.providers) {
            const LeavingTrial trial =
                try_leaving(town, pack.schedule, provider.id, {}, kSeed, kToday);
            CHECK(trial.whole.people == town.state.clients.at(provider.id));
            CHECK(trial.whole.placed + trial.whole.over_ceiling + trial.whole.waiting == trial.whole.people);
            int moved = 0;
            for (const TrialProvider& one : trial.providers) {
                moved += one.moved_here;
            }
            CHECK(moved == trial.whole.placed + trial.whole.over_ceiling);
            CHECK(trial.whole.without_place <= trial.whole.over_ceiling + trial.whole.waiting);
            for (const TrialArea& area : trial.areas) {
                CHECK(area.placed + area.over_ceiling + area.waiting == area.people);
            }
        }
        const auto again = [&] {
            return try_leaving(town, pack.schedule, pack.providers.front().id, {}, kSeed, kToday);
        };
        CHECK(again() == again());
    }
}
