#include "core/registry.h"

#include "core/ledger_rules.h"
#include "core/ledger_transition.h"
#include "core/rotation_list.h"

namespace hemval {

namespace {

// The newest step that concerns somebody who has, or had, the provider.
std::optional<TransitionView> transition_view(const MunicipalityState& state, const ClientCase& now,
                                              Day today)
{
    std::optional<TransitionView> view;
    for (const auto& [id, record] : state.transitions) {
        const Transition& one = record.now;
        const bool theirs = held_place(now) == one.provider || now.current == one.provider ||
                            remembered(now, id) != nullptr ||
                            (now.offer && now.offer->transition == id);
        const bool old = one.phase == TransitionPhase::Completed ||
                         (one.phase == TransitionPhase::Annulled &&
                          before(plus_days(record.since, kAnnulledToldDays), today));
        if (!theirs || old || (one.phase == TransitionPhase::Annulled && !one.terms) ||
            (view && before(record.since, view->since))) {
            continue;
        }
        view = TransitionView{one.provider, one.phase, record.since, one.terms, std::nullopt};
        if (now.offer && now.offer->transition == id) {
            view->offered_until = now.offer->until;
        }
    }
    return view;
}

}  // namespace

CaseView case_view(const Municipality& municipality, const MunicipalityState& state,
                   const ClientCase& person, Day today)
{
    const ClientCase now = as_of(person, today);
    CaseView view;
    view.municipality = municipality.id;
    view.situation = situation(now, state.providers);
    view.current = now.current;
    view.pending = now.pending;
    view.rejected = now.rejected;
    view.today = today;
    if (now.current) {
        const ListedProvider* row = find_listed(state.providers, *now.current);
        view.closing = row == nullptr ? std::nullopt : row->closing;
    }
    const Queued* entry = find_queued(state, now.id);
    if (entry != nullptr && entry->wants) {
        view.queue = QueueView{*entry->wants, place_in_queue(state, *entry), entry->request.commit,
                               entry->place, std::nullopt};
        if (const ListedProvider* row = find_listed(state.providers, *entry->wants)) {
            view.queue->ends = row->closing;
        }
    }
    for (const Action action : allowed_actions(now, state.providers)) {
        const bool waits_for_any = entry != nullptr && !entry->wants;
        if (action != Action::Decline || !waits_for_any) {
            view.allowed.push_back(action);
        }
    }
    view.transition = transition_view(state, now, today);
    view.choose_by = now.current || now.pending ? std::nullopt : now.choose_by;
    for (const ListedProvider& provider : state.providers) {
        view.providers.push_back(eligibility_for(state, provider, now));
    }
    const SchedulePolicy& schedule = municipality.schedule;
    view.if_chosen_today =
        effective_window(now.current ? schedule.change : schedule.first_choice, today);
    return view;
}

std::vector<ProviderStatus> provider_statuses(const MunicipalityState& state)
{
    std::vector<ProviderStatus> statuses;
    for (const ListedProvider& provider : state.providers) {
        const auto count = state.clients.find(provider.id);
        const int clients = count == state.clients.end() ? provider.clients : count->second;
        statuses.push_back(ProviderStatus{
            provider.id,
            (provider.capacity && clients >= *provider.capacity) ||
                waiting_before(state, provider, CaseId()) > 0,
            provider.closing});
    }
    return statuses;
}

}  // namespace hemval
