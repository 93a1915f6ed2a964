#include "server/keeping.h"

#include "core/ledger_rules.h"
#include "core/mandate.h"
#include "core/registry.h"
#include "core/wire.h"
#include "server/crypto.h"
#include "server/json.h"
#include "server/representation.h"
#include "server/staff/case_tables.h"
#include "server/store/tables.h"

#include <utility>

namespace hemval::server {
namespace {

// The last day before the errand is over; nothing while there is one that nobody knows the end of.
std::optional<Day> end_of_errand(const ClientCase& person)
{
    if (!person.pending || waits(*person.pending))
        return std::nullopt;
    return person.pending->window.last;
}

}  // namespace

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

void keep_event(Queries& queries, const MunicipalityId& id, MunicipalityState& state, const Event& event)
{
    append(queries, id, state, event);
    const auto* decided = std::get_if<ProviderDecided>(&event.body);
    const auto* moved = std::get_if<PlaceMoved>(&event.body);
    const auto* ended = std::get_if<QueueEnded>(&event.body);
    if (!decided && !moved && !ended)
        return;
    ClientCase person = load_case(queries, *person_of(event));
    if (decided) {
        insert_receipt(queries, id, person.id, decided->receipt);
        if (awaits_confirmation(decided->receipt))
            move_open_representation(queries, person.id, decided->receipt.number);
        else
            drop_open_representation(queries, person.id);
    }
    hemval::apply(person, event);
    update_case(queries, person);
    if (moved && moved->change == PlaceChange::Restored) {
        queue_again(queries, id, person.id, person.pending, event.day);
        if (!person.pending || !awaits_confirmation(*person.pending))
            drop_open_representation(queries, person.id);
        else
            move_open_representation(queries, person.id, person.pending->number);
    }
    if (decided || ended || moved->change == PlaceChange::Restored)
        set_in_effect_after(queries, person.id, end_of_errand(person), event.day);
}

void serve_and_keep(Queries& queries, const Municipality& municipality, MunicipalityState& state, Day today)
{
    const DecideContext context{today, unused_number(queries, municipality.id), random_number(),
                                random_number()};
    for (const Event& event : serve_waiting(state, municipality.schedule, context))
        keep_event(queries, municipality.id, state, event);
}

void for_each_case(Queries& queries, const MunicipalityId& id,
                   const std::function<void(const ClientCase&)>& work)
{
    constexpr std::int64_t kPage = 500;
    std::string last;
    for (;;) {
        const Rows page = queries.query("SELECT id, body FROM cases WHERE municipality = $1 AND id > $2 "
                                        "ORDER BY id LIMIT $3",
                                        {id.value, last, kPage});
        if (page.empty())
            return;
        for (const Row& row : page)
            work(readable(wire::read_case(parsed(row[1])), "a case"));
        last = text_of(page.back()[0]);
    }
}

std::vector<ClientCase> load_cases(Queries& queries, const MunicipalityId& id)
{
    std::vector<ClientCase> people;
    for_each_case(queries, id, [&](const ClientCase& person) { people.push_back(person); });
    return people;
}

}  // namespace hemval::server
