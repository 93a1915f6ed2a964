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

Result<ErasedCount, std::string> erase(SqliteConnection& database, const Signer& signer,
                                       const std::optional<Day>& today)
{
    database.run("BEGIN IMMEDIATE");
    auto erased = today && find_meta(database, "sample_data") != "yes"
                      ? Result<ErasedCount, std::string>(
                            fail(std::string("--today is only for sample data: real records are "
                                             "erased on the real day.")))
                      : erase_expired(database, signer, today ? *today : system_clock().today());
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
        const auto erased = erase(**database, *signer, options.today);
        if (!erased)
            return complain(erased.error());
        std::printf("Erased: %llu people, %llu entries. The proofs given stay valid.\n",
                    static_cast<unsigned long long>(erased->people),
                    static_cast<unsigned long long>(erased->entries));
        if (!empty_log(**database))
            return complain("The database is in use, so its log may still hold what was erased: run "
                            "this again when the service rests.");
        return 0;
    } catch (const QueryFailed& failed) {
        return complain("Nothing was erased: the database " + *path + " failed (" + failed.what() +
                        ").");
    }
}

}  // namespace hemval::server
