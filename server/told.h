#pragma once

#include "core/day.h"
#include "core/ids.h"
#include "server/store/store.h"

// Who has been told that their provider leaves, by letter or by the staff: only they can be silent.
namespace hemval::server {

void mark_told(Queries& queries, const MunicipalityId& id, const TransitionId& transition,
               const CaseId& person, Day day);
bool is_told(Queries& queries, const TransitionId& transition, const CaseId& person);

}  // namespace hemval::server
