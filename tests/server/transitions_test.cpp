#include "core/ledger_rules.h"
#include "core/wire.h"
#include "server/crypto.h"
#include "server/keeping.h"
#include "server/packs.h"
#include "server/publish.h"
#include "server/representation.h"
#include "server/store/migrations.h"
#include "server/store/sqlite_connection.h"
#include "server/transitions.h"
#include "server/verify.h"
#include "tests/server/support.h"

#include <doctest/doctest.h>

#include <sys/wait.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

// A provider leaves, in the database itself: a thousand people at once, and what the day brings.
using namespace hemval;
using namespace hemval::server;
using namespace hemval::server::testing;

namespace {

const TransitionId kLeave("leave-2027");
const ProviderId kLeaver("p1");

class Office {
public:
    explicit Office(Municipality town) : municipality(std::move(town))
    {
        auto opened = SqliteConnection::open(folder.path() + "/hemval.sqlite",
                                             SqliteConnection::Mode::Write);
        REQUIRE(opened);
        database = std::move(*opened);
        REQUIRE(migrate(*database));
        database->run("BEGIN");
        state = load_state(*database, municipality.id);
        keep(*policy_to_adopt(municipality, state));
    }

    void keep(EventBody body)
    {
        const Event event = next_event(state, today, std::move(body));
        if (const auto* opened = std::get_if<CaseOpened>(&event.body))
            insert_case(*database, municipality.id, opened->person);
        keep_event(*database, municipality.id, state, event);
        save_state(*database, municipality.id, state, seal());
    }

    CaseId open(int number, std::optional<ProviderId> current, const char* area)
    {
        ClientCase person;
        person.id = CaseId("case-" + std::to_string(10000 + number));
        person.area = AreaId(area);
        person.hours_per_month = 10 + number % 20;
        person.decision_day = plus_days(today, -30);
        person.current = std::move(current);
        const CaseId id = person.id;
        keep(CaseOpened{std::move(person)});
        return id;
    }

    void submits(const CaseId& id, const Submission& submission)
    {
        const ClientCase person = load_case(*database, id);
        const DecideContext context{today, unused_number(*database, municipality.id), random_number(),
                                    random_number()};
        const auto events = decide(state, municipality.schedule, person, submission, context);
        REQUIRE(events);
        for (const Event& event : *events)
            keep_event(*database, municipality.id, state, event);
        save_state(*database, municipality.id, state, seal());
    }

    Result<Transition, Problem> step(TransitionPhase to)
    {
        TransitionStep one;
        one.id = kLeave;
        one.to = to;
        one.provider = kLeaver;
        one.actor = to == TransitionPhase::Proposed ? "staff-1" : "staff-2";
        if (to == TransitionPhase::Decided && state.transitions.count(kLeave) == 0)
            REQUIRE(step(TransitionPhase::Proposed));
        if (to == TransitionPhase::Decided)
            one.terms = LeavingTerms{LeavingCause::Closes, plus_days(test_day(), 60),
                                     plus_days(test_day(), 10)};
        auto taken = take_step(*database, municipality, one, seal());
        state = load_state(*database, municipality.id);
        return taken;
    }

    Due due()
    {
        const Due done = run_due(*database, municipality, seal());
        state = load_state(*database, municipality.id);
        return done;
    }

    std::string verify()
    {
        const auto verified = verify_ledgers(*database, *SignatureCheck::with(signer.public_key()));
        return verified ? std::string() : verified.error();
    }

    // The longest that any receipt's proof becomes as the address in its QR code ("#/kvitto/" and six
    // parts in base64url with a point between, as web/app/receipt_link.h), and how many were looked at.
    std::pair<std::size_t, int> longest_proof() const
    {
        const auto base64 = [](std::size_t bytes) { return (bytes * 4 + 2) / 3; };
        std::pair<std::size_t, int> found{0, 0};
        for (const Row& row : database->query("SELECT json_extract(body, '$.sequence') FROM receipts")) {
            const auto proof = prove_receipt(*database, municipality.id,
                                             static_cast<std::uint64_t>(number_of(row[0])));
            const std::size_t link =
                std::string("#/kvitto/").size() + 5 + base64(proof.record.size()) +
                base64(proof.salt.size() / 2) + base64(32 * proof.proof.size()) +
                base64(proof.checkpoint.text.size()) + base64(proof.checkpoint.signature.size() / 2) +
                base64(32);
            found.first = std::max({found.first, link, wire::write(proof).dump().size()});
            ++found.second;
        }
        return found;
    }

    // What the published ledger's own page finds: the exit code of a process that replays it.
    int public_faults()
    {
        const auto ledgers = public_ledgers(*database, signer.public_key());
        const std::string file = folder.put("ledger.json", ledgers.at(municipality.id.value));
        const std::string script = folder.put(
            "replay.test.mjs",
            "import { check } from '" + std::string(HEMVAL_SOURCE_DIR) +
                "/server/public_page/replay.mjs';\n"
                "import { readFileSync } from 'node:fs';\n"
                "import { webcrypto } from 'node:crypto';\n"
                "const ledger = JSON.parse(readFileSync(process.argv[2], 'utf8'));\n"
                "const found = await check(ledger, webcrypto.subtle);\n"
                "if (!found.whole || found.replayed === 0) process.exit(100);\n"
                "if (found.faults.length > 0) console.error(found.faults.slice(0, 3));\n"
                "process.exit(Math.min(found.faults.length, 99));\n");
        const int status = std::system((std::string(HEMVAL_NODE) + " " + script + " " + file).c_str());
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

    std::vector<ClientCase> people()
    {
        auto all = load_cases(*database, municipality.id);
        for (ClientCase& one : all)
            one = as_of(std::move(one), today);
        return all;
    }

    Seal seal() const { return {signer, today}; }

    TemporaryFolder folder;
    Municipality municipality;
    Signer signer = *signing_key(folder.path(), false);
    Day today = test_day();
    std::unique_ptr<SqliteConnection> database;
    MunicipalityState state;
};

MunicipalityState apart_from_history(MunicipalityState state)
{
    state.sequence = 0;
    state.transitions.clear();
    return state;
}

Submission choice_of(const std::string& provider)
{
    Submission submission{Action::Choose, ProviderId(provider), IdempotencyKey("key-0001")};
    submission.queue = true;  // and if it is full, I wait
    return submission;
}

}  // namespace

TEST_CASE("a thousand people whose provider closes all end with one provider or a queue place, and annulling undoes it")
{
    constexpr int kPeople = 1000;
    Municipality town = testing::town(kTown);
    town.rotation.ceiling = CeilingRule::Clients;
    town.rotation.all_full = AllFull::Wait;
    for (Provider& provider : town.providers)
        provider.capacity = provider.id == kLeaver ? 1000 : 240;  // forty too few
    town.areas.push_back({AreaId("norr"), "Norr"});
    for (Provider& provider : town.providers)
        provider.areas.insert(AreaId("norr"));
    town.providers[4].areas = {town.areas[0].id};
    Office office(town);
    const auto area = [&](int i) { return town.areas[static_cast<std::size_t>(i) % town.areas.size()].id.value; };
    std::vector<CaseId> affected;
    for (int i = 0; i < kPeople; ++i)
        affected.push_back(office.open(i, kLeaver, area(i).c_str()));
    const CaseId other = office.open(kPeople, std::nullopt, area(0).c_str());
    office.submits(other, Submission{Action::Decline, std::nullopt, IdempotencyKey("key-0001")});
    const MunicipalityState former = office.state;
    const auto former_people = office.people();

    REQUIRE(office.step(TransitionPhase::Proposed));
    CHECK(apart_from_history(office.state) == apart_from_history(former));
    const auto seen = outlook(*office.database, town, kLeaver, office.today);
    REQUIRE(seen);
    CHECK(seen->people == kPeople);
    CHECK(seen->without_place >= 40);
    CHECK(seen->areas.size() == town.areas.size());
    REQUIRE(office.step(TransitionPhase::Decided));
    REQUIRE(office.step(TransitionPhase::Running));

    office.today = plus_days(test_day(), 5);
    for (int i = 0; i < kPeople; ++i) {
        if (i % 4 < 2)
            office.submits(affected[static_cast<std::size_t>(i)], choice_of("p" + std::to_string(2 + i % 3)));
        else if (i % 4 == 2)
            office.submits(affected[static_cast<std::size_t>(i)],
                           Submission{Action::Decline, std::nullopt, IdempotencyKey("key-0001")});
    }
    office.today = plus_days(test_day(), 10);
    CHECK(office.due().assigned == 0);  // the deadline's own day is theirs
    office.today = plus_days(test_day(), 11);
    const Due untold = office.due();
    CHECK(untold.assigned == 0);  // nobody is silent who has not been asked
    CHECK(untold.untold == kPeople / 4);
    CHECK(*tell(*office.database, town, kLeave, affected[3], office.today) == 1);
    CHECK(*tell(*office.database, town, kLeave, std::nullopt, office.today) == kPeople - 1);
    const Due due = office.due();
    CHECK(due.untold == 0);
    CHECK(due.unanswered == 0);
    CHECK(due.assigned == kPeople / 4);
    CHECK(office.due().assigned == 0);

    const auto counted = progress(*office.database, town, kLeave, office.today);
    REQUIRE(counted);
    CHECK(counted->affected == kPeople);
    CHECK(counted->chosen == kPeople / 2);
    CHECK(counted->declined == kPeople / 4);
    CHECK(counted->by_deadline == kPeople / 4);
    CHECK(counted->silent == 0);
    CHECK(counted->in_queue > 0);
    std::map<ProviderId, int> places;
    int named_places = 0;
    for (const ClientCase& person : office.people()) {
        const auto held = held_place(person);
        const Queued* entry = find_queued(office.state, person.id);
        const bool has_one = held && *held != kLeaver;
        CHECK((has_one || (entry != nullptr && entry->request.commit > 0)));
        named_places += has_one ? 0 : 1;
        if (held)
            ++places[*held];
    }
    CHECK(named_places >= 40);
    for (const auto& [provider, count] : places) {
        CHECK(office.state.clients[provider] == count);
        if (provider != kLeaver)
            CHECK(count <= 240);
    }
    CHECK(office.verify().empty());
    CHECK(office.public_faults() == 0);
    const auto [longest, proofs] = office.longest_proof();
    CHECK(proofs >= kPeople + 1);
    CHECK(longest < kLargestProofText);

    office.today = plus_days(test_day(), 11);
    REQUIRE(office.step(TransitionPhase::Annulled));
    CHECK(apart_from_history(office.state) == apart_from_history(former));
    const auto people = office.people();
    REQUIRE(people.size() == former_people.size());
    for (std::size_t i = 0; i < people.size(); ++i)
        CHECK(people[i] == as_of(former_people[i], office.today));
    CHECK(office.verify().empty());
    // The turn goes on from where it was, for all to see.
    office.submits(office.open(kPeople + 1, std::nullopt, area(0).c_str()),
                   Submission{Action::Decline, std::nullopt, IdempotencyKey("key-0001")});
    CHECK(office.public_faults() == 0);
    CHECK_FALSE(office.step(TransitionPhase::Running));
}

TEST_CASE("a thousand by a real pack's rule: those who have moved are offered their place, the others put back")
{
    constexpr int kPeople = 1000, kQueueing = 10;
    Municipality town = testing::town(kTown);
    const auto packs = load_packs(assets() + "/municipalities");
    REQUIRE(packs);
    const RotationPolicy& rule = packs->at(MunicipalityId("huddinge")).rotation;
    REQUIRE(rule.all_full == AllFull::MunicipalProvider);
    town.rotation.all_full = rule.all_full;
    town.rotation.ceiling = CeilingRule::Clients;
    const ProviderId municipal("p5");
    for (Provider& provider : town.providers) {
        provider.kind = provider.id == municipal ? ProviderKind::Municipal : ProviderKind::Private;
        provider.capacity = provider.id == kLeaver ? kPeople : provider.id == municipal ? 3 : 240;
    }
    Office office(town);
    const std::string area = town.areas[0].id.value;
    std::vector<CaseId> affected;
    for (int i = 0; i < kPeople; ++i)
        affected.push_back(office.open(i, kLeaver, area.c_str()));
    for (int i = 0; i < 3; ++i)
        office.open(kPeople + i, municipal, area.c_str());
    const auto queue_up = [&](const CaseId& person) {
        Submission wish = choice_of("p5");
        wish.action = Action::Switch;
        office.submits(person, wish);
    };
    const CaseId outsider = office.open(kPeople + 3, ProviderId("p4"), area.c_str());
    queue_up(outsider);
    for (int i = 0; i < kQueueing; ++i)
        queue_up(affected[static_cast<std::size_t>(4 * i + 3)]);  // who will be silent
    const MunicipalityState former = office.state;
    const auto former_people = office.people();
    REQUIRE(former.waiting.size() == kQueueing + 1);

    REQUIRE(office.step(TransitionPhase::Decided));
    REQUIRE(office.step(TransitionPhase::Running));
    CHECK(*tell(*office.database, town, kLeave, std::nullopt, office.today) == kPeople);
    office.today = plus_days(test_day(), 5);
    for (int i = 0; i < kPeople; ++i) {
        const CaseId& person = affected[static_cast<std::size_t>(i)];
        if (i % 4 < 2)
            office.submits(person, choice_of("p" + std::to_string(2 + i % 3)));
        else if (i % 4 == 2)
            office.submits(person, Submission{Action::Decline, std::nullopt, IdempotencyKey("key-0001")});
    }
    office.today = plus_days(test_day(), 11);
    const Due due = office.due();
    CHECK(due.assigned == kPeople / 4);
    CHECK(due.unanswered == 0);
    // Everybody has somebody, over the municipal provider's ceiling too; but it is nobody's for good there
    // while those who chose it wait, and they keep their order.
    const auto places_add_up = [&] {
        std::map<ProviderId, int> places;
        for (const ClientCase& person : office.people()) {
            REQUIRE(held_place(person));
            ++places[*held_place(person)];
            if (person.offer)
                ++places[person.offer->provider];
        }
        for (const auto& [provider, count] : office.state.clients)
            CHECK(count == places[provider]);
    };
    places_add_up();
    CHECK(office.state.clients[kLeaver] == 0);
    CHECK(office.state.clients[municipal] > 3);
    std::vector<CaseId> line;
    for (const Queued& one : office.state.waiting) {
        if (one.wants == municipal)
            line.push_back(one.request.person);
    }
    REQUIRE(line.size() == kQueueing + 1);
    CHECK(line[0] == outsider);
    for (std::size_t i = 0; i < kQueueing; ++i)
        CHECK(line[i + 1] == affected[4 * i + 3]);
    CHECK(office.verify().empty());
    CHECK(office.public_faults() == 0);

    office.today = plus_days(test_day(), 20);  // what was decided on the fifth day has taken effect
    REQUIRE(office.step(TransitionPhase::Annulled));
    int offered = 0, restored = 0;
    const auto people = office.people();
    for (std::size_t i = 0; i < people.size(); ++i) {
        const bool theirs = former_people[i].current == kLeaver;
        if (people[i].offer) {
            CHECK(people[i].current != kLeaver);
            CHECK(people[i].offer->provider == kLeaver);
            ++offered;
        } else if (theirs) {
            CHECK(people[i] == as_of(former_people[i], office.today));
            ++restored;
        }
    }
    CHECK(offered == kPeople * 3 / 4);
    CHECK(restored == kPeople / 4);
    CHECK(office.state.clients[kLeaver] == kPeople);
    places_add_up();
    for (const Queued& one : former.waiting)
        CHECK(find_queued(office.state, one.request.person)->request.commit == one.request.commit);
    CHECK(office.verify().empty());
    CHECK(office.public_faults() == 0);
    office.today = plus_days(office.today, kPlaceOfferedDays + 1);
    CHECK(office.due().offers_ended == offered);
    // The places given up are the rule's to give, to those who had somebody only meanwhile.
    const auto last = office.people();
    const auto given = std::count_if(last.begin(), last.end(), [](const ClientCase& person) {
        return person.pending && person.pending->provider == kLeaver && person.pending->rotation;
    });
    CHECK(office.state.clients[kLeaver] == restored + given);
    places_add_up();
    CHECK(office.verify().empty());
}

TEST_CASE("a representative's queue that silence keeps can still be judged, and one it leaves needs no judging")
{
    for (const bool keeps : {true, false}) {
        Municipality town = testing::town(kTown);
        town.providers[1].capacity = 0;
        Office office(town);
        const auto area = town.areas[0].id.value;
        const CaseId person = office.open(1, kLeaver, area.c_str());
        Submission wish = choice_of("p2");
        wish.action = Action::Switch;
        wish.representation =
            Representation{RepresentativeRole::Relative, declarations_for(RepresentativeRole::Relative)};
        wish.representative = RepresentativeContact{"Exempel Anhörig", "0100-00 00 00"};
        office.submits(person, wish);
        insert_representation(*office.database, kTown, person,
                              {load_case(*office.database, person).pending->number,
                               *wish.representative, "", "", std::nullopt, ""});
        REQUIRE(office.step(TransitionPhase::Decided));
        REQUIRE(office.step(TransitionPhase::Running));
        REQUIRE(tell(*office.database, town, kLeave, std::nullopt, office.today));
        if (!keeps) {
            office.municipality.providers[1].closing = plus_days(test_day(), 40);
            office.keep(*policy_to_adopt(office.municipality, office.state));
        }
        office.today = plus_days(test_day(), 11);
        CHECK(office.due().assigned == 1);
        const auto row = open_representation(*office.database, person);
        REQUIRE(row.has_value() == keeps);
        if (keeps) {
            const auto pending = load_case(*office.database, person).pending;
            CHECK(row->receipt == pending->number);
            const auto judged =
                confirm_representation(*office.database, town, {"anna", "", ""}, person, true, office.seal());
            CHECK(judged);
        }
        CHECK(office.verify().empty());
    }
}

TEST_CASE("who queued for a provider that has left is out of that queue, and can be erased when the time comes")
{
    Municipality town = testing::town(kTown);
    town.providers[0].capacity = 0;
    Office office(town);
    const CaseId person = office.open(1, ProviderId("p3"), town.areas[0].id.value.c_str());
    Submission wish = choice_of("p1");
    wish.action = Action::Switch;
    office.submits(person, wish);
    REQUIRE(office.step(TransitionPhase::Decided));
    REQUIRE(office.step(TransitionPhase::Running));
    office.today = plus_days(test_day(), 60);
    CHECK(office.due().queues_ended == 0);
    office.today = plus_days(test_day(), 61);
    const Due due = office.due();
    CHECK(due.queues_ended == 1);
    CHECK(due.completed == 1);
    CHECK(office.state.waiting.empty());
    CHECK_FALSE(load_case(*office.database, person).pending);
    CHECK(office.verify().empty());
}

TEST_CASE("steps out of order, days that do not fit and providers that leave twice are refused")
{
    Office office(testing::town(kTown));
    const auto problem = [&](TransitionStep step) {
        const auto taken = take_step(*office.database, office.municipality, step, office.seal());
        return taken ? std::string() : std::string(name_of(taken.error()));
    };
    TransitionStep step;
    step.id = kLeave;
    CHECK(problem(step) == "unknown_transition");
    step.provider = ProviderId("nowhere");
    CHECK(problem(step) == "unknown_provider");
    step.provider = kLeaver;
    step.to = TransitionPhase::Decided;
    CHECK(problem(step) == "transition_dates");
    step.terms = LeavingTerms{LeavingCause::Closes, plus_days(test_day(), 20), plus_days(test_day(), 10)};
    CHECK(problem(step) == "transition_not_now");  // not even in haste by one person
    step.to = TransitionPhase::Proposed;
    step.actor = "staff-1";
    CHECK(problem(step).empty());
    step.to = TransitionPhase::Decided;
    CHECK(problem(step) == "own_proposal");
    step.actor = "staff-2";
    step.provider = ProviderId("p2");  // another's name
    CHECK(problem(step) == "unknown_transition");
    step.provider = kLeaver;
    step.terms = LeavingTerms{LeavingCause::Closes, plus_days(test_day(), 5), plus_days(test_day(), 10)};
    CHECK(problem(step) == "transition_dates");
    step.terms->last_day = plus_days(test_day(), 20);
    CHECK(problem(step).empty());
    CHECK(problem(step) == "transition_not_now");
    step.id = TransitionId("again");
    step.to = TransitionPhase::Proposed;
    CHECK(problem(step) == "transition_not_now");
    step = TransitionStep{};
    step.id = kLeave;
    step.to = TransitionPhase::Annulled;
    step.offered_until = plus_days(test_day(), -1);
    CHECK(problem(step) == "transition_dates");
    step = TransitionStep{};
    step.id = kLeave;
    step.to = TransitionPhase::Paused;
    CHECK(problem(step) == "transition_not_now");
    step.to = TransitionPhase::Running;
    office.today = plus_days(test_day(), 11);  // nobody could choose by a day that has passed
    CHECK(problem(step) == "transition_dates");
    step.terms = LeavingTerms{LeavingCause::Closes, plus_days(test_day(), 40), plus_days(test_day(), 30)};
    CHECK(problem(step).empty());
    office.state = load_state(*office.database, kTown);
    CHECK(office.verify().empty());
}

TEST_CASE("the last day past and everybody somewhere, the day's work completes it; an offered place ends by itself")
{
    Office office(testing::town(kTown));
    const auto area = office.municipality.areas[0].id.value;
    const CaseId moved = office.open(1, kLeaver, area.c_str());
    REQUIRE(office.step(TransitionPhase::Decided));
    REQUIRE(office.step(TransitionPhase::Running));
    CHECK(office.step(TransitionPhase::Completed).error() == Problem::TransitionNotNow);
    office.submits(moved, choice_of("p3"));
    office.today = plus_days(test_day(), 61);
    CHECK(office.due().completed == 1);
    CHECK(office.verify().empty());

    Office again(testing::town(kTown));
    const CaseId mover = again.open(1, kLeaver, area.c_str());
    REQUIRE(again.step(TransitionPhase::Decided));
    again.submits(mover, choice_of("p3"));
    again.today = plus_days(test_day(), 20);
    REQUIRE(again.step(TransitionPhase::Annulled));
    CHECK(again.people()[0].current == ProviderId("p3"));
    CHECK(again.state.clients[kLeaver] == 1);
    again.today = plus_days(test_day(), 20 + kPlaceOfferedDays);
    CHECK(again.due().offers_ended == 0);
    again.today = plus_days(test_day(), 21 + kPlaceOfferedDays);
    CHECK(again.due().offers_ended == 1);
    CHECK(again.state.clients[kLeaver] == 0);
    CHECK(again.verify().empty());
}
