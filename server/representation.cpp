#include "server/representation.h"

#include "core/ledger_rules.h"
#include "core/wire.h"
#include "server/keeping.h"
#include "server/store/tables.h"
#include "server/wish_lists.h"


namespace hemval::server {
namespace {

// From the ledger, not from a copy of it: rejections are few.
std::optional<Undo> undo_of(Queries& queries, const MunicipalityId& id, const CaseId& who)
{
    std::optional<Undo> undo;
    MunicipalityState state;
    ClientCase person;
    person.id = who;
    for_each_event(queries, id, [&](const Event& event, const std::string&) {
        undo = undo_after(undo, state, person, event);
        hemval::apply(state, event);
        hemval::apply(person, event);
    });
    return undo;
}

bool is_own(const RepresentationRow& row, const MandateJudge& by)
{
    return (!row.own_account.empty() && row.own_account == by.account) ||
           (!row.signed_in_as.empty() && row.signed_in_as == by.pseudonym) ||
           (!row.contact.name.empty() && row.contact.name == by.name);
}

void keep_judgement(Queries& queries, const CaseId& person, const std::string& account, Day today)
{
    queries.query("UPDATE representations SET judged = $2, judged_by = $3 "
                  "WHERE case_id = $1 AND judged IS NULL",
                  {person.value, to_iso(today), account});
}

// The codes' errand is over when what holds now takes effect.
void mend_codes(Queries& queries, const ClientCase& person, Day today)
{
    const bool given = person.pending && (!person.pending->rotation || is_given(*person.pending));
    set_in_effect_after(queries, person.id,
                        given ? std::optional(person.pending->window.last) : std::nullopt, today);
}

}  // namespace

std::optional<RepresentationRow> open_representation(Queries& queries, const CaseId& person)
{
    const Rows rows = queries.query("SELECT number, name, reach, signed_in_as, own_account FROM "
                                    "representations WHERE case_id = $1 AND judged IS NULL",
                                    {person.value});
    if (rows.empty())
        return std::nullopt;
    const Row& row = rows[0];
    return RepresentationRow{ReceiptNumber(text_of(row[0])), {text_of(row[1]), text_of(row[2])},
                             text_of(row[3]), text_of(row[4]), std::nullopt, ""};
}

void insert_representation(Queries& queries, const MunicipalityId& id, const CaseId& person,
                           const RepresentationRow& row)
{
    queries.query("INSERT INTO representations(municipality, case_id, number, name, reach, "
                  "signed_in_as, own_account) VALUES($1, $2, $3, $4, $5, $6, $7)",
                  {id.value, person.value, row.receipt.value, row.contact.name, row.contact.reach,
                   row.signed_in_as, row.own_account});
}

void drop_open_representation(Queries& queries, const CaseId& person)
{
    // Looked for first: before it looks, SQLite makes a table of its own for what it is to delete.
    if (open_representation(queries, person))
        queries.query("DELETE FROM representations WHERE case_id = $1 AND judged IS NULL", {person.value});
}

void move_open_representation(Queries& queries, const CaseId& person, const ReceiptNumber& receipt)
{
    queries.query("UPDATE representations SET number = $2 WHERE case_id = $1 AND judged IS NULL",
                  {person.value, receipt.value});
}

void forget_contacts(Queries& queries, const CaseId& person)
{
    queries.query("UPDATE representations SET name = '', reach = '' WHERE case_id = $1",
                  {person.value});
}

Result<MandateJudged, Problem> confirm_representation(Queries& queries,
                                                      const Municipality& municipality,
                                                      const MandateJudge& by, const CaseId& who,
                                                      bool confirmed, const Seal& seal)
{
    const MunicipalityId& id = municipality.id;
    const auto row = open_representation(queries, who);
    if (!row)
        return fail(Problem::NothingToConfirm);
    if (is_own(*row, by))
        return fail(Problem::OwnMandate);
    MunicipalityState state = load_state(queries, id);
    ClientCase person = load_case(queries, who);
    const auto judged = judge(state, person, undo_of(queries, id, who), confirmed, seal.today);
    if (!judged)
        return fail(judged.error());
    const Event event = next_event(state, seal.today, *judged);
    append(queries, id, state, event);
    hemval::apply(person, event);
    update_case(queries, person);
    if (!confirmed)
        drop_wish_list_by_other(queries, who);
    if (judged->undone)
        mend_codes(queries, person, seal.today);
    keep_judgement(queries, who, by.account, seal.today);
    serve_and_keep(queries, municipality, state, seal.today);
    save_state(queries, id, state, seal);
    return *judged;
}

}  // namespace hemval::server
