#include "core/merkle.h"

#include <utility>

namespace hemval::merkle {
namespace {

constexpr char kLeaf = '\x00';
constexpr char kNode = '\x01';

void put(std::string& text, const Hash& hash)
{
    text.append(hash.begin(), hash.end());
}

std::uint64_t leaves_of(unsigned level) { return std::uint64_t{1} << level; }

// The level of the largest complete subtree smaller than a tree of `size` leaves: RFC 6962's k.
unsigned split_level(std::uint64_t size)
{
    unsigned level = 0;
    while (leaves_of(level + 1) < size) {
        ++level;
    }
    return level;
}

// The root of the `size` leaves from `begin` on; `begin` is a multiple of the first power of two not
// below `size`, so every complete part of it is a stored subtree.
std::optional<Hash> root_of(std::uint64_t begin, std::uint64_t size, const Stored& stored,
                            const HashFunction& hash)
{
    const unsigned level = size == 1 ? 0 : split_level(size);
    const std::uint64_t half = leaves_of(level);
    if (size == 1 || size == 2 * half) {
        const unsigned whole = size == 1 ? 0 : level + 1;
        return stored(whole, begin >> whole);
    }
    const auto left = stored(level, begin >> level);
    const auto right = left ? root_of(begin + half, size - half, stored, hash) : std::nullopt;
    return right ? std::optional(hash(node_input(*left, *right))) : std::nullopt;
}

}  // namespace

std::string leaf_input(std::string_view salt, std::string_view record)
{
    std::string text;
    text.reserve(1 + salt.size() + record.size());
    text += kLeaf;
    text += salt;
    text += record;
    return text;
}

std::string node_input(const Hash& left, const Hash& right)
{
    std::string text;
    text.reserve(1 + left.size() + right.size());
    text += kNode;
    put(text, left);
    put(text, right);
    return text;
}

std::string to_hex(const Hash& hash)
{
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string text;
    text.reserve(2 * hash.size());
    for (const std::uint8_t byte : hash) {
        text += kDigits[byte >> 4U];
        text += kDigits[byte & 15U];
    }
    return text;
}

std::optional<Hash> hash_from_hex(std::string_view text)
{
    constexpr std::string_view kDigits = "0123456789abcdef";
    Hash hash{};
    if (text.size() != 2 * hash.size()) {
        return std::nullopt;
    }
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::size_t digit = kDigits.find(text[i]);
        if (digit == std::string_view::npos) {
            return std::nullopt;
        }
        hash[i / 2] = static_cast<std::uint8_t>(hash[i / 2] * 16U + digit);
    }
    return hash;
}

std::optional<Frontier> Frontier::load(std::uint64_t size, const Stored& stored)
{
    Frontier frontier;
    for (unsigned level = 64; level-- > 0;) {
        if ((size & leaves_of(level)) == 0) {
            continue;
        }
        const std::uint64_t position = frontier.size_ >> level;
        const auto hash = stored(level, position);
        if (!hash) {
            return std::nullopt;
        }
        frontier.peaks_.push_back({level, position, *hash});
        frontier.size_ += leaves_of(level);
    }
    return frontier;
}

std::vector<Subtree> Frontier::add(const Hash& leaf, const HashFunction& hash)
{
    std::vector<Subtree> completed = {{0, size_, leaf}};
    while (!peaks_.empty() && peaks_.back().level == completed.back().level) {
        const Subtree& right = completed.back();
        completed.push_back({right.level + 1, right.position / 2,
                             hash(node_input(peaks_.back().hash, right.hash))});
        peaks_.pop_back();
    }
    peaks_.push_back(completed.back());
    ++size_;
    return completed;
}

Hash Frontier::root(const HashFunction& hash) const
{
    if (peaks_.empty()) {
        return hash({});
    }
    Hash root = peaks_.back().hash;
    for (std::size_t i = peaks_.size() - 1; i-- > 0;) {
        root = hash(node_input(peaks_[i].hash, root));
    }
    return root;
}

std::optional<std::vector<Hash>> inclusion_proof(std::uint64_t index, std::uint64_t size,
                                                 const Stored& stored, const HashFunction& hash)
{
    if (index >= size) {
        return std::nullopt;
    }
    std::vector<Hash> highest_first;
    std::uint64_t begin = 0;
    while (size > 1) {
        const std::uint64_t half = leaves_of(split_level(size));
        const bool left = index - begin < half;
        const auto other = left ? root_of(begin + half, size - half, stored, hash)
                                : root_of(begin, half, stored, hash);
        if (!other) {
            return std::nullopt;
        }
        highest_first.push_back(*other);
        begin += left ? 0 : half;
        size = left ? half : size - half;
    }
    return std::vector<Hash>(highest_first.rbegin(), highest_first.rend());
}

// RFC 9162, section 2.1.3.2: `at_` is the node on the way, `last_` the tree's last on that level.
InclusionWalk::InclusionWalk(std::uint64_t index, std::uint64_t size, const Hash& leaf,
                             std::vector<Hash> proof)
    : at_(index), last_(size - 1), hash_(leaf), proof_(std::move(proof)), possible_(index < size)
{
}

std::optional<std::string> InclusionWalk::next() const
{
    if (!possible_ || used_ == proof_.size() || last_ == 0) {
        return std::nullopt;
    }
    const bool right = at_ % 2 == 1 || at_ == last_;
    return right ? node_input(proof_[used_], hash_) : node_input(hash_, proof_[used_]);
}

void InclusionWalk::take(const Hash& hash)
{
    if (!next()) {
        return;
    }
    // The last node of a level without a sibling is the same node on the levels above.
    while (at_ % 2 == 0 && at_ == last_) {
        at_ /= 2;
        last_ /= 2;
    }
    hash_ = hash;
    ++used_;
    at_ /= 2;
    last_ /= 2;
}

bool InclusionWalk::leads_to(const Hash& root) const
{
    return possible_ && used_ == proof_.size() && last_ == 0 && hash_ == root;
}

bool verify_inclusion(std::uint64_t index, std::uint64_t size, const Hash& leaf,
                      const std::vector<Hash>& proof, const Hash& root, const HashFunction& hash)
{
    InclusionWalk walk(index, size, leaf, proof);
    while (const auto input = walk.next()) {
        walk.take(hash(*input));
    }
    return walk.leads_to(root);
}

}  // namespace hemval::merkle
