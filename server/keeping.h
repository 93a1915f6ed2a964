#pragma once

#include "core/ledger.h"
#include "core/municipality.h"
#include "server/store/store.h"

#include <vector>

// How a decision is kept: used by whatever decides inside a transaction.
namespace hemval::server {

ReceiptNumber unused_number(Queries& queries, const MunicipalityId& id);

// Appends an event with all that is kept beside the ledger: the receipt, its person's case, and until
// when their codes are good.
Result<bool, Problem> keep_event(Queries& queries, const MunicipalityId& id, MunicipalityState& state,
                                 const Event& event);

// Those waiting for whom there is room now.
Result<bool, Problem> serve_and_keep(Queries& queries, const Municipality& municipality,
                                     MunicipalityState& state, Day today);

// Everybody with a case in the municipality, as last kept.
Result<std::vector<ClientCase>, Problem> load_cases(Queries& queries, const MunicipalityId& id);

}  // namespace hemval::server
