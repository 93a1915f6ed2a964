#include "server/letters/case_opening.h"

#include "core/ledger.h"
#include "server/protect.h"
#include "server/references.h"
#include "server/store/case_persons.h"

namespace hemval::server {
namespace {

// A code whose errand is over stays, to say so.
void stop_earlier_codes(Queries& queries, const CaseId& person, Day today)
{
    queries.query("DELETE FROM sessions WHERE case_id = $1 AND code_lookup IS NOT NULL", {person.value});
    queries.query("DELETE FROM codes WHERE case_id = $1 "
                  "AND (in_effect_after IS NULL OR in_effect_after >= $2)",
                  {person.value, to_iso(today)});
}

// What has been chosen already is this letter's errand too, until it takes effect.
void take_up_errand(Queries& queries, const CaseId& id, Day today)
{
    const ClientCase person = as_of(load_case(queries, id), today);
    if (person.pending && person.pending->provider)
        set_in_effect_after(queries, id, person.pending->window.last, today);
}

}  // namespace

std::string not_kept(Problem problem)
{
    return std::string("The database could not keep it (") + name_of(problem) +
           "): no case was opened and no letter made.";
}

Result<bool, std::string> mark_protected(Queries& queries, const MunicipalityId& id,
                                         const std::vector<NewLetter>& letters, const Seal& seal)
{
    for (const NewLetter& letter : letters) {
        if (!letter.known || !letter.is_protected())
            continue;
        if (const auto marked = protect_case(queries, id, letter.person.id, seal); !marked)
            return marked;
    }
    return true;
}

Result<bool, Problem> open_cases(Queries& queries, const Municipality& municipality,
                                 const std::vector<NewLetter>& letters, const Seal& seal)
{
    const MunicipalityId& id = municipality.id;
    const Day today = seal.today;
    MunicipalityState state = load_state(queries, id);
    for (const NewLetter& letter : letters) {
        const auto known = find_reference(queries, id, letter.pseudonym);
        // Somebody else has made letters of the same file meanwhile: theirs stand.
        if (known.has_value() != letter.known || (known && *known != letter.person.id))
            return fail(Problem::KeyReused);
        const CaseId person = letter.person.id;
        if (known) {
            if (!letter.is_protected() && !letter.only_tells)
                stop_earlier_codes(queries, person, today);
        } else {
            append(queries, id, state, next_event(state, today, CaseOpened{letter.person}));
            insert_case(queries, id, letter.person);
            queries.query("INSERT INTO case_references(municipality, pseudonym, case_id) "
                          "VALUES($1, $2, $3)",
                          {id.value, letter.pseudonym, person.value});
        }
        if (letter.is_protected())
            continue;
        queries.query("UPDATE case_references SET sealed = $3 WHERE municipality = $1 AND "
                      "pseudonym = $2",
                      {id.value, letter.pseudonym, letter.sealed});
        if (!letter.person_pseudonym.empty())
            set_case_person(queries, id, person, letter.person_pseudonym);
        if (letter.only_tells)
            continue;
        for (const StoredCode& code : {letter.typed, letter.link})
            insert_code(queries, {code, id, person, today, plus_days(today, kCodeValidDays),
                                  std::nullopt});
        take_up_errand(queries, person, today);
    }
    save_state(queries, id, state, seal);
    return true;
}

}  // namespace hemval::server
