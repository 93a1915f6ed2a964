#include "core/pack_parts.h"

namespace hemval {
namespace {

constexpr int kWholePercent = 100;
constexpr int kDearestHourKronor = static_cast<int>(kDearestCareHour.value / 100);
constexpr int kDearestBlockKronor = static_cast<int>(kDearestBlock.value / 100);
constexpr int kHoursInWeek = 7 * 24;

constexpr Named<CompensationModel> kModels[] = {
    {"performed_time", CompensationModel::PerformedTime},
    {"granted_time", CompensationModel::GrantedTime},
    {"block", CompensationModel::Block}};
// A visit that was performed is never deducted.
constexpr Named<VisitOutcome> kDeducted[] = {
    {"cancelled_in_time", VisitOutcome::CancelledInTime},
    {"cancelled_late", VisitOutcome::CancelledLate},
    {"cancelled_by_provider", VisitOutcome::CancelledByProvider},
    {"never_delivered", VisitOutcome::NeverDelivered}};

Ore per_hour(Fields& fields)
{
    return Ore::kronor(fields.at("kronor_per_hour").whole(0, kDearestHourKronor));
}

PerformedTimeRule read_performed(const Place& place)
{
    Fields fields(place);
    PerformedTimeRule rule;
    rule.per_hour = per_hour(fields);
    rule.rounded_to_minutes = fields.at("rounded_to_minutes").whole(1, 60);
    rule.at_most_granted = fields.at("at_most_granted").yes_or_no();
    rule.late_cancellation_percent = fields.at("late_cancellation_percent").whole(0, kWholePercent);
    return rule;
}

GrantedTimeRule read_granted(const Place& place)
{
    Fields fields(place);
    GrantedTimeRule rule;
    rule.per_hour = per_hour(fields);
    Unique unique;
    for (const Place& item : fields.at("deducted").items()) {
        rule.deducted.push_back(item.one_of(kDeducted));
        unique.add(item, name_of(rule.deducted.back()));
    }
    return rule;
}

// Each level begins where the one before ends, and the last has no end, so that everybody has one.
BlockRule read_block(const Place& place)
{
    Fields fields(place);
    BlockRule rule;
    const std::vector<Place> items = fields.at("levels").items(1);
    int least = 1;
    for (std::size_t i = 0; i < items.size(); ++i) {
        Fields level(items[i]);
        BlockLevel one;
        if (i + 1 < items.size()) {
            one.up_to_hours = level.at("up_to_hours").whole(least, kHoursInWeek);
            least = *one.up_to_hours + 1;
        } else if (const auto end = level.maybe("up_to_hours")) {
            end->refuse("nothing here: the last level has no end");
        }
        one.per_week = Ore::kronor(level.at("kronor_per_week").whole(0, kDearestBlockKronor));
        rule.levels.push_back(one);
    }
    return rule;
}

}  // namespace

CompensationRules read_compensation(const Place& place)
{
    Fields fields(place);
    CompensationRules rules;
    rules.model = fields.at("model").one_of(kModels);
    rules.performed = read_performed(fields.at("performed_time"));
    rules.granted = read_granted(fields.at("granted_time"));
    rules.block = read_block(fields.at("block"));
    return rules;
}

}  // namespace hemval
