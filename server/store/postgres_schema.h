#pragma once

#include "server/store/migrations.h"

#include <string>
#include <vector>

namespace hemval::server {

// PostgreSQL begins with the tables as SQLite's migration 12 leaves them; what comes after that is
// SQLite's own text, translated. So both count the same, and a change is written once.
const std::vector<Migration>& postgres_migrations();

// A table's definition for SQLite as PostgreSQL has it. Nothing else of SQL needs translating.
std::string in_postgres(std::string sql);

}  // namespace hemval::server
