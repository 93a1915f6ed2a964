#pragma once

#include "core/receipt_proof.h"
#include "core/result.h"

#include <memory>
#include <string>
#include <string_view>

// What stands under the ledger: SHA-256 and Ed25519, both OpenSSL's.
namespace hemval::server {

merkle::Hash tree_hash(std::string_view data);

// The municipality's signature. Its key is outside the database, so that whoever can write there
// still cannot sign; the public key is no secret, and who checks must have it from elsewhere.
class Signer {
public:
    // From 32 bytes in hexadecimal. Nothing for anything else.
    static std::optional<Signer> from_key(const std::string& hex_key);

    std::string sign(std::string_view text) const;  // 128 hexadecimal digits
    const std::string& public_key() const { return public_key_; }  // 64

private:
    Signer(std::shared_ptr<void> key, std::string public_key)
        : key_(std::move(key)), public_key_(std::move(public_key))
    {
    }
    std::shared_ptr<void> key_;
    std::string public_key_;
};

class SignatureCheck {
public:
    // Nothing for what is no Ed25519 public key in hexadecimal.
    static std::optional<SignatureCheck> with(const std::string& public_key);
    // The same answers for whoever has the signing key, at less than half the work: Ed25519 always
    // signs a text alike, and signing is quicker than checking. What differs is checked as ever.
    static std::optional<SignatureCheck> of(const Signer& own);
    bool holds(std::string_view text, std::string_view signature) const;

private:
    explicit SignatureCheck(std::shared_ptr<void> key) : key_(std::move(key)) {}
    std::shared_ptr<void> key_;
    std::optional<Signer> own_;
};

// `folder`/signing.key, made when nothing has been signed yet. The error is a sentence.
Result<Signer, std::string> signing_key(const std::string& folder, bool signed_before);

}  // namespace hemval::server
