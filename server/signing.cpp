#include "server/signing.h"

#include "server/crypto.h"
#include "server/key_file.h"

#include <openssl/evp.h>

#include <algorithm>

namespace hemval::server {
namespace {

constexpr std::size_t kKeyBytes = 32;
constexpr std::size_t kSignatureBytes = 64;

const unsigned char* bytes_of(std::string_view text)
{
    return reinterpret_cast<const unsigned char*>(text.data());
}

std::shared_ptr<void> owned(EVP_PKEY* key)
{
    return std::shared_ptr<void>(key, [](void* one) { EVP_PKEY_free(static_cast<EVP_PKEY*>(one)); });
}

struct Digest {
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    Digest() = default;
    Digest(const Digest&) = delete;
    ~Digest() { EVP_MD_CTX_free(context); }
};

}  // namespace

merkle::Hash tree_hash(std::string_view data)
{
    merkle::Hash hash{};
    const std::string digest = sha256(data);
    std::copy(digest.begin(), digest.end(), hash.begin());
    return hash;
}

std::optional<Signer> Signer::from_key(const std::string& hex_key)
{
    const std::string seed = from_hex(hex_key);
    if (seed.size() != kKeyBytes)
        return std::nullopt;
    EVP_PKEY* key =
        EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, bytes_of(seed), seed.size());
    std::string open(kKeyBytes, '\0');
    std::size_t size = open.size();
    must(key != nullptr);
    must(EVP_PKEY_get_raw_public_key(key, reinterpret_cast<unsigned char*>(open.data()), &size) == 1);
    return Signer(owned(key), hex(open));
}

std::string Signer::sign(std::string_view text) const
{
    const Digest digest;
    std::string signature(kSignatureBytes, '\0');
    std::size_t size = signature.size();
    auto* key = static_cast<EVP_PKEY*>(key_.get());
    must(EVP_DigestSignInit(digest.context, nullptr, nullptr, nullptr, key) == 1);
    must(EVP_DigestSign(digest.context, reinterpret_cast<unsigned char*>(signature.data()), &size,
                        bytes_of(text), text.size()) == 1);
    return hex(signature);
}

std::optional<SignatureCheck> SignatureCheck::with(const std::string& public_key)
{
    const std::string raw = from_hex(public_key);
    if (raw.size() != kKeyBytes)
        return std::nullopt;
    EVP_PKEY* key = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytes_of(raw), raw.size());
    must(key != nullptr);
    return SignatureCheck(owned(key));
}

std::optional<SignatureCheck> SignatureCheck::of(const Signer& own)
{
    auto check = with(own.public_key());
    check->own_ = own;
    return check;
}

bool SignatureCheck::holds(std::string_view text, std::string_view signature) const
{
    if (own_ && signature.size() == 2 * kSignatureBytes && own_->sign(text) == signature)
        return true;
    const std::string raw = from_hex(signature);
    const Digest digest;
    auto* key = static_cast<EVP_PKEY*>(key_.get());
    must(EVP_DigestVerifyInit(digest.context, nullptr, nullptr, nullptr, key) == 1);
    return EVP_DigestVerify(digest.context, bytes_of(raw), raw.size(), bytes_of(text), text.size()) == 1;
}

Result<Signer, std::string> signing_key(const std::string& folder, bool signed_before)
{
    const std::string path = folder + "/signing.key";
    const auto key = key_file(path, "signing key", !signed_before,
                              "without it nobody can tell the municipality's signature from another");
    if (!key)
        return fail(key.error());
    auto signer = Signer::from_key(*key);
    if (!signer)
        return fail("The signing key " + path + " is no key: restore it from a backup.");
    return std::move(*signer);
}

}  // namespace hemval::server
