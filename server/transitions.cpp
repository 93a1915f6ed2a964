#include "server/transitions.h"

#include "core/ledger_rules.h"
#include "core/ledger_transition.h"
#include "core/rotation_list.h"
#include "server/crypto.h"
#include "server/keeping.h"
#include "server/told.h"
#include "server/store/tables.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace hemval::server {
namespace {

DecideContext context_for(Queries& queries, const MunicipalityId& id, Day today)
{
    return {today, unused_number(queries, id), random_number(), random_number()};
}

void keep_all(Queries& queries, const MunicipalityId& id, MunicipalityState& state,
              const std::vector<Event>& events)
{
    for (const Event& event : events)
        keep_event(queries, id, state, event);
}

Result<Transition, Problem> next_of(const MunicipalityState& state, const TransitionStep& step, Day today)
{
    const auto record = state.transitions.find(step.id);
    std::optional<Transition> now;
    Transition next{step.id, ProviderId(), step.to, std::nullopt};
    if (record != state.transitions.end()) {
        now = record->second.now;
        if (step.provider && *step.provider != now->provider)
            return fail(Problem::UnknownTransition);
        next.provider = now->provider;
        next.terms = now->terms;
    } else if (!step.provider) {
        return fail(Problem::UnknownTransition);
    } else {
        next.provider = *step.provider;
    }
    if (find_listed(state.providers, next.provider) == nullptr)
        return fail(Problem::UnknownProvider);
    if (step.terms && counts_days(next))
        next.terms = step.terms;
    if (step.to == TransitionPhase::Decided && !next.terms)
        return fail(Problem::TransitionDates);
    for (const auto& [id, other] : state.transitions) {
        const bool alive = is_open(other.now) || other.now.phase == TransitionPhase::Proposed;
        if (id != step.id && alive && other.now.provider == next.provider)
            return fail(Problem::TransitionNotNow);
    }
    if (!may_follow(now, next))
        return fail(Problem::TransitionNotNow);
    if (step.to == TransitionPhase::Decided && record->second.proposed_by == step.actor)
        return fail(Problem::OwnProposal);
    if (step.offered_until && before(*step.offered_until, today))
        return fail(Problem::TransitionDates);
    if (!keeps_its_word(now, next) || (counts_days(next) && !terms_add_up(*next.terms, today)))
        return fail(Problem::TransitionDates);
    return next;
}

void answer_silence(Queries& queries, const Municipality& municipality, MunicipalityState& state,
                    const ClientCase& person, Day today, Due& due)
{
    const auto submission = answer_to_silence(state, person, today);
    if (!submission)
        return;
    const auto leaving = leaving_by(state, held_place(as_of(person, today)));
    if (leaving && !is_told(queries, *leaving, person.id)) {
        ++due.untold;
        return;
    }
    const auto events = decide(state, municipality.schedule, person, *submission,
                               context_for(queries, municipality.id, today));
    if (!events) {
        ++due.unanswered;  // tomorrow is another day; nobody else is held up by it
        return;
    }
    ++due.assigned;
    keep_all(queries, municipality.id, state, *events);
}

}  // namespace

Result<Transition, Problem> take_step(Queries& queries, const Municipality& municipality,
                                      const TransitionStep& step, const Seal& seal)
{
    const MunicipalityId& id = municipality.id;
    const Day today = seal.today;
    MunicipalityState state = load_state(queries, id);
    auto next = next_of(state, step, today);
    if (!next)
        return next;
    const TransitionMoved moved{*next, step.actor};
    if (step.to == TransitionPhase::Completed && !nobody_is_left(state, *next, load_cases(queries, id), today))
        return fail(Problem::TransitionNotNow);
    if (step.to == TransitionPhase::Annulled) {
        const auto until = step.offered_until.value_or(plus_days(today, kPlaceOfferedDays));
        keep_all(queries, id, state,
                 annul(state, municipality.schedule, moved, load_cases(queries, id), until,
                       context_for(queries, id, today)));
    } else {
        keep_event(queries, id, state, next_event(state, today, moved));
    }
    save_state(queries, id, state, seal);
    return next;
}

Result<Outlook, Problem> outlook(Queries& queries, const Municipality& municipality,
                                 const ProviderId& leaver, Day today)
{
    const MunicipalityState state = load_state(queries, municipality.id);
    if (find_listed(state.providers, leaver) == nullptr)
        return fail(Problem::UnknownProvider);
    return outlook_of(state, leaver, load_cases(queries, municipality.id), today);
}

Result<Progress, Problem> progress(Queries& queries, const Municipality& municipality,
                                   const TransitionId& id, Day today)
{
    const MunicipalityState state = load_state(queries, municipality.id);
    const auto record = state.transitions.find(id);
    if (record == state.transitions.end())
        return fail(Problem::UnknownTransition);
    return progress_of(state, record->second.now, load_cases(queries, municipality.id), today);
}

std::string sentence_of(const Due& due)
{
    return "silence answered: " + std::to_string(due.assigned) +
           ", silent with nobody to be given: " + std::to_string(due.unanswered) +
           ", silent but not told yet: " + std::to_string(due.untold) +
           ", places no longer kept: " + std::to_string(due.offers_ended) +
           ", queues ended: " + std::to_string(due.queues_ended) +
           ", transitions completed: " + std::to_string(due.completed) + ".";
}

Result<int, Problem> tell(Queries& queries, const Municipality& municipality, const TransitionId& id,
                          const std::optional<CaseId>& only, Day today)
{
    const MunicipalityState state = load_state(queries, municipality.id);
    const auto record = state.transitions.find(id);
    if (record == state.transitions.end())
        return fail(Problem::UnknownTransition);
    if (!is_open(record->second.now))
        return fail(Problem::TransitionNotNow);
    int told = 0;
    for (const ClientCase& person : affected_by(record->second.now, load_cases(queries, municipality.id), today)) {
        if ((only && *only != person.id) || person.is_protected || is_told(queries, id, person.id))
            continue;
        mark_told(queries, municipality.id, id, person.id, today);
        ++told;
    }
    return told;
}

Due run_due(Queries& queries, const Municipality& municipality, const Seal& seal)
{
    const MunicipalityId& id = municipality.id;
    const Day today = seal.today;
    MunicipalityState state = load_state(queries, id);
    const std::uint64_t sequence = state.sequence;
    Due due;
    for_each_case(queries, id, [&](const ClientCase& person) {
        if (!person.offer || !before(person.offer->until, today))
            return;
        keep_event(queries, id, state, next_event(state, today, offer_ended(person)));
        ++due.offers_ended;
    });
    for (const QueueEnded& dead : dead_places(state, today)) {
        keep_event(queries, id, state, next_event(state, today, dead));
        ++due.queues_ended;
    }
    // A place no longer kept for somebody is for whoever waits for it.
    serve_and_keep(queries, municipality, state, today);
    // Read anew: an answer may have given somebody else a place meanwhile.
    for_each_case(queries, id, [&](const ClientCase& known) {
        answer_silence(queries, municipality, state, load_case(queries, known.id), today, due);
    });
    const auto transitions = state.transitions;
    for (const auto& [name, record] : transitions) {
        Transition next = record.now;
        if (next.phase != TransitionPhase::Running || !before(next.terms->last_day, today))
            continue;
        if (!nobody_is_left(state, next, load_cases(queries, id), today))
            continue;
        next.phase = TransitionPhase::Completed;
        keep_event(queries, id, state, next_event(state, today, TransitionMoved{next, "hemval"}));
        ++due.completed;
    }
    if (state.sequence != sequence)
        save_state(queries, id, state, seal);
    return due;
}

}  // namespace hemval::server
