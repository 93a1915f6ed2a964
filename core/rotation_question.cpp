#include "core/rotation_question.h"

#include "core/eligibility.h"
#include "core/rotation_list.h"

#include <algorithm>
#include <limits>

namespace hemval {
namespace {

Candidate load_of(const ListedProvider& provider, const std::vector<Candidate>& loads)
{
    const auto at = std::find_if(loads.begin(), loads.end(),
                                 [&](const Candidate& one) { return one.id == provider.id; });
    return at == loads.end() ? Candidate{provider.id, provider.clients, 0, false} : *at;
}

bool fits_hours(std::int64_t ceiling, std::int64_t used, std::int64_t wanted)
{
    used = std::max<std::int64_t>(used, 0);
    wanted = std::max<std::int64_t>(wanted, 0);
    return used < ceiling && wanted <= ceiling - used;
}

std::uint64_t splitmix64(std::uint64_t state)
{
    state = (state ^ (state >> 30U)) * 0xBF58476D1CE4E5B9U;
    state = (state ^ (state >> 27U)) * 0x94D049BB133111EBU;
    return state ^ (state >> 31U);
}

}  // namespace

std::optional<SkipReason> barred(const Question& question, const ListedProvider& provider)
{
    if (provider.closing) {
        return SkipReason::Closing;
    }
    if (question.policy.excludes_warned && provider.warned) {
        return SkipReason::Warned;
    }
    if (!has_entered(question.policy, provider, question.request.day)) {
        return SkipReason::NotYetOnList;
    }
    return std::nullopt;
}

std::optional<SkipReason> unfit(const Question& question, const ListedProvider& provider)
{
    if (!serves(provider, question.request.area, question.providers)) {
        return SkipReason::WrongArea;
    }
    if (!offers_all(provider, question.request.services)) {
        return SkipReason::ServiceNotOffered;
    }
    return barred(question, provider);
}

std::optional<SkipReason> why_not(const Question& question, const ListedProvider& provider)
{
    if (const auto reason = unfit(question, provider)) {
        return reason;
    }
    const Candidate load = load_of(provider, question.loads);
    if (load.queue) {
        return SkipReason::Full;
    }
    switch (question.policy.ceiling) {
    case CeilingRule::None: break;
    case CeilingRule::Clients:
        if (provider.capacity && load.clients >= *provider.capacity) {
            return SkipReason::Full;
        }
        break;
    case CeilingRule::MonthlyHours:
        if (provider.monthly_hours_ceiling &&
            !fits_hours(*provider.monthly_hours_ceiling, load.hours_this_month,
                        question.request.hours_per_month)) {
            return SkipReason::MonthlyHoursUsed;
        }
        break;
    }
    return std::nullopt;
}

bool is_room(SkipReason reason)
{
    return reason == SkipReason::Full || reason == SkipReason::MonthlyHoursUsed;
}

std::optional<std::int64_t> free_capacity(const Question& question, const ListedProvider& provider)
{
    const Candidate load = load_of(provider, question.loads);
    if (question.policy.ceiling == CeilingRule::MonthlyHours) {
        if (!provider.monthly_hours_ceiling) {
            return std::nullopt;
        }
        return std::max<std::int64_t>(*provider.monthly_hours_ceiling, 0) -
               std::max<std::int64_t>(load.hours_this_month, 0);
    }
    if (!provider.capacity) {
        return std::nullopt;
    }
    return std::int64_t{*provider.capacity} - load.clients;
}

std::vector<Candidate> with_person(const std::vector<ListedProvider>& providers,
                                   std::vector<Candidate> loads, const ProviderId& provider,
                                   const RotationRequest& request)
{
    auto at = std::find_if(loads.begin(), loads.end(),
                           [&](const Candidate& one) { return one.id == provider; });
    if (at == loads.end()) {
        const ListedProvider* row = find_listed(providers, provider);
        loads.push_back(Candidate{provider, row == nullptr ? 0 : row->clients, 0, false});
        at = loads.end() - 1;
    }
    const std::int64_t hours = std::max(request.hours_per_month, 0);
    if (at->clients < std::numeric_limits<int>::max()) {
        ++at->clients;
    }
    if (at->hours_this_month <= std::numeric_limits<std::int64_t>::max() - hours) {
        at->hours_this_month += hours;
    }
    return loads;
}

std::size_t uniform_index(std::uint64_t draw, std::size_t count)
{
    // A plain remainder favours the first of the list, by little but provably: the few draws that
    // make it uneven (2^64 mod count) are drawn again from the recorded one.
    const std::uint64_t size = count;
    const std::uint64_t uneven = (std::uint64_t{0} - size) % size;
    std::uint64_t state = draw;
    while (draw < uneven) {
        state += 0x9E3779B97F4A7C15U;
        draw = splitmix64(state);
    }
    return static_cast<std::size_t>(draw % size);
}

}  // namespace hemval
