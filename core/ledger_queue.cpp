#include "core/eligibility.h"
#include "core/ledger_rules.h"
#include "core/rotation_list.h"
#include "core/rotation_question.h"

#include <algorithm>
#include <limits>

// Those who wait: whose turn it is, what is kept for them, and how somebody comes to wait.
namespace hemval {
namespace {

// Only for these: whoever cannot be taken there holds nobody up.
bool could_take(const ListedProvider& provider, const RotationRequest& request,
                const std::vector<ListedProvider>& all)
{
    return !provider.closing && serves(provider, request.area, all) &&
           offers_all(provider, request.services);
}

std::vector<Candidate> loads_on(const MunicipalityState& state, const std::vector<Queued>& queue,
                                Day day)
{
    // Hours of an earlier month do not count; a clock set back does not bring that month back.
    const bool counts = state.hours_month && !(*state.hours_month < day.year() / day.month());
    std::vector<Candidate> loads;
    for (const ListedProvider& provider : state.providers) {
        Candidate load{provider.id, clients_of(state, provider), 0, false};
        const auto hours = state.hours.find(provider.id);
        if (counts && hours != state.hours.end()) {
            load.hours_this_month = hours->second;
        }
        load.queue = std::any_of(queue.begin(), queue.end(), [&](const Queued& one) {
            return one.wants == provider.id && could_take(provider, one.request, state.providers);
        });
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

// Strictly by commit, whatever order the rule serves its own in.
bool stands_before(const Queued& other, const Queued& entry)
{
    return other.wants == entry.wants && other.request.commit < entry.request.commit;
}

// Who has been taken there over its ceiling meanwhile stands in the way neither of themselves nor of
// those who came to the queue before they came to wait.
int over_ceiling(const MunicipalityState& state, const std::vector<Queued>& queue,
                 const ListedProvider& provider, const Queued& entry)
{
    int holders = entry.place == provider.id ? 1 : 0;
    for (const Queued& other : queue) {
        const bool meanwhile = other.seeks || other.wants == provider.id;
        if (other.request.commit > entry.request.commit && other.place == provider.id && meanwhile) {
            ++holders;
        }
    }
    return std::min(holders, clients_of(state, provider));
}

bool is_their_turn(const MunicipalityState& state, const std::vector<Queued>& queue,
                   const Queued& entry)
{
    const ListedProvider* row = entry.wants ? find_listed(state.providers, *entry.wants) : nullptr;
    if (row == nullptr || !could_take(*row, entry.request, state.providers)) {
        return false;
    }
    const int others = clients_of(state, *row) - over_ceiling(state, queue, *row, entry);
    if (row->capacity && others >= *row->capacity) {
        return false;
    }
    return std::none_of(queue.begin(), queue.end(), [&](const Queued& other) {
        return stands_before(other, entry) && could_take(*row, other.request, state.providers);
    });
}

// Over its ceiling the municipality's own is given for good to nobody whom others queue for it before:
// until they have it, only meanwhile.
void wait_behind_the_queue(Asked& asked, const std::vector<Candidate>& loads)
{
    Assignment& given = asked.assignment;
    if (given.basis != AssignmentBasis::MunicipalFallback || asked.entry.wants == given.provider) {
        return;
    }
    const bool queued_for = std::any_of(loads.begin(), loads.end(), [&](const Candidate& one) {
        return one.id == given.provider && one.queue;
    });
    if (queued_for) {
        given.basis = AssignmentBasis::InterimFallback;
    }
}

RotationList list_for(const MunicipalityState& state, const AreaId& area, Day day)
{
    const auto at = state.lists.find(list_key(state.policy, area));
    return at == state.lists.end() ? initial_list(state.policy, state.providers, area, day)
                                   : at->second;
}

}  // namespace

int waiting_before(const MunicipalityState& state, const ListedProvider& provider,
                   const CaseId& person)
{
    const Queued* own = find_queued(state, person);
    const bool in_line = own != nullptr && own->wants == provider.id;
    return static_cast<int>(
        std::count_if(state.waiting.begin(), state.waiting.end(), [&](const Queued& one) {
            return one.wants == provider.id && one.request.person != person &&
                   could_take(provider, one.request, state.providers) && (!in_line || stands_before(one, *own));
        }));
}

int place_in_queue(const MunicipalityState& state, const Queued& entry)
{
    if (!entry.wants) {
        return 0;
    }
    return 1 + static_cast<int>(std::count_if(
                   state.waiting.begin(), state.waiting.end(), [&](const Queued& one) {
                       return one.request.person != entry.request.person &&
                              stands_before(one, entry);
                   }));
}

std::vector<Asked> ask_queue(const MunicipalityState& state, const std::optional<Queued>& newcomer,
                             Day day)
{
    std::vector<Queued> queue;
    for (const Queued& one : state.waiting) {
        if (!newcomer || one.request.person != newcomer->request.person) {
            queue.push_back(one);
        }
    }
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
    std::vector<Candidate> loads = loads_on(state, queue, day);
    std::vector<Asked> asked;
    for (const RotationRequest& request : serving_order(state.policy, std::move(requests))) {
        const auto entry = std::find_if(queue.begin(), queue.end(), [&](const Queued& one) {
            return one.request.person == request.person;
        });
        if (is_their_turn(state, queue, *entry)) {
            asked.push_back({*entry, {}, true});
            break;
        }
        if (!entry->seeks) {
            continue;
        }
        asked.push_back({*entry,
                         assign(state.policy, state.providers, without_own_place(loads, entry->place),
                                list_for(state, request.area, day), request),
                         false});
        wait_behind_the_queue(asked.back(), loads);
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
    const Queued* entry = find_queued(state, person.id);
    if (!person.assigned || (entry != nullptr && !entry->wants)) {
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
    const auto loads = without_own_place(loads_on(state, state.waiting, stamp.day),
                                         held_place(person));
    const RotationRequest request = newly_queued(state, person, stamp.day, 0).request;
    if (why_not(Question{policy, state.providers, loads, request}, *row)) {
        return std::nullopt;
    }
    ProviderDecided decided = choice(state, person, Action::Decline, provider, stamp);
    decided.receipt.rotation = person.assigned->rotation;
    return decided;
}

std::optional<ProviderDecided> queueing(const MunicipalityState& state, const ClientCase& person,
                                        const Submission& submission, std::uint64_t draw,
                                        const Stamp& stamp)
{
    Queued mine = newly_queued(state, person, stamp.day, draw);
    mine.wants = submission.provider;
    mine.action = submission.action;
    mine.channel = submission.channel;
    mine.representation = submission.representation;
    const Queued* earlier = find_queued(state, person.id);
    if (earlier != nullptr && earlier->wants == mine.wants) {
        mine.request.commit = earlier->request.commit;
        if (submission.channel == Channel::Deadline) {
            mine.representation = earlier->representation;  // silence makes nobody's choice the person's own
        }
    }
    const auto held = held_place(person);
    const auto& meanwhile = submission.meanwhile;
    const bool keeps = held && (meanwhile ? meanwhile == held : !is_leaving(*held, state.providers));
    ProviderDecided decided = choice(state, person, submission.action, *mine.wants, stamp);
    if (keeps) {
        const bool coming = person.pending && person.pending->provider;
        decided.receipt.provider = coming ? held : std::nullopt;
        decided.receipt.window = EffectiveWindow{stamp.day, stamp.day};
        if (coming) {
            const EffectiveWindow& window = person.pending->window;
            decided.receipt.window = {before(window.first, stamp.day) ? stamp.day : window.first,
                                      window.last};
        }
    } else if (meanwhile) {
        decided.receipt.provider = meanwhile;
    } else if (const auto again = given_before(state, person, stamp)) {
        decided = *again;
        decided.receipt.action = submission.action;
    } else {
        const std::vector<Asked> asked = ask_queue(state, mine, stamp.day);
        const auto own = std::find_if(asked.begin(), asked.end(), [&](const Asked& one) {
            return one.entry.request.person == person.id;
        });
        if (own == asked.end()) {
            return std::nullopt;
        }
        decided = assignment(state, *own, person.current, stamp);
    }
    if (!decided.receipt.provider && !keeps) {
        decided.receipt.window = {stamp.day, stamp.day};
    }
    decided.receipt.previous = person.current;
    decided.receipt.representation = mine.representation;
    decided.receipt.queue = QueueTicket{*mine.wants, mine.request.commit, place_in_queue(state, mine)};
    decided.request = std::move(mine.request);
    return decided;
}

}  // namespace hemval
