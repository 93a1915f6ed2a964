#pragma once

#include <string>
#include <vector>

namespace hemval::server {

// Applied in order, once each. A published migration is never edited: its checksum is in every database it has
// touched, and a difference is refused.
struct Migration {
    int number = 0;
    std::string name;
    std::string sql;
};

// Each table is written once, and translated: both databases count the same.
const std::vector<Migration>& sqlite_migrations();
const std::vector<Migration>& postgres_migrations();

// A table's definition for SQLite as PostgreSQL has it. Nothing else of SQL needs translating.
std::string in_postgres(std::string sql);

}  // namespace hemval::server
