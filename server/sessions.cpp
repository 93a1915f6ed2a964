#include "server/sessions.h"

#include "core/registry.h"
#include "server/crypto.h"
#include "server/protect.h"

#include <utility>

namespace hemval::server {
namespace {

constexpr std::size_t kTokenBytes = 32;

// The table's columns that differ by kind; an empty one is NULL.
struct Columns {
    std::string kind, person, code, pseudonym, account, name, role, staff_pseudonym;

    static Columns of(const ByCode& by)
    {
        return {name_of(SignInWay::Code), by.person.value, by.code_lookup, "", "", "", "", ""};
    }
    static Columns of(const ByEId& by)
    {
        return {name_of(SignInWay::EId), by.person.value, "", by.pseudonym, "", "", "", ""};
    }
    static Columns of(const ByStaff& by)
    {
        const Staff& staff = by.staff;
        return {name_of(SignInWay::Staff), "", "", "", staff.account, staff.name, name_of(staff.role),
                by.pseudonym};
    }
};

Value filled(const std::string& text) { return text.empty() ? Value() : Value(text); }

}  // namespace

struct Sessions::Row {
    std::string token_hash;
    MunicipalityId municipality;
    std::optional<SignInWay> way;
    std::optional<CaseId> person;
    std::optional<Staff> staff;
    std::string pseudonym;  // the person's or the member of staff's
    bool stale = false;
};

std::string Sessions::begin(Queries& queries, const MunicipalityId& municipality,
                            const SessionHolder& holder, const std::string& earlier) const
{
    const std::int64_t now = clock_.now();
    if (!earlier.empty())
        end(queries, earlier);
    queries.query("DELETE FROM sessions WHERE created < $1", {now - kSessionSeconds});
    const std::string token = hex(random_bytes(kTokenBytes));
    const Columns columns = std::visit([](const auto& by) { return Columns::of(by); }, holder);
    queries.query("INSERT INTO sessions(token_hash, kind, municipality, case_id, code_lookup, "
                  "pseudonym, account, name, role, staff_pseudonym, created, seen) "
                  "VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)",
                  {hex(sha256(token)), columns.kind, municipality.value, filled(columns.person),
                   filled(columns.code), filled(columns.pseudonym), filled(columns.account),
                   filled(columns.name), filled(columns.role), filled(columns.staff_pseudonym), now});
    return token;
}

Result<Sessions::Row, Problem> Sessions::find(Queries& queries, const std::string& token) const
{
    if (token.empty())
        return fail(Problem::NotSignedIn);
    const std::string token_hash = hex(sha256(token));
    const Rows rows = queries.query(
        "SELECT sessions.municipality, sessions.case_id, account, name, role, created, seen, "
        "in_effect_after, kind, COALESCE(pseudonym, staff_pseudonym) FROM sessions "
        "LEFT JOIN codes ON lookup = code_lookup WHERE token_hash = $1",
        {token_hash});
    if (rows.empty())
        return fail(Problem::NotSignedIn);
    const auto& row = rows[0];
    const std::int64_t now = clock_.now();
    const std::int64_t unused = now - number_of(row[6]);
    if (now - number_of(row[5]) > kSessionSeconds || unused > kSessionIdleSeconds)
        return fail(Problem::NotSignedIn);
    const auto over_after = from_iso(text_of(row[7]));
    if (over_after && before(*over_after, clock_.today()))
        return fail(Problem::NotSignedIn);  // one letter is one errand, also for who never signed out
    Row found{token_hash,
              MunicipalityId(text_of(row[0])),
              sign_in_way_named(text_of(row[8])),
              std::nullopt,
              std::nullopt,
              text_of(row[9]),
              unused > kSessionTouchSeconds};
    if (!text_of(row[1]).empty())
        found.person = CaseId(text_of(row[1]));
    if (const auto role = role_named(text_of(row[4])))
        found.staff = Staff{text_of(row[2]), text_of(row[3]), found.municipality, *role};
    return found;
}

Result<PersonSession, Problem> Sessions::person(Queries& queries, const std::string& token) const
{
    const auto row = find(queries, token);
    if (!row || !row->person)
        return fail(Problem::NotSignedIn);
    if (const auto barred = phone_only(queries, *row->person))
        return fail(*barred);
    return PersonSession{row->token_hash, row->municipality, *row->person, row->stale,
                         row->pseudonym.empty() ? Channel::Code : Channel::EId, row->pseudonym};
}

Result<StaffSession, Problem> Sessions::staff(Queries& queries, const MunicipalityId& municipality,
                                              const std::string& token) const
{
    const auto row = find(queries, token);
    if (!row || !row->staff)
        return fail(Problem::NotSignedIn);
    if (row->municipality != municipality)
        return fail(Problem::NotAllowed);
    return StaffSession{row->token_hash, *row->staff, row->stale, row->pseudonym};
}

Result<SignInState, Problem> Sessions::state(Queries& queries, const std::string& token) const
{
    const auto row = find(queries, token);
    if (!row)
        return fail(row.error());
    return SignInState{{SignInWay::Code}, row->way, row->staff};
}

void Sessions::touch(Queries& queries, const std::string& token_hash, std::int64_t when) const
{
    queries.query("UPDATE sessions SET seen = $2 WHERE token_hash = $1 AND seen < $2", {token_hash, when});
}

void Sessions::end(Queries& queries, const std::string& token) const
{
    queries.query("DELETE FROM sessions WHERE token_hash = $1", {hex(sha256(token))});
}

std::optional<SignInWay> Sessions::end_everywhere(Queries& queries, const std::string& token) const
{
    // Also by a session that has lain unused: it opens nothing, but it may close.
    const Rows rows = queries.query("SELECT kind, municipality, case_id, account FROM sessions "
                                    "WHERE token_hash = $1",
                                    {hex(sha256(token))});
    if (rows.empty())
        return std::nullopt;
    const auto& row = rows[0];
    queries.query("DELETE FROM sessions WHERE case_id = $1 OR (municipality = $2 AND account = $3)",
                  {row[2], row[1], row[3]});
    return sign_in_way_named(text_of(row[0]));
}

}  // namespace hemval::server
