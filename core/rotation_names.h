#pragma once

#include "core/named.h"
#include "core/rotation.h"

// The words of a rotation policy, the same in the pack and in the ledger. Stored; never rename.
namespace hemval {

inline constexpr Named<RotationMethod> kRotationMethods[] = {
    {"strict_turn", RotationMethod::StrictTurn},
    {"provider_of_the_month", RotationMethod::ProviderOfTheMonth},
    {"random_draw", RotationMethod::RandomDraw},
    {"greatest_free_capacity", RotationMethod::GreatestFreeCapacity},
    {"municipal_provider", RotationMethod::MunicipalProvider},
};
inline constexpr Named<ListOrder> kListOrders[] = {
    {"as_listed", ListOrder::AsListed},
    {"alphabetical", ListOrder::Alphabetical},
};
inline constexpr Named<CeilingRule> kCeilingRules[] = {
    {"none", CeilingRule::None},
    {"clients", CeilingRule::Clients},
    {"monthly_hours", CeilingRule::MonthlyHours},
};
inline constexpr Named<FullTurn> kFullTurns[] = {
    {"loses", FullTurn::Loses},
    {"keeps", FullTurn::Keeps},
};
inline constexpr Named<NewcomerRule> kNewcomerRules[] = {
    {"joins_last", NewcomerRule::JoinsLast},
    {"enters_next_month", NewcomerRule::EntersNextMonth},
    {"enters_next_year", NewcomerRule::EntersNextYear},
};
inline constexpr Named<ServeOrder> kServeOrders[] = {
    {"commit_order", ServeOrder::CommitOrder},
    {"decision_date", ServeOrder::DecisionDate},
};
inline constexpr Named<AllFull> kAllFullRules[] = {
    {"municipal_provider", AllFull::MunicipalProvider},
    {"interim_provider", AllFull::InterimProvider},
    {"wait", AllFull::Wait},
};

}  // namespace hemval
