#include "server/store/migrations.h"

#include "server/crypto.h"
#include "server/store/postgres_connection.h"
#include "server/store/sqlite_connection.h"

namespace hemval::server {
namespace {

constexpr const char* kMigrations = "CREATE TABLE IF NOT EXISTS migrations("
                                    "number INTEGER PRIMARY KEY, name TEXT NOT NULL, "
                                    "checksum TEXT NOT NULL) STRICT";

Result<int, std::string> apply(Connection& database, const std::vector<Migration>& wanted)
{
    const int newest = wanted.empty() ? 0 : wanted.back().number;
    const Rows done = database.query("SELECT number, name, checksum FROM migrations ORDER BY number");
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        const Migration& migration = wanted[i];
        const std::string checksum = hex(sha256(migration.sql));
        if (i < done.size()) {
            if (number_of(done[i][0]) != migration.number || text_of(done[i][2]) != checksum)
                return fail("The database's migration " + std::to_string(number_of(done[i][0])) +
                            " is not the one this program knows: restore the database from a "
                            "backup or start the version that wrote it.");
            continue;
        }
        database.run(migration.sql.c_str());
        database.query("INSERT INTO migrations(number, name, checksum) VALUES($1, $2, $3)",
                       {std::int64_t{migration.number}, migration.name, checksum});
    }
    if (done.size() > wanted.size())
        return fail("The database was written by a newer version of Hemval (migration " +
                    std::to_string(number_of(done.back()[0])) + ", this program knows " +
                    std::to_string(newest) + "): start the newer version.");
    return newest;
}

// Begun already, and nobody else is at it.
Result<int, std::string> apply_and_end(Connection& database, const std::string& table,
                                       const std::vector<Migration>& wanted)
{
    database.run(table.c_str());
    const auto number = apply(database, wanted);
    database.run(number ? "COMMIT" : "ROLLBACK");
    return number;
}

std::string not_prepared(const Connection& database, const QueryFailed& failed)
{
    const bool locked = database.failure() == Connection::Failure::Locked;
    return locked ? std::string("The database is locked by another program: close it and start again.")
                  : std::string("The database could not be prepared: ") + failed.what() + ".";
}

}  // namespace

Result<int, std::string> migrate(SqliteConnection& database) { return migrate(database, sqlite_migrations()); }

Result<int, std::string> migrate(SqliteConnection& database, const std::vector<Migration>& wanted)
{
    try {
        database.run("BEGIN IMMEDIATE");
        return apply_and_end(database, kMigrations, wanted);
    } catch (const QueryFailed& failed) {
        return fail(not_prepared(database, failed));
    }
}

Result<int, std::string> migrate(PostgresConnection& database)
{
    return migrate(database, postgres_migrations());
}

Result<int, std::string> migrate(PostgresConnection& database, const std::vector<Migration>& wanted)
{
    try {
        // Services that start at the same time do this one after the other.
        database.run("BEGIN; SELECT pg_advisory_xact_lock(hashtext('hemval migrations'))");
        return apply_and_end(database, in_postgres(kMigrations), wanted);
    } catch (const QueryFailed& failed) {
        return fail(not_prepared(database, failed));
    }
}

}  // namespace hemval::server
