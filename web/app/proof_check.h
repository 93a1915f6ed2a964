#pragma once

#include "core/receipt_proof.h"
#include "web/platform/platform.h"

#include <functional>
#include <optional>
#include <string>

// A receipt's proof, worked out on this device: the tree by core, each hash and the signature by the
// platform.
namespace hemval {

enum class Proven : unsigned char { Holds, Fails, CannotTell };

// The holder's proof and the key it is checked with, as the tab keeps them: with these the receipt can
// be checked though the service is silent, or has become another.
struct SavedProof {
    ReceiptProof proof;
    std::string key;
};
std::string write_saved(const SavedProof& saved);
std::optional<SavedProof> read_saved(const std::string& text);

// That the leaf is in the tree that `municipality` has signed.
void check_inclusion(Platform& platform, const MunicipalityId& municipality, std::uint64_t sequence,
                     const Inclusion& inclusion, const std::string& key,
                     std::function<void(Proven)> then);
// The same, and that the leaf says this very receipt. `kept_now` is the leaf the service has in its
// place today, when it answered.
void check_proof(Platform& platform, const MunicipalityId& municipality, const Receipt& held,
                 const SavedProof& saved, const std::optional<merkle::Hash>& kept_now,
                 std::function<void(Proven)> then);

}  // namespace hemval
