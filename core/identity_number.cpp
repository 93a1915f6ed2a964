#include "core/identity_number.h"

#include "core/check_digit.h"
#include "core/day.h"

namespace hemval {
namespace {

constexpr std::size_t kDigits = 12;
constexpr std::size_t kDateDigits = 8;
constexpr int kCoordination = 60;  // added to the day of the month

bool is_real_day(std::string_view date)
{
    std::string day(date.substr(6, 2));
    if (day[0] >= '6') {
        day[0] = static_cast<char>(day[0] - kCoordination / 10);
    }
    const std::string iso =
        std::string(date.substr(0, 4)) + "-" + std::string(date.substr(4, 2)) + "-" + day;
    return from_iso(iso).has_value();
}

}  // namespace

std::optional<std::string> canonical_identity_number(std::string_view text)
{
    std::string digits(text);
    if (digits.size() == kDigits + 1 && digits[kDateDigits] == '-') {
        digits.erase(kDateDigits, 1);
    }
    if (digits.size() != kDigits || digits.find_first_not_of("0123456789") != std::string::npos) {
        return std::nullopt;
    }
    const std::string_view all = digits;
    const std::string_view century = all.substr(0, 2);
    if (century != "18" && century != "19" && century != "20") {
        return std::nullopt;
    }
    if (!is_real_day(all.substr(0, kDateDigits)) ||
        check_digit(all.substr(2, 9)) != all.back()) {
        return std::nullopt;
    }
    return digits;
}

}  // namespace hemval
