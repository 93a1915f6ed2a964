#include "server/command_move.h"

#include "server/commands.h"
#include "server/files.h"
#include "server/store/database.h"
#include "server/store/migrations.h"
#include "server/store/postgres_connection.h"
#include "server/store/sqlite_connection.h"
#include "server/store/tables.h"
#include "server/verify.h"

#include <algorithm>
#include <cstdio>
#include <optional>

namespace hemval::server {
namespace {

constexpr std::size_t kRowsAtOnce = 2000;

// What others refer to, so it goes first.
const std::vector<std::string> kTheOthersPointTo = {"cases", "codes", "receipts", "outboxes"};
// Their triggers want every change in its order, and this is none.
const std::vector<std::string> kGuarded = {"access_log", "list_changes"};

std::vector<std::string> tables_of(SqliteConnection& from)
{
    std::vector<std::string> tables = kTheOthersPointTo;
    for (const Row& row : from.query("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' "
                                     "AND name NOT LIKE 'sqlite_%' AND name <> 'migrations' ORDER BY name")) {
        if (std::find(kTheOthersPointTo.begin(), kTheOthersPointTo.end(), text_of(row[0])) == kTheOthersPointTo.end())
            tables.push_back(text_of(row[0]));
    }
    return tables;
}

std::string columns_of(SqliteConnection& from, const std::string& table)
{
    std::string columns;
    for (const Row& row : from.query("SELECT name FROM pragma_table_info($1) ORDER BY cid", {table}))
        columns += (columns.empty() ? "" : ", ") + text_of(row[0]);
    return columns;
}

std::int64_t rows_in(Queries& queries, const std::string& table)
{
    return number_of(queries.query("SELECT count(*) FROM " + table)[0][0]);
}

void copy(SqliteConnection& from, PostgresConnection& to, const std::string& table)
{
    const std::string columns = columns_of(from, table);
    std::vector<Row> rows;
    const auto send = [&] {
        to.copy_in(table + "(" + columns + ")", rows);
        rows.clear();
    };
    from.for_each("SELECT " + columns + " FROM " + table, [&](Row row) {
        rows.push_back(std::move(row));
        if (rows.size() == kRowsAtOnce)
            send();
    });
    if (!rows.empty())
        send();
}

void copy_all(SqliteConnection& from, PostgresConnection& to, const std::vector<std::string>& tables)
{
    for (const std::string& table : kGuarded)
        to.run(("ALTER TABLE " + table + " DISABLE TRIGGER USER").c_str());
    for (const std::string& table : tables)
        copy(from, to, table);
    for (const std::string& table : kGuarded)
        to.run(("ALTER TABLE " + table + " ENABLE TRIGGER USER").c_str());
    to.query("SELECT setval(pg_get_serial_sequence('case_persons', 'number'), "
             "(SELECT GREATEST(COALESCE(MAX(number), 0), 1) FROM case_persons))");
}

// The error is a sentence. Both are in a transaction, which the caller ends.
Result<Rows, std::string> move_all(SqliteConnection& from, PostgresConnection& to, const SignatureCheck& check)
{
    if (find_meta(from, kMoved))
        return fail(std::string("The database has been moved already."));
    const std::vector<std::string> tables = tables_of(from);
    for (const std::string& table : tables) {
        if (rows_in(to, table) > 0)
            return fail("The PostgreSQL database is not empty (" + table + "): nothing is ever mixed into "
                        "another. Make a new one.");
    }
    const auto before = verify_ledgers(from, check);
    if (!before)
        return fail("Nothing was moved, as the ledger does not hold: " + before.error());
    copy_all(from, to, tables);
    for (const std::string& table : tables) {
        if (rows_in(from, table) != rows_in(to, table))
            return fail("Nothing was moved, as not every row of " + table + " came through.");
    }
    const auto after = verify_ledgers(to, check);
    if (!after)
        return fail("Nothing was moved, as what came through does not hold: " + after.error());
    constexpr const char* kHeads = "SELECT municipality, size, root FROM heads ORDER BY municipality";
    Rows heads = from.query(kHeads);
    if (heads != to.query(kHeads))
        return fail(std::string("Nothing was moved, as a municipality's root came out different."));
    return heads;
}

enum class Stage { Copying, Committing, Leaving };

std::string what_is_left(Stage stage, const Database& file)
{
    if (stage == Stage::Copying)
        return "Nothing is lost: what was begun in PostgreSQL is undone.";
    if (stage == Stage::Committing)
        return "Nothing is lost: " + file.path() + " is still the one that counts. PostgreSQL may have kept a copy "
               "and not been able to say so: drop that database, make a new one and move again.";
    return "Nothing is lost, but serve neither before you know which counts: PostgreSQL has everything, and whether " +
           file.path() + " says so is not certain. Move again: if it answers that the database has been moved "
           "already, serve from PostgreSQL; else the file still counts, so drop the PostgreSQL database, make a new "
           "one and move again.";
}

}  // namespace

int move(const MoveOptions& options)
{
    const Database kept{options.from};
    if (const auto there = is_there(kept); !there)
        return complain(there.error());
    const auto lock = FolderLock::take(options.from);
    if (!lock)
        return complain(lock.error());
    const auto signer = signing_key(options.from, true);
    if (!signer)
        return complain(signer.error());
    const auto from = SqliteConnection::open(kept.path(), Connection::Mode::Write);
    if (!from)
        return complain(from.error());
    if (const auto migrated = migrate(**from); !migrated)
        return complain(migrated.error());
    const auto to = PostgresConnection::open(options.to);
    if (!to)
        return complain(to.error());
    if (const auto migrated = migrate(**to); !migrated)
        return complain(migrated.error());
    auto stage = Stage::Copying;
    std::optional<Rows> heads;
    try {
        // It waits while the file's ledger is verified, which may take long.
        (*to)->run("SET idle_in_transaction_session_timeout = 0");
        (*from)->begin_write({});
        (*to)->begin_write({});
        (*to)->run("LOCK TABLE meta, states, turns IN ACCESS EXCLUSIVE MODE");
        auto moved = move_all(**from, **to, *SignatureCheck::of(*signer));
        if (!moved) {
            (*to)->roll_back();
            (*from)->roll_back();
            return complain(moved.error());
        }
        heads = std::move(*moved);
        stage = Stage::Committing;
        (*to)->run("COMMIT");
        stage = Stage::Leaving;
        set_meta(**from, kMoved, "postgresql");
        (*from)->run("COMMIT");
    } catch (const QueryFailed& failed) {
        (*to)->roll_back();
        (*from)->roll_back();
        return complain(std::string("The move was broken off (") + failed.what() + "). " + what_is_left(stage, kept));
    }
    for (const Row& head : *heads)
        std::printf("%s: %lld entries, root %s\n", text_of(head[0]).c_str(),
                    static_cast<long long>(number_of(head[1])), text_of(head[2]).c_str());
    std::printf("Moved. Serve it with --data %s --database postgresql://..., and keep the keys in %s. The "
                "file %s is no longer used.\n",
                options.from.c_str(), options.from.c_str(), kept.path().c_str());
    try {
        (*to)->run("ANALYZE");
    } catch (const QueryFailed& failed) {
        std::printf("PostgreSQL has not counted its rows (%s), so it is slow at first: run ANALYZE there.\n",
                    failed.what());
    }
    return 0;
}

}  // namespace hemval::server
