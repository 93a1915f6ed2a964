#pragma once

#include "core/money.h"
#include "core/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

// The client fee (avgift). It takes no provider: that the fee is the same whichever provider one
// chooses is not a rule that could be broken but a parameter that does not exist.
namespace hemval {

enum class Household : std::uint8_t {
    Single,
    Cohabiting,  // sambor: each counted on their own income
    Spouses,     // makar: half of the joint income each (SoL 2025:400 32:5)
};

// One year's figures, each with its source.
struct LawFigure {
    Ore amount;
    std::string source;  // "SoL (2025:400) 32 kap. 6 §"
};
struct LawYear {
    int year = 0;
    LawFigure price_base_amount;   // prisbasbelopp
    LawFigure cap;                 // maxtaxa, per month
    LawFigure minimum_single;      // minimibelopp, per month
    LawFigure minimum_cohabiting;  // each of two, married or not
    // Where the rules behind the other steps stand that year.
    std::string income_source;
    std::string headroom_source;
    std::string adjustment_source;
};

// The table's row; nothing for a year the table does not hold.
const LawYear* law_year(int year);
const std::vector<LawYear>& law_years();

// A twelfth of `ten_thousandths` / 10 000 of the price base amount, to the nearest krona. The cap,
// the minimum amounts and level tariffs are all written so (53.92 % = 5 392). Both non-negative.
Ore monthly_share(Ore price_base_amount, int ten_thousandths);

struct HourlyTariff {
    Ore per_hour;
};
struct FeeLevel {
    int from_hours = 0;             // per month, inclusive
    std::optional<int> to_hours;    // inclusive; nothing = and more
    int price_base_basis_points = 0;  // share of PBB/12 in 1/10 000: 53.92 % = 5 392
};
struct LevelTariff {
    std::vector<FeeLevel> levels;
};
struct FeeTariff {
    int year = 0;  // the law year the tariff belongs to
    std::variant<HourlyTariff, LevelTariff> rule;
};

inline constexpr int kMostHoursPerMonth = 31 * 24;
inline constexpr Ore kLargestAmount = Ore::kronor(1'000'000);

// What a person says about themselves. Money per month. Never leaves the device.
// Wealth is not asked for (it does not count), and a housing cost not stated is zero. Spouses and
// cohabitants state their own share of the housing cost and allowance, and it is taken as entered:
// how a household divides a shared cost is nothing this program can know.
struct FeeQuestion {
    int hours_per_month = 0;
    Household household = Household::Single;
    Ore net_income;                 // after tax
    std::optional<Ore> partner_net_income;  // required for Spouses, otherwise not looked at
    Ore housing_allowance;          // bostadstillägg
    Ore housing_cost;
    // SoL 32:9: the minimum amount is raised for lasting extra needs and may be lowered when a cost
    // it covers is met otherwise (meals in the rent). Signed; a lowering stops at the whole minimum.
    Ore individual_addition;
};

enum class FeeError : std::uint8_t {
    UnknownYear,           // the law table has no such year
    NegativeAmount,        // or a lowering larger than the minimum amount itself
    NegativeHours,
    TooManyHours,          // more than a month holds
    AmountTooLarge,        // over a million kronor a month is a slip of the finger
    PartnerIncomeMissing,  // Spouses without the partner's income
    NoLevelForHours,       // the tariff has a gap
};
inline constexpr FeeError kAllFeeErrors[] = {
    FeeError::UnknownYear,     FeeError::NegativeAmount, FeeError::NegativeHours,
    FeeError::TooManyHours,    FeeError::AmountTooLarge, FeeError::PartnerIncomeMissing,
    FeeError::NoLevelForHours,
};
const char* name_of(FeeError error);  // the locale key's tail: "unknown_year"

// One step of the calculation, in the order a person would do it by hand.
enum class FeeStepKind : std::uint8_t {
    NetIncome,
    HalfJointIncome,    // Spouses only
    HousingAllowance,
    MinimumAmount,
    IndividualAddition,
    HousingCost,
    ReservedAmount,     // förbehållsbelopp = minimum + addition + housing cost
    Headroom,           // avgiftsutrymme = max(0, income + allowance - reserved)
    Tariff,             // what the granted hours would cost
    Cap,                // maxtaxa
    Fee,                // the least of tariff, headroom and cap
};
inline constexpr FeeStepKind kAllFeeSteps[] = {
    FeeStepKind::NetIncome,     FeeStepKind::HalfJointIncome, FeeStepKind::HousingAllowance,
    FeeStepKind::MinimumAmount, FeeStepKind::IndividualAddition, FeeStepKind::HousingCost,
    FeeStepKind::ReservedAmount, FeeStepKind::Headroom,       FeeStepKind::Tariff,
    FeeStepKind::Cap,           FeeStepKind::Fee,
};
const char* name_of(FeeStepKind kind);

struct FeeStep {
    FeeStepKind kind = FeeStepKind::Fee;
    Ore amount;
    std::string source;  // legal source, or empty for what the person entered
};

struct FeeAnswer {
    Ore fee;                     // per month, nearest krona
    // Tariff, Headroom or Cap; the first of them when several are equal.
    FeeStepKind decided_by = FeeStepKind::Tariff;
    int year = 0;
    std::vector<FeeStep> steps;  // every figure, ending with Fee
};

// fee = min(tariff, headroom, cap), each rounded to the nearest krona (SoL 2025:400 32 kap. 5-9 §§).
// Errors: any FeeError; UnknownYear first, then the hours, then the amounts, then the tariff.
Result<FeeAnswer, FeeError> monthly_fee(const FeeTariff& tariff, const FeeQuestion& question);

// What the tariff alone gives for these hours, before headroom and cap, to the nearest krona.
// Errors: all but PartnerIncomeMissing; amounts are the tariff's own.
Result<Ore, FeeError> tariff_amount(const FeeTariff& tariff, int hours_per_month);

// The most anyone pays in the tariff's year: what a screen states before the person has calculated.
// Error: UnknownYear.
Result<Ore, FeeError> fee_cap(const FeeTariff& tariff);

}  // namespace hemval
