#include "core/fee.h"

namespace hemval {
namespace {

// Shares of the price base amount in ten-thousandths, per year; a twelfth of each falls on a month.
// The same in the older act from 2023 and in the act of 2025.
constexpr int kCapShare = 5392;                 // 0.5392
constexpr int kMinimumSingleShare = 14789;      // 1.4789
constexpr int kMinimumCohabitingShare = 12066;  // 1.2066, for each of two, married or not

// Swedish, as a caseworker would cite them: these texts are shown with the figures. Only sections
// whose text has been read are cited; for spouses' income the older act is cited by chapter.
struct Sections {
    const char* income;
    const char* cap;
    const char* headroom;
    const char* minimum;
    const char* adjustment;
};

constexpr Sections kOlderAct = {
    "SoL (2001:453) 8 kap.",     "SoL (2001:453) 8 kap. 5 §", "SoL (2001:453) 8 kap. 7 §",
    "SoL (2001:453) 8 kap. 7 §", "SoL (2001:453) 8 kap. 8 §",
};
constexpr Sections kAct2025 = {
    "SoL (2025:400) 32 kap. 5 §", "SoL (2025:400) 32 kap. 6 §", "SoL (2025:400) 32 kap. 5 och 8 §§",
    "SoL (2025:400) 32 kap. 8 §", "SoL (2025:400) 32 kap. 9 §",
};
// The act changed on 1 July 2025; the figures stayed.
constexpr Sections kBothActs = {
    "SoL (2001:453) 8 kap., från 1 juli 2025 SoL (2025:400) 32 kap. 5 §",
    "SoL (2001:453) 8 kap. 5 §, från 1 juli 2025 SoL (2025:400) 32 kap. 6 §",
    "SoL (2001:453) 8 kap. 7 §, från 1 juli 2025 SoL (2025:400) 32 kap. 5 och 8 §§",
    "SoL (2001:453) 8 kap. 7 §, från 1 juli 2025 SoL (2025:400) 32 kap. 8 §",
    "SoL (2001:453) 8 kap. 8 §, från 1 juli 2025 SoL (2025:400) 32 kap. 9 §",
};

LawYear row(int year, Ore price_base_amount, const char* price_base_source, const Sections& law)
{
    return LawYear{
        year,
        {price_base_amount, price_base_source},
        {monthly_share(price_base_amount, kCapShare), law.cap},
        {monthly_share(price_base_amount, kMinimumSingleShare), law.minimum},
        {monthly_share(price_base_amount, kMinimumCohabitingShare), law.minimum},
        law.income,
        law.headroom,
        law.adjustment,
    };
}

}  // namespace

Ore monthly_share(Ore price_base_amount, int ten_thousandths)
{
    // One rounding, from the exact figure: öre would round twice.
    constexpr std::int64_t kDivisor = std::int64_t{12} * 10'000 * 100;
    const std::int64_t exact = price_base_amount.value * ten_thousandths;
    return Ore::kronor((exact + kDivisor / 2) / kDivisor);
}

// A year is listed only when every one of its figures is known from a source; 2024 is not.
const std::vector<LawYear>& law_years()
{
    static const std::vector<LawYear> years = {
        row(2023, Ore::kronor(52'500), "SFB (2010:110) 2 kap. 6–8 §§, prisbasbelopp för 2023",
            kOlderAct),
        row(2025, Ore::kronor(58'800), "SFB (2010:110) 2 kap. 6–8 §§, prisbasbelopp för 2025",
            kBothActs),
        row(2026, Ore::kronor(59'200), "SFS 2025:872, prisbasbelopp för 2026", kAct2025),
    };
    return years;
}

const LawYear* law_year(int year)
{
    for (const LawYear& row : law_years()) {
        if (row.year == year) return &row;
    }
    return nullptr;
}

}  // namespace hemval
