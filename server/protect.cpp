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

void keep(Queries& queries, const MunicipalityId& id, MunicipalityState& state, const CaseRestated& as,
          const Seal& seal)
{
    append(queries, id, state, next_event(state, seal.today, as));
    update_case(queries, as.person);
    save_state(queries, id, state, seal);
}

// Of a provider that has to do with the person no more nothing is kept, so neither is its place. Whoever
// waits there has it with the next errand or the day's work.
void give_up_offer(Queries& queries, const MunicipalityId& id, MunicipalityState& state,
                   ClientCase& person, Day today)
{
    if (!person.offer)
        return;
    const Event ended = next_event(state, today, offer_ended(person));
    append(queries, id, state, ended);
    apply(person, ended);
}

}  // namespace

Result<bool, std::string> protect_case(Queries& queries, const MunicipalityId& id,
                                       const CaseId& who, const Seal& seal)
{
    ClientCase person = load_case(queries, who);
    if (person.is_protected)
        return false;
    MunicipalityState state = load_state(queries, id);
    const auto signature = SignatureCheck::of(seal.signer);
    if (const auto verified = verify_ledger(queries, id, *signature); !verified)
        return fail("Nothing was changed, as the ledger does not hold: " + verified.error());
    const auto waits = unconfirmed_of(queries, who);
    give_up_offer(queries, id, state, person, seal.today);
    const CaseRestated as = as_protected(state, person, seal.today);
    erase_entries(queries, id, seal.signer, {who}, true);
    erase_receipts_and_work(queries, who);
    if (waits)
        keep_without_receipt(queries, id, who, as_protected(*waits, state.sequence + 1, seal.today),
                             waits->sequence);
    forget_contacts(queries, who);
    drop_wish_list(queries, who);
    queries.query("DELETE FROM told WHERE case_id = $1", {who.value});
    queries.query("DELETE FROM case_persons WHERE case_id = $1", {who.value});
    queries.query("UPDATE case_references SET sealed = NULL WHERE case_id = $1", {who.value});
    keep(queries, id, state, as, seal);
    return true;
}

bool lift_protection(Queries& queries, const MunicipalityId& id, const CaseId& who, const AreaId& area,
                     const Seal& seal)
{
    const ClientCase person = load_case(queries, who);
    if (!person.is_protected)
        return false;
    MunicipalityState state = load_state(queries, id);
    keep(queries, id, state, as_ordinary(state, person, area, seal.today), seal);
    return true;
}

std::optional<Problem> phone_only(Queries& queries, const CaseId& id)
{
    return may_leave_house(load_case(queries, id)) ? std::nullopt : std::optional(Problem::PhoneOnly);
}

}  // namespace hemval::server
