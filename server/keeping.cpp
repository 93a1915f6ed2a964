#include "server/keeping.h"

#include "core/registry.h"
#include "core/wire.h"
#include "server/crypto.h"
#include "server/store/tables.h"

#include <utility>

namespace hemval::server {
namespace {

const CaseId* person_of(const Event& event)
{
    if (const auto* decided = std::get_if<ProviderDecided>(&event.body))
        return &decided->person;
    if (const auto* moved = std::get_if<PlaceMoved>(&event.body))
        return &moved->person;
    return nullptr;
}

// The last day before the errand is over; nothing while there is one that nobody knows the end of.
std::optional<Day> end_of_errand(const ClientCase& person)
{
    if (!person.pending || waits(*person.pending))
        return std::nullopt;
    return person.pending->window.last;
}

}  // namespace

Result<bool, Problem> keep_event(Queries& queries, const MunicipalityId& id, MunicipalityState& state,
                                 const Event& event)
{
    if (const auto appended = append(queries, id, state, event); !appended)
        return appended;
    const CaseId* who = person_of(event);
    if (!who)
        return true;
    auto person = load_case(queries, *who);
    if (!person)
        return fail(person.error());
    if (const auto* decided = std::get_if<ProviderDecided>(&event.body))
        insert_receipt(queries, id, *who, decided->receipt);
    hemval::apply(*person, event);
    update_case(queries, *person);
    const auto* moved = std::get_if<PlaceMoved>(&event.body);
    if (!moved || moved->change == PlaceChange::Restored)
        set_in_effect_after(queries, *who, end_of_errand(*person), event.day);
    return true;
}

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

Result<std::vector<ClientCase>, Problem> load_cases(Queries& queries, const MunicipalityId& id)
{
    std::vector<ClientCase> people;
    for (const Row& row : queries.query("SELECT body FROM cases WHERE municipality = $1 ORDER BY id",
                                        {id.value})) {
        auto person = wire::read_case(wire::Json::parse(text_of(row[0]), nullptr, false));
        if (!person)
            return fail(Problem::ServiceFailed);
        people.push_back(std::move(*person));
    }
    return people;
}

}  // namespace hemval::server
