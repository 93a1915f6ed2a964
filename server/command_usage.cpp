#include "server/command_ledger.h"

#include "server/commands.h"
#include "server/files.h"
#include "server/store/database.h"
#include "server/usage.h"

#include <cstdio>

namespace hemval::server {

int usage(const LedgerOptions& options)
{
    const Database kept{options.data, options.database};
    if (const auto there = is_there(kept); !there)
        return complain(there.error());
    auto database = connect(kept, Connection::Mode::Read);
    if (!database)
        return complain(database.error());
    try {
        std::fputs(usage_lines(**database).c_str(), stdout);
        return 0;
    } catch (const QueryFailed& failed) {
        return complain("The database " + kept.name() + " could not be read through: " + failed.what() +
                        ". If an older version wrote it, start hemval serve once.");
    }
}

}  // namespace hemval::server
