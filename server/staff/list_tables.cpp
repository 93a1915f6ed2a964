#include "server/staff/list_tables.h"

#include "core/wire_staff.h"
#include "server/json.h"

namespace hemval::server {
namespace {

constexpr const char* kSelect =
    "SELECT number, change, proposed_by, proposed, status, ended_by, ended FROM list_changes "
    "WHERE municipality = $1 AND ($2 = 0 OR number = $2) ORDER BY number DESC";

std::optional<ChangeStatus> status_named(const std::string& name)
{
    for (const auto one : {ChangeStatus::Proposed, ChangeStatus::Agreed, ChangeStatus::Withdrawn}) {
        if (name == name_of(one))
            return one;
    }
    return std::nullopt;
}

std::vector<ProposedChange> read_changes(Queries& queries, const MunicipalityId& id, std::uint64_t number)
{
    std::vector<ProposedChange> all;
    for (const Row& row : queries.query(kSelect, {id.value, static_cast<std::int64_t>(number)})) {
        ProposedChange one;
        one.number = static_cast<std::uint64_t>(number_of(row[0]));
        one.change = readable(wire::read_list_change(parsed(row[1])), "a change of the list");
        one.proposed_by = text_of(row[2]);
        one.proposed = readable(from_iso(text_of(row[3])), "the day of a change");
        one.status = readable(status_named(text_of(row[4])), "the status of a change");
        one.ended_by = text_of(row[5]);
        one.ended = from_iso(text_of(row[6]));
        all.push_back(std::move(one));
    }
    return all;
}

}  // namespace

std::vector<ListChange> agreed_changes(Queries& queries, const MunicipalityId& id)
{
    std::vector<ListChange> all;
    for (const Row& row : queries.query("SELECT change FROM list_changes WHERE municipality = $1 "
                                        "AND status = 'agreed' ORDER BY agreed_order",
                                        {id.value}))
        all.push_back(readable(wire::read_list_change(parsed(row[0])), "a change of the list"));
    return all;
}

std::vector<ProposedChange> list_changes(Queries& queries, const MunicipalityId& id)
{
    return read_changes(queries, id, 0);
}

Result<ProposedChange, Problem> list_change(Queries& queries, const MunicipalityId& id,
                                            std::uint64_t number)
{
    if (number == 0)  // in the question it stands for them all
        return fail(Problem::UnknownChange);
    auto found = read_changes(queries, id, number);
    if (found.empty())
        return fail(Problem::UnknownChange);
    return std::move(found.front());
}

std::uint64_t insert_change(Queries& queries, const Staff& staff, const ListChange& change, Day today)
{
    const Rows rows = queries.query(
        "INSERT INTO list_changes(municipality, number, change, proposed_by, proposed, status) "
        "SELECT $1, COALESCE(MAX(number), 0) + 1, $2, $3, $4, 'proposed' FROM list_changes "
        "WHERE municipality = $1 RETURNING number",
        {staff.municipality.value, dumped(wire::write(change)), staff.account, to_iso(today)});
    return static_cast<std::uint64_t>(number_of(rows[0][0]));
}

Result<bool, Problem> end_change(Queries& queries, const Staff& staff, std::uint64_t number,
                                 ChangeStatus status, Day today)
{
    const auto found = list_change(queries, staff.municipality, number);
    if (!found)
        return fail(found.error());
    if (found->status != ChangeStatus::Proposed)
        return fail(Problem::UnknownChange);
    const bool agrees = status == ChangeStatus::Agreed;
    if (agrees && found->proposed_by == staff.account)
        return fail(Problem::OwnProposal);
    queries.query("UPDATE list_changes SET status = $3, ended_by = $4, ended = $5, agreed_order = "
                  "CASE WHEN $6 = 1 THEN (SELECT COALESCE(MAX(agreed_order), 0) + 1 FROM list_changes "
                  "WHERE municipality = $1) END WHERE municipality = $1 AND number = $2",
                  {staff.municipality.value, static_cast<std::int64_t>(number),
                   std::string(name_of(status)), staff.account, to_iso(today),
                   std::int64_t{agrees ? 1 : 0}});
    return true;
}

std::map<ProviderId, LocalizedText> provider_texts(Queries& queries, const MunicipalityId& id)
{
    std::map<ProviderId, LocalizedText> all;
    for (const Row& row : queries.query(
             "SELECT provider, about FROM provider_texts WHERE municipality = $1", {id.value}))
        all.emplace(ProviderId(text_of(row[0])),
                    readable(wire::read_localized(parsed(row[1])), "a provider's text"));
    return all;
}

void publish_provider_text(Queries& queries, const Staff& staff, const ProviderId& provider,
                           const LocalizedText& about, Day today)
{
    queries.query("INSERT INTO provider_texts(municipality, provider, about, account, day) "
                  "VALUES($1, $2, $3, $4, $5) ON CONFLICT(municipality, provider) DO UPDATE SET "
                  "about = excluded.about, account = excluded.account, day = excluded.day",
                  {staff.municipality.value, provider.value, dumped(wire::write(about)), staff.account,
                   to_iso(today)});
}

}  // namespace hemval::server
