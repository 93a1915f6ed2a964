#include "core/transition_plan.h"

#include "core/ledger_rules.h"
#include "core/ledger_transition.h"
#include "core/rotation_list.h"

#include <algorithm>
#include <set>
#include <utility>

namespace hemval {
namespace {

// As many as possible placed at once: who was placed first moves on when that makes room for another.
class Places {
public:
    explicit Places(std::map<ProviderId, std::optional<int>> room) : room_(std::move(room)) {}

    bool place(std::size_t person, const std::vector<std::vector<ProviderId>>& able)
    {
        tried_.clear();
        return try_place(person, able);
    }

private:
    bool try_place(std::size_t person, const std::vector<std::vector<ProviderId>>& able)
    {
        for (const ProviderId& id : able[person]) {
            if (!tried_.insert(id).second) {
                continue;
            }
            std::vector<std::size_t>& there = taken_[id];
            const auto& room = room_[id];
            if (!room || static_cast<int>(there.size()) < *room) {
                there.push_back(person);
                return true;
            }
            for (std::size_t& other : there) {
                if (try_place(other, able)) {
                    other = person;
                    return true;
                }
            }
        }
        return false;
    }

    std::map<ProviderId, std::optional<int>> room_;
    std::map<ProviderId, std::vector<std::size_t>> taken_;
    std::set<ProviderId> tried_;
};

}  // namespace

std::vector<ClientCase> affected_by(const Transition& transition,
                                    const std::vector<ClientCase>& people, Day day)
{
    std::vector<ClientCase> affected;
    for (const ClientCase& one : people) {
        ClientCase now = as_of(one, day);
        if (held_place(now) == transition.provider || remembered(now, transition.id) != nullptr) {
            affected.push_back(std::move(now));
        }
    }
    return affected;
}

Outlook simulate(const MunicipalityState& state, const ProviderId& leaver,
                 const std::vector<ClientCase>& affected, Day day)
{
    Outlook outlook;
    for (const ListedProvider& provider : state.providers) {
        if (provider.id == leaver || provider.closing) {
            continue;
        }
        auto& room = outlook.room[provider.id];
        if (waiting_before(state, provider, CaseId()) > 0) {
            room = 0;
        } else if (provider.capacity) {
            room = std::max(0, *provider.capacity - clients_of(state, provider));
        }
    }
    std::vector<std::vector<ProviderId>> able;
    std::map<AreaId, AreaOutlook> areas;
    Places places(outlook.room);
    for (const ClientCase& one : affected) {
        const ClientCase person = as_of(one, day);
        AreaOutlook& area = areas[person.area];
        area.area = person.area;
        ++area.people;
        able.emplace_back();
        for (const ListedProvider& provider : state.providers) {
            if (outlook.room.count(provider.id) > 0 &&
                eligibility_for(state, provider, person).eligible()) {
                able.back().push_back(provider.id);
                ++area.could_go[provider.id];
            }
        }
        if (!places.place(able.size() - 1, able)) {
            ++area.without_place;
            ++outlook.without_place;
        }
    }
    for (auto& [id, area] : areas) {
        for (auto& [provider, count] : area.could_go) {
            const auto& room = outlook.room[provider];
            count = room ? std::min(count, *room) : count;
        }
        outlook.areas.push_back(std::move(area));
    }
    outlook.people = static_cast<int>(affected.size());
    return outlook;
}

Progress progress_of(const MunicipalityState& state, const Transition& transition,
                     const std::vector<ClientCase>& people, Day day)
{
    Progress progress;
    for (const ClientCase& person : affected_by(transition, people, day)) {
        ++progress.affected;
        const BeforeTransition* decided = remembered(person, transition.id);
        if (decided == nullptr) {
            ++progress.silent;
        } else if (decided->by_deadline) {
            ++progress.by_deadline;
        } else {
            ++(decided->decided == Action::Decline ? progress.declined : progress.chosen);
        }
        const auto held = held_place(person);
        progress.placed += held && !is_leaving(*held, state.providers) ? 1 : 0;
        progress.in_queue += waits_somewhere(state, person.id) ? 1 : 0;
    }
    progress.queueing = static_cast<int>(
        std::count_if(state.waiting.begin(), state.waiting.end(),
                      [&](const Queued& one) { return one.wants == transition.provider; }));
    return progress;
}

bool nobody_is_left(const MunicipalityState& state, const Transition& transition,
                    const std::vector<ClientCase>& people, Day day)
{
    return std::none_of(people.begin(), people.end(), [&](const ClientCase& person) {
        return held_place(as_of(person, day)) == transition.provider &&
               !waits_somewhere(state, person.id);
    });
}

std::optional<Day> deadline_of(const MunicipalityState& state, const ClientCase& person)
{
    const auto held = held_place(person);
    if (!held) {
        return person.choose_by;
    }
    const auto transition = leaving_by(state, held);
    if (!transition) {
        const ListedProvider* row = find_listed(state.providers, *held);
        return row != nullptr && row->closing ? std::optional(plus_days(*row->closing, -1)) : std::nullopt;
    }
    const Transition& leaving = state.transitions.at(*transition).now;
    if (leaving.phase != TransitionPhase::Running || !leaving.terms) {
        return std::nullopt;
    }
    return leaving.terms->choose_by;
}

std::optional<Submission> answer_to_silence(const MunicipalityState& state, const ClientCase& person,
                                            Day today)
{
    const ClientCase now = as_of(person, today);
    const std::optional<Day> choose_by = deadline_of(state, now);
    if (!choose_by || !before(*choose_by, today)) {
        return std::nullopt;
    }
    const Queued* entry = find_queued(state, now.id);
    if (entry != nullptr && entry->seeks) {
        return std::nullopt;  // the rule is already looking for them
    }
    Submission submission;
    submission.action = Action::Decline;
    submission.channel = Channel::Deadline;
    if (entry != nullptr && entry->wants && !is_leaving(*entry->wants, state.providers)) {
        submission.action = entry->action;
        submission.provider = entry->wants;
        submission.queue = true;
    }
    return submission;
}

std::vector<Event> annul(const MunicipalityState& state, const SchedulePolicy& schedule,
                         const TransitionMoved& annulled, const std::vector<ClientCase>& people,
                         Day offered_until, const DecideContext& context)
{
    MunicipalityState now = state;
    std::vector<Event> events;
    const auto keep = [&](EventBody body) {
        events.push_back(next_event(now, context.today, std::move(body)));
        apply(now, events.back());
    };
    for (const ClientCase& person : people) {
        if (auto moved = restoring(now, as_of(person, context.today), annulled.transition.id,
                                   offered_until)) {
            keep(std::move(*moved));
        }
    }
    keep(annulled);
    for (Event& event : serve_waiting(now, schedule, context)) {
        events.push_back(std::move(event));
    }
    return events;
}

}  // namespace hemval
