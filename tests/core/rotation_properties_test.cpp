#include "tests/core/rotation_town.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>

// What must hold for every list, history and policy, not only for those somebody thought of.
using namespace hemval;
using namespace hemval::test;

namespace {

template <class Enum>
Enum any_of(int count)
{
    return static_cast<Enum>(*rc::gen::inRange(0, count));
}

bool maybe() { return *rc::gen::arbitrary<bool>(); }

RotationPolicy any_policy()
{
    RotationPolicy policy;
    policy.method = any_of<RotationMethod>(5);
    policy.per_area = maybe();
    policy.list_order = any_of<ListOrder>(2);
    policy.ceiling = any_of<CeilingRule>(3);
    policy.full_turn = any_of<FullTurn>(2);
    policy.newcomer = any_of<NewcomerRule>(3);
    policy.excludes_warned = maybe();
    policy.keeps_former_provider = maybe();
    policy.serve_order = any_of<ServeOrder>(2);
    policy.all_full = any_of<AllFull>(3);
    policy.interim = ProviderId(std::string(1, static_cast<char>('a' + *rc::gen::inRange(0, 7))));
    return policy;
}

// A day of the first four months of 2026.
Day any_day() { return plus_days(on(2026, 1, 1), *rc::gen::inRange(0, 120)); }

ListedProvider any_provider(char name)
{
    ListedProvider one = provider(std::string(1, name));
    const bool only_one_area = *rc::gen::inRange(0, 3) == 0;
    if (only_one_area) {
        one.areas = {maybe() ? kNorth : kSouth};
    }
    if (*rc::gen::inRange(0, 4) == 0) {
        one.services = {kShopping};
    }
    one.municipal = *rc::gen::inRange(0, 3) == 0;
    if (maybe()) {
        one.capacity = *rc::gen::inRange(0, 6);
        one.clients = *rc::gen::inRange(0, 3);
    }
    if (maybe()) {
        one.monthly_hours_ceiling = *rc::gen::inRange(0, 60);
    }
    if (*rc::gen::inRange(0, 3) == 0) {
        one.joined = any_day();
    }
    one.warned = *rc::gen::inRange(0, 4) == 0;
    if (*rc::gen::inRange(0, 5) == 0) {
        one.closing = any_day();
    }
    return one;
}

Town any_town()
{
    Town place;
    place.policy = any_policy();
    const int count = *rc::gen::inRange(0, 7);
    for (int index = 0; index < count; ++index) {
        place.listed.push_back(any_provider(static_cast<char>('a' + index)));
    }
    return place;
}

RotationRequest any_request(Day day)
{
    RotationRequest one = request(day, maybe() ? kNorth : kSouth, *rc::gen::inRange(0, 30));
    if (maybe()) {
        one.services.push_back(kShopping);
    }
    one.draw = *rc::gen::arbitrary<std::uint64_t>();
    one.decision_day = any_day();
    if (maybe()) {
        const char name = static_cast<char>('a' + *rc::gen::inRange(0, 7));
        one.former_provider = ProviderId(std::string(1, name));
    }
    return one;
}

std::vector<RotationRequest> any_history()
{
    std::vector<Day> days;
    const int count = *rc::gen::inRange(0, 40);
    for (int index = 0; index < count; ++index) {
        days.push_back(any_day());
    }
    std::sort(days.begin(), days.end(), before);
    std::vector<RotationRequest> all;
    for (const Day day : days) {
        all.push_back(any_request(day));
        all.back().commit = all.size();
    }
    return all;
}

Town equal_town(int count)
{
    Town place;
    for (int index = 0; index < count; ++index) {
        place.listed.push_back(provider(std::string(1, static_cast<char>('a' + index))));
    }
    return place;
}

bool same(const Assignment& a, const Assignment& b)
{
    return a.provider == b.provider && a.basis == b.basis && a.whose_turn == b.whose_turn &&
           a.skipped == b.skipped && a.next == b.next && a.order == b.order && a.list == b.list;
}

const ListedProvider& row_of(const Town& place, const ProviderId& id)
{
    return *std::find_if(place.listed.begin(), place.listed.end(),
                         [&](const ListedProvider& one) { return one.id == id; });
}

// Written apart from the program's own: what nothing, not even a fallback, may override.
bool fit(const Town& place, const ListedProvider& one, const RotationRequest& asked)
{
    const auto entered = [&] {
        if (!one.joined) {
            return true;
        }
        const auto joined = *one.joined;
        if (place.policy.newcomer == NewcomerRule::JoinsLast) {
            return std::chrono::sys_days(joined) <= std::chrono::sys_days(asked.day);
        }
        if (place.policy.newcomer == NewcomerRule::EntersNextYear) {
            return joined.year() < asked.day.year();
        }
        return joined.year() < asked.day.year() || joined.month() < asked.day.month();
    };
    for (const ServiceId& service : asked.services) {
        if (one.services.count(service) == 0) {
            return false;
        }
    }
    return one.areas.count(asked.area) == 1 && !one.closing && entered() &&
           !(place.policy.excludes_warned && one.warned);
}

bool has_room(Town& place, const ListedProvider& one, const RotationRequest& asked)
{
    for (const Candidate& load : place.loads(asked.day)) {
        if (load.id != one.id) {
            continue;
        }
        if (place.policy.ceiling == CeilingRule::Clients && one.capacity) {
            return load.clients < *one.capacity;
        }
        if (place.policy.ceiling == CeilingRule::MonthlyHours && one.monthly_hours_ceiling) {
            return load.hours_this_month < *one.monthly_hours_ceiling &&
                   load.hours_this_month + asked.hours_per_month <= *one.monthly_hours_ceiling;
        }
    }
    return true;
}

bool is_fallback(AssignmentBasis basis)
{
    return basis == AssignmentBasis::MunicipalFallback || basis == AssignmentBasis::InterimFallback;
}

}  // namespace

TEST_CASE("replaying a history gives every answer again, whatever order the loads come in")
{
    CHECK(rc::check("replay", [] {
        Town first = any_town();
        Town again = first;
        for (const RotationRequest& asked : any_history()) {
            auto loads = again.loads(asked.day);
            std::reverse(loads.begin(), loads.end());
            const Assignment replayed =
                assign(again.policy, again.listed, loads, again.list(asked.area), asked);
            again.record(asked, replayed);
            RC_ASSERT(same(first.ask(asked), replayed));
        }
    }));
}

TEST_CASE("nobody ineligible is ever assigned, and a ceiling is passed only by a named fallback")
{
    CHECK(rc::check("eligible", [] {
        Town place = any_town();
        for (const RotationRequest& asked : any_history()) {
            Town then = place;
            const Assignment answer = place.ask(asked);
            if (!answer.provider) {
                RC_ASSERT(answer.basis == AssignmentBasis::Waiting);
                continue;
            }
            const ListedProvider& given = row_of(place, *answer.provider);
            RC_ASSERT(fit(then, given, asked));
            RC_ASSERT((is_fallback(answer.basis) || has_room(then, given, asked)));
            if (answer.basis == AssignmentBasis::MunicipalFallback) {
                RC_ASSERT((given.municipal && place.policy.all_full == AllFull::MunicipalProvider));
            }
            if (answer.basis == AssignmentBasis::InterimFallback) {
                RC_ASSERT((given.id == place.policy.interim &&
                          place.policy.all_full == AllFull::InterimProvider));
            }
        }
    }));
}

TEST_CASE("nobody waits, and no fallback is used, while somebody on the list could take the person")
{
    CHECK(rc::check("no needless waiting", [] {
        Town place = any_town();
        for (const RotationRequest& asked : any_history()) {
            Town then = place;
            const Assignment answer = place.ask(asked);
            if (answer.basis != AssignmentBasis::Waiting && !is_fallback(answer.basis)) {
                continue;
            }
            for (const ListedProvider& one : then.listed) {
                const bool on_list = then.policy.method != RotationMethod::MunicipalProvider ||
                                     one.municipal;
                RC_ASSERT((!(on_list && fit(then, one, asked) && has_room(then, one, asked))));
            }
        }
    }));
}

TEST_CASE("each passed over is named once, truly cannot, and is given it only as a fallback")
{
    CHECK(rc::check("skips", [] {
        Town place = any_town();
        for (const RotationRequest& asked : any_history()) {
            Town then = place;
            const Assignment answer = place.ask(asked);
            std::set<ProviderId> named;
            for (const Skip& skip : answer.skipped) {
                RC_ASSERT(named.insert(skip.provider).second);
                const ListedProvider& one = row_of(then, skip.provider);
                RC_ASSERT((!fit(then, one, asked) || !has_room(then, one, asked)));
                const bool room = skip.reason == SkipReason::Full ||
                                  skip.reason == SkipReason::MonthlyHoursUsed;
                RC_ASSERT(room == fit(then, one, asked));
            }
            RC_ASSERT((!answer.provider || is_fallback(answer.basis) ||
                      named.count(*answer.provider) == 0));
        }
    }));
}

TEST_CASE("the list stays sound: each member once, the turn within it, kept turns only of members")
{
    CHECK(rc::check("sound list", [] {
        Town place = any_town();
        RotationList& torn = place.list();
        torn.turn = *rc::gen::arbitrary<std::size_t>();
        torn.owed = {ProviderId("nobody"), ProviderId("a")};
        torn.order.push_back(ProviderId("b"));
        for (const RotationRequest& asked : any_history()) {
            const RotationList list = place.ask(asked).list;
            const std::set<ProviderId> members(list.order.begin(), list.order.end());
            RC_ASSERT(members.size() == list.order.size());
            RC_ASSERT((list.order.empty() ? list.turn == 0 : list.turn < list.order.size()));
            const std::set<ProviderId> owed(list.owed.begin(), list.owed.end());
            RC_ASSERT(owed.size() == list.owed.size());
            for (const ProviderId& one : list.owed) {
                RC_ASSERT(members.count(one) == 1);
            }
        }
    }));
}

TEST_CASE("strict turn with equals and no ceilings: after every step the spread is at most one")
{
    CHECK(rc::check("spread", [] {
        const int count = *rc::gen::inRange(1, 9);
        Town place = equal_town(count);
        const int steps = *rc::gen::inRange(0, 60);
        for (int step = 0; step < steps; ++step) {
            place.ask(request());
            int least = steps;
            int most = 0;
            for (const ListedProvider& one : place.listed) {
                least = std::min(least, place.given_clients[one.id]);
                most = std::max(most, place.given_clients[one.id]);
            }
            RC_ASSERT(most - least <= 1);
        }
    }));
}

TEST_CASE("strict turn: who was said to be next is asked first, and is never one who takes nobody")
{
    CHECK(rc::check("next", [] {
        Town place = any_town();
        place.policy.method = RotationMethod::StrictTurn;
        place.policy.per_area = false;
        for (ListedProvider& one : place.listed) {
            one.joined.reset();
        }
        const auto takes_nobody = [&](const ProviderId& id) {
            const ListedProvider& one = place.at(id.value);
            return one.closing || (place.policy.excludes_warned && one.warned);
        };
        std::optional<ProviderId> next;
        for (const RotationRequest& asked : any_history()) {
            const Assignment answer = place.ask(asked);
            const bool by_turn = answer.provider && answer.basis == AssignmentBasis::Turn;
            if (next && by_turn) {
                const auto at = std::find_if(answer.skipped.begin(), answer.skipped.end(),
                                             [&](const Skip& one) { return one.provider == next; });
                RC_ASSERT((answer.provider == next || at != answer.skipped.end()));
            }
            next = answer.next;
            RC_ASSERT((!next || !takes_nobody(*next)));
        }
    }));
}

TEST_CASE("kept turns are served, oldest first, as soon as there is room")
{
    CHECK(rc::check("kept turns", [] {
        Town place = equal_town(*rc::gen::inRange(2, 7));
        place.policy.full_turn = FullTurn::Keeps;
        place.policy.ceiling = CeilingRule::Clients;
        place.policy.all_full = AllFull::Wait;
        for (ListedProvider& one : place.listed) {
            if (maybe()) {
                one.capacity = *rc::gen::inRange(0, 4);
            }
        }
        const int steps = *rc::gen::inRange(0, 20);
        for (int step = 0; step < steps; ++step) {
            place.ask(request());
        }
        for (ListedProvider& one : place.listed) {
            one.capacity.reset();
        }
        const std::vector<ProviderId> owed = place.list().owed;
        const auto turn = place.list().turn;
        for (const ProviderId& expected : owed) {
            const Assignment answer = place.ask(request());
            RC_ASSERT(answer.provider == expected);
            RC_ASSERT(answer.basis == AssignmentBasis::KeptTurn);
        }
        RC_ASSERT(place.list().owed.empty());
        RC_ASSERT(place.list().turn == turn);
    }));
}

TEST_CASE("a newcomer has nothing to catch up: joining last, it is never ahead of anybody")
{
    CHECK(rc::check("newcomer", [] {
        Town place = equal_town(*rc::gen::inRange(1, 7));
        place.policy.newcomer = any_of<NewcomerRule>(2);
        place.policy.list_order = any_of<ListOrder>(2);
        const int before_joining = *rc::gen::inRange(0, 20);
        for (int step = 0; step < before_joining; ++step) {
            place.ask(request(on(2026, 1, 2)));
        }
        // Anywhere among the letters.
        ListedProvider newcomer = provider("new");
        newcomer.name = std::string(1, static_cast<char>('A' + *rc::gen::inRange(0, 8))) + "z";
        newcomer.joined = on(2026, 1, 20);
        const auto place_in_pack = *rc::gen::inRange<std::ptrdiff_t>(
            0, static_cast<std::ptrdiff_t>(place.listed.size()) + 1);
        place.listed.insert(place.listed.begin() + place_in_pack, newcomer);
        place.given_clients.clear();
        const int steps = *rc::gen::inRange(1, 40);
        const int ahead = place.policy.newcomer == NewcomerRule::JoinsLast ? 0 : 1;
        for (int step = 0; step < steps; ++step) {
            place.ask(request(on(2026, 2, 1)));
            const int got = place.given_clients[newcomer.id];
            for (const ListedProvider& one : place.listed) {
                RC_ASSERT(got <= place.given_clients[one.id] + ahead);
                RC_ASSERT(place.given_clients[one.id] <= got + 1);
            }
        }
    }));
}

TEST_CASE("the serving order is by commit, or by decision date and then commit, and loses nobody")
{
    CHECK(rc::check("serving order", [] {
        const RotationPolicy policy = any_policy();
        const std::vector<RotationRequest> all = any_history();
        auto shuffled = all;
        std::reverse(shuffled.begin(), shuffled.end());
        const auto order = serving_order(policy, shuffled);
        RC_ASSERT(order.size() == all.size());
        for (std::size_t index = 1; index < order.size(); ++index) {
            const RotationRequest& first = order[index - 1];
            const RotationRequest& then = order[index];
            if (policy.serve_order == ServeOrder::CommitOrder) {
                RC_ASSERT(first.commit < then.commit);
            } else {
                RC_ASSERT(!before(then.decision_day, first.decision_day));
                RC_ASSERT((first.decision_day != then.decision_day || first.commit < then.commit));
            }
        }
    }));
}
