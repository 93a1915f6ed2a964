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

}  // namespace hemval
