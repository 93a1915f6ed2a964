#include "web/app/errand.h"

#include <algorithm>
#include <utility>

namespace hemval {

namespace {

constexpr const char* kSavedProof = "receipt_proof";

IdempotencyKey fresh_key(Platform& platform)
{
    static constexpr char kHex[] = "0123456789abcdef";
    std::string text;
    for (int part = 0; part < 2; ++part) {
        std::uint64_t bits = platform.random();
        for (int i = 0; i < 16; ++i, bits >>= 4U) text += kHex[bits & 15U];
    }
    return IdempotencyKey(text);
}

// A refusal is an answer: a later try is a new submit. Silence is not: the key is kept, also when the
// session ended while the person was deciding.
bool unanswered(Problem problem)
{
    return problem == Problem::Offline || problem == Problem::Busy ||
           problem == Problem::ServiceFailed || problem == Problem::AnswerUnreadable ||
           problem == Problem::NotSignedIn;
}

}  // namespace

Errand::Errand(Registry& registry, Platform& platform, std::optional<PendingSubmit>& pending,
               std::function<void()> changed)
    : registry_(registry), platform_(platform), pending_(pending), changed_(std::move(changed))
{
}

void Errand::start(const std::optional<std::string>& link)
{
    away_ = false;
    registry_.statuses([this](const Result<std::vector<ProviderStatus>, Problem>& answer) {
        // Without a service the pack alone is shown; that is no fault the person could do anything
        // about while comparing.
        if (!answer) return;
        for (const ProviderStatus& status : *answer) statuses_[status.provider] = status;
        changed_();
    });
    if (link) return open_link(*link);
    if (!person_) phase_ = Phase::Asking;
    ask_current([this](Result<CaseView, Problem> answer) {
        if (answer) return signed_in(std::move(*answer));
        // Silence says nothing of who is signed in: what the tab keeps of theirs stays.
        if (answer.error() == Problem::NotSignedIn) forget();
        else if (!person_) phase_ = Phase::SignedOut;
        changed_();
    });
}

void Errand::leave()
{
    away_ = true;
}

void Errand::open_link(const std::string& code)
{
    if (sending_) return failed(Problem::LinkWrong);
    ++letters_;
    forget();
    ended_ = false;
    if (!canonical_link_code(code)) {
        clear_problem();
        failed(Problem::LinkWrong);
        return;
    }
    phase_ = Phase::Asking;
    sign_in(code);
    changed_();
}

void Errand::sign_in(const std::string& code, std::function<void()> done)
{
    if (sending_) return;
    clear_problem();
    const auto canonical = canonical_code(code);
    sending_ = true;
    registry_.sign_in(canonical ? *canonical : code,
                      [this, done = std::move(done)](Result<CaseView, Problem> answer) {
                          sending_ = false;
                          if (!answer) {
                              phase_ = Phase::SignedOut;
                              failed(answer.error());
                              return;
                          }
                          ended_ = false;
                          done();
                          signed_in(std::move(*answer));
                      });
}

void Errand::sign_out(std::function<void()> done)
{
    if (sending_) return;
    clear_problem();
    sending_ = true;
    registry_.sign_out([this, done = std::move(done)](const std::optional<Problem>& problem) {
        sending_ = false;
        if (problem) {
            still_signed_in_ = true;
            failed(*problem);
            return;
        }
        forget();
        pending_.reset();
        done();
        changed_();
    });
}

void Errand::submit(Action action, const ProviderId& provider, std::function<void()> done, bool queue,
                    const std::optional<ProviderId>& meanwhile)
{
    if (sending_) return;
    clear_problem();
    const ProviderId so_long = meanwhile.value_or(ProviderId());
    if (!pending_ || pending_->action != action || pending_->provider != provider ||
        pending_->queue != queue || pending_->meanwhile != so_long)
        pending_ = PendingSubmit{action, provider, fresh_key(platform_), queue, so_long};
    Submission submission{action, std::nullopt, pending_->key};
    if (!provider.empty()) submission.provider = provider;
    submission.queue = queue;
    submission.meanwhile = meanwhile;
    sending_ = true;
    changed_();
    registry_.submit(submission, [this, done = std::move(done)](Result<Receipt, Problem> answer) {
        sending_ = false;
        if (answer) {
            pending_.reset();
            checked_ = Checked::No;
            const Receipt held = *answer;
            if (person_) person_->pending = std::move(*answer);
            keep_proof(held, [](std::optional<Problem>) {});  // or when the person asks
            done();
        } else {
            const bool kept = unanswered(answer.error());
            if (!kept) pending_.reset();
            failed(answer.error());
            if (kept) return;
        }
        // What is allowed now, and who has room, is the registry's to say.
        ask_current([this](Result<CaseView, Problem> view) {
            if (view) signed_in(std::move(*view));
        });
    });
}

// First what the service has today; then, on this device, that it is what was signed.
void Errand::check_receipt()
{
    if (!receipt() || checked() == Checked::Asking) return;
    const Receipt held = *receipt();
    checked_ = Checked::Asking;
    checked_number_ = held.number;
    registry_.check(held.number, [this, held](const Result<ReceiptCheck, Problem>& answer) {
        if (checked_ != Checked::Asking || checked_number_ != held.number) return;
        if (!answer && answer.error() == Problem::Offline && saved_proof(held.number))
            return prove_here(held, std::nullopt);
        if (!answer) {
            checked_ = Checked::Failed;
            return failed(answer.error());
        }
        const bool same = answer->number == held.number && answer->sequence == held.sequence &&
                          answer->action == held.action && answer->received == held.received;
        if (!same) return checked_as(held, Checked::Failed);
        if (!answer->inclusion) return checked_as(held, Checked::Genuine);
        if (saved_proof(held.number)) return prove_here(held, answer->inclusion->leaf);
        keep_proof(held, [this, held, leaf = answer->inclusion->leaf](std::optional<Problem> problem) {
            if (!problem) return prove_here(held, leaf);
            checked_as(held, Checked::Failed);
            failed(*problem);
        });
    });
}

void Errand::prove_here(const Receipt& held, const std::optional<merkle::Hash>& kept_now)
{
    const auto saved = saved_proof(held.number);
    if (!saved) return checked_as(held, Checked::Wrong);
    check_proof(platform_, person_ ? person_->municipality : MunicipalityId(), held, *saved, kept_now,
                [this, held](Proven proven) {
                    // A device that cannot tell leaves it at the service's word.
                    checked_as(held, proven == Proven::Fails ? Checked::Wrong : Checked::Genuine);
                });
}

void Errand::checked_as(const Receipt& held, Checked result)
{
    if (checked_ != Checked::Asking || checked_number_ != held.number) return;
    checked_ = result;
    changed_();
}

// Kept in the tab until the person is gone from it. What was first given stays: a later answer of the
// service's does not take its place.
void Errand::keep_proof(const Receipt& held, std::function<void(std::optional<Problem>)> then)
{
    registry_.prove(held.number, [this, held, then](Result<ReceiptProof, Problem> proof) {
        if (!proof) return then(proof.error());
        registry_.public_key([this, held, then, proof = *proof](Result<std::string, Problem> key) {
            if (!key) return then(key.error());
            // The person may have gone meanwhile, and another have come.
            if (!receipt() || receipt()->number != held.number) return;
            platform_.store(kSavedProof, write_saved({proof, *key}));
            then(std::nullopt);
        });
    });
}

std::optional<SavedProof> Errand::saved_proof(const ReceiptNumber& number)
{
    auto saved = read_saved(platform_.stored(kSavedProof));
    const auto says = saved ? read_record(saved->proof.record) : std::nullopt;
    if (!says || !says->receipt || says->receipt->number != number) return std::nullopt;
    return saved;
}

void Errand::check_number(const ReceiptNumber& number, const MunicipalityId& here)
{
    clear_problem();
    registry_.check(number, [this, number, here](const Result<ReceiptCheck, Problem>& answer) {
        if (!answer) return failed(answer.error());
        if (answer->number != number) return failed(Problem::AnswerUnreadable);
        const ReceiptCheck found = *answer;
        const auto conclude = [this, found](Proven proven) {
            found_wrong_ = proven == Proven::Fails;
            if (!found_wrong_) found_ = found;
            changed_();
        };
        if (!found.inclusion) return conclude(Proven::CannotTell);
        registry_.public_key([this, here, found, conclude](const Result<std::string, Problem>& key) {
            if (!key) return failed(key.error());
            check_inclusion(platform_, here, found.sequence, *found.inclusion, *key, conclude);
        });
    });
}

const Receipt* Errand::receipt() const
{
    return person_ && person_->pending ? &*person_->pending : nullptr;
}

Errand::Checked Errand::checked() const
{
    return receipt() && receipt()->number == checked_number_ ? checked_ : Checked::No;
}

const ProviderStatus* Errand::status(const ProviderId& id) const
{
    const auto found = statuses_.find(id);
    return found == statuses_.end() ? nullptr : &found->second;
}

const Eligibility* Errand::eligibility(const ProviderId& id) const
{
    if (!person_) return nullptr;
    for (const Eligibility& one : person_->providers)
        if (one.provider == id) return &one;
    return nullptr;
}

bool Errand::allows(Action action) const
{
    return person_ && std::find(person_->allowed.begin(), person_->allowed.end(), action) !=
                          person_->allowed.end();
}

void Errand::ask_current(Then<CaseView> then)
{
    registry_.current([this, asked = letters_, then = std::move(then)](Result<CaseView, Problem> answer) {
        if (asked == letters_) then(std::move(answer));
    });
}

void Errand::signed_in(CaseView view)
{
    person_ = std::move(view);
    phase_ = Phase::SignedIn;
    // The service has just heard of the person. A session's last use is written once a minute there.
    acted_ = ending_ = false;
    constexpr int kWrittenLate = 60;
    wake_after(registry_.idle_seconds() - kSessionWarningSeconds - kWrittenLate, &Errand::rest);
    changed_();
}

void Errand::forget()
{
    person_.reset();
    // Leaving the demonstration takes nothing from the real errand.
    if (registry_.idle_seconds() > 0) platform_.store(kSavedProof, "");
    checked_ = Checked::No;
    ending_ = false;
    phase_ = Phase::SignedOut;
    wake_after(0, &Errand::rest);
}

// The demonstration has no session, and leaves the clock to the errand that has.
void Errand::wake_after(int seconds, void (Errand::*then)())
{
    if (registry_.idle_seconds() > 0) platform_.wake_after(seconds, [this, then] { (this->*then)(); });
}

void Errand::acted()
{
    acted_ = true;
}

void Errand::stay()
{
    ask_current([this](Result<CaseView, Problem> answer) {
        if (answer)
            signed_in(std::move(*answer));
        else
            failed(answer.error());
    });
}

void Errand::ask()
{
    ending_ = true;
    wake_after(kSessionWarningSeconds, &Errand::end);
    changed_();
}

// Time has passed. Who compared, typed or read on meanwhile is there, though the service does not know.
void Errand::rest()
{
    if (away_) return forget();
    if (!acted_) return ask();
    ask_current([this](Result<CaseView, Problem> answer) {
        if (answer)
            signed_in(std::move(*answer));
        else if (answer.error() == Problem::NotSignedIn)
            failed(answer.error());
        else
            ask();
    });
}

// The service ends the session by itself: in another tab of the same person's it may still be in use.
// A submit left unanswered keeps its key.
void Errand::end()
{
    forget();
    ended_ = true;
    changed_();
}

void Errand::failed(Problem problem)
{
    problem_ = problem;
    ++problem_round_;
    // The session ended while the person was deciding: sign in again, same place, nothing lost.
    if (problem == Problem::NotSignedIn) forget();
    changed_();
}

}  // namespace hemval
