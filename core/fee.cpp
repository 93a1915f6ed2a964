#include "core/fee.h"

#include <utility>

namespace hemval {
namespace {

// Keeps every product below inside 64 bits whatever a pack says: a hundred times the price base
// amount is far over anything a tariff could mean.
constexpr int kLargestBasisPoints = 1'000'000;

std::optional<FeeError> fault_in(Ore amount)
{
    if (amount < Ore{}) return FeeError::NegativeAmount;
    if (amount > kLargestAmount) return FeeError::AmountTooLarge;
    return std::nullopt;
}

std::optional<FeeError> fault_in_hours(int hours)
{
    if (hours < 0) return FeeError::NegativeHours;
    if (hours > kMostHoursPerMonth) return FeeError::TooManyHours;
    return std::nullopt;
}

const LawFigure& minimum_amount(const LawYear& law, Household household)
{
    // Spouses too: SoL 32:8 has one figure for each of two who live together, married or not.
    return household == Household::Single ? law.minimum_single : law.minimum_cohabiting;
}

std::optional<FeeError> fault_in(const FeeQuestion& question, const LawYear& law)
{
    if (const auto fault = fault_in_hours(question.hours_per_month)) return fault;
    for (const Ore amount :
         {question.net_income, question.housing_allowance, question.housing_cost}) {
        if (const auto fault = fault_in(amount)) return fault;
    }
    if (question.individual_addition > kLargestAmount) return FeeError::AmountTooLarge;
    const Ore largest_lowering = minimum_amount(law, question.household).amount;
    if (question.individual_addition < Ore{} - largest_lowering) return FeeError::NegativeAmount;
    if (question.household == Household::Spouses) {
        if (!question.partner_net_income) return FeeError::PartnerIncomeMissing;
        if (const auto fault = fault_in(*question.partner_net_income)) return fault;
    }
    return std::nullopt;
}

Result<Ore, FeeError> amount_by(const HourlyTariff& tariff, int hours)
{
    if (const auto fault = fault_in(tariff.per_hour)) return fail(*fault);
    return nearest_krona(Ore{tariff.per_hour.value * hours});
}

Result<Ore, FeeError> amount_by(const LevelTariff& tariff, int hours, const LawYear& law)
{
    for (const FeeLevel& level : tariff.levels) {
        const bool within =
            level.from_hours <= hours && (!level.to_hours || hours <= *level.to_hours);
        if (!within) continue;
        if (level.price_base_basis_points < 0) return fail(FeeError::NegativeAmount);
        if (level.price_base_basis_points > kLargestBasisPoints) {
            return fail(FeeError::AmountTooLarge);
        }
        return monthly_share(law.price_base_amount.amount, level.price_base_basis_points);
    }
    return fail(FeeError::NoLevelForHours);
}

struct Least {
    Ore amount;
    FeeStepKind kind;
};

Least least_of(Ore tariff, Ore headroom, Ore cap)
{
    Least least{tariff, FeeStepKind::Tariff};
    if (headroom < least.amount) least = {headroom, FeeStepKind::Headroom};
    if (cap < least.amount) least = {cap, FeeStepKind::Cap};
    return least;
}

}  // namespace

Result<Ore, FeeError> tariff_amount(const FeeTariff& tariff, int hours_per_month)
{
    const LawYear* law = law_year(tariff.year);
    if (law == nullptr) return fail(FeeError::UnknownYear);
    if (const auto fault = fault_in_hours(hours_per_month)) return fail(*fault);
    if (const auto* hourly = std::get_if<HourlyTariff>(&tariff.rule)) {
        return amount_by(*hourly, hours_per_month);
    }
    const auto* levels = std::get_if<LevelTariff>(&tariff.rule);
    if (levels == nullptr) return fail(FeeError::NoLevelForHours);
    return amount_by(*levels, hours_per_month, *law);
}

Result<Ore, FeeError> fee_cap(const FeeTariff& tariff)
{
    const LawYear* law = law_year(tariff.year);
    if (law == nullptr) return fail(FeeError::UnknownYear);
    return law->cap.amount;
}

Result<FeeAnswer, FeeError> monthly_fee(const FeeTariff& tariff, const FeeQuestion& question)
{
    const LawYear* law = law_year(tariff.year);
    if (law == nullptr) return fail(FeeError::UnknownYear);
    if (const auto fault = fault_in(question, *law)) return fail(*fault);
    const auto by_tariff = tariff_amount(tariff, question.hours_per_month);
    if (!by_tariff) return fail(by_tariff.error());

    FeeAnswer answer;
    answer.year = law->year;
    const auto step = [&answer](FeeStepKind kind, Ore amount, std::string source) {
        answer.steps.push_back({kind, amount, std::move(source)});
    };

    Ore income = question.net_income;
    step(FeeStepKind::NetIncome, income, "");
    if (question.household == Household::Spouses) {
        income = Ore{(income + *question.partner_net_income).value / 2};
        step(FeeStepKind::HalfJointIncome, income, law->income_source);
    }
    step(FeeStepKind::HousingAllowance, question.housing_allowance, "");

    const LawFigure& minimum = minimum_amount(*law, question.household);
    step(FeeStepKind::MinimumAmount, minimum.amount, minimum.source);
    step(FeeStepKind::IndividualAddition, question.individual_addition, law->adjustment_source);
    step(FeeStepKind::HousingCost, question.housing_cost, "");
    const Ore reserved = minimum.amount + question.individual_addition + question.housing_cost;
    step(FeeStepKind::ReservedAmount, reserved, minimum.source);

    const Ore left = income + question.housing_allowance - reserved;
    const Ore headroom = left < Ore{} ? Ore{} : nearest_krona(left);
    step(FeeStepKind::Headroom, headroom, law->headroom_source);
    step(FeeStepKind::Tariff, *by_tariff, "Kommunens taxa " + std::to_string(law->year));
    step(FeeStepKind::Cap, law->cap.amount, law->cap.source);

    const Least least = least_of(*by_tariff, headroom, law->cap.amount);
    answer.fee = least.amount;
    answer.decided_by = least.kind;
    // A person who asks "why this much" is sent to the rule behind the figure that decided.
    std::string why;
    for (const FeeStep& earlier : answer.steps) {
        if (earlier.kind == least.kind) why = earlier.source;
    }
    step(FeeStepKind::Fee, answer.fee, why);
    return answer;
}

const char* name_of(FeeError error)
{
    switch (error) {
    case FeeError::UnknownYear: return "unknown_year";
    case FeeError::NegativeAmount: return "negative_amount";
    case FeeError::NegativeHours: return "negative_hours";
    case FeeError::TooManyHours: return "too_many_hours";
    case FeeError::AmountTooLarge: return "amount_too_large";
    case FeeError::PartnerIncomeMissing: return "partner_income_missing";
    case FeeError::NoLevelForHours: return "no_level_for_hours";
    }
    return "";
}

const char* name_of(FeeStepKind kind)
{
    switch (kind) {
    case FeeStepKind::NetIncome: return "net_income";
    case FeeStepKind::HalfJointIncome: return "half_joint_income";
    case FeeStepKind::HousingAllowance: return "housing_allowance";
    case FeeStepKind::MinimumAmount: return "minimum_amount";
    case FeeStepKind::IndividualAddition: return "individual_addition";
    case FeeStepKind::HousingCost: return "housing_cost";
    case FeeStepKind::ReservedAmount: return "reserved_amount";
    case FeeStepKind::Headroom: return "headroom";
    case FeeStepKind::Tariff: return "tariff";
    case FeeStepKind::Cap: return "cap";
    case FeeStepKind::Fee: return "fee";
    }
    return "";
}

}  // namespace hemval
