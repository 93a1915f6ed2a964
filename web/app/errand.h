#pragma once

#include "core/registry.h"
#include "web/app/proof_check.h"
#include "web/app/visit.h"
#include "web/platform/platform.h"

#include <functional>
#include <map>
#include <optional>
#include <string>

namespace hemval {

// The person's errand as the screens see it: what the registry has answered so far, and what is on
// its way. One for the real registry and one for the demonstration.
class Errand {
public:
    enum class Phase : unsigned char { Asking, SignedOut, SignedIn };
    enum class Checked : unsigned char { No, Asking, Genuine, Failed, Wrong };

    // `pending` is this errand's own, kept with the visit. `changed` is called whenever an answer has
    // altered what the screens should show.
    Errand(Registry& registry, Platform& platform, std::optional<PendingSubmit>& pending,
           std::function<void()> changed);

    // Asks how the providers stand, and opens the letter's QR code or asks whether somebody is signed in.
    void start(const std::optional<std::string>& link = std::nullopt);
    void leave();  // until the next start() it asks nothing, and forgets who rests too long elsewhere
    // By the code in a letter's QR code. Nothing of whoever was signed in before is shown any more.
    void open_link(const std::string& code);
    // `done` is called only when somebody is signed in, or nobody is any more.
    void sign_in(const std::string& code, std::function<void()> done = [] {});
    void sign_out(std::function<void()> done = [] {});
    // Sends, or sends again with the same key if this very submit was left unanswered. `done` is
    // called only when a receipt is held.
    void submit(Action action, const ProviderId& provider, std::function<void()> done,
                bool queue = false, const std::optional<ProviderId>& meanwhile = std::nullopt);
    void acted();  // the person did something: they are there
    void stay();   // keeps the session, as often as wanted
    void check_receipt();
    // Of any receipt, by the number on it; needs nobody signed in. A held one is gone from the
    // screen when its change has taken effect, but its number stays good.
    void check_number(const ReceiptNumber& number, const MunicipalityId& here);
    void clear_problem()
    {
        found_.reset();
        found_wrong_ = false;
        problem_.reset();
        still_signed_in_ = false;
    }

    Phase phase() const { return phase_; }
    bool ending() const { return ending_; }  // nobody has done anything; the session is about to end
    bool ended() const { return ended_; }    // it did; what was entered is kept
    bool sending() const { return sending_; }
    const CaseView* person() const { return person_ ? &*person_ : nullptr; }
    const std::optional<Problem>& problem() const { return problem_; }
    int problem_round() const { return problem_round_; }  // grows with each problem: a new message
    const std::optional<ReceiptCheck>& found() const { return found_; }  // by check_number()
    bool found_wrong() const { return found_wrong_; }  // it is not in what the municipality has signed
    bool still_signed_in() const { return still_signed_in_; }  // the last sign-out failed
    const Receipt* receipt() const;  // what the person holds; nullptr: nothing
    Checked checked() const;         // of that receipt, never of another
    const ProviderStatus* status(const ProviderId& id) const;  // nullptr: not known
    const Eligibility* eligibility(const ProviderId& id) const;
    bool allows(Action action) const;

private:
    void ask_current(Then<CaseView> then);
    void signed_in(CaseView view);
    void failed(Problem problem);
    void forget();  // nobody is signed in any more
    void keep_proof(const Receipt& held, std::function<void(std::optional<Problem>)> then);
    std::optional<SavedProof> saved_proof(const ReceiptNumber& number);
    void prove_here(const Receipt& held, const std::optional<merkle::Hash>& kept_now);
    void checked_as(const Receipt& held, Checked result);
    void wake_after(int seconds, void (Errand::*then)());
    void rest();
    void ask();
    void end();

    Registry& registry_;
    Platform& platform_;
    std::optional<PendingSubmit>& pending_;
    std::function<void()> changed_;
    Phase phase_ = Phase::SignedOut;
    bool sending_ = false;
    int letters_ = 0;  // opened by link: an answer about who was signed in before one comes too late
    std::optional<CaseView> person_;
    std::optional<Problem> problem_;
    int problem_round_ = 0;
    bool still_signed_in_ = false;
    bool acted_ = false, ending_ = false, ended_ = false, away_ = false;
    std::optional<ReceiptCheck> found_;
    bool found_wrong_ = false;
    Checked checked_ = Checked::No;
    ReceiptNumber checked_number_;
    std::map<ProviderId, ProviderStatus> statuses_;
};

}  // namespace hemval
