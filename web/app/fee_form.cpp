#include "web/app/fee_form.h"

#include <algorithm>

namespace hemval {

namespace {

constexpr std::int64_t kLargest = 1'000'000'000;
// U+00A0 no-break space, U+2009 thin space, U+202F narrow no-break space.
constexpr std::string_view kSpaces[] = {" ", "\t", "\xC2\xA0", "\xE2\x80\x89", "\xE2\x80\xAF"};

std::size_t space_at(std::string_view text)
{
    for (const std::string_view space : kSpaces)
        if (text.substr(0, space.size()) == space) return space.size();
    return 0;
}

// What may be left empty is then nothing to pay or get.
std::optional<std::int64_t> number_or_none(std::string_view typed)
{
    return typed.empty() ? 0 : whole_number(typed);
}

}  // namespace

std::optional<std::int64_t> whole_number(std::string_view typed)
{
    std::int64_t value = 0;
    bool any = false;
    while (!typed.empty()) {
        if (const std::size_t space = space_at(typed)) {
            typed.remove_prefix(space);
            continue;
        }
        const char digit = typed.front();
        if (digit < '0' || digit > '9') return std::nullopt;
        value = std::min(value * 10 + (digit - '0'), kLargest);
        any = true;
        typed.remove_prefix(1);
    }
    if (!any) return std::nullopt;
    return value;
}

std::optional<FeeQuestion> question_of(const FeeForm& form)
{
    const auto hours = whole_number(form.hours);
    const auto income = whole_number(form.income);
    const bool spouses = form.household == Household::Spouses;
    const auto partner = spouses ? whole_number(form.partner_income) : 0;
    const auto allowance = number_or_none(form.housing_allowance);
    const auto housing = number_or_none(form.housing_cost);
    if (!hours || !form.household || !income || !partner || !allowance || !housing)
        return std::nullopt;
    FeeQuestion question;
    question.hours_per_month = static_cast<int>(*hours);
    question.household = *form.household;
    question.net_income = Ore::kronor(*income);
    if (spouses) question.partner_net_income = Ore::kronor(*partner);
    question.housing_allowance = Ore::kronor(*allowance);
    question.housing_cost = Ore::kronor(*housing);
    return question;
}

}  // namespace hemval
