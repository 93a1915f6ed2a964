#include "server/references.h"

namespace hemval::server {

std::optional<CaseId> find_reference(Queries& queries, const MunicipalityId& id,
                                     const std::string& pseudonym)
{
    const Rows rows = queries.query(
        "SELECT case_id FROM case_references WHERE municipality = $1 AND pseudonym = $2",
        {id.value, pseudonym});
    if (rows.empty())
        return std::nullopt;
    return CaseId(text_of(rows[0][0]));
}

std::string reference_of(Queries& queries, const MunicipalityId& id, const CaseId& person,
                         const CodeMaker& codes)
{
    const Rows rows = queries.query("SELECT pseudonym, sealed FROM case_references "
                                    "WHERE case_id = $1 AND municipality = $2 AND sealed IS NOT NULL",
                                    {person.value, id.value});
    if (rows.empty())
        return {};
    const auto reference = codes.open_reference(text_of(rows[0][0]), text_of(rows[0][1]));
    if (!reference)
        throw QueryFailed("a reference does not open with this secret key");
    return *reference;
}

}  // namespace hemval::server
