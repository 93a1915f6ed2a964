#include "core/swedish_order.h"

#include <cstddef>
#include <cstdint>
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

char32_t weight(char32_t letter)
{
    if (letter >= U'A' && letter <= U'Z') {
        return letter - U'A' + U'a';
    }
    if (letter >= 0xC0 && letter <= 0xDE && letter != 0xD7) {
        letter += 0x20;  // Latin-1 capitals
    }
    switch (letter) {
    case 0xE0: case 0xE1: case 0xE2: case 0xE3: return U'a';
    case 0xE5: return kARing;
    case 0xE4: case 0xE6: return kADiaeresis;  // ä, æ
    case 0xE7: return U'c';
    case 0xE8: case 0xE9: case 0xEA: case 0xEB: return U'e';
    case 0xEC: case 0xED: case 0xEE: case 0xEF: return U'i';
    case 0xF1: return U'n';
    case 0xF2: case 0xF3: case 0xF4: case 0xF5: return U'o';
    case 0xF6: case 0xF8: return kODiaeresis;  // ö, ø
    case 0xF9: case 0xFA: case 0xFB: return U'u';
    case 0xFC: case 0xFD: case 0xFF: return U'y';
    default: return letter;
    }
}

std::u32string key(std::string_view text)
{
    std::u32string weights;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t letter = next_code_point(text, at);
        const bool combining = letter >= 0x300 && letter <= 0x36F;
        if (!combining || weights.empty()) {
            weights.push_back(weight(letter));
        } else if (letter == kCombiningRing && weights.back() == U'a') {
            weights.back() = kARing;
        } else if (letter == kCombiningDiaeresis && weights.back() == U'a') {
            weights.back() = kADiaeresis;
        } else if (letter == kCombiningDiaeresis && weights.back() == U'o') {
            weights.back() = kODiaeresis;
        } else if (letter == kCombiningDiaeresis && weights.back() == U'u') {
            weights.back() = U'y';
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
