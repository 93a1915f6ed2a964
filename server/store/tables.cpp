#include "server/store/tables.h"

#include "core/wire.h"
#include "server/json.h"
#include "server/outbox/table.h"

namespace hemval::server {
namespace {

using wire::Json;

// Stored; never rename.
struct TypeName {
    std::string operator()(const PolicyAdopted&) const { return "policy_adopted"; }
    std::string operator()(const CaseOpened&) const { return "case_opened"; }
    std::string operator()(const ProviderDecided&) const { return "provider_decided"; }
    std::string operator()(const ProviderClosing&) const { return "provider_closing"; }
    std::string operator()(const EntryErased&) const { return "entry_erased"; }
    std::string operator()(const MandateJudged&) const { return "mandate_judged"; }
    std::string operator()(const CaseRestated&) const { return "case_restated"; }
    std::string operator()(const TransitionMoved&) const { return "transition_moved"; }
    std::string operator()(const PlaceMoved&) const { return "place_moved"; }
    std::string operator()(const QueueEnded&) const { return "queue_ended"; }
};

void write_state(Queries& queries, const MunicipalityId& id, const MunicipalityState& state)
{
    queries.query("INSERT INTO states(municipality, sequence, snapshot) VALUES($1, $2, $3) "
                  "ON CONFLICT(municipality) DO UPDATE SET sequence = excluded.sequence, "
                  "snapshot = excluded.snapshot",
                  {id.value, stored(state.sequence), dumped(wire::write(state))});
}

struct StateInHand final : InHand {
    StateInHand(MunicipalityId town, MunicipalityState now) : id(std::move(town)), state(std::move(now)) {}
    MunicipalityId id;
    MunicipalityState state;

    void write(Queries& queries) const override { write_state(queries, id, state); }
};

std::string name_in_hand(const MunicipalityId& id) { return "state of " + id.value; }

// The case a job works on, as its row is now: each of the job's parts asks for it. One at a time.
struct CaseInHand final : InHand {
    explicit CaseInHand(ClientCase now) : person(std::move(now)) {}
    ClientCase person;

    void write(Queries&) const override {}
};

const std::string kCaseInHand = "case";

void put_in_hand(Queries& queries, const ClientCase& person)
{
    if (Hand* hand = queries.hand())
        (*hand)[kCaseInHand] = std::make_shared<const CaseInHand>(person);
}

}  // namespace

MunicipalityState load_state(Queries& queries, const MunicipalityId& id)
{
    if (const auto* held = in_hand<StateInHand>(queries, name_in_hand(id)))
        return held->state;
    const Rows rows =
        queries.query("SELECT snapshot FROM states WHERE municipality = $1", {id.value});
    if (rows.empty())
        return {};
    return readable(wire::read_state(parsed(rows[0][0])), "a state");
}

void save_state(Queries& queries, const MunicipalityId& id, MunicipalityState state, const Seal& seal)
{
    if (Hand* hand = queries.hand())
        (*hand)[name_in_hand(id)] = std::make_shared<const StateInHand>(id, std::move(state));
    else
        write_state(queries, id, state);
    sign_head(queries, id, seal);
}

std::string type_name(const Event& event) { return std::visit(TypeName{}, event.body); }

void append(Queries& queries, const MunicipalityId& id, MunicipalityState& state, const Event& event)
{
    if (!hemval::apply(state, event))
        throw QueryFailed("an entry is not the next");
    const std::string body = dumped(wire::write(event));
    const Leaf leaf = fresh_leaf(id, event, body);
    queries.query("INSERT INTO ledger(municipality, sequence, day, type, body, salt, leaf) "
                  "VALUES($1, $2, $3, $4, $5, $6, $7)",
                  {id.value, stored(event.sequence), to_iso(event.day), type_name(event), body,
                   leaf.salt, merkle::to_hex(leaf.hash)});
    queue_notice(queries, id, event);
    grow(queries, id, event.sequence, leaf.hash);
}

void for_each_event(Queries& queries, const MunicipalityId& id,
                    const std::function<void(const Event&, const std::string& leaf)>& work,
                    std::uint64_t after)
{
    constexpr std::int64_t kPage = 2000;
    std::int64_t last = stored(after);
    for (;;) {
        const Rows page = queries.query("SELECT sequence, body, leaf FROM ledger WHERE municipality "
                                        "= $1 AND sequence > $2 ORDER BY sequence LIMIT $3",
                                        {id.value, last, kPage});
        if (page.empty())
            return;
        for (const Row& row : page) {
            const Event event = readable(wire::read_event(parsed(row[1])), "an entry");
            last = number_of(row[0]);
            work(event, text_of(row[2]));
        }
    }
}

std::vector<Event> load_ledger(Queries& queries, const MunicipalityId& id)
{
    std::vector<Event> events;
    for_each_event(queries, id, [&](const Event& event, const std::string&) { events.push_back(event); });
    return events;
}

ClientCase load_case(Queries& queries, const CaseId& id)
{
    const auto* held = in_hand<CaseInHand>(queries, kCaseInHand);
    if (held && held->person.id == id)
        return held->person;
    const Rows rows = queries.query("SELECT body FROM cases WHERE id = $1", {id.value});
    if (rows.empty())
        throw QueryFailed("a case is gone");
    ClientCase person = readable(wire::read_case(parsed(rows[0][0])), "a case");
    put_in_hand(queries, person);
    return person;
}

void insert_case(Queries& queries, const MunicipalityId& municipality, const ClientCase& person)
{
    queries.query("INSERT INTO cases(id, municipality, body) VALUES($1, $2, $3)",
                  {person.id.value, municipality.value, dumped(wire::write(person))});
    put_in_hand(queries, person);
}

void update_case(Queries& queries, const ClientCase& person)
{
    queries.query("UPDATE cases SET body = $2 WHERE id = $1",
                  {person.id.value, dumped(wire::write(person))});
    put_in_hand(queries, person);
}

void delete_case(Queries& queries, const CaseId& id)
{
    queries.query("DELETE FROM cases WHERE id = $1", {id.value});
    if (Hand* hand = queries.hand())
        hand->erase(kCaseInHand);
}

std::optional<CodeRow> find_code(Queries& queries, const std::string& lookup)
{
    const Rows rows =
        queries.query("SELECT lookup, hash, municipality, case_id, issued, last_valid, "
                      "in_effect_after FROM codes WHERE lookup = $1",
                      {lookup});
    if (rows.empty())
        return std::nullopt;
    const Row& row = rows[0];
    return CodeRow{{text_of(row[0]), text_of(row[1])},
                   MunicipalityId(text_of(row[2])),
                   CaseId(text_of(row[3])),
                   readable(from_iso(text_of(row[4])), "a code's first day"),
                   readable(from_iso(text_of(row[5])), "a code's last day"),
                   from_iso(text_of(row[6]))};
}

void insert_code(Queries& queries, const CodeRow& code)
{
    queries.query("INSERT INTO codes(lookup, municipality, case_id, hash, issued, last_valid) "
                  "VALUES($1, $2, $3, $4, $5, $6)",
                  {code.stored.lookup, code.municipality.value, code.person.value, code.stored.hash,
                   to_iso(code.issued), to_iso(code.last_valid)});
}

void set_in_effect_after(Queries& queries, const CaseId& person, std::optional<Day> day, Day today)
{
    queries.query("UPDATE codes SET in_effect_after = $2 WHERE case_id = $1 "
                  "AND (in_effect_after IS NULL OR in_effect_after >= $3)",
                  {person.value, day ? Value(to_iso(*day)) : Value(), to_iso(today)});
}

std::optional<SubmissionRow> find_submission(Queries& queries, const CaseId& person, const IdempotencyKey& key)
{
    const Rows rows = queries.query("SELECT body_hash, municipality, number FROM submissions "
                                    "WHERE case_id = $1 AND idempotency_key = $2",
                                    {person.value, key.value});
    if (rows.empty())
        return std::nullopt;
    const MunicipalityId id(text_of(rows[0][1]));
    return SubmissionRow{person, key, text_of(rows[0][0]), id,
                         readable(find_receipt(queries, id, ReceiptNumber(text_of(rows[0][2]))), "a receipt")};
}

std::optional<Receipt> find_receipt(Queries& queries, const MunicipalityId& id, const ReceiptNumber& number,
                                    const std::optional<CaseId>& holder)
{
    const Rows rows = queries.query(
        "SELECT body, case_id FROM receipts WHERE municipality = $1 AND number = $2",
        {id.value, number.value});
    if (rows.empty() || (holder && text_of(rows[0][1]) != holder->value))
        return std::nullopt;
    return readable(wire::read_receipt(parsed(rows[0][0])), "a receipt");
}

void insert_receipt(Queries& queries, const MunicipalityId& id, const CaseId& person,
                    const Receipt& receipt)
{
    queries.query("INSERT INTO receipts(municipality, number, case_id, body) VALUES($1, $2, $3, $4)",
                  {id.value, receipt.number.value, person.value, dumped(wire::write(receipt))});
    // The newest is what the care manager has to confirm. A place in a queue is nothing yet, and takes
    // away no more than what it replaces.
    if (!receipt.provider)
        return leave_unconfirmed_but_begun(queries, person, receipt.received);
    queries.query("INSERT INTO unconfirmed(case_id, municipality, sequence, number) "
                  "VALUES($1, $2, $3, $4) ON CONFLICT(case_id) DO UPDATE SET municipality = "
                  "excluded.municipality, sequence = excluded.sequence, number = excluded.number, body = NULL",
                  {person.value, id.value, stored(receipt.sequence), receipt.number.value});
}

void leave_unconfirmed_but_begun(Queries& queries, const CaseId& person, Day today)
{
    queries.query("DELETE FROM unconfirmed WHERE case_id = $1 AND $2 < json_extract(COALESCE(body, "
                  "(SELECT receipts.body FROM receipts WHERE receipts.municipality = "
                  "unconfirmed.municipality AND receipts.number = unconfirmed.number)), '$.window.last')",
                  {person.value, to_iso(today)});
}

void insert_submission(Queries& queries, const SubmissionRow& submission)
{
    queries.query("INSERT INTO submissions(case_id, idempotency_key, body_hash, municipality, "
                  "number) VALUES($1, $2, $3, $4, $5)",
                  {submission.person.value, submission.key.value, submission.body_hash,
                   submission.municipality.value, submission.receipt.number.value});
}

std::optional<std::string> find_meta(Queries& queries, const std::string& key)
{
    const Rows rows = queries.query("SELECT value FROM meta WHERE key = $1", {key});
    if (rows.empty())
        return std::nullopt;
    return text_of(rows[0][0]);
}

void set_meta(Queries& queries, const std::string& key, const std::string& value)
{
    queries.query("INSERT INTO meta(key, value) VALUES($1, $2) "
                  "ON CONFLICT(key) DO UPDATE SET value = excluded.value",
                  {key, value});
}

bool has_cases(Queries& queries) { return !queries.query("SELECT 1 FROM cases LIMIT 1").empty(); }

}  // namespace hemval::server
