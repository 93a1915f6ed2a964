#include "server/store/tree.h"

#include "core/wire.h"
#include "server/crypto.h"
#include "server/json.h"

#include <map>
#include <memory>
#include <utility>

namespace hemval::server {
namespace {

constexpr std::size_t kSaltBytes = 16;

merkle::Stored subtrees_of(Queries& queries, const MunicipalityId& id)
{
    return [&queries, id](unsigned level, std::uint64_t position) {
        const Rows rows =
            level == 0
                ? queries.query("SELECT leaf FROM ledger WHERE municipality = $1 AND sequence = $2",
                                {id.value, stored(position + 1)})
                : queries.query("SELECT hash FROM subtrees WHERE municipality = $1 AND level = $2 "
                                "AND position = $3",
                                {id.value, std::int64_t{level}, stored(position)});
        return rows.empty() ? std::nullopt : merkle::hash_from_hex(text_of(rows[0][0]));
    };
}

void write_head(Queries& queries, const MunicipalityId& id, const Head& head)
{
    queries.query("INSERT INTO heads(municipality, size, root) VALUES($1, $2, $3) "
                  "ON CONFLICT(municipality) DO UPDATE SET size = excluded.size, "
                  "root = excluded.root",
                  {id.value, stored(head.size), merkle::to_hex(head.root)});
}

void sign(Queries& queries, const MunicipalityId& id, const Head& head, const Seal& seal)
{
    const std::string text = signed_text({id, head.size, head.root, seal.today});
    queries.query("INSERT INTO checkpoints(municipality, size, text, signature) "
                  "VALUES($1, $2, $3, $4)",
                  {id.value, stored(head.size), text, seal.signer.sign(text)});
}

Head head_of(const merkle::Frontier& frontier) { return {frontier.size(), frontier.root(tree_hash)}; }

// The tree as the jobs so far have let it grow.
struct TreeInHand final : InHand {
    TreeInHand(MunicipalityId town, merkle::Frontier grown, std::optional<Seal> with)
        : id(std::move(town)), frontier(std::move(grown)), seal(with)
    {
    }
    MunicipalityId id;
    merkle::Frontier frontier;
    std::optional<Seal> seal;  // nothing: no job that has grown it is through

    void write(Queries& queries) const override
    {
        const Head head = head_of(frontier);
        write_head(queries, id, head);
        if (seal)
            sign(queries, id, head, *seal);
    }
};

std::string name_in_hand(const MunicipalityId& id) { return "tree of " + id.value; }

const TreeInHand* tree_in_hand(Queries& queries, const MunicipalityId& id)
{
    return in_hand<TreeInHand>(queries, name_in_hand(id));
}

void put_in_hand(Hand& hand, const MunicipalityId& id, merkle::Frontier frontier,
                 const std::optional<Seal>& seal)
{
    hand[name_in_hand(id)] = std::make_shared<const TreeInHand>(id, std::move(frontier), seal);
}

std::optional<merkle::Frontier> load_frontier(Queries& queries, const MunicipalityId& id)
{
    if (const TreeInHand* tree = tree_in_hand(queries, id))
        return tree->frontier;
    return merkle::Frontier::load(load_head(queries, id).size, subtrees_of(queries, id));
}

}  // namespace

Head load_head(Queries& queries, const MunicipalityId& id)
{
    if (const TreeInHand* tree = tree_in_hand(queries, id))
        return head_of(tree->frontier);
    const Rows rows =
        queries.query("SELECT size, root FROM heads WHERE municipality = $1", {id.value});
    if (rows.empty())
        return {};
    return {static_cast<std::uint64_t>(number_of(rows[0][0])),
            readable(merkle::hash_from_hex(text_of(rows[0][1])), "a head")};
}

std::optional<merkle::Hash> root_at(Queries& queries, const MunicipalityId& id, std::uint64_t size)
{
    const auto frontier = merkle::Frontier::load(size, subtrees_of(queries, id));
    return frontier && load_head(queries, id).size >= size ? std::optional(frontier->root(tree_hash))
                                                           : std::nullopt;
}

merkle::Hash leaf_of(const MunicipalityId& id, const Event& event, const std::string& body,
                     const std::string& salt)
{
    const merkle::Hash rest = tree_hash(rest_input(salt, body));
    return tree_hash(merkle::leaf_input(salt, leaf_record(id, event, rest)));
}

Leaf fresh_leaf(const MunicipalityId& id, const Event& event, const std::string& body)
{
    std::string salt = hex(random_bytes(kSaltBytes));
    const merkle::Hash hash = leaf_of(id, event, body, salt);
    return {std::move(salt), hash};
}

void grow(Queries& queries, const MunicipalityId& id, std::uint64_t sequence, const merkle::Hash& leaf)
{
    merkle::Frontier frontier = readable(load_frontier(queries, id), "a tree");
    if (frontier.size() + 1 != sequence)
        throw QueryFailed("a tree has another length than its ledger");
    for (const merkle::Subtree& one : frontier.add(leaf, tree_hash)) {
        if (one.level > 0)
            queries.query("INSERT INTO subtrees(municipality, level, position, hash) "
                          "VALUES($1, $2, $3, $4)",
                          {id.value, std::int64_t{one.level}, stored(one.position),
                           merkle::to_hex(one.hash)});
    }
    if (Hand* hand = queries.hand())
        put_in_hand(*hand, id, std::move(frontier), std::nullopt);
    else
        write_head(queries, id, head_of(frontier));
}

void sign_head(Queries& queries, const MunicipalityId& id, const Seal& seal)
{
    if (const TreeInHand* tree = tree_in_hand(queries, id))
        return put_in_hand(*queries.hand(), id, tree->frontier, seal);
    const Head head = load_head(queries, id);
    if (queries.query("SELECT 1 FROM checkpoints WHERE municipality = $1 AND size = $2",
                      {id.value, stored(head.size)}).empty())
        sign(queries, id, head, seal);
}

std::optional<SignedCheckpoint> latest_checkpoint(Queries& queries, const MunicipalityId& id)
{
    const Rows rows = queries.query("SELECT text, signature FROM checkpoints WHERE municipality = $1 "
                                    "ORDER BY size DESC LIMIT 1",
                                    {id.value});
    if (rows.empty())
        return std::nullopt;
    return SignedCheckpoint{text_of(rows[0][0]), text_of(rows[0][1])};
}

std::optional<SignedCheckpoint> any_checkpoint(Queries& queries)
{
    const Rows rows = queries.query("SELECT text, signature FROM checkpoints LIMIT 1");
    if (rows.empty())
        return std::nullopt;
    return SignedCheckpoint{text_of(rows[0][0]), text_of(rows[0][1])};
}

Inclusion prove_inclusion(Queries& queries, const MunicipalityId& id, std::uint64_t sequence)
{
    const Rows rows = queries.query(
        "SELECT size, text, signature FROM checkpoints WHERE municipality = $1 AND size >= $2 "
        "ORDER BY size LIMIT 1",
        {id.value, stored(sequence)});
    if (rows.empty())
        throw QueryFailed("no checkpoint has the entry");
    const merkle::Stored subtrees = subtrees_of(queries, id);
    const auto size = static_cast<std::uint64_t>(number_of(rows[0][0]));
    return {readable(subtrees(0, sequence - 1), "a leaf"),
            readable(merkle::inclusion_proof(sequence - 1, size, subtrees, tree_hash), "a tree"),
            {text_of(rows[0][1]), text_of(rows[0][2])}};
}

ReceiptProof prove_receipt(Queries& queries, const MunicipalityId& id, std::uint64_t sequence)
{
    Inclusion inclusion = prove_inclusion(queries, id, sequence);  // so there is such a row
    const Rows rows =
        queries.query("SELECT body, salt FROM ledger WHERE municipality = $1 AND sequence = $2",
                      {id.value, stored(sequence)});
    const std::string body = text_of(rows[0][0]), salt = text_of(rows[0][1]);
    const Event event = readable(wire::read_event(parsed(body)), "an entry");
    if (!is_salt(salt))
        throw QueryFailed("an entry's salt is unreadable");
    return {leaf_record(id, event, tree_hash(rest_input(salt, body))), salt, std::move(inclusion.proof),
            std::move(inclusion.checkpoint)};
}

}  // namespace hemval::server
