#pragma once

#include "core/ledger.h"

#include <optional>

// Whether the one who chose for the person may do so, as a care manager finds it. A choice is received
// while that is not known; when the answer is no, the choice is undone.
namespace hemval {

// What holds again if a mandate is rejected. Worked out from the ledger, kept nowhere.
struct Undo {
    ReceiptNumber receipt;              // of the choice that nobody has judged
    RepresentativeRole role = RepresentativeRole::GodMan;
    std::optional<Receipt> pending;
    std::optional<Queued> waiting;      // at the place in the queue the person had
    friend bool operator==(const Undo&, const Undo&) = default;
};
// Follows one person's events: what `earlier` becomes when `event` comes; state and person are as they
// were before it. Of several choices in a row that nobody has judged, the first one's is what holds.
std::optional<Undo> undo_after(const std::optional<Undo>& earlier, const MunicipalityState& state,
                               const ClientCase& person, const Event& event);

// The event that says so. NothingToConfirm when no mandate of the person's awaits an answer. A choice
// that has taken effect is not undone: the care manager then takes a new one from the person.
Result<MandateJudged, Problem> judge(const MunicipalityState& state, const ClientCase& person,
                                     const std::optional<Undo>& undo, bool confirmed, Day today);

// A new choice counts as confirmed work only once the mandate, if there is one, has been confirmed.
bool awaits_confirmation(const Receipt& receipt);

}  // namespace hemval
