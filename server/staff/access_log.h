#pragma once

#include "core/staff_desk.h"
#include "server/store/store.h"

namespace hemval::server {

// Who looked at whose case: written in the look's own transaction, whose answer leaves only after the
// commit, so a look that could not be written down has not been answered. Nothing here is ever changed
// or taken away, also not when the case is erased.
void write_access(Queries& queries, const Staff& staff, AccessKind what, const CaseId& person,
                  std::int64_t seconds);

inline constexpr std::int64_t kLinesOnPage = 200;
// Newest first; from `from` and older, where 0 is the newest.
Page<AccessLine> access_page(Queries& queries, const MunicipalityId& id,
                                              std::uint64_t from);
// In the ledger's order, from `from`; without the person of any entry.
Page<LedgerLine> ledger_page(Queries& queries, const MunicipalityId& id,
                                              std::uint64_t from);

}  // namespace hemval::server
