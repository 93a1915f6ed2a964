#pragma once

#include "core/ledger.h"
#include "server/store/store.h"

#include <vector>

namespace hemval::server {

// Appends an event with all that is kept beside the ledger: the receipt, its person's case, and until
// when their codes are good.
Result<bool, Problem> keep_event(Queries& queries, const MunicipalityId& id, MunicipalityState& state,
                                 const Event& event);

ReceiptNumber unused_number(Queries& queries, const MunicipalityId& id);

// Everybody with a case in the municipality, as last kept.
Result<std::vector<ClientCase>, Problem> load_cases(Queries& queries, const MunicipalityId& id);

}  // namespace hemval::server
