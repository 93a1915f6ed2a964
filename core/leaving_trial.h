#pragma once

#include "core/leaving_desk.h"
#include "core/municipality.h"

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

// What a provider's closing would come to, tried out on invented people before anybody decides anything.
namespace hemval {

// The pack's providers, with as many invented clients as the pack says they have. Where it says none, how
// many they have and how many there is room for is drawn too. The same seed gives the same town.
struct SampleTown {
    MunicipalityState state;
    std::vector<ClientCase> people;
    bool drawn = false;  // some number of clients or some ceiling is not the pack's
};
SampleTown sample_town(const Municipality& municipality, std::uint64_t seed, Day today);

struct TrialArea {
    AreaId area;
    int people = 0;         // have the provider that closes
    int placed = 0;         // with somebody who had room
    int over_ceiling = 0;   // with somebody who had none, and takes them all the same
    int waiting = 0;        // nobody has them for good
    int without_place = 0;  // there is no room for them, however well everybody chooses: simulate()
    friend bool operator==(const TrialArea&, const TrialArea&) = default;
};
struct TrialProvider {
    ProviderId provider;
    int clients = 0;        // before
    int moved_here = 0;     // by the rule
    std::optional<int> capacity;
    friend bool operator==(const TrialProvider&, const TrialProvider&) = default;
};
struct LeavingTrial {
    ProviderId leaver;
    TrialArea whole;                       // without an area
    std::vector<TrialArea> areas;          // where anybody is affected, in the order of their ids
    std::vector<TrialProvider> providers;  // who stay, in the order of the list
    friend bool operator==(const LeavingTrial&, const LeavingTrial&) = default;
};

using Ceilings = std::map<ProviderId, int>;

// Everybody who has the provider says nothing, and is answered by the non-choice rule, the oldest care
// decision first. `ceilings` stand over those of the town.
LeavingTrial try_leaving(const SampleTown& town, const SchedulePolicy& schedule, const ProviderId& leaver,
                         const Ceilings& ceilings, std::uint64_t seed, Day today);

}  // namespace hemval
