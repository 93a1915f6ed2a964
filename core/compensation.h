#pragma once

#include "core/money.h"
#include "core/result.h"

#include <cstdint>
#include <optional>
#include <vector>

// Compensation (ersättning): what the municipality pays the provider for a week of visits. It takes no
// fee and no client's income, and the fee (fee.h) takes no provider: neither can touch the other.
namespace hemval {

enum class CompensationModel : std::uint8_t {
    PerformedTime,  // utförd tid: what was measured at the door
    GrantedTime,    // beviljad tid: what the decision says
    Block,          // a price for each client, by how much is granted
};
inline constexpr CompensationModel kAllCompensationModels[] = {
    CompensationModel::PerformedTime, CompensationModel::GrantedTime, CompensationModel::Block};
const char* name_of(CompensationModel model);

enum class VisitOutcome : std::uint8_t {
    Performed,
    CancelledInTime,      // by the client, early enough
    CancelledLate,        // by the client, when the staff could not be used elsewhere
    CancelledByProvider,
    NeverDelivered,       // nobody came, and nobody had said so
};
inline constexpr VisitOutcome kAllVisitOutcomes[] = {
    VisitOutcome::Performed,           VisitOutcome::CancelledInTime, VisitOutcome::CancelledLate,
    VisitOutcome::CancelledByProvider, VisitOutcome::NeverDelivered};
const char* name_of(VisitOutcome outcome);

// One visit. Minutes are of each of the staff: two for 30 minutes are an hour of time.
struct CareVisit {
    int client = 0;           // a number within the week; says nothing about the person
    int weekday = 1;          // 1 is Monday
    int starts = 0;           // as planned, minutes after midnight
    int planned_minutes = 0;  // in the care plan
    int granted_minutes = 0;  // of the decision, for this visit
    int measured_minutes = 0; // counts only when the visit was performed
    int delayed_minutes = 0;  // no model pays more or less for it; told beside what is paid
    int staff = 1;            // 2: dubbelbemanning
    VisitOutcome outcome = VisitOutcome::Performed;
    friend bool operator==(const CareVisit&, const CareVisit&) = default;
};

// A visit that was not performed pays nothing here, but for one that the client cancelled late.
struct PerformedTimeRule {
    Ore per_hour;
    int rounded_to_minutes = 1;         // each visit to the nearest, halves up
    bool at_most_granted = false;       // after the rounding
    int late_cancellation_percent = 0;  // of the planned time, to the nearest minute
};
struct GrantedTimeRule {
    Ore per_hour;
    std::vector<VisitOutcome> deducted;  // these pay nothing; every other visit pays its granted time
};
struct BlockLevel {
    std::optional<int> up_to_hours;  // granted a week, inclusive; nothing = and more
    Ore per_week;
};
struct BlockRule {
    std::vector<BlockLevel> levels;
};
// The municipality's own model, and the prices of all three, to be compared on the same visits.
struct CompensationRules {
    CompensationModel model = CompensationModel::PerformedTime;
    PerformedTimeRule performed;
    GrantedTimeRule granted;
    BlockRule block;
};

inline constexpr int kMostVisits = 10'000;
inline constexpr int kMostVisitMinutes = 24 * 60;
inline constexpr int kMostStaff = 9;
inline constexpr Ore kDearestCareHour = Ore::kronor(10'000);
inline constexpr Ore kDearestBlock = Ore::kronor(1'000'000);

enum class CompensationError : std::uint8_t {
    TooManyVisits,
    MinutesOutOfRange,  // less than none, or more than a day holds
    StaffOutOfRange,
    PriceOutOfRange,    // a price, a share or a rounding that cannot be meant
    NoBlock,            // no level is meant for what somebody has been granted
};
inline constexpr CompensationError kAllCompensationErrors[] = {
    CompensationError::TooManyVisits,   CompensationError::MinutesOutOfRange,
    CompensationError::StaffOutOfRange, CompensationError::PriceOutOfRange,
    CompensationError::NoBlock};
const char* name_of(CompensationError error);

struct VisitPay {
    int minutes = 0;  // of the staff's time, that are paid for
    Ore paid;         // to the nearest öre; of a block, this visit's part by granted time
    friend bool operator==(const VisitPay&, const VisitPay&) = default;
};
struct Compensation {
    CompensationModel model = CompensationModel::PerformedTime;
    std::vector<VisitPay> visits;  // as they came
    Ore paid;                      // their sum
    // Of it, for time that nobody delivered, and by whose doing: the client cancelled, or the provider
    // cancelled, never came, left early or had its time rounded upwards.
    Ore undelivered_by_client, undelivered_by_provider;
    int unpaid_minutes = 0;        // delivered without being paid
    // Had the provider performed every visit that the client did not cancel, for the time that was granted.
    Ore if_carried_out;
};

// Does not hang on any model. Minutes are of the staff's time.
struct WeekOfCare {
    int visits = 0, performed_visits = 0, delayed_visits = 0;
    int granted = 0, delivered = 0;
    int undelivered_by_client = 0, undelivered_by_provider = 0;  // granted and never delivered
};
// Only for visits that compensation() takes.
WeekOfCare week_of_care(const std::vector<CareVisit>& visits);

// Errors, first that applies: TooManyVisits, then a visit's, then PriceOutOfRange and NoBlock of the
// model asked for.
Result<Compensation, CompensationError> compensation(const CompensationRules& rules,
                                                     CompensationModel model,
                                                     const std::vector<CareVisit>& visits);

// Invented, for the demonstration: four clients, everything performed as it was granted.
std::vector<CareVisit> example_week();
// The same with delays, cancellations and visits that nobody made.
std::vector<CareVisit> rough_week();

}  // namespace hemval
