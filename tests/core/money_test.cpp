#include "core/money.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace hemval;

TEST_CASE("kronor are a hundred öre")
{
    CHECK(Ore::kronor(2660).value == 266'000);
    CHECK((Ore::kronor(3) + Ore{50}).value == 350);
    CHECK((Ore::kronor(3) - Ore::kronor(5)).value == -200);
    CHECK(Ore{99} < Ore::kronor(1));
    CHECK(Ore{101} > Ore::kronor(1));
    CHECK(Ore{100} == Ore::kronor(1));
    CHECK(Ore{100} != Ore{101});
}

TEST_CASE("amounts round to the nearest krona, halves away from zero")
{
    CHECK(nearest_krona(Ore{0}).value == 0);
    CHECK(nearest_krona(Ore{49}).value == 0);
    CHECK(nearest_krona(Ore{50}).value == 100);
    CHECK(nearest_krona(Ore{149}).value == 100);
    CHECK(nearest_krona(Ore{150}).value == 200);
    CHECK(nearest_krona(Ore{-49}).value == 0);
    CHECK(nearest_krona(Ore{-50}).value == -100);
    CHECK(nearest_krona(Ore{-149}).value == -100);
}

TEST_CASE("rounding gives a whole krona at most half a krona away")
{
    CHECK(rc::check([] {
        const Ore amount{*rc::gen::inRange<std::int64_t>(-1'000'000'000, 1'000'000'000)};
        const Ore rounded = nearest_krona(amount);
        RC_ASSERT(rounded.value % 100 == 0);
        RC_ASSERT(rounded.value - amount.value <= 50);
        RC_ASSERT(amount.value - rounded.value <= 50);
        RC_ASSERT(nearest_krona(rounded) == rounded);
    }));
}
