#include "server/store/migrations.h"
#include "server/store/postgres_store.h"
#include "tests/server/between.h"
#include "tests/server/cluster.h"
#include "tests/server/support.h"

#include <doctest/doctest.h>

#include <unistd.h>

#include <atomic>
#include <future>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

// What the port promises, asked of both real databases.
using namespace hemval;
using namespace hemval::server;
using namespace hemval::server::testing;

namespace {

enum class Engine { Sqlite, Postgres };
constexpr Engine kEngines[] = {Engine::Sqlite, Engine::Postgres};

struct Kept {
    TemporaryFolder folder;
    std::string url;
    std::mutex mutex;
    std::vector<std::string> told;
    std::unique_ptr<Store> store;

    explicit Kept(Engine engine, std::size_t queue_limit = 1024)
    {
        const auto log = [this](const std::string& sentence) {
            const std::lock_guard lock(mutex);
            told.push_back(sentence);
        };
        if (engine == Engine::Postgres) {
            PostgresOptions options;
            options.url = url = empty_database();
            options.queue_limit = queue_limit;
            options.log = log;
            auto opened = PostgresStore::open(options);
            REQUIRE_MESSAGE(opened, (opened ? "" : opened.error()));
            store = std::move(*opened);
        } else {
            SqliteOptions options;
            options.path = folder.path() + "/hemval.sqlite";
            options.queue_limit = queue_limit;
            options.log = log;
            auto opened = SqliteStore::open(options);
            REQUIRE_MESSAGE(opened, (opened ? "" : opened.error()));
            store = std::move(*opened);
        }
    }
    std::unique_ptr<Connection> beside(Connection::Mode mode) const
    {
        auto opened = connect({folder.path(), url}, mode);
        REQUIRE_MESSAGE(opened, (opened ? "" : opened.error()));
        return std::move(*opened);
    }
    std::int64_t in_meta() const
    {
        return store
            ->ask<std::int64_t>([](Queries& queries) -> Result<std::int64_t, Problem> {
                return number_of(queries.query("SELECT count(*) FROM meta")[0][0]);
            })
            .value_or(-1);
    }
};

// Holds the writer of `town` until it is let go.
struct Held {
    std::promise<void> started, gate;

    explicit Held(Store& store, const MunicipalityId& town = {})
    {
        store.write(
            town,
            [this, open = gate.get_future().share()](Queries&) {
                started.set_value();
                open.wait();
                return Verdict::Keep;
            },
            [](Outcome) {});
        started.get_future().wait();
    }
};

// `table column` -> type and whether it may be empty, in SQLite's words.
using Columns = std::map<std::string, std::string>;

Columns columns_of(Connection& database, const char* sql)
{
    Columns all;
    for (const Row& row : database.query(sql))
        all[text_of(row[0]) + " " + text_of(row[1])] = text_of(row[2]);
    return all;
}

}  // namespace

TEST_CASE("both databases have the same tables and columns")
{
    const Kept sqlite(Engine::Sqlite), postgres(Engine::Postgres);
    const Columns there = columns_of(
        *sqlite.beside(Connection::Mode::Read),
        "SELECT t.name, c.name, c.type || CASE WHEN c.\"notnull\" OR c.pk THEN ' NOT NULL' ELSE '' END "
        "FROM pragma_table_list AS t JOIN pragma_table_info(t.name) AS c "
        "WHERE t.schema = 'main' AND t.name NOT LIKE 'sqlite_%'");
    const Columns here = columns_of(
        *postgres.beside(Connection::Mode::Read),
        "SELECT table_name::text, column_name::text, CASE data_type WHEN 'bigint' THEN 'INTEGER' ELSE "
        "upper(data_type) END || CASE is_nullable WHEN 'NO' THEN ' NOT NULL' ELSE '' END "
        "FROM information_schema.columns WHERE table_schema = 'public' AND table_name !~ '_[0-9]$' "
        "AND table_name NOT IN ('turns', 'writers')");
    CHECK(there.size() > 100);
    for (const auto& one : there) {
        const std::string& column = one.first;
        CAPTURE(column);
        CHECK(here.count(column) == 1);
        if (here.count(column) == 1)
            CHECK(here.at(column) == one.second);
    }
    CHECK(here.size() == there.size());
}

TEST_CASE("what fails alone is told to the operator once, and why, and the others of its commit are kept")
{
    for (const Engine engine : kEngines) {
        Kept kept(engine);
        const auto unreadable = [](Queries&) -> Result<bool, Problem> {
            throw QueryFailed("a case is unreadable");
        };
        std::promise<void> all;
        std::atomic<int> left{3}, well{0};
        {
            Held held(*kept.store, kTown);
            const auto ended = [&](const Result<bool, Problem>& answer) {
                well += answer ? 1 : 0;
                if (--left == 0)
                    all.set_value();
            };
            const auto sets = [](const char* key) {
                return [key](Queries& queries) -> Result<bool, Problem> {
                    set_meta(queries, key, "1");
                    return true;
                };
            };
            kept.store->tx<bool>(kTown, sets("before"), ended);
            kept.store->tx<bool>(kTown, unreadable, ended);
            kept.store->tx<bool>(kTown, sets("after"), ended);
            held.gate.set_value();
            all.get_future().wait();
        }
        CHECK(well == 2);
        const std::lock_guard lock(kept.mutex);
        CHECK(kept.told == std::vector<std::string>{told_of_failure(QueryFailed("a case is unreadable"))});
    }
    for (const Engine engine : kEngines) {
        Kept kept(engine);
        CHECK(kept.store->ask<bool>([](Queries&) -> Result<bool, Problem> {
            throw QueryFailed("a receipt is unreadable");
        }) == fail(Problem::ServiceFailed));
        CHECK(kept.told == std::vector<std::string>{told_of_failure(QueryFailed("a receipt is unreadable"))});
    }
}

TEST_CASE("what the operator is told of a failure repeats nothing that was written")
{
    for (const Engine engine : kEngines) {
        Kept kept(engine);
        for (const bool of_a_statement : {true, false}) {
            CHECK_FALSE(kept.store->tx_now<bool>(kTown, [&](Queries& queries) -> Result<bool, Problem> {
                if (!of_a_statement)
                    throw std::runtime_error("Anna");
                for (int twice = 0; twice < 2; ++twice)
                    queries.query("INSERT INTO meta(key, value) VALUES($1, $2)",
                                  {std::string("Anna"), std::string("Anna")});
                return true;
            }));
        }
        if (engine == Engine::Postgres)
            CHECK_FALSE(kept.store->ask<bool>([](Queries& queries) -> Result<bool, Problem> {
                queries.query("SELECT CAST($1 AS BIGINT)", {std::string("Anna")});
                return true;
            }));
        CHECK(kept.told.size() == (engine == Engine::Postgres ? 3 : 2));
        for (const std::string& told : kept.told)
            CHECK_MESSAGE(told.find("Anna") == std::string::npos, told);
    }
}

TEST_CASE("what comes back is what was put in")
{
    for (const Engine engine : kEngines) {
        const Kept kept(engine);
        const std::string odd = "å \"quoted\" 'single' \\ back\tslash\nline \U0001F600 $1";
        const auto rows = kept.store->tx_now<Rows>([&](Queries& queries) -> Result<Rows, Problem> {
            set_meta(queries, "odd", odd);
            queries.query("INSERT INTO states(municipality, sequence, snapshot) VALUES($1, $2, $3)",
                          {std::string("a"), std::int64_t{9'007'199'254'740'993}, std::string()});
            queries.query("INSERT INTO case_references(municipality, pseudonym, case_id) "
                          "SELECT $1, $1, $1 WHERE $2 = 1", {std::string("b"), std::int64_t{0}});
            return queries.query("SELECT value, sequence, snapshot, $1 FROM meta, states", {Value()});
        });
        REQUIRE(rows);
        REQUIRE(rows->size() == 1);
        CHECK(text_of((*rows)[0][0]) == odd);
        CHECK(number_of((*rows)[0][1]) == 9'007'199'254'740'993);
        CHECK((*rows)[0][2] == Value(std::string()));
        CHECK((*rows)[0][3] == Value());
    }
}

TEST_CASE("texts are in the order of their bytes, whatever the language")
{
    for (const Engine engine : kEngines) {
        const Kept kept(engine);
        std::string order;
        CHECK(kept.store->tx_now<bool>([&](Queries& queries) -> Result<bool, Problem> {
            for (const char* key : {"a", "B", "-c", "Z", "ö", "z", "2026-01-02", "2026-01-1"})
                set_meta(queries, key, "");
            for (const Row& row : queries.query("SELECT key FROM meta ORDER BY key"))
                order += text_of(row[0]) + " ";
            return true;
        }));
        CHECK(order == "-c 2026-01-02 2026-01-1 B Z a z ö ");
    }
}

TEST_CASE("one failing job in a group leaves the others whole")
{
    for (const Engine engine : kEngines) {
        const Kept kept(engine);
        std::vector<std::future<Outcome>> outcomes;
        {
            Held held(*kept.store);
            for (int i = 0; i < 20; ++i) {
                auto promise = std::make_shared<std::promise<Outcome>>();
                outcomes.push_back(promise->get_future());
                kept.store->write(
                    [i](Queries& queries) {
                        queries.query("INSERT INTO meta(key, value) VALUES($1, 'x')", {std::to_string(i)});
                        if (i % 4 == 1)
                            queries.query("INSERT INTO meta(key, value) VALUES('0', 'twice')");
                        if (i % 8 == 2)
                            throw std::runtime_error("a job's own mistake");
                        if (i % 8 == 6)
                            throw QueryFailed("a row that the job cannot read");
                        return i % 4 == 3 ? Verdict::Undo : Verdict::Keep;
                    },
                    [promise](Outcome outcome) { promise->set_value(outcome); });
            }
            held.gate.set_value();
            const Outcome expected[] = {Outcome::Kept, Outcome::Failed, Outcome::Failed, Outcome::Undone};
            for (std::size_t i = 0; i < outcomes.size(); ++i)
                CHECK(outcomes[i].get() == expected[i % 4]);
        }
        CHECK(kept.in_meta() == 5);
    }
}

TEST_CASE("a full queue answers busy at once and loses nothing that was taken")
{
    for (const Engine engine : kEngines) {
        const Kept kept(engine, 2);
        std::atomic<int> good{0}, busy{0};
        Held held(*kept.store);
        for (int i = 0; i < 5; ++i)
            kept.store->write([](Queries&) { return Verdict::Keep; },
                              [&](Outcome outcome) { ++(outcome == Outcome::Kept ? good : busy); });
        CHECK(busy == 3);
        held.gate.set_value();
        for (int i = 0; i < 5000 && good < 2; ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        CHECK(good == 2);
    }
}

TEST_CASE("a read cannot write, and sees one moment")
{
    for (const Engine engine : kEngines) {
        const Kept kept(engine);
        CHECK(kept.store->read([](Queries& queries) { set_meta(queries, "a", "b"); }) == ReadOutcome::Failed);
        CHECK(kept.in_meta() == 0);
        std::int64_t before = -1, after = -1;
        CHECK(kept.store->read([&](Queries& queries) {
            before = number_of(queries.query("SELECT count(*) FROM meta")[0][0]);
            CHECK(kept.store->tx_now<bool>([](Queries& other) -> Result<bool, Problem> {
                set_meta(other, "a", "b");
                return true;
            }));
            after = number_of(queries.query("SELECT count(*) FROM meta")[0][0]);
        }) == ReadOutcome::Done);
        CHECK(before == 0);
        CHECK(after == 0);
        CHECK(kept.in_meta() == 1);
    }
}

TEST_CASE("the access log is only added to, and a change of the list is agreed once")
{
    for (const Engine engine : kEngines) {
        const Kept kept(engine);
        const auto runs = [&](const char* sql) {
            return kept.store
                ->tx_now<bool>([sql](Queries& queries) -> Result<bool, Problem> {
                    queries.query(sql);
                    return true;
                })
                .has_value();
        };
        CHECK(!runs("INSERT INTO access_log VALUES('a', 2, 0, 'x', 'x', 'x', 'x')"));
        CHECK(runs("INSERT INTO access_log VALUES('a', 1, 0, 'x', 'x', 'x', 'x')"));
        CHECK(!runs("UPDATE access_log SET what = 'y'"));
        CHECK(!runs("DELETE FROM access_log"));
        CHECK(!runs("INSERT INTO list_changes VALUES('a', 1, 'c', 'p', 'd', 'agreed', 'q', 'd', 1)"));
        CHECK(runs("INSERT INTO list_changes VALUES('a', 1, 'c', 'p', 'd', 'proposed', NULL, NULL, NULL)"));
        CHECK(!runs("UPDATE list_changes SET change = 'other'"));
        CHECK(!runs("UPDATE list_changes SET status = 'agreed', ended_by = 'p', ended = 'd', agreed_order = 1"));
        CHECK(runs("UPDATE list_changes SET status = 'agreed', ended_by = 'q', ended = 'd', agreed_order = 1"));
        CHECK(!runs("UPDATE list_changes SET status = 'withdrawn', agreed_order = NULL"));
        CHECK(!runs("DELETE FROM list_changes"));
    }
}

TEST_CASE("a newer schema and a changed migration are refused with what to do, in either database")
{
    for (const Engine engine : kEngines) {
        const Kept kept(engine);
        const auto database = kept.beside(Connection::Mode::Write);
        const auto again = [&](std::vector<Migration> wanted) {
            const auto done = engine == Engine::Postgres
                                  ? migrate(static_cast<PostgresConnection&>(*database), wanted)
                                  : migrate(static_cast<SqliteConnection&>(*database), wanted);
            return done ? std::string() : done.error();
        };
        const auto known = engine == Engine::Postgres ? postgres_migrations() : sqlite_migrations();
        CHECK(again(known).empty());
        CHECK(again({}).find("start the newer version") != std::string::npos);
        auto others = known;
        others.front().sql = "CREATE TABLE other(a TEXT)";
        CHECK(again(others).find("restore the database from a backup") != std::string::npos);
        // Also where it has more of them: another line of versions is not a newer one.
        database->query("INSERT INTO migrations(number, name, checksum) VALUES(99, 'another', 'x')");
        CHECK(again(others).find("restore the database from a backup") != std::string::npos);
        CHECK(again(known).find("start the newer version") != std::string::npos);
        database->query("DELETE FROM migrations WHERE number = 99");
        // One that fails leaves nothing of itself, nor of the one before it.
        others = known;
        const int newest = known.back().number;
        others.push_back({newest + 1, "good", "CREATE TABLE half(a TEXT)"});
        others.push_back({newest + 2, "bad", "CREATE TABLE meta(a TEXT)"});
        CHECK(again(others).find("could not be prepared") != std::string::npos);
        if (database->in_transaction())
            database->run("ROLLBACK");
        others.pop_back();
        CHECK(again(others).empty());
    }
}

TEST_CASE("PostgreSQL: each municipality waits for its own turn, and for no other's")
{
    Kept kept(Engine::Postgres);
    PostgresOptions options;
    options.url = kept.url;
    auto other = std::move(*PostgresStore::open(options));
    const auto decide = [](Queries& queries) -> Result<bool, Problem> {
        return !queries.query("SELECT 1").empty();
    };
    Held held(*kept.store, kTown);
    std::promise<void> told;
    std::atomic<bool> decided{false};
    other->tx<bool>(kTown, decide, [&](Result<bool, Problem>) { decided = true; told.set_value(); });
    CHECK(kept.store->tx_now<bool>(kOther, decide));
    CHECK(other->tx_now<bool>(kOther, decide));
    CHECK(other->tx_now<bool>(decide));
    CHECK(!decided);
    held.gate.set_value();
    told.get_future().wait();
    CHECK(decided);
}

TEST_CASE("PostgreSQL: two processes that count up together miss nothing")
{
    const Kept kept(Engine::Postgres);
    PostgresOptions options;
    options.url = kept.url;
    auto other = std::move(*PostgresStore::open(options));
    std::atomic<int> told{0};
    for (int i = 0; i < 200; ++i)
        (i % 2 == 0 ? *kept.store : *other)
            .tx<bool>(
                kTown,
                [](Queries& queries) -> Result<bool, Problem> {
                    const auto now = std::stoi(find_meta(queries, "count").value_or("0"));
                    set_meta(queries, "count", std::to_string(now + 1));
                    return true;
                },
                [&](Result<bool, Problem> done) { told += done ? 1 : 1000; });
    for (int i = 0; i < 5000 && told < 200; ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    CHECK(told == 200);
    CHECK(kept.store->tx_now<bool>([](Queries& queries) -> Result<bool, Problem> {
        return find_meta(queries, "count") == "200";
    }) == true);
}

TEST_CASE("PostgreSQL: a connection that is lost on the way is made anew, and the job done once")
{
    const Kept kept(Engine::Postgres);
    int runs = 0;
    const auto work = [&](Queries& queries) -> Result<bool, Problem> {
        set_meta(queries, std::to_string(++runs), "");
        if (runs == 1) {
            end_connections_to(kept.url);
            // The connection ends when it is next used.
            queries.query("SELECT 1");
        }
        return true;
    };
    CHECK(kept.store->tx_now<bool>(kTown, work));
    CHECK(runs == 2);
    CHECK(kept.in_meta() == 1);
}

TEST_CASE("PostgreSQL: a connection that ends while it commits leaves nothing, and the job is done again")
{
    const Kept kept(Engine::Postgres);
    // Deferred, so that it runs inside COMMIT.
    kept.beside(Connection::Mode::Write)->run(
        "CREATE TABLE ends(when_run TEXT); "
        "CREATE FUNCTION end_me() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$; "
        "CREATE CONSTRAINT TRIGGER end_me AFTER INSERT ON ends DEFERRABLE INITIALLY DEFERRED "
        "FOR EACH ROW EXECUTE FUNCTION end_me()");
    int runs = 0;
    CHECK(kept.store->tx_now<bool>(kTown, [&](Queries& queries) -> Result<bool, Problem> {
        set_meta(queries, "a" + std::to_string(++runs), "");
        if (runs == 1)
            queries.query("INSERT INTO ends VALUES('')");
        return true;
    }));
    CHECK(runs == 2);
    CHECK(kept.in_meta() == 1);
}

TEST_CASE("PostgreSQL: when the answer to a commit is lost, what was committed is not done again")
{
    const Kept kept(Engine::Postgres);
    Between between(kept.url);
    PostgresOptions options;
    options.url = between.url();
    auto opened = PostgresStore::open(options);
    REQUIRE_MESSAGE(opened, (opened ? "" : opened.error()));
    Store& store = **opened;
    int runs = 0;
    const auto work = [&](Queries& queries) -> Result<int, Problem> {
        set_meta(queries, "run " + std::to_string(++runs), "");
        return runs;
    };
    CHECK(store.tx_now<int>(kTown, work) == 1);
    between.swallow_next();
    CHECK(store.tx_now<int>(kTown, work) == 2);
    CHECK(between.has_swallowed());
    CHECK(runs == 2);
    CHECK(store.tx_now<int>(kTown, work) == 3);
    CHECK(kept.in_meta() == 3);
}

TEST_CASE("PostgreSQL: a full disk is asked for now and then, and told once until something is kept again")
{
    const Kept kept(Engine::Postgres);
    const auto beside = kept.beside(Connection::Mode::Write);
    beside->run("CREATE TABLE full_disk(at TEXT); CREATE FUNCTION no_space() RETURNS trigger LANGUAGE plpgsql AS $$ "
                "BEGIN RAISE EXCEPTION 'no space left' USING ERRCODE = '53100'; END $$; "
                "CREATE TRIGGER refuse BEFORE INSERT ON full_disk FOR EACH ROW EXECUTE FUNCTION no_space()");
    std::vector<std::string> told;
    PostgresOptions options;
    options.url = kept.url;
    options.patience = std::chrono::milliseconds(450);
    options.log = [&](const std::string& sentence) { told.push_back(sentence); };
    const auto store = std::move(*PostgresStore::open(options));
    int runs = 0;
    const auto full = [&](Queries& queries) -> Result<bool, Problem> {
        ++runs;
        queries.query("INSERT INTO full_disk VALUES('')");
        return true;
    };
    CHECK(store->tx_now<bool>(kTown, full) == fail(Problem::Busy));
    CHECK(runs > 1);
    CHECK(runs < 6);
    REQUIRE(told.size() == 1);
    CHECK(told[0].find("SQLSTATE 53100") != std::string::npos);
    CHECK(store->tx_now<bool>(kTown, [](Queries&) -> Result<bool, Problem> { return true; }));
    REQUIRE(told.size() == 2);
    CHECK(told[1].find("there again") != std::string::npos);
}

TEST_CASE("PostgreSQL: a group that is refused when it is committed is failed, and said why")
{
    const Kept kept(Engine::Postgres);
    kept.beside(Connection::Mode::Write)->run(
        "CREATE TABLE late(at TEXT); CREATE FUNCTION too_late() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN RAISE EXCEPTION 'too late' USING ERRCODE = '23514'; END $$; "
        "CREATE CONSTRAINT TRIGGER refuse AFTER INSERT ON late DEFERRABLE INITIALLY DEFERRED "
        "FOR EACH ROW EXECUTE FUNCTION too_late()");
    std::vector<std::string> told;
    PostgresOptions options;
    options.url = kept.url;
    options.log = [&](const std::string& sentence) { told.push_back(sentence); };
    const auto store = std::move(*PostgresStore::open(options));
    CHECK(store->tx_now<bool>(kTown, [](Queries& queries) -> Result<bool, Problem> {
        queries.query("INSERT INTO late VALUES('')");
        return true;
    }) == fail(Problem::ServiceFailed));
    REQUIRE(told.size() == 1);
    CHECK(told[0].find("SQLSTATE 23514") != std::string::npos);
}

TEST_CASE("PostgreSQL: while no standby answers nobody waits without end, and what was asked is kept once or not")
{
    using namespace std::chrono_literals;
    const Server server;
    PostgresOptions options;
    options.url = "postgresql://hemval@/postgres?host=" + server.folder();
    options.patience = 500ms;
    options.answer_patience = 700ms;
    std::string told;
    options.log = [&](const std::string& sentence) { told += sentence; };
    auto store = std::move(*PostgresStore::open(options));
    const auto set = [&](const std::string& names) {
        server.run("ALTER SYSTEM SET synchronous_standby_names = '" + names + "'");
        server.run("SELECT pg_reload_conf()");
        std::this_thread::sleep_for(200ms);
    };
    const auto write = [&](const std::string& name) {
        std::promise<Outcome> outcome;
        store->write(kTown, [&](Queries& queries) { set_meta(queries, name, ""); return Verdict::Keep; },
                     [&](Outcome one) { outcome.set_value(one); });
        return outcome.get_future().get();
    };
    set("nobody");
    const auto began = std::chrono::steady_clock::now();
    CHECK(write("first") == Outcome::Unknown);
    for (int i = 0; i < 8; ++i)
        CHECK(write("other") != Outcome::Kept);
    CHECK(std::chrono::steady_clock::now() - began < 20s);
    CHECK(store->read([](Queries& queries) { queries.query("SELECT 1"); }) == ReadOutcome::Done);
    // What hangs on in the database are our three writers' commits, not one for each try.
    const auto beside = std::move(*PostgresConnection::open(options.url));
    const Rows stuck = beside->query("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'");
    CHECK(number_of(stuck[0][0]) >= 1);
    CHECK(number_of(stuck[0][0]) <= 3);
    CHECK(told.find("went away") != std::string::npos);
    CHECK(told.find("there again") == std::string::npos);
    set("");
    Outcome after = Outcome::Busy;
    for (int i = 0; i < 20 && after != Outcome::Kept; ++i)
        after = write("last");
    CHECK(after == Outcome::Kept);
    CHECK(beside->query("SELECT 1 FROM meta WHERE key = 'first'").size() == 1);
    CHECK(beside->query("SELECT 1 FROM meta WHERE key = 'last'").size() == 1);
}

TEST_CASE("PostgreSQL: a database that says nothing any more is away, for whoever reads too")
{
    using namespace std::chrono_literals;
    const Kept kept(Engine::Postgres);
    std::vector<std::string> told;
    PostgresOptions options;
    options.url = kept.url;
    options.patience = 300ms;
    options.answer_patience = 300ms;
    options.log = [&](const std::string& sentence) { told.push_back(sentence); };
    const auto store = std::move(*PostgresStore::open(options));
    const auto slow = [](Queries& queries) { queries.query("SELECT 1 FROM (SELECT pg_sleep(5)) AS late"); };
    CHECK(store->read(slow) == ReadOutcome::Away);
    CHECK(store->tx_now<bool>(kTown, [&](Queries& queries) -> Result<bool, Problem> {
        slow(queries);
        return true;
    }) == fail(Problem::Busy));
    REQUIRE(!told.empty());
    CHECK(told[0].find("it does not answer") != std::string::npos);
    CHECK(store->read([](Queries& queries) { queries.query("SELECT 1"); }) == ReadOutcome::Done);
}

TEST_CASE("PostgreSQL: a wait for the standby that somebody breaks off is not taken for its answer")
{
    const Server server;
    PostgresOptions options;
    options.url = "postgresql://hemval@/postgres?host=" + server.folder();
    auto store = std::move(*PostgresStore::open(options));
    const auto waiting = [&] {
        const auto beside = std::move(*PostgresConnection::open(options.url));
        for (int i = 0; i < 400; ++i) {
            const Rows rows = beside->query("SELECT pid FROM pg_stat_activity WHERE wait_event = 'SyncRep'");
            if (!rows.empty())
                return number_of(rows[0][0]);
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
        return std::int64_t{0};
    };
    server.run("ALTER SYSTEM SET synchronous_standby_names = 'nobody'");
    server.run("SELECT pg_reload_conf()");
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    std::promise<bool> answer;
    auto kept = answer.get_future();
    int runs = 0;
    store->tx<bool>(
        kTown,
        [&](Queries& queries) -> Result<bool, Problem> {
            set_meta(queries, std::to_string(++runs), "");
            return true;
        },
        [&](Result<bool, Problem> done) { answer.set_value(done.has_value()); });
    std::int64_t before = waiting();
    REQUIRE(before != 0);
    for (const std::string breaks_off : {"pg_cancel_backend", "pg_terminate_backend"}) {
        CAPTURE(breaks_off);
        server.run("SELECT " + breaks_off + "(" + std::to_string(before) + ")");
        CHECK(kept.wait_for(std::chrono::milliseconds(300)) == std::future_status::timeout);
        const std::int64_t again = waiting();
        CHECK(again != 0);
        CHECK(again != before);
        before = again;
    }
    server.run("ALTER SYSTEM SET synchronous_standby_names = ''");
    server.run("SELECT pg_reload_conf()");
    CHECK(kept.get());
    CHECK(runs == 1);
}

TEST_CASE("PostgreSQL: one process leads a task, and another when that one ends")
{
    Kept kept(Engine::Postgres);
    PostgresOptions options;
    options.url = kept.url;
    auto other = std::move(*PostgresStore::open(options));
    CHECK(kept.store->leads("outbox/a"));
    CHECK(kept.store->leads("outbox/a"));
    CHECK(!other->leads("outbox/a"));
    CHECK(other->leads("outbox/b"));
    kept.store.reset();
    bool led = false;
    for (int i = 0; i < 200 && !led; ++i) {
        led = other->leads("outbox/a");
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    CHECK(led);
}

TEST_CASE("PostgreSQL: an address that is none and a database that is not there are one sentence each")
{
    for (const char* url : {"mysql://x", "postgresql://u:hemligt@127.0.0.1:1/x", "postgresql://u:hemligt@[/x"}) {
        const auto opened = open_store({"", url});
        REQUIRE(!opened);
        CHECK(opened.error().find("PostgreSQL database could not be opened") != std::string::npos);
        CHECK(opened.error().find("hemligt") == std::string::npos);
        CHECK(opened.error().find('\n') == std::string::npos);
    }
}

TEST_CASE("in PostgreSQL what grows with every decision is parted, a municipality's rows all in one part")
{
    const Kept kept(Engine::Postgres);
    const auto database = kept.beside(Connection::Mode::Write);
    CHECK(number_of(database->query("SELECT count(*) FROM pg_partitioned_table")[0][0]) == 5);
    for (int town = 0; town < 40; ++town)
        for (int level = 1; level <= 3; ++level)
            database->query("INSERT INTO subtrees(municipality, level, position, hash) VALUES($1, $2, 0, 'h')",
                            {"town-" + std::to_string(town), std::int64_t{level}});
    std::set<std::string> parts, towns;
    for (const Row& row : database->query("SELECT DISTINCT municipality, tableoid::regclass::text FROM subtrees")) {
        CHECK(towns.insert(text_of(row[0])).second);
        parts.insert(text_of(row[1]));
    }
    CHECK(towns.size() == 40);
    CHECK(parts.size() > 4);  // of eight
}
