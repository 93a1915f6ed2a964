#include "core/staff.h"

namespace hemval {

const char* name_of(Role role)
{
    switch (role) {
    case Role::CareManager: return "care_manager";
    case Role::Coordinator: return "coordinator";
    case Role::Auditor: return "auditor";
    }
    return "";
}

std::optional<Role> role_named(std::string_view name)
{
    for (const Role role : kAllRoles) {
        if (name == name_of(role)) {
            return role;
        }
    }
    return std::nullopt;
}

}  // namespace hemval
