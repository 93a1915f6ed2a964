#pragma once

#include "core/ledger.h"

#include <optional>
#include <string_view>
#include <vector>

// Example people for the demonstration and for a service on loopback: the same in both.
namespace hemval {

inline constexpr int kSampleClosingDays = 60;

// "ny", "byte", "avveckling": what `hemval serve` prints and the demonstration's sign-in takes.
const char* sample_label(Situation situation);
std::optional<Situation> sample_labelled(std::string_view label);

// The provider the sample lets close: the last private one in the pack's order that has no closing
// day yet, else the last private one.
std::optional<ProviderId> sample_leaver(const Municipality& municipality);

// Events that make one fresh example person in `situation`: CaseOpened, and for ProviderLeaving a
// ProviderClosing before it unless that provider's closing day is already set and still to come.
// `id` is fresh. The person lives where, and has been granted what, leaves at least three other
// providers to choose from if the pack has such a place, and `near` can be queued for, if it is given.
// Empty when the pack has no provider for the situation.
std::vector<Event> sample_events(const Municipality& municipality, const MunicipalityState& state,
                                 Situation situation, CaseId id, Day today,
                                 const std::optional<ProviderId>& near = std::nullopt);

}  // namespace hemval
