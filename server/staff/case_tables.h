#pragma once

#include "core/staff_desk.h"
#include "server/codes.h"
#include "server/store/store.h"

namespace hemval::server {

// What is kept of the staff's work with a case. All of it is erased with the case.

// UnknownCase also for another municipality's.
Result<ClientCase, Problem> case_in(Queries& queries, const MunicipalityId& id, const CaseId& person);
std::vector<Receipt> receipts_of(Queries& queries, const CaseId& person);  // newest first

struct Unconfirmed {
    CaseId person;
    Receipt receipt;
};
// By the ledger's order: the first kQueueShown.
std::vector<Unconfirmed> first_unconfirmed(Queries& queries, const MunicipalityId& id);
std::optional<Receipt> unconfirmed_of(Queries& queries, const CaseId& person);
int count_unconfirmed(Queries& queries, const MunicipalityId& id);
void leave_unconfirmed(Queries& queries, const CaseId& person);
// Of somebody whose receipts have been erased, at the place in the queue that `was` had.
void keep_without_receipt(Queries& queries, const MunicipalityId& id, const CaseId& person,
                          const Receipt& kept, std::uint64_t was);
// A rejected choice leaves the queue; what holds again is in it unless it had been confirmed.
void queue_again(Queries& queries, const MunicipalityId& id, const CaseId& person,
                 const std::optional<Receipt>& holds, Day today);

// Newest receipt's first; those without any work are left out.
std::vector<CaseWork> works_of(Queries& queries, const CaseId& person);
void save_work(Queries& queries, const MunicipalityId& id, const CaseId& person, const CaseWork& work);
// Which account took in what came on paper, by phone or in person. Not in the ledger: there it is the
// person's choice, whoever typed it.
void save_registered(Queries& queries, const Staff& staff, const CaseId& person,
                     const ReceiptNumber& number, const std::optional<Day>& came_in);

// Where a notice leaves the desk: whatever carries it further (print, outbox) begins from here. Once
// per receipt and provider; that it does not hold after all takes its place.
void keep_notice(Queries& queries, const Staff& staff, const CaseId& person,
                 const ReceiptNumber& number, const ProviderNotice& notice, Day today);

// A write of the staff's, done once. `made` is by what the answer is found again.
struct StaffWrite {
    std::string body_hash;
    std::string made;
};
std::optional<StaffWrite> find_write(Queries& queries, const Staff& staff, const IdempotencyKey& key);
void insert_write(Queries& queries, const Staff& staff, const IdempotencyKey& key,
                  const StaffWrite& write, const std::optional<CaseId>& person);

std::vector<FollowUp> all_follow_ups(Queries& queries, const MunicipalityId& id);

}  // namespace hemval::server
