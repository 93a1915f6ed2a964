#include "core/ledger.h"
#include "core/ledger_rules.h"
#include "core/rotation_names.h"
#include "core/wire.h"

#include "tests/core/example_town.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>

// "Queue for A, meanwhile B": whose turn it is, who performs meanwhile, and what nobody may take.
using namespace hemval;
using namespace hemval::test;

namespace {

Municipality full_at_ask(int places = 0)
{
    Municipality town = example_town();
    provider_in(town, "ask").capacity = places;
    return town;
}

Result<Receipt, Problem> queue(Office& office, const CaseId& person, const char* wants,
                               const char* meanwhile = nullptr, Action action = Action::Choose)
{
    Submission submission{action, ProviderId(wants), IdempotencyKey("key")};
    submission.queue = true;
    if (meanwhile != nullptr) {
        submission.meanwhile = ProviderId(meanwhile);
    }
    return office.submit(person, submission);
}

void room(Office& office, const char* provider, int places)
{
    provider_in(office.town, provider).capacity = places;
    office.adopt();
}

const Receipt& held(Office& office, const CaseId& person)
{
    return *office.cases[person].pending;
}

}  // namespace

TEST_CASE("a full provider is queued for, and the rule's turn says who performs meanwhile")
{
    Office office(full_at_ask());
    const CaseId first = office.open();
    const CaseId second = office.open();
    REQUIRE(queue(office, first, "ask"));
    REQUIRE(queue(office, second, "ask"));
    CHECK(held(office, first).provider == named("bjork"));
    CHECK(held(office, first).rotation->basis == AssignmentBasis::Turn);
    CHECK(held(office, first).rotation->skipped[0] == Skip{named("ask"), SkipReason::Full, false});
    CHECK(held(office, first).queue->place == 1);
    CHECK(held(office, second).provider == named("ceder"));
    CHECK(held(office, second).queue == QueueTicket{named("ask"), held(office, second).sequence, 2});
    CHECK(office.clients("ask") == 0);
    const CaseView view = office.view(second);
    REQUIRE(view.queue);
    CHECK(view.queue->place == 2);
    CHECK(view.queue->meanwhile == named("ceder"));
    CHECK_FALSE(office.replay_fault());
}

TEST_CASE("a free place is served to the first in the queue by an entry of its own")
{
    Office office(full_at_ask());
    const CaseId first = office.open();
    const CaseId second = office.open();
    REQUIRE(queue(office, first, "ask"));
    REQUIRE(queue(office, second, "ask"));
    room(office, "ask", 1);
    CHECK(held(office, first).provider == named("ask"));
    CHECK(held(office, first).action == Action::Choose);
    CHECK(held(office, first).queue->place == 0);
    CHECK(held(office, first).previous == named("bjork"));
    CHECK_FALSE(held(office, first).rotation);
    CHECK(office.view(second).queue->place == 1);
    CHECK(office.clients("ask") == 1);
    CHECK(office.clients("bjork") == 0);
    CHECK_FALSE(office.replay_fault());
}

TEST_CASE("two who each have what the other queues for change places at once")
{
    Office office(full_at_ask(1));
    room(office, "ceder", 1);
    const CaseId first = office.open(), second = office.open();
    REQUIRE(office.choose(first, "ask"));
    REQUIRE(queue(office, second, "ask", "ceder"));
    const std::size_t before_it = office.ledger.size();
    REQUIRE(queue(office, first, "ceder", "druva"));
    CHECK(office.ledger.size() == before_it + 3);
    CHECK(held(office, second).provider == named("ask"));
    CHECK(held(office, first).provider == named("ceder"));
    CHECK(held(office, first).queue->place == 0);
    CHECK(office.state.waiting.empty());
    CHECK(office.clients("druva") == 0);
    CHECK_FALSE(office.replay_fault());
}

TEST_CASE("while somebody waits the provider is full for those who come later, and for the rotation")
{
    // Too much for the one who waits: nobody knows until the place is asked for, so it stays theirs.
    Office office(full_at_ask(1));
    const CaseId has = office.open();
    REQUIRE(office.choose(has, "ask"));
    const CaseId waits = office.open();
    REQUIRE(queue(office, waits, "ask"));
    MunicipalityState roomy = office.state;
    roomy.providers[0].capacity = 5;  // as if nobody had been served yet
    const CaseId late = office.open();
    const Eligibility seen =
        eligibility_for(roomy, roomy.providers[0], office.cases[late]);
    CHECK(seen.reasons == std::vector{Ineligible::Full});
    CHECK(seen.waiting == 1);
    roomy.waiting[0].request.services = {ServiceId("night")};  // whom it could never take
    CHECK(eligibility_for(roomy, roomy.providers[0], office.cases[late]).eligible());

    REQUIRE(office.decline(late));
    CHECK(held(office, late).provider != named("ask"));
    CHECK(provider_statuses(office.state)[0].full);
    CHECK_FALSE(office.replay_fault());
}

TEST_CASE("a queue goes by who came first, also where the rule serves its own by decision date")
{
    Municipality town = full_at_ask();
    town.rotation.serve_order = ServeOrder::DecisionDate;
    Office office(town);
    const CaseId first = office.open();
    ClientCase older;
    older.id = CaseId("older");
    older.area = AreaId("norra");
    older.services = {ServiceId("care")};
    older.decision_day = plus_days(kToday, -90);
    office.keep(CaseOpened{older});
    REQUIRE(queue(office, first, "ask"));
    REQUIRE(queue(office, older.id, "ask"));
    room(office, "ask", 1);
    CHECK(held(office, first).queue->place == 0);
    CHECK(held(office, older.id).queue->place == 2);
    CHECK(office.view(older.id).queue->place == 1);
    CHECK_FALSE(office.replay_fault());
}

TEST_CASE("the rotation gives nobody the place of a queue, whatever ceiling it knows")
{
    Municipality town = full_at_ask();
    town.rotation.ceiling = CeilingRule::None;
    Office office(town);
    const CaseId waits = office.open();
    REQUIRE(queue(office, waits, "ask"));
    for (int i = 0; i < 5; ++i) {
        const CaseId next = office.open();
        REQUIRE(office.decline(next));
        CHECK(held(office, next).provider != named("ask"));
    }
    CHECK_FALSE(office.replay_fault());
}

TEST_CASE("the person may say who performs meanwhile, and somebody full may not")
{
    Municipality town = full_at_ask();
    provider_in(town, "druva").capacity = 0;
    Office office(town);
    const CaseId person = office.open();
    CHECK(problem_of(queue(office, person, "ask", "druva")) == Problem::ProviderFull);
    CHECK(problem_of(queue(office, person, "ask", "ask")) == Problem::ProviderFull);
    CHECK(problem_of(queue(office, person, "ask", "nowhere")) == Problem::UnknownProvider);
    REQUIRE(queue(office, person, "ask", "egen"));
    CHECK(held(office, person).provider == named("egen"));
    CHECK_FALSE(held(office, person).rotation);
    CHECK(office.clients("egen") == 1);
    CHECK_FALSE(office.replay_fault());
}

TEST_CASE("who has a provider that stays keeps it meanwhile, and no turn is used")
{
    Office office(full_at_ask());
    const CaseId person = office.open(named("bjork"));
    REQUIRE(queue(office, person, "ask", nullptr, Action::Switch));
    CHECK_FALSE(held(office, person).provider);
    CHECK(held(office, person).previous == named("bjork"));
    CHECK_FALSE(held(office, person).rotation);
    CHECK(office.view(person).queue->meanwhile == named("bjork"));
    CHECK(office.clients("bjork") == 1);
    CHECK(office.state.lists.at(AreaId()).assignments == 0);
    room(office, "ask", 1);
    CHECK(held(office, person).provider == named("ask"));
    CHECK(held(office, person).action == Action::Switch);
    CHECK(office.clients("bjork") == 0);
    CHECK_FALSE(office.replay_fault());
}

TEST_CASE("a change already on its way comes on the days that were said, meanwhile")
{
    Office office(full_at_ask());
    const CaseId person = office.open(named("bjork"));
    REQUIRE(office.change(person, "ceder"));
    const EffectiveWindow said = held(office, person).window;
    office.today = plus_days(kToday, 2);
    REQUIRE(queue(office, person, "ask", nullptr, Action::Switch));
    CHECK(held(office, person).provider == named("ceder"));
    CHECK(held(office, person).window == said);
    office.today = said.last;
    CHECK(office.view(person).current == named("ceder"));
    CHECK(office.view(person).queue->place == 1);
    CHECK_FALSE(office.replay_fault());
}

TEST_CASE("a queue is left by choosing who performs meanwhile for good, or by declining")
{
    Office office(full_at_ask());
    const CaseId chooses = office.open();
    const CaseId declines = office.open();
    REQUIRE(queue(office, chooses, "ask"));
    REQUIRE(queue(office, declines, "ask"));
    REQUIRE(office.choose(chooses, "bjork"));
    CHECK_FALSE(office.view(chooses).queue);
    CHECK(office.view(declines).queue->place == 1);
    REQUIRE(office.decline(declines));
    CHECK(held(office, declines).provider == named("ceder"));  // the turn is not used twice
    CHECK(office.state.lists.at(AreaId()).assignments == 2);
    CHECK(office.state.waiting.empty());
    const CaseId stays = office.open(named("druva"));
    REQUIRE(queue(office, stays, "ask", nullptr, Action::Switch));
    REQUIRE(office.change(stays, "druva"));
    CHECK_FALSE(office.view(stays).queue);
    room(office, "ask", 3);
    CHECK(office.clients("ask") == 0);
    CHECK_FALSE(office.replay_fault());
}

TEST_CASE("another provider meanwhile does not cost the place in the queue; the same asked twice is refused")
{
    Office office(full_at_ask());
    const CaseId first = office.open();
    const CaseId second = office.open();
    REQUIRE(queue(office, first, "ask"));
    REQUIRE(queue(office, second, "ask"));
    const std::uint64_t since = held(office, first).queue->since;
    CHECK(problem_of(queue(office, first, "ask")) == Problem::AlreadyYours);
    REQUIRE(queue(office, first, "ask", "egen"));
    CHECK(held(office, first).queue == QueueTicket{named("ask"), since, 1});
    room(office, "ask", 1);
    CHECK(held(office, first).provider == named("ask"));
    CHECK_FALSE(office.replay_fault());
}

TEST_CASE("a queue for somebody with room is the choice itself")
{
    Office office(example_town());
    const CaseId person = office.open();
    REQUIRE(queue(office, person, "ask"));
    CHECK(held(office, person).provider == named("ask"));
    CHECK_FALSE(held(office, person).queue);
    CHECK_FALSE(office.replay_fault());
}

TEST_CASE("where the rule has nobody either, who queues gets the first that becomes free meanwhile")
{
    Municipality town = full_at_ask();
    for (Provider& provider : town.providers) {
        provider.capacity = 0;
    }
    town.rotation.ceiling = CeilingRule::Clients;
    town.rotation.all_full = AllFull::Wait;
    Office office(town);
    const CaseId person = office.open();
    REQUIRE(queue(office, person, "ask"));
    CHECK_FALSE(held(office, person).provider);
    CHECK(held(office, person).rotation->basis == AssignmentBasis::Waiting);
    room(office, "druva", 1);
    CHECK(held(office, person).provider == named("druva"));
    CHECK(held(office, person).queue->place == 1);
    room(office, "ask", 1);
    CHECK(held(office, person).provider == named("ask"));
    CHECK(held(office, person).queue->place == 0);
    CHECK(office.clients("druva") == 0);
    CHECK_FALSE(office.replay_fault());
}

TEST_CASE("taken in over its ceiling meanwhile is no place in the queue: those before come first")
{
    Municipality town = full_at_ask();
    for (Provider& provider : town.providers) {
        provider.capacity = provider.id == named("bjork") ? 1 : 0;
    }
    town.rotation.ceiling = CeilingRule::Clients;
    Office office(town);  // everybody full: the municipality's own takes them
    const CaseId first = office.open();
    const CaseId second = office.open();
    REQUIRE(queue(office, first, "egen"));
    CHECK(held(office, first).provider == named("bjork"));
    REQUIRE(queue(office, second, "egen"));
    CHECK(held(office, second).provider == named("egen"));
    CHECK(held(office, second).queue->place == 2);
    CHECK(problem_of(office.choose(second, "egen")) == Problem::ProviderFull);
    room(office, "egen", 1);
    CHECK(held(office, first).provider == named("egen"));  // whoever is there meanwhile
    CHECK(held(office, first).queue->place == 0);
    CHECK(held(office, second).queue->place == 2);
    CHECK(office.clients("egen") == 2);
    room(office, "egen", 2);
    CHECK(held(office, second).queue->place == 0);
    CHECK_FALSE(office.replay_fault());
}

TEST_CASE("a ledger in which somebody in a queue is overtaken does not replay")
{
    Office office(full_at_ask());
    const CaseId first = office.open();
    const CaseId second = office.open();
    REQUIRE(queue(office, first, "ask"));
    REQUIRE(queue(office, second, "ask"));
    room(office, "ask", 1);
    std::vector<Event> ledger = office.ledger;
    auto* served = std::get_if<ProviderDecided>(&ledger.back().body);
    REQUIRE(served != nullptr);
    const auto fault_of = [&](auto change) {
        ProviderDecided wrong = *served;
        change(wrong);
        std::vector<Event> altered = ledger;
        altered.back().body = wrong;
        MunicipalityState state;
        const auto fault = replay(altered, state);
        return fault ? fault->what : std::string();
    };
    CHECK(fault_of([](ProviderDecided&) {}).empty());
    CHECK(fault_of([&](ProviderDecided& one) { one.person = second; }) ==
          "somebody whose turn it was to be served is overtaken");
    CHECK_FALSE(fault_of([](ProviderDecided& one) { one.receipt.queue->since += 1; }).empty());
    CHECK_FALSE(fault_of([](ProviderDecided& one) { one.receipt.provider = named("egen"); }).empty());

    // A direct choice recorded where the queue's turn was.
    Office other(full_at_ask());
    const CaseId waits = other.open();
    const CaseId late = other.open();
    REQUIRE(queue(other, waits, "ask"));
    provider_in(other.town, "ask").capacity = 1;
    other.keep(*policy_to_adopt(other.town, other.state));
    ProviderDecided direct;
    direct.person = late;
    direct.receipt = *other.cases[waits].pending;
    direct.receipt.number = ReceiptNumber("AAAA-BBBB-CC");
    direct.receipt.sequence = other.state.sequence + 1;
    direct.receipt.queue.reset();
    direct.receipt.rotation.reset();
    direct.receipt.provider = named("ask");
    other.keep(direct);
    CHECK(other.replay_fault());
}

TEST_CASE("over its ceiling the municipality's own takes nobody for good past those who queue for it")
{
    Municipality town = example_town();
    town.rotation.ceiling = CeilingRule::Clients;
    town.rotation.all_full = AllFull::MunicipalProvider;
    for (Provider& provider : town.providers) {
        provider.capacity = 0;
    }
    provider_in(town, "bjork").capacity = 1;
    provider_in(town, "egen").capacity = 1;
    provider_in(town, "druva").capacity = 1;
    provider_in(town, "druva").areas = {AreaId("sodra")};  // where only one of them lives
    Office office(town);
    ClientCase elsewhere;
    elsewhere.id = CaseId("elsewhere");
    elsewhere.area = AreaId("sodra");
    elsewhere.current = named("egen");
    office.keep(CaseOpened{elsewhere});
    const CaseId queues = office.open(named("bjork"));
    REQUIRE(queue(office, queues, "egen", nullptr, Action::Switch));
    const CaseId declines = office.open();
    REQUIRE(office.decline(declines));
    CHECK(held(office, declines).provider == named("egen"));
    CHECK(held(office, declines).rotation->basis == AssignmentBasis::InterimFallback);
    CHECK(waits(held(office, declines)));
    CHECK(office.clients("egen") == 2);
    // The place that becomes free is for who was first in the queue, whoever is there meanwhile.
    REQUIRE(office.change(elsewhere.id, "druva"));
    CHECK(held(office, queues).provider == named("egen"));
    CHECK(held(office, queues).queue->place == 0);
    CHECK(held(office, declines).provider == named("bjork"));  // which the queue's first gave up
    CHECK(office.clients("egen") == 1);
    CHECK(office.state.waiting.empty());
    // With nobody in its queue it is theirs for good, as the pack says.
    const CaseId later = office.open();
    REQUIRE(office.decline(later));
    CHECK(held(office, later).rotation->basis == AssignmentBasis::MunicipalFallback);
    CHECK_FALSE(waits(held(office, later)));
    CHECK(office.replay_fault().value_or("") == "");
}

TEST_CASE("who comes to a queue later does not go before those who are there meanwhile already")
{
    Municipality town = example_town();
    town.rotation.ceiling = CeilingRule::Clients;
    town.rotation.all_full = AllFull::InterimProvider;
    town.rotation.interim = named("egen");
    for (Provider& provider : town.providers) {
        provider.capacity = provider.id == named("egen") ? 1 : 0;
    }
    Office office(town);
    for (int i = 0; i < 3; ++i) {
        REQUIRE(office.decline(office.open()));  // one for good, two only meanwhile
    }
    REQUIRE(office.state.waiting.size() == 2);
    room(office, "egen", 2);
    const CaseId late = office.open(named("druva"));
    REQUIRE(queue(office, late, "egen", nullptr, Action::Switch));
    CHECK(held(office, late).queue->place == 1);
    CHECK_FALSE(held(office, late).provider);
    CHECK(office.replay_fault().value_or("") == "");
}

TEST_CASE("nobody is overtaken, nobody has two places, and the order of precedence holds")
{
    CHECK(rc::check("over any history", [] {
        const auto below = [](int most) { return *rc::gen::inRange(0, most); };
        Municipality town = example_town();
        town.rotation.method = kRotationMethods[below(5)].value;
        town.rotation.ceiling = below(2) == 0 ? CeilingRule::Clients : CeilingRule::None;
        town.rotation.all_full = kAllFullRules[below(3)].value;
        town.rotation.interim = named("egen");
        town.rotation.keeps_former_provider = below(2) == 0;
        town.rotation.serve_order = kServeOrders[below(2)].value;
        for (Provider& provider : town.providers) {
            provider.capacity = below(3);
        }
        Office office(town);
        std::vector<CaseId> people;
        const char* const names[] = {"ask", "bjork", "ceder", "druva", "egen"};
        const int steps = below(40);
        for (int step = 0; step < steps; ++step) {
            const std::size_t from = office.ledger.size();
            const MunicipalityState before_it = office.state;
            std::map<CaseId, std::optional<ProviderId>> had;
            for (const auto& [id, one] : office.cases) {
                had[id] = as_of(one, office.today).current;
            }
            if (people.empty() || below(4) == 0) {
                people.push_back(office.open());
            }
            const CaseId person = people[static_cast<std::size_t>(below(int(people.size())))];
            const char* const wants = names[below(5)];
            const Action action =
                office.cases[person].current ? Action::Switch : Action::Choose;
            switch (below(7)) {
            case 0: office.decline(person); break;
            case 1: office.submit(person, action, ProviderId(wants)); break;
            case 2: room(office, wants, below(5)); break;
            case 3: office.today = plus_days(office.today, 6); break;
            case 4: queue(office, person, wants, names[below(5)], action); break;
            default: queue(office, person, wants, nullptr, action); break;
            }
            // Nobody is given, and nobody takes, what somebody else stood first in line for.
            MunicipalityState state = before_it;
            for (std::size_t at = from; at < office.ledger.size(); ++at) {
                const auto* decided = std::get_if<ProviderDecided>(&office.ledger[at].body);
                if (decided != nullptr && !waits(decided->receipt) && decided->receipt.provider) {
                    const auto own = std::find_if(
                        state.waiting.begin(), state.waiting.end(), [&](const Queued& one) {
                            return one.request.person == decided->person &&
                                   one.wants == decided->receipt.provider;
                        });
                    // Who has it today may stay, whatever change was on its way.
                    const bool stays = decided->from == decided->receipt.provider ||
                                       had[decided->person] == decided->receipt.provider;
                    for (const Queued& one : state.waiting) {
                        const bool before_own =
                            own == state.waiting.end() || one.request.commit < own->request.commit;
                        RC_ASSERT((stays || !before_own ||
                                   one.request.person == decided->person ||
                                   one.wants != decided->receipt.provider));
                    }
                }
                if (decided != nullptr && decided->receipt.queue && decided->receipt.rotation) {
                    // The rule is asked only for who chose somebody full: never for the choice itself.
                    RC_ASSERT(decided->receipt.queue->place > 0);
                }
                apply(state, office.ledger[at]);
            }
            // Every place counts once, and nobody waits while there is room for them.
            std::map<ProviderId, int> places;
            for (const auto& [id, one] : office.cases) {
                if (const auto place = held_place(as_of(one, office.today))) {
                    ++places[*place];
                }
                RC_ASSERT(std::count_if(office.state.waiting.begin(), office.state.waiting.end(),
                                        [&id = id](const Queued& waits) {
                                            return waits.request.person == id;
                                        }) <= 1);
            }
            for (const auto& [id, count] : office.state.clients) {
                RC_ASSERT(count == places[id]);
            }
            for (const Queued& one : office.state.waiting) {
                if (one.wants && place_in_queue(office.state, one) == 1) {
                    const int has = office.clients(one.wants->value.c_str());
                    const auto meanwhile = std::count_if(
                        office.state.waiting.begin(), office.state.waiting.end(), [&](const Queued& other) {
                            const bool own = other.request.person == one.request.person;
                            return other.place == one.wants && (other.seeks || other.wants == one.wants) &&
                                   (own || other.request.commit > one.request.commit);
                        });
                    RC_ASSERT(has - meanwhile >=
                              *provider_in(office.town, one.wants->value.c_str()).capacity);
                }
            }
        }
        RC_ASSERT(office.replay_fault().value_or("") == "");
        for (const Event& event : office.ledger) {
            RC_ASSERT(wire::read_event(wire::write(event)) == event);
        }
        RC_ASSERT(wire::read_state(wire::write(office.state)) == office.state);
    }));
}
