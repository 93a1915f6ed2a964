#include "web/app/proof_check.h"

#include "core/wire.h"

#include <memory>
#include <utility>

namespace hemval {

namespace {

using wire::Json;

struct Walk {
    merkle::InclusionWalk way;
    merkle::Hash root;
    SignedCheckpoint signed_by;
    std::string key;
    std::function<void(Proven)> then;
};

void go_on(Platform& platform, const std::shared_ptr<Walk>& walk)
{
    if (const auto input = walk->way.next()) {
        platform.digest(*input, [&platform, walk](std::optional<merkle::Hash> hash) {
            if (!hash) return walk->then(Proven::CannotTell);
            walk->way.take(*hash);
            go_on(platform, walk);
        });
        return;
    }
    if (!walk->way.leads_to(walk->root)) return walk->then(Proven::Fails);
    platform.verify(walk->key, walk->signed_by.text, walk->signed_by.signature,
                    [walk](std::optional<bool> holds) {
                        walk->then(!holds ? Proven::CannotTell
                                          : *holds ? Proven::Holds : Proven::Fails);
                    });
}

bool says(const std::string& record, const MunicipalityId& municipality, const Receipt& held)
{
    const auto found = read_record(record);
    return found && says_receipt(*found, municipality, held);
}

}  // namespace

std::string write_saved(const SavedProof& saved)
{
    const Json json = {{"proof", wire::write(saved.proof)}, {"key", saved.key}};
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::optional<SavedProof> read_saved(const std::string& text)
{
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object() || !json.contains("proof") || !json.contains("key")) return std::nullopt;
    auto proof = wire::read_receipt_proof(json["proof"]);
    if (!proof || !json["key"].is_string()) return std::nullopt;
    return SavedProof{std::move(*proof), json["key"].get<std::string>()};
}

void check_inclusion(Platform& platform, const MunicipalityId& municipality, std::uint64_t sequence,
                     const Inclusion& inclusion, const std::string& key,
                     std::function<void(Proven)> then)
{
    // Not 64 hexadecimal digits: no key, which a browser would take for a method it does not know.
    const auto checkpoint = read_checkpoint(inclusion.checkpoint.text);
    if (!merkle::hash_from_hex(key) || !checkpoint || checkpoint->municipality != municipality)
        return then(Proven::Fails);
    go_on(platform, std::make_shared<Walk>(
                        Walk{merkle::InclusionWalk(sequence - 1, checkpoint->size, inclusion.leaf,
                                                   inclusion.proof),
                             checkpoint->root, inclusion.checkpoint, key, std::move(then)}));
}

void check_proof(Platform& platform, const MunicipalityId& municipality, const Receipt& held,
                 const SavedProof& saved, const std::optional<merkle::Hash>& kept_now,
                 std::function<void(Proven)> then)
{
    if (!says(saved.proof.record, municipality, held)) return then(Proven::Fails);
    platform.digest(merkle::leaf_input(saved.proof.salt, saved.proof.record),
                    [&platform, municipality, sequence = held.sequence, saved, kept_now,
                     then = std::move(then)](std::optional<merkle::Hash> leaf) {
                        if (!leaf) return then(Proven::CannotTell);
                        if (kept_now && *kept_now != *leaf) return then(Proven::Fails);
                        check_inclusion(platform, municipality, sequence,
                                        {*leaf, saved.proof.proof, saved.proof.checkpoint}, saved.key,
                                        then);
                    });
}

}  // namespace hemval
