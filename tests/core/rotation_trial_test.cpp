#include "core/rotation_trial.h"

#include "tests/core/example_town.h"

#include <doctest/doctest.h>

using namespace hemval;
using namespace hemval::test;

namespace {

constexpr VisitSeed kSeed{7};

RotationTrial trial_of(const Municipality& town, VisitSeed seed = kSeed)
{
    return RotationTrial(town, seed, kToday, AreaId("norra"));
}

void press(RotationTrial& trial, int times)
{
    for (int i = 0; i < times; ++i) REQUIRE(trial.next());
}

int given_in_all(const RotationTrial& trial)
{
    int all = 0;
    for (const ListedProvider& provider : trial.providers()) all += trial.given(provider.id);
    return all;
}

}  // namespace

TEST_CASE("fifty assignments in strict turn among five are ten each, in the list's order")
{
    const Municipality town = example_town();
    RotationTrial trial = trial_of(town);
    press(trial, 50);
    REQUIRE(trial.assignments().size() == 50);
    for (std::size_t i = 0; i < 50; ++i) {
        const TrialAssignment& one = trial.assignments()[i];
        CHECK(one.number == static_cast<int>(i) + 1);
        CHECK(one.provider == town.providers[i % 5].id);
        CHECK(one.why.whose_turn == one.provider);
        CHECK(one.why.skipped.empty());
    }
    for (const Provider& provider : town.providers) {
        CHECK(trial.given(provider.id) == 10);
        CHECK(trial.clients(provider.id) == 10);
        CHECK(trial.passed_over(provider.id).empty());
    }
    CHECK(trial.today() == plus_days(kToday, 100));
}

TEST_CASE("the same seed gives the same people and answers, another seed others")
{
    Municipality town = example_town();
    town.rotation.method = RotationMethod::RandomDraw;
    RotationTrial one = trial_of(town), same = trial_of(town), other = trial_of(town, VisitSeed{8});
    bool differs = false;
    for (int i = 0; i < 30; ++i) {
        press(one, 1);
        press(same, 1);
        press(other, 1);
        const auto& answer = one.assignments().back();
        CHECK(answer.provider == same.assignments().back().provider);
        CHECK(answer.area == same.assignments().back().area);
        differs = differs || answer.provider != other.assignments().back().provider;
    }
    CHECK(differs);
}

TEST_CASE("a provider with room for two more gets two, and is then passed over as full")
{
    const Municipality town = example_town();
    RotationTrial trial = trial_of(town);
    press(trial, 10);
    trial.set_room(named("ask"), 2);
    press(trial, 20);
    CHECK(trial.given(named("ask")) == 4);
    CHECK(trial.clients(named("ask")) == 4);
    const auto passed = trial.passed_over(named("ask"));
    REQUIRE(passed.size() == 1);
    CHECK(passed.count(SkipReason::Full) == 1);
    CHECK(trial.policy().ceiling == CeilingRule::Clients);
    CHECK(given_in_all(trial) == 30);
    trial.set_room(named("ask"), std::nullopt);
    press(trial, 5);
    CHECK(trial.given(named("ask")) == 5);
}

TEST_CASE("setting the first ceiling brings no other provider's with it")
{
    Municipality town = example_town();
    provider_in(town, "bjork").capacity = 0;  // the rule has no ceiling, so it means nothing
    RotationTrial trial = trial_of(town);
    trial.set_room(named("ask"), 0);
    press(trial, 4);
    CHECK(trial.given(named("ask")) == 0);
    CHECK(trial.given(named("bjork")) == 1);
}

TEST_CASE("when everybody is full the fallback takes the person, and the rule says so")
{
    const Municipality town = example_town();
    RotationTrial trial = trial_of(town);
    for (const Provider& provider : town.providers) trial.set_room(provider.id, 0);
    press(trial, 1);
    const TrialAssignment& one = trial.assignments().back();
    CHECK(one.provider == named("egen"));
    CHECK(one.why.basis == AssignmentBasis::MunicipalFallback);
    CHECK(one.why.skipped.size() == 5);
}

TEST_CASE("a newcomer joins last in the present round, with nothing to catch up")
{
    const Municipality town = example_town();
    RotationTrial trial = trial_of(town);
    press(trial, 7);  // two into the second round
    trial.let_in("Ny utförare");
    REQUIRE(trial.newcomer());
    const ProviderId fresh = trial.newcomer()->id;
    press(trial, 5);
    CHECK(trial.given(fresh) == 0);  // ceder, druva, egen, ask, bjork
    press(trial, 1);
    CHECK(trial.assignments().back().provider == fresh);
    press(trial, 12);
    CHECK(trial.given(fresh) == 3);
    trial.let_in("Ny utförare");
    CHECK(trial.providers().size() == 6);  // once only
}

TEST_CASE("a newcomer that the rule makes wait for the next month is passed over until then")
{
    Municipality town = example_town();
    town.rotation.newcomer = NewcomerRule::EntersNextMonth;
    RotationTrial trial = trial_of(town);  // 23 November: four people come before December
    trial.let_in("Ny utförare");
    const ProviderId fresh = trial.newcomer()->id;
    press(trial, 4);
    CHECK(trial.given(fresh) == 0);
    press(trial, 20);
    CHECK(trial.given(fresh) > 0);
}

TEST_CASE("where each area has its list everybody lives in the one area")
{
    Municipality town = example_town();
    town.rotation.per_area = true;
    provider_in(town, "ask").areas = {AreaId("sodra")};
    RotationTrial trial = trial_of(town);
    press(trial, 12);
    CHECK(trial.given(named("ask")) == 0);
    for (const TrialAssignment& one : trial.assignments()) CHECK(one.area == AreaId("norra"));
    REQUIRE(trial.list());
    CHECK(trial.list()->order.size() == 4);
}

TEST_CASE("it goes on for as long as its figures reach, and then no further")
{
    const Municipality town = example_town();
    RotationTrial trial = trial_of(town);
    press(trial, static_cast<int>(kMostTrialAssignments));
    CHECK_FALSE(trial.next());
    CHECK(given_in_all(trial) == static_cast<int>(kMostTrialAssignments));
}
