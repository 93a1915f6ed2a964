#pragma once

#include "core/rotation.h"

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

// A small municipality for the tests of the non-choice rule: lists and loads as in the ledger.
namespace hemval::test {

inline const AreaId kNorth{"norra"};
inline const AreaId kSouth{"sodra"};
inline const ServiceId kCare{"personal_care"};
inline const ServiceId kShopping{"shopping"};

inline Day on(int year, unsigned month, unsigned day)
{
    return std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day);
}

inline ListedProvider provider(const std::string& id)
{
    ListedProvider one;
    one.id = ProviderId(id);
    one.name = id;
    one.areas = {kNorth, kSouth};
    one.services = {kCare, kShopping};
    return one;
}

inline std::vector<ListedProvider> providers(const std::vector<std::string>& ids)
{
    std::vector<ListedProvider> all;
    for (const std::string& id : ids) {
        all.push_back(provider(id));
    }
    return all;
}

inline RotationRequest request(Day day = on(2026, 1, 10), AreaId area = kNorth, int hours = 10)
{
    RotationRequest one;
    one.area = std::move(area);
    one.services = {kCare};
    one.hours_per_month = hours;
    one.day = day;
    one.decision_day = day;
    return one;
}

struct Town {
    RotationPolicy policy;
    std::vector<ListedProvider> listed;
    Day start = on(2026, 1, 1);
    std::map<AreaId, RotationList> lists;
    std::map<ProviderId, int> given_clients;
    std::map<ProviderId, std::int64_t> given_hours;
    std::optional<std::chrono::year_month> hours_month;

    ListedProvider& at(const std::string& id)
    {
        for (ListedProvider& one : listed) {
            if (one.id.value == id) {
                return one;
            }
        }
        listed.push_back(provider(id));
        return listed.back();
    }
    RotationList& list(const AreaId& area = kNorth)
    {
        const AreaId key = policy.per_area ? area : AreaId{};
        const auto known = lists.find(key);
        if (known != lists.end()) {
            return known->second;
        }
        return lists[key] = initial_list(policy, listed, area, start);
    }
    std::vector<Candidate> loads(Day day)
    {
        const std::chrono::year_month month = day.year() / day.month();
        if (hours_month != month) {
            given_hours.clear();
            hours_month = month;
        }
        std::vector<Candidate> all;
        for (const ListedProvider& one : listed) {
            all.push_back({one.id, one.clients + given_clients[one.id], given_hours[one.id]});
        }
        return all;
    }
    void record(const RotationRequest& asked, const Assignment& answer)
    {
        list(asked.area) = answer.list;
        if (answer.provider && answer.basis != AssignmentBasis::InterimFallback) {
            ++given_clients[*answer.provider];
            given_hours[*answer.provider] += asked.hours_per_month;
        }
    }
    Assignment ask(const RotationRequest& asked)
    {
        Assignment answer = assign(policy, listed, loads(asked.day), list(asked.area), asked);
        record(asked, answer);
        return answer;
    }
    // Who gets each: "a b c", "-" for nobody.
    std::string history(const std::vector<RotationRequest>& all)
    {
        std::string line;
        for (const RotationRequest& one : all) {
            const Assignment answer = ask(one);
            line += (line.empty() ? "" : " ") + (answer.provider ? answer.provider->value : "-");
        }
        return line;
    }
    std::string ask_times(int times, const RotationRequest& one = request())
    {
        return history(std::vector<RotationRequest>(static_cast<std::size_t>(times), one));
    }
};

inline Town town(const std::vector<std::string>& ids)
{
    Town made;
    made.listed = providers(ids);
    return made;
}

inline Town town_of(RotationMethod method, const std::vector<std::string>& names)
{
    Town made = town(names);
    made.policy.method = method;
    return made;
}

inline Town town_with_room(FullTurn full_turn, const std::vector<std::string>& names)
{
    Town made = town(names);
    made.policy.ceiling = CeilingRule::Clients;
    made.policy.full_turn = full_turn;
    made.policy.all_full = AllFull::Wait;
    return made;
}

inline std::string ids(const std::vector<ProviderId>& all)
{
    std::string line;
    for (const ProviderId& one : all) {
        line += (line.empty() ? "" : " ") + one.value;
    }
    return line;
}

// "b:full c:full(kept)"
inline std::string skips(const Assignment& answer)
{
    std::string line;
    for (const Skip& one : answer.skipped) {
        line += (line.empty() ? "" : " ") + one.provider.value + ":" + name_of(one.reason) +
                (one.turn_kept ? "(kept)" : "");
    }
    return line;
}

}  // namespace hemval::test
