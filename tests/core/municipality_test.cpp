#include "core/municipality.h"

#include <doctest/doctest.h>

using namespace hemval;

TEST_CASE("a provider and an area are found by id, and nobody by an unknown one")
{
    Municipality municipality;
    municipality.providers.resize(2);
    municipality.providers[0].id = ProviderId("bjorken");
    municipality.providers[1].id = ProviderId("almen");
    municipality.areas = {{AreaId("norra"), "Norra"}, {AreaId("sodra"), "Södra"}};
    CHECK(municipality.find_provider(ProviderId("almen")) == &municipality.providers[1]);
    CHECK(municipality.find_provider(ProviderId("alm")) == nullptr);
    CHECK(municipality.find_area(AreaId("sodra")) == &municipality.areas[1]);
    CHECK(municipality.find_area(AreaId("")) == nullptr);
}

TEST_CASE("a value is an example when it or anything around it is flagged")
{
    Municipality municipality;
    municipality.example_fields = {"/municipality.json/tariff", "/municipality.json/areas/1"};
    CHECK(municipality.is_example("/municipality.json/tariff"));
    CHECK(municipality.is_example("/municipality.json/tariff/kronor_per_hour"));
    CHECK(municipality.is_example("/municipality.json/areas/1/name"));
    CHECK_FALSE(municipality.is_example("/municipality.json/areas/10"));
    CHECK_FALSE(municipality.is_example("/municipality.json/areas"));
    CHECK_FALSE(municipality.is_example("/municipality.json/tariffs"));
    CHECK_FALSE(municipality.is_example("/municipality.json"));
    CHECK_FALSE(municipality.is_example(""));
    CHECK(municipality.has_example_in("/municipality.json/areas"));
    CHECK(municipality.has_example_in("/municipality.json"));
    CHECK_FALSE(municipality.has_example_in("/municipality.json/tariff"));
    CHECK_FALSE(municipality.has_example_in("/municipality.json/area"));
}
