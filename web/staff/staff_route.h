#pragma once

#include <string>
#include <string_view>

namespace hemval {

enum class StaffScreen : unsigned char {
    Start, Help, NotFound,
    Queue, Find, Case, Register, Check, Notice, FollowUp,                      // care manager
    Providers, Row, Text, Changes, Rings, Fairness, Exposure, Followed, Areas, // coordinator
    Share, Rule, Leavings, Leaving, LeavingDays, LeavingStep, ProposeLeaving,
    Ledger, Accesses,                                                          // auditor
};

// The part of the address after "#/personal".
struct StaffRoute {
    StaffScreen screen = StaffScreen::Start;
    std::string id;    // of the case, the provider, the transition, or the page's first row
    std::string part;  // Notice: to which provider; LeavingDays, LeavingStep: which step
    friend bool operator==(const StaffRoute&, const StaffRoute&) = default;
};

StaffRoute parse_staff_route(std::string_view hash);  // total; unknown addresses are NotFound
std::string to_hash(const StaffRoute& route);
StaffRoute parent_of(const StaffRoute& route);        // where "Tillbaka" leads when there is no trail

}  // namespace hemval
