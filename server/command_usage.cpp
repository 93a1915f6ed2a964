#include "server/command_ledger.h"

#include "server/commands.h"
#include "server/files.h"
#include "server/store/sqlite_connection.h"
#include "server/usage.h"

#include <cstdio>

namespace hemval::server {

int usage(const LedgerOptions& options)
{
    const auto path = database_in(options.data);
    if (!path)
        return complain(path.error());
    auto database = SqliteConnection::open(*path, SqliteConnection::Mode::Read);
    if (!database)
        return complain(database.error());
    try {
        std::fputs(usage_lines(**database).c_str(), stdout);
        return 0;
    } catch (const QueryFailed& failed) {
        return complain("The database " + *path + " could not be read through: " + failed.what() +
                        ". If an older version wrote it, start hemval serve once.");
    }
}

}  // namespace hemval::server
