#pragma once

#include <cstdint>
#include <string>
#include <utility>

namespace hemval {

// An identifier that cannot be mistaken for another kind of identifier.
template <class Tag>
struct Id {
    std::string value;

    Id() = default;
    explicit Id(std::string text) : value(std::move(text)) {}
    bool empty() const { return value.empty(); }
    friend bool operator==(const Id& a, const Id& b) { return a.value == b.value; }
    friend bool operator!=(const Id& a, const Id& b) { return a.value != b.value; }
    friend bool operator<(const Id& a, const Id& b) { return a.value < b.value; }
};

using MunicipalityId = Id<struct MunicipalityTag>;  // the pack's folder name: "strangnas"
using ProviderId = Id<struct ProviderTag>;          // unique within the municipality: "solglantan"
using AreaId = Id<struct AreaTag>;                  // a part of the municipality: "norra"
using ServiceId = Id<struct ServiceTag>;            // a kind of granted support: "personal_care"
using CaseId = Id<struct CaseTag>;                  // random; says nothing about the person
using ReceiptNumber = Id<struct ReceiptTag>;        // what the person holds: "K7F2-9QXM-4T"
using IdempotencyKey = Id<struct IdempotencyTag>;   // made by the client once per submit
using TransitionId = Id<struct TransitionTag>;      // the municipality's own name for it: "leave-2027"

}  // namespace hemval
