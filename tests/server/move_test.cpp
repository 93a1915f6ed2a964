#include "server/backup.h"
#include "server/command_ledger.h"
#include "server/command_move.h"
#include "server/store/tree.h"
#include "tests/server/cluster.h"
#include "tests/server/said.h"
#include "tests/server/support.h"

#include <doctest/doctest.h>
#include <functional>

// From SQLite to PostgreSQL, and on from there.
using namespace hemval;
using namespace hemval::server;
using namespace hemval::server::testing;

namespace {

Head head_in(const Database& kept, const MunicipalityId& id)
{
    const auto opened = connect(kept, Connection::Mode::Read);
    REQUIRE(opened);
    return load_head(**opened, id);
}

}  // namespace

TEST_CASE("what has been moved to PostgreSQL has the same roots, goes on from there, and is never chosen into twice")
{
    if (tests_run_on_postgres())
        return;  // it begins with the file
    TemporaryFolder folder;
    std::string cookie, waiting, receipt;
    {
        World world(folder.path());
        cookie = world.person(Situation::NoProvider);
        waiting = world.person(Situation::NoProvider, kOther);
        const Got declined = world.submit(cookie, R"({"action":"decline"})", "key-0001");
        REQUIRE(declined.status == 201);
        receipt = declined.body;
        REQUIRE(world.store().tx_now<bool>(kTown, [](Queries& queries) -> Result<bool, Problem> {
            queries.query("INSERT INTO access_log VALUES('strangnas', 1, 5, 'anna', 'auditor', 'log', 'c')");
            queries.query("INSERT INTO list_changes VALUES('strangnas', 1, '{}', 'a', '2026-11-23', 'proposed', "
                          "NULL, NULL, NULL)");
            queries.query("UPDATE list_changes SET status = 'withdrawn', ended_by = 'b', ended = '2026-11-23'");
            set_meta(queries, "odd", "tab\t, line\n, \\N and \\.");
            return true;
        }));
    }
    const Database file{folder.path()};
    const Head town = head_in(file, kTown), other = head_in(file, kOther);
    const MoveOptions options{folder.path(), empty_database()};
    const Database there{folder.path(), options.to};
    CHECK(town.size > 0);
    CHECK(move(options) == 0);
    CHECK(head_in(there, kTown).root == town.root);
    CHECK(head_in(there, kOther).root == other.root);
    LedgerOptions ledger;
    ledger.data = folder.path();
    ledger.database = options.to;
    CHECK(verify(ledger) == 0);
    {
        const auto opened = connect(there, Connection::Mode::Read);
        REQUIRE(opened);
        CHECK(find_meta(**opened, "odd") == "tab\t, line\n, \\N and \\.");
        CHECK((*opened)->query("SELECT 1 FROM list_changes WHERE status = 'withdrawn'").size() == 1);
    }

    // The file is left, and says so; the database is no longer empty, and says so too.
    const auto left = open_store(file);
    REQUIRE(!left);
    CHECK(left.error().find("--database") != std::string::npos);
    CHECK(!connect(file, Connection::Mode::Write));
    LedgerOptions old;
    old.data = folder.path();
    old.out = folder.path() + "/out";
    const BackupOptions copy{folder.path(), folder.path() + "/copy"};
    const std::function<int()> commands[] = {[&] { return verify(old); }, [&] { return publish(old); },
                                             [&] { return backup(copy); }};
    for (const auto& command : commands) {
        int code = 0;
        const std::string said = said_by(folder, [&] { code = command(); });
        CHECK(code == 1);
        CHECK(said.find("have been moved to PostgreSQL: name it with --database.") != std::string::npos);
    }
    CHECK(move(options) == 1);

    // Sessions, receipts and keys go on where they were.
    ::setenv("HEMVAL_TESTS_URL", options.to.c_str(), 1);
    {
        World world(folder.path());
        const Got again = world.submit(cookie, R"({"action":"decline"})", "key-0001");
        CHECK(again.status == 200);
        CHECK(again.body == receipt);
        CHECK(world.submit(waiting, R"({"action":"decline"})", "key-0002", kOther).status == 201);
    }
    ::unsetenv("HEMVAL_TESTS_URL");
    CHECK(verify(ledger) == 0);
}

TEST_CASE("nothing is moved into a database that has something, nor from a ledger that does not hold")
{
    if (tests_run_on_postgres())
        return;
    TemporaryFolder folder;
    {
        World world(folder.path());
        world.person(Situation::NoProvider);
    }
    const MoveOptions options{folder.path(), empty_database()};
    {
        const auto opened = connect({folder.path(), options.to}, Connection::Mode::Write);
        REQUIRE(opened);
        set_meta(**opened, "somebody", "else's");
    }
    CHECK(move(options) == 1);
    const MoveOptions into_empty{folder.path(), empty_database()};
    {
        const auto opened = connect({folder.path()}, Connection::Mode::Write);
        REQUIRE(opened);
        (*opened)->query("UPDATE ledger SET day = '2020-01-01' WHERE sequence = 1");
    }
    CHECK(move(into_empty) == 1);
    const auto opened = connect({folder.path(), into_empty.to}, Connection::Mode::Read);
    REQUIRE(opened);
    CHECK((*opened)->query("SELECT 1 FROM ledger").empty());
    CHECK(open_store({folder.path()}));  // and the file is still the one to choose into
}

TEST_CASE("a move that is broken off says what is left of it, and a new one goes through")
{
    if (tests_run_on_postgres())
        return;
    TemporaryFolder folder;
    {
        World world(folder.path());
        world.person(Situation::NoProvider);
    }
    const Database file{folder.path()};
    const auto said = [&](const MoveOptions& options, int expected) {
        int code = -1;
        const std::string text = said_by(folder, [&] { code = move(options); });
        CHECK(code == expected);
        return text;
    };
    const auto prepared = [&](const char* sql) {
        const MoveOptions options{folder.path(), empty_database()};
        const auto there = connect({folder.path(), options.to}, Connection::Mode::Write);
        REQUIRE(there);
        (*there)->run(sql);
        return options;
    };
    // The connection ends while it copies, or while it commits.
    const std::string ends = "CREATE FUNCTION end_me() RETURNS trigger LANGUAGE plpgsql AS $$ "
                             "BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$;";
    const std::string copying = said(
        prepared((ends + "CREATE TRIGGER end_me AFTER INSERT ON cases FOR EACH STATEMENT "
                         "EXECUTE FUNCTION end_me()").c_str()), 1);
    CHECK(copying.find("is undone") != std::string::npos);
    const std::string committing = said(
        prepared((ends + "CREATE CONSTRAINT TRIGGER end_me AFTER INSERT ON cases DEFERRABLE INITIALLY DEFERRED "
                         "FOR EACH ROW EXECUTE FUNCTION end_me()").c_str()), 1);
    CHECK(committing.find("is undone") == std::string::npos);
    CHECK(committing.find("is still the one that counts") != std::string::npos);
    CHECK(open_store(file));

    // The file cannot be marked.
    const auto opened = connect(file, Connection::Mode::Write);
    REQUIRE(opened);
    (*opened)->run("CREATE TRIGGER full BEFORE INSERT ON meta WHEN NEW.key = 'moved' "
                   "BEGIN SELECT RAISE(ABORT, 'full'); END");
    const std::string leaving = said(prepared("SELECT 1"), 1);
    CHECK(leaving.find("is undone") == std::string::npos);
    CHECK(leaving.find("PostgreSQL has everything") != std::string::npos);
    (*opened)->run("DROP TRIGGER full");
    said(prepared("SELECT 1"), 0);
    CHECK(!open_store(file));
}
