#pragma once

#include "server/store/sqlite_connection.h"
#include "tests/server/support.h"

#include <memory>

namespace hemval::server::testing {

// A ledger of kTown with so many people who are opened and decline, a signed checkpoint after each
// entry, made without the service: argon2 for each would take a day. The key is folder/signing.key.
std::unique_ptr<SqliteConnection> long_ledger(const TemporaryFolder& folder, int people);

}  // namespace hemval::server::testing
