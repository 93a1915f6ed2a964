#pragma once

#include "core/day.h"
#include "core/result.h"
#include "server/store/store.h"
#include "server/store/tree.h"

#include <optional>
#include <string>

// Marks a case as a protected person's: nothing that tells where they are stays behind. See
// core/protected.h.
namespace hemval::server {

// The case and its reference stay, without area; whatever the ledger and the receipts had is erased as
// by erase_expired, so that every proof given stays valid, and codes and sessions lead to the phone. A
// choice that nobody had confirmed stays in the staff's queue, masked: it is confirmed or replaced by phone.
// The ledger is verified first: an error is a sentence, and then nothing happens. False: it was marked.
Result<bool, std::string> protect_case(Queries& queries, const MunicipalityId& id,
                                       const CaseId& person, const Seal& seal);
// The other way, with the area that may be known again.
bool lift_protection(Queries& queries, const MunicipalityId& id, const CaseId& person, const AreaId& area,
                     const Seal& seal);

// PhoneOnly: the online way is closed for who is protected. Whoever holds a letter is not told why.
std::optional<Problem> phone_only(Queries& queries, const CaseId& person);

}  // namespace hemval::server
