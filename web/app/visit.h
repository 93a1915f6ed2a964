#pragma once

#include "core/client_case.h"
#include "core/fee.h"
#include "core/ids.h"
#include "core/neutral_order.h"
#include "core/wishes.h"

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace hemval {

// Somebody else who chooses for the person.
struct OnBehalf {
    Representation representation;
    RepresentativeContact contact;
    friend bool operator==(const OnBehalf&, const OnBehalf&) = default;
};

// The same as it is being filled in. In the tab until it is sent or the person signs out.
struct Behalf {
    bool someone_else = false;
    std::optional<RepresentativeRole> role;
    RepresentativeContact contact;
    std::vector<Declaration> declared;
    std::string back;  // the address where the choice is confirmed
    friend bool operator==(const Behalf&, const Behalf&) = default;
};

// What matters to the person, and whether it is to go with the next choice.
struct OwnWishes {
    WishList list;
    bool send = false;
    friend bool operator==(const OwnWishes&, const OwnWishes&) = default;
};

// What the person wants done.
struct Wish {
    Action action = Action::Choose;
    ProviderId provider;  // empty for Decline
    std::optional<OnBehalf> by{};
    bool queue = false;
    ProviderId meanwhile{};  // empty: the rule's
    std::optional<WishList> list{};
    friend bool operator==(const Wish&, const Wish&) = default;
};

// A submit that has been confirmed and not yet answered. Sending it again with the same key is safe.
struct PendingSubmit {
    Wish wish;
    IdempotencyKey key;
    bool tried = false;  // it may have come: nothing has said that it did not
    friend bool operator==(const PendingSubmit&, const PendingSubmit&) = default;
};

// The fee calculator's fields as typed. They stay in the tab's storage and are never sent.
struct FeeForm {
    std::string hours, income, partner_income, housing_allowance, housing_cost;
    std::optional<Household> household;
    bool calculated = false;
    friend bool operator==(const FeeForm&, const FeeForm&) = default;
};

// Everything that must survive a reload and end with the tab.
struct Visit {
    VisitSeed seed;
    std::vector<std::string> trail;     // addresses behind the present one, for "Tillbaka"
    std::vector<ProviderId> compared;   // in the order ticked
    std::set<std::string> hidden_facts; // rows of the comparison the person does not want
    FeeForm fee;
    Behalf behalf;
    OwnWishes wishes;
    std::optional<PendingSubmit> pending;
    std::string owner;                  // CaseView::owner of whoever signed in last; empty: nobody yet
};

nlohmann::json write_pending(const PendingSubmit& pending);
std::optional<PendingSubmit> read_pending(const nlohmann::json& json, const char* key);
std::string write_visit(const Visit& visit);
// Anything unreadable (another version, a meddling extension) is a fresh visit.
std::optional<Visit> read_visit(const std::string& text);

inline constexpr std::size_t kLeastCompared = 2;
inline constexpr std::size_t kMostCompared = 4;

}  // namespace hemval
