#include "core/leaving_trial.h"

#include "core/ledger_rules.h"
#include "core/registry.h"
#include "core/rotation_list.h"
#include "core/sample.h"
#include "core/split_mix.h"

#include <algorithm>
#include <string>
#include <utility>

namespace hemval {
namespace {

// What is drawn where the pack is silent. Own operations are the larger, as they are in practice.
constexpr int kFewestClients = 20, kClientsSpread = 30, kMunicipalTimes = 2;
constexpr int kLeastRoom = 4, kRoomSpread = 16;
constexpr int kFewestHours = 5, kHoursSpread = 60, kDecisionDays = 900;

int drawn(SplitMix64& random, int from, int spread)
{
    return from + static_cast<int>(random.below(static_cast<std::uint64_t>(spread)));
}

template <class Set>
const auto& one_of(SplitMix64& random, const Set& all)
{
    return *std::next(all.begin(), static_cast<std::ptrdiff_t>(random.below(all.size())));
}

ClientCase client(SplitMix64& random, const Municipality& municipality, const ListedProvider& provider,
                  CaseId id, Day today)
{
    ClientCase person;
    person.id = std::move(id);
    person.area = one_of(random, provider.areas);
    for (const Service& service : municipality.services) {
        if (service.chosen && provider.services.count(service.id) > 0 &&
            (person.services.empty() || random.below(3) == 0)) {
            person.services.push_back(service.id);
        }
    }
    person.hours_per_month = drawn(random, kFewestHours, kHoursSpread);
    person.decision_day = plus_days(today, -1 - drawn(random, 0, kDecisionDays));
    person.current = provider.id;
    return person;
}

void keep(MunicipalityState& state, Day today, EventBody body)
{
    apply(state, next_event(state, today, std::move(body)));
}

// No place becomes free meanwhile: who needs as much as somebody who waits already gets none either. To ask
// would ask once more for everybody who waits, in a town of hundreds a second or two.
bool would_wait_too(const ClientCase& person, const ClientCase& waits)
{
    return person.area == waits.area && person.services == waits.services &&
           person.hours_per_month >= waits.hours_per_month;
}

// Everybody affected declines, one after another; how each stands afterwards.
std::map<CaseId, ClientCase> answered_by_rule(MunicipalityState& state, const SchedulePolicy& schedule,
                                              std::vector<ClientCase> affected, std::uint64_t seed, Day today)
{
    std::stable_sort(affected.begin(), affected.end(), [](const ClientCase& a, const ClientCase& b) {
        return before(a.decision_day, b.decision_day);
    });
    std::map<CaseId, ClientCase> people;
    for (const ClientCase& one : affected) {
        people[one.id] = one;
    }
    SplitMix64 random(seed);
    std::vector<ClientCase> waiting;
    for (const ClientCase& one : affected) {
        if (std::any_of(waiting.begin(), waiting.end(),
                        [&](const ClientCase& other) { return would_wait_too(one, other); })) {
            continue;
        }
        const Submission silence{Action::Decline, std::nullopt, IdempotencyKey("trial")};
        const DecideContext context{today, receipt_number(random.next()), random.next(), random.next()};
        const auto events = decide(state, schedule, people[one.id], silence, context);
        if (!events) {
            continue;
        }
        for (const Event& event : *events) {
            apply(state, event);
            const CaseId* person = person_of(event);
            const auto at = person == nullptr ? people.end() : people.find(*person);
            if (at != people.end()) {
                apply(at->second, event);
            }
        }
        if (waits_somewhere(state, one.id)) {
            waiting.push_back(one);
        }
    }
    return people;
}

}  // namespace

SampleTown sample_town(const Municipality& municipality, std::uint64_t seed, Day today)
{
    SampleTown town;
    SplitMix64 random(seed);
    auto adopted = policy_to_adopt(municipality, town.state);
    if (!adopted) {
        return town;
    }
    for (ListedProvider& row : adopted->providers) {
        const Provider& provider = *municipality.find_provider(row.id);
        const int many = drawn(random, kFewestClients, kClientsSpread) * (row.municipal ? kMunicipalTimes : 1);
        const int room = drawn(random, kLeastRoom, kRoomSpread);
        const bool anybody = !row.areas.empty() && !row.services.empty();
        const int clients = anybody ? provider.clients.value_or(many) : 0;
        for (int i = 0; i < clients; ++i) {
            town.people.push_back(client(random, municipality, row,
                                         CaseId(row.id.value + "-" + std::to_string(i + 1)), today));
        }
        town.drawn = town.drawn || !provider.clients || !row.capacity;
        row.clients = 0;  // each is opened below
        row.capacity = row.capacity.value_or(clients + room);
    }
    keep(town.state, today, std::move(*adopted));
    for (const ClientCase& person : town.people) {
        keep(town.state, today, CaseOpened{person});
    }
    return town;
}

LeavingTrial try_leaving(const SampleTown& town, const SchedulePolicy& schedule, const ProviderId& leaver,
                         const Ceilings& ceilings, std::uint64_t seed, Day today)
{
    LeavingTrial trial;
    trial.leaver = leaver;
    MunicipalityState state = town.state;
    for (ListedProvider& row : state.providers) {
        const auto other = ceilings.find(row.id);
        if (other != ceilings.end()) {
            row.capacity = other->second;
        }
    }
    const auto counted = [&](const AreaId& area) -> TrialArea& {
        const auto at = std::find_if(trial.areas.begin(), trial.areas.end(),
                                     [&](const TrialArea& one) { return one.area == area; });
        return at != trial.areas.end() ? *at : trial.areas.emplace_back(TrialArea{area, 0, 0, 0, 0, 0});
    };
    const Outlook outlook = outlook_of(state, leaver, town.people, today);
    for (const AreaOutlook& area : outlook.areas) {
        TrialArea& mine = counted(area.area);
        mine.people = area.people;
        mine.without_place = area.without_place;
    }
    std::vector<ClientCase> affected;
    for (const ClientCase& person : town.people) {
        if (person.current == leaver) {
            affected.push_back(person);
        }
    }
    const MunicipalityState before_it = state;
    keep(state, today, ProviderClosing{leaver, plus_days(today, kSampleClosingDays)});
    std::map<ProviderId, int> moved;
    // Who came after the last free place is over the ceiling, in whichever area.
    std::map<ProviderId, std::vector<std::pair<std::uint64_t, AreaId>>> arrivals;
    for (const auto& [id, person] : answered_by_rule(state, schedule, affected, seed, today)) {
        const auto held = held_place(person);
        if (!held || held == leaver || waits_somewhere(state, id)) {
            ++counted(person.area).waiting;
            continue;
        }
        arrivals[*held].push_back({person.pending->sequence, person.area});
        ++moved[*held];
    }
    for (const ListedProvider& row : before_it.providers) {
        if (row.id == leaver || row.closing) {
            continue;
        }
        const int clients = clients_of(before_it, row);
        trial.providers.push_back({row.id, clients, moved[row.id], row.capacity});
        auto& here = arrivals[row.id];
        std::sort(here.begin(), here.end());
        int now = clients;
        for (const auto& [sequence, area] : here) {
            ++now;
            ++(row.capacity && now > *row.capacity ? counted(area).over_ceiling : counted(area).placed);
        }
    }
    std::sort(trial.areas.begin(), trial.areas.end(),
              [](const TrialArea& a, const TrialArea& b) { return a.area < b.area; });
    for (const TrialArea& area : trial.areas) {
        trial.whole.people += area.people;
        trial.whole.placed += area.placed;
        trial.whole.over_ceiling += area.over_ceiling;
        trial.whole.waiting += area.waiting;
        trial.whole.without_place += area.without_place;
    }
    return trial;
}

}  // namespace hemval
