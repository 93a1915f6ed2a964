#pragma once

#include "core/ledger.h"
#include "core/wire.h"

#include <cstdint>
#include <string>

// What a municipality's case system is told of a decision, and not a word more: no name, no support, no
// area; those it has itself, under the reference.
namespace hemval::server {

struct Notice {
    std::string type;  // "choice.received"
    wire::Json data;
};
// The one place that decides what leaves the house. Of a decision: the receipt's number, action, day and
// channel; the provider, or that the person waits for a place; the previous provider; the window; whether
// a mandate awaits an answer. Of such an answer: which receipt, and what holds again. Nothing for an event
// that no case system is told of. `person` as the case is now: of a protected one the notice is withheld.
std::optional<Notice> notice_of(const MunicipalityId& municipality, const Event& event,
                                const ClientCase& person);
// Only that there is something to see in the workspace. Neither provider nor receipt nor sequence: by
// each of them the public ledger, or a look at the receipt, would lead to the provider, and from the
// provider to where the person lives.
Notice withheld_notice(const MunicipalityId& municipality);

// Whose case it is, as the case system finds it.
struct CaseName {
    CaseId id;
    std::string reference;  // the municipality's own; empty when it is not kept
};
// The body of the request; the same at every try.
std::string notice_body(const std::string& type, std::int64_t created, const wire::Json& data,
                        const CaseName& person);

std::string utc(std::int64_t seconds);  // "2026-11-22T10:00:00Z"

}  // namespace hemval::server
