#pragma once

#include "core/ledger.h"
#include "core/wire.h"

#include <cstdint>
#include <string>

// What a municipality's case system is told of a decision, and not a word more: no name, no support, no
// area; those it has itself, under the reference.
namespace hemval::server {

// "choice.received", "switch.received" or "decline.received".
std::string notice_type(const ProviderDecided& decided);
// The receipt's number, action and day; the provider, or that the person waits for a place; the
// previous provider; the window.
wire::Json notice_data(const MunicipalityId& municipality, const ProviderDecided& decided);

// Whose case it is, as the case system finds it.
struct CaseName {
    CaseId id;
    std::string pseudonym;  // of the municipality's own reference; empty for a case without one
};
// The body of the request; the same at every try.
std::string notice_body(const std::string& type, std::int64_t created, const wire::Json& data,
                        const CaseName& person);

std::string utc(std::int64_t seconds);  // "2026-11-22T10:00:00Z"

}  // namespace hemval::server
