#pragma once

#include "core/fee.h"
#include "web/app/visit.h"

#include <cstdint>
#include <optional>
#include <string_view>

// What is typed in the fee calculator, as the numbers it stands for.
namespace hemval {

// Digits, with the spaces people and other pages put between them, no-break ones too. Nothing for
// anything else. A number too long to be meant is still a number: it answers a large one.
std::optional<std::int64_t> whole_number(std::string_view typed);

// Nothing while a field that must be filled in is not. Says nothing of whether the amounts are
// reasonable: monthly_fee() does.
std::optional<FeeQuestion> question_of(const FeeForm& form);

}  // namespace hemval
