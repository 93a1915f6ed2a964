#pragma once

#include "core/wire_staff.h"

// Makers of the staff port's forms, for wire_test.cpp: `Draws` is its source of values, `parts` the
// makers of what the forms are made of.
namespace hemval::test {

template <class Draws>
FollowUp a_follow_up(Draws& draws)
{
    FollowUp one{draws.day(), draws.provider(), {}};
    for (const char* demand : {"nycklar", "sekretess", "avvikelser"})
        if (draws.coin()) one.demands[demand] = draws.one_of(kAllFindings);
    return one;
}

template <class Draws>
CaseWork a_work(Draws& draws)
{
    CaseWork work;
    work.receipt = receipt_number(draws.next());
    work.came_in = draws.maybe_day();
    work.confirmed = draws.maybe_day();
    if (draws.coin()) work.told[draws.provider()] = draws.day();
    if (draws.coin()) work.taken_back[draws.provider()] = draws.day();
    if (draws.coin()) work.handed_over[draws.one_of(kAllHandovers)] = draws.day();
    if (draws.coin()) work.not_needed = {Handover::Alarm, Handover::Lock};
    work.care_plan_held = draws.maybe_day();
    work.follow_up_planned = draws.maybe_day();
    if (draws.coin()) work.follow_ups = {a_follow_up(draws), a_follow_up(draws)};
    return work;
}

template <class Draws>
WorkStep a_step(Draws& draws)
{
    switch (draws.below(6)) {
    case 0: return ConfirmChoice{};
    case 1: return ToldProvider{draws.provider()};
    case 2: return HandedOver{draws.one_of(kAllHandovers), draws.coin()};
    case 3: return HeldCarePlan{draws.day()};
    case 4: return PlannedFollowUp{draws.day()};
    default: return HeldFollowUp{a_follow_up(draws)};
    }
}

template <class Draws>
Staff a_staff(Draws& draws)
{
    return {"konto", "Åsa Öberg", MunicipalityId("exempelstad"), draws.one_of(kAllRoles)};
}

template <class Draws, class MakeReceipt>
DeskQueue a_queue(Draws& draws, MakeReceipt receipt)
{
    DeskQueue queue;
    queue.all = draws.below(100);
    for (int i = draws.below(3); i > 0; --i)
        queue.first.push_back({CaseId("c"), draws.coin() ? "SOC-1" : "", draws.coin(),
                               receipt(draws), draws.day()});
    return queue;
}

template <class Draws, class MakeCase, class MakeReceipt>
DeskCase a_desk_case(Draws& draws, MakeCase person, MakeReceipt receipt)
{
    DeskCase one;
    one.person = person(draws);
    if (draws.coin()) one.to_judge = RepresentativeContact{"Eva Ek", "070-1"};
    if (draws.coin()) one.reference = "SOC-1";
    one.is_protected = draws.coin();
    one.choose_by = draws.maybe_day();
    one.situation = draws.one_of(kAllSituations);
    if (draws.coin()) one.allowed = {Action::Switch};
    one.providers = {{ProviderId("a"), {draws.one_of(kAllIneligible)}}, {ProviderId("b"), {}}};
    one.if_chosen_today = draws.window();
    if (draws.coin()) one.receipts = {receipt(draws), receipt(draws)};
    if (draws.coin()) one.work = a_work(draws);
    if (draws.coin()) one.earlier = {a_work(draws)};
    if (draws.coin()) one.undone = {{receipt(draws), a_work(draws)}};
    if (draws.coin()) one.wish_list = SentWishList{{{"pets"}, ""}, draws.day()};
    one.wish_list_taken_back = draws.maybe_day();
    one.today = draws.day();
    return one;
}

template <class Draws>
ListChange a_change(Draws& draws)
{
    ListChange change;
    change.provider = draws.provider();
    if (draws.coin()) change.capacity = draws.coin() ? std::optional<int>(9) : std::nullopt;
    if (draws.coin())
        change.monthly_hours_ceiling = draws.coin() ? std::optional<std::int64_t>(99) : std::nullopt;
    if (draws.coin()) change.warned = draws.coin();
    if (draws.coin()) change.closing = draws.maybe_day();
    return change;
}

template <class Draws>
ProposedChange a_proposal(Draws& draws)
{
    ProposedChange one;
    one.number = draws.next() | 1U;
    one.change = a_change(draws);
    one.proposed_by = "anna";
    one.proposed = draws.day();
    if (draws.coin()) {
        one.status = draws.coin() ? ChangeStatus::Agreed : ChangeStatus::Withdrawn;
        one.ended = draws.day();
        one.ended_by = "bo";
    }
    return one;
}

template <class Draws, class MakeRow>
DeskProvider a_desk_provider(Draws& draws, MakeRow row)
{
    return {row(draws, 1), draws.below(99), draws.below(999),
            LocalizedText{{{"sv", "Vi hjälper dig."}, {"en", "We help you."}}}};
}

template <class Draws>
std::vector<MonthOfAssignments> some_months(Draws& draws)
{
    MonthOfAssignments one;
    one.month = std::chrono::year{2026} / std::chrono::month{11};
    for (int i = draws.below(3); i > 0; --i) {
        one.by_turn[draws.provider()] = draws.below(99);
        one.chosen[draws.provider()] = draws.below(99);
        one.clients[draws.provider()] = draws.below(99);
    }
    return {one, one};
}

template <class Draws, class MakeAnswer>
Page<LedgerLine> a_ledger_page(Draws& draws, MakeAnswer answer)
{
    LedgerLine line;
    line.sequence = draws.next() | 1U;
    line.day = draws.day();
    line.type = "provider_decided";
    line.leaf = "ab";
    if (draws.coin()) line.action = draws.one_of(kAllActions);
    line.by_deadline = draws.coin();
    if (draws.coin()) line.phase = draws.one_of(kAllTransitionPhases);
    if (draws.coin()) line.place = draws.one_of(kAllPlaceChanges);
    line.provider = draws.maybe_provider();
    if (draws.coin()) line.rotation = answer(draws);
    Page<LedgerLine> page{{line}, {}};
    if (draws.coin()) page.next = draws.next();
    return page;
}

template <class Draws>
Page<AccessLine> an_access_page(Draws& draws)
{
    Page<AccessLine> page;
    page.lines = {{draws.next() | 1U, draws.below(99), "anna", draws.one_of(kAllRoles),
                   draws.one_of(kAllAccessKinds), draws.coin() ? "c" : ""}};
    if (draws.coin()) page.next = draws.next();
    return page;
}

template <class Draws>
DeskLeaving a_leaving(Draws& draws)
{
    return {{TransitionId("t"), draws.provider(), TransitionPhase::Decided,
             LeavingTerms{draws.one_of(kAllLeavingCauses), draws.day(), draws.day()}},
            draws.day()};
}

template <class Draws>
Outlook an_outlook(Draws& draws)
{
    Outlook outlook;
    outlook.people = draws.below(99);
    outlook.without_place = draws.below(99);
    outlook.room[draws.provider()] = draws.coin() ? std::optional<int>(draws.below(9)) : std::nullopt;
    outlook.areas = {{AreaId(draws.coin() ? "norra" : ""), draws.below(9), draws.below(9), {}}};
    outlook.areas[0].could_go[draws.provider()] = draws.below(9);
    return outlook;
}

template <class Draws>
DeskTransition a_transition(Draws& draws)
{
    DeskTransition desk;
    desk.now = a_leaving(draws);
    desk.today = draws.day();
    desk.next = {draws.one_of(kAllTransitionPhases)};
    desk.progress = {draws.below(9), draws.below(9), draws.below(9), draws.below(9),
                     draws.below(9), draws.below(9), draws.below(9)};
    desk.undoing = {draws.below(9), draws.below(9)};
    if (draws.coin()) desk.outlook = an_outlook(draws);
    return desk;
}

template <class Draws>
LeavingStep a_leaving_step(Draws& draws)
{
    LeavingStep step;
    step.to = draws.one_of(kAllTransitionPhases);
    if (draws.coin()) step.terms = a_leaving(draws).transition.terms;
    if (draws.coin()) step.offered_until = draws.day();
    return step;
}

// Visits each form as for_each_form of wire_test.cpp does.
template <class Draws, class Visit, class MakeCase, class MakeReceipt, class MakeRow, class MakeList,
          class MakeAnswer>
void for_each_staff_form(Visit visit, MakeCase person, MakeReceipt receipt, MakeRow row,
                         MakeList list, MakeAnswer answer)
{
    visit("case work", a_work<Draws>, wire::read_case_work);
    visit("work step", a_step<Draws>, wire::read_work_step);
    visit("staff", a_staff<Draws>, wire::read_staff);
    visit("queue", [=](Draws& draws) { return a_queue(draws, receipt); }, wire::read_desk_queue);
    visit("desk case", [=](Draws& draws) { return a_desk_case(draws, person, receipt); },
          wire::read_desk_case);
    visit("list change", a_change<Draws>, wire::read_list_change);
    visit("proposed change", a_proposal<Draws>, wire::read_proposed_change);
    visit("proposed changes",
          [](Draws& draws) { return std::vector<ProposedChange>{a_proposal(draws)}; },
          wire::read_proposed_changes);
    visit("desk provider", [=](Draws& draws) { return a_desk_provider(draws, row); },
          wire::read_desk_provider);
    visit("desk providers",
          [=](Draws& draws) { return std::vector<DeskProvider>{a_desk_provider(draws, row)}; },
          wire::read_desk_providers);
    visit("rings",
          [=](Draws& draws) {
              return std::vector<DeskRing>{{AreaId(draws.coin() ? "norra" : ""), list(draws)}};
          },
          wire::read_desk_rings);
    visit("months", some_months<Draws>, wire::read_months);
    visit("follow-ups",
          [](Draws& draws) {
              return std::vector<DeskFollowUps>{{draws.provider(), {a_follow_up(draws)}}};
          },
          wire::read_desk_follow_ups);
    visit("leavings", [](Draws& draws) { return std::vector<DeskLeaving>{a_leaving(draws)}; },
          wire::read_leavings);
    visit("outlook", an_outlook<Draws>, wire::read_outlook);
    visit("transition", a_transition<Draws>, wire::read_desk_transition);
    visit("leaving step", a_leaving_step<Draws>, wire::read_leaving_step);
    visit("ledger page", [=](Draws& draws) { return a_ledger_page(draws, answer); },
          wire::read_ledger_page);
    visit("access page", an_access_page<Draws>, wire::read_access_page);
}

}  // namespace hemval::test
