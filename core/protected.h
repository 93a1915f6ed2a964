#pragma once

#include "core/ledger.h"

#include <string_view>

// Protected personal data (skyddade personuppgifter: sekretessmarkering, skyddad folkbokföring, fingerade
// personuppgifter; OSL 21:3, 21:3 a and 22): nothing that tells where the person is may be kept, shown,
// exported or sent. What cannot be told apart counts as protected.
namespace hemval {

// A cell of the municipality's file: only a plain "no" is an ordinary person.
bool says_ordinary(std::string_view cell);

// Whether anything about the case may go into a file, to another system or by post. Everything that
// sends or exports asks here.
bool may_leave_house(const ClientCase& person);

// The case as it may be shown to anybody but the one who works with it: of a protected person without
// area, without the former provider or one that keeps a place for them, and without what the rotation
// said, as a provider passed over for its area tells the area. Of anybody else as it is.
ClientCase masked(ClientCase person);

// The case from here on as a protected person's, when everything earlier about it has been erased.
// No number in it leads to an erased entry, whose list may tell the area. `state` still has the person
// in the queue, if they wait. A place kept for them is to be given up before: see offer_ended().
CaseRestated as_protected(const MunicipalityState& state, const ClientCase& person, Day today);
// What was received and is still to be acted on, as it may be kept: leading to entry `sequence` alone.
Receipt as_protected(const Receipt& receipt, std::uint64_t sequence, Day today);
// The same in the other direction, with the area that may be known again.
CaseRestated as_ordinary(const MunicipalityState& state, const ClientCase& person,
                         const AreaId& area, Day today);

}  // namespace hemval
