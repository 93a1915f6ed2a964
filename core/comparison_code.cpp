#include "core/comparison_code.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

namespace hemval {
namespace {

constexpr std::string_view kLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";  // Crockford's base 32
constexpr std::size_t kProviderLetters = 3;
constexpr std::size_t kFactLetters = 2;
constexpr std::size_t kMost = 4;

// A provider by a mark of its id, so that a code outlives a pack in another order. FNV-1a, folded.
std::uint32_t mark_of(const Municipality& municipality, const ProviderId& id)
{
    std::uint32_t hash = 2166136261U;
    for (const char c : municipality.id.value + "/" + id.value) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
    }
    return (hash ^ (hash >> 15U) ^ (hash >> 30U)) & 0x7FFFU;
}

void put(std::string& text, std::uint32_t value, std::size_t letters)
{
    for (std::size_t i = letters; i-- > 0;) {
        text += kLetters[(value >> (5U * i)) & 31U];
    }
}

std::uint32_t take(std::string_view& text, std::size_t letters)
{
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < letters; ++i) {
        value = value << 5U | static_cast<std::uint32_t>(kLetters.find(text[i]));
    }
    text.remove_prefix(letters);
    return value;
}

// One letter wrong, and two neighbours that have changed places, are seen: 31 is a prime.
char check_letter(std::string_view text)
{
    std::size_t sum = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        sum += (i + 2) * kLetters.find(text[i]);
    }
    return kLetters[sum % 31];
}

std::string letters_of(std::string_view typed)
{
    std::string text;
    for (char c : typed) {
        if (c == ' ' || c == '-') {
            continue;
        }
        if (c >= 'a' && c <= 'z') {
            c = static_cast<char>(c - 'a' + 'A');
        }
        c = c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c;
        if (kLetters.find(c) == std::string_view::npos) {
            return {};
        }
        text += c;
    }
    return text;
}

}  // namespace

std::string comparison_code(const Municipality& municipality,
                            const std::vector<ProviderId>& providers,
                            const std::set<std::string>& hidden_facts)
{
    std::string text;
    std::uint32_t hidden = 0;
    for (std::size_t i = 0; i < std::size(kComparedFacts); ++i) {
        hidden |= hidden_facts.count(kComparedFacts[i]) > 0 ? 1U << i : 0U;
    }
    put(text, hidden, kFactLetters);
    std::size_t count = 0;
    for (const Provider& provider : municipality.providers) {
        const bool compared =
            std::find(providers.begin(), providers.end(), provider.id) != providers.end();
        if (compared && ++count <= kMost) {
            put(text, mark_of(municipality, provider.id), kProviderLetters);
        }
    }
    text += check_letter(text);
    std::string grouped;
    for (std::size_t i = 0; i < text.size(); ++i) {
        grouped += i > 0 && i % 4 == 0 ? "-" : "";
        grouped += text[i];
    }
    return grouped;
}

std::optional<SharedComparison> read_comparison_code(std::string_view typed,
                                                     const Municipality& municipality)
{
    const std::string text = letters_of(typed);
    const std::size_t around = kFactLetters + 1;
    if (text.size() <= around || (text.size() - around) % kProviderLetters != 0 ||
        (text.size() - around) / kProviderLetters > kMost) {
        return std::nullopt;
    }
    std::string_view rest = std::string_view(text).substr(0, text.size() - 1);
    if (check_letter(rest) != text.back()) {
        return std::nullopt;
    }
    SharedComparison shared;
    const std::uint32_t hidden = take(rest, kFactLetters);
    for (std::size_t i = 0; i < std::size(kComparedFacts); ++i) {
        if ((hidden >> i & 1U) != 0) {
            shared.hidden_facts.insert(kComparedFacts[i]);
        }
    }
    std::set<std::uint32_t> marks;
    while (!rest.empty()) {
        marks.insert(take(rest, kProviderLetters));
    }
    for (const Provider& provider : municipality.providers) {
        if (marks.count(mark_of(municipality, provider.id)) > 0) {
            shared.providers.push_back(provider.id);
        }
    }
    shared.some_gone = shared.providers.size() < marks.size();
    if (shared.providers.empty()) {
        return std::nullopt;
    }
    return shared;
}

}  // namespace hemval
