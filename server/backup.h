#pragma once

#include <string>

// The commands for whoever keeps the data safe. Each answers the process's exit code; what went wrong is said on
// standard error, in a sentence.
namespace hemval::server {

struct BackupOptions {
    std::string data;
    std::string out;  // a folder that does not exist yet
    std::string database = {};  // a PostgreSQL URL, instead of the file in `data`
};
struct RestoreOptions {
    std::string from;  // what `backup` wrote
    std::string data;
    bool verify = true;
};
struct MigrateOptions {
    std::string data;
    std::string database = {};  // a PostgreSQL URL, instead of the file in `data`
};

// `hemval backup`, of SQLite: one moment of the database and both keys, also while the service writes. It has its
// name only once all of it is on disk.
int backup(const BackupOptions& options);
// `hemval restore`: puts a backup in the data's place, the service being stopped. The copy is migrated and
// verified beside it first, and what was there is moved aside, never deleted.
int restore(const RestoreOptions& options);
// `hemval migrate`: brings the database to this version's form, as `serve` does when it starts.
int migrate_data(const MigrateOptions& options);

}  // namespace hemval::server
