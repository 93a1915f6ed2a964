#pragma once

#include <string>

namespace hemval::server {

struct MoveOptions {
    std::string from;  // the data folder
    std::string to;    // a PostgreSQL URL
};

// `hemval move`: everything in the folder's SQLite file into an empty PostgreSQL database, all or nothing,
// with the service stopped. Both are replayed and checked, and every municipality's root must be the same.
// The keys stay in the folder, which is served with --database from then on.
int move(const MoveOptions& options);

}  // namespace hemval::server
