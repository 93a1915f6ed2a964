#pragma once

#include "core/client_case.h"
#include "core/ledger.h"
#include "core/municipality.h"
#include "server/codes.h"
#include "server/store/store.h"
#include "server/store/tree.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

// What is asked of the tables, row by row, in words of the core. The forms of JSON are core/wire.h's.
// All of it throws QueryFailed at a stored form that cannot be read.
namespace hemval::server {

// A municipality without a snapshot has an empty state, sequence 0.
MunicipalityState load_state(Queries& queries, const MunicipalityId& id);
// Ends what append() began: the snapshot, and the tree's head signed.
void save_state(Queries& queries, const MunicipalityId& id, MunicipalityState state, const Seal& seal);

// Applies the event to the state and appends it to the ledger and its tree; a decision to the outbox too.
void append(Queries& queries, const MunicipalityId& id, MunicipalityState& state, const Event& event);
std::string type_name(const Event& event);  // the ledger's column `type`
// Entry by entry in order, those after `after`, a page of them in memory at a time. When it throws nothing may be
// told or decided on what came before.
void for_each_event(Queries& queries, const MunicipalityId& id,
                    const std::function<void(const Event&, const std::string& leaf)>& work,
                    std::uint64_t after = 0);
std::vector<Event> load_ledger(Queries& queries, const MunicipalityId& id);

ClientCase load_case(Queries& queries, const CaseId& id);
void insert_case(Queries& queries, const MunicipalityId& municipality, const ClientCase& person);
void update_case(Queries& queries, const ClientCase& person);
void delete_case(Queries& queries, const CaseId& id);

struct CodeRow {
    StoredCode stored;
    MunicipalityId municipality;
    CaseId person;
    Day issued;
    Day last_valid;
    std::optional<Day> in_effect_after;  // the last day before its change counts as in effect
};
std::optional<CodeRow> find_code(Queries& queries, const std::string& lookup);
void insert_code(Queries& queries, const CodeRow& code);
// Of all the person's codes but those whose errand is over: a used code never opens again.
// Nothing while the person waits for a place.
void set_in_effect_after(Queries& queries, const CaseId& person, std::optional<Day> day, Day today);

struct SubmissionRow {
    CaseId person;
    IdempotencyKey key;
    std::string body_hash;
    MunicipalityId municipality;
    Receipt receipt;
};
std::optional<SubmissionRow> find_submission(Queries& queries, const CaseId& person, const IdempotencyKey& key);
// With `holder` only that person's.
std::optional<Receipt> find_receipt(Queries& queries, const MunicipalityId& id, const ReceiptNumber& number,
                                    const std::optional<CaseId>& holder = {});
void insert_receipt(Queries& queries, const MunicipalityId& id, const CaseId& person,
                    const Receipt& receipt);
// What nobody has confirmed leaves the staff's queue, unless its provider has begun: that still is to be
// acted on.
void leave_unconfirmed_but_begun(Queries& queries, const CaseId& person, Day today);
// Its receipt must have been inserted.
void insert_submission(Queries& queries, const SubmissionRow& submission);

// "sample_data" = "yes": everything in this database is invented.
std::optional<std::string> find_meta(Queries& queries, const std::string& key);
void set_meta(Queries& queries, const std::string& key, const std::string& value);
bool has_cases(Queries& queries);

}  // namespace hemval::server
