#include "core/example_people.h"

#include "core/ledger_rules.h"
#include "core/rotation_list.h"

#include <string>
#include <utility>

namespace hemval {
namespace {

constexpr int kSampleClients = 3;  // of a provider that the pack gives none, so that it can be full
constexpr int kSampleHours = 20;

bool is_full(const MunicipalityState& state, const ListedProvider& row)
{
    return row.capacity && clients_of(state, row) >= *row.capacity;
}

// Somebody who has the provider already and wants nothing.
ClientCase resident(const ListedProvider& provider, CaseId id, Day today)
{
    ClientCase person;
    person.id = std::move(id);
    person.area = *provider.areas.begin();
    person.services = {*provider.services.begin()};
    person.hours_per_month = kSampleHours;
    person.decision_day = plus_days(today, -400);
    person.current = provider.id;
    return person;
}

}  // namespace

const char* name_of(ExamplePerson person)
{
    switch (person) {
    case ExamplePerson::FirstChoice: return name_of(Situation::NoProvider);
    case ExamplePerson::Switches: return name_of(Situation::HasProvider);
    case ExamplePerson::ProviderLeaving: return name_of(Situation::ProviderLeaving);
    case ExamplePerson::Declines: return "declines";
    case ExamplePerson::RelativeHelps: return "relative_helps";
    case ExamplePerson::Queues: return "queues";
    }
    return "";
}

std::optional<ExamplePerson> example_person_named(std::string_view name)
{
    for (const ExamplePerson person : kAllExamplePeople) {
        if (name == name_of(person)) {
            return person;
        }
    }
    return std::nullopt;
}

Situation situation_of(ExamplePerson person)
{
    switch (person) {
    case ExamplePerson::Switches:
    case ExamplePerson::RelativeHelps: return Situation::HasProvider;
    case ExamplePerson::ProviderLeaving: return Situation::ProviderLeaving;
    default: return Situation::NoProvider;
    }
}

const char* label_of(ExamplePerson person)
{
    switch (person) {
    case ExamplePerson::Declines: return "avstar";
    case ExamplePerson::RelativeHelps: return "anhorig";
    case ExamplePerson::Queues: return "ko";
    default: return sample_label(situation_of(person));
    }
}

std::optional<ExamplePerson> example_person_labelled(std::string_view label)
{
    for (const ExamplePerson person : kAllExamplePeople) {
        if (label == label_of(person)) {
            return person;
        }
    }
    return std::nullopt;
}

std::optional<ProviderId> sample_full(const Municipality& municipality, const MunicipalityState& state)
{
    const auto leaver = sample_leaver(municipality);
    std::optional<ProviderId> first;
    for (const ListedProvider& row : state.providers) {
        if (row.municipal || row.closing || row.id == leaver || row.areas.empty() || row.services.empty()) {
            continue;
        }
        if (is_full(state, row)) {
            return row.id;
        }
        if (!first) {
            first = row.id;
        }
    }
    return first;
}

std::vector<Event> example_events(const Municipality& municipality, const MunicipalityState& state,
                                  ExamplePerson person, CaseId id, Day today)
{
    if (person != ExamplePerson::Queues) {
        return sample_events(municipality, state, situation_of(person), std::move(id), today);
    }
    const auto full = sample_full(municipality, state);
    if (!full) {
        return {};
    }
    MunicipalityState now = state;
    std::vector<Event> events;
    const auto keep = [&](EventBody body) {
        events.push_back(next_event(now, today, std::move(body)));
        apply(now, events.back());
    };
    const ListedProvider row = *find_listed(now.providers, *full);
    if (!is_full(now, row)) {
        for (int client = clients_of(now, row); client < kSampleClients; ++client) {
            keep(CaseOpened{resident(row, CaseId(id.value + "-" + std::to_string(client)), today)});
        }
        const ListChange ceiling{row.id, std::optional<int>(clients_of(now, row)), {}, {}, {}};
        if (auto adopted = policy_to_adopt(municipality, now, {ceiling})) {
            keep(std::move(*adopted));
        }
    }
    for (Event& event : sample_events(municipality, now, Situation::NoProvider, std::move(id), today, full)) {
        events.push_back(std::move(event));
    }
    return events;
}

}  // namespace hemval
