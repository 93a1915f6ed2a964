#pragma once

#include "server/signing.h"
#include "server/work_pool.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace hemval::server {

// Signatures are most of what verifying a ledger takes, and none needs another: they are checked on
// all cores while the caller goes on reading.
class SignatureQueue {
public:
    explicit SignatureQueue(const SignatureCheck& check);

    // `place` says where it stands among all of them. `check` must outlive this.
    void add(std::uint64_t place, std::string text, std::string signature);
    // The earliest place whose signature does not hold. Waits for all added; nothing may be added after.
    std::optional<std::uint64_t> first_wrong();

private:
    struct Signed {
        std::uint64_t place;
        std::string text, signature;
    };
    using Batch = std::vector<Signed>;

    void look_at(const Batch& batch);
    void hand_over();

    const SignatureCheck& check_;
    Batch batch_;
    std::atomic<std::uint64_t> first_wrong_;
    std::unique_ptr<WorkPool> others_;
};

}  // namespace hemval::server
