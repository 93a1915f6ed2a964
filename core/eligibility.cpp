#include "core/eligibility.h"

#include <algorithm>

namespace hemval {

const char* name_of(Ineligible reason)
{
    switch (reason) {
    case Ineligible::WrongArea: return "wrong_area";
    case Ineligible::ServiceNotOffered: return "service_not_offered";
    case Ineligible::Full: return "full";
    case Ineligible::Closing: return "closing";
    }
    return "";
}

bool works_in(const ListedProvider& provider, const AreaId& area)
{
    return provider.areas.count(area) > 0;
}

bool serves(const ListedProvider& provider, const AreaId& area,
            const std::vector<ListedProvider>& among)
{
    if (!area.empty()) {
        return works_in(provider, area);
    }
    return std::all_of(among.begin(), among.end(), [&](const ListedProvider& other) {
        return std::includes(provider.areas.begin(), provider.areas.end(), other.areas.begin(),
                             other.areas.end());
    });
}

bool offers_all(const ListedProvider& provider, const std::vector<ServiceId>& services)
{
    return std::all_of(services.begin(), services.end(), [&](const ServiceId& service) {
        return provider.services.count(service) > 0;
    });
}

Eligibility eligibility(const ListedProvider& provider, int clients, const Need& need)
{
    Eligibility answer{provider.id, {}, 0};
    if (!works_in(provider, need.area)) {
        answer.reasons.push_back(Ineligible::WrongArea);
    }
    if (!offers_all(provider, need.services)) {
        answer.reasons.push_back(Ineligible::ServiceNotOffered);
    }
    if (provider.capacity && clients >= *provider.capacity) {
        answer.reasons.push_back(Ineligible::Full);
    }
    if (provider.closing) {
        answer.reasons.push_back(Ineligible::Closing);
    }
    return answer;
}

}  // namespace hemval
