#pragma once

#include "core/result.h"
#include "server/signing.h"
#include "server/store/store.h"

#include <cstdint>
#include <string>

namespace hemval::server {

struct Verified {
    std::uint64_t municipalities = 0;
    std::uint64_t entries = 0;
    std::uint64_t erased = 0;
    std::uint64_t checkpoints = 0;
};

// Goes through every ledger from its first entry: the rows' order and columns, each row against its
// leaf, the tree and its head, every checkpoint and its signature, the rules by replay, and that
// state, cases and receipts are what the ledger makes them. The error is a sentence that names the
// first entry that does not hold. Reads one moment of the database; changes nothing.
//
// What it cannot see: a database put back to an earlier moment as a whole. A checkpoint or a receipt
// from after that moment, kept anywhere else, shows it.
Result<Verified, std::string> verify_ledgers(Queries& queries, const SignatureCheck& signature);
// The same of one municipality, which whoever has its turn may ask in the midst of writing.
Result<Verified, std::string> verify_ledger(Queries& queries, const MunicipalityId& id,
                                            const SignatureCheck& signature);

}  // namespace hemval::server
