#pragma once

#include "core/client_case.h"
#include "core/day.h"
#include "core/ids.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What the care manager does after a choice: confirm it, tell the providers, see the handover through,
// and follow up. Work on a case, not the choice itself: kept with the case, never in the ledger.
namespace hemval {

// What a new provider must have in hand on the first day. Stored; never renumber.
enum class Handover : std::uint8_t {
    Keys = 0,
    Alarm = 1,  // trygghetslarm
    Meals = 2,  // meal orders
    Lock = 3,   // electronic lock
};
inline constexpr Handover kAllHandovers[] = {Handover::Keys, Handover::Alarm, Handover::Meals,
                                             Handover::Lock};
const char* name_of(Handover item);
std::optional<Handover> handover_named(std::string_view name);

// One quality demand of the pack, as the follow-up found it.
enum class Finding : std::uint8_t { Met = 0, NotMet = 1, NotLookedAt = 2 };
const char* name_of(Finding finding);
std::optional<Finding> finding_named(std::string_view name);

struct FollowUp {
    Day held;
    ProviderId provider;
    std::map<std::string, Finding> demands;  // by QualityDemand::id; every one of the pack's
    friend bool operator==(const FollowUp&, const FollowUp&) = default;
};

// About one receipt: a later choice begins work of its own.
struct CaseWork {
    ReceiptNumber receipt;
    std::optional<Day> confirmed;
    std::optional<Day> old_provider_told;    // nothing to tell when there was none
    std::optional<Day> new_provider_told;
    std::map<Handover, Day> handed_over;     // what is not needed is left out and said in `not_needed`
    std::vector<Handover> not_needed;
    std::optional<Day> care_plan_held;       // genomförandeplan
    std::optional<Day> follow_up_planned;
    std::vector<FollowUp> follow_ups;
    friend bool operator==(const CaseWork&, const CaseWork&) = default;
};

// By when the care plan is to be written: `care_plan_days` after the last day of the window.
Day care_plan_due(const Municipality& municipality, const Receipt& receipt);

// One step of the work, as the care manager does it.
struct ConfirmChoice {
    friend bool operator==(const ConfirmChoice&, const ConfirmChoice&) = default;
};
struct ToldProvider {
    bool is_new = false;
    friend bool operator==(const ToldProvider&, const ToldProvider&) = default;
};
struct HandedOver {
    Handover item = Handover::Keys;
    bool needed = true;
    friend bool operator==(const HandedOver&, const HandedOver&) = default;
};
struct HeldCarePlan {
    Day held;
    friend bool operator==(const HeldCarePlan&, const HeldCarePlan&) = default;
};
struct PlannedFollowUp {
    Day day;
    friend bool operator==(const PlannedFollowUp&, const PlannedFollowUp&) = default;
};
struct HeldFollowUp {
    FollowUp follow_up;
    friend bool operator==(const HeldFollowUp&, const HeldFollowUp&) = default;
};
using WorkStep = std::variant<ConfirmChoice, ToldProvider, HandedOver, HeldCarePlan, PlannedFollowUp,
                              HeldFollowUp>;

}  // namespace hemval
