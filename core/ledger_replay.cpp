#include "core/ledger_replay.h"

#include "core/ledger_rules.h"
#include "core/ledger_transition.h"
#include "core/protected.h"
#include "core/rotation_list.h"

#include <algorithm>
#include <set>
#include <utility>

namespace hemval {
namespace {

using What = std::optional<std::string>;

std::string named(const std::optional<ProviderId>& provider)
{
    return provider ? "\"" + provider->value + "\"" : "nobody";
}

// Everything but the receipt's number and dates follows from what went before.
What difference(const ProviderDecided& expected, const ProviderDecided& found)
{
    if (expected.receipt.provider != found.receipt.provider) {
        return "the rule gives " + named(expected.receipt.provider) + ", the ledger says " +
               named(found.receipt.provider);
    }
    if (expected.receipt.rotation != found.receipt.rotation) {
        return "the rule answers for another reason than the ledger says";
    }
    if (expected.list != found.list) {
        return "the list is not left as the rule leaves it";
    }
    if (expected.request != found.request) {
        return "the rule was asked something else than the case says";
    }
    if (expected.from != found.from || expected.receipt.previous != found.receipt.previous) {
        return "the place given up is not the person's: expected " + named(expected.from) +
               ", the ledger says " + named(found.from);
    }
    if (!(expected == found)) {
        return "the receipt does not match its event";
    }
    return std::nullopt;
}

}  // namespace

Replay::Replay(MunicipalityState& state) : state_(state)
{
    state_ = MunicipalityState{};
}

std::optional<std::string> Replay::next(const Event& event)
{
    if (event.sequence != state_.sequence + 1) {
        return "expected sequence " + std::to_string(state_.sequence + 1);
    }
    const bool adopts = std::holds_alternative<PolicyAdopted>(event.body);
    if (state_.sequence == 0 && !adopts) {
        return "a ledger begins with the policy adopted";
    }
    const CaseId* id = person_of(event);
    const auto known = id == nullptr ? cases_.end() : cases_.find(*id);
    person_ = known == cases_.end() ? nullptr : &known->second;
    if (What what =
            std::visit([&](const auto& body) { return doubt(body, event.day); }, event.body)) {
        return what;
    }
    keep_undo(event);
    apply(state_, event);
    keep_case(event);
    return std::nullopt;
}

std::optional<std::string> Replay::doubt(const PolicyAdopted& adopted, Day)
{
    std::set<ProviderId> seen;
    for (const ListedProvider& provider : adopted.providers) {
        if (!seen.insert(provider.id).second) {
            return "provider \"" + provider.id.value + "\" is listed twice";
        }
    }
    return std::nullopt;
}

std::optional<std::string> Replay::doubt(const CaseOpened& opened, Day)
{
    if (opened.person.id.empty() || person_ != nullptr) {
        return "a case is opened twice, or without an id";
    }
    if (opened.person.pending || opened.person.assigned || !opened.person.before.empty() ||
        opened.person.offer) {
        return "a case is opened with a decision that is not in the ledger";
    }
    return std::nullopt;
}

std::optional<std::string> Replay::doubt(const ProviderClosing& closing, Day)
{
    if (find_listed(state_.providers, closing.provider) == nullptr) {
        return "unknown provider \"" + closing.provider.value + "\" closes";
    }
    return std::nullopt;
}

std::optional<std::string> Replay::doubt(const ProviderDecided& decided, Day day)
{
    if (person_ == nullptr) {
        return "a decision for a case that was never opened";
    }
    const Receipt& receipt = decided.receipt;
    if (receipt.number.empty() || !numbers_.insert(receipt.number.value).second) {
        return "a receipt number is missing or used twice";
    }
    if (before(receipt.window.first, day) || before(receipt.window.last, receipt.window.first)) {
        return "the change takes effect before it was received, or ends before it begins";
    }
    if (erased_waiting_ > 0) {
        return std::nullopt;
    }
    const ClientCase person = as_of(*person_, day);
    const std::vector<Asked> first = ask_queue(state_, std::nullopt, day);
    if (!first.empty() && first.back().served() &&
        first.back().entry.request.person != person.id) {
        return "somebody whose turn it was to be served is overtaken";
    }
    const Stamp stamp{receipt.number, day, receipt.window, receipt.channel, receipt.representation};
    if (receipt.queue) {
        return doubt_queueing(decided, person, stamp);
    }
    return receipt.action == Action::Decline ? doubt_assignment(decided, person, stamp)
                                             : doubt_choice(decided, person, stamp);
}

std::optional<std::string> Replay::doubt_choice(const ProviderDecided& decided,
                                                const ClientCase& person, const Stamp& stamp)
{
    const Receipt& receipt = decided.receipt;
    if (const auto problem = why_refused(state_, person, receipt.action, receipt.provider)) {
        return std::string("a choice that had to be refused: ") + name_of(*problem);
    }
    return difference(choice(state_, person, receipt.action, *receipt.provider, stamp), decided);
}

std::optional<std::string> Replay::doubt_queueing(const ProviderDecided& decided,
                                                  const ClientCase& person, const Stamp& stamp)
{
    const Receipt& receipt = decided.receipt;
    const std::vector<Asked> asked = ask_queue(state_, std::nullopt, stamp.day);
    if (!asked.empty() && asked.back().served() && asked.back().entry.request.person == person.id) {
        const Asked& turn = asked.back();
        if (assignment(state_, turn, turn.entry.place, stamp) == decided) {
            return std::nullopt;
        }
    }
    if (receipt.queue->place == 0) {
        return "a place in a queue is given to somebody whose turn it was not";
    }
    Submission submission{receipt.action, receipt.queue->provider, IdempotencyKey()};
    submission.queue = true;
    submission.channel = receipt.channel;
    submission.representation = receipt.representation;
    if (!receipt.rotation) {
        submission.meanwhile = receipt.provider ? receipt.provider : person.current;
    }
    if (why_refused(state_, person, receipt.action, receipt.queue->provider) != Problem::ProviderFull) {
        return "somebody waits for a provider that was not full for them";
    }
    if (const auto problem = why_not_queued(state_, person, receipt.action, receipt.queue->provider,
                                            submission.meanwhile)) {
        return std::string("a place in a queue that had to be refused: ") + name_of(*problem);
    }
    const std::uint64_t draw = decided.request ? decided.request->draw : 0;
    const auto expected = queueing(state_, person, submission, draw, stamp);
    return expected ? difference(*expected, decided) : What("somebody else was to be served first");
}

std::optional<std::string> Replay::doubt_assignment(const ProviderDecided& decided,
                                                    const ClientCase& person, const Stamp& stamp)
{
    const Queued* waited = find_queued(state_, person.id);
    if (waited != nullptr && waited->wants) {
        waited = nullptr;  // who leaves a queue by declining is asked for anew
    }
    std::vector<Asked> asked;
    if (waited != nullptr) {
        asked = ask_queue(state_, std::nullopt, stamp.day);
    } else {
        if (const auto problem = why_refused(state_, person, Action::Decline, std::nullopt)) {
            return std::string("an assignment that had to be refused: ") + name_of(*problem);
        }
        if (const auto again = given_before(state_, person, stamp)) {
            return difference(*again, decided);
        }
        const std::uint64_t draw = decided.request ? decided.request->draw : 0;
        Queued mine = newly_queued(state_, person, stamp.day, draw);
        mine.channel = stamp.channel;
        mine.representation = stamp.representation;
        asked = ask_queue(state_, mine, stamp.day);
    }
    for (const Asked& one : asked) {
        if (one.entry.request.person != person.id) {
            continue;
        }
        if (waited != nullptr && !one.served()) {
            return "there was no place for somebody who waits";
        }
        const auto previous = waited != nullptr ? one.entry.place : person.current;
        return difference(assignment(state_, one, previous, stamp), decided);
    }
    return "an assignment nobody asked for";
}

std::optional<std::string> Replay::doubt(const EntryErased& left, Day)
{
    if (left.rotation.has_value() != left.list.has_value()) {
        return "an erased assignment without its list";
    }
    if (left.rotation && left.rotation->sequence != state_.sequence + 1) {
        return "an erased assignment that belongs elsewhere";
    }
    if (left.out_of_queue && erased_waiting_ == 0) {
        return "somebody erased leaves the queue without having been in it";
    }
    return std::nullopt;
}

std::optional<std::string> Replay::doubt(const MandateJudged& judged, Day day)
{
    const auto undo = undos_.find(judged.person);
    if (person_ == nullptr || undo == undos_.end()) {
        return "a mandate is judged that nobody has stated";
    }
    const auto expected = judge(state_, *person_, undo->second, judged.confirmed, day);
    if (!expected || !(*expected == judged)) {
        return "a mandate's judgement does not leave the case as it was before the choice";
    }
    return std::nullopt;
}

// Nobody may be forgotten: neither when it ends, nor when it is rolled back.
std::optional<std::string> Replay::doubt(const TransitionMoved& moved, Day day)
{
    const Transition& next = moved.transition;
    const auto known = state_.transitions.find(next.id);
    const auto now = known == state_.transitions.end() ? std::nullopt
                                                       : std::optional(known->second.now);
    if (!may_follow(now, next) || find_listed(state_.providers, next.provider) == nullptr) {
        return "a step of \"" + next.id.value + "\" that does not follow";
    }
    if (next.phase == TransitionPhase::Decided && known->second.proposed_by == moved.actor) {
        return "\"" + next.id.value + "\" is decided by whoever proposed it";
    }
    if (!keeps_its_word(now, next)) {
        return "\"" + next.id.value + "\" asks people by an earlier day than they were told";
    }
    if (counts_days(next) && !terms_add_up(*next.terms, day)) {
        return "\"" + next.id.value + "\" asks people by a day that has passed";
    }
    if (!now || !is_open(*now)) {
        const auto other = leaving_by(state_, next.provider);
        if (other) {
            return "\"" + next.provider.value + "\" leaves twice";
        }
    }
    for (const auto& [id, person] : cases_) {
        const bool undone =
            next.phase == TransitionPhase::Annulled && remembered(person, next.id) != nullptr;
        const bool left = next.phase == TransitionPhase::Completed &&
                          held_place(as_of(person, day)) == next.provider &&
                          !waits_somewhere(state_, id);
        if (undone || left) {
            return "\"" + next.id.value + "\" ends and somebody is forgotten";
        }
    }
    return std::nullopt;
}

std::optional<std::string> Replay::doubt(const PlaceMoved& moved, Day day)
{
    if (person_ == nullptr) {
        return "a place for a case that was never opened";
    }
    const ClientCase person = as_of(*person_, day);
    if (moved.change == PlaceChange::Ended) {
        return person.offer && offer_ended(person) == moved
                   ? std::nullopt
                   : What("a place is given up that was never offered");
    }
    const auto record = state_.transitions.find(moved.transition);
    if (record == state_.transitions.end() || !is_open(record->second.now)) {
        return "a place is given back by nothing that was decided";
    }
    const auto expected = restoring(state_, person, moved.transition, moved.until.value_or(day));
    return expected && *expected == moved ? std::nullopt
                                          : What("the person is not put back as they were");
}

std::optional<std::string> Replay::doubt(const QueueEnded& ended, Day day)
{
    const std::vector<QueueEnded> dead = dead_places(state_, day);
    return std::find(dead.begin(), dead.end(), ended) != dead.end()
               ? std::nullopt
               : What("somebody leaves the queue of a provider that has not left");
}

std::optional<std::string> Replay::doubt(const CaseRestated& restated, Day day)
{
    const CaseId& id = restated.person.id;
    if (restated.waiting && restated.waiting->request.person != id) {
        return "a case is restated with somebody else's place in the queue";
    }
    if (person_ == nullptr) {
        // Its entries have been erased: what it was is taken at its word.
        return restated.person.is_protected && !id.empty()
                   ? std::nullopt
                   : What("a case is restated that was never opened");
    }
    if (restated.person.is_protected ||
        !(as_ordinary(state_, *person_, restated.person.area, day) == restated)) {
        return "a case is restated as another than it was";
    }
    return std::nullopt;
}

void Replay::keep_undo(const Event& event)
{
    const CaseId* id = person_of(event);
    if (id == nullptr) {
        return;
    }
    const auto known = undos_.find(*id);
    ClientCase nobody;
    if (person_ == nullptr) {
        nobody.id = *id;
    }
    auto undo = undo_after(known == undos_.end() ? std::nullopt : std::optional(known->second),
                           state_, person_ == nullptr ? nobody : *person_, event);
    if (undo) {
        undos_[*id] = std::move(*undo);
    } else if (known != undos_.end()) {
        undos_.erase(known);
    }
}

void Replay::keep_case(const Event& event)
{
    if (const auto* opened = std::get_if<CaseOpened>(&event.body)) {
        cases_.emplace(opened->person.id, opened->person);
    } else if (const auto* restated = std::get_if<CaseRestated>(&event.body)) {
        erased_waiting_ -= person_ == nullptr && restated->waiting ? 1 : 0;
        cases_[restated->person.id] = restated->person;
    } else if (const auto* left = std::get_if<EntryErased>(&event.body)) {
        erased_waiting_ += (left->into_queue ? 1 : 0) - (left->out_of_queue ? 1 : 0);
    } else if (const CaseId* id = person_of(event)) {
        apply(person_ == nullptr ? cases_[*id] : *person_, event);
    }
}

std::optional<ReplayFault> replay(const std::vector<Event>& events, MunicipalityState& state)
{
    Replay replay(state);
    for (const Event& event : events) {
        if (What what = replay.next(event)) {
            return ReplayFault{event.sequence, std::move(*what)};
        }
    }
    return std::nullopt;
}

}  // namespace hemval
