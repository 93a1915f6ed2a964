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
void keep_event(Queries& queries, const MunicipalityId& id, MunicipalityState& state, const Event& event);

// Those waiting for whom there is room now.
void serve_and_keep(Queries& queries, const Municipality& municipality, MunicipalityState& state, Day today);

// Everybody with a case in the municipality, as last kept, in the order of their ids: a page of them in memory at a
// time, and `work` may change them.
void for_each_case(Queries& queries, const MunicipalityId& id,
                   const std::function<void(const ClientCase&)>& work);
// All of them at once.
std::vector<ClientCase> load_cases(Queries& queries, const MunicipalityId& id);

}  // namespace hemval::server
