#pragma once

#include "core/rotation.h"

#include <cstddef>
#include <vector>

// How the list itself is kept: its order, newcomers, leavers, the month. Used by rotation.cpp.
namespace hemval {

const ListedProvider* find_listed(const std::vector<ListedProvider>& providers,
                                  const ProviderId& id);  // nullptr when there is none

// Has joined, and the newcomer rule's date is not after `day`.
bool has_entered(const RotationPolicy& policy, const ListedProvider& provider, Day day);

// Moves the month on, takes leavers out and puts newcomers in. Whose turn it is stays whose turn it
// is, unless that provider left: then the one after it has the turn. Also mends a `turn` outside
// the list, so the result is sound whatever came in.
void bring_up_to_date(const RotationPolicy& policy, const std::vector<ListedProvider>& providers,
                      const AreaId& area, Day day, RotationList& list);

// The list with the newcomers who may not be given anybody yet at the places they will get, from
// whose turn it is and once round: the order in which providers are asked.
std::vector<ProviderId> asking_order(const RotationPolicy& policy,
                                     const std::vector<ListedProvider>& providers,
                                     const AreaId& area, Day day, const RotationList& list);

}  // namespace hemval
