#pragma once

#include "core/staff_desk.h"
#include "core/wire.h"

// The JSON forms of the staff's port (core/staff_desk.h), and of what is kept of the work on a case;
// the same rules as core/wire.h. A write's idempotency key travels in the header.
namespace hemval::wire {

Json write(const Staff& staff);
std::optional<Staff> read_staff(const Json& json);

Json write(const CaseWork& work);  // also stored
std::optional<CaseWork> read_case_work(const Json& json);
Json write(const WorkStep& step);
std::optional<WorkStep> read_work_step(const Json& json);
Json write(const ProviderNotice& notice);

// A choice that came on paper, by phone or in person: the submission with its channel, no other one.
Json write_registered(const Submission& submission);
std::optional<Submission> read_registered(const Json& json, IdempotencyKey key);

Json write(const DeskQueue& queue);
std::optional<DeskQueue> read_desk_queue(const Json& json);
Json write(const DeskCase& desk_case);
std::optional<DeskCase> read_desk_case(const Json& json);

Json write(const ListChange& change);  // also stored; null lifts a ceiling or a closing
std::optional<ListChange> read_list_change(const Json& json);
Json write(const ProposedChange& change);
std::optional<ProposedChange> read_proposed_change(const Json& json);
Json write(const std::vector<ProposedChange>& changes);
std::optional<std::vector<ProposedChange>> read_proposed_changes(const Json& json);

Json write(const DeskProvider& provider);
std::optional<DeskProvider> read_desk_provider(const Json& json);
Json write(const std::vector<DeskProvider>& providers);
std::optional<std::vector<DeskProvider>> read_desk_providers(const Json& json);
Json write(const std::vector<DeskRing>& rings);
std::optional<std::vector<DeskRing>> read_desk_rings(const Json& json);
Json write(const std::vector<MonthOfAssignments>& months);
std::optional<std::vector<MonthOfAssignments>> read_months(const Json& json);
Json write(const std::vector<DeskFollowUps>& follow_ups);
std::optional<std::vector<DeskFollowUps>> read_desk_follow_ups(const Json& json);

Json write(const std::vector<DeskLeaving>& all);
std::optional<std::vector<DeskLeaving>> read_leavings(const Json& json);
Json write(const Outlook& outlook);
std::optional<Outlook> read_outlook(const Json& json);
Json write(const DeskTransition& desk);
std::optional<DeskTransition> read_desk_transition(const Json& json);
Json write(const LeavingStep& step);
std::optional<LeavingStep> read_leaving_step(const Json& json);

Json write(const Page<LedgerLine>& page);
std::optional<Page<LedgerLine>> read_ledger_page(const Json& json);
Json write(const Page<AccessLine>& page);
std::optional<Page<AccessLine>> read_access_page(const Json& json);

}  // namespace hemval::wire
