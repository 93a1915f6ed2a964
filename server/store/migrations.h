#pragma once

#include "core/result.h"
#include "server/store/sqlite_connection.h"

#include <string>
#include <vector>

namespace hemval::server {

// Applied in order, once each. A published migration is never edited: its checksum is in every
// database it has touched, and a difference is refused.
struct Migration {
    int number = 0;
    const char* name = "";
    const char* sql = "";
    void (*fill)(Queries& queries) = nullptr;  // what SQL cannot do, after it, in the transaction
};
const std::vector<Migration>& migrations();

// Brings the database to the newest migration in one transaction. The error is a sentence: the
// schema is newer than this program, or was changed behind its back, or the database failed.
Result<int, std::string> migrate(SqliteConnection& database,
                                 const std::vector<Migration>& wanted = migrations());

}  // namespace hemval::server
