#pragma once

#include "core/ledger.h"
#include "server/store/store.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// What waits to be told to a municipality's case system. A row is written in the transaction that
// writes the ledger's entry and goes away when it has been delivered, or with its person.
namespace hemval::server {

// Nothing is queued for a municipality whose outbox has never been opened: nobody would fetch it.
bool outbox_is_open(Queries& queries, const MunicipalityId& id);
void open_outbox(Queries& queries, const MunicipalityId& id);
void close_outbox(Queries& queries, const MunicipalityId& id);  // and drops what waits
std::vector<MunicipalityId> open_outboxes(Queries& queries);

// For a decision; nothing for any other event.
void queue_notice(Queries& queries, const MunicipalityId& id, const Event& event);

// One function for whose case it is. Asked at each try and not when the row is written, so that the
// municipality's own reference never lies readable in this table.
std::string reference_of(Queries& queries, const CaseId& person);

struct Outgoing {
    std::string id;    // the same at every try, so that the receiver can drop a repeat
    std::string body;
    std::int64_t attempts = 0;  // made so far
};
// Of each case only the oldest: the next is not due before that has been delivered.
std::vector<Outgoing> due_notices(Queries& queries, const MunicipalityId& id, std::int64_t now,
                                  std::int64_t most);
void mark_delivered(Queries& queries, const MunicipalityId& id, const std::string& notice,
                    std::int64_t now);
void mark_tried(Queries& queries, const std::string& notice, std::int64_t next_try,
                const std::string& answer);
void retry_now(Queries& queries);

struct OutboxState {
    MunicipalityId municipality;
    std::int64_t waiting = 0;
    std::optional<std::int64_t> oldest;  // when it was queued
    std::int64_t failing = 0;            // waiting after a try
    std::string answer;                  // of the oldest that has been tried
    std::int64_t delivered = 0;
    std::int64_t last_delivered = 0;     // 0 = never
};
OutboxState outbox_state(Queries& queries, const MunicipalityId& id);

}  // namespace hemval::server
