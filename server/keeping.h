#pragma once

#include "core/ledger.h"
#include "core/municipality.h"
#include "server/store/store.h"

#include <functional>
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

// Everybody with a case in the municipality, as last kept, in the order of their ids: a page of them in memory at a
// time, and `work` may change them. The first error ends it.
Result<bool, Problem> for_each_case(Queries& queries, const MunicipalityId& id,
                                    const std::function<Result<bool, Problem>(const ClientCase&)>& work);
// All of them at once.
Result<std::vector<ClientCase>, Problem> load_cases(Queries& queries, const MunicipalityId& id);

}  // namespace hemval::server
