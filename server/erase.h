#pragma once

#include "core/day.h"
#include "core/ids.h"
#include "core/result.h"
#include "server/signing.h"
#include "server/store/store.h"
#include "server/store/tree.h"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace hemval::server {

// SoL (2025:400) 16 kap. 1 §: what a file about a person holds is erased five years after the last
// entry in it.
inline constexpr int kYearsKept = 5;

struct ErasedCount {
    std::uint64_t people = 0;
    std::uint64_t entries = 0;
};

// What is left of those people's entries is signed. The ledger must have been verified in the same
// transaction. `withheld`: for a protected person, whose area is then never published.
std::uint64_t erase_entries(Queries& queries, const MunicipalityId& id, const Signer& signer,
                            const std::set<CaseId>& gone, bool withheld = false);
// The receipts, what was submitted for them, and what the staff did about them.
void erase_receipts_and_work(Queries& queries, const CaseId& person);

// What is to be erased, of ledgers that verified: worked out on one moment of the database, so that
// nobody who writes has to wait for it.
struct Erasure {
    struct Entry {
        std::uint64_t sequence;
        std::string leaf;                   // as it was verified
        std::string type, body, signature;  // what is left
    };
    struct Town {
        MunicipalityId id;
        Head verified;
        std::map<CaseId, std::vector<Entry>> people;
    };
    std::vector<Town> towns;  // none without people
};

// Everybody whose last entry, or last letter, is older than that and who does not wait for a place. The
// error is the sentence: a ledger does not verify.
Result<Erasure, std::string> plan_erasure(Queries& queries, const Signer& signer, Day today);

// Erases record, salt, case, receipts, submissions, codes and sessions of those planned, but of whoever
// has had an entry or a letter since. What is left of each entry (EntryErased) is signed; leaves, tree
// and checkpoints stay, so every proof given stays valid. The error is the sentence, and all of it must
// be undone, when the ledger is not the one verified, with or without entries after it.
Result<ErasedCount, std::string> carry_out(Queries& queries, const Erasure& erasure, Day today);

// Both on the same moment.
Result<ErasedCount, std::string> erase_expired(Queries& queries, const Signer& signer, Day today);

}  // namespace hemval::server
