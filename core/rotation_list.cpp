#include "core/rotation_list.h"

#include "core/eligibility.h"
#include "core/swedish_order.h"

#include <algorithm>

namespace hemval {
namespace {

using Providers = std::vector<const ListedProvider*>;

Day first_of_next_month(Day day)
{
    return (day.year() / day.month() + std::chrono::months(1)) / std::chrono::day(1);
}

Day first_of_next_year(Day day)
{
    return (day.year() + std::chrono::years(1)) / std::chrono::January / std::chrono::day(1);
}

bool contains(const std::vector<ProviderId>& ids, const ProviderId& id)
{
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

// A closing provider stays on the list, passed over for all to see, until it has closed.
bool belongs(const RotationPolicy& policy, const std::vector<ListedProvider>& providers,
             const ListedProvider& provider, const AreaId& area, Day day)
{
    if (policy.per_area && !serves(provider, area, providers)) {
        return false;
    }
    if (policy.method == RotationMethod::MunicipalProvider && !provider.municipal) {
        return false;
    }
    return !provider.closing || before(day, *provider.closing);
}

// Everybody who belongs to the list, entered or not, in the policy's order.
Providers members(const RotationPolicy& policy, const std::vector<ListedProvider>& providers,
                  const AreaId& area, Day day)
{
    Providers found;
    for (const ListedProvider& provider : providers) {
        if (belongs(policy, providers, provider, area, day)) {
            found.push_back(&provider);
        }
    }
    if (policy.list_order == ListOrder::Alphabetical) {
        std::stable_sort(found.begin(), found.end(),
                         [](const ListedProvider* a, const ListedProvider* b) {
                             return swedish_before(a->name, b->name);
                         });
    }
    return found;
}

std::size_t rank_of(const Providers& ranked, const ProviderId& id)
{
    const auto at = std::find_if(ranked.begin(), ranked.end(),
                                 [&](const ListedProvider* one) { return one->id == id; });
    return static_cast<std::size_t>(at - ranked.begin());
}

// Nearly always: nobody has come or gone since the list was last used, and all stand where the policy has them.
bool is_just(const Providers& ranked, const std::vector<ProviderId>& order)
{
    return std::equal(ranked.begin(), ranked.end(), order.begin(), order.end(),
                      [](const ListedProvider* one, const ProviderId& id) { return one->id == id; });
}

std::size_t place_for(const RotationPolicy& policy, const Providers& ranked, const ProviderId& id,
                      const RotationList& list)
{
    if (policy.newcomer == NewcomerRule::JoinsLast) {
        // Just before whose turn it is = last of the present round. Anything further on would give
        // the newcomer a turn before those who were there.
        return list.turn == 0 ? list.order.size() : list.turn;
    }
    const std::size_t rank = rank_of(ranked, id);
    const auto after = std::find_if(
        list.order.begin(), list.order.end(),
        [&](const ProviderId& other) { return rank_of(ranked, other) > rank; });
    return static_cast<std::size_t>(after - list.order.begin());
}

void insert_at(RotationList& list, std::size_t place, const ProviderId& id)
{
    const bool had_turn = !list.order.empty();
    list.order.insert(list.order.begin() + static_cast<std::ptrdiff_t>(place), id);
    if (had_turn && place <= list.turn) {
        ++list.turn;
    }
}

void remove_leavers(const Providers& ranked, RotationList& list)
{
    for (std::size_t index = 0; index < list.order.size();) {
        const auto at = list.order.begin() + static_cast<std::ptrdiff_t>(index);
        const bool twice = std::find(list.order.begin(), at, *at) != at;
        if (rank_of(ranked, *at) < ranked.size() && !twice) {
            ++index;
            continue;
        }
        list.order.erase(at);
        if (index < list.turn) {
            --list.turn;
        }
    }
    const auto gone = [&](const ProviderId& id) { return !contains(list.order, id); };
    list.owed.erase(std::remove_if(list.owed.begin(), list.owed.end(), gone), list.owed.end());
    if (list.turn >= list.order.size()) {
        list.turn = 0;
    }
}

void move_month_on(Day day, RotationList& list)
{
    const std::chrono::year_month month = day.year() / day.month();
    if (list.month && !list.order.empty()) {
        // By the calendar, so that the months can be published beforehand: a month in which nobody
        // needed assigning is gone. A request dated earlier does not turn the list back.
        const auto passed = (month - *list.month).count();
        if (passed <= 0) {
            return;
        }
        const auto size = list.order.size();
        list.turn = (list.turn + static_cast<std::size_t>(passed) % size) % size;
    }
    list.month = month;
}

}  // namespace

const ListedProvider* find_listed(const std::vector<ListedProvider>& providers,
                                  const ProviderId& id)
{
    const auto at = std::find_if(providers.begin(), providers.end(),
                                 [&](const ListedProvider& one) { return one.id == id; });
    return at == providers.end() ? nullptr : &*at;
}

bool has_entered(const RotationPolicy& policy, const ListedProvider& provider, Day day)
{
    if (!provider.joined) {
        return true;
    }
    switch (policy.newcomer) {
    case NewcomerRule::JoinsLast: return !before(day, *provider.joined);
    case NewcomerRule::EntersNextMonth: return !before(day, first_of_next_month(*provider.joined));
    case NewcomerRule::EntersNextYear: return !before(day, first_of_next_year(*provider.joined));
    }
    return true;
}

void bring_up_to_date(const RotationPolicy& policy, const std::vector<ListedProvider>& providers,
                      const AreaId& area, Day day, RotationList& list)
{
    if (list.turn >= list.order.size()) {
        list.turn = 0;
    }
    // The month first: a leaver whose month is over must not hand its old month's turn on, or the
    // provider after it would lose the month that is its own.
    if (policy.method == RotationMethod::ProviderOfTheMonth) {
        move_month_on(day, list);
    } else {
        list.month.reset();
    }
    if (policy.full_turn == FullTurn::Loses) {
        list.owed.clear();
    }
    const Providers ranked = members(policy, providers, area, day);
    if (is_just(ranked, list.order) && list.owed.empty()) {
        return;
    }
    remove_leavers(ranked, list);
    for (const ListedProvider* provider : ranked) {
        if (!contains(list.order, provider->id) && has_entered(policy, *provider, day)) {
            insert_at(list, place_for(policy, ranked, provider->id, list), provider->id);
        }
    }
}

std::vector<ProviderId> asking_order(const RotationPolicy& policy,
                                     const std::vector<ListedProvider>& providers,
                                     const AreaId& area, Day day, const RotationList& list)
{
    const Providers ranked = members(policy, providers, area, day);
    const auto turn = list.order.begin() + static_cast<std::ptrdiff_t>(list.turn);
    if (is_just(ranked, list.order)) {
        std::vector<ProviderId> asked(turn, list.order.end());
        asked.insert(asked.end(), list.order.begin(), turn);
        return asked;
    }
    RotationList all = list;
    for (const ListedProvider* provider : ranked) {
        if (!contains(all.order, provider->id)) {
            insert_at(all, place_for(policy, ranked, provider->id, all), provider->id);
        }
    }
    std::rotate(all.order.begin(), all.order.begin() + static_cast<std::ptrdiff_t>(all.turn),
                all.order.end());
    return all.order;
}

RotationList initial_list(const RotationPolicy& policy,
                          const std::vector<ListedProvider>& providers, const AreaId& area, Day day)
{
    RotationList list;
    if (policy.method == RotationMethod::ProviderOfTheMonth) {
        list.month = day.year() / day.month();
    }
    for (const ListedProvider* provider : members(policy, providers, area, day)) {
        if (has_entered(policy, *provider, day) && !contains(list.order, provider->id)) {
            list.order.push_back(provider->id);
        }
    }
    return list;
}

}  // namespace hemval
