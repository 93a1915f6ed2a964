#include "core/fee.h"

#include <doctest/doctest.h>

#include <iterator>
#include <string>

using namespace hemval;

TEST_CASE("the law table holds the published figures, each with its source")
{
    struct Published {
        int year;
        std::int64_t price_base_amount, cap, single, cohabiting;
    };
    const Published published[] = {
        {2023, 52'500, 2'359, 6'470, 5'279},
        {2025, 58'800, 2'642, 7'247, 5'912},
        {2026, 59'200, 2'660, 7'296, 5'953},
    };
    CHECK(law_years().size() == std::size(published));
    for (const Published& row : published) {
        CAPTURE(row.year);
        const LawYear* law = law_year(row.year);
        REQUIRE(law != nullptr);
        CHECK(law->price_base_amount.amount == Ore::kronor(row.price_base_amount));
        CHECK(law->cap.amount == Ore::kronor(row.cap));
        CHECK(law->minimum_single.amount == Ore::kronor(row.single));
        CHECK(law->minimum_cohabiting.amount == Ore::kronor(row.cohabiting));
        for (const std::string& source :
             {law->price_base_amount.source, law->cap.source, law->minimum_single.source,
              law->minimum_cohabiting.source, law->income_source, law->headroom_source,
              law->adjustment_source}) {
            CHECK_FALSE(source.empty());
        }
    }
}

TEST_CASE("each year cites the act that was in force, and the year of the change cites both")
{
    const std::string older = "SoL (2001:453) 8 kap. 5 §";
    const std::string newer = "SoL (2025:400) 32 kap. 6 §";
    CHECK(law_year(2023)->cap.source == older);
    CHECK(law_year(2025)->cap.source.find(older) != std::string::npos);
    CHECK(law_year(2025)->cap.source.find(newer) != std::string::npos);
    CHECK(law_year(2026)->cap.source == newer);
    CHECK(law_year(2026)->minimum_single.source == "SoL (2025:400) 32 kap. 8 §");
    CHECK(law_year(2026)->price_base_amount.source.find("SFS 2025:872") != std::string::npos);
}

TEST_CASE("a share of the price base amount is rounded once, to the nearest krona")
{
    CHECK(monthly_share(Ore::kronor(59'200), 5392) == Ore::kronor(2'660));  // 2 660.05
    CHECK(monthly_share(Ore::kronor(52'500), 12066) == Ore::kronor(5'279));  // 5 278.875
    CHECK(monthly_share(Ore::kronor(60), 1000) == Ore::kronor(1));           // 0.50
    CHECK(monthly_share(Ore{5999}, 1000) == Ore{});  // 0.49992: by way of öre it would be 1
}

TEST_CASE("a year without a complete row is unknown rather than guessed")
{
    for (const int year : {0, 2022, 2024, 2027}) CHECK(law_year(year) == nullptr);
}
