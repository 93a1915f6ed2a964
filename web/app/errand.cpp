#include "web/app/errand.h"

#include "core/sign_in.h"
#include "web/app/submit_key.h"

#include <algorithm>
#include <utility>

namespace hemval {

namespace {

constexpr const char* kSavedProof = "receipt_proof";

}  // namespace

Errand::Errand(Registry& registry, Platform& platform, std::optional<PendingSubmit>& pending,
               std::function<void()> changed, SignIns* sign_ins, KeptOnDevice* device)
    : registry_(registry), platform_(platform), pending_(pending), changed_(std::move(changed)),
      sign_ins_(sign_ins), device_(device),
      watch_(platform, registry.idle_seconds(),
             {[this](SessionWatch::Answer answer) {
                  ask_current([this, answer = std::move(answer)](Result<CaseView, Problem> view) {
                      const auto problem = view ? std::nullopt : std::optional(view.error());
                      if (view) signed_in(std::move(*view));
                      answer(problem);
                  });
              },
              [this](Problem problem) { failed(problem); },
              [this] {
                  forget();
                  ended_ = true;
                  changed_();
              },
              [this] { changed_(); }})
{
}

void Errand::ask_statuses()
{
    registry_.statuses([this](const Result<std::vector<ProviderStatus>, Problem>& answer) {
        // Without a service the pack alone is shown; that is no fault the person could do anything
        // about while comparing.
        statuses_silent_ = !answer && answer.error() == Problem::Offline;
        if (!answer) return changed_();
        statuses_day_ = platform_.today();
        for (const ProviderStatus& status : *answer) statuses_[status.provider] = status;
        changed_();
    });
}

void Errand::start_anew()
{
    clear_problem();
    ended_ = sending_ = false;
    forget();
    ask_statuses();
}

void Errand::start(const std::optional<std::string>& link)
{
    ask_statuses();
    ask_ways();
    if (link) return open_link(*link);
    if (!person_) phase_ = Phase::Asking;
    ask_who();
}

void Errand::ask_ways()
{
    if (!sign_ins_ || ways_known_) return;
    sign_ins_->sign_in_state([this](const Result<SignInState, Problem>& answer) {
        if (!answer) return;
        ways_known_ = true;
        const auto& ways = answer->offered;
        offers_e_id_ = std::find(ways.begin(), ways.end(), SignInWay::EId) != ways.end();
        changed_();
    });
}

void Errand::ask_who()
{
    ask_current([this](Result<CaseView, Problem> answer) {
        if (answer) {
            signed_in(std::move(*answer));
            return send_if_mine();
        }
        // Silence says nothing of who is signed in: what the tab keeps of theirs stays.
        if (answer.error() == Problem::NotSignedIn) forget();
        else if (!person_) phase_ = Phase::SignedOut;
        if (waiting() == Waiting::Mine) waiting_failed_ = true;
        changed_();
    });
}

void Errand::open_link(const std::string& code)
{
    if (sending_) return failed(Problem::LinkWrong);
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
                          ++people_;
                          done();
                          signed_in(std::move(*answer));
                          send_if_mine();
                      });
}

void Errand::sign_out(std::function<void()> done)
{
    if (sending_) return;
    clear_problem();
    sending_ = true;
    registry_.sign_out([this, done = std::move(done)](const std::optional<Problem>& problem) {
        Result<bool, Problem> answer = true;
        if (problem) answer = fail(*problem);
        signed_out(answer, [&done](bool) { done(); });
    });
}

void Errand::sign_out_everywhere(std::function<void(const std::string&)> done)
{
    if (sending_ || !sign_ins_) return;
    clear_problem();
    sending_ = true;
    sign_ins_->sign_out_everywhere(
        [this, done = std::move(done)](const Result<std::string, Problem>& answer) {
            signed_out(answer, done);
        });
}

template <class Value, class Done>
void Errand::signed_out(const Result<Value, Problem>& answer, const Done& done)
{
    sending_ = false;
    if (!answer) {
        still_signed_in_ = true;
        failed(answer.error());
        return;
    }
    forget();
    pending_.reset();
    forget_what_became();
    done(*answer);
    changed_();
}

void Errand::submit(const Wish& wish, std::function<void()> done)
{
    if (sending_ || waiting() == Waiting::Mine) return;
    clear_problem();
    if (!pending_ || !(pending_->wish == wish)) pending_ = PendingSubmit{wish, fresh_key(platform_)};
    // A choice that nobody could have heard of is told so, and not tried.
    if (device_ && platform_.offline()) {
        unsent_ = pending_->tried ? Unsent::NoAnswer : Unsent::NotSent;
        return failed(Problem::Offline);
    }
    const bool tried = std::exchange(pending_->tried, true);
    send(*pending_, person_ ? person_->owner : "",
         [this, tried, done = std::move(done)](const Result<Receipt, Problem>& answer) {
             if (answer) {
                 pending_.reset();
                 return done();
             }
             const Problem problem = answer.error();
             if (!unanswered(problem)) pending_.reset();
             else if (pending_ && not_carried_out(problem)) pending_->tried = tried;
             if (device_ && (kiosk_ ? unanswered(problem) : silent(problem))) unsent_ = Unsent::NoAnswer;
             failed(problem);
         });
}

void Errand::send(const PendingSubmit& submit, const std::string& owner, Then<Receipt> then)
{
    const Wish& wish = submit.wish;
    Submission submission{wish.action, std::nullopt, submit.key};
    if (kiosk_) submission.channel = Channel::Kiosk;
    if (!wish.provider.empty()) submission.provider = wish.provider;
    submission.queue = wish.queue;
    if (!wish.meanwhile.empty()) submission.meanwhile = wish.meanwhile;
    if (wish.by) {
        submission.representation = wish.by->representation;
        submission.representative = wish.by->contact;
    }
    submission.owner = owner;
    submission.wish_list = wish.list;
    sending_ = true;
    changed_();
    const bool with_list = wish.list.has_value();
    registry_.submit(submission, [this, with_list, then = std::move(then)](Result<Receipt, Problem> answer) {
        sending_ = false;
        if (answer) {
            checked_ = Checked::No;
            const Receipt held = *answer;
            if (person_) {
                person_->pending = held;
                person_->wish_list = with_list ? std::optional(held.received) : std::nullopt;
            }
            keep_proof(held, [this](std::optional<Problem> problem) {  // or when the person asks
                if (!problem) changed_();
            });
        }
        then(answer);
        if (!answer && unanswered(answer.error())) return;
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
            if (!saved_proof(held.number)) platform_.store(kSavedProof, write_saved({proof, *key}));
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
            found_key_ = *key;
            check_inclusion(platform_, here, found.sequence, *found.inclusion, *key, conclude);
        });
    });
}

void Errand::check_saved(const SavedProof& saved, const MunicipalityId& here)
{
    clear_problem();
    const auto says = read_record(saved.proof.record);
    if (!says || !says->receipt) {
        found_wrong_ = true;
        return changed_();
    }
    found_key_ = saved.key;
    check_proof(platform_, here, *says->receipt, saved, std::nullopt,
                [this, receipt = *says->receipt](Proven proven) {
                    found_wrong_ = proven == Proven::Fails;
                    if (!found_wrong_) found_saved_ = FoundReceipt{receipt, proven == Proven::Holds};
                    changed_();
                });
}

std::optional<SavedProof> Errand::proof()
{
    return receipt() ? saved_proof(receipt()->number) : std::nullopt;
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
    registry_.current([this, asked = people_, then = std::move(then)](Result<CaseView, Problem> answer) {
        if (asked == people_) then(std::move(answer));
    });
}

void Errand::signed_in(CaseView view)
{
    person_ = std::move(view);
    phase_ = Phase::SignedIn;
    watch_.heard();
    changed_();
    if (!receipt() || proof() || registry_.idle_seconds() == 0) return;
    keep_proof(*receipt(), [this](std::optional<Problem> problem) {
        if (!problem) changed_();
    });
}

void Errand::forget()
{
    ++people_;
    person_.reset();
    // The demonstration takes nothing from the real errand.
    if (registry_.idle_seconds() > 0) platform_.store(kSavedProof, "");
    checked_ = Checked::No;
    phase_ = Phase::SignedOut;
    watch_.stop();
}

void Errand::failed(Problem problem)
{
    problem_ = problem;
    ++problem_round_;
    // The session ended while the person was deciding: sign in again, same place, nothing lost.
    // A case that has become one for the phone is nobody's to see here any more.
    if (problem == Problem::NotSignedIn || problem == Problem::PhoneOnly) forget();
    changed_();
}

}  // namespace hemval
