#include "core/client_case.h"

#include "tests/core/example_town.h"

#include <doctest/doctest.h>

using namespace hemval;
using namespace hemval::test;

namespace {

using Actions = std::vector<Action>;

ClientCase with_pending(Action action, std::optional<ProviderId> provider)
{
    ClientCase person;
    person.id = CaseId("a");
    Receipt receipt;
    receipt.number = ReceiptNumber("R");
    receipt.action = action;
    receipt.received = day_of(2026, 11, 23);
    receipt.window = {day_of(2026, 11, 30), day_of(2026, 12, 7)};
    receipt.provider = std::move(provider);
    person.pending = std::move(receipt);
    return person;
}

std::vector<ListedProvider> two(bool second_closing)
{
    std::vector<ListedProvider> rows(2);
    rows[0].id = named("ask");
    rows[1].id = named("bjork");
    if (second_closing) {
        rows[1].closing = day_of(2027, 1, 31);
    }
    return rows;
}

}  // namespace

TEST_CASE("stored numbers and names of actions and situations stay what they are")
{
    CHECK(static_cast<int>(Action::Choose) == 0);
    CHECK(static_cast<int>(Action::Switch) == 1);
    CHECK(static_cast<int>(Action::Decline) == 2);
    CHECK(std::string(name_of(Action::Choose)) == "choose");
    CHECK(std::string(name_of(Action::Switch)) == "switch");
    CHECK(std::string(name_of(Action::Decline)) == "decline");
    CHECK(std::string(name_of(Situation::NoProvider)) == "no_provider");
    CHECK(std::string(name_of(Situation::HasProvider)) == "has_provider");
    CHECK(std::string(name_of(Situation::ProviderLeaving)) == "provider_leaving");
    for (const Action action : kAllActions) {
        CHECK(action_named(name_of(action)) == action);
    }
    CHECK_FALSE(action_named("vote"));
}

TEST_CASE("a change takes effect on the last day of its window and not before")
{
    const ClientCase person = with_pending(Action::Choose, named("ask"));
    CHECK(as_of(person, day_of(2026, 12, 6)) == person);
    const ClientCase after = as_of(person, day_of(2026, 12, 7));
    CHECK(after.current == named("ask"));
    CHECK_FALSE(after.pending);
    CHECK(as_of(after, day_of(2027, 12, 7)) == after);
}

TEST_CASE("waiting for a place does not end by itself")
{
    const ClientCase person = with_pending(Action::Decline, std::nullopt);
    CHECK(as_of(person, day_of(2030, 1, 1)) == person);
}

TEST_CASE("the situation follows from the present provider")
{
    ClientCase person;
    CHECK(situation(person, two(true)) == Situation::NoProvider);
    person.current = named("ask");
    CHECK(situation(person, two(true)) == Situation::HasProvider);
    person.current = named("bjork");
    CHECK(situation(person, two(true)) == Situation::ProviderLeaving);
    CHECK(situation(person, two(false)) == Situation::HasProvider);
    person.current = named("no-longer-listed");
    CHECK(situation(person, two(false)) == Situation::ProviderLeaving);
}

TEST_CASE("what is offered in each situation")
{
    ClientCase person;
    CHECK(allowed_actions(person, two(true)) == Actions{Action::Choose, Action::Decline});
    person.current = named("ask");
    CHECK(allowed_actions(person, two(true)) == Actions{Action::Switch});
    person.current = named("bjork");
    CHECK(allowed_actions(person, two(true)) == Actions{Action::Choose, Action::Decline});
}

TEST_CASE("one may change one's mind, but not draw turn after turn")
{
    CHECK(allowed_actions(with_pending(Action::Choose, named("ask")), two(true)) ==
          Actions{Action::Choose, Action::Decline});
    CHECK(allowed_actions(with_pending(Action::Decline, named("ask")), two(true)) ==
          Actions{Action::Choose});
    CHECK(allowed_actions(with_pending(Action::Decline, std::nullopt), two(true)) ==
          Actions{Action::Choose});
    // An assignment to somebody who then announces a closing no longer stands.
    CHECK(allowed_actions(with_pending(Action::Decline, named("bjork")), two(true)) ==
          Actions{Action::Choose, Action::Decline});
}
