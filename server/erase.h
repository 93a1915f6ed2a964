#pragma once

#include "core/day.h"
#include "core/ids.h"
#include "core/result.h"
#include "server/signing.h"
#include "server/store/store.h"

#include <cstdint>
#include <set>
#include <string>

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
void erase_receipts(Queries& queries, const CaseId& person);  // and what was submitted

// Erases everybody whose last entry, or last letter, is older than that and who does not wait for a
// place: record, salt, case, receipts, submissions, codes and sessions. What is left of each entry
// (EntryErased) is signed; leaves, tree and checkpoints stay, so every proof given stays valid. Nothing
// happens, and the error is the sentence, when the ledger does not verify beforehand.
Result<ErasedCount, std::string> erase_expired(Queries& queries, const Signer& signer, Day today);

}  // namespace hemval::server
