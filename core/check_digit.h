#pragma once

#include <cstddef>
#include <string_view>

namespace hemval {

// Luhn: every second digit from the right, the check digit not counted, is doubled. Of digits only.
inline char check_digit(std::string_view digits)
{
    int sum = 0;
    bool doubled = true;
    for (std::size_t i = digits.size(); i-- > 0; doubled = !doubled) {
        int value = digits[i] - '0';
        if (doubled) {
            value = value * 2 > 9 ? value * 2 - 9 : value * 2;
        }
        sum += value;
    }
    return static_cast<char>('0' + (10 - sum % 10) % 10);
}

}  // namespace hemval
