#pragma once

#include "core/receipt_proof.h"
#include "core/result.h"
#include "server/signing.h"
#include "server/store/store.h"

#include <optional>
#include <string>

// Each municipality's Merkle tree in its tables: leaves in the ledger's rows, complete subtrees, the
// head and the signed checkpoints. All is read and written inside the transaction that appends; a group of
// jobs has the head in hand, and signs it once, so that their checkpoint is that of the last of them.
namespace hemval::server {

// Nothing without rows.
struct Head {
    std::uint64_t size = 0;
    merkle::Hash root{};
};
Head load_head(Queries& queries, const MunicipalityId& id);

// Of the tree as it was when it had so many leaves; nothing when it never had.
std::optional<merkle::Hash> root_at(Queries& queries, const MunicipalityId& id, std::uint64_t size);

// A fresh random salt and the leaf it makes of the event, stored as `body`.
struct Leaf {
    std::string salt;
    merkle::Hash hash{};
};
Leaf fresh_leaf(const MunicipalityId& id, const Event& event, const std::string& body);
merkle::Hash leaf_of(const MunicipalityId& id, const Event& event, const std::string& body,
                     const std::string& salt);

// Makes the leaf at `sequence`, whose row is in the ledger, part of the tree. Throws QueryFailed when it
// is not the next, or a part of the tree is missing.
void grow(Queries& queries, const MunicipalityId& id, std::uint64_t sequence, const merkle::Hash& leaf);

// What a commit's checkpoint is made with.
struct Seal {
    const Signer& signer;
    Day today;
};
// Signs the head, unless it has been: at once, or when what is in hand is written.
void sign_head(Queries& queries, const MunicipalityId& id, const Seal& seal);
std::optional<SignedCheckpoint> latest_checkpoint(Queries& queries, const MunicipalityId& id);
// Of whichever municipality: it tells which key has signed.
std::optional<SignedCheckpoint> any_checkpoint(Queries& queries);

// Against the first checkpoint that has the leaf: the same answer for ever. Throws QueryFailed without one, or
// where the tree is not whole.
Inclusion prove_inclusion(Queries& queries, const MunicipalityId& id, std::uint64_t sequence);
ReceiptProof prove_receipt(Queries& queries, const MunicipalityId& id, std::uint64_t sequence);

}  // namespace hemval::server
