#include "core/provider.h"
#include "core/rotation.h"

namespace hemval {

const char* name_of(SkipReason reason)
{
    switch (reason) {
    case SkipReason::WrongArea: return "wrong_area";
    case SkipReason::ServiceNotOffered: return "service_not_offered";
    case SkipReason::Full: return "full";
    case SkipReason::MonthlyHoursUsed: return "monthly_hours_used";
    case SkipReason::Warned: return "warned";
    case SkipReason::Closing: return "closing";
    case SkipReason::NotYetOnList: return "not_yet_on_list";
    }
    return "";
}

const char* name_of(AssignmentBasis basis)
{
    switch (basis) {
    case AssignmentBasis::Turn: return "turn";
    case AssignmentBasis::KeptTurn: return "kept_turn";
    case AssignmentBasis::MonthlyTurn: return "monthly_turn";
    case AssignmentBasis::Draw: return "draw";
    case AssignmentBasis::FreeCapacity: return "free_capacity";
    case AssignmentBasis::MunicipalRule: return "municipal_rule";
    case AssignmentBasis::FormerProvider: return "former_provider";
    case AssignmentBasis::MunicipalFallback: return "municipal_fallback";
    case AssignmentBasis::InterimFallback: return "interim_fallback";
    case AssignmentBasis::Waiting: return "waiting";
    }
    return "";
}

ListedProvider listed(const Provider& provider)
{
    ListedProvider row;
    row.id = provider.id;
    row.name = provider.name;
    row.municipal = provider.kind == ProviderKind::Municipal;
    row.areas = provider.areas;
    row.services = provider.services;
    row.capacity = provider.capacity;
    row.monthly_hours_ceiling = provider.monthly_hours_ceiling;
    row.clients = provider.clients.value_or(0);
    row.joined = provider.joined;
    row.warned = provider.warned;
    row.closing = provider.closing;
    return row;
}

}  // namespace hemval
