#pragma once

#include "core/ids.h"
#include "server/codes.h"
#include "server/store/store.h"

#include <optional>
#include <string>

// The municipality's own reference to a case. Kept as a pseudonym to find it by, and sealed with a key
// outside the database for those who work with the case; of a protected person not sealed at all.
namespace hemval::server {

std::optional<CaseId> find_reference(Queries& queries, const MunicipalityId& id,
                                     const std::string& pseudonym);
// Empty when it is not kept.
std::string reference_of(Queries& queries, const MunicipalityId& id, const CaseId& person,
                         const CodeMaker& codes);

}  // namespace hemval::server
