#include "web/app/receipt_link.h"

#include <array>
#include <utility>
#include <vector>

namespace hemval {

namespace {

constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::string_view kHex = "0123456789abcdef";
constexpr std::size_t kHashBytes = 32;
constexpr std::size_t kLongest = 8192;

std::string base64url(std::string_view bytes)
{
    std::string text;
    unsigned held = 0, bits = 0;
    for (const char byte : bytes) {
        held = (held << 8U | static_cast<unsigned char>(byte)) & 0xFFFFU;
        for (bits += 8; bits >= 6; bits -= 6) text += kLetters[held >> (bits - 6) & 63U];
    }
    if (bits > 0) text += kLetters[held << (6 - bits) & 63U];
    return text;
}

// Only what base64url() writes: one text has one address.
std::optional<std::string> from_base64url(std::string_view text)
{
    std::string bytes;
    unsigned held = 0, bits = 0;
    for (const char letter : text) {
        const std::size_t at = kLetters.find(letter);
        if (at == std::string_view::npos) return std::nullopt;
        held = (held << 6U | static_cast<unsigned>(at)) & 0xFFFFU;
        bits += 6;
        if (bits < 8) continue;
        bits -= 8;
        bytes += static_cast<char>(held >> bits & 0xFFU);
    }
    return base64url(bytes) == text ? std::optional(bytes) : std::nullopt;
}

std::string bytes_of(std::string_view hex)
{
    std::string bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
        bytes += static_cast<char>(kHex.find(hex[i]) << 4U | kHex.find(hex[i + 1]));
    return bytes;
}

std::string hex_of(std::string_view bytes)
{
    std::string hex;
    for (const char byte : bytes) {
        hex += kHex[static_cast<unsigned char>(byte) >> 4U];
        hex += kHex[static_cast<unsigned char>(byte) & 15U];
    }
    return hex;
}

std::optional<std::vector<std::string>> parts_of(std::string_view text)
{
    std::vector<std::string> parts;
    for (;;) {
        const std::size_t point = text.find('.');
        auto part = from_base64url(text.substr(0, point));
        if (!part) return std::nullopt;
        parts.push_back(std::move(*part));
        if (point == std::string_view::npos) return parts;
        text.remove_prefix(point + 1);
    }
}

}  // namespace

std::string receipt_link(const SavedProof& saved)
{
    std::string hashes;
    for (const merkle::Hash& hash : saved.proof.proof)
        for (const std::uint8_t byte : hash) hashes += static_cast<char>(byte);
    const std::array<std::string, 6> parts = {
        saved.proof.record,          bytes_of(saved.proof.salt),
        hashes,                      saved.proof.checkpoint.text,
        bytes_of(saved.proof.checkpoint.signature), bytes_of(saved.key)};
    std::string link(kReceiptLink);
    for (const std::string& part : parts) link += base64url(part) + ".";
    link.pop_back();
    return link;
}

std::optional<SavedProof> read_receipt_link(std::string_view address)
{
    const std::size_t start = address.find(kReceiptLink);
    if (start == std::string_view::npos || address.size() > kLongest) return std::nullopt;
    address.remove_prefix(start + kReceiptLink.size());
    while (!address.empty() && address.back() == ' ') address.remove_suffix(1);
    const auto parts = parts_of(address);
    if (!parts || parts->size() != 6 || (*parts)[2].size() % kHashBytes != 0) return std::nullopt;
    SavedProof saved;
    saved.proof.record = (*parts)[0];
    saved.proof.salt = hex_of((*parts)[1]);
    for (std::size_t i = 0; i < (*parts)[2].size(); i += kHashBytes)
        saved.proof.proof.push_back(*merkle::hash_from_hex(hex_of((*parts)[2].substr(i, kHashBytes))));
    saved.proof.checkpoint = {(*parts)[3], hex_of((*parts)[4])};
    saved.key = hex_of((*parts)[5]);
    if (!read_record(saved.proof.record) || !is_salt(saved.proof.salt)) return std::nullopt;
    return saved;
}

}  // namespace hemval
