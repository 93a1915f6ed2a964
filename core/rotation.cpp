#include "core/rotation.h"

#include "core/rotation_list.h"
#include "core/rotation_question.h"

#include <algorithm>

namespace hemval {
namespace {

using Ids = std::vector<ProviderId>;

std::size_t index_in(const Ids& ids, const ProviderId& id)
{
    return static_cast<std::size_t>(std::find(ids.begin(), ids.end(), id) - ids.begin());
}

bool contains(const Ids& ids, const ProviderId& id)
{
    return index_in(ids, id) < ids.size();
}

AssignmentBasis basis_of(RotationMethod method)
{
    switch (method) {
    case RotationMethod::StrictTurn: return AssignmentBasis::Turn;
    case RotationMethod::ProviderOfTheMonth: return AssignmentBasis::MonthlyTurn;
    case RotationMethod::RandomDraw: return AssignmentBasis::Draw;
    case RotationMethod::GreatestFreeCapacity: return AssignmentBasis::FreeCapacity;
    case RotationMethod::MunicipalProvider: return AssignmentBasis::MunicipalRule;
    }
    return AssignmentBasis::Turn;
}

void give(Assignment& answer, const ProviderId& provider, AssignmentBasis basis)
{
    answer.provider = provider;
    answer.basis = basis;
}

Skip& skip(Assignment& answer, const ProviderId& provider, SkipReason reason)
{
    const auto at = std::find_if(answer.skipped.begin(), answer.skipped.end(),
                                 [&](const Skip& one) { return one.provider == provider; });
    if (at != answer.skipped.end()) {
        return *at;
    }
    answer.skipped.push_back(Skip{provider, reason, false});
    return answer.skipped.back();
}

// Goes through `asked` until somebody can take the person; the rest are written down as skipped.
std::optional<ProviderId> first_able(const Question& question, const Ids& asked, Assignment& answer)
{
    for (const ProviderId& id : asked) {
        const ListedProvider* provider = find_listed(question.providers, id);
        if (provider == nullptr) {
            continue;
        }
        const auto reason = why_not(question, *provider);
        if (!reason) {
            return id;
        }
        skip(answer, id, *reason);
    }
    return std::nullopt;
}

void pass_turn_beyond(RotationList& list, const ProviderId& id)
{
    list.turn = (index_in(list.order, id) + 1) % list.order.size();
}

// Most room first. Equal room: the list's order, which evens out by itself as each assignment takes
// a place. Without a ceiling nothing evens out and the first would get everybody, so those go by
// turn, as `asked` has them.
Ids by_free_capacity(const Question& question, const RotationList& list, Ids asked)
{
    struct Room {
        ProviderId id;
        std::optional<std::int64_t> places;
        std::size_t place_on_list;
    };
    std::vector<Room> rooms;
    for (const ProviderId& id : asked) {
        const ListedProvider* provider = find_listed(question.providers, id);
        if (provider != nullptr) {
            rooms.push_back({id, free_capacity(question, *provider), index_in(list.order, id)});
        }
    }
    std::stable_sort(rooms.begin(), rooms.end(), [](const Room& a, const Room& b) {
        if (!a.places || !b.places) {
            return !a.places && b.places;
        }
        if (*a.places != *b.places) {
            return *a.places > *b.places;
        }
        return a.place_on_list < b.place_on_list;
    });
    asked.clear();
    for (const Room& room : rooms) {
        asked.push_back(room.id);
    }
    return asked;
}

Ids asked_by(const Question& question, const RotationList& list)
{
    Ids asked = asking_order(question.policy, question.providers, question.request.area,
                             question.request.day, list);
    if (question.policy.method == RotationMethod::GreatestFreeCapacity) {
        return by_free_capacity(question, list, std::move(asked));
    }
    return asked;
}

std::optional<ProviderId> turn_of(const Question& question, const RotationList& list)
{
    if (list.order.empty() || question.policy.method == RotationMethod::RandomDraw) {
        return std::nullopt;
    }
    if (question.policy.method != RotationMethod::GreatestFreeCapacity) {
        return list.order[list.turn];
    }
    for (const ProviderId& id : asked_by(question, list)) {
        if (contains(list.order, id)) {
            return id;
        }
    }
    return std::nullopt;
}

// Said beforehand to those who come next, so never somebody who takes nobody new.
std::optional<ProviderId> next_of(const Question& question, const RotationList& list)
{
    for (const ProviderId& id : list.owed) {
        const ListedProvider* provider = find_listed(question.providers, id);
        if (provider != nullptr && !why_not(question, *provider)) {
            return id;
        }
    }
    if (question.policy.method == RotationMethod::RandomDraw) {
        return std::nullopt;
    }
    for (const ProviderId& id : asked_by(question, list)) {
        const ListedProvider* provider = find_listed(question.providers, id);
        if (contains(list.order, id) && provider != nullptr && !barred(question, *provider)) {
            return id;
        }
    }
    return std::nullopt;
}

bool by_former_provider(const Question& question, Assignment& answer)
{
    if (!question.policy.keeps_former_provider || !question.request.former_provider) {
        return false;
    }
    const auto found = first_able(question, {*question.request.former_provider}, answer);
    if (found) {
        give(answer, *found, AssignmentBasis::FormerProvider);
    }
    return found.has_value();
}

bool by_kept_turn(const Question& question, Assignment& answer)
{
    const Ids owed = answer.list.owed;
    const auto found = first_able(question, owed, answer);
    for (Skip& one : answer.skipped) {
        one.turn_kept = one.turn_kept || contains(owed, one.provider);
    }
    if (!found) {
        return false;
    }
    Ids& left = answer.list.owed;
    left.erase(std::remove(left.begin(), left.end(), *found), left.end());
    give(answer, *found, AssignmentBasis::KeptTurn);
    return true;
}

// The turn went past `passed` for want of room and the policy lets them keep it. One turn each: a
// provider full for a year must not be given a year's people in a row when it has room again.
void keep_turns(const Question& question, const Ids& passed, Assignment& answer)
{
    if (question.policy.full_turn != FullTurn::Keeps) {
        return;
    }
    // In a provider's month only that provider has a turn to keep; the others stand in for it.
    const bool monthly = question.policy.method == RotationMethod::ProviderOfTheMonth;
    for (Skip& one : answer.skipped) {
        if (!is_room(one.reason) || !contains(passed, one.provider) ||
            (monthly && one.provider != answer.list.order[answer.list.turn])) {
            continue;
        }
        one.turn_kept = true;
        if (!contains(answer.list.owed, one.provider)) {
            answer.list.owed.push_back(one.provider);
        }
    }
}

// The month goes to the first who can have anybody this month. A month that stayed with a closing
// provider would give the one after it two months on end.
void settle_month(const Question& question, const Ids& asked, RotationList& list)
{
    for (const ProviderId& id : asked) {
        const ListedProvider* provider = find_listed(question.providers, id);
        if (provider != nullptr && !barred(question, *provider)) {
            list.turn = index_in(list.order, id);
            return;
        }
    }
}

bool by_turn(const Question& question, const Ids& asked, Assignment& answer)
{
    const bool monthly = question.policy.method == RotationMethod::ProviderOfTheMonth;
    if (monthly) {
        settle_month(question, asked, answer.list);
    }
    const auto found = first_able(question, asked, answer);
    if (!found) {
        return false;  // nobody had a turn, so nobody has lost one
    }
    keep_turns(question, Ids(asked.begin(), std::find(asked.begin(), asked.end(), *found)), answer);
    if (!monthly) {
        pass_turn_beyond(answer.list, *found);
    }
    give(answer, *found, basis_of(question.policy.method));
    return true;
}

bool by_draw(const Question& question, const Ids& asked, Assignment& answer)
{
    Ids able;
    for (const ProviderId& id : asked) {
        if (const auto found = first_able(question, {id}, answer)) {
            able.push_back(*found);
        }
    }
    if (able.empty()) {
        return false;
    }
    give(answer, able[uniform_index(question.request.draw, able.size())], AssignmentBasis::Draw);
    return true;
}

bool by_room(const Question& question, const Ids& asked, Assignment& answer)
{
    const auto found = first_able(question, asked, answer);
    if (!found) {
        return false;
    }
    if (!free_capacity(question, *find_listed(question.providers, *found))) {
        pass_turn_beyond(answer.list, *found);
    }
    give(answer, *found, AssignmentBasis::FreeCapacity);
    return true;
}

bool by_method(const Question& question, Assignment& answer)
{
    const Ids asked = asked_by(question, answer.list);
    switch (question.policy.method) {
    case RotationMethod::RandomDraw: return by_draw(question, asked, answer);
    case RotationMethod::GreatestFreeCapacity: return by_room(question, asked, answer);
    case RotationMethod::StrictTurn:
    case RotationMethod::ProviderOfTheMonth:
    case RotationMethod::MunicipalProvider: break;
    }
    return by_turn(question, asked, answer);
}

void when_all_full(const Question& question, Assignment& answer)
{
    answer.basis = AssignmentBasis::Waiting;
    for (const ListedProvider& provider : question.providers) {
        if (unfit(question, provider)) {
            continue;
        }
        if (question.policy.all_full == AllFull::MunicipalProvider && provider.municipal) {
            return give(answer, provider.id, AssignmentBasis::MunicipalFallback);
        }
        if (question.policy.all_full == AllFull::InterimProvider &&
            provider.id == question.policy.interim) {
            return give(answer, provider.id, AssignmentBasis::InterimFallback);
        }
    }
}

}  // namespace

Assignment assign(const RotationPolicy& policy, const std::vector<ListedProvider>& providers,
                  const std::vector<Candidate>& loads, const RotationList& list,
                  const RotationRequest& request)
{
    const Question question{policy, providers, loads, request};
    Assignment answer;
    answer.list = list;
    bring_up_to_date(policy, providers, request.area, request.day, answer.list);
    answer.order = answer.list.order;
    answer.whose_turn = turn_of(question, answer.list);

    if (!by_former_provider(question, answer) && !by_kept_turn(question, answer) &&
        !by_method(question, answer)) {
        when_all_full(question, answer);
    }
    if (answer.provider) {
        ++answer.list.assignments;
        const auto then = with_person(providers, loads, *answer.provider, request);
        answer.next = next_of(Question{policy, providers, then, request}, answer.list);
    } else {
        answer.next = next_of(question, answer.list);
    }
    return answer;
}

}  // namespace hemval
