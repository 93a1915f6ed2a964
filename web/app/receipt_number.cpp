#include "web/app/receipt_number.h"

#include <string>

namespace hemval {

std::optional<ReceiptNumber> canonical_receipt(std::string_view typed)
{
    constexpr std::string_view kLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    constexpr std::size_t kLength = 10, kGroup = 4;
    std::string signs;
    for (char sign : typed) {
        if (sign == ' ' || sign == '-' || sign == '\t') continue;
        if (sign >= 'a' && sign <= 'z') sign = static_cast<char>(sign - 'a' + 'A');
        if (sign == 'O') sign = '0';
        if (sign == 'I' || sign == 'L') sign = '1';
        if (kLetters.find(sign) == std::string_view::npos) return std::nullopt;
        signs += sign;
    }
    if (signs.size() != kLength) return std::nullopt;
    return ReceiptNumber(signs.substr(0, kGroup) + "-" + signs.substr(kGroup, kGroup) + "-" +
                         signs.substr(2 * kGroup));
}

}  // namespace hemval
