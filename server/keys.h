#pragma once

#include "server/signing.h"
#include "server/store/connection.h"

#include <string>

// The two keys in the data folder, held against the database that they belong to: services on several
// machines each have files of them, and a wrong folder has others.
namespace hemval::server {

struct Keys {
    std::string secret;
    Signer signer;
};

// For whatever makes codes, signs or writes, once the database is open: only that tells whether there must
// be keys already, and which. Made where the database has never known any. The error is a sentence.
Result<Keys, std::string> settle_keys(Store& store, const std::string& data);
// The same for a command, which works on what there is and makes none.
Result<Keys, std::string> settle_keys(Connection& database, const std::string& data);

}  // namespace hemval::server
