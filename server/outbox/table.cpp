#include "server/outbox/table.h"

#include "core/protected.h"
#include "server/clock.h"
#include "server/crypto.h"
#include "server/json.h"
#include "server/outbox/notice.h"
#include "server/store/tables.h"

namespace hemval::server {
namespace {

constexpr std::size_t kIdBytes = 16;

void withhold(Queries& queries, const MunicipalityId& id, const ClientCase& person)
{
    if (may_leave_house(person))
        return;
    const Notice withheld = withheld_notice(id);
    queries.query("UPDATE outbox SET type = $2, data = $3 WHERE case_id = $1",
                  {person.id.value, withheld.type, dumped(withheld.data)});
}

}  // namespace

bool outbox_is_open(Queries& queries, const MunicipalityId& id)
{
    return !queries.query("SELECT 1 FROM outboxes WHERE municipality = $1", {id.value}).empty();
}

void open_outbox(Queries& queries, const MunicipalityId& id)
{
    queries.query("INSERT INTO outboxes(municipality) VALUES($1) ON CONFLICT DO NOTHING", {id.value});
}

void close_outbox(Queries& queries, const MunicipalityId& id)
{
    queries.query("DELETE FROM outbox WHERE municipality = $1", {id.value});
    queries.query("DELETE FROM outboxes WHERE municipality = $1", {id.value});
}

std::vector<MunicipalityId> open_outboxes(Queries& queries)
{
    std::vector<MunicipalityId> open;
    for (const Row& row : queries.query("SELECT municipality FROM outboxes ORDER BY municipality"))
        open.emplace_back(text_of(row[0]));
    return open;
}

void queue_notice(Queries& queries, const MunicipalityId& id, const Event& event)
{
    const CaseId* who = person_of(event);
    if (!who || !outbox_is_open(queries, id))
        return;
    if (const auto* restated = std::get_if<CaseRestated>(&event.body))
        return withhold(queries, id, restated->person);
    if (std::holds_alternative<CaseOpened>(event.body))
        return;
    const auto notice = notice_of(id, event, load_case(queries, *who));
    if (!notice)
        return;
    const std::int64_t now = system_clock().now();
    // Random and not the entry's number: after a restored backup that would come again for another
    // choice, which the receiver would drop as a repeat.
    queries.query("INSERT INTO outbox(id, municipality, case_id, sequence, type, data, created, "
                  "next_try) VALUES($1, $2, $3, $4, $5, $6, $7, $7)",
                  {"evt_" + hex(random_bytes(kIdBytes)), id.value, who->value,
                   static_cast<std::int64_t>(event.sequence), notice->type, dumped(notice->data), now});
}

std::vector<Outgoing> due_notices(Queries& queries, const MunicipalityId& id,
                                  const CodeMaker& codes, std::int64_t now, std::int64_t most)
{
    std::vector<Outgoing> due;
    for (const Row& row : queries.query(
             "SELECT id, case_id, type, data, created, attempts FROM outbox AS notice "
             "WHERE municipality = $1 AND next_try <= $2 AND NOT EXISTS (SELECT 1 FROM outbox AS "
             "earlier WHERE earlier.case_id = notice.case_id AND earlier.sequence < notice.sequence) "
             "ORDER BY sequence LIMIT $3",
             {id.value, now, most})) {
        const CaseId person(text_of(row[1]));
        const auto data = parsed(row[3]);
        if (!data.is_object())
            throw QueryFailed("a notice in the outbox is unreadable");
        due.push_back({text_of(row[0]),
                       notice_body(text_of(row[2]), number_of(row[4]), data,
                                   {person, reference_of(queries, id, person, codes)}),
                       number_of(row[5])});
    }
    return due;
}

void mark_delivered(Queries& queries, const MunicipalityId& id, const std::string& notice,
                    std::int64_t now)
{
    queries.query("DELETE FROM outbox WHERE id = $1", {notice});
    queries.query("UPDATE outboxes SET delivered = delivered + 1, last_delivered = $2 "
                  "WHERE municipality = $1",
                  {id.value, now});
}

void mark_tried(Queries& queries, const std::string& notice, std::int64_t next_try,
                const std::string& answer)
{
    queries.query("UPDATE outbox SET attempts = attempts + 1, next_try = $2, answer = $3 WHERE id = $1",
                  {notice, next_try, answer});
}

void retry_now(Queries& queries) { queries.query("UPDATE outbox SET next_try = 0"); }

OutboxState outbox_state(Queries& queries, const MunicipalityId& id)
{
    OutboxState state;
    state.municipality = id;
    const Rows counts = queries.query("SELECT count(*), min(created), count(CASE WHEN attempts > 0 THEN "
                                      "1 END) FROM outbox WHERE municipality = $1",
                                      {id.value});
    state.waiting = number_of(counts[0][0]);
    if (state.waiting > 0)
        state.oldest = number_of(counts[0][1]);
    state.failing = number_of(counts[0][2]);
    const Rows tried = queries.query("SELECT answer FROM outbox WHERE municipality = $1 AND attempts > 0 "
                                     "ORDER BY sequence LIMIT 1",
                                     {id.value});
    if (!tried.empty())
        state.answer = text_of(tried[0][0]);
    const Rows sums = queries.query(
        "SELECT delivered, last_delivered FROM outboxes WHERE municipality = $1", {id.value});
    if (!sums.empty()) {
        state.delivered = number_of(sums[0][0]);
        state.last_delivered = number_of(sums[0][1]);
    }
    return state;
}

}  // namespace hemval::server
