#pragma once

#include "core/registry.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace hemval {

// The registry of the demonstration: everything in this object, answered at once, nothing sent.
// The code is an example person's label (example_people.h). Every sign-in is a fresh person.
// `municipality` must outlive the registry.
class MemoryRegistry final : public Registry {
public:
    struct World {
        std::function<Day()> today;
        std::function<std::uint64_t()> random;
    };
    MemoryRegistry(const Municipality& municipality, World world);

    int idle_seconds() const override { return 0; }
    void statuses(Then<std::vector<ProviderStatus>> then) override;
    void sign_in(const std::string& code, Then<CaseView> then) override;
    void sign_out(std::function<void(std::optional<Problem>)> then) override;
    void current(Then<CaseView> then) override;
    void submit(const Submission& submission, Then<Receipt> then) override;
    void check(const ReceiptNumber& number, Then<ReceiptCheck> then) override;

    // For the tab's own storage, so that a reload loses nothing. restore() refuses (false, nothing
    // changed) text that is not a ledger which replays, or one of another pack.
    std::string saved() const;
    bool restore(const std::string& text);
    void reset();  // as it was before anybody signed in

private:
    struct Submitted {
        Submission submission;
        Receipt receipt;
    };
    using SubmitKey = std::pair<CaseId, IdempotencyKey>;  // a key is its person's own
    struct Kept {
        MunicipalityState state;
        std::vector<Event> events;
        std::map<CaseId, ClientCase> cases;
        std::map<SubmitKey, Submitted> submitted;
        std::optional<CaseId> signed_in;
        std::vector<ListChange> changes;  // of the list, for an example person's sake
    };

    static void keep(Kept& kept, const Event& event);
    static std::optional<Kept> read(const std::string& text);
    const ClientCase* person() const;  // nullptr when nobody is signed in
    CaseView view(const ClientCase& person) const;

    const Municipality& municipality_;
    World world_;
    Kept kept_;
};

}  // namespace hemval
