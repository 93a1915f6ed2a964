#pragma once

#include "core/receipt_proof.h"
#include "core/registry.h"

#include <nlohmann/json.hpp>

#include <optional>
#include <vector>

// The JSON forms of what is stored in the ledger and sent between app and service: one definition
// for both ends. Field names and enum names here are stored; never rename. Dates ISO 8601; a field
// without a value is left out. Reading answers nothing for anything that is not exactly the form
// (an unknown field too); it never throws or aborts, whatever the JSON.
namespace hemval::wire {

using Json = nlohmann::json;

Json write(const Event& event);
std::optional<Event> read_event(const Json& json);

Json write(const MunicipalityState& state);  // the store's snapshot
std::optional<MunicipalityState> read_state(const Json& json);

Json write(const ClientCase& person);
std::optional<ClientCase> read_case(const Json& json);

Json write(const Receipt& receipt);
std::optional<Receipt> read_receipt(const Json& json);

Json write(const CaseView& view);
std::optional<CaseView> read_case_view(const Json& json);

Json write(const std::vector<ProviderStatus>& statuses);
std::optional<std::vector<ProviderStatus>> read_statuses(const Json& json);

Json write(const LocalizedText& text);  // by language; also stored
std::optional<LocalizedText> read_localized(const Json& json);

Json write(const ReceiptCheck& check);
std::optional<ReceiptCheck> read_receipt_check(const Json& json);

Json write(const Inclusion& inclusion);
std::optional<Inclusion> read_inclusion(const Json& json);

// What the holder keeps, as text and in a QR code too.
Json write(const ReceiptProof& proof);
std::optional<ReceiptProof> read_receipt_proof(const Json& json);

// One line of the public ledger.
Json write(const PublicEntry& entry);

Json write(const WishList& list);  // also stored
std::optional<WishList> read_wish_list(const Json& json);

// {"action": "choose", "provider": "..."}, without a provider for "decline"; the key travels in the
// Idempotency-Key header.
Json write(const Submission& submission);
std::optional<Submission> read_submission(const Json& json, IdempotencyKey key);

}  // namespace hemval::wire
