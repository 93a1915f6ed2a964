#include "server/staff/case_tables.h"

#include "core/wire_staff.h"
#include "server/json.h"
#include "server/store/tables.h"

#include <algorithm>

namespace hemval::server {
Result<ClientCase, Problem> case_in(Queries& queries, const MunicipalityId& id, const CaseId& person)
{
    const Rows rows = queries.query("SELECT body FROM cases WHERE id = $1 AND municipality = $2",
                                    {person.value, id.value});
    if (rows.empty())
        return fail(Problem::UnknownCase);
    return readable(wire::read_case(parsed(rows[0][0])), "a case");
}

std::vector<Receipt> receipts_of(Queries& queries, const CaseId& person)
{
    std::vector<Receipt> all;
    for (const Row& row :
         queries.query("SELECT body FROM receipts WHERE case_id = $1", {person.value}))
        all.push_back(readable(wire::read_receipt(parsed(row[0])), "a receipt"));
    std::sort(all.begin(), all.end(),
              [](const Receipt& a, const Receipt& b) { return a.sequence > b.sequence; });
    return all;
}

std::vector<Unconfirmed> first_unconfirmed(Queries& queries, const MunicipalityId& id)
{
    std::vector<Unconfirmed> all;
    for (const Row& row : queries.query(
             "SELECT unconfirmed.case_id, COALESCE(unconfirmed.body, receipts.body) FROM unconfirmed "
             "LEFT JOIN receipts ON receipts.municipality = unconfirmed.municipality "
             "AND receipts.number = unconfirmed.number WHERE unconfirmed.municipality = $1 "
             "ORDER BY sequence, unconfirmed.number IS NULL LIMIT $2",
             {id.value, static_cast<std::int64_t>(kQueueShown)}))
        all.push_back({CaseId(text_of(row[0])), readable(wire::read_receipt(parsed(row[1])), "a receipt")});
    return all;
}

std::optional<Receipt> unconfirmed_of(Queries& queries, const CaseId& person)
{
    const Rows rows = queries.query(
        "SELECT COALESCE(unconfirmed.body, receipts.body) FROM unconfirmed LEFT JOIN receipts "
        "ON receipts.municipality = unconfirmed.municipality "
        "AND receipts.number = unconfirmed.number WHERE unconfirmed.case_id = $1",
        {person.value});
    if (rows.empty())
        return std::nullopt;
    return readable(wire::read_receipt(parsed(rows[0][0])), "a receipt");
}

void keep_without_receipt(Queries& queries, const MunicipalityId& id, const CaseId& person,
                          const Receipt& kept, std::uint64_t was)
{
    // Beside the one before it: its own number would lead to the entry that is erased.
    queries.query("INSERT INTO unconfirmed(case_id, municipality, sequence, body) SELECT $1, $2, "
                  "COALESCE(MAX(sequence), 0), $3 FROM unconfirmed WHERE municipality = $2 "
                  "AND sequence < $4",
                  {person.value, id.value, dumped(wire::write(kept)), static_cast<std::int64_t>(was)});
}

int count_unconfirmed(Queries& queries, const MunicipalityId& id)
{
    return static_cast<int>(number_of(queries.query(
        "SELECT COUNT(*) FROM unconfirmed WHERE municipality = $1", {id.value})[0][0]));
}

void leave_unconfirmed(Queries& queries, const CaseId& person)
{
    queries.query("DELETE FROM unconfirmed WHERE case_id = $1", {person.value});
}

void queue_again(Queries& queries, const MunicipalityId& id, const CaseId& person,
                 const std::optional<Receipt>& holds, Day today)
{
    if (!holds || !holds->provider)
        return leave_unconfirmed_but_begun(queries, person, today);
    // What a protected person's errand kept has no receipt to be found again by.
    queries.query("DELETE FROM unconfirmed WHERE case_id = $1 AND number IS NOT NULL", {person.value});
    queries.query("INSERT INTO unconfirmed(case_id, municipality, sequence, number) "
                  "SELECT case_id, municipality, $4, number FROM receipts WHERE municipality = $1 "
                  "AND number = $2 AND case_id = $3 AND NOT EXISTS (SELECT 1 FROM case_work WHERE "
                  "municipality = $1 AND number = $2 AND json_extract(body, '$.confirmed') IS NOT NULL) "
                  "ON CONFLICT DO NOTHING",
                  {id.value, holds->number.value, person.value,
                   static_cast<std::int64_t>(holds->sequence)});
}

std::vector<CaseWork> works_of(Queries& queries, const CaseId& person)
{
    std::vector<CaseWork> all;
    for (const Row& row : queries.query(
             "SELECT case_work.body FROM case_work JOIN receipts ON receipts.municipality = "
             "case_work.municipality AND receipts.number = case_work.number WHERE case_work.case_id "
             "= $1 ORDER BY CAST(json_extract(receipts.body, '$.sequence') AS BIGINT) DESC",
             {person.value}))
        all.push_back(readable(wire::read_case_work(parsed(row[0])), "the work on a case"));
    return all;
}

void save_work(Queries& queries, const MunicipalityId& id, const CaseId& person, const CaseWork& work)
{
    queries.query("INSERT INTO case_work(municipality, number, case_id, body) VALUES($1, $2, $3, $4) "
                  "ON CONFLICT(municipality, number) DO UPDATE SET body = excluded.body",
                  {id.value, work.receipt.value, person.value, dumped(wire::write(work))});
}

void save_registered(Queries& queries, const Staff& staff, const CaseId& person,
                     const ReceiptNumber& number, const std::optional<Day>& came_in)
{
    CaseWork work;
    work.receipt = number;
    work.came_in = came_in;
    queries.query("INSERT INTO case_work(municipality, number, case_id, body, registered_by) "
                  "VALUES($1, $2, $3, $4, $5)",
                  {staff.municipality.value, number.value, person.value, dumped(wire::write(work)),
                   staff.account});
}

void keep_notice(Queries& queries, const Staff& staff, const CaseId& person,
                 const ReceiptNumber& number, const ProviderNotice& notice, Day today)
{
    queries.query("INSERT INTO provider_notices(municipality, number, provider, case_id, day, account, "
                  "body) VALUES($1, $2, $3, $4, $5, $6, $7) "
                  "ON CONFLICT(municipality, number, provider) DO UPDATE SET day = excluded.day, "
                  "account = excluded.account, body = excluded.body WHERE "
                  "json_extract(provider_notices.body, '$.kind') <> json_extract(excluded.body, '$.kind')",
                  {staff.municipality.value, number.value, notice.to.value, person.value,
                   to_iso(today), staff.account, dumped(wire::write(notice))});
}

std::optional<StaffWrite> find_write(Queries& queries, const Staff& staff, const IdempotencyKey& key)
{
    const Rows rows = queries.query("SELECT body_hash, made FROM staff_writes WHERE municipality = $1 "
                                    "AND account = $2 AND idempotency_key = $3",
                                    {staff.municipality.value, staff.account, key.value});
    if (rows.empty())
        return std::nullopt;
    return StaffWrite{text_of(rows[0][0]), text_of(rows[0][1])};
}

void insert_write(Queries& queries, const Staff& staff, const IdempotencyKey& key,
                  const StaffWrite& write, const std::optional<CaseId>& person)
{
    queries.query("INSERT INTO staff_writes(municipality, account, idempotency_key, body_hash, made, "
                  "case_id) VALUES($1, $2, $3, $4, $5, $6)",
                  {staff.municipality.value, staff.account, key.value, write.body_hash, write.made,
                   person ? Value(person->value) : Value()});
}

std::vector<FollowUp> all_follow_ups(Queries& queries, const MunicipalityId& id)
{
    std::vector<FollowUp> all;
    for (const Row& row :
         queries.query("SELECT body FROM case_work WHERE municipality = $1", {id.value})) {
        const CaseWork work = readable(wire::read_case_work(parsed(row[0])), "the work on a case");
        all.insert(all.end(), work.follow_ups.begin(), work.follow_ups.end());
    }
    return all;
}

}  // namespace hemval::server
