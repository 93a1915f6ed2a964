#include "core/rotation_trial.h"

#include "core/ledger_rules.h"
#include "core/registry.h"

#include <algorithm>
#include <utility>

namespace hemval {
namespace {

constexpr const char* kNewcomer = "trial--newcomer";  // no pack's: an id there has no two hyphens
constexpr int kFewestHours = 5, kMostHours = 60;
constexpr int kDaysSinceDecision = 7;

}  // namespace

RotationTrial::RotationTrial(const Municipality& municipality, VisitSeed seed, Day first, AreaId area)
    : municipality_(municipality), first_(first), area_(std::move(area)), random_(seed.value)
{
    if (const auto start = policy_to_adopt(municipality, state_)) {
        add(first, *start);
    }
}

Day RotationTrial::today() const
{
    return plus_days(first_, static_cast<int>(people_.size()) * kTrialDaysBetween);
}

const RotationList* RotationTrial::list() const
{
    const auto found = state_.lists.find(list_key(state_.policy, area_));
    return found == state_.lists.end() ? nullptr : &found->second;
}

int RotationTrial::clients(const ProviderId& provider) const
{
    const auto found = state_.clients.find(provider);
    return found == state_.clients.end() ? 0 : found->second;
}

int RotationTrial::given(const ProviderId& provider) const
{
    const auto found = given_.find(provider);
    return found == given_.end() ? 0 : found->second;
}

std::map<SkipReason, int> RotationTrial::passed_over(const ProviderId& provider) const
{
    const auto found = passed_over_.find(provider);
    return found == passed_over_.end() ? std::map<SkipReason, int>() : found->second;
}

void RotationTrial::add(const Event& event)
{
    apply(state_, event);
    months_.add(event);
    const auto* decided = std::get_if<ProviderDecided>(&event.body);
    if (decided == nullptr || !decided->receipt.rotation) {
        return;
    }
    const auto person = people_.find(decided->person);
    if (person == people_.end()) {
        return;
    }
    TrialAssignment answer = person->second;
    answer.day = event.day;
    answer.provider = decided->receipt.provider;
    answer.why = *decided->receipt.rotation;
    for (const Skip& skip : answer.why.skipped) {
        ++passed_over_[skip.provider][skip.reason];
    }
    assignments_.push_back(std::move(answer));
}

void RotationTrial::add(Day day, EventBody body)
{
    add(next_event(state_, day, std::move(body)));
}

ClientCase RotationTrial::somebody(Day day)
{
    ClientCase person;
    person.id = CaseId("trial-" + std::to_string(people_.size() + 1));
    person.area = area_;
    if (!state_.policy.per_area && !municipality_.areas.empty()) {
        person.area = municipality_.areas[random_.at(municipality_.areas.size())].id;
    }
    std::vector<ServiceId> open;
    for (const Service& service : municipality_.services) {
        if (service.chosen) {
            open.push_back(service.id);
        }
    }
    // One kind of help or more, drawn.
    const std::size_t wanted = open.empty() ? 0 : 1 + random_.at(open.size());
    for (std::size_t left = open.size(); left > open.size() - wanted; --left) {
        std::swap(open[left - 1], open[random_.at(left)]);
        person.services.push_back(open[left - 1]);
    }
    person.hours_per_month = kFewestHours + static_cast<int>(random_.below(kMostHours - kFewestHours + 1));
    person.decision_day = plus_days(day, -kDaysSinceDecision);
    return person;
}

bool RotationTrial::next()
{
    if (people_.size() >= kMostTrialAssignments) {
        return false;
    }
    const Day day = today();
    const ClientCase person = somebody(day);
    people_[person.id] = {static_cast<int>(people_.size()) + 1, day, person.area, {}, {}};
    add(day, CaseOpened{person});
    Submission declines;
    declines.action = Action::Decline;
    declines.key = IdempotencyKey(person.id.value);
    const DecideContext context{day, receipt_number(random_.next()), random_.next(), random_.next()};
    if (const auto events = decide(state_, municipality_.schedule, person, declines, context)) {
        for (const Event& event : *events) {
            add(event);
        }
    }
    count();
    return true;
}

void RotationTrial::count()
{
    given_.clear();
    for (const MonthOfAssignments& month : months_.until(today())) {
        for (const auto& [provider, count] : month.by_turn) {
            given_[provider] += count;
        }
    }
}

void RotationTrial::adopt(PolicyAdopted changed)
{
    if (changed.policy == state_.policy && changed.providers == state_.providers) {
        return;
    }
    if (!(changed.policy == state_.policy)) {
        ++changed.policy.version;
    }
    add(today(), std::move(changed));
}

void RotationTrial::set_room(const ProviderId& provider, std::optional<int> more)
{
    PolicyAdopted changed{state_.policy, state_.providers};
    if (changed.policy.ceiling != CeilingRule::Clients) {
        changed.policy.ceiling = CeilingRule::Clients;
        for (ListedProvider& one : changed.providers) {
            one.capacity.reset();  // that was no ceiling so far
        }
    }
    for (ListedProvider& one : changed.providers) {
        if (one.id != provider) {
            continue;
        }
        one.capacity.reset();
        if (more) {
            one.capacity = clients(provider) + std::max(*more, 0);
        }
    }
    adopt(std::move(changed));
}

void RotationTrial::let_in(const std::string& name)
{
    if (newcomer_) {
        return;
    }
    ListedProvider one;
    one.id = ProviderId(kNewcomer);
    one.name = name;
    for (const Area& area : municipality_.areas) {
        one.areas.insert(area.id);
    }
    for (const Service& service : municipality_.services) {
        if (service.chosen) {
            one.services.insert(service.id);
        }
    }
    one.joined = today();
    newcomer_ = one;
    PolicyAdopted changed{state_.policy, state_.providers};
    // Where places are counted the newcomer has some too: as many as the smallest has in all.
    if (changed.policy.ceiling == CeilingRule::Clients) {
        for (const ListedProvider& other : changed.providers) {
            if (other.capacity && (!one.capacity || *other.capacity < *one.capacity)) {
                one.capacity = other.capacity;
            }
        }
    }
    changed.providers.push_back(std::move(one));
    adopt(std::move(changed));
}

}  // namespace hemval
