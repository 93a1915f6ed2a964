#include "server/command_protect.h"
#include "server/command_transition.h"
#include "server/keys.h"
#include "server/store/database.h"
#include "server/store/tables.h"
#include "tests/server/cluster.h"
#include "tests/server/said.h"
#include "tests/server/support.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <future>
#include <thread>

using namespace hemval;
using namespace hemval::server;
using namespace hemval::server::testing;

namespace {

constexpr const char* kKeys[] = {"secret.key", "signing.key"};

std::unique_ptr<Store> opened(const Database& kept)
{
    auto store = open_store(kept);
    REQUIRE_MESSAGE(store, (store ? "" : store.error()));
    return std::move(*store);
}

}  // namespace

TEST_CASE("a key lost beside its database is not made anew, and another is not taken for it, in either database")
{
    for (const bool postgres : {false, true}) {
        for (const std::string lost : kKeys) {
            CAPTURE(postgres);
            CAPTURE(lost);
            TemporaryFolder folder;
            const Database kept{folder.path(), postgres ? empty_database() : ""};
            const auto store = opened(kept);
            const auto first = settle_keys(*store, folder.path());
            REQUIRE(first);
            CHECK(settle_keys(*store, folder.path())->secret == first->secret);
            const std::string path = folder.path() + "/" + lost;
            std::filesystem::remove(path);
            const auto missing = settle_keys(*store, folder.path());
            REQUIRE(!missing);
            CHECK(missing.error().find("restore it from a backup") != std::string::npos);
            CHECK(!read_text(path));
            folder.put(lost, std::string(64, 'a'));
            const auto other = settle_keys(*store, folder.path());
            REQUIRE(!other);
            CHECK(other.error().find(lost + " there from a backup") != std::string::npos);
        }
    }
}

TEST_CASE("of two services that start at once with different keys one is refused")
{
    for (const char* mark : {"secret_key", "signing_key"}) {
        CAPTURE(mark);
        TemporaryFolder folder;
        const Database kept{folder.path(), empty_database()};
        const auto store = opened(kept);
        const auto other = std::move(*connect(kept, Connection::Mode::Write));
        other->begin_write({});
        set_meta(*other, mark, "the other's");
        auto ours = std::async(std::launch::async, [&] { return settle_keys(*store, folder.path()); });
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
        other->run("COMMIT");
        CHECK(!ours.get());
        CHECK(find_meta(*other, mark) == "the other's");
    }
}

TEST_CASE("no command writes with keys that are not the database's")
{
    TemporaryFolder folder;
    {
        World world(folder.path());
        world.person(Situation::NoProvider);
        REQUIRE(settle_keys(world.store(), folder.path()));
    }
    const std::string url = database_of(folder.path()).url;
    const auto events = [&] {
        const auto database = std::move(*connect(database_of(folder.path()), Connection::Mode::Read));
        return number_of(database->query("SELECT count(*) FROM ledger")[0][0]);
    };
    TransitionOptions transition;
    transition.data = folder.path();
    transition.database = url;
    transition.municipalities = assets() + "/municipalities";
    ProtectOptions lift;
    lift.data = folder.path();
    lift.database = url;
    lift.municipalities = transition.municipalities;
    lift.municipality = "strangnas";
    lift.reference = "1";
    lift.lift = true;
    lift.area = "mariefred";
    CHECK(run_due_now(transition) == 0);
    const auto after = events();
    for (const char* key : kKeys) {
        CAPTURE(key);
        const std::string right = *read_text(folder.path() + "/" + key);
        folder.put(key, std::string(64, 'a'));
        for (const auto& work : std::vector<std::function<int()>>{[&] { return run_due_now(transition); },
                                                                  [&] { return protect(lift); }}) {
            int code = 0;
            const std::string said = said_by(folder, [&] { code = work(); });
            CHECK(code == 1);
            CHECK(said.find("is not the one that") != std::string::npos);
        }
        folder.put(key, right);
    }
    CHECK(events() == after);
}
