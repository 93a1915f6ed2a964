#include "tests/core/rotation_town.h"

#include <doctest/doctest.h>

using namespace hemval;
using namespace hemval::test;

TEST_CASE("those waiting are served first in, first out, and later ones do not overtake")
{
    Town place = town_with_room(FullTurn::Loses, {"a"});
    place.at("a").capacity = 2;
    std::vector<RotationRequest> waiting{request(), request(), request()};
    waiting[0].commit = 30;
    waiting[1].commit = 10;
    waiting[2].commit = 20;
    const auto served = serve_waiting(place.policy, place.listed, place.loads(waiting[0].day),
                                      place.list(), waiting);
    REQUIRE(served.size() == 3);
    CHECK(served[0].request.commit == 10);
    CHECK(served[0].assignment.provider == ProviderId("a"));
    CHECK(served[1].request.commit == 20);
    CHECK(served[1].assignment.provider == ProviderId("a"));
    CHECK(served[2].request.commit == 30);
    CHECK(served[2].assignment.basis == AssignmentBasis::Waiting);
}

TEST_CASE("hours too few for the first in the queue are not given to a later one who needs less")
{
    Town place = town({"a"});
    place.policy.ceiling = CeilingRule::MonthlyHours;
    place.policy.all_full = AllFull::Wait;
    place.at("a").monthly_hours_ceiling = 15;
    std::vector<RotationRequest> waiting{request(on(2026, 1, 2), kNorth, 20),
                                         request(on(2026, 1, 2), kNorth, 10)};
    waiting[0].commit = 1;
    waiting[1].commit = 2;
    const auto served = serve_waiting(place.policy, place.listed, {}, place.list(), waiting);
    CHECK(served[0].assignment.basis == AssignmentBasis::Waiting);
    CHECK(served[1].assignment.basis == AssignmentBasis::Waiting);
}

TEST_CASE("somebody waiting for another area holds nobody up")
{
    Town place = town({"a"});
    place.at("a").areas = {kSouth};
    std::vector<RotationRequest> waiting{request(on(2026, 1, 2), kNorth),
                                         request(on(2026, 1, 2), kSouth)};
    waiting[0].commit = 1;
    waiting[1].commit = 2;
    const auto served = serve_waiting(place.policy, place.listed, {}, place.list(), waiting);
    CHECK(served[0].assignment.basis == AssignmentBasis::Waiting);
    CHECK(served[1].assignment.provider == ProviderId("a"));
}
