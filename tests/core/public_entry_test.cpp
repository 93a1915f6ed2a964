#include "core/ledger.h"
#include "core/wire.h"
#include "tests/core/example_town.h"

#include <doctest/doctest.h>

#include <set>

using namespace hemval;
using namespace hemval::test;

namespace {

// Seven decline in a town with a place each: some are assigned, two wait.
Office seven_who_decline(bool per_area)
{
    Municipality town = example_town();
    for (Provider& provider : town.providers) {
        provider.capacity = 1;
    }
    town.rotation.ceiling = CeilingRule::Clients;
    town.rotation.all_full = AllFull::Wait;
    town.rotation.per_area = per_area;
    Office office(town);
    for (int i = 0; i < 7; ++i) {
        office.decline(office.open());
    }
    office.choose(CaseId("case-7"), "ask");
    return office;
}

}  // namespace

TEST_CASE("the public ledger has the assignments by rule and nothing about a person")
{
    const Office office = seven_who_decline(false);
    const PublicView view{office.town.id, false, {}};
    const std::set<std::string> may{"sequence", "day",      "municipality", "rule", "rule_version",
                                    "list",     "turn",     "provider",     "skipped", "leaf"};
    int published = 0;
    for (const Event& event : office.ledger) {
        const merkle::Hash leaf{static_cast<std::uint8_t>(event.sequence)};
        const auto entry = public_entry(event, view, leaf);
        const auto* body = std::get_if<ProviderDecided>(&event.body);
        CHECK(entry.has_value() == (body != nullptr && body->receipt.action == Action::Decline));
        if (!entry) {
            continue;
        }
        ++published;
        const wire::Json json = wire::write(*entry);
        for (const auto& field : json.items()) {
            CHECK(may.count(field.key()) == 1);
        }
        CHECK(json.size() == may.size() - (entry->provider ? 0U : 1U));
        CHECK(entry->provider == body->receipt.provider);
        CHECK(entry->leaf == leaf);
        const std::string text = json.dump();
        CHECK(text.find(body->person.value) == std::string::npos);
        CHECK(text.find(body->receipt.number.value) == std::string::npos);
        CHECK(text.find("norra") == std::string::npos);
    }
    CHECK(published == 7);
}

TEST_CASE("the area is told only where enough people live, and its own list no sooner")
{
    for (const bool per_area : {false, true}) {
        const Office office = seven_who_decline(per_area);
        for (const Event& event : office.ledger) {
            const auto few = public_entry(event, {office.town.id, per_area, {AreaId("sodra")}}, {});
            const auto many = public_entry(event, {office.town.id, per_area, {AreaId("norra")}}, {});
            if (!few) {
                continue;
            }
            CHECK_FALSE(few->area);
            CHECK(few->list.empty() == per_area);
            CHECK(many->area == AreaId("norra"));
            CHECK(many->list.size() == 5);
        }
    }
}

TEST_CASE("a line stays in the public ledger when its person has been erased")
{
    const Office office = seven_who_decline(false);
    MunicipalityState state;
    for (const Event& event : office.ledger) {
        const auto left = erased(state, event);
        const PublicView view{office.town.id, false, {}};
        const auto before_it = public_entry(event, view, {});
        if (left) {
            const auto after_it = public_entry({event.sequence, event.day, *left}, view, {});
            REQUIRE(before_it.has_value() == after_it.has_value());
            if (after_it) {
                CHECK(wire::write(*after_it) == wire::write(*before_it));
            }
        }
        apply(state, event);
    }
}
