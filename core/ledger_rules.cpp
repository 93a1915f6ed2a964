#include "core/ledger_rules.h"

#include "core/rotation_list.h"

#include <algorithm>

namespace hemval {
namespace {

Problem problem_of(Ineligible reason)
{
    switch (reason) {
    case Ineligible::WrongArea: return Problem::ProviderWrongArea;
    case Ineligible::ServiceNotOffered: return Problem::ProviderLacksService;
    case Ineligible::Full: return Problem::ProviderFull;
    case Ineligible::Closing: return Problem::ProviderClosing;
    }
    return Problem::UnknownProvider;
}

// Somebody queued may choose the provider that is theirs meanwhile: they get it for good.
bool already_yours(const MunicipalityState& state, const ClientCase& person,
                   const ProviderId& provider)
{
    if (find_queued(state, person.id) != nullptr) {
        return false;
    }
    return person.pending ? person.pending->provider == provider : person.current == provider;
}

std::optional<Problem> why_not_taken(const MunicipalityState& state, const ClientCase& person,
                                     const ListedProvider& provider)
{
    const auto reasons = eligibility_for(state, provider, person).reasons;
    for (const Ineligible reason : {Ineligible::Closing, Ineligible::WrongArea,
                                    Ineligible::ServiceNotOffered, Ineligible::Full}) {
        if (std::find(reasons.begin(), reasons.end(), reason) != reasons.end()) {
            return problem_of(reason);
        }
    }
    return std::nullopt;
}

std::optional<Problem> why_not_chosen(const MunicipalityState& state, const ClientCase& person,
                                      const std::optional<ProviderId>& provider)
{
    if (!provider || provider->empty()) {
        return Problem::ProviderMissing;
    }
    const ListedProvider* row = find_listed(state.providers, *provider);
    if (row == nullptr) {
        return Problem::UnknownProvider;
    }
    if (already_yours(state, person, *provider)) {
        return Problem::AlreadyYours;
    }
    return why_not_taken(state, person, *row);
}

bool waits_for_any(const MunicipalityState& state, const CaseId& person)
{
    const Queued* entry = find_queued(state, person);
    return entry != nullptr && !entry->wants;
}

}  // namespace

int clients_of(const MunicipalityState& state, const ListedProvider& provider)
{
    const auto at = state.clients.find(provider.id);
    return at == state.clients.end() ? provider.clients : at->second;
}

std::optional<ProviderId> held_place(const ClientCase& person)
{
    return person.pending && person.pending->provider ? person.pending->provider : person.current;
}

std::optional<ProviderId> place_after(const Receipt& receipt)
{
    return receipt.provider ? receipt.provider : receipt.previous;
}

bool is_given(const Receipt& receipt)
{
    return receipt.provider && receipt.rotation &&
           receipt.rotation->basis != AssignmentBasis::InterimFallback;
}

const Queued* find_queued(const MunicipalityState& state, const CaseId& person)
{
    const auto at = std::find_if(state.waiting.begin(), state.waiting.end(),
                                 [&](const Queued& one) { return one.request.person == person; });
    return at == state.waiting.end() ? nullptr : &*at;
}

bool waits_somewhere(const MunicipalityState& state, const CaseId& person)
{
    const Queued* entry = find_queued(state, person);
    return entry != nullptr && (entry->seeks || !entry->wants || !is_leaving(*entry->wants, state.providers));
}

Eligibility eligibility_for(const MunicipalityState& state, const ListedProvider& provider,
                            const ClientCase& person)
{
    Eligibility answer =
        eligibility(provider, clients_of(state, provider), Need{person.area, person.services});
    const auto leave_out = [&reasons = answer.reasons](Ineligible reason) {
        reasons.erase(std::remove(reasons.begin(), reasons.end(), reason), reasons.end());
    };
    if (person.area.empty() && serves(provider, person.area, state.providers)) {
        leave_out(Ineligible::WrongArea);
    }
    const int waiting = waiting_before(state, provider, person.id);
    const bool own = person.current == provider.id ||
                     (person.pending && person.pending->provider == provider.id) ||
                     (person.offer && person.offer->provider == provider.id);
    // Who has it only meanwhile, over its ceiling, does not get it for good before those who wait.
    if (own && (waiting == 0 || find_queued(state, person.id) == nullptr)) {
        leave_out(Ineligible::Full);
    } else if (answer.eligible() && waiting > 0) {
        answer.reasons.push_back(Ineligible::Full);
    }
    answer.waiting = waiting;
    return answer;
}

std::optional<Problem> why_refused(const MunicipalityState& state, const ClientCase& person,
                                   Action action, const std::optional<ProviderId>& provider)
{
    const Situation now = situation(person, state.providers);
    switch (action) {
    case Action::Choose:
        if (now == Situation::HasProvider) {
            return Problem::HasProvider;
        }
        break;
    case Action::Switch:
        if (now == Situation::NoProvider) {
            return Problem::NothingToSwitch;
        }
        break;
    case Action::Decline:
        if (now == Situation::HasProvider) {
            return Problem::HasProvider;
        }
        if (has_declined(person, state.providers) || waits_for_any(state, person.id)) {
            return Problem::AlreadyYours;
        }
        return std::nullopt;
    }
    return why_not_chosen(state, person, provider);
}

std::optional<Problem> why_not_queued(const MunicipalityState& state, const ClientCase& person,
                                      Action action, const std::optional<ProviderId>& provider,
                                      const std::optional<ProviderId>& meanwhile)
{
    const auto problem = why_refused(state, person, action, provider);
    if (problem && problem != Problem::ProviderFull) {
        return problem;
    }
    const auto held = held_place(person);
    const bool keeps = held && (!meanwhile || meanwhile == held) && !is_leaving(*held, state.providers);
    const Queued* entry = find_queued(state, person.id);
    if (entry != nullptr && entry->wants == provider && keeps) {
        return Problem::AlreadyYours;
    }
    if (!meanwhile || keeps) {
        return std::nullopt;
    }
    const ListedProvider* row = find_listed(state.providers, *meanwhile);
    if (row == nullptr) {
        return Problem::UnknownProvider;
    }
    return meanwhile == provider ? Problem::ProviderFull : why_not_taken(state, person, *row);
}

AreaId list_key(const RotationPolicy& policy, const AreaId& area)
{
    return policy.per_area ? area : AreaId();
}

ProviderDecided choice(const MunicipalityState& state, const ClientCase& person, Action action,
                       const ProviderId& provider, const Stamp& stamp)
{
    ProviderDecided decided;
    decided.person = person.id;
    decided.receipt.number = stamp.number;
    decided.receipt.sequence = state.sequence + 1;
    decided.receipt.action = action;
    decided.receipt.received = stamp.day;
    decided.receipt.provider = provider;
    decided.receipt.previous = person.current == provider ? held_place(person) : person.current;
    decided.receipt.window = stamp.window;
    decided.receipt.channel = stamp.channel;
    decided.receipt.representation = stamp.representation;
    decided.from = held_place(person);
    decided.transition = leaving_by(state, decided.from);
    return decided;
}

Queued newly_queued(const MunicipalityState& state, const ClientCase& person, Day day,
                    std::uint64_t draw)
{
    Queued entry;
    entry.request.person = person.id;
    entry.request.area = person.area;
    entry.request.services = person.services;
    entry.request.hours_per_month = person.hours_per_month;
    entry.request.day = day;
    entry.request.decision_day = person.decision_day;
    entry.request.commit = state.sequence + 1;
    entry.request.former_provider = person.former;
    entry.request.draw = draw;
    entry.place = held_place(person);
    return entry;
}

ProviderDecided assignment(const MunicipalityState& state, const Asked& asked,
                           const std::optional<ProviderId>& previous, const Stamp& stamp)
{
    const Assignment& given = asked.assignment;
    const auto& wants = asked.entry.wants;
    ProviderDecided decided;
    decided.person = asked.entry.request.person;
    decided.receipt.number = stamp.number;
    decided.receipt.sequence = state.sequence + 1;
    decided.receipt.action = asked.entry.action;
    decided.receipt.received = stamp.day;
    decided.receipt.provider = asked.their_turn ? wants : given.provider;
    decided.receipt.previous = previous;
    decided.receipt.window = stamp.window;
    decided.receipt.channel = asked.entry.channel;
    decided.receipt.representation = asked.entry.representation;
    if (wants) {
        decided.receipt.queue =
            QueueTicket{*wants, asked.entry.request.commit,
                        asked.their_turn ? 0 : place_in_queue(state, asked.entry)};
    }
    decided.from = asked.entry.place;
    decided.transition = leaving_by(state, decided.from);
    if (asked.their_turn) {
        return decided;
    }
    decided.receipt.rotation =
        RotationAnswer{decided.receipt.sequence, state.policy.id, state.policy.version, given.basis,
                       given.whose_turn, given.skipped, given.next, given.order};
    decided.request = asked.entry.request;
    decided.list = given.list;
    return decided;
}

}  // namespace hemval
