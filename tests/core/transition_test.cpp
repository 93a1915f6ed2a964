#include "core/ledger_rules.h"
#include "core/ledger_transition.h"
#include "core/mandate.h"
#include "core/transition_plan.h"
#include "core/wire.h"

#include "tests/core/example_town.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace hemval;
using namespace hemval::test;

namespace {

const TransitionId kLeave("leave-1");

struct Desk {
    explicit Desk(Municipality town) : office(std::move(town)) {}

    void step(TransitionPhase phase, int choose_by = 10)
    {
        if (phase == TransitionPhase::Decided && office.state.transitions.count(id) == 0) {
            step(TransitionPhase::Proposed);
        }
        const char* const actor = phase == TransitionPhase::Proposed ? "staff-1" : "staff-2";
        Transition next{id, named(leaver), phase, std::nullopt};
        if (phase != TransitionPhase::Proposed) {
            next.terms =
                LeavingTerms{LeavingCause::Closes, plus_days(kToday, 90), plus_days(kToday, choose_by)};
        }
        office.keep(TransitionMoved{next, actor});
    }

    std::vector<ClientCase> people() const
    {
        std::vector<ClientCase> all;
        for (const auto& one : office.cases) {
            all.push_back(one.second);
        }
        return all;
    }

    Transition now() const { return office.state.transitions.at(id).now; }
    Progress progress() { return progress_of(office.state, now(), people(), office.today); }

    void run_due()
    {
        for (const QueueEnded& ended : dead_places(office.state, office.today)) {
            office.keep(ended);
        }
        for (const ClientCase& person : people()) {
            if (const auto silence = answer_to_silence(office.state, person, office.today)) {
                REQUIRE(office.submit(person.id, *silence));
            }
        }
    }

    void annul()
    {
        Transition next = now();
        next.phase = TransitionPhase::Annulled;
        const DecideContext context{office.today, ReceiptNumber(), 1, 77};
        for (const Event& event :
             hemval::annul(office.state, office.town.schedule, TransitionMoved{next, "hemval"}, people(),
                           plus_days(office.today, 30), context)) {
            office.keep(event);
        }
    }

    TransitionId id = kLeave;  // which one the steps are of
    const char* leaver = "ask";
    Office office;
};

// Everything that follows from it but its length and what it says of itself.
MunicipalityState apart_from_history(MunicipalityState state)
{
    state.sequence = 0;
    state.transitions.clear();
    return state;
}

Submission queue_for(const char* wants)
{
    Submission submission{Action::Choose, ProviderId(wants), IdempotencyKey("key")};
    submission.queue = true;
    return submission;
}

}  // namespace

TEST_CASE("a transition takes its steps in order, and none after it has ended")
{
    using Phase = TransitionPhase;
    const LeavingTerms terms{LeavingCause::Terminated, plus_days(kToday, 60), plus_days(kToday, 20)};
    const auto at = [&](Phase phase) {
        return Transition{kLeave, named("ask"), phase,
                          phase == Phase::Proposed ? std::nullopt : std::optional(terms)};
    };
    const auto follows = [&](Phase from, Phase to) { return may_follow(at(from), at(to)); };
    CHECK(may_follow(std::nullopt, at(Phase::Proposed)));
    CHECK_FALSE(may_follow(std::nullopt, at(Phase::Decided)));
    CHECK_FALSE(may_follow(std::nullopt, at(Phase::Running)));
    int allowed = 0;
    for (const Phase from : kAllTransitionPhases) {
        for (const Phase to : kAllTransitionPhases) {
            allowed += follows(from, to) ? 1 : 0;
        }
        CHECK_FALSE(follows(from, Phase::Proposed));
        CHECK_FALSE(follows(Phase::Completed, from));
        CHECK_FALSE(follows(Phase::Annulled, from));
    }
    CHECK(allowed == 8);
    CHECK(follows(Phase::Proposed, Phase::Decided));
    CHECK(follows(Phase::Decided, Phase::Running));
    CHECK(follows(Phase::Running, Phase::Paused));
    CHECK(follows(Phase::Running, Phase::Completed));
    CHECK(follows(Phase::Paused, Phase::Running));
    CHECK(follows(Phase::Decided, Phase::Annulled));
    CHECK(follows(Phase::Running, Phase::Annulled));
    CHECK(follows(Phase::Paused, Phase::Annulled));
    Transition later = at(Phase::Running);
    later.terms->last_day = plus_days(kToday, 90);
    CHECK(may_follow(at(Phase::Paused), later));
    CHECK(may_follow(at(Phase::Decided), later));
    CHECK_FALSE(may_follow(at(Phase::Running), Transition{kLeave, named("ask"), Phase::Paused, later.terms}));
    CHECK(terms_add_up(terms, kToday));
    CHECK_FALSE(terms_add_up(terms, plus_days(kToday, 21)));
    CHECK_FALSE(terms_add_up({LeavingCause::Closes, plus_days(kToday, 5), plus_days(kToday, 20)}, kToday));
    CHECK(terms_add_up({LeavingCause::Bankrupt, plus_days(kToday, -1), plus_days(kToday, 20)}, kToday));
}

TEST_CASE("what is only proposed changes nothing, and is told as nothing more")
{
    Desk desk(example_town());
    const CaseId person = desk.office.open(named("ask"));
    const MunicipalityState before_it = desk.office.state;
    desk.step(TransitionPhase::Proposed);
    CHECK(apart_from_history(desk.office.state) == apart_from_history(before_it));
    const CaseView view = desk.office.view(person);
    CHECK(view.situation == Situation::HasProvider);
    REQUIRE(view.transition);
    CHECK(view.transition->phase == TransitionPhase::Proposed);
    CHECK_FALSE(view.transition->terms);
    CHECK_FALSE(desk.office.view(desk.office.open(named("bjork"))).transition);
    CHECK(desk.office.choose(desk.office.open(), "ask"));
    CHECK_FALSE(desk.office.replay_fault());
}

TEST_CASE("once decided nobody new starts there and those who have it choose; paused, the deadline waits")
{
    Desk desk(example_town());
    Office& office = desk.office;
    const CaseId person = office.open(named("ask"));
    const CaseId fresh = office.open();
    desk.step(TransitionPhase::Decided);
    CHECK(problem_of(office.choose(fresh, "ask")) == Problem::ProviderClosing);
    CHECK(office.view(person).situation == Situation::ProviderLeaving);
    CHECK(office.view(person).transition->terms->choose_by == plus_days(kToday, 10));
    office.today = plus_days(kToday, 11);
    desk.run_due();  // decided, but nobody has been asked yet
    CHECK_FALSE(office.cases[person].pending);
    desk.step(TransitionPhase::Running, 20);
    office.today = plus_days(kToday, 19);
    desk.step(TransitionPhase::Paused, 20);
    office.today = plus_days(kToday, 21);
    desk.run_due();
    CHECK_FALSE(office.cases[person].pending);
    desk.step(TransitionPhase::Running, 30);
    office.today = plus_days(kToday, 31);
    desk.run_due();
    REQUIRE(office.cases[person].pending);
    CHECK(office.cases[person].pending->channel == Channel::Deadline);
    CHECK(office.cases[person].pending->provider == named("bjork"));
    CHECK_FALSE(office.cases[fresh].pending);
    desk.step(TransitionPhase::Completed, 30);
    CHECK(office.replay_fault().value_or("") == "");
}

TEST_CASE("nobody is asked by a day that has passed: such a start does not replay")
{
    for (const int days : {10, 11}) {
        Desk desk(example_town());
        desk.office.open(named("ask"));
        desk.step(TransitionPhase::Decided);
        desk.office.today = plus_days(kToday, days);
        desk.step(TransitionPhase::Running);
        CHECK(desk.office.replay_fault().has_value() == (days > 10));
    }
}

TEST_CASE("one person alone closes nobody: a decision by whoever proposed it does not replay")
{
    Desk desk(example_town());
    desk.step(TransitionPhase::Decided);
    CHECK_FALSE(desk.office.replay_fault());
    std::vector<Event> ledger = desk.office.ledger;
    std::get<TransitionMoved>(ledger.back().body).actor = "staff-1";
    MunicipalityState state;
    CHECK(replay(ledger, state)->what.find("whoever proposed it") != std::string::npos);
    ledger.erase(ledger.end() - 2);
    ledger.back().sequence -= 1;
    CHECK(replay(ledger, state)->what.find("does not follow") != std::string::npos);
}

TEST_CASE("silence keeps continuity: the provider from before comes first where the pack says so")
{
    Municipality town = example_town();
    town.rotation.keeps_former_provider = true;
    Desk desk(town);
    const CaseId person = desk.office.open(named("druva"));
    REQUIRE(desk.office.change(person, "ask"));
    desk.office.today = plus_days(kToday, 20);
    desk.step(TransitionPhase::Decided, 30);
    desk.step(TransitionPhase::Running, 30);
    desk.office.today = plus_days(kToday, 31);
    desk.run_due();
    CHECK(desk.office.cases[person].pending->provider == named("druva"));
    CHECK(desk.office.cases[person].pending->rotation->basis == AssignmentBasis::FormerProvider);
    CHECK_FALSE(desk.office.replay_fault());
}

TEST_CASE("who is silent while in a queue keeps the place there and gets somebody else meanwhile")
{
    Municipality town = example_town();
    provider_in(town, "bjork").capacity = 0;
    Desk desk(town);
    Office& office = desk.office;
    const CaseId person = office.open(named("ask"));
    Submission submission = queue_for("bjork");
    submission.action = Action::Switch;
    REQUIRE(office.submit(person, submission));
    const std::uint64_t since = office.cases[person].pending->queue->since;
    desk.step(TransitionPhase::Decided);
    desk.step(TransitionPhase::Running);
    office.today = plus_days(kToday, 11);
    desk.run_due();
    CHECK(office.cases[person].pending->provider == named("ceder"));
    CHECK(office.cases[person].pending->queue == QueueTicket{named("bjork"), since, 1});
    CHECK(office.replay_fault().value_or("") == "");
}

TEST_CASE("who queues for a provider that leaves is told, and leaves the queue when it has left")
{
    Municipality town = example_town();
    provider_in(town, "ask").capacity = 0;
    Desk desk(town);
    Office& office = desk.office;
    const CaseId stays = office.open(named("egen"));
    const CaseId interim = office.open();
    Submission wish = queue_for("ask");
    REQUIRE(office.submit(interim, wish));  // bjork meanwhile, by turn
    wish.action = Action::Switch;
    REQUIRE(office.submit(stays, wish));
    desk.step(TransitionPhase::Decided);
    desk.step(TransitionPhase::Running);
    CHECK(office.view(stays).queue->ends == plus_days(kToday, 90));
    CHECK(desk.progress().affected == 0);
    CHECK(desk.progress().queueing == 2);
    office.today = plus_days(kToday, 90);
    desk.run_due();
    CHECK(office.view(stays).queue);  // it may be annulled yet
    Desk early = desk;
    early.office.keep(QueueEnded{stays, named("ask"), false});
    CHECK(early.office.replay_fault());
    office.today = plus_days(kToday, 91);
    desk.run_due();
    CHECK(office.state.waiting.empty());
    CHECK_FALSE(office.view(stays).queue);
    CHECK_FALSE(office.cases[stays].pending);
    CHECK(office.view(stays).current == named("egen"));
    CHECK(office.view(interim).current == named("bjork"));
    CHECK(desk.progress().queueing == 0);
    CHECK(office.replay_fault().value_or("") == "");
}

TEST_CASE("silence is answered without a queue that has nobody at its end")
{
    Municipality town = example_town();
    provider_in(town, "ask").capacity = 0;
    Desk desk(town);
    Office& office = desk.office;
    const CaseId person = office.open(named("bjork"));
    Submission wish = queue_for("ask");
    wish.action = Action::Switch;
    REQUIRE(office.submit(person, wish));
    desk.step(TransitionPhase::Decided);
    desk.id = TransitionId("leave-2");
    desk.leaver = "bjork";
    desk.step(TransitionPhase::Decided);
    desk.step(TransitionPhase::Running);
    CHECK_FALSE(waits_somewhere(office.state, person));
    CHECK(desk.progress().in_queue == 0);
    office.today = plus_days(kToday, 11);
    desk.run_due();
    CHECK(office.state.waiting.empty());
    CHECK(office.cases[person].pending->provider == named("ceder"));
    CHECK(desk.progress().by_deadline == 1);
    CHECK(office.replay_fault().value_or("") == "");
}

TEST_CASE("whom the rule still owes a provider goes on waiting for any when the queue's has left")
{
    Municipality town = example_town();
    town.rotation.ceiling = CeilingRule::Clients;
    town.rotation.all_full = AllFull::Wait;
    for (Provider& provider : town.providers) {
        provider.capacity = 0;
    }
    Desk desk(town);
    Office& office = desk.office;
    const CaseId person = office.open();
    REQUIRE(office.submit(person, queue_for("ask")));
    REQUIRE_FALSE(office.cases[person].pending->provider);
    desk.step(TransitionPhase::Decided);
    office.today = plus_days(kToday, 91);
    desk.run_due();
    REQUIRE(find_queued(office.state, person));
    CHECK_FALSE(find_queued(office.state, person)->wants);
    CHECK(waits(*office.cases[person].pending));
    provider_in(office.town, "druva").capacity = 1;
    office.adopt();
    CHECK(office.cases[person].pending->provider == named("druva"));
    CHECK(office.state.waiting.empty());
    CHECK(office.replay_fault().value_or("") == "");
}

TEST_CASE("silence leaves a queue that a representative chose for somebody to judge")
{
    Municipality town = example_town();
    provider_in(town, "bjork").capacity = 0;
    Desk desk(town);
    Office& office = desk.office;
    const CaseId person = office.open(named("ask"));
    Submission wish = queue_for("bjork");
    wish.action = Action::Switch;
    wish.representation = Representation{RepresentativeRole::Relative,
                                         declarations_for(RepresentativeRole::Relative)};
    wish.representative = RepresentativeContact{"Exempel Anhörig", "070-000 00 00"};
    REQUIRE(office.submit(person, wish));
    desk.step(TransitionPhase::Decided);
    desk.step(TransitionPhase::Running);
    office.today = plus_days(kToday, 11);
    desk.run_due();
    REQUIRE(office.cases[person].pending->provider == named("ceder"));
    CHECK(awaits_confirmation(*office.cases[person].pending));
    REQUIRE(find_queued(office.state, person)->representation);
    CHECK_FALSE(find_queued(office.state, person)->representation->confirmed);
    std::optional<Undo> undo;
    MunicipalityState state;
    ClientCase known;
    known.id = person;
    for (const Event& event : office.ledger) {
        undo = undo_after(undo, state, known, event);
        apply(state, event);
        apply(known, event);
    }
    const auto judged = judge(state, known, undo, false, office.today);
    REQUIRE(judged);
    CHECK(judged->undone);
    office.keep(*judged);
    CHECK(find_queued(office.state, person) == nullptr);
    desk.run_due();  // and silence is answered by the rule alone
    CHECK(office.cases[person].pending->action == Action::Decline);
    CHECK(office.replay_fault().value_or("") == "");
}

TEST_CASE("a provider that closes by the pack alone leaves nobody behind: silence is answered on the closing day")
{
    Desk desk(example_town());
    Office& office = desk.office;
    const CaseId silent = office.open(named("ask"));
    const CaseId chooses = office.open(named("ask"));
    provider_in(office.town, "ask").closing = plus_days(kToday, 30);
    office.adopt();
    REQUIRE(office.choose(chooses, "egen"));
    office.today = plus_days(kToday, 29);
    desk.run_due();
    CHECK_FALSE(office.cases[silent].pending);
    office.today = plus_days(kToday, 30);
    desk.run_due();
    REQUIRE(office.cases[silent].pending);
    CHECK(office.cases[silent].pending->channel == Channel::Deadline);
    CHECK(office.cases[silent].pending->provider == named("bjork"));
    CHECK(office.view(chooses).current == named("egen"));
    CHECK(office.replay_fault().value_or("") == "");
}

TEST_CASE("a first choice has a deadline too, which whoever has chosen need not mind")
{
    Desk desk(example_town());
    Office& office = desk.office;
    ClientCase person;
    person.area = AreaId("norra");
    person.services = {ServiceId("care")};
    person.choose_by = plus_days(kToday, 3);
    for (const char* id : {"silent", "chooses"}) {
        person.id = CaseId(id);
        office.keep(CaseOpened{person});
    }
    REQUIRE(office.choose(CaseId("chooses"), "egen"));
    CHECK(office.view(CaseId("silent")).choose_by == plus_days(kToday, 3));
    office.today = plus_days(kToday, 3);
    desk.run_due();
    CHECK_FALSE(office.cases[CaseId("silent")].pending);
    office.today = plus_days(kToday, 4);
    desk.run_due();
    CHECK(office.cases[CaseId("silent")].pending->provider == named("ask"));
    CHECK(office.cases[CaseId("chooses")].pending->provider == named("egen"));
    CHECK(office.replay_fault().value_or("") == "");
}

TEST_CASE("the outlook tells who would have no place, however well they spread")
{
    Municipality town = example_town();
    for (Provider& provider : town.providers) {
        provider.capacity = 0;
    }
    provider_in(town, "ask").capacity = 10;
    provider_in(town, "bjork").capacity = 1;
    provider_in(town, "ceder").capacity = 1;
    provider_in(town, "ceder").areas = {AreaId("norra")};
    Desk desk(town);
    std::vector<ClientCase> affected;
    for (const char* area : {"norra", "sodra", "sodra"}) {  // the first must make room at bjork
        ClientCase person;
        person.id = CaseId("p" + std::to_string(affected.size()));
        person.area = AreaId(area);
        person.current = named("ask");
        affected.push_back(person);
        desk.office.keep(CaseOpened{person});
    }
    const Outlook outlook = simulate(desk.office.state, named("ask"), affected, kToday);
    CHECK(outlook.people == 3);
    CHECK(outlook.without_place == 1);
    REQUIRE(outlook.areas.size() == 2);
    CHECK(outlook.areas[0].without_place == 0);
    CHECK(outlook.areas[1].without_place == 1);
    CHECK(outlook.areas[0].could_go.size() == 2);
    CHECK(outlook.areas[1].could_go.at(named("bjork")) == 1);
    CHECK(outlook.room.at(named("bjork")) == 1);
    CHECK(outlook.room.count(named("ask")) == 0);
}

TEST_CASE("annulling puts everybody back, with the queue, the list and the hours, by new entries")
{
    Municipality town = example_town();
    provider_in(town, "druva").capacity = 0;
    Desk desk(town);
    Office& office = desk.office;
    REQUIRE(office.decline(office.open()));  // the list has a memory already: ask, now bjork's turn
    const CaseId chooses = office.open(named("ask"));
    const CaseId declines = office.open(named("ask"));
    const CaseId silent = office.open(named("ask"));
    const CaseId queued = office.open(named("ask"));
    Submission earlier = queue_for("druva");
    earlier.action = Action::Switch;
    REQUIRE(office.submit(queued, earlier));
    const MunicipalityState before_it = office.state;
    const auto cases_before = office.cases;

    desk.step(TransitionPhase::Decided);
    desk.step(TransitionPhase::Running);
    REQUIRE(office.choose(chooses, "egen"));
    REQUIRE(office.choose(chooses, "ceder"));  // changed their mind
    REQUIRE(office.decline(declines));
    REQUIRE(office.choose(queued, "bjork"));
    office.today = plus_days(kToday, 11);
    desk.run_due();
    const Progress progress = desk.progress();
    CHECK(progress.affected == 5);  // and who had been given it, not yet in effect
    CHECK(progress.chosen == 2);
    CHECK(progress.declined == 1);
    CHECK(progress.by_deadline == 2);
    CHECK(progress.silent == 0);
    CHECK(progress.placed == 5);
    CHECK(office.cases[silent].pending->channel == Channel::Deadline);
    CHECK_FALSE(apart_from_history(office.state) == apart_from_history(before_it));

    desk.annul();
    CHECK(apart_from_history(office.state) == apart_from_history(before_it));
    for (const auto& [id, person] : cases_before) {
        CHECK(as_of(office.cases[id], office.today) == as_of(person, office.today));
    }
    CHECK(office.replay_fault().value_or("") == "");
    CHECK(office.view(silent).transition->phase == TransitionPhase::Annulled);
    CHECK(office.view(silent).situation == Situation::HasProvider);
}

TEST_CASE("who has moved already keeps the new provider and is offered the place back first")
{
    Municipality town = example_town();
    provider_in(town, "ask").capacity = 1;
    Desk desk(town);
    Office& office = desk.office;
    const CaseId moved = office.open(named("ask"));
    desk.step(TransitionPhase::Decided);
    REQUIRE(office.choose(moved, "bjork"));
    office.today = plus_days(kToday, 20);
    desk.annul();
    CHECK(office.view(moved).current == named("bjork"));
    CHECK(office.view(moved).transition->offered_until == plus_days(office.today, 30));
    CHECK(office.clients("ask") == 1);  // kept for them
    CHECK(problem_of(office.choose(office.open(), "ask")) == Problem::ProviderFull);
    REQUIRE(office.change(moved, "ask"));
    CHECK(office.clients("ask") == 1);
    CHECK(office.clients("bjork") == 0);
    CHECK_FALSE(office.cases[moved].offer);
    CHECK(office.replay_fault().value_or("") == "");
}

TEST_CASE("when the new provider leaves too, each annulment gives back what it alone took")
{
    const auto told = [](Desk& desk, const TransitionId& id, const char* leaver, auto work) {
        desk.id = id;
        desk.leaver = leaver;
        work();
    };
    const TransitionId second("leave-2");
    for (const bool moved : {false, true}) {
        Municipality town = example_town();
        town.rotation.keeps_former_provider = false;
        Desk desk(town);
        Office& office = desk.office;
        const CaseId person = office.open(named("ask"));
        const MunicipalityState at_first = office.state;
        desk.step(TransitionPhase::Decided);
        REQUIRE(office.decline(person));  // bjork, by turn
        REQUIRE(office.cases[person].pending->provider == named("bjork"));
        office.today = plus_days(kToday, moved ? 20 : 1);
        told(desk, second, "bjork", [&] { desk.step(TransitionPhase::Decided, 30); });
        REQUIRE(office.choose(person, "ceder"));
        told(desk, kLeave, "ask", [&] {
            CHECK(desk.progress().affected == 1);
            desk.annul();
        });
        if (!moved) {  // back where they were, as if neither had been
            CHECK_FALSE(office.cases[person].pending);
            CHECK(office.cases[person].before.empty());
            CHECK(office.clients("ask") == 1);
            told(desk, second, "bjork", [&] {
                CHECK(desk.progress().affected == 0);
                desk.annul();
            });
            CHECK(apart_from_history(office.state) == apart_from_history(at_first));
        } else {  // offered the place, and the second's own annulment gives back the second's
            CHECK(office.cases[person].offer->provider == named("ask"));
            CHECK(office.cases[person].pending->provider == named("ceder"));
            told(desk, second, "bjork", [&] { desk.annul(); });
            CHECK(office.view(person).current == named("bjork"));
            CHECK_FALSE(office.cases[person].pending);
            CHECK(office.clients("ask") == 1);
            CHECK(office.clients("bjork") == 1);
            CHECK(office.clients("ceder") == 0);
        }
        CHECK(office.replay_fault().value_or("") == "");
    }
}

TEST_CASE("annulled the newest first, each leaves the earlier one's decision as it was")
{
    Desk desk(example_town());
    Office& office = desk.office;
    const CaseId person = office.open(named("ask"));
    const MunicipalityState at_first = office.state;
    desk.step(TransitionPhase::Decided);
    REQUIRE(office.decline(person));
    const auto after_first = office.cases[person];
    desk.id = TransitionId("leave-2");
    desk.leaver = "bjork";
    desk.step(TransitionPhase::Decided);
    REQUIRE(office.decline(person));
    REQUIRE(office.cases[person].before.size() == 2);
    desk.annul();
    CHECK(office.cases[person] == after_first);
    desk.id = kLeave;
    desk.annul();
    CHECK(apart_from_history(office.state) == apart_from_history(at_first));
    CHECK(office.replay_fault().value_or("") == "");
}

TEST_CASE("moved twice, a person has one place kept for them: the newest")
{
    Desk desk(example_town());
    Office& office = desk.office;
    const CaseId person = office.open(named("ask"));
    desk.step(TransitionPhase::Decided);
    REQUIRE(office.choose(person, "bjork"));
    office.today = plus_days(kToday, 20);
    desk.id = TransitionId("leave-2");
    desk.leaver = "bjork";
    desk.step(TransitionPhase::Decided, 30);
    REQUIRE(office.choose(person, "ceder"));
    office.today = plus_days(kToday, 40);
    desk.annul();
    CHECK(office.cases[person].offer->provider == named("bjork"));
    desk.id = kLeave;
    desk.annul();
    CHECK(office.cases[person].offer->provider == named("ask"));
    CHECK(office.clients("ask") == 1);
    CHECK(office.clients("bjork") == 0);
    CHECK(office.replay_fault().value_or("") == "");
}

TEST_CASE("a ledger that rolls back otherwise, or forgets somebody, does not replay")
{
    Desk desk(example_town());
    Office& office = desk.office;
    const CaseId person = office.open(named("ask"));
    desk.step(TransitionPhase::Decided);
    REQUIRE(office.decline(person));
    const std::size_t length = office.ledger.size();
    desk.annul();
    REQUIRE(office.ledger.size() == length + 2);
    const auto fault_of = [&](auto change) {
        std::vector<Event> altered = office.ledger;
        change(altered);
        MunicipalityState state;
        return replay(altered, state).has_value();
    };
    CHECK_FALSE(fault_of([](std::vector<Event>&) {}));
    CHECK(fault_of([&](std::vector<Event>& all) {
        std::get<PlaceMoved>(all[length].body).turns.clear();
    }));
    CHECK(fault_of([&](std::vector<Event>& all) {
        std::get<PlaceMoved>(all[length].body).to = named("egen");
    }));
    CHECK(fault_of([&](std::vector<Event>& all) {
        all.erase(all.begin() + static_cast<std::ptrdiff_t>(length));
        all.back().sequence -= 1;
    }));
    CHECK(fault_of([&](std::vector<Event>& all) {
        std::get<TransitionMoved>(all.back().body).transition.phase = TransitionPhase::Proposed;
    }));
}

TEST_CASE("over any history annulling leaves the state as it was, and the ledger replays, erased or not")
{
    CHECK(rc::check("rolled back", [] {
        const auto below = [](int most) { return *rc::gen::inRange(0, most); };
        Municipality town = example_town();
        town.rotation.method = static_cast<RotationMethod>(below(5));
        town.rotation.ceiling = static_cast<CeilingRule>(below(3));
        town.rotation.all_full = static_cast<AllFull>(below(3));
        town.rotation.interim = named("egen");
        town.rotation.keeps_former_provider = below(2) == 0;
        for (Provider& provider : town.providers) {
            provider.capacity = 1 + below(3);
            provider.monthly_hours_ceiling = 20 + below(40);
        }
        Desk desk(town);
        Office& office = desk.office;
        std::vector<CaseId> people;
        const char* const names[] = {"ask", "bjork", "ceder", "druva", "egen"};
        const auto somebody_acts = [&](const CaseId& person) {
            Submission submission = queue_for(names[below(5)]);
            submission.queue = below(2) == 0;
            submission.action = office.cases[person].current ? Action::Switch : Action::Choose;
            if (below(3) == 0) {
                office.decline(person);
            } else {
                office.submit(person, submission);
            }
        };
        const int before_count = below(12);
        for (int i = 0; i < before_count; ++i) {
            people.push_back(
                office.open(below(2) == 0 ? std::optional(named("ask")) : std::nullopt));
            somebody_acts(people[static_cast<std::size_t>(below(int(people.size())))]);
        }
        const MunicipalityState before_it = office.state;
        const auto cases_before = office.cases;
        desk.step(TransitionPhase::Decided);
        desk.step(TransitionPhase::Running);
        const auto affected = affected_by(desk.now(), desk.people(), office.today);
        const int acts = affected.empty() ? 0 : below(12);
        for (int i = 0; i < acts; ++i) {  // only those affected: nobody else's turns in between
            somebody_acts(affected[static_cast<std::size_t>(below(int(affected.size())))].id);
            if (below(4) == 0) {
                desk.step(TransitionPhase::Paused);
                somebody_acts(affected[static_cast<std::size_t>(below(int(affected.size())))].id);
                desk.step(TransitionPhase::Running);
            }
        }
        const bool second = below(2) == 0;
        std::vector<ClientCase> all_affected = affected;
        if (second) {
            desk.id = TransitionId("leave-2");
            desk.leaver = "bjork";
            desk.step(TransitionPhase::Decided);
            const auto more = affected_by(desk.now(), desk.people(), office.today);
            const int others_act = more.empty() ? 0 : below(8);
            for (int i = 0; i < others_act; ++i) {
                somebody_acts(more[static_cast<std::size_t>(below(int(more.size())))].id);
            }
            all_affected.insert(all_affected.end(), more.begin(), more.end());
        }
        if (below(2) == 0) {
            office.today = plus_days(kToday, 2);
        }
        // Others may have been served by what the affected gave up: then theirs stands.
        bool others = false;
        for (const auto& [id, person] : office.cases) {
            const bool theirs = std::any_of(all_affected.begin(), all_affected.end(),
                                            [&id = id](const ClientCase& one) { return one.id == id; });
            others = others || (!theirs && !(cases_before.at(id) == person));
        }
        const char* const orders[][2] = {{"leave-2", "leave-1"}, {"leave-1", "leave-2"}};
        for (const char* const one : orders[below(2)]) {
            desk.id = TransitionId(one);
            if (second || desk.id == kLeave) {
                desk.annul();
            }
        }
        RC_ASSERT(office.replay_fault().value_or("") == "");
        if (!others && apart_from_history(office.state).waiting == before_it.waiting) {
            RC_ASSERT(office.state.clients == before_it.clients);
            RC_ASSERT(office.state.hours == before_it.hours);
            RC_ASSERT((second || office.state.lists == before_it.lists));
            for (const ClientCase& one : all_affected) {
                RC_ASSERT(as_of(office.cases[one.id], office.today) ==
                          as_of(cases_before.at(one.id), office.today));
            }
        }
        for (const Event& event : office.ledger) {
            RC_ASSERT(wire::read_event(wire::write(event)) == event);
        }
        std::vector<Event> left;
        MunicipalityState state;
        for (const Event& event : office.ledger) {
            Event kept = event;
            const auto gone = [&](const CaseId& person) {
                return find_queued(office.state, person) == nullptr && !person.value.empty() &&
                       person.value.back() % 2 == 0;
            };
            const auto* opened = std::get_if<CaseOpened>(&event.body);
            const auto* decided = std::get_if<ProviderDecided>(&event.body);
            const auto* moved = std::get_if<PlaceMoved>(&event.body);
            if ((opened && gone(opened->person.id)) || (decided && gone(decided->person)) ||
                (moved && gone(moved->person))) {
                kept.body = *erased(state, event);
            }
            left.push_back(*wire::read_event(wire::write(kept)));
            apply(state, event);
        }
        MunicipalityState again;
        const auto fault = replay(left, again);
        RC_ASSERT((fault ? fault->what : "") == "");
        RC_ASSERT(again == office.state);
    }));
}
