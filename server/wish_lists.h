#pragma once

#include "core/staff_desk.h"
#include "server/store/store.h"

#include <optional>

// What matters to the person, as it came with a choice: for the care manager, kept with the case and erased
// with it. In no ledger, log or outbox.
namespace hemval::server {

// Unless a newer one is there. `by_other`: whoever made the choice was not the person. drop_older_wish_lists()
// goes before.
void keep_wish_list(Queries& queries, const MunicipalityId& id, const CaseId& person,
                    const SentWishList& sent, bool by_other);
// Those that came in until that day: all, or where `by_other` what others sent.
void drop_older_wish_lists(Queries& queries, const CaseId& person, Day until, bool by_other);
// The one that came with another's choice before the person's own. Nothing when there is none; ServiceFailed
// when it cannot be read.
std::optional<SentWishList> find_wish_list(Queries& queries, const CaseId& person);
void drop_wish_list(Queries& queries, const CaseId& person);
// Whoever sent it had no mandate.
void drop_wish_list_by_other(Queries& queries, const CaseId& person);

}  // namespace hemval::server
