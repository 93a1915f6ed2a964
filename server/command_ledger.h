#pragma once

#include "core/day.h"

#include <optional>
#include <string>

// The commands for whoever looks after the ledger. Each answers the process's exit code; what went
// wrong is said on standard error, in a sentence.
namespace hemval::server {

struct LedgerOptions {
    std::string data;
    std::string public_key;    // of whom to believe; empty = the one of the signing key in `data`
    std::string out;           // publish: folder to write
    std::optional<Day> today;  // erase-expired, only with sample data
    std::string database = {};  // a PostgreSQL URL, instead of the file in `data`
};

// `hemval verify`: replays and checks everything, also while the service runs.
int verify(const LedgerOptions& options);
// `hemval erase-expired`: see erase.h. Also while the service runs.
int erase_expired(const LedgerOptions& options);
// `hemval publish`: the public ledger of each municipality, and the page that replays it.
int publish(const LedgerOptions& options);
// `hemval usage`: see usage.h.
int usage(const LedgerOptions& options);

}  // namespace hemval::server
