#pragma once

#include "core/staff_desk.h"
#include "server/store/store.h"

namespace hemval::server {

// The coordinators' tables. A change of the rotation list takes two accounts: the tables themselves
// refuse one that its own proposer has agreed on, and one that has ended already.

// In the order they were agreed on.
std::vector<ListChange> agreed_changes(Queries& queries, const MunicipalityId& id);
std::vector<ProposedChange> list_changes(Queries& queries, const MunicipalityId& id);
Result<ProposedChange, Problem> list_change(Queries& queries, const MunicipalityId& id,
                                            std::uint64_t number);
std::uint64_t insert_change(Queries& queries, const Staff& staff, const ListChange& change, Day today);
// UnknownChange when it has ended; OwnProposal to agree on one's own.
Result<bool, Problem> end_change(Queries& queries, const Staff& staff, std::uint64_t number,
                                 ChangeStatus status, Day today);

// The providers' own texts that have been published here; they stand over the pack's.
std::map<ProviderId, LocalizedText> provider_texts(Queries& queries, const MunicipalityId& id);
void publish_provider_text(Queries& queries, const Staff& staff, const ProviderId& provider,
                           const LocalizedText& about, Day today);

}  // namespace hemval::server
