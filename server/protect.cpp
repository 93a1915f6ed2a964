#include "server/protect.h"

#include "core/ledger_transition.h"
#include "core/protected.h"
#include "server/erase.h"
#include "server/representation.h"
#include "server/staff/case_tables.h"
#include "server/store/tables.h"
#include "server/verify.h"
#include "server/wish_lists.h"

namespace hemval::server {
namespace {

constexpr const char* kFailed = "The case could not be kept: nothing was changed.";

Result<bool, std::string> keep(Queries& queries, const MunicipalityId& id, MunicipalityState& state,
                               const CaseRestated& as, const Seal& seal)
{
    const Event event = next_event(state, seal.today, as);
    if (!append(queries, id, state, event))
        return fail(std::string(kFailed));
    update_case(queries, as.person);
    if (!save_state(queries, id, state, seal))
        return fail(std::string(kFailed));
    return true;
}

// Of a provider that has to do with the person no more nothing is kept, so neither is its place. Whoever
// waits there has it with the next errand or the day's work.
bool give_up_offer(Queries& queries, const MunicipalityId& id, MunicipalityState& state,
                   ClientCase& person, Day today)
{
    if (!person.offer)
        return true;
    const Event ended = next_event(state, today, offer_ended(person));
    if (!append(queries, id, state, ended))
        return false;
    apply(person, ended);
    return true;
}

}  // namespace

Result<bool, std::string> protect_case(Queries& queries, const MunicipalityId& id,
                                       const CaseId& who, const Seal& seal)
{
    auto person = load_case(queries, who);
    auto state = load_state(queries, id);
    if (!person || !state)
        return fail(std::string(kFailed));
    if (person->is_protected)
        return false;
    const auto signature = SignatureCheck::of(seal.signer);
    if (const auto verified = verify_ledger(queries, id, *signature); !verified)
        return fail("Nothing was changed, as the ledger does not hold: " + verified.error());
    const auto waits = unconfirmed_of(queries, who);
    if (!waits || !give_up_offer(queries, id, *state, *person, seal.today))
        return fail(std::string(kFailed));
    const CaseRestated as = as_protected(*state, *person, seal.today);
    erase_entries(queries, id, seal.signer, {who}, true);
    erase_receipts_and_work(queries, who);
    if (*waits)
        keep_without_receipt(queries, id, who, as_protected(**waits, state->sequence + 1, seal.today),
                             (*waits)->sequence);
    forget_contacts(queries, who);
    drop_wish_list(queries, who);
    queries.query("DELETE FROM told WHERE case_id = $1", {who.value});
    queries.query("DELETE FROM case_persons WHERE case_id = $1", {who.value});
    queries.query("UPDATE case_references SET sealed = NULL WHERE case_id = $1", {who.value});
    return keep(queries, id, *state, as, seal);
}

Result<bool, std::string> lift_protection(Queries& queries, const MunicipalityId& id,
                                          const CaseId& who, const AreaId& area, const Seal& seal)
{
    const auto person = load_case(queries, who);
    auto state = load_state(queries, id);
    if (!person || !state)
        return fail(std::string(kFailed));
    if (!person->is_protected)
        return false;
    return keep(queries, id, *state, as_ordinary(*state, *person, area, seal.today), seal);
}

std::optional<Problem> phone_only(Queries& queries, const CaseId& id)
{
    const auto person = load_case(queries, id);
    if (!person)
        return person.error();
    return may_leave_house(*person) ? std::nullopt : std::optional(Problem::PhoneOnly);
}

}  // namespace hemval::server
