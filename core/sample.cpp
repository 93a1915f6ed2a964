#include "core/sample.h"

#include "core/eligibility.h"
#include "core/rotation_list.h"

#include <utility>

namespace hemval {
namespace {

constexpr int kSampleHours = 20;
constexpr std::size_t kWantedProviders = 3;

using Services = std::vector<ServiceId>;

// Those that can take somebody who lives so; where nobody has room, those that could if they had.
std::vector<ProviderId> able(const MunicipalityState& state, const AreaId& area,
                             const Services& services)
{
    std::vector<ProviderId> full;
    std::vector<ProviderId> found;
    for (const ListedProvider& provider : state.providers) {
        const auto count = state.clients.find(provider.id);
        const int clients = count == state.clients.end() ? provider.clients : count->second;
        const auto reasons = eligibility(provider, clients, Need{area, services}).reasons;
        if (reasons.empty()) {
            found.push_back(provider.id);
        } else if (reasons == std::vector{Ineligible::Full}) {
            full.push_back(provider.id);
        }
    }
    return found.empty() ? full : found;
}

struct Home {
    AreaId area;
    Services services;
    std::size_t providers = 0;  // that can take somebody living so
};

// The area and the services that leave the most to choose from, within what `own` does if there is
// one. As many services as possible while at least `wanted` providers remain.
Home sample_home(const Municipality& municipality, const MunicipalityState& state,
                 const ListedProvider* own, std::size_t wanted)
{
    Services open;
    for (const Service& service : municipality.services) {
        if (service.chosen && (own == nullptr || own->services.count(service.id) > 0)) {
            open.push_back(service.id);
        }
    }
    Home best;
    for (const Area& area : municipality.areas) {
        if (own != nullptr && !works_in(*own, area.id)) {
            continue;
        }
        Home home{area.id, {}, 0};
        for (const ServiceId& service : open) {
            Services more = home.services;
            more.push_back(service);
            const std::size_t left = able(state, area.id, more).size();
            if (home.services.empty() ? left > home.providers : left >= wanted) {
                home.services = std::move(more);
                home.providers = left;
            }
        }
        if (best.area.empty() || home.providers > best.providers) {
            best = std::move(home);
        }
    }
    return best;
}

// The first on the pack's list who can take the person and does not leave.
std::optional<ProviderId> staying(const MunicipalityState& state, const Home& home,
                                  const std::optional<ProviderId>& leaver)
{
    for (const ProviderId& id : able(state, home.area, home.services)) {
        if (id != leaver) {
            return id;
        }
    }
    return std::nullopt;
}

}  // namespace

const char* sample_label(Situation situation)
{
    switch (situation) {
    case Situation::NoProvider: return "ny";
    case Situation::HasProvider: return "byte";
    case Situation::ProviderLeaving: return "avveckling";
    }
    return "";
}

std::optional<Situation> sample_labelled(std::string_view label)
{
    for (const Situation situation : kAllSituations) {
        if (label == sample_label(situation)) {
            return situation;
        }
    }
    return std::nullopt;
}

std::optional<ProviderId> sample_leaver(const Municipality& municipality)
{
    std::optional<ProviderId> closing;
    const auto& providers = municipality.providers;
    for (auto provider = providers.rbegin(); provider != providers.rend(); ++provider) {
        if (provider->kind != ProviderKind::Private) {
            continue;
        }
        if (!provider->closing) {
            return provider->id;
        }
        if (!closing) {
            closing = provider->id;
        }
    }
    return closing;
}

std::vector<Event> sample_events(const Municipality& municipality, const MunicipalityState& state,
                                 Situation situation, CaseId id, Day today,
                                 const std::optional<ProviderId>& near)
{
    const auto leaver = sample_leaver(municipality);
    const bool leaving = situation == Situation::ProviderLeaving;
    const ListedProvider* own = nullptr;
    if (leaving) {
        own = leaver ? find_listed(state.providers, *leaver) : nullptr;
        if (own == nullptr) {
            return {};
        }
    }
    MunicipalityState now = state;
    std::vector<Event> events;
    // A data folder may be older than its sample's closing day: then the closing is set anew.
    if (leaving && (!own->closing || !before(today, *own->closing))) {
        events.push_back(next_event(
            now, today, ProviderClosing{own->id, plus_days(today, kSampleClosingDays)}));
        apply(now, events.back());
    }
    // One more where the person's own is among those that can take them.
    const std::size_t own_able = situation == Situation::HasProvider ? 1 : 0;
    const ListedProvider* works = near ? find_listed(now.providers, *near) : own;
    const Home home = sample_home(municipality, now, works, kWantedProviders + own_able);
    ClientCase person;
    person.id = std::move(id);
    person.area = home.area;
    person.services = home.services;
    person.hours_per_month = kSampleHours;
    person.decision_day = plus_days(today, situation == Situation::NoProvider ? -7 : -400);
    if (leaving) {
        person.current = leaver;
    } else if (situation == Situation::HasProvider) {
        person.current = staying(now, home, leaver);
        if (!person.current) {
            return {};
        }
    }
    events.push_back(next_event(now, today, CaseOpened{std::move(person)}));
    return events;
}

}  // namespace hemval
