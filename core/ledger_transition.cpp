#include "core/ledger_transition.h"

#include "core/ledger_rules.h"
#include "core/rotation_list.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace hemval {
namespace {

TransitionStart start_of(const MunicipalityState& state, const ProviderId& provider)
{
    TransitionStart start;
    if (const ListedProvider* row = find_listed(state.providers, provider)) {
        start.closing = row->closing;
    }
    const auto announced = state.closings.find(provider);
    if (announced != state.closings.end()) {
        start.announced = announced->second;
    }
    start.lists = state.lists;
    start.hours = state.hours;
    start.hours_month = state.hours_month;
    start.waiting = state.waiting;
    return start;
}

std::uint64_t given_back(const TransitionStart& start, const AreaId& area)
{
    const auto at = start.given_back.find(area);
    return at == start.given_back.end() ? 0 : at->second;
}

// What another transition remembers of a list since then has been undone with this one.
void forget_later(MunicipalityState& state, const AreaId& area, std::uint64_t assignments)
{
    for (auto& one : state.transitions) {
        if (!one.second.start) {
            continue;
        }
        auto& lists = one.second.start->lists;
        const auto at = lists.find(area);
        if (at != lists.end() && at->second.assignments > assignments) {
            lists.erase(at);
        }
    }
}

// A list goes back to where it was unless it has served others meanwhile: their turns are used.
void bring_back(MunicipalityState& state, const ProviderId& provider, const TransitionStart& start)
{
    state.closings.erase(provider);
    if (start.announced) {
        state.closings[provider] = *start.announced;
    }
    for (ListedProvider& row : state.providers) {
        if (row.id == provider) {
            row.closing = start.closing;
        }
    }
    for (const auto& [area, list] : start.lists) {
        const auto now = state.lists.find(area);
        if (now != state.lists.end() &&
            now->second.assignments == list.assignments + given_back(start, area)) {
            now->second = list;
            forget_later(state, area, list.assignments);
        }
    }
    // Hours of a month that has passed count for nobody: with none in this one, they may stand.
    const bool passed = start.hours_month && state.hours_month &&
                        *start.hours_month < *state.hours_month;
    if (state.hours == start.hours || (passed && state.hours.empty())) {
        state.hours = start.hours;
        state.hours_month = start.hours_month;
    }
}

}  // namespace

const char* name_of(PlaceChange change)
{
    switch (change) {
    case PlaceChange::Restored: return "restored";
    case PlaceChange::Offered: return "offered";
    case PlaceChange::Ended: return "ended";
    }
    return "";
}

std::optional<TransitionId> leaving_by(const MunicipalityState& state,
                                       const std::optional<ProviderId>& provider)
{
    for (const auto& [id, record] : state.transitions) {
        if (provider == record.now.provider && is_open(record.now)) {
            return id;
        }
    }
    return std::nullopt;
}

void add_client(MunicipalityState& state, const std::optional<ProviderId>& provider, int change)
{
    if (!provider) {
        return;
    }
    int& count = state.clients[*provider];
    if (change > 0 ? count < std::numeric_limits<int>::max() : count > 0) {
        count += change;
    }
}

void enter_queue(std::vector<Queued>& waiting, Queued entry)
{
    const auto after = std::find_if(
        waiting.begin(), waiting.end(), [&](const Queued& one) {
            return one.request.commit > entry.request.commit;
        });
    waiting.insert(after, std::move(entry));
}

void leave(std::vector<Queued>& waiting, const CaseId& person)
{
    waiting.erase(
        std::remove_if(waiting.begin(), waiting.end(),
                       [&](const Queued& one) { return one.request.person == person; }),
        waiting.end());
}

void leave_queue(MunicipalityState& state, const CaseId& person)
{
    leave(state.waiting, person);
}

void announce_closing(MunicipalityState& state, const ProviderId& provider, Day day)
{
    state.closings[provider] = day;
    for (ListedProvider& row : state.providers) {
        if (row.id == provider) {
            row.closing = day;
        }
    }
}

void fold_transition(MunicipalityState& state, const TransitionMoved& moved, Day day)
{
    const Transition& transition = moved.transition;
    TransitionRecord& record = state.transitions[transition.id];
    record.now = transition;
    record.since = day;
    if (transition.phase == TransitionPhase::Proposed) {
        record.proposed_by = moved.actor;
    }
    if (is_open(transition)) {
        if (!record.start) {
            record.start = start_of(state, transition.provider);
        }
        announce_closing(state, transition.provider, transition.terms->last_day);
        return;
    }
    if (transition.phase == TransitionPhase::Annulled && record.start) {
        bring_back(state, transition.provider, *record.start);
    }
    record.start.reset();
}

void give_back(MunicipalityState& state, const TransitionId& transition, const AreaId& area,
               const std::vector<TurnUsed>& turns)
{
    const auto record = state.transitions.find(transition);
    for (const TurnUsed& turn : turns) {
        const auto hours = state.hours.find(turn.provider);
        if (state.hours_month == turn.day.year() / turn.day.month() && hours != state.hours.end()) {
            hours->second -= std::min<std::int64_t>(turn.hours, hours->second);
            if (hours->second == 0) {
                state.hours.erase(hours);
            }
        }
        if (record != state.transitions.end() && record->second.start) {
            ++record->second.start->given_back[area];
        }
    }
}

const Queued* queued_at_start(const MunicipalityState& state, const PlaceMoved& moved)
{
    const auto record = state.transitions.find(moved.transition);
    if (record == state.transitions.end() || !record->second.start) {
        return nullptr;
    }
    const auto& waiting = record->second.start->waiting;
    const auto at = std::find_if(waiting.begin(), waiting.end(), [&](const Queued& one) {
        return one.request.person == moved.person;
    });
    return at == waiting.end() ? nullptr : &*at;
}

void fold_place(MunicipalityState& state, const PlaceMoved& moved)
{
    add_client(state, moved.from, -1);
    add_client(state, moved.to, 1);
    if (moved.change != PlaceChange::Restored) {
        return;
    }
    leave_queue(state, moved.person);
    if (const Queued* waited = queued_at_start(state, moved)) {
        enter_queue(state.waiting, *waited);
    }
    give_back(state, moved.transition, moved.area, moved.turns);
}

const BeforeTransition* remembered(const ClientCase& person, const TransitionId& transition)
{
    const auto at = std::find_if(
        person.before.begin(), person.before.end(),
        [&](const BeforeTransition& one) { return one.transition == transition; });
    return at == person.before.end() ? nullptr : &*at;
}

void remember(ClientCase& person, const ProviderDecided& decided)
{
    const Receipt& receipt = decided.receipt;
    // A protected person is left as they are by annulling, and whom they had is not kept.
    if (decided.transition && !person.is_protected && remembered(person, *decided.transition) == nullptr) {
        person.before.push_back({*decided.transition, person.current, person.former, person.pending,
                                 person.assigned, {}, receipt.action, false});
    }
    if (person.before.empty()) {
        return;
    }
    BeforeTransition& newest = person.before.back();
    newest.decided = receipt.action;
    newest.by_deadline = receipt.channel == Channel::Deadline;
    if (asks_rule(receipt) && receipt.provider) {
        newest.turns.push_back(
            {*receipt.provider, is_given(receipt) ? person.hours_per_month : 0, receipt.received});
    }
}

void put_back(ClientCase& person, const PlaceMoved& moved, Day day)
{
    person = as_of(std::move(person), day);
    const auto before_it = std::find_if(
        person.before.begin(), person.before.end(),
        [&](const BeforeTransition& one) { return one.transition == moved.transition; });
    switch (moved.change) {
    case PlaceChange::Restored:
        if (before_it != person.before.end()) {
            person.pending = before_it->pending;
            person.assigned = before_it->assigned;
        }
        person.before.erase(before_it, person.before.end());
        break;
    case PlaceChange::Offered:
        if (before_it != person.before.end()) {
            person.before.erase(before_it);
        }
        if (moved.to && moved.until) {
            person.offer = PlaceOffer{moved.transition, *moved.to, *moved.until};
        }
        break;
    case PlaceChange::Ended: person.offer.reset(); break;
    }
}

std::optional<PlaceMoved> restoring(const MunicipalityState& state, const ClientCase& person,
                                    const TransitionId& transition, Day offered_until)
{
    const auto record = state.transitions.find(transition);
    const BeforeTransition* found = remembered(person, transition);
    if (record == state.transitions.end() || found == nullptr) {
        return std::nullopt;
    }
    const BeforeTransition& before_it = *found;
    PlaceMoved moved;
    moved.person = person.id;
    moved.transition = transition;
    if (person.current != before_it.current) {
        moved.change = PlaceChange::Offered;
        if (person.offer) {
            moved.from = person.offer->provider;
        }
        moved.to = record->second.now.provider;
        moved.until = offered_until;
        return moved;
    }
    moved.from = held_place(person);
    moved.to = before_it.pending && before_it.pending->provider ? before_it.pending->provider
                                                                 : before_it.current;
    const BeforeTransition* const end = person.before.data() + person.before.size();
    for (const BeforeTransition* one = found; one != end; ++one) {
        moved.turns.insert(moved.turns.end(), one->turns.begin(), one->turns.end());
    }
    moved.area = list_key(state.policy, person.area);
    return moved;
}

std::vector<QueueEnded> dead_places(const MunicipalityState& state, Day day)
{
    std::vector<QueueEnded> dead;
    for (const Queued& one : state.waiting) {
        const ListedProvider* row = one.wants ? find_listed(state.providers, *one.wants) : nullptr;
        if (one.wants && (row == nullptr || (row->closing && before(*row->closing, day)))) {
            dead.push_back({one.request.person, *one.wants, one.seeks});
        }
    }
    return dead;
}

void fold_ended(MunicipalityState& state, const QueueEnded& ended)
{
    if (!ended.waits_on) {
        return leave_queue(state, ended.person);
    }
    for (Queued& one : state.waiting) {
        if (one.request.person == ended.person) {
            one.wants.reset();
            one.action = Action::Decline;
        }
    }
}

void leave_dead_queue(ClientCase& person, const QueueEnded& ended, Day day)
{
    person = as_of(std::move(person), day);
    auto& pending = person.pending;
    if (!pending || !pending->queue || pending->queue->provider != ended.provider) {
        return;
    }
    if (!pending->provider && !ended.waits_on) {
        return pending.reset();
    }
    pending->queue.reset();
    if (pending->rotation) {
        pending->action = Action::Decline;  // what is left is the rule's answer
    }
}

PlaceMoved offer_ended(const ClientCase& person)
{
    PlaceMoved moved;
    moved.person = person.id;
    moved.transition = person.offer->transition;
    moved.change = PlaceChange::Ended;
    moved.from = person.offer->provider;
    return moved;
}

}  // namespace hemval
