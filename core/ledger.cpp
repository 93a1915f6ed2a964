#include "core/ledger.h"

#include "core/ledger_rules.h"
#include "core/ledger_transition.h"
#include "core/mandate.h"
#include "core/rotation_list.h"

#include <algorithm>
#include <limits>
#include <set>
#include <utility>

namespace hemval {
namespace {

std::set<AreaId> list_keys(const PolicyAdopted& adopted)
{
    std::set<AreaId> keys;
    if (!adopted.policy.per_area) {
        keys.insert(AreaId());
        return keys;
    }
    for (const ListedProvider& provider : adopted.providers) {
        keys.insert(provider.areas.begin(), provider.areas.end());
    }
    return keys;
}

bool same_lists(const RotationPolicy& a, const RotationPolicy& b)
{
    return a.method == b.method && a.per_area == b.per_area && a.list_order == b.list_order;
}

void add_hours(MunicipalityState& state, const ProviderId& provider, Day day, int hours)
{
    const std::chrono::year_month month = day.year() / day.month();
    if (!state.hours_month || *state.hours_month < month) {
        state.hours.clear();
        state.hours_month = month;
    }
    std::int64_t& sum = state.hours[provider];
    const std::int64_t more = std::max(hours, 0);
    if (sum <= std::numeric_limits<std::int64_t>::max() - more) {
        sum += more;
    }
}

void fold(ClientCase& person, const MandateJudged& judged, Day day)
{
    person = as_of(std::move(person), day);
    if (judged.confirmed) {
        for (auto* receipt : {&person.pending, &person.assigned}) {
            if (*receipt && (*receipt)->number == judged.receipt && (*receipt)->representation) {
                (*receipt)->representation->confirmed = true;
            }
        }
        return;
    }
    person.rejected = Rejected{day, judged.role, judged.undone};
    if (!judged.undone) {
        return;
    }
    person.pending = judged.pending;
    for (auto earlier = person.before.rbegin(); earlier != person.before.rend(); ++earlier) {
        if (!earlier->pending || !awaits_confirmation(*earlier->pending)) {
            break;
        }
        earlier->pending = judged.pending;  // rejected with it
    }
    // As if nothing had been decided because the provider leaves; a turn used is still to be given back.
    while (!person.before.empty() && person.before.back().turns.empty() &&
           person.before.back().pending == person.pending) {
        person.before.pop_back();
    }
}

void judge_queued(std::vector<Queued>& waiting, const MandateJudged& judged)
{
    const auto entry = std::find_if(waiting.begin(), waiting.end(), [&](const Queued& one) {
        return one.request.person == judged.person;
    });
    if (entry == waiting.end() || !entry->representation || entry->representation->confirmed) {
        return;
    }
    if (judged.confirmed) {
        entry->representation->confirmed = true;
    } else if (judged.undone) {
        waiting.erase(entry);
        if (judged.waiting) {
            enter_queue(waiting, *judged.waiting);
        }
    }
}

struct Fold {
    MunicipalityState& state;
    Day day;

    void operator()(const PolicyAdopted& adopted) const
    {
        if (state.sequence == 0 || !same_lists(state.policy, adopted.policy)) {
            state.lists.clear();
            for (auto& one : state.transitions) {
                if (one.second.start) {
                    one.second.start->lists.clear();  // of another rule: nothing to bring back
                }
            }
        }
        state.policy = adopted.policy;
        state.providers = adopted.providers;
        for (const ListedProvider& provider : adopted.providers) {
            // Once counting has begun, the fold knows better than a row written somewhere else.
            state.clients.emplace(provider.id, provider.clients);
        }
        for (const AreaId& key : list_keys(adopted)) {
            state.lists.emplace(key, initial_list(state.policy, state.providers, key, day));
        }
    }

    void operator()(const CaseOpened& opened) const
    {
        add_client(state, held_place(opened.person), 1);
    }

    void operator()(const ProviderClosing& closing) const
    {
        announce_closing(state, closing.provider, closing.day);
    }

    void operator()(const TransitionMoved& moved) const { fold_transition(state, moved, day); }
    void operator()(const PlaceMoved& moved) const { fold_place(state, moved); }
    void operator()(const QueueEnded& ended) const { fold_ended(state, ended); }

    void operator()(const ProviderDecided& decided) const
    {
        const auto to = place_after(decided.receipt);
        add_client(state, decided.from, -1);
        add_client(state, to, 1);
        leave_queue(state, decided.person);
        if (!decided.request) {
            return;
        }
        const Receipt& receipt = decided.receipt;
        const bool given = asks_rule(receipt) && is_given(receipt);
        if (decided.list) {
            state.lists[list_key(state.policy, decided.request->area)] = *decided.list;
        }
        if (waits(receipt)) {
            const auto wants = receipt.queue ? std::optional(receipt.queue->provider) : std::nullopt;
            enter_queue(state.waiting, Queued{*decided.request, to, receipt.channel, receipt.representation,
                                      wants, receipt.action, asks_rule(receipt) && !given});
        }
        if (given) {
            add_hours(state, *receipt.provider, day, decided.request->hours_per_month);
        }
    }

    void operator()(const MandateJudged& judged) const
    {
        // What annulling a transition brings back has been judged too.
        for (auto& one : state.transitions) {
            if (one.second.start) {
                judge_queued(one.second.start->waiting, judged);
            }
        }
        if (!judged.undone) {
            judge_queued(state.waiting, judged);
            return;
        }
        add_client(state, judged.from, -1);
        add_client(state, judged.to, 1);
        leave_queue(state, judged.person);
        if (judged.waiting) {
            enter_queue(state.waiting, *judged.waiting);
        }
    }

    void operator()(const CaseRestated& restated) const
    {
        for (auto& one : state.transitions) {
            if (one.second.start && restated.person.is_protected) {
                leave(one.second.start->waiting, restated.person.id);  // it tells the area
            }
        }
        leave_queue(state, restated.person.id);
        if (restated.waiting) {
            enter_queue(state.waiting, *restated.waiting);
        }
    }

    void operator()(const EntryErased& left) const
    {
        add_client(state, left.from, -1);
        add_client(state, left.to, 1);
        if (left.list) {
            state.lists[left.area] = *left.list;
        }
        if (left.transition) {
            give_back(state, *left.transition, left.area, left.turns);
        }
        if (left.rotation && left.list && left.to && left.rotation->basis != AssignmentBasis::Waiting &&
            left.rotation->basis != AssignmentBasis::InterimFallback) {
            add_hours(state, *left.to, day, left.hours);
        }
    }
};

}  // namespace

bool apply(MunicipalityState& state, const Event& event)
{
    if (event.sequence != state.sequence + 1) {
        return false;
    }
    std::visit(Fold{state, event.day}, event.body);
    state.sequence = event.sequence;
    return true;
}

void apply(ClientCase& person, const Event& event)
{
    if (const auto* opened = std::get_if<CaseOpened>(&event.body)) {
        if (opened->person.id == person.id) {
            person = opened->person;
        }
    } else if (const auto* decided = std::get_if<ProviderDecided>(&event.body)) {
        if (decided->person == person.id) {
            person = as_of(std::move(person), event.day);
            remember(person, *decided);
            person.pending = decided->receipt;
            person.rejected.reset();
            if (asks_rule(decided->receipt) && is_given(decided->receipt)) {
                person.assigned = decided->receipt;
            }
        }
    } else if (const auto* judged = std::get_if<MandateJudged>(&event.body)) {
        if (judged->person == person.id) {
            fold(person, *judged, event.day);
        }
    } else if (const auto* restated = std::get_if<CaseRestated>(&event.body)) {
        if (restated->person.id == person.id) {
            person = restated->person;
        }
    } else if (const auto* moved = std::get_if<PlaceMoved>(&event.body)) {
        if (moved->person == person.id) {
            put_back(person, *moved, event.day);
        }
    } else if (const auto* ended = std::get_if<QueueEnded>(&event.body)) {
        if (ended->person == person.id) {
            leave_dead_queue(person, *ended, event.day);
        }
    }
}

const CaseId* person_of(const Event& event)
{
    if (const auto* opened = std::get_if<CaseOpened>(&event.body)) {
        return &opened->person.id;
    }
    if (const auto* decided = std::get_if<ProviderDecided>(&event.body)) {
        return &decided->person;
    }
    if (const auto* moved = std::get_if<PlaceMoved>(&event.body)) {
        return &moved->person;
    }
    if (const auto* judged = std::get_if<MandateJudged>(&event.body)) {
        return &judged->person;
    }
    if (const auto* ended = std::get_if<QueueEnded>(&event.body)) {
        return &ended->person;
    }
    if (const auto* restated = std::get_if<CaseRestated>(&event.body)) {
        return &restated->person.id;
    }
    return nullptr;
}

Event next_event(const MunicipalityState& state, Day day, EventBody body)
{
    return Event{state.sequence + 1, day, std::move(body)};
}

std::optional<PolicyAdopted> policy_to_adopt(const Municipality& municipality,
                                             const MunicipalityState& state,
                                             const std::vector<ListChange>& agreed)
{
    PolicyAdopted adopted;
    adopted.policy = municipality.rotation;
    for (const Provider& provider : municipality.providers) {
        ListedProvider row = changed(listed(provider), agreed);
        const auto announced = state.closings.find(row.id);
        if (announced != state.closings.end() && !row.closing) {
            row.closing = announced->second;
        }
        adopted.providers.push_back(std::move(row));
    }
    if (state.sequence > 0 && adopted.policy == state.policy &&
        adopted.providers == state.providers) {
        return std::nullopt;
    }
    return adopted;
}

std::optional<EntryErased> erased(const MunicipalityState& state, const Event& event)
{
    EntryErased left;
    if (const auto* opened = std::get_if<CaseOpened>(&event.body)) {
        left.to = held_place(opened->person);
        return left;
    }
    if (const auto* moved = std::get_if<PlaceMoved>(&event.body)) {
        const bool restored = moved->change == PlaceChange::Restored;
        left.from = moved->from;
        left.to = moved->to;
        left.out_of_queue = restored && find_queued(state, moved->person) != nullptr;
        left.into_queue = restored && queued_at_start(state, *moved) != nullptr;
        if (restored) {
            left.area = moved->area;
            left.transition = moved->transition;
            left.turns = moved->turns;
        }
        return left;
    }
    if (const auto* judged = std::get_if<MandateJudged>(&event.body)) {
        left.from = judged->from;
        left.to = judged->to;
        left.out_of_queue = judged->undone && find_queued(state, judged->person) != nullptr;
        left.into_queue = judged->waiting.has_value();
        return left;
    }
    if (const auto* ended = std::get_if<QueueEnded>(&event.body)) {
        left.out_of_queue = !ended->waits_on;
        return left;
    }
    if (std::holds_alternative<CaseRestated>(event.body)) {
        return left;
    }
    const auto* decided = std::get_if<ProviderDecided>(&event.body);
    if (decided == nullptr) {
        return std::nullopt;
    }
    const Receipt& receipt = decided->receipt;
    left.from = decided->from;
    left.to = place_after(receipt);
    left.out_of_queue = find_queued(state, decided->person) != nullptr;
    left.into_queue = waits(receipt);
    if (decided->request && asks_rule(receipt)) {
        left.hours = is_given(receipt) ? decided->request->hours_per_month : 0;
        left.rotation = receipt.rotation;
        left.list = decided->list;
        left.area = list_key(state.policy, decided->request->area);
    }
    return left;
}

std::optional<PublicEntry> public_entry(const Event& event, const PublicView& view,
                                        const merkle::Hash& leaf)
{
    const RotationAnswer* answer = nullptr;
    std::optional<ProviderId> provider;
    AreaId area;
    bool withheld = false;
    if (const auto* decided = std::get_if<ProviderDecided>(&event.body)) {
        if (!asks_rule(decided->receipt) || !decided->request) {
            return std::nullopt;
        }
        answer = &*decided->receipt.rotation;
        provider = decided->receipt.provider;
        area = decided->request->area;
    } else if (const auto* left = std::get_if<EntryErased>(&event.body)) {
        if (!left->rotation) {
            return std::nullopt;
        }
        answer = &*left->rotation;
        provider = answer->basis == AssignmentBasis::Waiting ? std::nullopt : left->to;
        area = left->area;
        withheld = left->withheld;
    } else {
        return std::nullopt;
    }
    PublicEntry entry{event.sequence,       event.day, view.municipality, answer->rule,
                      answer->rule_version, {},        answer->whose_turn, provider,
                      answer->skipped,      leaf,      std::nullopt};
    if (!area.empty() && view.areas.count(area) > 0 && !withheld) {
        entry.area = area;
    }
    if (!view.per_area || entry.area) {
        entry.list = answer->order;
    }
    return entry;
}

}  // namespace hemval
