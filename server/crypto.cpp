#include "server/crypto.h"

#include <argon2.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <stdexcept>

namespace hemval::server {
namespace {

constexpr std::size_t kDigestBytes = 32;
constexpr std::size_t kSaltBytes = 16;
constexpr std::size_t kNonceBytes = 12;
constexpr std::size_t kTagBytes = 16;

const unsigned char* bytes_of(std::string_view text)
{
    return reinterpret_cast<const unsigned char*>(text.data());
}

using Cipher = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

// AES-256-GCM over `text` with what it belongs to.
std::string run_cipher(const Cipher& cipher, bool seals, std::string_view key, std::string_view nonce,
                       std::string_view about, std::string_view text)
{
    int length = 0;
    std::string out(text.size(), '\0');
    must(key.size() == 32);
    must(EVP_CipherInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, bytes_of(key), bytes_of(nonce),
                           static_cast<int>(seals)) == 1);
    must(EVP_CipherUpdate(cipher.get(), nullptr, &length, bytes_of(about), static_cast<int>(about.size())) == 1);
    must(EVP_CipherUpdate(cipher.get(), reinterpret_cast<unsigned char*>(out.data()), &length, bytes_of(text),
                          static_cast<int>(text.size())) == 1);
    return out;
}

}  // namespace

void must(bool done)
{
    if (!done)
        throw std::runtime_error("the cryptography refused");
}

std::string sealed(std::string_view key, std::string_view about, std::string_view text)
{
    const Cipher cipher(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
    const std::string nonce = random_bytes(kNonceBytes);
    const std::string inside = run_cipher(cipher, true, key, nonce, about, text);
    unsigned char rest[EVP_MAX_BLOCK_LENGTH];
    int length = 0;
    std::string tag(kTagBytes, '\0');
    must(EVP_CipherFinal_ex(cipher.get(), rest, &length) == 1);
    must(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, static_cast<int>(kTagBytes), tag.data()) == 1);
    return nonce + inside + tag;
}

std::optional<std::string> opened(std::string_view key, std::string_view about, std::string_view box)
{
    if (box.size() < kNonceBytes + kTagBytes)
        return std::nullopt;
    const Cipher cipher(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
    std::string text = run_cipher(cipher, false, key, box.substr(0, kNonceBytes), about,
                           box.substr(kNonceBytes, box.size() - kNonceBytes - kTagBytes));
    std::string tag(box.substr(box.size() - kTagBytes));
    unsigned char rest[EVP_MAX_BLOCK_LENGTH];
    int length = 0;
    must(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, static_cast<int>(kTagBytes), tag.data()) == 1);
    if (EVP_CipherFinal_ex(cipher.get(), rest, &length) != 1)
        return std::nullopt;
    return text;
}

std::string sha256(std::string_view data)
{
    // Looked up once: looking it up anew each time takes as long as hashing what a leaf hashes.
    static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    if (algorithm == nullptr || EVP_Digest(data.data(), data.size(), digest, &size, algorithm, nullptr) != 1) {
        std::fputs("SHA-256 cannot be calculated: the service stops.\n", stderr);
        std::exit(1);
    }
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

std::string slow_hash(std::string_view secret, HashCost cost)
{
    const std::string salt = random_bytes(kSaltBytes);
    std::string encoded(argon2_encodedlen(cost.passes, cost.memory_kib, 1, kSaltBytes, kDigestBytes,
                                          Argon2_id),
                        '\0');
    const int code = argon2id_hash_encoded(cost.passes, cost.memory_kib, 1, secret.data(),
                                           secret.size(), salt.data(), salt.size(), kDigestBytes,
                                           encoded.data(), encoded.size());
    must(code == ARGON2_OK);
    encoded.resize(std::strlen(encoded.c_str()));
    return encoded;
}

bool slow_hash_matches(const std::string& hash, std::string_view secret)
{
    return argon2id_verify(hash.c_str(), secret.data(), secret.size()) == ARGON2_OK;
}

}  // namespace hemval::server
