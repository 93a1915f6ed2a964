#include "server/store/case_persons.h"

namespace hemval::server {

std::optional<CaseId> case_of_person(Queries& queries, const MunicipalityId& id,
                                     const std::string& pseudonym)
{
    const Rows rows = queries.query("SELECT case_id FROM case_persons WHERE municipality = $1 "
                                    "AND pseudonym = $2 ORDER BY number DESC LIMIT 1",
                                    {id.value, pseudonym});
    if (rows.empty())
        return std::nullopt;
    return CaseId(text_of(rows[0][0]));
}

void set_case_person(Queries& queries, const MunicipalityId& id, const CaseId& person,
                     const std::string& pseudonym)
{
    const Rows known = queries.query("SELECT 1 FROM case_persons WHERE case_id = $1 AND pseudonym = $2",
                                     {person.value, pseudonym});
    if (!known.empty())
        return;
    // Who was signed in to somebody else's case by a mistake in an earlier file no longer is.
    queries.query("DELETE FROM sessions WHERE case_id = $1 AND pseudonym IS NOT NULL", {person.value});
    queries.query("DELETE FROM case_persons WHERE case_id = $1", {person.value});
    queries.query("INSERT INTO case_persons(municipality, pseudonym, case_id) VALUES($1, $2, $3)",
                  {id.value, pseudonym, person.value});
}

}  // namespace hemval::server
