#include "server/store/tables.h"
#include "tests/server/child_service.h"
#include "tests/server/faulty_disk.h"
#include "tests/server/support.h"

#include <doctest/doctest.h>
#include <sqlite3.h>

#include <atomic>
#include <fstream>
#include <future>
#include <map>
#include <random>
#include <set>
#include <thread>

using namespace hemval;
using namespace hemval::server;
using namespace hemval::server::testing;

namespace {

std::unique_ptr<SqliteStore> opened(const TemporaryFolder& folder)
{
    SqliteOptions options;
    options.path = folder.path() + "/test.sqlite";
    auto store = SqliteStore::open(options);
    REQUIRE_MESSAGE(store, (store ? "" : store.error()));
    return std::move(*store);
}

std::int64_t rows_in_meta(Store& store)
{
    return store
        .ask<std::int64_t>([](Queries& queries) -> Result<std::int64_t, Problem> {
            return number_of(queries.query("SELECT count(*) FROM meta")[0][0]);
        })
        .value_or(-1);
}

// Counts the commits of every connection opened while it lives.
class CommitCounter {
public:
    CommitCounter() { sqlite3_auto_extension(reinterpret_cast<void (*)()>(&count_on)); }
    ~CommitCounter() { sqlite3_cancel_auto_extension(reinterpret_cast<void (*)()>(&count_on)); }
    CommitCounter(const CommitCounter&) = delete;
    CommitCounter& operator=(const CommitCounter&) = delete;
    static int count() { return commits; }

private:
    static inline std::atomic<int> commits{0};
    static int count_on(sqlite3* database, const char**, const void*)
    {
        const auto one_more = [](void*) { ++commits; return 0; };
        sqlite3_commit_hook(database, one_more, nullptr);
        return SQLITE_OK;
    }
};

}  // namespace

TEST_CASE("what is no database, or keeps no log, is not written to, and it is told why")
{
    TemporaryFolder folder;
    const auto why = [](const std::string& path) {
        const auto opened = SqliteConnection::open(path, Connection::Mode::Write);
        return opened ? std::string() : opened.error();
    };
    CHECK(why(folder.path()).find("unable to open database file") != std::string::npos);
    CHECK(why(folder.path() + "/none/test.sqlite").find("unable to open database file") != std::string::npos);
    CHECK(why(":memory:").find("does not support WAL") != std::string::npos);
    CHECK(why(folder.put("text", std::string(5000, 'x'))).find("is not a database") != std::string::npos);
    CHECK(why(folder.path() + "/test.sqlite") == "");
}

TEST_CASE("an entry that is not the next, or whose tree is another's, is refused alone")
{
    TemporaryFolder folder;
    const auto store = opened(folder);
    const auto signer = Signer::from_key(std::string(64, '7'));
    const auto kept = [&](std::uint64_t from, std::uint64_t sequence) {
        return store
            ->tx_now<bool>([&](Queries& queries) -> Result<bool, Problem> {
                MunicipalityState state;
                state.sequence = from;
                append(queries, kTown, state, {sequence, test_day(), PolicyAdopted{}});
                save_state(queries, kTown, state, {*signer, test_day()});
                return true;
            })
            .has_value();
    };
    CHECK(kept(0, 1));
    CHECK(!kept(0, 2));  // not what follows the state
    CHECK(!kept(4, 5));  // nor the tree
    CHECK(kept(1, 2));
}

TEST_CASE("the writer keeps a log that is synced at every commit, and every table is strict")
{
    TemporaryFolder folder;
    const auto store = opened(folder);
    using Table = std::map<std::string, Value>;
    const auto found = store->tx_now<Table>([](Queries& queries) -> Result<Table, Problem> {
        Table values;
        for (const std::string name : {"journal_mode", "synchronous", "foreign_keys"})
            values["PRAGMA " + name] = queries.query("PRAGMA " + name)[0][0];
        for (const Row& row : queries.query("SELECT name, strict FROM pragma_table_list"
                                            " WHERE schema = 'main' AND name NOT LIKE 'sqlite_%'"))
            values[text_of(row[0])] = row[1];
        return values;
    });
    REQUIRE(found);
    constexpr std::int64_t kFull = 2;
    CHECK(found->size() > 3 + 5);
    for (const auto& setting : *found) {
        const auto& name = setting.first;
        const auto& value = setting.second;
        CAPTURE(name);
        if (name == "PRAGMA journal_mode")
            CHECK(text_of(value) == "wal");
        else
            CHECK(number_of(value) == (name == "PRAGMA synchronous" ? kFull : 1));
    }
}

TEST_CASE("what waits while the writer is at work is committed together, and told after the commit")
{
    TemporaryFolder folder;
    const CommitCounter commits;
    const auto store = opened(folder);
    const int before = commits.count();
    std::promise<void> started;
    std::promise<void> gate;
    auto open = gate.get_future().share();
    std::vector<std::future<int>> told;
    const auto queue = [&](std::function<void(Queries&)> work) {
        auto promise = std::make_shared<std::promise<int>>();
        told.push_back(promise->get_future());
        store->write([work](Queries& queries) { work(queries); return Verdict::Keep; },
                     [&commits, before, promise](Outcome outcome) {
                         const int after = commits.count() - before;
                         promise->set_value(outcome == Outcome::Kept ? after : -1);
                     });
    };
    queue([&started, open](Queries&) { started.set_value(); open.wait(); });
    started.get_future().wait();
    for (int i = 0; i < 20; ++i)
        queue([i](Queries& queries) { set_meta(queries, std::to_string(i), "x"); });
    gate.set_value();
    // Told by another thread, which the next commit may overtake.
    CHECK(told[0].get() <= 2);
    for (std::size_t i = 1; i < told.size(); ++i)
        CHECK(told[i].get() == 2);
    CHECK(rows_in_meta(*store) == 20);
}

TEST_CASE("a disk that fails while the log is written back stops the service, and what was kept is there")
{
    FaultyDisk disk;
    TemporaryFolder folder;
    SqliteOptions options;
    options.path = folder.path() + "/test.sqlite";
    std::atomic<bool> stopped{false};
    options.on_fatal = [&stopped](const std::string& reason) {
        CHECK(reason.find("its log could not be written back") != std::string::npos);
        stopped = true;
    };
    int kept = 0;
    {
        auto store = SqliteStore::open(options);
        REQUIRE(store);
        disk.arm_write_back();
        const auto fill = [&store](int i) {
            return (*store)->tx_now<bool>([i](Queries& queries) -> Result<bool, Problem> {
                set_meta(queries, "big", std::string(1'000'000, i % 2 == 0 ? 'x' : 'y') + std::to_string(i));
                return true;
            });
        };
        while (kept < 400 && fill(kept))
            ++kept;
    }
    CHECK(stopped);
    REQUIRE(kept > 0);
    disk.mend();
    const auto text = opened(folder)->ask<std::string>([](Queries& queries) -> Result<std::string, Problem> {
        return text_of(queries.query("SELECT value FROM meta WHERE key = 'big'")[0][0]);
    });
    REQUIRE(text);
    CHECK(text->substr(1'000'000) == std::to_string(kept - 1));
}

TEST_CASE("the log begins anew while one commit follows the other")
{
    TemporaryFolder folder;
    const auto store = opened(folder);
    // Of the log's header, see SQLite's file format: how many times it has begun.
    const auto begun = [path = folder.path() + "/test.sqlite-wal"] {
        std::ifstream log(path, std::ios::binary);
        std::string number(4, '\0');
        log.seekg(12).read(number.data(), 4);
        return number;
    };
    const auto fill = [&store](int i) {
        return store->tx_now<bool>([i](Queries& queries) -> Result<bool, Problem> {
            set_meta(queries, "big", std::string(1'000'000, i % 2 == 0 ? 'x' : 'y'));
            return true;
        });
    };
    std::set<std::string> logs;
    for (int commits = 0; commits < 400 && logs.size() < 3; ++commits) {
        REQUIRE(fill(commits));
        logs.insert(begun());
    }
    CHECK(logs.size() == 3);
}

TEST_CASE("what the last service left in the log is written back before the next one builds on it")
{
    TemporaryFolder folder, copy;
    World world(folder.path());
    world.person(Situation::NoProvider);
    // As a service leaves it that is killed, or whose disk fails.
    for (const std::string end : {"", "-wal"})
        std::filesystem::copy_file(folder.path() + "/" + kDatabaseName + end, copy.path() + "/" + kDatabaseName + end);
    const std::string log = copy.path() + "/" + kDatabaseName + "-wal";
    REQUIRE(std::filesystem::file_size(log) > 0);
    SqliteOptions options;
    options.path = copy.path() + "/" + kDatabaseName;
    options.serves = true;
    const auto store = SqliteStore::open(options);
    REQUIRE(store);
    CHECK(std::filesystem::file_size(log) == 0);
    CHECK((*store)->read([](Queries& queries) {
        CHECK(queries.query("SELECT 1 FROM cases").size() == 1);
    }) == ReadOutcome::Done);
}

TEST_CASE("a file that is no database is one sentence")
{
    TemporaryFolder folder;
    SqliteOptions options;
    options.path = folder.put("bad.sqlite", std::string(5000, 'x'));
    auto bad = SqliteStore::open(options);
    REQUIRE(!bad);
    CHECK(bad.error().find("not a database") != std::string::npos);
}

TEST_CASE("a database held by another program is a sentence at start and busy later")
{
    TemporaryFolder folder;
    const auto store = opened(folder);
    auto other =
        SqliteConnection::open(folder.path() + "/test.sqlite", SqliteConnection::Mode::Write);
    REQUIRE(other);
    (*other)->run("BEGIN IMMEDIATE");
    SqliteOptions options;
    options.path = folder.path() + "/test.sqlite";
    const auto second = SqliteStore::open(options);
    REQUIRE(!second);
    CHECK(second.error().find("locked") != std::string::npos);
    const auto work = [](Queries& queries) -> Result<bool, Problem> {
        set_meta(queries, "a", "b");
        return true;
    };
    CHECK(store->tx_now<bool>(work).error() == Problem::Busy);
    (*other)->run("ROLLBACK");
    CHECK(store->tx_now<bool>(work));
}

TEST_CASE("a database that fails under the service stops it, and nothing is acknowledged after")
{
    TemporaryFolder folder;
    std::string said;
    SqliteOptions options;
    options.path = folder.path() + "/test.sqlite";
    options.on_fatal = [&](const std::string& sentence) { said = sentence; };
    auto store = SqliteStore::open(options);
    REQUIRE(store);
    // A page limit fails as a full disk does, at the same call.
    const auto fill = [](Queries& queries) -> Result<bool, Problem> {
        queries.query("PRAGMA max_page_count=1");
        set_meta(queries, "big", std::string(200'000, 'x'));
        return true;
    };
    CHECK(!(*store)->tx_now<bool>(fill));
    CHECK(said.find("could not keep a change") != std::string::npos);
    CHECK((*store)->tx_now<bool>([](Queries&) -> Result<bool, Problem> { return true; }).error() ==
          Problem::ServiceFailed);
}

// The service is killed that many times, on one database, each time at another moment; then every receipt it gave
// is asked for. How many it gave.
static std::size_t kill_and_look(int kills, std::minstd_rand::result_type seed)
{
    std::minstd_rand random(seed);
    TemporaryFolder folder;
    std::vector<std::string> numbers;
    for (int kill = 0; kill < kills; ++kill) {
        ChildService child(folder.path(), 20);
        const std::uint16_t port = child.port();
        const std::vector<std::string>& codes = child.codes();
        std::mutex mutex;
        std::vector<std::thread> people;
        for (std::size_t t = 0; t < 4; ++t) {
            people.emplace_back([&, t] {
                for (std::size_t i = t; i < codes.size(); i += 4) {
                    Ask sign_in{"POST", "/api/strangnas/session",
                                wire::Json({{"code", codes[i]}}).dump(), "", "", {}};
                    Ask decline{"POST", "/api/strangnas/submissions", R"({"action":"decline"})",
                                ask(port, sign_in).cookie(), "key-0001", {}};
                    const Got kept = ask(port, decline);
                    const std::lock_guard lock(mutex);
                    if (kept.status == 201)
                        numbers.push_back(kept.json()["number"].get<std::string>());
                }
            });
        }
        const auto size = [&] {
            const std::lock_guard lock(mutex);
            return numbers.size();
        };
        const auto wanted = size() + 1 + random() % 8;
        for (int i = 0; i < 10'000 && size() < wanted; ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        std::this_thread::sleep_for(std::chrono::microseconds(random() % 3000));
        child.kill();
        for (std::thread& person : people)
            person.join();
    }
    World world(folder.path());
    for (const std::string& number : numbers)
        CHECK(world.get("/api/strangnas/receipts/" + number).status == 200);
    MunicipalityState replayed;
    CHECK(!replay(world.ledger(), replayed));
    CHECK(replayed == world.state());
    return numbers.size();
}

// With HEMVAL_LONG=1 killed 10 000 times, else 50. A database is killed 100 times at most: an older one takes longer
// to open, and to look through. Two are killed at once, for each mostly waits.
TEST_CASE("kill -9 after acknowledged submits loses nothing")
{
    const int rounds = std::getenv("HEMVAL_LONG") ? 50 : 1;
    const int kills = std::getenv("HEMVAL_LONG") ? 100 : 25;
    std::size_t acknowledged = 0;
    for (int round = 0; round < rounds; ++round) {
        const auto seed = 20'261'122U + 2 * static_cast<unsigned>(round);
        auto other = std::async(std::launch::async, kill_and_look, kills, seed + 1);
        acknowledged += kill_and_look(kills, seed);
        acknowledged += other.get();
        const int killed = 2 * (round + 1) * kills;
        MESSAGE(killed, " kills: ", acknowledged, " acknowledged");
        CHECK(acknowledged >= static_cast<std::size_t>(killed));
    }
}
