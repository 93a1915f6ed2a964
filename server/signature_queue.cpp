#include "server/signature_queue.h"

#include <algorithm>
#include <limits>
#include <thread>
#include <utility>

namespace hemval::server {
namespace {

constexpr std::size_t kBatch = 128;
constexpr std::size_t kBatchesWaiting = 8;
constexpr std::uint64_t kNone = std::numeric_limits<std::uint64_t>::max();

// One core is the caller's own.
std::size_t other_cores() { return std::max(2U, std::thread::hardware_concurrency()) - 1; }

}  // namespace

SignatureQueue::SignatureQueue(const SignatureCheck& check)
    : check_(check), first_wrong_(kNone),
      others_(std::make_unique<WorkPool>(other_cores(), kBatchesWaiting))
{
}

void SignatureQueue::add(std::uint64_t place, std::string text, std::string signature)
{
    batch_.push_back({place, std::move(text), std::move(signature)});
    if (batch_.size() >= kBatch)
        hand_over();
}

void SignatureQueue::hand_over()
{
    auto batch = std::make_shared<Batch>(std::exchange(batch_, {}));
    if (!others_->run([this, batch] { look_at(*batch); }))
        look_at(*batch);  // the others have enough to do
}

void SignatureQueue::look_at(const Batch& batch)
{
    for (const Signed& one : batch) {
        if (check_.holds(one.text, one.signature))
            continue;
        std::uint64_t known = first_wrong_.load();
        while (one.place < known && !first_wrong_.compare_exchange_weak(known, one.place)) {
        }
    }
}

std::optional<std::uint64_t> SignatureQueue::first_wrong()
{
    look_at(std::exchange(batch_, {}));
    others_.reset();  // ends when all of it has been looked at
    const std::uint64_t place = first_wrong_.load();
    return place == kNone ? std::nullopt : std::optional(place);
}

}  // namespace hemval::server
