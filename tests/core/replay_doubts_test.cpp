#include "core/ledger_replay.h"
#include "core/ledger_transition.h"

#include "tests/core/example_town.h"

#include <doctest/doctest.h>

// What somebody who writes into a ledger might add to it, entry by entry, and what replay says of each.
using namespace hemval;
using namespace hemval::test;

namespace {

const TransitionId kLeave("leave-1");

Transition leaving(TransitionPhase phase, int choose_by = 20)
{
    Transition next{kLeave, named("ask"), phase, std::nullopt};
    if (phase != TransitionPhase::Proposed) {
        next.terms = LeavingTerms{LeavingCause::Closes, plus_days(kToday, 90), plus_days(kToday, choose_by)};
    }
    return next;
}

// What replay says of the entry when the office's ledger has it next; empty when nothing.
std::string said_of(const Office& office, EventBody body)
{
    std::vector<Event> ledger = office.ledger;
    ledger.push_back(next_event(office.state, office.today, std::move(body)));
    MunicipalityState state;
    const auto fault = replay(ledger, state);
    if (!fault) {
        return "";
    }
    CHECK(fault->sequence == ledger.back().sequence);
    return fault->what;
}

ClientCase somebody(const char* id)
{
    ClientCase person;
    person.id = CaseId(id);
    person.area = AreaId("norra");
    person.services = {ServiceId("care")};
    person.hours_per_month = 10;
    person.decision_day = plus_days(kToday, -10);
    return person;
}

ProviderDecided last_decision(const Office& office)
{
    for (auto event = office.ledger.rbegin(); event != office.ledger.rend(); ++event) {
        if (const auto* decided = std::get_if<ProviderDecided>(&event->body)) {
            return *decided;
        }
    }
    return {};
}

}  // namespace

TEST_CASE("a case is opened once, under a name, with nothing decided in it; a policy lists each provider once")
{
    Office office(example_town());
    const CaseId known = office.open();
    REQUIRE(office.choose(known, "ask"));
    CHECK(said_of(office, CaseOpened{somebody("new")}) == "");
    CHECK(said_of(office, CaseOpened{somebody("")}) == "a case is opened twice, or without an id");
    CHECK(said_of(office, CaseOpened{somebody(known.value.c_str())}) == "a case is opened twice, or without an id");
    const std::string decided = "a case is opened with a decision that is not in the ledger";
    const Receipt receipt = *office.cases[known].pending;
    ClientCase person = somebody("new");
    person.pending = receipt;
    CHECK(said_of(office, CaseOpened{person}) == decided);
    person = somebody("new");
    person.assigned = receipt;
    CHECK(said_of(office, CaseOpened{person}) == decided);
    person = somebody("new");
    person.before = {BeforeTransition{kLeave, {}, {}, {}, {}, {}, Action::Choose, false}};
    CHECK(said_of(office, CaseOpened{person}) == decided);
    person = somebody("new");
    person.offer = PlaceOffer{kLeave, named("ask"), kToday};
    CHECK(said_of(office, CaseOpened{person}) == decided);

    PolicyAdopted policy = std::get<PolicyAdopted>(office.ledger.front().body);
    CHECK(said_of(office, policy) == "");
    policy.providers.push_back(policy.providers.front());
    CHECK(said_of(office, policy) == "provider \"ask\" is listed twice");
    CHECK(said_of(office, ProviderClosing{named("bjork"), kToday}) == "");
    CHECK(said_of(office, ProviderClosing{named("nobody"), kToday}) == "unknown provider \"nobody\" closes");
}

TEST_CASE("a receipt has a number of its own and takes effect after it was received")
{
    Office office(example_town());
    const CaseId first = office.open(), second = office.open();
    REQUIRE(office.choose(first, "ask"));
    const std::size_t length = office.ledger.size();
    Office one_more = office;
    REQUIRE(one_more.choose(second, "bjork"));
    REQUIRE(one_more.ledger.size() == length + 1);
    const ProviderDecided good = last_decision(one_more);
    CHECK(said_of(office, good) == "");
    ProviderDecided bad = good;
    bad.receipt.number = office.cases[first].pending->number;
    CHECK(said_of(office, bad) == "a receipt number is missing or used twice");
    bad.receipt.number = ReceiptNumber();
    CHECK(said_of(office, bad) == "a receipt number is missing or used twice");
    const std::string early = "the change takes effect before it was received, or ends before it begins";
    bad = good;
    bad.receipt.window.first = plus_days(kToday, -1);
    CHECK(said_of(office, bad) == early);
    bad = good;
    bad.receipt.window.last = plus_days(bad.receipt.window.first, -1);
    CHECK(said_of(office, bad) == early);
    bad = good;
    bad.receipt.provider = named("nobody");
    CHECK(said_of(office, bad) == "a choice that had to be refused: unknown_provider");
    bad.receipt.provider.reset();
    CHECK(said_of(office, bad) == "a choice that had to be refused: provider_missing");
    bad = good;
    bad.receipt.queue = QueueTicket{named("bjork"), 9, 1};
    CHECK(said_of(office, bad) == "somebody waits for a provider that was not full for them");
    bad.receipt.queue->place = 0;
    CHECK(said_of(office, bad) == "a place in a queue is given to somebody whose turn it was not");
    bad = good;
    bad.receipt.action = Action::Decline;
    bad.person = CaseId("nobody");
    CHECK(said_of(office, bad) == "a decision for a case that was never opened");
}

TEST_CASE("what is erased, judged or put back was there, and is what followed from it")
{
    Office office(example_town());
    const CaseId person = office.open();
    REQUIRE(office.decline(person));
    const ProviderDecided decided = last_decision(office);
    EntryErased left;
    CHECK(said_of(office, left) == "");
    left.rotation = decided.receipt.rotation;
    CHECK(said_of(office, left) == "an erased assignment without its list");
    left.list = decided.list;
    CHECK(said_of(office, left) == "an erased assignment that belongs elsewhere");
    left = {};
    left.out_of_queue = true;
    CHECK(said_of(office, left) == "somebody erased leaves the queue without having been in it");
    left = {};
    left.list = decided.list;
    CHECK(said_of(office, left) == "an erased assignment without its list");

    MandateJudged judged;
    judged.person = person;
    CHECK(said_of(office, judged) == "a mandate is judged that nobody has stated");
    judged.person = CaseId("nobody");
    CHECK(said_of(office, judged) == "a mandate is judged that nobody has stated");
    Submission for_them{Action::Choose, named("bjork"), IdempotencyKey("k")};
    for_them.representation =
        Representation{RepresentativeRole::GodMan, declarations_for(RepresentativeRole::GodMan), false};
    for_them.representative = RepresentativeContact{"Eva Ek", "070-1"};
    REQUIRE(office.submit(person, for_them));
    judged = {};
    judged.person = person;
    judged.receipt = office.cases[person].pending->number;
    judged.confirmed = true;
    CHECK(said_of(office, judged) == "");
    judged.role = RepresentativeRole::Relative;
    const std::string otherwise = "a mandate's judgement does not leave the case as it was before the choice";
    CHECK(said_of(office, judged) == otherwise);
    judged.role = RepresentativeRole::GodMan;
    judged.confirmed = false;
    judged.undone = true;
    judged.to = named("ceder");
    CHECK(said_of(office, judged) == otherwise);

    CaseRestated as{somebody("nobody"), {}};
    CHECK(said_of(office, as) == "a case is restated that was never opened");
    as.person.is_protected = true;
    as.person.area = AreaId();
    CHECK(said_of(office, as) == "");  // its entries have been erased
    as.person.id = CaseId();
    CHECK(said_of(office, as) == "a case is restated that was never opened");
    as.person = office.cases[person];
    as.person.hours_per_month += 1;
    CHECK(said_of(office, as) == "a case is restated as another than it was");
    as.person.is_protected = true;
    CHECK(said_of(office, as) == "a case is restated as another than it was");
    as.waiting = Queued{};
    CHECK(said_of(office, as) == "a case is restated with somebody else's place in the queue");

    PlaceMoved moved;
    moved.person = CaseId("nobody");
    CHECK(said_of(office, moved) == "a place for a case that was never opened");
    moved.person = person;
    moved.transition = kLeave;
    CHECK(said_of(office, moved) == "a place is given back by nothing that was decided");
    office.keep(TransitionMoved{leaving(TransitionPhase::Proposed), "anna"});
    CHECK(said_of(office, moved) == "a place is given back by nothing that was decided");
    office.keep(TransitionMoved{leaving(TransitionPhase::Decided), "bo"});
    CHECK(said_of(office, moved) == "the person is not put back as they were");
    moved.change = PlaceChange::Ended;
    CHECK(said_of(office, moved) == "a place is given up that was never offered");
    CHECK(said_of(office, QueueEnded{person, named("ask"), false}) ==
          "somebody leaves the queue of a provider that has not left");
}

TEST_CASE("a provider leaves once, by steps that follow, and keeps its word to those it asks")
{
    using Phase = TransitionPhase;
    Office office(example_town());
    office.open(named("ask"));
    const auto said = [&](const Transition& next) { return said_of(office, TransitionMoved{next, "bo"}); };
    Transition unknown = leaving(Phase::Proposed);
    unknown.provider = named("nobody");
    CHECK(said(unknown) == "a step of \"leave-1\" that does not follow");
    CHECK(said(leaving(Phase::Decided)) == "a step of \"leave-1\" that does not follow");
    office.keep(TransitionMoved{leaving(Phase::Proposed), "anna"});
    CHECK(said(leaving(Phase::Decided)) == "");
    CHECK(said_of(office, TransitionMoved{leaving(Phase::Decided), "anna"}) ==
          "\"leave-1\" is decided by whoever proposed it");
    CHECK(said(leaving(Phase::Decided, -1)) == "\"leave-1\" asks people by a day that has passed");
    office.keep(TransitionMoved{leaving(Phase::Decided), "bo"});
    CHECK(said(leaving(Phase::Running, 10)) == "\"leave-1\" asks people by an earlier day than they were told");
    Transition again = leaving(Phase::Proposed);
    again.id = TransitionId("leave-2");
    CHECK(said(again) == "\"ask\" leaves twice");
    office.keep(TransitionMoved{leaving(Phase::Running), "bo"});
    CHECK(said(leaving(Phase::Completed)) == "\"leave-1\" ends and somebody is forgotten");
}

TEST_CASE("a step is the same transition's, and has terms once it is decided, which only a decision and a start set")
{
    using Phase = TransitionPhase;
    const LeavingTerms terms{LeavingCause::Closes, plus_days(kToday, 60), plus_days(kToday, 20)};
    LeavingTerms later = terms, sooner = terms;
    later.choose_by = plus_days(kToday, 30);
    sooner.choose_by = plus_days(kToday, 10);
    const std::optional<LeavingTerms> each[] = {std::nullopt, terms, later};
    const auto at = [](Phase phase, const std::optional<LeavingTerms>& with) {
        return Transition{kLeave, named("ask"), phase, with};
    };
    for (const Phase from : kAllTransitionPhases) {
        for (const auto& had : each) {
            CHECK_FALSE(may_follow(std::nullopt, at(from, had)) != (from == Phase::Proposed && !had));
            for (const Phase to : kAllTransitionPhases) {
                for (const auto& has : each) {
                    const bool sets = (from == Phase::Proposed && to == Phase::Decided) ||
                                      ((from == Phase::Decided || from == Phase::Paused) && to == Phase::Running);
                    const bool ends = (from <= Phase::Paused && to == Phase::Annulled) ||
                                      (from == Phase::Running && (to == Phase::Paused || to == Phase::Completed));
                    CHECK(may_follow(at(from, had), at(to, has)) == (sets ? has.has_value() : ends && had == has));
                }
            }
        }
    }
    Transition other = at(Phase::Decided, terms);
    other.id = TransitionId("leave-2");
    CHECK_FALSE(may_follow(at(Phase::Proposed, {}), other));
    other.id = kLeave;
    other.provider = named("egen");
    CHECK_FALSE(may_follow(at(Phase::Proposed, {}), other));
    CHECK(keeps_its_word(std::nullopt, at(Phase::Proposed, {})));
    CHECK(keeps_its_word(at(Phase::Proposed, {}), at(Phase::Decided, sooner)));
    CHECK(keeps_its_word(at(Phase::Decided, terms), at(Phase::Running, later)));
    CHECK(keeps_its_word(at(Phase::Decided, terms), at(Phase::Annulled, {})));
    CHECK_FALSE(keeps_its_word(at(Phase::Decided, terms), at(Phase::Running, sooner)));
}
