#include "server/crypto.h"

#include <argon2.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace hemval::server {
namespace {

constexpr std::size_t kDigestBytes = 32;
constexpr std::size_t kSaltBytes = 16;

const unsigned char* bytes_of(std::string_view text)
{
    return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

std::string sha256(std::string_view data)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    EVP_Digest(data.data(), data.size(), digest, &size, EVP_sha256(), nullptr);
    return std::string(reinterpret_cast<const char*>(digest), size);
}

std::string hmac_sha256(std::string_view key, std::string_view data)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), bytes_of(data), data.size(), digest,
         &size);
    return std::string(reinterpret_cast<const char*>(digest), size);
}

std::string hex(std::string_view bytes)
{
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        text += kDigits[byte >> 4];
        text += kDigits[byte & 15];
    }
    return text;
}

std::string from_hex(std::string_view digits)
{
    static constexpr std::string_view kDigits = "0123456789abcdef";
    std::string bytes;
    for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
        const std::size_t high = kDigits.find(digits[i]);
        const std::size_t low = kDigits.find(digits[i + 1]);
        if (high == std::string_view::npos || low == std::string_view::npos)
            return {};
        bytes += static_cast<char>(high * 16 + low);
    }
    return digits.size() % 2 == 0 ? bytes : std::string();
}

std::string random_bytes(std::size_t count)
{
    std::string bytes(count, '\0');
    auto* out = reinterpret_cast<unsigned char*>(bytes.data());
    if (RAND_bytes(out, static_cast<int>(count)) != 1) {
        std::fputs("The system's random source does not answer: the service stops.\n", stderr);
        std::exit(1);
    }
    return bytes;
}

std::uint64_t random_number()
{
    std::uint64_t number = 0;
    const std::string bytes = random_bytes(sizeof number);
    std::memcpy(&number, bytes.data(), sizeof number);
    return number;
}

std::optional<std::string> slow_hash(std::string_view secret, HashCost cost)
{
    const std::string salt = random_bytes(kSaltBytes);
    std::string encoded(argon2_encodedlen(cost.passes, cost.memory_kib, 1, kSaltBytes, kDigestBytes,
                                          Argon2_id),
                        '\0');
    const int code = argon2id_hash_encoded(cost.passes, cost.memory_kib, 1, secret.data(),
                                           secret.size(), salt.data(), salt.size(), kDigestBytes,
                                           encoded.data(), encoded.size());
    if (code != ARGON2_OK)
        return std::nullopt;
    encoded.resize(std::strlen(encoded.c_str()));
    return encoded;
}

bool slow_hash_matches(const std::string& hash, std::string_view secret)
{
    return argon2id_verify(hash.c_str(), secret.data(), secret.size()) == ARGON2_OK;
}

}  // namespace hemval::server
