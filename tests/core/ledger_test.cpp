#include "core/ledger.h"

#include "core/wire.h"
#include "tests/core/example_town.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <set>

using namespace hemval;
using namespace hemval::test;

namespace {

Municipality small_town(int places)
{
    Municipality town = example_town();
    for (Provider& provider : town.providers) {
        provider.capacity = places;
    }
    town.rotation.ceiling = CeilingRule::Clients;
    town.rotation.all_full = AllFull::Wait;
    return town;
}

// A ledger with every kind of event: choices, assignments, a closing, some who wait and are served.
Office busy_office()
{
    Office office(small_town(1));
    std::vector<CaseId> people;
    for (int i = 0; i < 7; ++i) {
        people.push_back(office.open());
        office.decline(people.back());
    }
    office.keep(ProviderClosing{named("bjork"), plus_days(kToday, 60)});
    office.today = plus_days(kToday, 1);
    provider_in(office.town, "druva").capacity = 2;
    office.adopt();
    office.keep(ProviderClosing{named("ceder"), plus_days(kToday, 90)});
    const CaseId moves = *std::find_if(people.begin(), people.end(), [&](const CaseId& person) {
        return office.cases[person].pending->provider == named("ceder");
    });
    provider_in(office.town, "egen").capacity = 3;
    office.adopt();
    office.choose(moves, "egen");
    provider_in(office.town, "ask").capacity = 3;
    office.adopt();
    const CaseId late = office.open();
    office.decline(late);
    return office;
}

ProviderDecided* decided(Event& event)
{
    return std::get_if<ProviderDecided>(&event.body);
}

std::uint64_t first_fault(const std::vector<Event>& ledger)
{
    MunicipalityState state;
    const auto fault = replay(ledger, state);
    return fault ? fault->sequence : 0;
}

std::optional<Event> last_choice(const Office& office)
{
    for (auto event = office.ledger.rbegin(); event != office.ledger.rend(); ++event) {
        const auto* body = std::get_if<ProviderDecided>(&event->body);
        if (body != nullptr && body->receipt.action != Action::Decline) {
            return *event;
        }
    }
    return std::nullopt;
}

}  // namespace

TEST_CASE("apply takes only the next event")
{
    Office office(example_town());
    const MunicipalityState before_it = office.state;
    Event event = next_event(office.state, kToday, ProviderClosing{named("ask"), kToday});
    ++event.sequence;
    CHECK_FALSE(apply(office.state, event));
    event.sequence -= 2;
    CHECK_FALSE(apply(office.state, event));
    CHECK(office.state == before_it);
    ++event.sequence;
    CHECK(apply(office.state, event));
    CHECK(office.state.providers[0].closing == kToday);
}

TEST_CASE("those without a place are served first, in the order they came")
{
    Office office(small_town(1));
    std::vector<CaseId> people;
    for (int i = 0; i < 8; ++i) {
        people.push_back(office.open());
        REQUIRE(office.decline(people.back()));
    }
    CHECK_FALSE(office.cases[people[5]].pending->provider);
    CHECK(office.cases[people[5]].pending->rotation->basis == AssignmentBasis::Waiting);
    CHECK(office.state.waiting.size() == 3);

    provider_in(office.town, "druva").capacity = 3;
    office.adopt();
    CHECK(office.state.waiting.size() == 1);  // served at once, not when somebody next comes
    const CaseId late = office.open();
    REQUIRE(office.decline(late));
    CHECK(office.cases[people[5]].pending->provider == named("druva"));
    CHECK(office.cases[people[6]].pending->provider == named("druva"));
    CHECK_FALSE(office.cases[people[7]].pending->provider);
    CHECK_FALSE(office.cases[late].pending->provider);
    CHECK_FALSE(office.replay_fault());
}

TEST_CASE("a place that becomes free by a choice goes to who has waited longest, at once")
{
    Municipality town = small_town(1);
    provider_in(town, "egen").areas = {AreaId("sodra")};
    Office office(town);
    ClientCase mover;  // the only one who may go to egen
    mover.id = CaseId("mover");
    mover.area = AreaId("sodra");
    office.keep(CaseOpened{mover});
    REQUIRE(office.choose(mover.id, "ask"));
    std::vector<CaseId> people;
    for (int i = 0; i < 5; ++i) {
        people.push_back(office.open());
        REQUIRE(office.decline(people.back()));
    }
    CHECK(office.state.waiting.size() == 2);
    REQUIRE(office.choose(mover.id, "egen"));
    CHECK(office.cases[people[3]].pending->provider == named("ask"));
    CHECK_FALSE(office.cases[people[4]].pending->provider);
    CHECK(office.clients("ask") == 1);
    CHECK(office.clients("egen") == 1);
    std::set<ReceiptNumber> numbers;
    for (Event& event : office.ledger) {
        if (decided(event) != nullptr) {
            CHECK(numbers.insert(decided(event)->receipt.number).second);
        }
    }
    CHECK_FALSE(office.replay_fault());
}

TEST_CASE("somebody who waits and then chooses leaves the queue")
{
    Municipality town = small_town(1);
    town.rotation.ceiling = CeilingRule::MonthlyHours;  // binds the rule, not those who choose
    for (Provider& provider : town.providers) {
        provider.monthly_hours_ceiling = 0;
    }
    Office office(town);
    const CaseId person = office.open();
    REQUIRE(office.decline(person));
    CHECK(office.state.waiting.size() == 1);
    CHECK(problem_of(office.decline(person)) == Problem::AlreadyYours);
    REQUIRE(office.choose(person, "ask"));
    CHECK(office.state.waiting.empty());
    CHECK(office.clients("ask") == 1);
    CHECK_FALSE(office.replay_fault());
}

TEST_CASE("an interim provider keeps the person until there is a place, or for good by choice")
{
    Municipality town = small_town(1);
    town.rotation.all_full = AllFull::InterimProvider;
    town.rotation.interim = named("egen");
    Office office(town);
    std::vector<CaseId> people;
    for (int i = 0; i < 7; ++i) {
        people.push_back(office.open());
        REQUIRE(office.decline(people.back()));
    }
    CHECK(office.cases[people[5]].pending->provider == named("egen"));
    CHECK(office.clients("egen") == 3);
    CHECK(office.state.waiting.size() == 2);
    CHECK(office.view(people[5]).allowed == std::vector<Action>{Action::Choose});

    office.today = plus_days(kToday, 30);
    REQUIRE(office.change(people[5], "egen"));
    CHECK(office.clients("egen") == 3);
    CHECK(office.state.waiting.size() == 1);
    provider_in(office.town, "druva").capacity = 2;
    office.adopt();
    const CaseId late = office.open();
    REQUIRE(office.decline(late));
    CHECK(office.cases[people[6]].pending->provider == named("druva"));
    CHECK(office.cases[people[6]].pending->previous == named("egen"));
    CHECK(office.clients("egen") == 3);  // one left for druva, the latecomer came
    CHECK_FALSE(office.replay_fault());
}

TEST_CASE("hours given by rotation are counted by calendar month")
{
    Municipality town = example_town();
    town.rotation.ceiling = CeilingRule::MonthlyHours;
    for (Provider& provider : town.providers) {
        provider.monthly_hours_ceiling = 15;
    }
    Office office(town);
    REQUIRE(office.decline(office.open(std::nullopt, 10)));
    CHECK(office.state.hours[named("ask")] == 10);
    for (int i = 0; i < 4; ++i) {
        REQUIRE(office.decline(office.open(std::nullopt, 10)));
    }
    const auto over = office.decline(office.open(std::nullopt, 10));
    REQUIRE(over);
    CHECK(over->rotation->basis == AssignmentBasis::MunicipalFallback);
    office.today = day_of(2026, 12, 1);
    REQUIRE(office.decline(office.open(std::nullopt, 10)));
    CHECK(office.state.hours.size() == 1);
    CHECK(office.state.hours_month == std::chrono::year{2026} / std::chrono::December);
    CHECK_FALSE(office.replay_fault());
}

TEST_CASE("each area has a list of its own when the policy says so")
{
    Municipality town = example_town();
    town.rotation.per_area = true;
    provider_in(town, "ask").areas = {AreaId("sodra")};
    Office office(town);
    CHECK(office.state.lists.size() == 2);
    CHECK(office.decline(office.open())->provider == named("bjork"));
    CHECK(office.state.lists[AreaId("norra")].turn == 1);
    CHECK(office.state.lists[AreaId("sodra")].turn == 0);
    CHECK_FALSE(office.replay_fault());
}

TEST_CASE("the pack is adopted anew only when it says something else")
{
    Office office(example_town());
    CHECK_FALSE(policy_to_adopt(office.town, office.state));
    office.keep(ProviderClosing{named("ask"), plus_days(kToday, 60)});
    CHECK_FALSE(policy_to_adopt(office.town, office.state));
    REQUIRE(office.choose(office.open(), "egen"));
    provider_in(office.town, "egen").capacity = 7;
    provider_in(office.town, "egen").clients = 5;
    office.adopt();
    CHECK(office.state.providers[0].closing == plus_days(kToday, 60));
    CHECK(office.state.providers[4].capacity == 7);
    CHECK(office.clients("egen") == 1);
    CHECK_FALSE(office.replay_fault());
}

TEST_CASE("a closing taken out of the pack is gone; one announced by an event stands")
{
    Municipality town = example_town();
    provider_in(town, "bjork").closing = plus_days(kToday, 90);
    Office office(town);
    office.keep(ProviderClosing{named("ask"), plus_days(kToday, 60)});
    CHECK(office.state.providers[1].closing == plus_days(kToday, 90));
    provider_in(office.town, "bjork").closing.reset();
    office.adopt();
    CHECK_FALSE(office.state.providers[1].closing);
    CHECK(office.state.providers[0].closing == plus_days(kToday, 60));
    CHECK_FALSE(office.replay_fault());
}

TEST_CASE("a busy ledger replays to the same state")
{
    const Office office = busy_office();
    CHECK_FALSE(office.replay_fault());
    CHECK(last_choice(office).has_value());
}

TEST_CASE("replay names the first event that is missing, repeated or out of place")
{
    const Office office = busy_office();
    for (std::size_t i = 0; i + 1 < office.ledger.size(); ++i) {
        std::vector<Event> missing = office.ledger;
        missing.erase(missing.begin() + static_cast<std::ptrdiff_t>(i));
        CHECK(first_fault(missing) == office.ledger[i + 1].sequence);
        std::vector<Event> repeated = office.ledger;
        repeated.insert(repeated.begin() + static_cast<std::ptrdiff_t>(i), repeated[i]);
        CHECK(first_fault(repeated) == office.ledger[i].sequence);
        std::vector<Event> swapped = office.ledger;
        std::swap(swapped[i], swapped[i + 1]);
        CHECK(first_fault(swapped) == office.ledger[i + 1].sequence);
    }
}

TEST_CASE("replay sees every altered assignment, receipt, place and request")
{
    const Office office = busy_office();
    const auto check_each = [&](const char* what, auto alter) {
        INFO(what);
        int altered = 0;
        for (std::size_t i = 0; i < office.ledger.size(); ++i) {
            std::vector<Event> ledger = office.ledger;
            if (decided(ledger[i]) == nullptr || !alter(*decided(ledger[i]))) {
                continue;
            }
            ++altered;
            CHECK(first_fault(ledger) == ledger[i].sequence);
        }
        CHECK(altered > 0);
    };
    check_each("provider", [](ProviderDecided& one) {
        const bool by_rule = one.receipt.rotation.has_value();
        one.receipt.provider = one.receipt.provider == named("ask") ? named("egen") : named("ask");
        return by_rule;
    });
    check_each("reason", [](ProviderDecided& one) {
        if (!one.receipt.rotation) return false;
        one.receipt.rotation->skipped.push_back(Skip{named("egen"), SkipReason::Warned, false});
        return true;
    });
    check_each("list", [](ProviderDecided& one) {
        if (!one.list) return false;
        ++one.list->assignments;
        return true;
    });
    check_each("request", [](ProviderDecided& one) {
        if (!one.request) return false;
        ++one.request->commit;
        return true;
    });
    check_each("no request", [](ProviderDecided& one) {
        const bool had = one.request.has_value();
        one.request.reset();
        return had;
    });
    check_each("place", [](ProviderDecided& one) {
        one.from = one.from ? std::nullopt : std::optional<ProviderId>(named("egen"));
        return true;
    });
    check_each("previous", [](ProviderDecided& one) {
        one.receipt.previous = named("nobody");
        return true;
    });
    check_each("receipt sequence", [](ProviderDecided& one) {
        ++one.receipt.sequence;
        return true;
    });
    check_each("received", [](ProviderDecided& one) {
        one.receipt.received = plus_days(one.receipt.received, 1);
        return true;
    });
    check_each("window", [](ProviderDecided& one) {
        one.receipt.window.last = plus_days(one.receipt.window.first, -1);
        return true;
    });
    check_each("number", [](ProviderDecided& one) {
        one.receipt.number = ReceiptNumber();
        return true;
    });
    check_each("unknown case", [](ProviderDecided& one) {
        one.person = CaseId("nobody");
        return true;
    });
}

TEST_CASE("replay sees a choice for a provider that was full or closing at the time")
{
    for (const bool closing : {false, true}) {
        Office office(example_town());
        const CaseId person = office.open();
        REQUIRE(office.choose(person, "ask"));
        Event choice = office.ledger.back();
        office.ledger.pop_back();
        if (closing) {
            office.ledger.push_back(
                Event{choice.sequence, kToday, ProviderClosing{named("ask"), kToday}});
        } else {
            Municipality full = office.town;
            provider_in(full, "ask").capacity = 0;
            MunicipalityState state;
            REQUIRE_FALSE(replay(office.ledger, state));
            office.ledger.push_back(Event{choice.sequence, kToday, *policy_to_adopt(full, state)});
        }
        ++choice.sequence;
        ++decided(choice)->receipt.sequence;
        office.ledger.push_back(choice);
        CHECK(first_fault(office.ledger) == choice.sequence);
    }
}

TEST_CASE("replay sees that somebody who waited was overtaken")
{
    Office office(small_town(1));
    std::vector<CaseId> people;
    for (int i = 0; i < 6; ++i) {
        people.push_back(office.open());
        REQUIRE(office.decline(people.back()));
    }
    const CaseId late = office.open();
    Office choosing = office;
    for (Office* one : {&office, &choosing}) {
        provider_in(one->town, "ask").capacity = 2;
        one->adopt();  // two events: the new list, and the one who waited
        REQUIRE(decided(one->ledger.back())->person == people[5]);
        one->ledger.pop_back();
    }
    MunicipalityState state;
    REQUIRE_FALSE(replay(office.ledger, state));
    const auto receipt = [&] {
        Receipt made;
        made.number = ReceiptNumber("AAAA-BBBB-CC");
        made.sequence = state.sequence + 1;
        made.received = kToday;
        made.provider = named("ask");
        made.window = {plus_days(kToday, 2), plus_days(kToday, 5)};
        return made;
    }();
    choosing.ledger.push_back(
        next_event(state, kToday, ProviderDecided{late, receipt, std::nullopt, {}, {}}));
    office.ledger.push_back(choosing.ledger.back());
    decided(office.ledger.back())->receipt.action = Action::Decline;
    for (const Office* one : {&office, &choosing}) {
        const auto fault = replay(one->ledger, state);
        REQUIRE(fault);
        CHECK(fault->sequence == one->ledger.back().sequence);
        CHECK(fault->what.find("overtaken") != std::string::npos);
    }
}

TEST_CASE("a ledger begins with the policy, and a case is opened once")
{
    Office office(example_town());
    const CaseId person = office.open();
    Event first = office.ledger[1];
    first.sequence = 1;
    CHECK(first_fault({first}) == 1);
    Event again = office.ledger[1];
    again.sequence = 3;
    CHECK(first_fault({office.ledger[0], office.ledger[1], again}) == 3);
    std::get<CaseOpened>(again.body).person.id = CaseId("other");
    CHECK(first_fault({office.ledger[0], office.ledger[1], again}) == 0);
    CHECK(first_fault({}) == 0);
}

TEST_CASE("whatever people do, the ledger replays, counts agree and nobody is overtaken")
{
    CHECK(rc::check([](const std::vector<std::uint16_t>& steps, std::uint8_t rule) {
        Municipality town = small_town(2);
        town.rotation.method = static_cast<RotationMethod>(rule % 5);
        town.rotation.serve_order = static_cast<ServeOrder>(rule / 5 % 2);
        town.rotation.keeps_former_provider = rule / 10 % 2 == 1;
        if (rule / 20 % 2 == 1) {
            town.rotation.ceiling = CeilingRule::MonthlyHours;
            for (Provider& provider : town.providers) {
                provider.monthly_hours_ceiling = 25;
            }
        }
        town.rotation.all_full = static_cast<AllFull>(steps.size() % 3);
        town.rotation.interim = named("egen");
        town.rotation.full_turn = static_cast<FullTurn>(steps.size() / 3 % 2);
        town.rotation.per_area = steps.size() / 6 % 2 == 1;
        Office office(town);
        std::vector<CaseId> people;
        const char* ids[] = {"ask", "bjork", "ceder", "druva", "egen"};
        for (const std::uint16_t step : steps) {
            const char* id = ids[step / 8 % 5];
            if (people.empty() || step % 8 == 0) {
                const bool has_one = step / 64 % 3 == 0;
                people.push_back(office.open(
                    has_one ? std::optional<ProviderId>(id) : std::nullopt, 5 + step / 8 % 17));
            }
            const CaseId person = people[step / 64U % people.size()];
            switch (step % 8) {
            case 0: case 1: case 2: office.decline(person); break;
            case 3: office.choose(person, id); break;
            case 4: office.change(person, id); break;
            case 5: office.today = plus_days(office.today, step / 64 % 20); break;
            case 6:
                provider_in(office.town, id).capacity = step / 64 % 4;
                office.adopt();
                break;
            default:
                if (step / 64 % 8 == 0) {
                    office.keep(ProviderClosing{named(id), plus_days(office.today, 30)});
                }
            }
        }
        const auto fault = office.replay_fault();
        RC_ASSERT(fault.value_or("") == "");
        std::map<ProviderId, int> held;
        for (const auto& one : office.cases) {
            const ClientCase now = as_of(one.second, office.today);
            const auto place = now.pending && now.pending->provider ? now.pending->provider
                                                                    : now.current;
            if (place) {
                ++held[*place];
            }
        }
        for (const auto& one : office.state.clients) {
            RC_ASSERT(one.second == held[one.first]);
        }
    }));
}
