#include "core/ledger_replay.h"
#include "core/ledger_rules.h"
#include "core/wire.h"
#include "tests/core/example_town.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <set>

using namespace hemval;
using namespace hemval::test;

namespace {

// The ledger without what those people's entries said of them, read back from its stored form.
std::vector<Event> without(const std::vector<Event>& ledger, const std::set<CaseId>& gone)
{
    std::vector<Event> left;
    MunicipalityState state;
    for (const Event& event : ledger) {
        Event kept = event;
        const CaseId* person = person_of(event);
        if (person && gone.count(*person) > 0) {
            kept.body = *erased(state, event);
        }
        left.push_back(*wire::read_event(wire::write(kept)));
        apply(state, event);
    }
    return left;
}

Office a_town_at_work(const std::vector<std::uint16_t>& steps, unsigned rule)
{
    Municipality town = example_town();
    for (Provider& provider : town.providers) {
        provider.capacity = 2;
        provider.monthly_hours_ceiling = 25;
    }
    town.rotation.method = static_cast<RotationMethod>(rule % 5);
    town.rotation.ceiling = rule % 2 == 0 ? CeilingRule::Clients : CeilingRule::MonthlyHours;
    town.rotation.all_full = static_cast<AllFull>(rule % 3);
    town.rotation.interim = named("egen");
    town.rotation.per_area = rule % 7 == 0;
    town.rotation.full_turn = rule % 11 == 0 ? FullTurn::Keeps : FullTurn::Loses;
    Office office(town);
    std::vector<CaseId> people;
    for (const std::uint16_t step : steps) {
        if (people.empty() || step % 5 == 0) {
            people.push_back(office.open(step % 3 == 0 ? std::optional(named("ask")) : std::nullopt));
        }
        const CaseId person = people[step / 16 % people.size()];
        const char* const names[] = {"ask", "bjork", "ceder", "druva", "egen"};
        switch (step % 4) {
        case 0: office.choose(person, names[step / 8 % 5]); break;
        case 1: office.change(person, names[step / 8 % 5]); break;
        case 2: {
            const Action action = office.cases[person].current ? Action::Switch : Action::Choose;
            Submission submission{action, ProviderId(names[step / 8 % 5]), IdempotencyKey("key")};
            submission.queue = step % 3 != 0;
            office.submit(person, submission);
            break;
        }
        default: office.decline(person); break;
        }
        if (step % 13 == 0) {
            office.today = plus_days(office.today, 9);
        }
    }
    return office;
}

}  // namespace

TEST_CASE("whoever is erased, the rest of the ledger replays to the very same state")
{
    int erased_people = 0;
    CHECK(rc::check([&](const std::vector<std::uint16_t>& steps, std::uint16_t rule,
                        std::uint64_t which) {
        const Office office = a_town_at_work(steps, rule);
        RC_ASSERT(!office.replay_fault());
        std::set<CaseId> gone;
        for (const auto& one : office.cases) {
            which = which * 6364136223846793005U + 1442695040888963407U;
            if ((which >> 40U) % 2 == 0 && find_queued(office.state, one.first) == nullptr) {
                gone.insert(one.first);
            }
        }
        erased_people += static_cast<int>(gone.size());
        const std::vector<Event> left = without(office.ledger, gone);
        MunicipalityState state;
        const auto fault = replay(left, state);
        RC_ASSERT(!fault);
        RC_ASSERT(state == office.state);
    }));
    CHECK(erased_people > 100);
}

TEST_CASE("what is left of an entry names neither the person, the receipt nor the support")
{
    Office office(example_town());
    const CaseId person = office.open(std::nullopt, 37);
    const auto receipt = office.decline(person);
    REQUIRE(receipt);
    for (const Event& event : without(office.ledger, {person})) {
        const std::string text = wire::write(event).dump();
        CHECK(text.find(person.value) == std::string::npos);
        CHECK(text.find(receipt->number.value) == std::string::npos);
        CHECK((event.sequence == 1 || text.find("shopping") == std::string::npos));
        CHECK((event.sequence == 1 || text.find("norra") == std::string::npos));
    }
    CHECK_FALSE(erased(MunicipalityState{}, office.ledger.front()));
}

TEST_CASE("an erased entry out of its place is seen")
{
    Office office(example_town());
    const CaseId person = office.open();
    REQUIRE(office.decline(person));
    std::vector<Event> left = without(office.ledger, {person});
    MunicipalityState state;
    CHECK_FALSE(replay(left, state));
    auto& body = std::get<EntryErased>(left[2].body);
    body.rotation->sequence = 2;
    CHECK(replay(left, state)->sequence == 3);
    body.rotation->sequence = 3;
    body.out_of_queue = true;
    CHECK(replay(left, state)->sequence == 3);
}
