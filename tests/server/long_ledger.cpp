#include "tests/server/long_ledger.h"

#include "server/store/migrations.h"
#include "server/store/tables.h"

#include <doctest/doctest.h>

namespace hemval::server::testing {
namespace {

void keep(Queries& queries, MunicipalityState& state, ClientCase& person, const Event& event,
          const Seal& seal)
{
    append(queries, kTown, state, event);
    if (const auto* decided = std::get_if<ProviderDecided>(&event.body)) {
        insert_receipt(queries, kTown, person.id, decided->receipt);
        hemval::apply(person, event);
        update_case(queries, person);
    }
    save_state(queries, kTown, state, seal);
}

ClientCase newcomer(int number)
{
    ClientCase person;
    person.id = CaseId("case-" + std::to_string(number));
    person.area = AreaId("hela");
    person.services = {ServiceId("care")};
    person.decision_day = test_day();
    return person;
}

}  // namespace

std::unique_ptr<SqliteConnection> long_ledger(const TemporaryFolder& folder, int people)
{
    auto opened = SqliteConnection::open(folder.path() + "/" + kDatabaseName,
                                         SqliteConnection::Mode::Write);
    REQUIRE(opened);
    SqliteConnection& database = **opened;
    REQUIRE(migrate(database));
    const auto signer = signing_key(folder.path(), false);
    REQUIRE(signer);
    const Seal seal{*signer, test_day()};
    const Municipality pack = town(kTown);
    MunicipalityState state;
    database.run("BEGIN IMMEDIATE");
    ClientCase nobody;
    keep(database, state, nobody, next_event(state, test_day(), *policy_to_adopt(pack, state)), seal);
    for (int i = 0; i < people; ++i) {
        ClientCase person = newcomer(i);
        insert_case(database, kTown, person);
        keep(database, state, person, next_event(state, test_day(), CaseOpened{person}), seal);
        const Submission declines{Action::Decline, std::nullopt, IdempotencyKey("key-0001")};
        const auto number = static_cast<std::uint64_t>(i);
        const auto events = decide(state, pack.schedule, person, declines,
                                   {test_day(), receipt_number(number), number, number});
        REQUIRE(events);
        for (const Event& event : *events)
            keep(database, state, person, event, seal);
    }
    database.run("COMMIT");
    return std::move(*opened);
}

}  // namespace hemval::server::testing
