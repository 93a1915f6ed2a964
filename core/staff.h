#pragma once

#include "core/ids.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hemval {

// Stored; never renumber. An account has exactly one: roles are separated.
enum class Role : std::uint8_t {
    CareManager = 0,  // biståndshandläggare
    Coordinator = 1,  // LOV-samordnare
    Auditor = 2,      // reads the ledger and the access log
};
inline constexpr Role kAllRoles[] = {Role::CareManager, Role::Coordinator, Role::Auditor};
const char* name_of(Role role);
std::optional<Role> role_named(std::string_view name);

struct Staff {
    std::string account;
    std::string name;
    MunicipalityId municipality;
    Role role = Role::CareManager;
    friend bool operator==(const Staff&, const Staff&) = default;
};

}  // namespace hemval
