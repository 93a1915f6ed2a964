#include "server/told.h"

namespace hemval::server {

void mark_told(Queries& queries, const MunicipalityId& id, const TransitionId& transition,
               const CaseId& person, Day day)
{
    queries.query("INSERT INTO told(case_id, transition, municipality, day) VALUES($1, $2, $3, $4) "
                  "ON CONFLICT(case_id, transition) DO NOTHING",
                  {person.value, transition.value, id.value, to_iso(day)});
}

bool is_told(Queries& queries, const TransitionId& transition, const CaseId& person)
{
    return !queries.query("SELECT 1 FROM told WHERE case_id = $1 AND transition = $2",
                          {person.value, transition.value})
                .empty();
}

}  // namespace hemval::server
