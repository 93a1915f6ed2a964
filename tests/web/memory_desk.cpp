#include "memory_desk.h"

#include "core/rotation_list.h"
#include "core/wire.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace hemval::test {

MemoryDesk::MemoryDesk(const Municipality& municipality) : municipality_(municipality)
{
    if (auto adopted = policy_to_adopt(municipality_, state))
        happened({next_event(state, today, std::move(*adopted))});
}

template <class T>
void MemoryDesk::answer(Then<T> then, Result<T, Problem> result)
{
    if (offline) result = fail(Problem::Offline);
    if (!platform) return then(std::move(result));
    platform->answers.push_back([then = std::move(then), result = std::move(result)] { then(result); });
}

std::optional<Problem> MemoryDesk::refused(Role role) const
{
    if (!staff) return Problem::NotSignedIn;
    return staff->role == role ? std::nullopt : std::optional(Problem::NotAllowed);
}

bool MemoryDesk::first_time(const IdempotencyKey& key)
{
    const bool fresh = keys.insert(key.value).second;
    if (fresh) ++carried_out;
    return fresh;
}

void MemoryDesk::look(const CaseId& person, AccessKind what)
{
    looked.push_back({looked.size() + 1, 1'795'000'000 + static_cast<std::int64_t>(looked.size()) * 60,
                      staff->account, staff->role, what, person.value});
}

void MemoryDesk::happened(const std::vector<Event>& events)
{
    for (const Event& event : events) {
        apply(state, event);
        if (const auto* opened = std::get_if<CaseOpened>(&event.body))
            kept_[opened->person.id].person = opened->person;
        if (const auto* decided = std::get_if<ProviderDecided>(&event.body)) {
            Kept& one = kept_.at(decided->person);
            apply(one.person, event);
            one.receipts.push_back(decided->receipt);
            one.work[decided->receipt.number].receipt = decided->receipt.number;
        }
        if (const auto* moved = std::get_if<PlaceMoved>(&event.body))
            apply(kept_.at(moved->person).person, event);
        events_.push_back(event);
    }
}

CaseId MemoryDesk::add(const std::string& reference, const std::optional<ProviderId>& current)
{
    ClientCase person;
    person.id = CaseId("case" + std::to_string(kept_.size() + 1));
    person.area = municipality_.areas.front().id;
    for (const Service& service : municipality_.services)
        if (service.chosen && person.services.size() < 2) person.services.push_back(service.id);
    person.hours_per_month = 24;
    person.decision_day = plus_days(today, -10);
    person.current = current;
    happened({next_event(state, today, CaseOpened{person})});
    kept_.at(person.id).reference = reference;
    return person.id;
}

Result<Receipt, Problem> MemoryDesk::decided(const CaseId& person, const Submission& submission)
{
    if (const auto before = given_.find(submission.key); before != given_.end())
        return Receipt(before->second);
    const Kept& kept = kept_.at(person);
    const DecideContext context{today, receipt_number(++random_ * 7'919), random_, random_};
    auto events = decide(state, municipality_.schedule, as_of(kept.person, today), submission, context);
    if (!events) return fail(events.error());
    happened(*events);
    kept_.at(person).to_judge = submission.representative;
    auto& there = kept_.at(person).wish_list;
    const Day came_in = submission.came_in.value_or(today);
    const auto& gone = kept_.at(person).wish_list_taken_back;
    const bool newer = (there && before(came_in, there->received)) || (gone && before(came_in, *gone));
    if (submission.wish_list && !newer) there = SentWishList{*submission.wish_list, came_in};
    given_[submission.key] = kept.receipts.back();
    return Receipt(kept.receipts.back());
}

Receipt MemoryDesk::choose(const CaseId& person, Submission submission)
{
    submission.key = IdempotencyKey("online" + std::to_string(++random_));
    const auto receipt = decided(person, submission);
    if (!receipt) FAIL("the choice is refused: " << name_of(receipt.error()));
    Kept& kept = kept_.at(person);
    if (kept.wish_list && !submission.wish_list && !submission.representation) {
        kept.wish_list.reset();
        kept.wish_list_taken_back = today;
    }
    return *receipt;
}

ProviderId MemoryDesk::able(const CaseId& person, std::size_t i) const
{
    for (const Eligibility& one : case_view(municipality_, state, kept_.at(person).person, today).providers)
        if (one.eligible() && i-- == 0) return one.provider;
    FAIL("so many providers cannot take the person");
    return {};
}

void MemoryDesk::who(Then<Staff> then)
{
    answer<Staff>(std::move(then), staff ? Result<Staff, Problem>(*staff) : fail(Problem::NotSignedIn));
}

void MemoryDesk::sign_out(std::function<void(std::optional<Problem>)> then)
{
    staff.reset();
    if (!platform) return then(std::nullopt);
    platform->answers.push_back([then = std::move(then)] { then(std::nullopt); });
}

void MemoryDesk::sign_out_everywhere(Then<std::string> then)
{
    staff.reset();
    if (!platform) return then(continue_at);
    platform->answers.push_back([then = std::move(then), on = continue_at] { then(on); });
}

void MemoryDesk::queue(Then<DeskQueue> then)
{
    if (const auto problem = refused(Role::CareManager)) return answer<DeskQueue>(std::move(then), fail(*problem));
    DeskQueue queue;
    for (const Event& event : events_) {
        const auto* decided = std::get_if<ProviderDecided>(&event.body);
        if (!decided) continue;
        const Kept& kept = kept_.at(decided->person);
        if (kept.receipts.back().number != decided->receipt.number) continue;
        if (kept.work.at(decided->receipt.number).confirmed) continue;
        ++queue.all;
        if (queue.first.size() == kQueueShown) continue;
        look(decided->person, AccessKind::QueueSeen);
        queue.first.push_back({decided->person, kept.is_protected ? "" : kept.reference, kept.is_protected,
                               decided->receipt, care_plan_due(municipality_, decided->receipt)});
    }
    answer<DeskQueue>(std::move(then), std::move(queue));
}

Result<DeskCase, Problem> MemoryDesk::case_of(const CaseId& id) const
{
    const auto found = kept_.find(id);
    if (found == kept_.end()) return fail(Problem::UnknownCase);
    const Kept& kept = found->second;
    DeskCase desk_case;
    desk_case.person = as_of(kept.person, today);
    const CaseView view = case_view(municipality_, state, kept.person, today);
    desk_case.is_protected = kept.is_protected;
    desk_case.person.is_protected = kept.is_protected;
    if (kept.is_protected)
        desk_case.person.area = {};
    else
        desk_case.reference = kept.reference;
    desk_case.situation = view.situation;
    desk_case.allowed = view.allowed;
    desk_case.providers = view.providers;
    desk_case.if_chosen_today = view.if_chosen_today;
    desk_case.today = today;
    desk_case.to_judge = kept.to_judge;
    desk_case.wish_list = kept.wish_list;
    desk_case.wish_list_taken_back = kept.wish_list_taken_back;
    desk_case.receipts.assign(kept.receipts.rbegin(), kept.receipts.rend());
    for (const Receipt& receipt : desk_case.receipts) {
        const CaseWork& work = kept.work.at(receipt.number);
        if (desk_case.work)
            desk_case.earlier.push_back(work);
        else
            desk_case.work = work;
    }
    return desk_case;
}

void MemoryDesk::open(const CaseId& person, Then<DeskCase> then)
{
    if (const auto problem = refused(Role::CareManager)) return answer<DeskCase>(std::move(then), fail(*problem));
    if (kept_.count(person) > 0) look(person, AccessKind::CaseSeen);
    answer<DeskCase>(std::move(then), case_of(person));
}

void MemoryDesk::find(const std::string& reference, Then<DeskCase> then)
{
    if (const auto problem = refused(Role::CareManager)) return answer<DeskCase>(std::move(then), fail(*problem));
    for (const auto& [id, kept] : kept_) {
        if (kept.reference != reference || kept.is_protected) continue;
        look(id, AccessKind::CaseFound);
        return answer<DeskCase>(std::move(then), case_of(id));
    }
    answer<DeskCase>(std::move(then), fail(Problem::UnknownCase));
}

void MemoryDesk::submit(const CaseId& person, const Submission& submission, Then<Receipt> then)
{
    if (const auto problem = refused(Role::CareManager)) return answer<Receipt>(std::move(then), fail(*problem));
    first_time(submission.key);
    look(person, AccessKind::ChoiceRegistered);
    const auto receipt = decided(person, submission);
    if (receipt) kept_.at(person).work[receipt->number].came_in = submission.came_in;
    answer<Receipt>(std::move(then), receipt);
}

void MemoryDesk::work(const CaseId& person, const WorkStep& step, const IdempotencyKey& key,
                      Then<DeskCase> then)
{
    if (const auto problem = refused(Role::CareManager)) return answer<DeskCase>(std::move(then), fail(*problem));
    const auto desk_case = case_of(person);
    if (!desk_case || !desk_case->work) return answer<DeskCase>(std::move(then), fail(Problem::UnknownCase));
    if (first_time(key)) {
        const auto all = notices(municipality_, desk_case->person, desk_case->reference,
                                 desk_case->receipts, desk_case->work, desk_case->earlier);
        const auto done = after_step(municipality_, *desk_case->work, desk_case->receipts.front(), all,
                                     step, today);
        if (!done) return answer<DeskCase>(std::move(then), fail(done.error()));
        kept_.at(person).work[done->receipt] = *done;
        look(person, AccessKind::WorkDone);
    }
    answer<DeskCase>(std::move(then), case_of(person));
}

void MemoryDesk::confirm_representation(const CaseId& person, bool accepted, const IdempotencyKey& key,
                                        Then<DeskCase> then)
{
    if (const auto problem = refused(Role::CareManager)) return answer<DeskCase>(std::move(then), fail(*problem));
    if (first_time(key)) {
        kept_.at(person).to_judge.reset();
        Receipt& newest = kept_.at(person).receipts.back();
        if (accepted)
            newest.representation->confirmed = true;
        else
            newest.representation.reset();
        look(person, AccessKind::RepresentationJudged);
    }
    answer<DeskCase>(std::move(then), case_of(person));
}

DeskProvider MemoryDesk::standing(const ListedProvider& row) const
{
    DeskProvider one;
    one.row = row;
    const auto clients = state.clients.find(row.id);
    if (clients != state.clients.end()) one.clients = clients->second;
    const auto hours = state.hours.find(row.id);
    if (hours != state.hours.end()) one.hours_this_month = hours->second;
    const auto text = texts_.find(row.id);
    const Provider* pack = municipality_.find_provider(row.id);
    if (text != texts_.end())
        one.about = text->second;
    else if (pack)
        one.about = pack->about;
    return one;
}

void MemoryDesk::providers(Then<std::vector<DeskProvider>> then)
{
    using All = std::vector<DeskProvider>;
    if (const auto problem = refused(Role::Coordinator)) return answer<All>(std::move(then), fail(*problem));
    All all;
    for (const ListedProvider& row : state.providers) all.push_back(standing(row));
    answer<All>(std::move(then), std::move(all));
}

void MemoryDesk::changes(Then<std::vector<ProposedChange>> then)
{
    using All = std::vector<ProposedChange>;
    if (const auto problem = refused(Role::Coordinator)) return answer<All>(std::move(then), fail(*problem));
    answer<All>(std::move(then), All(changes_));
}

void MemoryDesk::propose(const ListChange& change, const IdempotencyKey& key, Then<ProposedChange> then)
{
    if (const auto problem = refused(Role::Coordinator))
        return answer<ProposedChange>(std::move(then), fail(*problem));
    if (first_time(key)) {
        ProposedChange one;
        one.number = changes_.size() + 1;
        one.change = change;
        one.proposed_by = staff->account;
        one.proposed = today;
        changes_.push_back(std::move(one));
    }
    answer<ProposedChange>(std::move(then), ProposedChange(changes_.back()));
}

Result<ProposedChange, Problem> MemoryDesk::end(std::uint64_t number, ChangeStatus status)
{
    if (number == 0 || number > changes_.size()) return fail(Problem::UnknownChange);
    ProposedChange& one = changes_[number - 1];
    if (one.status != ChangeStatus::Proposed) return fail(Problem::UnknownChange);
    if (status == ChangeStatus::Agreed && one.proposed_by == staff->account)
        return fail(Problem::OwnProposal);
    one.status = status;
    one.ended = today;
    one.ended_by = staff->account;
    std::vector<ListChange> agreed;
    for (const ProposedChange& change : changes_)
        if (change.status == ChangeStatus::Agreed) agreed.push_back(change.change);
    if (auto adopted = policy_to_adopt(municipality_, state, agreed))
        happened({next_event(state, today, std::move(*adopted))});
    return ProposedChange(one);
}

void MemoryDesk::agree(std::uint64_t number, const IdempotencyKey& key, Then<ProposedChange> then)
{
    first_time(key);
    answer<ProposedChange>(std::move(then), end(number, ChangeStatus::Agreed));
}

void MemoryDesk::withdraw(std::uint64_t number, const IdempotencyKey& key, Then<ProposedChange> then)
{
    first_time(key);
    answer<ProposedChange>(std::move(then), end(number, ChangeStatus::Withdrawn));
}

void MemoryDesk::publish_text(const ProviderId& provider, const LocalizedText& about,
                              const IdempotencyKey& key, Then<DeskProvider> then)
{
    for (const auto& [tag, text] : about.by_language)
        if (!neutrality(text, tag).empty())
            return answer<DeskProvider>(std::move(then), fail(Problem::NotNeutral));
    if (first_time(key)) texts_[provider] = about;
    const ListedProvider* row = find_listed(state.providers, provider);
    if (!row) return answer<DeskProvider>(std::move(then), fail(Problem::UnknownProvider));
    answer<DeskProvider>(std::move(then), standing(*row));
}

void MemoryDesk::rings(Then<std::vector<DeskRing>> then)
{
    using All = std::vector<DeskRing>;
    if (const auto problem = refused(Role::Coordinator)) return answer<All>(std::move(then), fail(*problem));
    All all;
    if (state.policy.per_area)
        for (const Area& area : municipality_.areas)
            all.push_back({area.id, initial_list(state.policy, state.providers, area.id, today)});
    else
        all.push_back({AreaId(), initial_list(state.policy, state.providers, AreaId(), today)});
    for (DeskRing& ring : all)
        if (const auto list = state.lists.find(ring.area); list != state.lists.end()) ring.list = list->second;
    answer<All>(std::move(then), std::move(all));
}

void MemoryDesk::months(Then<std::vector<MonthOfAssignments>> then)
{
    using All = std::vector<MonthOfAssignments>;
    if (const auto problem = refused(Role::Coordinator)) return answer<All>(std::move(then), fail(*problem));
    MonthsFold fold;
    for (const Event& event : events_) fold.add(event);
    answer<All>(std::move(then), fold.until(today));
}

void MemoryDesk::follow_ups(Then<std::vector<DeskFollowUps>> then)
{
    using All = std::vector<DeskFollowUps>;
    if (const auto problem = refused(Role::Coordinator)) return answer<All>(std::move(then), fail(*problem));
    std::map<ProviderId, DeskFollowUps> found;
    for (const auto& [id, kept] : kept_)
        for (const auto& [number, done] : kept.work)
            for (const FollowUp& one : done.follow_ups) {
                found[one.provider].provider = one.provider;
                found[one.provider].held.push_back(one);
            }
    All all;
    for (auto& [id, one] : found) all.push_back(std::move(one));
    answer<All>(std::move(then), std::move(all));
}

std::vector<ClientCase> MemoryDesk::people() const
{
    std::vector<ClientCase> all;
    for (const auto& [id, kept] : kept_) all.push_back(kept.person);
    return all;
}

Result<DeskTransition, Problem> MemoryDesk::standing_of(const TransitionId& id) const
{
    auto now = desk_transition(state, id, people(), today);
    return now ? Result<DeskTransition, Problem>(std::move(*now)) : fail(Problem::UnknownTransition);
}

std::optional<Problem> MemoryDesk::move(const Transition& next, Day offered_until)
{
    const auto record = state.transitions.find(next.id);
    const auto now = record == state.transitions.end() ? std::nullopt : std::optional(record->second.now);
    if (!may_follow(now, next)) return Problem::TransitionNotNow;
    if (next.phase == TransitionPhase::Decided && record->second.proposed_by == staff->account)
        return Problem::OwnProposal;
    if (!keeps_its_word(now, next) || (counts_days(next) && !terms_add_up(*next.terms, today)))
        return Problem::TransitionDates;
    const TransitionMoved moved{next, staff->account};
    const DecideContext context{today, receipt_number(++random_ * 7'919), random_, random_};
    if (next.phase == TransitionPhase::Annulled)
        happened(annul(state, municipality_.schedule, moved, people(), offered_until, context));
    else
        happened({next_event(state, today, moved)});
    return std::nullopt;
}

void MemoryDesk::leavings(Then<std::vector<DeskLeaving>> then)
{
    using All = std::vector<DeskLeaving>;
    if (const auto problem = refused(Role::Coordinator)) return answer<All>(std::move(then), fail(*problem));
    answer<All>(std::move(then), hemval::leavings(state));
}

void MemoryDesk::leaving(const TransitionId& id, Then<DeskTransition> then)
{
    if (const auto problem = refused(Role::Coordinator))
        return answer<DeskTransition>(std::move(then), fail(*problem));
    answer<DeskTransition>(std::move(then), standing_of(id));
}

void MemoryDesk::outlook(const ProviderId& leaver, Then<Outlook> then)
{
    if (const auto problem = refused(Role::Coordinator)) return answer<Outlook>(std::move(then), fail(*problem));
    answer<Outlook>(std::move(then), outlook_of(state, leaver, people(), today));
}

void MemoryDesk::propose_leaving(const ProviderId& leaver, const IdempotencyKey& key,
                                 Then<DeskTransition> then)
{
    if (const auto problem = refused(Role::Coordinator))
        return answer<DeskTransition>(std::move(then), fail(*problem));
    if (first_time(key)) {
        made_[key] = fresh_transition_id(state, leaver, today);
        if (const auto problem = move({made_[key], leaver, TransitionPhase::Proposed, std::nullopt}, today))
            return answer<DeskTransition>(std::move(then), fail(*problem));
    }
    answer<DeskTransition>(std::move(then), standing_of(made_[key]));
}

void MemoryDesk::take_step(const TransitionId& id, const LeavingStep& step, const IdempotencyKey& key,
                           Then<DeskTransition> then)
{
    if (const auto problem = refused(Role::Coordinator))
        return answer<DeskTransition>(std::move(then), fail(*problem));
    const auto record = state.transitions.find(id);
    if (record == state.transitions.end())
        return answer<DeskTransition>(std::move(then), fail(Problem::UnknownTransition));
    if (first_time(key)) {
        Transition next = record->second.now;
        next.phase = step.to;
        if (step.terms) next.terms = step.terms;
        const Day until = step.offered_until.value_or(plus_days(today, kPlaceOfferedDays));
        if (const auto problem = move(next, until))
            return answer<DeskTransition>(std::move(then), fail(*problem));
    }
    answer<DeskTransition>(std::move(then), standing_of(id));
}

void MemoryDesk::ledger(std::uint64_t from, Then<Page<LedgerLine>> then)
{
    if (const auto problem = refused(Role::Auditor))
        return answer<Page<LedgerLine>>(std::move(then), fail(*problem));
    constexpr std::size_t kLines = 20;
    Page<LedgerLine> page;
    for (const Event& event : events_) {
        if (event.sequence < from) continue;
        if (page.lines.size() == kLines) {
            page.next = event.sequence;
            break;
        }
        LedgerLine line;
        line.sequence = event.sequence;
        line.day = event.day;
        line.type = std::string(wire::write(event).value("kind", ""));
        line.leaf = std::string(64, static_cast<char>('a' + event.sequence % 6));
        if (const auto* decided = std::get_if<ProviderDecided>(&event.body)) {
            line.by_deadline = decided->receipt.channel == Channel::Deadline;
            line.action = decided->receipt.action;
            line.provider = decided->receipt.provider;
            line.rotation = decided->receipt.rotation;
        } else if (const auto* moved = std::get_if<TransitionMoved>(&event.body)) {
            line.provider = moved->transition.provider;
            line.phase = moved->transition.phase;
        } else if (const auto* place = std::get_if<PlaceMoved>(&event.body)) {
            line.provider = place->to ? place->to : place->from;
            line.place = place->change;
        }
        page.lines.push_back(std::move(line));
    }
    answer<Page<LedgerLine>>(std::move(then), std::move(page));
}

void MemoryDesk::accesses(std::uint64_t from, Then<Page<AccessLine>> then)
{
    if (const auto problem = refused(Role::Auditor))
        return answer<Page<AccessLine>>(std::move(then), fail(*problem));
    Page<AccessLine> page;
    for (const AccessLine& line : looked)
        if (line.number >= from) page.lines.push_back(line);
    answer<Page<AccessLine>>(std::move(then), std::move(page));
}

}  // namespace hemval::test
