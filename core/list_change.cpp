#include "core/list_change.h"

#include "core/staff_desk.h"

namespace hemval {

const char* name_of(ChangeStatus status)
{
    switch (status) {
    case ChangeStatus::Proposed: return "proposed";
    case ChangeStatus::Agreed: return "agreed";
    case ChangeStatus::Withdrawn: return "withdrawn";
    }
    return "";
}

ListedProvider changed(ListedProvider row, const std::vector<ListChange>& agreed)
{
    for (const ListChange& change : agreed) {
        if (change.provider != row.id) {
            continue;
        }
        row.capacity = change.capacity.value_or(row.capacity);
        row.monthly_hours_ceiling =
            change.monthly_hours_ceiling.value_or(row.monthly_hours_ceiling);
        row.warned = change.warned.value_or(row.warned);
        row.closing = change.closing.value_or(row.closing);
    }
    return row;
}

}  // namespace hemval
