#pragma once

#include "core/ledger.h"
#include "core/merkle.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What lets a receipt be checked without taking anybody's word. Every event is a leaf of its
// municipality's Merkle tree: leaf = H(0x00 || salt || record), index = sequence - 1. The record says
// what a receipt may show and, as a digest, all the rest of the event: so the holder proves the choice
// without showing the case. With record and salt erased the leaf says nothing and holds as before.
namespace hemval {

// 32 hexadecimal digits, hashed as they are written.
bool is_salt(std::string_view text);

// What to hash for `rest`: the event as it is stored, so that nothing of it can be altered.
std::string rest_input(std::string_view salt, std::string_view stored_event);
// The record's exact text, without the rotation's answer, which the public ledger has.
std::string leaf_record(const MunicipalityId& municipality, const Event& event,
                        const merkle::Hash& rest);
// What a record says. Nothing for anything that leaf_record() would not have written.
struct RecordSays {
    MunicipalityId municipality;
    std::uint64_t sequence = 0;
    Day day;
    std::optional<Receipt> receipt;  // a choice's, a switch's or an assignment's
};
std::optional<RecordSays> read_record(const std::string& record);

// That the record is this very receipt's; its rotation's answer is for the public ledger to say.
bool says_receipt(const RecordSays& says, const MunicipalityId& municipality, const Receipt& held);

// The tree's head after a commit. What is signed is its text: "hemval/strangnas", the size, the root
// in hexadecimal and the day, a line each. Signed; never change.
struct Checkpoint {
    MunicipalityId municipality;
    std::uint64_t size = 0;
    merkle::Hash root{};
    Day day;
    friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};
std::string signed_text(const Checkpoint& checkpoint);
std::optional<Checkpoint> read_checkpoint(std::string_view text);

struct SignedCheckpoint {
    std::string text;
    std::string signature;  // Ed25519 of the text, 128 hexadecimal digits
    friend bool operator==(const SignedCheckpoint&, const SignedCheckpoint&) = default;
};

// That a leaf is in the signed tree, for somebody who has only the receipt's number.
struct Inclusion {
    merkle::Hash leaf{};
    std::vector<merkle::Hash> proof;
    SignedCheckpoint checkpoint;
    friend bool operator==(const Inclusion&, const Inclusion&) = default;
};

// The same for the holder, who may see what the leaf says. Checks without the service, years later.
struct ReceiptProof {
    std::string record;
    std::string salt;
    std::vector<merkle::Hash> proof;
    SignedCheckpoint checkpoint;
    friend bool operator==(const ReceiptProof&, const ReceiptProof&) = default;
};
inline constexpr std::size_t kLargestProofText = 2900;  // bytes that fit one QR code, with room to spare

// What is left of an erased entry is signed together with its leaf: the leaf itself can no longer
// tell whether it was altered.
std::string signed_remainder(const MunicipalityId& municipality, const merkle::Hash& leaf,
                             std::string_view stored_event);

}  // namespace hemval
