#include "web/app/errand.h"
#include "web/app/submit_key.h"

#include <utility>

// A choice that waits on the person's own device: decision 031.
namespace hemval {

namespace {

std::string number_of(const Receipt* receipt)
{
    return receipt ? receipt->number.value : std::string();
}

}  // namespace

Errand::Waiting Errand::waiting() const
{
    if (kiosk_ || !kept()) return Waiting::Nothing;
    if (!person_) return Waiting::Someones;
    return kept()->owner == person_->owner ? Waiting::Mine : Waiting::Anothers;
}

Errand::Waited Errand::waited() const
{
    if (waited_ != Waited::Untold || kiosk_ || !device_) return waited_;
    return device_->ended() ? Waited::Ended : Waited::Untold;
}

bool Errand::happened_since() const
{
    return waiting() == Waiting::Mine &&
           (kept()->after != number_of(receipt()) || kept()->current != person_->current.value_or(ProviderId()));
}

bool Errand::can_keep() const
{
    return device_ && !kiosk_ && !kept() && pending_ && person_ && !person_->owner.empty();
}

void Errand::keep_on_device()
{
    if (sending_ || !can_keep()) return;
    const Day until = plus_days(platform_.today(), kKeptDays);
    if (!device_->keep({*pending_, person_->owner, number_of(receipt()),
                         person_->current.value_or(ProviderId()), until})) {
        not_kept_ = true;
    } else {
        pending_.reset();
        waited_ = Waited::Untold;
        waiting_failed_ = false;
        clear_problem();
    }
    changed_();
}

// They have confirmed it once. When something has happened meanwhile, or it was long ago, they are asked first.
void Errand::send_if_mine()
{
    look_at_device();
    if (waiting() == Waiting::Mine && !happened_since() && !kept()->asked_until) send_waiting([] {});
}

void Errand::send_waiting(std::function<void()> done)
{
    look_at_device();
    if (sending_ || waiting() != Waiting::Mine) return changed_();
    clear_problem();
    waiting_failed_ = platform_.offline();
    if (waiting_failed_) return changed_();
    KeptSubmit kept = *this->kept();
    const bool tried = std::exchange(kept.submit.tried, true);
    device_->keep(kept);
    send(kept.submit, kept.owner,
         [this, kept, tried, done = std::move(done)](const Result<Receipt, Problem>& answer) {
             device_->look();
             // Another tab may have put another in its place, which is not what was answered.
             const bool there = device_->waiting() && device_->waiting()->submit.key == kept.submit.key;
             if (answer) {
                 if (there) device_->remove();
                 waited_ = Waited::Sent;
                 changed_();
                 return done();
             }
             const Problem problem = answer.error();
             if (unanswered(problem)) {
                 waiting_failed_ = true;
                 KeptSubmit still = kept;
                 still.submit.tried = tried || !not_carried_out(problem);
                 if (there) device_->keep(still);
             } else {
                 if (there) device_->remove();
                 waited_ = Waited::Refused;
                 refusal_ = problem;
             }
             if (problem == Problem::NotSignedIn || problem == Problem::PhoneOnly) forget();
             changed_();
         });
}

void Errand::take_back_waiting()
{
    look_at_device();
    if (sending_ || !kept()) return changed_();
    waited_ = kept()->submit.tried ? Waited::TakenBackTried : Waited::TakenBack;
    waiting_failed_ = false;
    device_->remove();
    changed_();
}

void Errand::another_person()
{
    pending_.reset();
    clear_problem();
    forget_what_became();
}

void Errand::forget_what_became()
{
    if (waited_ == Waited::Sent || waited_ == Waited::Refused) waited_ = Waited::Untold;
    refusal_.reset();
    waiting_failed_ = false;
}

void Errand::understood()
{
    if (device_ && device_->ended()) device_->remove();
    waited_ = Waited::Untold;
    refusal_.reset();
}

void Errand::network_back()
{
    ask_statuses();
    if (kiosk_) return;
    ask_ways();
    ask_who();  // whoever is typing a code goes on: nothing is drawn anew before there is an answer
}

}  // namespace hemval
