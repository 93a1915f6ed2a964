#include "core/merkle.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <map>

using namespace hemval::merkle;

namespace {

// No SHA-256 in core: any function of all the bytes shows how the tree is put together. The known
// answers with the real one are in tests/server/merkle_test.cpp.
Hash mixed(std::string_view text)
{
    Hash hash{};
    std::uint64_t state = 0x9E3779B97F4A7C15U + text.size();
    const auto stir = [&] {
        state = (state ^ (state >> 30U)) * 0xBF58476D1CE4E5B9U;
        state = (state ^ (state >> 27U)) * 0x94D049BB133111EBU;
        state ^= state >> 31U;
    };
    for (const char byte : text) {
        state += static_cast<unsigned char>(byte) + 1U;
        stir();
    }
    for (std::uint8_t& byte : hash) {
        stir();
        byte = static_cast<std::uint8_t>(state);
        state += 0x9E3779B97F4A7C15U;
    }
    return hash;
}

Hash leaf_at(std::uint64_t index) { return mixed(leaf_input("salt", std::to_string(index))); }

// MTH and PATH word by word from RFC 6962, over plain vectors.
using Leaves = std::vector<Hash>;

std::size_t split(std::size_t size)
{
    std::size_t k = 1;
    while (2 * k < size) {
        k *= 2;
    }
    return k;
}

Hash root_by_the_book(const Leaves& leaves)
{
    if (leaves.empty()) {
        return mixed("");
    }
    if (leaves.size() == 1) {
        return leaves[0];
    }
    const auto middle = leaves.begin() + static_cast<std::ptrdiff_t>(split(leaves.size()));
    return mixed(node_input(root_by_the_book(Leaves(leaves.begin(), middle)),
                            root_by_the_book(Leaves(middle, leaves.end()))));
}

Leaves path_by_the_book(std::size_t index, const Leaves& leaves)
{
    if (leaves.size() == 1) {
        return {};
    }
    const std::size_t k = split(leaves.size());
    const auto middle = leaves.begin() + static_cast<std::ptrdiff_t>(k);
    const Leaves left(leaves.begin(), middle);
    const Leaves right(middle, leaves.end());
    Leaves path = index < k ? path_by_the_book(index, left) : path_by_the_book(index - k, right);
    path.push_back(root_by_the_book(index < k ? right : left));
    return path;
}

struct Tree {
    Leaves leaves;
    Frontier frontier;
    std::map<std::pair<unsigned, std::uint64_t>, Hash> kept;

    explicit Tree(std::uint64_t size)
    {
        for (std::uint64_t i = 0; i < size; ++i) {
            grow();
        }
    }
    void grow()
    {
        leaves.push_back(leaf_at(leaves.size()));
        for (const Subtree& one : frontier.add(leaves.back(), mixed)) {
            kept[{one.level, one.position}] = one.hash;
        }
    }
    Stored stored() const
    {
        return [this](unsigned level, std::uint64_t position) -> std::optional<Hash> {
            const auto at = kept.find({level, position});
            return at == kept.end() ? std::nullopt : std::optional(at->second);
        };
    }
    Hash root() const { return frontier.root(mixed); }
};

}  // namespace

TEST_CASE("a tree of every size up to 70 has the root and the paths of RFC 6962")
{
    Tree tree(0);
    CHECK(tree.root() == mixed(""));
    for (std::size_t size = 1; size <= 70; ++size) {
        tree.grow();
        REQUIRE(tree.root() == root_by_the_book(tree.leaves));
        for (std::size_t index = 0; index < size; ++index) {
            const auto proof = inclusion_proof(index, size, tree.stored(), mixed);
            REQUIRE(proof);
            REQUIRE(*proof == path_by_the_book(index, tree.leaves));
        }
    }
}

TEST_CASE("a frontier loaded from what is stored goes on as if it had never been away")
{
    for (std::uint64_t size = 0; size < 40; ++size) {
        Tree tree(size);
        auto loaded = Frontier::load(size, tree.stored());
        REQUIRE(loaded);
        CHECK(loaded->size() == size);
        CHECK(loaded->root(mixed) == tree.root());
        CHECK(loaded->add(leaf_at(size), mixed) == Tree(size).frontier.add(leaf_at(size), mixed));
    }
}

TEST_CASE("every leaf's proof holds in every earlier size of the tree, and in no other place")
{
    CHECK(rc::check([] {
        const auto size = *rc::gen::inRange<std::uint64_t>(1, 300);
        const Tree tree(size);
        const auto then = *rc::gen::inRange<std::uint64_t>(1, size + 1);
        const auto index = *rc::gen::inRange<std::uint64_t>(0, then);
        const auto proof = inclusion_proof(index, then, tree.stored(), mixed);
        const auto past = Frontier::load(then, tree.stored());
        RC_ASSERT(proof && past);
        const Hash root = past->root(mixed);
        RC_ASSERT(verify_inclusion(index, then, leaf_at(index), *proof, root, mixed));
        const auto elsewhere = *rc::gen::inRange<std::uint64_t>(0, then + 2);
        if (elsewhere != index) {
            RC_ASSERT(!verify_inclusion(elsewhere, then, leaf_at(index), *proof, root, mixed));
        }
    }));
}

TEST_CASE("one flipped bit anywhere and the proof fails")
{
    CHECK(rc::check([] {
        const auto size = *rc::gen::inRange<std::uint64_t>(1, 200);
        const auto index = *rc::gen::inRange<std::uint64_t>(0, size);
        const Tree tree(size);
        auto proof = *inclusion_proof(index, size, tree.stored(), mixed);
        Hash leaf = leaf_at(index);
        Hash root = tree.root();
        const auto where = *rc::gen::inRange<std::size_t>(0, proof.size() + 2);
        const auto bit = *rc::gen::inRange<unsigned>(0, 256);
        Hash& touched = where == 0 ? leaf : where == 1 ? root : proof[where - 2];
        touched[bit / 8] = static_cast<std::uint8_t>(touched[bit / 8] ^ (1U << (bit % 8)));
        RC_ASSERT(!verify_inclusion(index, size, leaf, proof, root, mixed));
    }));
}

TEST_CASE("a proof too long, too short or for another size does not hold, whatever it says")
{
    const Tree tree(21);
    for (std::uint64_t index = 0; index < 21; ++index) {
        const auto proof = *inclusion_proof(index, 21, tree.stored(), mixed);
        auto longer = proof;
        longer.push_back(mixed("more"));
        auto shorter = proof;
        shorter.pop_back();
        const Hash leaf = leaf_at(index);
        CHECK_FALSE(verify_inclusion(index, 21, leaf, longer, tree.root(), mixed));
        CHECK_FALSE(verify_inclusion(index, 21, leaf, shorter, tree.root(), mixed));
        CHECK_FALSE(verify_inclusion(index, 0, leaf, proof, tree.root(), mixed));
        CHECK_FALSE(verify_inclusion(index, index, leaf, proof, tree.root(), mixed));
    }
    CHECK_FALSE(inclusion_proof(21, 21, tree.stored(), mixed));
    CHECK_FALSE(inclusion_proof(0, 0, tree.stored(), mixed));
}

TEST_CASE("a missing subtree is said, not guessed")
{
    Tree tree(13);
    tree.kept.erase({2, 2});
    CHECK_FALSE(Frontier::load(13, tree.stored()));
    CHECK_FALSE(inclusion_proof(0, 13, tree.stored(), mixed));
    CHECK(inclusion_proof(9, 10, tree.stored(), mixed));
}

TEST_CASE("a leaf cannot be taken for a node")
{
    const Hash left = leaf_at(0);
    const Hash right = leaf_at(1);
    const std::string inside = node_input(left, right).substr(1);
    CHECK(leaf_input("", inside) != node_input(left, right));
    CHECK(leaf_input("", inside).substr(1) == inside);
}

TEST_CASE("a hash is written as 64 lower-case digits and read from nothing else")
{
    const Hash hash = mixed("x");
    const std::string text = to_hex(hash);
    CHECK(text.size() == 64);
    CHECK(hash_from_hex(text) == hash);
    CHECK_FALSE(hash_from_hex(text.substr(1)));
    CHECK_FALSE(hash_from_hex(text + "0"));
    CHECK_FALSE(hash_from_hex("G" + text.substr(1)));
    CHECK_FALSE(hash_from_hex(std::string(64, 'A')));
}
