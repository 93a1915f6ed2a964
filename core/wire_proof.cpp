#include "core/wire_parts.h"

namespace hemval::wire {
namespace {

constexpr std::size_t kLongestProof = 64;  // one hash a level

std::optional<merkle::Hash> hash(const Json& json)
{
    const auto digits = text(json);
    return digits ? merkle::hash_from_hex(*digits) : std::nullopt;
}

std::optional<std::vector<merkle::Hash>> hashes(const Json& json)
{
    auto all = list(json, hash);
    if (all && all->size() > kLongestProof) {
        return std::nullopt;
    }
    return all;
}

void put_proof(Json& json, const std::vector<merkle::Hash>& proof, const SignedCheckpoint& signed_by)
{
    json["proof"] = rows(proof, [](const merkle::Hash& one) { return Json(merkle::to_hex(one)); });
    json["checkpoint"] = signed_by.text;
    json["signature"] = signed_by.signature;
}

void take_proof(Fields& fields, std::vector<merkle::Hash>& proof, SignedCheckpoint& signed_by)
{
    fields.take("proof", proof, hashes);
    fields.take("checkpoint", signed_by.text, text);
    fields.take("signature", signed_by.signature, text);
}

}  // namespace

Json write(const Inclusion& inclusion)
{
    Json json = {{"leaf", merkle::to_hex(inclusion.leaf)}};
    put_proof(json, inclusion.proof, inclusion.checkpoint);
    return json;
}

std::optional<Inclusion> read_inclusion(const Json& json)
{
    Inclusion inclusion;
    Fields fields(json);
    fields.take("leaf", inclusion.leaf, hash);
    take_proof(fields, inclusion.proof, inclusion.checkpoint);
    return exactly(fields, std::move(inclusion));
}

Json write(const ReceiptProof& proof)
{
    Json json = {{"record", proof.record}, {"salt", proof.salt}};
    put_proof(json, proof.proof, proof.checkpoint);
    return json;
}

std::optional<ReceiptProof> read_receipt_proof(const Json& json)
{
    ReceiptProof proof;
    Fields fields(json);
    fields.take("record", proof.record, text);
    fields.take("salt", proof.salt, text);
    take_proof(fields, proof.proof, proof.checkpoint);
    return exactly(fields, std::move(proof));
}

}  // namespace hemval::wire
