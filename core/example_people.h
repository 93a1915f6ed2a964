#pragma once

#include "core/sample.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

// Whom one can be in the demonstration. The service's three example codes are the first three.
namespace hemval {

enum class ExamplePerson : std::uint8_t {
    FirstChoice,
    Switches,
    ProviderLeaving,
    Declines,       // would rather not choose
    RelativeHelps,  // somebody else makes the choice for the person
    Queues,         // wants a provider that has no room
};
inline constexpr ExamplePerson kAllExamplePeople[] = {
    ExamplePerson::FirstChoice, ExamplePerson::Switches,      ExamplePerson::ProviderLeaving,
    ExamplePerson::Declines,    ExamplePerson::RelativeHelps, ExamplePerson::Queues,
};
const char* name_of(ExamplePerson person);  // the locale key's tail, and as kept in the tab
std::optional<ExamplePerson> example_person_named(std::string_view name);
Situation situation_of(ExamplePerson person);

// What the demonstration's sign-in takes: "ny", "byte", "avveckling", "avstar", "anhorig", "ko".
const char* label_of(ExamplePerson person);
std::optional<ExamplePerson> example_person_labelled(std::string_view label);

// The provider that has no room for whoever queues: one that is full already, else the first in the
// pack's order that is neither the municipality's nor leaving. Nothing: the pack has no such provider.
std::optional<ProviderId> sample_full(const Municipality& municipality, const MunicipalityState& state);

// As sample_events, and for somebody who queues before them that a provider has no room: it gets clients if
// it has none, and its ceiling is set to how many it has.
std::vector<Event> example_events(const Municipality& municipality, const MunicipalityState& state,
                                  ExamplePerson person, CaseId id, Day today);

}  // namespace hemval
