#pragma once

#include "web/app/proof_check.h"

#include <optional>
#include <string>
#include <string_view>

namespace hemval {

// A receipt with its proof as an address, for its QR code and for keeping: "#/kvitto/" and six parts in
// base64url with a point between: the record's text, the salt, the proof's hashes, the checkpoint's
// text, its signature, the public key. What is hexadecimal elsewhere is bytes here. Printed on paper;
// never change.
std::string receipt_link(const SavedProof& saved);

// From such an address, whole or only from "#/kvitto/" on. Nothing for anything else.
std::optional<SavedProof> read_receipt_link(std::string_view address);

// What is no route: as a letter's code, it must not stay in the address or the trail.
inline constexpr std::string_view kReceiptLink = "#/kvitto/";
inline bool is_receipt_link(std::string_view hash) { return hash.substr(0, kReceiptLink.size()) == kReceiptLink; }

}  // namespace hemval
