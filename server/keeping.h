#pragma once

#include "core/ledger.h"
#include "core/municipality.h"
#include "server/store/store.h"

// How a decision is kept: used by whatever decides inside a transaction.
namespace hemval::server {

ReceiptNumber unused_number(Queries& queries, const MunicipalityId& id);

// Appends what decide() or serve_waiting() made, with its receipt and its person's case.
Result<bool, Problem> keep_decided(Queries& queries, const MunicipalityId& id,
                                   MunicipalityState& state, const Event& event);

// Those waiting for whom there is room now.
Result<bool, Problem> serve_and_keep(Queries& queries, const Municipality& municipality,
                                     MunicipalityState& state, Day today);

}  // namespace hemval::server
