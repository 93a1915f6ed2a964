#pragma once

#include "core/ids.h"
#include "core/rotation.h"

#include <cstdint>
#include <vector>

// Which providers can take this person, and for each other one why not.
namespace hemval {

enum class Ineligible : std::uint8_t {
    WrongArea,
    ServiceNotOffered,
    Full,
    Closing,   // has given notice that it leaves; however far off, nobody new starts there
};
inline constexpr Ineligible kAllIneligible[] = {
    Ineligible::WrongArea, Ineligible::ServiceNotOffered, Ineligible::Full, Ineligible::Closing,
};
const char* name_of(Ineligible reason);

struct Need {
    AreaId area;
    std::vector<ServiceId> services;
};

// The area must be one of the provider's: an undivided municipality has one area, not none.
bool works_in(const ListedProvider& provider, const AreaId& area);
// An empty area is a protected person's: then everywhere that anybody works, so that the provider tells
// nothing of where the person lives.
bool serves(const ListedProvider& provider, const AreaId& area,
            const std::vector<ListedProvider>& among);
bool offers_all(const ListedProvider& provider, const std::vector<ServiceId>& services);

struct Eligibility {
    ProviderId provider;
    std::vector<Ineligible> reasons;  // empty = can take the person
    int waiting = 0;                  // who stand in its queue before this person
    bool eligible() const { return reasons.empty(); }
};

// `clients`: how many the provider has now. That the person may be one of them is the ledger's to know.
Eligibility eligibility(const ListedProvider& provider, int clients, const Need& need);

}  // namespace hemval
