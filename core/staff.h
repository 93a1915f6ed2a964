#pragma once

#include "core/ids.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hemval {

// What a member of staff may do; one each, so that nobody checks their own work. Stored and sent by
// name; never renumber or rename.
enum class Role : std::uint8_t {
    CareManager = 0,
    Coordinator = 1,
    Auditor = 2,
};
inline constexpr Role kAllRoles[] = {Role::CareManager, Role::Coordinator, Role::Auditor};
const char* name_of(Role role);  // "care_manager"
std::optional<Role> role_named(std::string_view name);

// Somebody who works for one municipality.
struct Staff {
    std::string account;  // what the municipality's sign-in knows them by; the name may change
    std::string name;
    MunicipalityId municipality;
    Role role = Role::CareManager;
    friend bool operator==(const Staff&, const Staff&) = default;
};

}  // namespace hemval
