#include "core/swedish_order.h"

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>

namespace hemval {
namespace {

constexpr char32_t kAfterZ = U'z' + 1;  // å, ä, ö take the three weights after z
constexpr char32_t kARing = kAfterZ;
constexpr char32_t kADiaeresis = kAfterZ + 1;
constexpr char32_t kODiaeresis = kAfterZ + 2;
constexpr char32_t kCombiningDiaeresis = 0x308;
constexpr char32_t kCombiningRing = 0x30A;

constexpr char32_t kMalformed = 0xDC00;  // plus the byte: no letter has these

// One code point from `at` on, which moves past it.
char32_t next_code_point(std::string_view text, std::size_t& at)
{
    const auto byte = [&](std::size_t index) {
        return static_cast<std::uint8_t>(text[index]);
    };
    const std::uint8_t lead = byte(at++);
    if (lead < 0x80) {
        return lead;
    }
    const std::size_t more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0;
    if (more == 0 || at + more > text.size()) {
        return kMalformed + lead;
    }
    char32_t value = lead & (0x3FU >> more);
    for (std::size_t index = 0; index < more; ++index) {
        if ((byte(at + index) & 0xC0U) != 0x80U) {
            return kMalformed + lead;
        }
        value = (value << 6U) | (byte(at + index) & 0x3FU);
    }
    at += more;
    return value;
}

// From à to ÿ: an accent does not count; æ is an ä, ø an ö and ü a y.
constexpr char32_t kFirst = 0xE0;
constexpr char32_t kLatin1[] = {
    U'a', U'a', U'a', U'a', kADiaeresis, kARing, kADiaeresis, U'c', U'e', U'e', U'e',
    U'e', U'i', U'i', U'i', U'i', 0xF0, U'n', U'o', U'o', U'o', U'o',
    kODiaeresis, 0xF7, kODiaeresis, U'u', U'u', U'u', U'y', U'y', 0xFE, U'y'};
static_assert(std::size(kLatin1) == 0x100 - kFirst);

// Written apart: the letter, what stands over it, and what the two are.
constexpr char32_t kComposed[][3] = {{U'a', kCombiningRing, kARing},
                                     {U'a', kCombiningDiaeresis, kADiaeresis},
                                     {U'o', kCombiningDiaeresis, kODiaeresis},
                                     {U'u', kCombiningDiaeresis, U'y'}};

char32_t weight(char32_t letter)
{
    if (letter >= U'A' && letter <= U'Z') {
        return letter - U'A' + U'a';
    }
    if (letter >= 0xC0 && letter <= 0xDE && letter != 0xD7) {
        letter += 0x20;  // Latin-1 capitals
    }
    return letter >= kFirst && letter <= 0xFF ? kLatin1[letter - kFirst] : letter;
}

std::u32string key(std::string_view text)
{
    std::u32string weights;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t letter = next_code_point(text, at);
        const bool combining = letter >= 0x300 && letter <= 0x36F;
        if (!combining || weights.empty()) {
            weights.push_back(weight(letter));
            continue;
        }
        for (const auto& [plain, mark, both] : kComposed) {
            if (letter == mark && weights.back() == plain) {
                weights.back() = both;
            }
        }
    }
    return weights;
}

}  // namespace

bool swedish_before(std::string_view a, std::string_view b)
{
    return key(a) < key(b);
}

}  // namespace hemval
