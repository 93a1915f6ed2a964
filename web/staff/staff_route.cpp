#include "web/staff/staff_route.h"

#include <vector>

namespace hemval {

namespace {

constexpr std::string_view kStart = "#/personal";

enum class Takes : unsigned char { Nothing, Id, IdOrNothing, IdAndPart };

struct Name {
    StaffScreen screen;
    std::string_view path, tail;  // "arende/<id>/registrera": what is before and after the id
    Takes takes;
    StaffScreen parent;
};

constexpr Name kNames[] = {
    {StaffScreen::Start, "", "", Takes::Nothing, StaffScreen::Start},
    {StaffScreen::Help, "hjalp", "", Takes::Nothing, StaffScreen::Start},
    {StaffScreen::Queue, "val", "", Takes::Nothing, StaffScreen::Start},
    {StaffScreen::Find, "sok", "", Takes::Nothing, StaffScreen::Start},
    {StaffScreen::Case, "arende", "", Takes::Id, StaffScreen::Queue},
    {StaffScreen::Register, "arende", "registrera", Takes::Id, StaffScreen::Case},
    {StaffScreen::Check, "arende", "kontrollera", Takes::Id, StaffScreen::Register},
    {StaffScreen::Notice, "arende", "besked", Takes::IdAndPart, StaffScreen::Case},
    {StaffScreen::FollowUp, "arende", "uppfoljning", Takes::Id, StaffScreen::Case},
    {StaffScreen::Providers, "utforare", "", Takes::Nothing, StaffScreen::Start},
    {StaffScreen::Row, "utforare", "", Takes::Id, StaffScreen::Providers},
    {StaffScreen::Text, "utforare", "text", Takes::Id, StaffScreen::Row},
    {StaffScreen::Changes, "andringar", "", Takes::Nothing, StaffScreen::Start},
    {StaffScreen::Rings, "turordning", "", Takes::Nothing, StaffScreen::Start},
    {StaffScreen::Fairness, "fordelning", "", Takes::Nothing, StaffScreen::Start},
    {StaffScreen::Exposure, "visningsordning", "", Takes::Nothing, StaffScreen::Start},
    {StaffScreen::Followed, "uppfoljningar", "", Takes::Nothing, StaffScreen::Start},
    {StaffScreen::Areas, "omraden", "", Takes::Nothing, StaffScreen::Start},
    {StaffScreen::Share, "andel", "", Takes::Nothing, StaffScreen::Start},
    {StaffScreen::Rule, "regel", "", Takes::Nothing, StaffScreen::Start},
    {StaffScreen::Leavings, "avvecklingar", "", Takes::Nothing, StaffScreen::Start},
    {StaffScreen::Leaving, "avvecklingar", "", Takes::Id, StaffScreen::Leavings},
    {StaffScreen::LeavingDays, "avvecklingar", "dagar", Takes::IdAndPart, StaffScreen::Leaving},
    {StaffScreen::LeavingStep, "avvecklingar", "steg", Takes::IdAndPart, StaffScreen::Leaving},
    {StaffScreen::ProposeLeaving, "utforare", "upphor", Takes::Id, StaffScreen::Row},
    {StaffScreen::Ledger, "liggare", "", Takes::IdOrNothing, StaffScreen::Start},
    {StaffScreen::Accesses, "atkomst", "", Takes::IdOrNothing, StaffScreen::Start},
};

bool fits(const Name& name, const std::vector<std::string_view>& parts)
{
    if (parts.empty()) return name.path.empty();
    if (parts[0] != name.path) return false;
    const std::size_t count = parts.size();
    switch (name.takes) {
    case Takes::Nothing: return count == 1;
    case Takes::IdOrNothing: return count <= 2;
    case Takes::Id:
        return name.tail.empty() ? count == 2 : count == 3 && parts[2] == name.tail;
    case Takes::IdAndPart: return count == 4 && parts[2] == name.tail;
    }
    return false;
}

}  // namespace

StaffRoute parse_staff_route(std::string_view hash)
{
    StaffRoute route;
    if (hash.substr(0, kStart.size()) == kStart) hash.remove_prefix(kStart.size());
    if (!hash.empty() && hash.front() == '/') hash.remove_prefix(1);
    std::vector<std::string_view> parts;
    while (!hash.empty()) {
        const std::size_t slash = hash.find('/');
        parts.push_back(hash.substr(0, slash));
        hash = slash == std::string_view::npos ? "" : hash.substr(slash + 1);
    }
    for (const Name& name : kNames) {
        if (!fits(name, parts)) continue;
        route.screen = name.screen;
        if (parts.size() > 1) route.id = parts[1];
        if (parts.size() > 3) route.part = parts[3];
        return route;
    }
    route.screen = StaffScreen::NotFound;
    return route;
}

std::string to_hash(const StaffRoute& route)
{
    std::string hash(kStart);
    for (const Name& name : kNames) {
        if (name.screen != route.screen) continue;
        for (const std::string_view part :
             {name.path, std::string_view(route.id), name.tail, std::string_view(route.part)})
            if (!part.empty()) hash += "/" + std::string(part);
        return hash;
    }
    return hash;
}

StaffRoute parent_of(const StaffRoute& route)
{
    for (const Name& name : kNames) {
        if (name.screen != route.screen) continue;
        const bool same_one = name.parent != StaffScreen::Queue && name.parent != StaffScreen::Providers &&
                              name.parent != StaffScreen::Leavings && name.parent != StaffScreen::Start;
        return {name.parent, same_one ? route.id : "", ""};
    }
    return {};
}

}  // namespace hemval
