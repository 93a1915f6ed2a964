#include "core/wire_sign_in.h"

#include "core/wire_parts.h"

namespace hemval::wire {
namespace {

Json write_staff(const Staff& staff)
{
    return {{"account", staff.account},
            {"name", staff.name},
            {"municipality", staff.municipality.value},
            {"role", name_of(staff.role)}};
}

std::optional<SignInWay> way(const Json& json) { return named(json, kAllSignInWays); }
std::optional<Role> role(const Json& json) { return named(json, kAllRoles); }

std::optional<Staff> read_staff(const Json& json)
{
    Staff staff;
    Fields fields(json);
    fields.take("account", staff.account, text);
    fields.take("name", staff.name, text);
    fields.take("municipality", staff.municipality, id<MunicipalityId>);
    fields.take("role", staff.role, role);
    return exactly(fields, std::move(staff));
}

}  // namespace

Json write(const SignInState& state)
{
    Json json = {{"offered", rows(state.offered, [](SignInWay one) { return Json(name_of(one)); })}};
    if (state.by) {
        json["by"] = name_of(*state.by);
    }
    if (state.staff) {
        json["staff"] = write_staff(*state.staff);
    }
    return json;
}

std::optional<SignInState> read_sign_in(const Json& json)
{
    SignInState state;
    Fields fields(json);
    fields.take("offered", state.offered, [](const Json& all) { return distinct(all, way); });
    fields.maybe("by", state.by, way);
    fields.maybe("staff", state.staff, read_staff);
    if ((state.by == SignInWay::Staff) != state.staff.has_value()) {
        return std::nullopt;
    }
    return exactly(fields, std::move(state));
}

}  // namespace hemval::wire
