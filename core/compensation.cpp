#include "core/compensation.h"

#include <algorithm>
#include <map>

namespace hemval {
namespace {

constexpr std::int64_t kHour = 60;

// Both non-negative, halves up.
std::int64_t nearest(std::int64_t amount, std::int64_t parts) { return (2 * amount + parts) / (2 * parts); }

int granted_of(const CareVisit& visit) { return visit.granted_minutes * visit.staff; }

int delivered_of(const CareVisit& visit)
{
    return visit.outcome == VisitOutcome::Performed ? visit.measured_minutes * visit.staff : 0;
}

bool by_client(const CareVisit& visit)
{
    return visit.outcome == VisitOutcome::CancelledInTime || visit.outcome == VisitOutcome::CancelledLate;
}

bool within(int value, int least, int most) { return value >= least && value <= most; }
bool within(Ore price, Ore most) { return !(price < Ore{}) && !(most < price); }

std::optional<CompensationError> fault_in(const std::vector<CareVisit>& visits)
{
    if (visits.size() > static_cast<std::size_t>(kMostVisits)) return CompensationError::TooManyVisits;
    for (const CareVisit& visit : visits) {
        for (const int minutes : {visit.starts, visit.planned_minutes, visit.granted_minutes,
                                  visit.measured_minutes, visit.delayed_minutes})
            if (!within(minutes, 0, kMostVisitMinutes)) return CompensationError::MinutesOutOfRange;
        if (!within(visit.staff, 1, kMostStaff)) return CompensationError::StaffOutOfRange;
    }
    return std::nullopt;
}

using Pays = Result<std::vector<VisitPay>, CompensationError>;

VisitPay by_the_hour(int minutes, Ore per_hour)
{
    return {minutes, Ore{nearest(minutes * per_hour.value, kHour)}};
}

Pays pay(const PerformedTimeRule& rule, const std::vector<CareVisit>& visits)
{
    if (!within(rule.per_hour, kDearestCareHour) || !within(rule.rounded_to_minutes, 1, 60) ||
        !within(rule.late_cancellation_percent, 0, 100))
        return fail(CompensationError::PriceOutOfRange);
    std::vector<VisitPay> pays;
    for (const CareVisit& visit : visits) {
        std::int64_t minutes = 0;
        if (visit.outcome == VisitOutcome::Performed) {
            minutes = nearest(visit.measured_minutes, rule.rounded_to_minutes) * rule.rounded_to_minutes;
            if (rule.at_most_granted) minutes = std::min<std::int64_t>(minutes, visit.granted_minutes);
        } else if (visit.outcome == VisitOutcome::CancelledLate) {
            minutes = nearest(visit.planned_minutes * rule.late_cancellation_percent, 100);
        }
        pays.push_back(by_the_hour(static_cast<int>(minutes) * visit.staff, rule.per_hour));
    }
    return pays;
}

Pays pay(const GrantedTimeRule& rule, const std::vector<CareVisit>& visits)
{
    if (!within(rule.per_hour, kDearestCareHour)) return fail(CompensationError::PriceOutOfRange);
    std::vector<VisitPay> pays;
    for (const CareVisit& visit : visits) {
        const bool deducted = std::count(rule.deducted.begin(), rule.deducted.end(), visit.outcome) > 0;
        pays.push_back(by_the_hour(deducted ? 0 : granted_of(visit), rule.per_hour));
    }
    return pays;
}

const BlockLevel* level_for(const BlockRule& rule, int granted_minutes)
{
    for (const BlockLevel& level : rule.levels)
        if (!level.up_to_hours || granted_minutes <= *level.up_to_hours * kHour) return &level;
    return nullptr;
}

// A client's price in parts that add up to it exactly: each visit gets what its granted time makes the
// sum so far grow by.
Pays pay(const BlockRule& rule, const std::vector<CareVisit>& visits)
{
    for (const BlockLevel& level : rule.levels)
        if (!within(level.per_week, kDearestBlock)) return fail(CompensationError::PriceOutOfRange);
    std::map<int, int> granted, so_far;
    for (const CareVisit& visit : visits) granted[visit.client] += granted_of(visit);
    std::vector<VisitPay> pays;
    for (const CareVisit& visit : visits) {
        const int all = granted[visit.client];
        const BlockLevel* level = level_for(rule, all);
        if (level == nullptr) return fail(CompensationError::NoBlock);
        const std::int64_t price = level->per_week.value;
        const int before = so_far[visit.client];
        const int after = so_far[visit.client] += granted_of(visit);
        const std::int64_t part = all == 0 ? 0 : price * after / all - price * before / all;
        pays.push_back({granted_of(visit), Ore{part}});
    }
    return pays;
}

Pays pay(const CompensationRules& rules, CompensationModel model, const std::vector<CareVisit>& visits)
{
    switch (model) {
    case CompensationModel::PerformedTime: return pay(rules.performed, visits);
    case CompensationModel::GrantedTime: return pay(rules.granted, visits);
    case CompensationModel::Block: return pay(rules.block, visits);
    }
    return std::vector<VisitPay>(visits.size());
}

Ore sum(const std::vector<VisitPay>& pays)
{
    Ore all;
    for (const VisitPay& one : pays) all = all + one.paid;
    return all;
}

// What of the pay is for time that was not delivered.
Ore undelivered(const VisitPay& pay, int delivered)
{
    if (pay.minutes == 0) return Ore{};
    return pay.paid - Ore{nearest(pay.paid.value * std::min(delivered, pay.minutes), pay.minutes)};
}

}  // namespace

const char* name_of(CompensationModel model)
{
    switch (model) {
    case CompensationModel::PerformedTime: return "performed_time";
    case CompensationModel::GrantedTime: return "granted_time";
    case CompensationModel::Block: return "block";
    }
    return "";
}

const char* name_of(VisitOutcome outcome)
{
    switch (outcome) {
    case VisitOutcome::Performed: return "performed";
    case VisitOutcome::CancelledInTime: return "cancelled_in_time";
    case VisitOutcome::CancelledLate: return "cancelled_late";
    case VisitOutcome::CancelledByProvider: return "cancelled_by_provider";
    case VisitOutcome::NeverDelivered: return "never_delivered";
    }
    return "";
}

const char* name_of(CompensationError error)
{
    switch (error) {
    case CompensationError::TooManyVisits: return "too_many_visits";
    case CompensationError::MinutesOutOfRange: return "minutes_out_of_range";
    case CompensationError::StaffOutOfRange: return "staff_out_of_range";
    case CompensationError::PriceOutOfRange: return "price_out_of_range";
    case CompensationError::NoBlock: return "no_block";
    }
    return "";
}

WeekOfCare week_of_care(const std::vector<CareVisit>& visits)
{
    WeekOfCare week;
    for (const CareVisit& visit : visits) {
        const int delivered = delivered_of(visit);
        const bool performed = visit.outcome == VisitOutcome::Performed;
        ++week.visits;
        week.performed_visits += performed ? 1 : 0;
        week.delayed_visits += performed && visit.delayed_minutes > 0 ? 1 : 0;
        week.granted += granted_of(visit);
        week.delivered += delivered;
        (by_client(visit) ? week.undelivered_by_client : week.undelivered_by_provider) +=
            std::max(0, granted_of(visit) - delivered);
    }
    return week;
}

Result<Compensation, CompensationError> compensation(const CompensationRules& rules,
                                                     CompensationModel model,
                                                     const std::vector<CareVisit>& visits)
{
    if (const auto fault = fault_in(visits)) return fail(*fault);
    const Pays pays = pay(rules, model, visits);
    if (!pays) return fail(pays.error());
    Compensation answer;
    answer.model = model;
    answer.visits = *pays;
    answer.paid = sum(*pays);
    std::vector<CareVisit> carried_out = visits;
    for (std::size_t i = 0; i < visits.size(); ++i) {
        const int delivered = delivered_of(visits[i]);
        Ore& whose = by_client(visits[i]) ? answer.undelivered_by_client : answer.undelivered_by_provider;
        whose = whose + undelivered((*pays)[i], delivered);
        answer.unpaid_minutes += std::max(0, delivered - (*pays)[i].minutes);
        if (by_client(visits[i])) continue;
        carried_out[i].outcome = VisitOutcome::Performed;
        carried_out[i].measured_minutes = visits[i].granted_minutes;
    }
    const Pays then = pay(rules, model, carried_out);
    if (!then) return fail(then.error());
    answer.if_carried_out = sum(*then);
    return answer;
}

}  // namespace hemval
