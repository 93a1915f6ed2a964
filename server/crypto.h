#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// Thin doors to OpenSSL and libargon2; no cryptography of our own. Digests and random bytes are raw
// byte strings.
namespace hemval::server {

// What the libraries refuse only where there is no memory, or asked for what they cannot: throws std::runtime_error.
void must(bool done);

std::string sha256(std::string_view data);
std::string hmac_sha256(std::string_view key, std::string_view data);
std::string hex(std::string_view bytes);
// AES-256-GCM with a fresh nonce: nonce, ciphertext and tag, which opens with the same key of 32 bytes
// and the same `about`, what the text belongs to, and with nothing else.
std::string sealed(std::string_view key, std::string_view about, std::string_view text);
std::optional<std::string> opened(std::string_view key, std::string_view about, std::string_view box);
std::string from_hex(std::string_view digits);  // empty for what is not lower-case hexadecimal

// From the system's random source. Without one nothing may be issued: the process ends.
std::string random_bytes(std::size_t count);
std::uint64_t random_number();

// OWASP's smallest recommended argon2id: 19 MiB, two passes, one lane.
struct HashCost {
    std::uint32_t memory_kib = 19456;
    std::uint32_t passes = 2;
};
// "$argon2id$v=19$m=...": its own salt and cost inside.
std::string slow_hash(std::string_view secret, HashCost cost);
bool slow_hash_matches(const std::string& hash, std::string_view secret);

}  // namespace hemval::server
