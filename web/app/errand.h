#pragma once

#include "core/registry.h"
#include "web/app/kept_submit.h"
#include "web/app/proof_check.h"
#include "web/app/session_watch.h"
#include "web/app/sign_ins.h"
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
    // What is known of a submit that gave no receipt.
    enum class Unsent : unsigned char { No, NotSent, NoAnswer };
    // Whose choice waits on this device: Someones while nobody is signed in.
    enum class Waiting : unsigned char { Nothing, Someones, Mine, Anothers };
    // What became of one that waited.
    enum class Waited : unsigned char { Untold, Sent, Refused, TakenBack, TakenBackTried, Ended };

    // `pending` is this errand's own, kept with the visit. `changed` is called whenever an answer has
    // altered what the screens should show. Without `sign_ins` one signs in by code alone; without `device`,
    // as in the demonstration, nothing needs a network and nothing waits for one.
    Errand(Registry& registry, Platform& platform, std::optional<PendingSubmit>& pending,
           std::function<void()> changed, SignIns* sign_ins = nullptr, KeptOnDevice* device = nullptr);

    // Asks how the providers stand, and opens the letter's QR code or asks whether somebody is signed in.
    void start(const std::optional<std::string>& link = std::nullopt);
    // In a kiosk: asks how they stand and nothing else. Whoever was signed in there before is not the
    // one who stands there now, also when signing them out did not get through.
    void start_anew();
    void at_kiosk() { kiosk_ = true; }
    // By the code in a letter's QR code. Nothing of whoever was signed in before is shown any more.
    void open_link(const std::string& code);
    // `done` is called only when somebody is signed in, or nobody is any more.
    void sign_in(const std::string& code, std::function<void()> done = [] {});
    void sign_out(std::function<void()> done = [] {});
    // Every session of the person's, wherever it is. `done` is given the path to go on to, if any.
    void sign_out_everywhere(std::function<void(const std::string&)> done);
    // What a sign-in at the service's front ended in, when it did not sign anybody in.
    void told(Problem problem) { failed(problem); }
    // Sends, or sends again with the same key if this very submit was left unanswered. `done` is
    // called only when a receipt is held.
    void submit(const Wish& wish, std::function<void()> done);
    // Lets the choice that could not be sent wait here: the person has said that the device is their own.
    void keep_on_device();
    bool can_keep() const;
    void send_waiting(std::function<void()> done);
    void take_back_waiting();
    void understood();      // what became of one that waited
    void look_at_device() { if (device_ && !kiosk_) device_->look(); }
    void network_back();
    void acted() { watch_.acted(); }  // the person did something: they are there
    void stay() { watch_.stay(); }    // keeps the session, as often as wanted
    void check_receipt();
    // Of any receipt, by the number on it; needs nobody signed in. A held one is gone from the
    // screen when its change has taken effect, but its number stays good.
    void check_number(const ReceiptNumber& number, const MunicipalityId& here);
    // Of a receipt as its own link carries it: on this device alone, nobody is asked.
    void check_saved(const SavedProof& saved, const MunicipalityId& here);
    void clear_problem()
    {
        found_.reset();
        found_saved_.reset();
        found_key_.clear();
        found_wrong_ = false;
        problem_.reset();
        unsent_ = Unsent::No;
        not_kept_ = false;
        still_signed_in_ = false;
    }

    Phase phase() const { return phase_; }
    bool ending() const { return watch_.ending(); }  // nobody has done anything; the session is about to end
    bool ended() const { return ended_; }    // it did; what was entered is kept
    bool sending() const { return sending_; }
    const CaseView* person() const { return person_ ? &*person_ : nullptr; }
    const std::optional<Problem>& problem() const { return problem_; }
    Unsent unsent() const { return unsent_; }
    bool not_kept() const { return not_kept_; }  // the device cannot
    Waiting waiting() const;
    const KeptSubmit* kept() const { return device_ ? device_->waiting() : nullptr; }
    bool happened_since() const;                // something in their case, while their choice waited
    bool waiting_failed() const { return waiting_failed_; }  // the last try to send it
    Waited waited() const;
    const std::optional<Problem>& refusal() const { return refusal_; }  // of one that waited
    // When the service last said who has room; nothing: it has not.
    const std::optional<Day>& statuses_day() const { return statuses_day_; }
    bool statuses_silent() const { return statuses_silent_; }  // it was asked, and did not answer
    int problem_round() const { return problem_round_; }  // grows with each problem: a new message
    const std::optional<ReceiptCheck>& found() const { return found_; }  // by check_number()
    // By check_saved(): what it says. Told as genuine only when the device could tell.
    struct FoundReceipt {
        Receipt receipt;
        bool proven = false;
    };
    const std::optional<FoundReceipt>& found_saved() const { return found_saved_; }
    const std::string& found_key() const { return found_key_; }  // that what was found is signed with
    std::optional<SavedProof> proof();  // of what the person holds, as this tab keeps it
    bool found_wrong() const { return found_wrong_; }  // it is not in what the municipality has signed
    bool still_signed_in() const { return still_signed_in_; }  // the last sign-out failed
    const Receipt* receipt() const;  // what the person holds; nullptr: nothing
    Checked checked() const;         // of that receipt, never of another
    const ProviderStatus* status(const ProviderId& id) const;  // nullptr: not known
    const Eligibility* eligibility(const ProviderId& id) const;
    bool allows(Action action) const;
    // Somebody else than before is signed in: nothing of what was confirmed or told is theirs.
    void another_person();
    bool offers_e_id() const { return offers_e_id_; }

private:
    void ask_statuses();
    void send(const PendingSubmit& submit, const std::string& owner, Then<Receipt> then);
    void send_if_mine();
    void forget_what_became();
    void ask_ways();
    void ask_who();
    void ask_current(Then<CaseView> then);
    void signed_in(CaseView view);
    void failed(Problem problem);
    void forget();  // nobody is signed in any more
    template <class Value, class Done>
    void signed_out(const Result<Value, Problem>& answer, const Done& done);
    void keep_proof(const Receipt& held, std::function<void(std::optional<Problem>)> then);
    std::optional<SavedProof> saved_proof(const ReceiptNumber& number);
    void prove_here(const Receipt& held, const std::optional<merkle::Hash>& kept_now);
    void checked_as(const Receipt& held, Checked result);

    Registry& registry_;
    Platform& platform_;
    std::optional<PendingSubmit>& pending_;
    std::function<void()> changed_;
    SignIns* sign_ins_;
    KeptOnDevice* device_;
    bool not_kept_ = false, waiting_failed_ = false;
    Waited waited_ = Waited::Untold;
    std::optional<Problem> refusal_;
    std::optional<Day> statuses_day_;
    bool statuses_silent_ = false;
    bool ways_known_ = false, offers_e_id_ = false;
    Phase phase_ = Phase::SignedOut;
    bool sending_ = false;
    int people_ = 0;  // come and gone: who was signed in, asked for before that, is not who is now
    std::optional<CaseView> person_;
    std::optional<Problem> problem_;
    int problem_round_ = 0;
    bool still_signed_in_ = false;
    bool kiosk_ = false;
    Unsent unsent_ = Unsent::No;
    bool ended_ = false;
    std::optional<ReceiptCheck> found_;
    std::optional<FoundReceipt> found_saved_;
    std::string found_key_;
    bool found_wrong_ = false;
    Checked checked_ = Checked::No;
    ReceiptNumber checked_number_;
    std::map<ProviderId, ProviderStatus> statuses_;
    SessionWatch watch_;
};

}  // namespace hemval
