#include "core/check_digit.h"
#include "core/registry.h"

namespace hemval {
namespace {

constexpr std::size_t kCodeDigits = 16;
constexpr std::size_t kLinkCodeLetters = 26;
constexpr std::string_view kCrockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

// What stands between groups when a code is typed, or pasted from a letter set by a word processor:
// space, hyphen, no-break space, the thin and narrow spaces, the dashes and the minus sign (UTF-8).
std::size_t separator_length(std::string_view text)
{
    if (text[0] == ' ' || text[0] == '-' || text[0] == '\t') {
        return 1;
    }
    if (text.substr(0, 2) == "\xC2\xA0") {
        return 2;
    }
    const std::string_view three = text.substr(0, 3);
    if (three == "\xE2\x88\x92") {
        return 3;
    }
    if (three.size() == 3 && three.substr(0, 2) == "\xE2\x80") {
        const auto last = static_cast<unsigned char>(three[2]);
        const bool space = last <= 0x8AU || last == 0xAFU;
        const bool dash = last >= 0x90U && last <= 0x95U;
        return space || dash ? 3 : 0;
    }
    return 0;
}

std::string in_groups(std::string_view text)
{
    std::string grouped;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (i > 0 && i % 4 == 0) {
            grouped += '-';
        }
        grouped += text[i];
    }
    return grouped;
}

}  // namespace

std::optional<std::string> canonical_code(std::string_view typed)
{
    std::string digits;
    while (!typed.empty()) {
        if (is_digit(typed[0])) {
            digits += typed[0];
            typed.remove_prefix(1);
        } else if (const std::size_t length = separator_length(typed)) {
            typed.remove_prefix(length);
        } else {
            return std::nullopt;
        }
        if (digits.size() > kCodeDigits) {
            return std::nullopt;
        }
    }
    if (digits.size() != kCodeDigits ||
        digits.back() != check_digit(std::string_view(digits).substr(0, kCodeDigits - 1))) {
        return std::nullopt;
    }
    return in_groups(digits);
}

std::string code_from_digits(std::string_view fifteen_digits)
{
    if (fifteen_digits.size() != kCodeDigits - 1) {
        return "";
    }
    for (const char c : fifteen_digits) {
        if (!is_digit(c)) {
            return "";
        }
    }
    return in_groups(std::string(fifteen_digits) + check_digit(fifteen_digits));
}

std::optional<std::string> canonical_link_code(std::string_view text)
{
    std::string code;
    for (char c : text) {
        if (c >= 'a' && c <= 'z') {
            c = static_cast<char>(c - 'a' + 'A');
        }
        if (kCrockford.find(c) == std::string_view::npos) {
            return std::nullopt;
        }
        code += c;
    }
    // 26 letters hold 130 bits: the first has only three of its five.
    if (code.size() != kLinkCodeLetters || code[0] > '7') {
        return std::nullopt;
    }
    return code;
}

std::string link_code(std::uint64_t high, std::uint64_t low)
{
    std::string code(kLinkCodeLetters, '0');
    for (std::size_t i = kLinkCodeLetters; i-- > 0;) {
        code[i] = kCrockford[low & 31U];
        low = (low >> 5U) | (high << 59U);
        high >>= 5U;
    }
    return code;
}

ReceiptNumber receipt_number(std::uint64_t random)
{
    std::string text;
    for (int i = 0; i < 10; ++i, random >>= 5U) {
        text += kCrockford[random & 31U];
    }
    return ReceiptNumber(in_groups(text));
}

}  // namespace hemval
