#include "core/eligibility.h"
#include "core/staff_desk.h"

namespace hemval {

std::vector<Choosable> choosable(const Municipality& municipality,
                                 const std::vector<DeskProvider>& providers)
{
    std::vector<Choosable> all;
    for (const Area& area : municipality.areas) {
        for (const Service& service : municipality.services) {
            if (!service.chosen) {
                continue;
            }
            Choosable one{area.id, service.id, {}};
            for (const DeskProvider& provider : providers) {
                const Need need{area.id, {service.id}};
                if (eligibility(provider.row, provider.clients, need).eligible()) {
                    one.providers.push_back(provider.row.id);
                }
            }
            all.push_back(std::move(one));
        }
    }
    return all;
}

}  // namespace hemval
