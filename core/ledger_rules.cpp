#include "core/ledger_rules.h"

#include "core/rotation_list.h"
#include "core/rotation_question.h"

#include <algorithm>
#include <limits>

namespace hemval {
namespace {

int clients_of(const MunicipalityState& state, const ListedProvider& provider)
{
    const auto at = state.clients.find(provider.id);
    return at == state.clients.end() ? provider.clients : at->second;
}

std::vector<Candidate> loads_on(const MunicipalityState& state, Day day)
{
    // Hours of an earlier month do not count; a clock set back does not bring that month back.
    const bool counts = state.hours_month && !(*state.hours_month < day.year() / day.month());
    std::vector<Candidate> loads;
    for (const ListedProvider& provider : state.providers) {
        Candidate load{provider.id, clients_of(state, provider), 0};
        const auto hours = state.hours.find(provider.id);
        if (counts && hours != state.hours.end()) {
            load.hours_this_month = hours->second;
        }
        loads.push_back(std::move(load));
    }
    return loads;
}

std::vector<Candidate> without_own_place(std::vector<Candidate> loads,
                                         const std::optional<ProviderId>& place)
{
    for (Candidate& load : loads) {
        if (load.id == place && load.clients > 0) {
            --load.clients;
        }
    }
    return loads;
}

// Hours too few for an earlier person are not given to a later one who needs less.
void set_aside(std::vector<Candidate>& loads, const std::vector<Skip>& skipped)
{
    for (Candidate& load : loads) {
        for (const Skip& skip : skipped) {
            if (skip.provider == load.id && skip.reason == SkipReason::MonthlyHoursUsed) {
                load.hours_this_month = std::numeric_limits<std::int64_t>::max();
            }
        }
    }
}

RotationList list_for(const MunicipalityState& state, const AreaId& area, Day day)
{
    const auto at = state.lists.find(list_key(state.policy, area));
    return at == state.lists.end() ? initial_list(state.policy, state.providers, area, day)
                                   : at->second;
}

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
    const auto reasons = eligibility_for(state, *row, person).reasons;
    for (const Ineligible reason : {Ineligible::Closing, Ineligible::WrongArea,
                                    Ineligible::ServiceNotOffered, Ineligible::Full}) {
        if (std::find(reasons.begin(), reasons.end(), reason) != reasons.end()) {
            return problem_of(reason);
        }
    }
    return std::nullopt;
}

}  // namespace

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

Eligibility eligibility_for(const MunicipalityState& state, const ListedProvider& provider,
                            const ClientCase& person)
{
    Eligibility answer =
        eligibility(provider, clients_of(state, provider), Need{person.area, person.services});
    const auto leave_out = [&reasons = answer.reasons](Ineligible reason) {
        reasons.erase(std::remove(reasons.begin(), reasons.end(), reason), reasons.end());
    };
    if (person.current == provider.id ||
        (person.pending && person.pending->provider == provider.id)) {
        leave_out(Ineligible::Full);
    }
    if (person.area.empty() && serves(provider, person.area, state.providers)) {
        leave_out(Ineligible::WrongArea);
    }
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
        if (has_declined(person, state.providers) || find_queued(state, person.id) != nullptr) {
            return Problem::AlreadyYours;
        }
        return std::nullopt;
    }
    return why_not_chosen(state, person, provider);
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

std::vector<Asked> ask_queue(const MunicipalityState& state, const std::optional<Queued>& newcomer,
                             Day day)
{
    std::vector<Queued> queue = state.waiting;
    if (newcomer) {
        queue.push_back(*newcomer);
    }
    if (queue.empty()) {
        return {};
    }
    std::vector<RotationRequest> requests;
    for (Queued& one : queue) {
        one.request.day = day;
        requests.push_back(one.request);
    }
    std::vector<Candidate> loads = loads_on(state, day);
    std::vector<Asked> asked;
    for (const RotationRequest& request : serving_order(state.policy, std::move(requests))) {
        const auto entry = std::find_if(queue.begin(), queue.end(), [&](const Queued& one) {
            return one.request.person == request.person;
        });
        asked.push_back({*entry, assign(state.policy, state.providers,
                                        without_own_place(loads, entry->place),
                                        list_for(state, request.area, day), request)});
        if (asked.back().served()) {
            break;
        }
        set_aside(loads, asked.back().assignment.skipped);
    }
    return asked;
}

std::optional<ProviderDecided> given_before(const MunicipalityState& state,
                                            const ClientCase& person, const Stamp& stamp)
{
    if (!person.assigned || find_queued(state, person.id) != nullptr) {
        return std::nullopt;
    }
    const ProviderId& provider = *person.assigned->provider;
    const ListedProvider* row = find_listed(state.providers, provider);
    if (row == nullptr) {
        return std::nullopt;
    }
    // The hours were counted when they were given, and a fallback goes over its ceiling as before.
    RotationPolicy policy = state.policy;
    if (policy.ceiling == CeilingRule::MonthlyHours ||
        person.assigned->rotation->basis == AssignmentBasis::MunicipalFallback) {
        policy.ceiling = CeilingRule::None;
    }
    const auto loads = without_own_place(loads_on(state, stamp.day), held_place(person));
    const RotationRequest request = newly_queued(state, person, stamp.day, 0).request;
    if (why_not(Question{policy, state.providers, loads, request}, *row)) {
        return std::nullopt;
    }
    ProviderDecided decided = choice(state, person, Action::Decline, provider, stamp);
    decided.receipt.rotation = person.assigned->rotation;
    return decided;
}

ProviderDecided assignment(const MunicipalityState& state, const Asked& asked,
                           const std::optional<ProviderId>& previous, const Stamp& stamp)
{
    const Assignment& given = asked.assignment;
    ProviderDecided decided;
    decided.person = asked.entry.request.person;
    decided.receipt.number = stamp.number;
    decided.receipt.sequence = state.sequence + 1;
    decided.receipt.action = Action::Decline;
    decided.receipt.received = stamp.day;
    decided.receipt.provider = given.provider;
    decided.receipt.previous = previous;
    decided.receipt.window = stamp.window;
    decided.receipt.channel = asked.entry.channel;
    decided.receipt.representation = asked.entry.representation;
    decided.receipt.rotation =
        RotationAnswer{decided.receipt.sequence, state.policy.id, state.policy.version, given.basis,
                       given.whose_turn, given.skipped, given.next, given.order};
    decided.from = asked.entry.place;
    decided.request = asked.entry.request;
    decided.list = given.list;
    return decided;
}

}  // namespace hemval
