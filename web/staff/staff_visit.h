#pragma once

#include "core/ids.h"
#include "core/neutral_order.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace hemval {

// What a member of staff has begun to send, and not been answered: sent again with the same key it is
// done once.
struct PendingIntent {
    std::string what;  // "work/3f9c/confirm"
    IdempotencyKey key;
    friend bool operator==(const PendingIntent&, const PendingIntent&) = default;
};

// What must survive a reload and a new sign-in, and end with the tab or when one signs out: so that
// nothing entered is lost when the session ends. It belongs to one account.
struct StaffVisit {
    VisitSeed seed;
    std::vector<std::string> trail;                // addresses behind the present one
    std::string account;
    std::map<std::string, std::string> entered;    // by the field's key
    std::optional<PendingIntent> pending;

    void forget(const std::string& beginning);     // the fields whose keys begin so
    // What is typed of somebody's choice is for whoever has their case before them, and nobody later.
    void leave_cases(const CaseId& stays);
    void forget_wishes(const CaseId& person);      // of a protected person: they may tell where they are
};

std::string write_staff_visit(const StaffVisit& visit);
std::optional<StaffVisit> read_staff_visit(const std::string& text);

}  // namespace hemval
