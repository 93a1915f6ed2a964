#include "server/command_ledger.h"

#include "server/clock.h"
#include "server/commands.h"
#include "server/erase.h"
#include "server/files.h"
#include "server/store/migrations.h"
#include "server/store/sqlite_connection.h"
#include "server/store/tables.h"

#include <cstdio>

namespace hemval::server {
namespace {

// Verified on a moment of its own, while the service goes on writing.
Result<Erasure, std::string> plan(const std::string& path, const Signer& signer, Day today)
{
    auto database = SqliteConnection::open(path, SqliteConnection::Mode::Read);
    if (!database)
        return fail(database.error());
    (*database)->run("BEGIN");
    return plan_erasure(**database, signer, today);
}

Result<ErasedCount, std::string> erase(SqliteConnection& database, const Erasure& erasure, Day today)
{
    if (erasure.towns.empty())
        return ErasedCount{};
    database.run("BEGIN IMMEDIATE");
    auto erased = carry_out(database, erasure, today);
    database.run(erased ? "COMMIT" : "ROLLBACK");
    return erased;
}

}  // namespace

int erase_expired(const LedgerOptions& options)
{
    const auto path = database_in(options.data);
    if (!path)
        return complain(path.error());
    const auto signer = signing_key(options.data, true);
    if (!signer)
        return complain(signer.error());
    auto database = SqliteConnection::open(*path, SqliteConnection::Mode::Write);
    if (!database)
        return complain(database.error());
    if (const auto migrated = migrate(**database); !migrated)
        return complain(migrated.error());
    try {
        if (options.today && find_meta(**database, "sample_data") != "yes")
            return complain("--today is only for sample data: real records are erased on the real day.");
        const Day today = options.today ? *options.today : system_clock().today();
        const auto planned = plan(*path, *signer, today);
        if (!planned)
            return complain(planned.error());
        const auto erased = erase(**database, *planned, today);
        if (!erased)
            return complain(erased.error());
        std::printf("Erased: %llu people, %llu entries. The proofs given stay valid.\n",
                    static_cast<unsigned long long>(erased->people),
                    static_cast<unsigned long long>(erased->entries));
        return end_erasure(**database);
    } catch (const QueryFailed& failed) {
        return complain("Nothing was erased: the database " + *path + " failed (" + failed.what() +
                        ").");
    }
}

}  // namespace hemval::server
