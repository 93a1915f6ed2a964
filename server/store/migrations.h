#pragma once

#include "core/result.h"
#include "server/store/schema.h"

#include <string>
#include <vector>

namespace hemval::server {

class SqliteConnection;
class PostgresConnection;
// Brings the database to the newest migration in one transaction. The error is a sentence: the
// schema is newer than this program, or was changed behind its back, or the database failed.
Result<int, std::string> migrate(SqliteConnection& database);
Result<int, std::string> migrate(SqliteConnection& database, const std::vector<Migration>& wanted);
Result<int, std::string> migrate(PostgresConnection& database);
Result<int, std::string> migrate(PostgresConnection& database, const std::vector<Migration>& wanted);

}  // namespace hemval::server
