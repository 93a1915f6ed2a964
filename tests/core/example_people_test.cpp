#include "core/example_people.h"

#include "core/ledger_rules.h"
#include "core/memory_registry.h"
#include "core/rotation_list.h"
#include "tests/core/example_town.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

using namespace hemval;
using namespace hemval::test;

namespace {

CaseView begin(Office& office, ExamplePerson person, const char* id)
{
    for (const Event& event : example_events(office.town, office.state, person, CaseId(id), office.today)) {
        office.keep(event);
    }
    return office.view(CaseId(id));
}

const Eligibility* stands(const CaseView& view, const ProviderId& provider)
{
    const auto at = std::find_if(view.providers.begin(), view.providers.end(),
                                 [&](const Eligibility& one) { return one.provider == provider; });
    return at == view.providers.end() ? nullptr : &*at;
}

}  // namespace

TEST_CASE("each example person has a name and a label of its own, and the service's three keep theirs")
{
    std::set<std::string> names, labels;
    for (const ExamplePerson person : kAllExamplePeople) {
        names.insert(name_of(person));
        labels.insert(label_of(person));
        CHECK(example_person_named(name_of(person)) == person);
        CHECK(example_person_labelled(label_of(person)) == person);
    }
    CHECK(names.size() == 6);
    CHECK(labels.size() == 6);
    CHECK(label_of(ExamplePerson::FirstChoice) == std::string(sample_label(Situation::NoProvider)));
    CHECK(label_of(ExamplePerson::Switches) == std::string(sample_label(Situation::HasProvider)));
    CHECK(label_of(ExamplePerson::ProviderLeaving) == std::string(sample_label(Situation::ProviderLeaving)));
    CHECK_FALSE(example_person_named("nobody"));
    CHECK_FALSE(example_person_labelled(""));
}

TEST_CASE("each example person begins in the situation told of, in any order")
{
    Office office(example_town());
    int made = 0;
    for (int round = 0; round < 2; ++round) {
        for (const ExamplePerson person : kAllExamplePeople) {
            const std::string id = "p-" + std::to_string(++made);
            CHECK(begin(office, person, id.c_str()).situation == situation_of(person));
        }
    }
    CHECK_FALSE(office.replay_fault());
}

TEST_CASE("who queues can choose among three others, and lacks nothing but room with the one they want")
{
    Office office(example_town());
    const CaseView view = begin(office, ExamplePerson::Queues, "a");
    const auto full = sample_full(office.town, office.state);
    REQUIRE(full == named("ask"));
    REQUIRE(stands(view, *full));
    CHECK(stands(view, *full)->reasons == std::vector<Ineligible>{Ineligible::Full});
    CHECK(office.clients("ask") == 3);
    CHECK(std::count_if(view.providers.begin(), view.providers.end(),
                        [](const Eligibility& one) { return one.eligible(); }) == 4);

    Submission queue{Action::Choose, full, IdempotencyKey("k")};
    queue.queue = true;
    const auto receipt = office.submit(CaseId("a"), queue);
    REQUIRE(receipt);
    CHECK(receipt->queue->place == 1);
    CHECK(receipt->provider != full);
    CHECK_FALSE(office.replay_fault());
}

TEST_CASE("a provider that is full already is the one to queue for, and is left as it is")
{
    Municipality town = example_town();
    provider_in(town, "ceder").capacity = 7;
    provider_in(town, "ceder").clients = 7;
    Office office(town);
    CHECK(sample_full(town, office.state) == named("ceder"));
    const CaseView view = begin(office, ExamplePerson::Queues, "a");
    CHECK(office.clients("ceder") == 7);
    CHECK(office.ledger.size() == 2);
    CHECK(stands(view, named("ceder"))->reasons == std::vector<Ineligible>{Ineligible::Full});
}

TEST_CASE("nobody can queue where every provider is the municipality's or leaves")
{
    Municipality town = example_town();
    for (Provider& provider : town.providers) {
        provider.kind = ProviderKind::Municipal;
    }
    Office office(town);
    CHECK_FALSE(sample_full(town, office.state));
    CHECK(example_events(town, office.state, ExamplePerson::Queues, CaseId("a"), kToday).empty());
}

TEST_CASE("a reload keeps the full provider full, and another pack is refused")
{
    Municipality town = example_town();
    std::uint64_t random = 0;
    const MemoryRegistry::World world{[] { return kToday; }, [&] { return ++random * 977; }};
    MemoryRegistry registry(town, world);
    registry.sign_in("ko", [](const Result<CaseView, Problem>& view) { CHECK(view); });
    const std::string saved = registry.saved();
    MemoryRegistry again(town, world);
    REQUIRE(again.restore(saved));
    CHECK(again.saved() == saved);
    const auto full_of = [](MemoryRegistry& one) {
        bool full = false;
        one.statuses([&](const Result<std::vector<ProviderStatus>, Problem>& answer) {
            full = answer->front().full;
        });
        return full;
    };
    CHECK(full_of(again));
    provider_in(town, "bjork").capacity = 9;
    MemoryRegistry other(town, world);
    CHECK_FALSE(other.restore(saved));
    again.reset();
    CHECK_FALSE(full_of(again));
    again.current([](const Result<CaseView, Problem>& view) { CHECK(view.error() == Problem::NotSignedIn); });
}
