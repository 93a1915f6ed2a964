#pragma once

#include "core/ids.h"
#include "server/store/store.h"

#include <optional>
#include <string>

// Whose case it is, for those who sign in by e-ID: a pseudonym of the identity number (server/codes.h),
// never the number.
namespace hemval::server {

// The newest, where the person has several.
std::optional<CaseId> case_of_person(Queries& queries, const MunicipalityId& id,
                                     const std::string& pseudonym);
// A later letter to the same case may correct an earlier one.
void set_case_person(Queries& queries, const MunicipalityId& id, const CaseId& person,
                     const std::string& pseudonym);

}  // namespace hemval::server
