#include "core/mandate.h"

#include "core/ledger_rules.h"
#include "core/ledger_transition.h"

#include <utility>

namespace hemval {
namespace {

// The choice that `undo` is about is still what the person waits for.
bool is_open(const Undo& undo, const MunicipalityState& state, const ClientCase& person)
{
    const Queued* queued = find_queued(state, person.id);
    const bool waits = queued != nullptr && queued->representation &&
                       !queued->representation->confirmed;
    return waits || (person.pending && person.pending->number == undo.receipt);
}

}  // namespace

std::optional<Undo> undo_after(const std::optional<Undo>& earlier, const MunicipalityState& state,
                               const ClientCase& person, const Event& event)
{
    if (const auto* judged = std::get_if<MandateJudged>(&event.body)) {
        return judged->person == person.id ? std::nullopt : earlier;
    }
    if (const auto* restated = std::get_if<CaseRestated>(&event.body)) {
        if (restated->person.id != person.id) {
            return earlier;
        }
        const auto& pending = restated->person.pending;
        if (!pending || !awaits_confirmation(*pending)) {
            return std::nullopt;
        }
        return Undo{pending->number, pending->representation->role, std::nullopt, std::nullopt};
    }
    if (const auto* moved = std::get_if<PlaceMoved>(&event.body)) {
        const BeforeTransition* before_it = remembered(person, moved->transition);
        if (moved->person != person.id || moved->change != PlaceChange::Restored || before_it == nullptr) {
            return earlier;
        }
        // What was decided since is undone already; what holds again may never have been judged.
        const auto& pending = before_it->pending;
        if (!pending || !awaits_confirmation(*pending)) {
            return std::nullopt;
        }
        if (earlier && earlier->receipt == pending->number) {
            return earlier;
        }
        return Undo{pending->number, pending->representation->role, std::nullopt, std::nullopt};
    }
    const auto* decided = std::get_if<ProviderDecided>(&event.body);
    if (decided == nullptr || decided->person != person.id) {
        return earlier;
    }
    if (!awaits_confirmation(decided->receipt)) {
        return std::nullopt;
    }
    const ClientCase now = as_of(person, event.day);
    Undo undo{decided->receipt.number, decided->receipt.representation->role, now.pending, std::nullopt};
    if (earlier && is_open(*earlier, state, now)) {
        undo.pending = earlier->pending;
        undo.waiting = earlier->waiting;
    } else if (const Queued* queued = find_queued(state, person.id)) {
        undo.waiting = *queued;
    }
    return undo;
}

Result<MandateJudged, Problem> judge(const MunicipalityState& state, const ClientCase& person,
                                     const std::optional<Undo>& undo, bool confirmed, Day today)
{
    if (!undo) {
        return fail(Problem::NothingToConfirm);
    }
    MandateJudged judged;
    judged.person = person.id;
    judged.receipt = undo->receipt;
    judged.role = undo->role;
    judged.confirmed = confirmed;
    const ClientCase now = as_of(person, today);
    if (confirmed || !is_open(*undo, state, now)) {
        return judged;
    }
    judged.undone = true;
    judged.pending = undo->pending;
    judged.waiting = undo->waiting;
    ClientCase back = now;
    back.pending = undo->pending;
    judged.from = held_place(now);
    judged.to = held_place(as_of(std::move(back), today));
    return judged;
}

bool awaits_confirmation(const Receipt& receipt)
{
    return receipt.representation && !receipt.representation->confirmed;
}

}  // namespace hemval
