#pragma once

#include "core/staff_desk.h"
#include "server/store/store.h"

#include <optional>

// What matters to the person, as it came with a choice: for the care manager, kept with the case and erased
// with it. In no ledger, log or outbox.
namespace hemval::server {

// In place of those that came in until its day; unless a newer one is there, or the person took theirs back after
// that day. `by_other`: whoever made the choice was not the person, whose own list then stays beside it.
void keep_wish_list(Queries& queries, const MunicipalityId& id, const CaseId& person,
                    const SentWishList& sent, bool by_other);
// Where the person had one the day is kept, so that no older paper brings it again. `by_other`: only what others
// sent, and without a day.
void take_back_wish_lists(Queries& queries, const MunicipalityId& id, const CaseId& person, Day today, bool by_other);
// The one that came with another's choice before the person's own. Nothing when there is none; ServiceFailed
// when it cannot be read.
std::optional<SentWishList> find_wish_list(Queries& queries, const CaseId& person);
std::optional<Day> wish_list_taken_back(Queries& queries, const CaseId& person);
void drop_wish_list(Queries& queries, const CaseId& person);
// Whoever sent it had no mandate.
void drop_wish_list_by_other(Queries& queries, const CaseId& person);

}  // namespace hemval::server
