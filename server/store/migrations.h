#pragma once

#include "core/result.h"
#include "server/store/connection.h"

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
    const char* postgres = nullptr;  // where in_postgres(sql) is not what PostgreSQL needs
};
const std::vector<Migration>& migrations();  // SQLite's; see postgres_schema.h

class SqliteConnection;
class PostgresConnection;
// Brings the database to the newest migration in one transaction. The error is a sentence: the
// schema is newer than this program, or was changed behind its back, or the database failed.
Result<int, std::string> migrate(SqliteConnection& database,
                                 const std::vector<Migration>& wanted = migrations());
Result<int, std::string> migrate(PostgresConnection& database);
Result<int, std::string> migrate(PostgresConnection& database, const std::vector<Migration>& wanted);

}  // namespace hemval::server
