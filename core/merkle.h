#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Merkle trees as in RFC 6962, section 2.1, with the hash function passed in: what is hashed begins
// with 0x00 for a leaf and 0x01 for a node, so that neither can be taken for the other.
namespace hemval::merkle {

using Hash = std::array<std::uint8_t, 32>;
using HashFunction = std::function<Hash(std::string_view)>;

std::string leaf_input(std::string_view salt, std::string_view record);
std::string node_input(const Hash& left, const Hash& right);

std::string to_hex(const Hash& hash);
std::optional<Hash> hash_from_hex(std::string_view text);  // 64 lower-case digits, nothing else

// A subtree whose leaves are all there: 2^level of them, from leaf position * 2^level on. Level 0 is
// the leaves. Once complete it never changes.
struct Subtree {
    unsigned level = 0;
    std::uint64_t position = 0;
    Hash hash{};
    friend bool operator==(const Subtree&, const Subtree&) = default;
};
// Complete subtrees as they are stored, or nothing for one that is missing.
using Stored = std::function<std::optional<Hash>(unsigned level, std::uint64_t position)>;

// A growing tree's right edge: the complete subtrees it is made of, largest first.
class Frontier {
public:
    Frontier() = default;
    // Reads as many subtrees as `size` has ones. Nothing when one is missing.
    static std::optional<Frontier> load(std::uint64_t size, const Stored& stored);

    std::uint64_t size() const { return size_; }
    // The subtrees that the leaf completes, itself first. All are to be stored.
    std::vector<Subtree> add(const Hash& leaf, const HashFunction& hash);
    Hash root(const HashFunction& hash) const;  // of the empty tree: the hash of nothing

private:
    std::uint64_t size_ = 0;
    std::vector<Subtree> peaks_;
};

// The hashes that lead from leaf `index` to the root of the tree of `size` leaves, lowest first.
// Nothing when the tree has no such leaf or a subtree is missing.
std::optional<std::vector<Hash>> inclusion_proof(std::uint64_t index, std::uint64_t size,
                                                 const Stored& stored, const HashFunction& hash);

// The way from a leaf to the root, one hash at a time, for whoever has only a hash function that
// answers later (a browser): hash next(), give it to take(), until next() is nothing.
class InclusionWalk {
public:
    InclusionWalk(std::uint64_t index, std::uint64_t size, const Hash& leaf,
                  std::vector<Hash> proof);
    std::optional<std::string> next() const;  // nothing: there, or the proof cannot be right
    void take(const Hash& hash);
    bool leads_to(const Hash& root) const;    // false also before the end

private:
    std::uint64_t at_;
    std::uint64_t last_;
    Hash hash_;
    std::vector<Hash> proof_;
    std::size_t used_ = 0;
    bool possible_;
};

bool verify_inclusion(std::uint64_t index, std::uint64_t size, const Hash& leaf,
                      const std::vector<Hash>& proof, const Hash& root, const HashFunction& hash);

}  // namespace hemval::merkle
