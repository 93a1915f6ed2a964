#include "server/keeping.h"

#include "core/ledger_rules.h"
#include "core/registry.h"
#include "server/crypto.h"
#include "server/representation.h"
#include "server/store/tables.h"

namespace hemval::server {

ReceiptNumber unused_number(Queries& queries, const MunicipalityId& id)
{
    for (;;) {
        const ReceiptNumber number = receipt_number(random_number());
        const Rows rows = queries.query(
            "SELECT 1 FROM receipts WHERE municipality = $1 AND number = $2",
            {id.value, number.value});
        if (rows.empty())
            return number;
    }
}

Result<bool, Problem> keep_decided(Queries& queries, const MunicipalityId& id,
                                   MunicipalityState& state, const Event& event)
{
    if (const auto appended = append(queries, id, state, event); !appended)
        return appended;
    const auto& decided = std::get<ProviderDecided>(event.body);
    auto person = load_case(queries, decided.person);
    if (!person)
        return fail(person.error());
    insert_receipt(queries, id, decided.person, decided.receipt);
    if (awaits_confirmation(decided.receipt))
        move_open_representation(queries, decided.person, decided.receipt.number);
    hemval::apply(*person, event);
    update_case(queries, *person);
    set_in_effect_after(queries, person->id,
                        waits(decided.receipt) ? std::nullopt
                                               : std::optional(decided.receipt.window.last),
                        event.day);
    return true;
}

Result<bool, Problem> serve_and_keep(Queries& queries, const Municipality& municipality,
                                     MunicipalityState& state, Day today)
{
    const DecideContext context{today, unused_number(queries, municipality.id), random_number(),
                                random_number()};
    for (const Event& event : serve_waiting(state, municipality.schedule, context)) {
        if (const auto kept = keep_decided(queries, municipality.id, state, event); !kept)
            return kept;
    }
    return true;
}

}  // namespace hemval::server
