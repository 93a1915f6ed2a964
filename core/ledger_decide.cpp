#include "core/ledger.h"

#include "core/ledger_rules.h"
#include "core/ledger_transition.h"
#include "core/registry.h"

#include <utility>

namespace hemval {
namespace {

EffectiveWindow window_for(const SchedulePolicy& schedule, bool has_provider, Day notice)
{
    return effective_window(has_provider ? schedule.change : schedule.first_choice, notice);
}

// A number for somebody served in another person's errand: the same again when the errand is tried
// again, and nothing that the person whose errand it is could work out. The splitmix64 finaliser.
ReceiptNumber derived_number(std::uint64_t secret, std::uint64_t place)
{
    std::uint64_t hash = secret + place * 0x9E3779B97F4A7C15U;
    hash = (hash ^ (hash >> 30U)) * 0xBF58476D1CE4E5B9U;
    hash = (hash ^ (hash >> 27U)) * 0x94D049BB133111EBU;
    return receipt_number(hash ^ (hash >> 31U));
}

// A confirmation is the care manager's to give, never sent along.
bool is_well_represented(const Submission& submission)
{
    const auto& representation = submission.representation;
    if (!representation || !submission.representative) {
        return !representation && !submission.representative;
    }
    return is_declared(*representation) && !representation->confirmed &&
           is_whole(*submission.representative);
}

class Errand {
public:
    Errand(const MunicipalityState& state, const SchedulePolicy& schedule,
           const DecideContext& context)
        : state_(state), schedule_(schedule), context_(context)
    {
    }

    const MunicipalityState& state() const { return state_; }

    void choose(const ClientCase& person, const Submission& submission)
    {
        keep(choice(state_, person, submission.action, *submission.provider,
                    own_stamp(person, submission)));
        if (person.offer && person.offer->provider == *submission.provider) {
            keep_body(offer_ended(person));  // taken
        }
    }

    void queue(const ClientCase& person, const Submission& submission)
    {
        if (auto decided = queueing(state_, person, submission, context_.draw,
                                    own_stamp(person, submission))) {
            keep(std::move(*decided));
        }
    }

    void decline(const ClientCase& person, const Submission& submission)
    {
        if (auto again = given_before(state_, person, own_stamp(person, submission))) {
            return keep(std::move(*again));
        }
        Queued mine = newly_queued(state_, person, context_.today, context_.draw);
        mine.channel = submission.channel;
        mine.representation = submission.representation;
        for (const Asked& asked : ask_queue(state_, mine, context_.today)) {
            if (asked.entry.request.person != person.id) {
                continue;
            }
            Stamp mark = stamp(context_.receipt, person.current);
            if (!asked.assignment.provider) {
                mark.window = {context_.today, context_.today};
            }
            return keep(assignment(state_, asked, person.current, mark));
        }
    }

    // Stops at `except`: who is just saying something else is not first given what they waited for.
    void serve_waiting_now(const CaseId& except = CaseId())
    {
        for (;;) {
            const std::vector<Asked> asked = ask_queue(state_, std::nullopt, context_.today);
            if (asked.empty() || !asked.back().served() ||
                asked.back().entry.request.person == except) {
                return;
            }
            keep_served(asked.back());
        }
    }

    std::vector<Event> take() { return std::move(events_); }

private:
    Stamp stamp(const ReceiptNumber& number, const std::optional<ProviderId>& place) const
    {
        return {number, context_.today,
                window_for(schedule_, place.has_value(), context_.today)};
    }

    Stamp own_stamp(const ClientCase& person, const Submission& submission) const
    {
        Stamp own = stamp(context_.receipt, person.current);
        own.channel = submission.channel;
        own.representation = submission.representation;
        return own;
    }

    void keep_served(const Asked& asked)
    {
        const auto& place = asked.entry.place;
        const ReceiptNumber number = derived_number(context_.secret, ++served_);
        keep(assignment(state_, asked, place, stamp(number, place)));
    }

    void keep(ProviderDecided decided) { keep_body(std::move(decided)); }

    void keep_body(EventBody body)
    {
        events_.push_back(next_event(state_, context_.today, std::move(body)));
        apply(state_, events_.back());
    }

    MunicipalityState state_;
    const SchedulePolicy& schedule_;
    const DecideContext& context_;
    std::vector<Event> events_;
    std::uint64_t served_ = 0;
};

}  // namespace

Result<std::vector<Event>, Problem> decide(const MunicipalityState& state,
                                           const SchedulePolicy& schedule,
                                           const ClientCase& person, const Submission& submission,
                                           const DecideContext& context)
{
    if (!is_well_represented(submission)) {
        return fail(Problem::DeclarationMissing);
    }
    const ClientCase today = as_of(person, context.today);
    Errand errand(state, schedule, context);
    // What stood free when this person came was for those already waiting.
    errand.serve_waiting_now(person.id);
    const auto& provider = submission.provider;
    auto problem = why_refused(errand.state(), today, submission.action, provider);
    const bool queues = submission.queue && problem == Problem::ProviderFull;
    if (queues) {
        problem = why_not_queued(errand.state(), today, submission.action, provider,
                                 submission.meanwhile);
    }
    if (problem) {
        return fail(*problem);
    }
    if (queues) {
        errand.queue(today, submission);
    } else if (submission.action == Action::Decline) {
        errand.decline(today, submission);
    } else {
        errand.choose(today, submission);
    }
    errand.serve_waiting_now();
    return errand.take();
}

std::vector<Event> serve_waiting(const MunicipalityState& state, const SchedulePolicy& schedule,
                                 const DecideContext& context)
{
    Errand errand(state, schedule, context);
    errand.serve_waiting_now();
    return errand.take();
}

}  // namespace hemval
