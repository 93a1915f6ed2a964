#include "core/sample.h"

#include "core/registry.h"
#include "tests/core/example_town.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace hemval;
using namespace hemval::test;

namespace {

CaseView sample(Office& office, Situation situation, const char* id)
{
    const auto events =
        sample_events(office.town, office.state, situation, CaseId(id), office.today);
    for (const Event& event : events) {
        office.keep(event);
    }
    return office.view(CaseId(id));
}

int free_to_choose(const CaseView& view)
{
    return static_cast<int>(
        std::count_if(view.providers.begin(), view.providers.end(), [&](const Eligibility& one) {
            return one.eligible() && one.provider != view.current;
        }));
}

}  // namespace

TEST_CASE("example people have the labels that are printed")
{
    CHECK(std::string(sample_label(Situation::NoProvider)) == "ny");
    CHECK(std::string(sample_label(Situation::HasProvider)) == "byte");
    CHECK(std::string(sample_label(Situation::ProviderLeaving)) == "avveckling");
    for (const Situation situation : kAllSituations) {
        CHECK(sample_labelled(sample_label(situation)) == situation);
    }
    CHECK_FALSE(sample_labelled("Ny"));
    CHECK_FALSE(sample_labelled(""));
}

TEST_CASE("the sample lets the last private provider without a closing day leave")
{
    Municipality town = example_town();
    CHECK(sample_leaver(town) == named("druva"));
    provider_in(town, "druva").closing = kToday;
    CHECK(sample_leaver(town) == named("ceder"));
    for (Provider& provider : town.providers) {
        provider.closing = kToday;
    }
    CHECK(sample_leaver(town) == named("druva"));
    for (Provider& provider : town.providers) {
        provider.kind = ProviderKind::NonProfit;
    }
    CHECK_FALSE(sample_leaver(town));
}

TEST_CASE("each example person is in the situation asked for and has something to choose from")
{
    Municipality town = example_town();
    provider_in(town, "ask").areas = {AreaId("sodra")};
    provider_in(town, "bjork").areas = {AreaId("sodra")};
    provider_in(town, "ceder").services = {ServiceId("care")};
    Office office(town);
    int made = 0;
    for (int round = 0; round < 3; ++round) {
        for (const Situation situation : kAllSituations) {
            const std::string id = "sample-" + std::to_string(++made);
            const CaseView view = sample(office, situation, id.c_str());
            CHECK(view.situation == situation);
            CHECK(free_to_choose(view) >= 3);
            if (situation == Situation::HasProvider) {
                CHECK(view.current != named("druva"));
            }
            if (situation == Situation::ProviderLeaving) {
                CHECK(view.current == named("druva"));
                CHECK(view.closing == plus_days(kToday, kSampleClosingDays));
            }
        }
    }
    CHECK(std::count_if(office.ledger.begin(), office.ledger.end(), [](const Event& event) {
              return std::holds_alternative<ProviderClosing>(event.body);
          }) == 1);
    CHECK_FALSE(office.replay_fault());
}

TEST_CASE("when nobody has room the example people are there all the same")
{
    Municipality town = example_town();
    for (Provider& provider : town.providers) {
        provider.capacity = 0;
    }
    Office office(town);
    for (const Situation situation : kAllSituations) {
        CHECK(sample(office, situation, name_of(situation)).situation == situation);
    }
}

TEST_CASE("the closing is set anew when an old data folder's closing day has passed")
{
    Office office(example_town());
    sample(office, Situation::ProviderLeaving, "a");
    office.today = plus_days(kToday, kSampleClosingDays);
    const CaseView later = sample(office, Situation::ProviderLeaving, "b");
    CHECK(later.closing == plus_days(office.today, kSampleClosingDays));
    CHECK_FALSE(office.replay_fault());
}

TEST_CASE("the example person never has a service that is always the municipality's")
{
    Municipality town = example_town();
    for (Provider& provider : town.providers) {
        provider.services.insert(ServiceId("night"));
    }
    Office office(town);
    sample(office, Situation::NoProvider, "a");
    const auto& services = office.cases[CaseId("a")].services;
    CHECK(!services.empty());
    CHECK(std::count(services.begin(), services.end(), ServiceId("night")) == 0);
}

TEST_CASE("without a private provider nobody leaves")
{
    Municipality town = example_town();
    for (Provider& provider : town.providers) {
        provider.kind = ProviderKind::Municipal;
    }
    Office office(town);
    CHECK(sample_events(town, office.state, Situation::ProviderLeaving, CaseId("a"), kToday)
              .empty());
}
