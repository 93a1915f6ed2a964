// What the rules themselves take, natively: a million assignments by rotation, a million fees, and a ledger of a
// million events verified as anyone can do it: every event follows from those before it, every leaf is its event's,
// and the tree's head is theirs. A line each: what, how many, seconds.
#include "core/fee.h"
#include "core/ledger_replay.h"
#include "core/rotation.h"
#include "core/wire.h"
#include "server/store/tree.h"
#include "server/signing.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <utility>
#include <vector>

using namespace hemval;

namespace {

constexpr int kCount = 1'000'000;
const Day kDay = *from_iso("2026-11-02");
const MunicipalityId kTown("provby");

// Of the processor, not of the clock on the wall: the bench is one thread, and the machine has other work.
class Watch {
public:
    void go() { began_ = now(); }
    void stop() { spent_ += now() - began_; }
    void say(const char* what) const { std::printf("%s\t%d\t%.3f\n", what, kCount, spent_); }

private:
    static double now()
    {
        timespec at{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &at);
        return static_cast<double>(at.tv_sec) + static_cast<double>(at.tv_nsec) / 1e9;
    }

    double began_ = 0, spent_ = 0;
};

[[noreturn]] void complain(const std::string& what)
{
    std::fprintf(stderr, "%s\n", what.c_str());
    std::exit(1);
}

std::vector<ListedProvider> providers()
{
    std::vector<ListedProvider> rows;
    for (int i = 0; i < 12; ++i) {
        ListedProvider row;
        row.id = ProviderId("provider_" + std::to_string(i));
        row.name = "Provider " + std::to_string(i);
        row.municipal = i == 0;
        row.areas = {AreaId("norra"), AreaId("sodra")};
        row.services = {ServiceId("personal_care"), ServiceId("household")};
        rows.push_back(std::move(row));
    }
    return rows;
}

RotationPolicy strict()
{
    RotationPolicy policy;
    policy.id = "strict";
    return policy;
}

void assign_a_million()
{
    const std::vector<ListedProvider> rows = providers();
    const RotationPolicy policy = strict();
    std::vector<Candidate> loads;
    for (const ListedProvider& row : rows)
        loads.push_back({row.id});
    RotationRequest request;
    request.area = AreaId("norra");
    request.services = {ServiceId("personal_care")};
    request.hours_per_month = 20;
    request.day = request.decision_day = kDay;
    RotationList list = initial_list(policy, rows, request.area, kDay);
    Watch watch;
    watch.go();
    for (std::uint64_t i = 0; i < kCount; ++i) {
        request.commit = i + 1;
        Assignment given = assign(policy, rows, loads, list, request);
        list = std::move(given.list);
        for (Candidate& load : loads)
            load.clients += load.id == *given.provider ? 1 : 0;
    }
    watch.stop();
    int fewest = loads[0].clients, most = fewest;
    for (const Candidate& load : loads) {
        fewest = std::min(fewest, load.clients);
        most = std::max(most, load.clients);
    }
    if (most - fewest > 1 || list.assignments != kCount)
        complain("The assignments are not even.");
    watch.say("assignments by rotation");
}

void a_million_fees()
{
    const FeeTariff tariff{2026, HourlyTariff{Ore::kronor(400)}};
    FeeQuestion question;
    question.housing_cost = Ore::kronor(7000);
    Watch watch;
    std::int64_t sum = 0;
    watch.go();
    for (int i = 0; i < kCount; ++i) {
        question.hours_per_month = i % 100;
        question.net_income = Ore::kronor(10'000 + i % 20'000);
        const auto answer = monthly_fee(tariff, question);
        if (!answer)
            complain("A fee cannot be calculated.");
        sum += answer->fee.value;
    }
    watch.stop();
    if (sum == 0)
        complain("Nobody pays a fee.");
    watch.say("fees");
}

// An event as the service keeps it.
struct Kept {
    std::string body, salt;
    merkle::Hash leaf;
};

// A ledger of people who each have their case opened and then decline, in parts: it is larger than memory should be.
class Town {
public:
    Town() { add(PolicyAdopted{strict(), providers()}); }

    // At least so many.
    std::vector<Kept> next(std::size_t count)
    {
        while (made_.size() < count) {
            ClientCase person;
            person.id = CaseId("person_" + std::to_string(++people_));
            person.area = AreaId("norra");
            person.services = {ServiceId("personal_care")};
            person.hours_per_month = 20;
            person.decision_day = kDay;
            add(CaseOpened{person});
            DecideContext context;
            context.today = kDay;
            context.receipt = ReceiptNumber("receipt_" + std::to_string(people_));
            auto events = decide(state_, {}, person, Submission{Action::Decline, {}, IdempotencyKey("k")}, context);
            if (!events || events->size() != 1)
                complain("Somebody could not decline.");
            add(events->front().body);
        }
        return std::exchange(made_, {});
    }

    merkle::Hash root() const { return frontier_.root(server::tree_hash); }

private:
    void add(EventBody body)
    {
        const Event event = next_event(state_, kDay, std::move(body));
        if (!apply(state_, event))
            complain("An event does not follow.");
        Kept kept{wire::write(event).dump(), std::string(32, 'a'), {}};
        kept.leaf = server::leaf_of(kTown, event, kept.body, kept.salt);
        frontier_.add(kept.leaf, server::tree_hash);
        made_.push_back(std::move(kept));
    }

    MunicipalityState state_;
    std::vector<Kept> made_;
    merkle::Frontier frontier_;
    int people_ = 0;
};

void verify_a_ledger()
{
    constexpr std::size_t kPart = 10'000;
    Town town;
    MunicipalityState state;
    Replay replay(state);
    merkle::Frontier tree;
    Watch reading, rules, leaves;
    while (tree.size() < kCount) {
        const std::vector<Kept> part = town.next(kPart);
        std::vector<Event> events;
        events.reserve(part.size());
        reading.go();
        for (const Kept& kept : part) {
            auto event = wire::read_event(wire::Json::parse(kept.body, nullptr, false));
            if (!event)
                complain("An event cannot be read.");
            events.push_back(std::move(*event));
        }
        reading.stop();
        rules.go();
        for (const Event& event : events) {
            if (const auto wrong = replay.next(event))
                complain(*wrong);
        }
        rules.stop();
        leaves.go();
        for (std::size_t i = 0; i < part.size(); ++i) {
            if (server::leaf_of(kTown, events[i], part[i].body, part[i].salt) != part[i].leaf)
                complain("A leaf is not its event's.");
            tree.add(part[i].leaf, server::tree_hash);
        }
        leaves.stop();
    }
    if (tree.root(server::tree_hash) != town.root())
        complain("The tree's head is not theirs.");
    reading.say("events read");
    rules.say("events that follow from the rules");
    leaves.say("leaves of the ledger's tree");
}

}  // namespace

int main()
{
    assign_a_million();
    a_million_fees();
    verify_a_ledger();
}
