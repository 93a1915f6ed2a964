#include "core/rotation_list.h"
#include "core/wire_staff.h"
#include "server/json.h"
#include "server/staff/access_log.h"
#include "server/staff/case_tables.h"
#include "server/staff/desk.h"
#include "server/staff/list_tables.h"
#include "server/store/tables.h"

#include <algorithm>
#include <utility>

namespace hemval::server {
namespace {

constexpr Role kHere = Role::Coordinator;

std::uint64_t number_in(const std::string& made) { return std::strtoull(made.c_str(), nullptr, 10); }

bool is_published(const LocalizedText& about)
{
    return std::all_of(about.by_language.begin(), about.by_language.end(), [](const auto& one) {
        return !one.second.empty() && neutrality(one.second, one.first).empty();
    });
}

}  // namespace

std::vector<DeskProvider> DeskService::desk_providers(const At& at)
{
    const MunicipalityState state = load_state(at.queries, at.municipality.id);
    const auto texts = provider_texts(at.queries, at.municipality.id);
    const auto month = at.today.year() / at.today.month();
    const bool counted = state.hours_month == month;
    std::vector<DeskProvider> all;
    for (const ListedProvider& row : state.providers) {
        DeskProvider one{row, 0, 0, {}};
        const auto clients = state.clients.find(row.id);
        one.clients = clients != state.clients.end() ? clients->second : 0;
        const auto hours = state.hours.find(row.id);
        one.hours_this_month = counted && hours != state.hours.end() ? hours->second : 0;
        const auto text = texts.find(row.id);
        if (text != texts.end())
            one.about = text->second;
        else if (const Provider* pack = at.municipality.find_provider(row.id))
            one.about = pack->about;
        all.push_back(std::move(one));
    }
    return all;
}

void DeskService::providers(const Asker& asker, Answer<std::vector<DeskProvider>> then)
{
    read<std::vector<DeskProvider>>(
        asker, kHere, [](const At& at) { return desk_providers(at); }, std::move(then));
}

void DeskService::changes(const Asker& asker, Answer<std::vector<ProposedChange>> then)
{
    read<std::vector<ProposedChange>>(
        asker, kHere, [](const At& at) { return list_changes(at.queries, at.municipality.id); },
        std::move(then));
}

void DeskService::propose(const Asker& asker, const ListChange& change, Answer<ProposedChange> then)
{
    write<ProposedChange>(
        asker, kHere,
        [this, change](const At& at) -> Result<ProposedChange, Problem> {
            const MunicipalityId& id = at.municipality.id;
            const std::string body = "propose/" + dumped(wire::write(change));
            const auto made = once(at, body, {}, [&]() -> Result<std::string, Problem> {
                const MunicipalityState state = load_state(at.queries, id);
                const ListedProvider* row = find_listed(state.providers, change.provider);
                if (!row)
                    return fail(Problem::UnknownProvider);
                if (changed(*row, {change}) == *row)
                    return fail(Problem::MalformedRequest);
                return std::to_string(insert_change(at.queries, at.staff, change, at.today));
            });
            if (!made)
                return fail(made.error());
            return list_change(at.queries, id, number_in(*made));
        },
        std::move(then));
}

void DeskService::end_change(const Asker& asker, std::uint64_t number, ChangeStatus status,
                      Answer<ProposedChange> then)
{
    write<ProposedChange>(
        asker, kHere,
        [this, number, status](const At& at) -> Result<ProposedChange, Problem> {
            const std::string body = std::string(name_of(status)) + "/" + std::to_string(number);
            const auto made = once(at, body, {}, [&]() -> Result<std::string, Problem> {
                if (const auto ended =
                        server::end_change(at.queries, at.staff, number, status, at.today);
                    !ended)
                    return fail(ended.error());
                if (status == ChangeStatus::Agreed)
                    service_.adopt(at.queries, at.municipality);
                return std::to_string(number);
            });
            if (!made)
                return fail(made.error());
            return list_change(at.queries, at.municipality.id, number);
        },
        std::move(then));
}

void DeskService::publish_text(const Asker& asker, const ProviderId& provider, const LocalizedText& about,
                        Answer<DeskProvider> then)
{
    write<DeskProvider>(
        asker, kHere,
        [this, provider, about](const At& at) -> Result<DeskProvider, Problem> {
            const std::string body = "text/" + provider.value + "/" + dumped(wire::write(about));
            const auto made = once(at, body, {}, [&]() -> Result<std::string, Problem> {
                if (!at.municipality.find_provider(provider))
                    return fail(Problem::UnknownProvider);
                // Without Swedish a reader of another language would have nothing to fall back on.
                if (about.by_language.count("sv") == 0)
                    return fail(Problem::MalformedRequest);
                if (!is_published(about))
                    return fail(Problem::NotNeutral);
                publish_provider_text(at.queries, at.staff, provider, about, at.today);
                return provider.value;
            });
            if (!made)
                return fail(made.error());
            for (DeskProvider& one : desk_providers(at)) {
                if (one.row.id == provider)
                    return std::move(one);
            }
            return fail(Problem::UnknownProvider);
        },
        std::move(then));
}

void DeskService::rings(const Asker& asker, Answer<std::vector<DeskRing>> then)
{
    using Rings = std::vector<DeskRing>;
    read<Rings>(
        asker, kHere,
        [](const At& at) -> Result<Rings, Problem> {
            const MunicipalityState state = load_state(at.queries, at.municipality.id);
            Rings rings;
            for (const auto& [area, list] : state.lists)
                rings.push_back({area, list});
            return rings;
        },
        std::move(then));
}

void DeskService::months(const Asker& asker, Answer<std::vector<MonthOfAssignments>> then)
{
    using Months = std::vector<MonthOfAssignments>;
    read<Months>(
        asker, kHere,
        [](const At& at) -> Result<Months, Problem> {
            MonthsFold fold;
            for_each_event(at.queries, at.municipality.id,
                           [&](const Event& event, const std::string&) { fold.add(event); });
            return fold.until(at.today);
        },
        std::move(then));
}

void DeskService::follow_ups(const Asker& asker, Answer<std::vector<DeskFollowUps>> then)
{
    using FollowUps = std::vector<DeskFollowUps>;
    read<FollowUps>(
        asker, kHere,
        [](const At& at) -> Result<FollowUps, Problem> {
            const MunicipalityState state = load_state(at.queries, at.municipality.id);
            const auto held = all_follow_ups(at.queries, at.municipality.id);
            FollowUps all;
            for (const ListedProvider& row : state.providers) {
                DeskFollowUps one{row.id, {}};
                std::copy_if(held.begin(), held.end(), std::back_inserter(one.held),
                             [&](const FollowUp& visit) { return visit.provider == row.id; });
                std::stable_sort(one.held.begin(), one.held.end(),
                                 [](const FollowUp& a, const FollowUp& b) {
                                     return before(b.held, a.held);
                                 });
                all.push_back(std::move(one));
            }
            return all;
        },
        std::move(then));
}

void DeskService::ledger(const Asker& asker, std::uint64_t from, Answer<Page<LedgerLine>> then)
{
    read<Page<LedgerLine>>(
        asker, Role::Auditor,
        [from](const At& at) { return ledger_page(at.queries, at.municipality.id, from); },
        std::move(then));
}

void DeskService::accesses(const Asker& asker, std::uint64_t from, Answer<Page<AccessLine>> then)
{
    read<Page<AccessLine>>(
        asker, Role::Auditor,
        [from](const At& at) { return access_page(at.queries, at.municipality.id, from); },
        std::move(then));
}

}  // namespace hemval::server
