#include "server/wish_lists.h"

#include "core/wire.h"
#include "server/json.h"


namespace hemval::server {

namespace {

constexpr const char* kTakenBack = "";  // stored

}  // namespace

void keep_wish_list(Queries& queries, const MunicipalityId& id, const CaseId& person,
                    const SentWishList& sent, bool by_other)
{
    queries.query("DELETE FROM wish_lists WHERE case_id = $1 AND received <= $2 AND by_other >= $3",
                  {person.value, to_iso(sent.received), std::int64_t{by_other}});
    const auto newer = queries.query("SELECT 1 FROM wish_lists WHERE case_id = $1 AND received > $2 AND by_other <= $3",
                                     {person.value, to_iso(sent.received), std::int64_t{by_other}});
    if (!newer.empty())
        return;
    queries.query("INSERT INTO wish_lists(case_id, municipality, received, by_other, body) "
                  "VALUES($1, $2, $3, $4, $5)",
                  {person.value, id.value, to_iso(sent.received), std::int64_t{by_other},
                   dumped(wire::write(sent.list))});
}

void take_back_wish_lists(Queries& queries, const MunicipalityId& id, const CaseId& person, Day today, bool by_other)
{
    // Looked for first, as in drop_open_representation().
    if (queries.query("SELECT 1 FROM wish_lists WHERE case_id = $1 AND by_other >= $2 AND body <> $3",
                      {person.value, std::int64_t{by_other}, std::string(kTakenBack)}).empty())
        return;
    queries.query("DELETE FROM wish_lists WHERE case_id = $1 AND by_other >= $2 AND body <> $3",
                  {person.value, std::int64_t{by_other}, std::string(kTakenBack)});
    if (by_other)
        return;
    queries.query("INSERT INTO wish_lists(case_id, municipality, received, by_other, body) VALUES($1, $2, $3, 0, $4) "
                  "ON CONFLICT (case_id, by_other) DO UPDATE SET received = excluded.received",
                  {person.value, id.value, to_iso(today), std::string(kTakenBack)});
}

std::optional<SentWishList> find_wish_list(Queries& queries, const CaseId& person)
{
    const Rows rows = queries.query(
        "SELECT received, body FROM wish_lists WHERE case_id = $1 AND body <> $2 ORDER BY by_other DESC",
        {person.value, std::string(kTakenBack)});
    if (rows.empty())
        return std::nullopt;
    return SentWishList{readable(wire::read_wish_list(parsed(rows[0][1])), "a wish list"),
                        readable(from_iso(text_of(rows[0][0])), "the day of a wish list")};
}

std::optional<Day> wish_list_taken_back(Queries& queries, const CaseId& person)
{
    const Rows rows = queries.query("SELECT received FROM wish_lists WHERE case_id = $1 AND body = $2",
                                    {person.value, std::string(kTakenBack)});
    if (rows.empty())
        return std::nullopt;
    return readable(from_iso(text_of(rows[0][0])), "the day of a wish list");
}

void drop_wish_list(Queries& queries, const CaseId& person)
{
    queries.query("DELETE FROM wish_lists WHERE case_id = $1", {person.value});
}

void drop_wish_list_by_other(Queries& queries, const CaseId& person)
{
    queries.query("DELETE FROM wish_lists WHERE case_id = $1 AND by_other = 1", {person.value});
}

}  // namespace hemval::server
