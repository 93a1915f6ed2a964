#pragma once

#include "core/wire.h"
#include "tests/core/example_town.h"

#include <limits>

// Makers of everything that is kept or sent, for the tests of its forms.
namespace hemval::test {

// A source of values: few enough draws that every enum value and every empty field turns up.
class Draws {
public:
    explicit Draws(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next()
    {
        state_ += 0x9E3779B97F4A7C15U;
        std::uint64_t mixed = (state_ ^ (state_ >> 30U)) * 0xBF58476D1CE4E5B9U;
        mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
        return mixed ^ (mixed >> 31U);
    }
    int below(int most) { return static_cast<int>(next() % static_cast<std::uint64_t>(most)); }
    bool coin() { return below(2) == 1; }
    Day day() { return plus_days(day_of(2000, 1, 1), below(20000)); }
    EffectiveWindow window()
    {
        const Day first = day();
        return {first, plus_days(first, below(30))};
    }
    template <class E, std::size_t N>
    E one_of(const E (&all)[N])
    {
        return all[next() % N];
    }
    ProviderId provider() { return ProviderId("leverantör-" + std::to_string(below(9))); }
    std::optional<ProviderId> maybe_provider()
    {
        return coin() ? std::optional<ProviderId>(provider()) : std::nullopt;
    }
    std::optional<Day> maybe_day() { return coin() ? std::optional<Day>(day()) : std::nullopt; }
    std::vector<ProviderId> order()
    {
        std::vector<ProviderId> ids;
        for (int i = below(4); i > 0; --i) ids.push_back(ProviderId("p" + std::to_string(i)));
        return ids;
    }
    std::vector<Skip> skips()
    {
        std::vector<Skip> all;
        for (int i = below(4); i > 0; --i)
            all.push_back({provider(), one_of(kAllSkipReasons), coin()});
        return all;
    }

private:
    std::uint64_t state_;
};

inline RotationAnswer an_answer(Draws& draws)
{
    return {1, "strict", draws.below(9), draws.one_of(kAllAssignmentBases),
            draws.maybe_provider(), draws.skips(), draws.maybe_provider(), draws.order()};
}

inline Representation a_representation(Draws& draws)
{
    const RepresentativeRole role = draws.one_of(kAllRepresentativeRoles);
    return {role, draws.coin() ? declarations_for(role) : std::vector<Declaration>(), draws.coin()};
}

inline std::optional<Rejected> maybe_rejected(Draws& draws)
{
    if (draws.coin()) return std::nullopt;
    return Rejected{draws.day(), draws.one_of(kAllRepresentativeRoles), draws.coin()};
}

inline Receipt a_receipt(Draws& draws)
{
    Receipt receipt;
    receipt.number = receipt_number(draws.next());
    receipt.sequence = draws.coin() ? std::numeric_limits<std::uint64_t>::max() : 1;
    receipt.action = draws.one_of(kAllActions);
    receipt.received = draws.day();
    receipt.provider = draws.provider();
    receipt.previous = draws.maybe_provider();
    receipt.window = draws.window();
    receipt.channel = draws.one_of(kAllChannels);
    if (draws.coin()) receipt.representation = a_representation(draws);
    if (receipt.action == Action::Decline) {
        receipt.rotation = an_answer(draws);
        if (receipt.rotation->basis == AssignmentBasis::Waiting) {
            receipt.provider.reset();
        }
    } else if (draws.coin()) {
        receipt.queue = QueueTicket{draws.provider(), draws.next() | 1U, draws.below(4)};
        if (receipt.queue->place == 0) {
            receipt.queue->provider = *receipt.provider;
        } else if (draws.coin()) {
            receipt.rotation = an_answer(draws);
            if (receipt.rotation->basis == AssignmentBasis::Waiting) {
                receipt.provider.reset();
            }
        }
    }
    return receipt;
}

inline LeavingTerms some_terms(Draws& draws)
{
    return {draws.one_of(kAllLeavingCauses), draws.day(), draws.day()};
}

inline TurnUsed a_turn(Draws& draws) { return {draws.provider(), draws.below(99), draws.day()}; }

inline BeforeTransition a_before(Draws& draws)
{
    const TransitionId transition(draws.coin() ? "t" : "u");
    BeforeTransition before{transition, draws.maybe_provider(), draws.maybe_provider(), {}, {},
                            {},                draws.one_of(kAllActions), draws.coin()};
    if (draws.coin()) before.pending = a_receipt(draws);
    if (draws.coin()) before.assigned = a_receipt(draws);
    if (draws.coin()) before.turns = {a_turn(draws), a_turn(draws)};
    return before;
}

inline ClientCase a_case(Draws& draws)
{
    ClientCase person;
    person.id = CaseId("c" + std::to_string(draws.next()));
    person.is_protected = draws.below(4) == 0;
    if (!person.is_protected) person.area = AreaId("norra");
    person.rejected = maybe_rejected(draws);
    if (draws.coin()) person.services = {ServiceId("care"), ServiceId("shopping")};
    person.hours_per_month = draws.below(200);
    person.decision_day = draws.day();
    person.current = draws.maybe_provider();
    person.former = draws.maybe_provider();
    if (draws.coin()) person.pending = a_receipt(draws);
    if (person.pending && person.pending->rotation && person.pending->provider)
        person.assigned = person.pending;
    person.choose_by = draws.maybe_day();
    if (draws.coin()) person.before = {a_before(draws), a_before(draws)};
    if (draws.coin()) person.offer = PlaceOffer{TransitionId("t"), draws.provider(), draws.day()};
    return person;
}

inline RotationPolicy a_policy(Draws& draws)
{
    RotationPolicy policy;
    policy.id = "rule-" + std::to_string(draws.below(9));
    policy.version = draws.below(9);
    policy.method = static_cast<RotationMethod>(draws.below(5));
    policy.per_area = draws.coin();
    policy.list_order = static_cast<ListOrder>(draws.below(2));
    policy.ceiling = static_cast<CeilingRule>(draws.below(3));
    policy.full_turn = static_cast<FullTurn>(draws.below(2));
    policy.newcomer = static_cast<NewcomerRule>(draws.below(3));
    policy.excludes_warned = draws.coin();
    policy.keeps_former_provider = draws.coin();
    policy.serve_order = static_cast<ServeOrder>(draws.below(2));
    policy.all_full = static_cast<AllFull>(draws.below(3));
    if (draws.coin()) policy.interim = draws.provider();
    if (draws.coin()) policy.legal_basis = "LOV 9:2, \"ickevalsalternativ\"";
    return policy;
}

inline ListedProvider a_row(Draws& draws, int number)
{
    ListedProvider row;
    row.id = ProviderId("p" + std::to_string(number));
    row.name = "Åsgården & Söner";
    row.municipal = draws.coin();
    if (draws.coin()) row.areas = {AreaId("norra"), AreaId("sodra")};
    if (draws.coin()) row.services = {ServiceId("care")};
    if (draws.coin()) row.capacity = draws.below(100);
    if (draws.coin()) row.monthly_hours_ceiling = std::numeric_limits<std::int64_t>::max();
    row.clients = draws.below(100);
    row.joined = draws.maybe_day();
    row.warned = draws.coin();
    row.closing = draws.maybe_day();
    return row;
}

inline RotationList a_list(Draws& draws)
{
    RotationList list;
    list.order = draws.order();
    if (!list.order.empty()) list.turn = draws.next() % list.order.size();
    list.owed = draws.order();
    if (draws.coin()) list.month = std::chrono::year{2026} / std::chrono::month{11};
    list.assignments = draws.next();
    return list;
}

inline RotationRequest a_request(Draws& draws, int number)
{
    RotationRequest request;
    request.person = CaseId("c" + std::to_string(number));
    request.area = AreaId("norra");
    if (draws.coin()) request.services = {ServiceId("care")};
    request.hours_per_month = draws.below(200);
    request.day = draws.day();
    request.decision_day = draws.day();
    request.commit = draws.next() | 1U;
    request.former_provider = draws.maybe_provider();
    request.draw = draws.next();
    return request;
}

inline Queued a_queued(Draws& draws, int number)
{
    Queued queued{a_request(draws, number), draws.maybe_provider()};
    if (draws.coin()) return queued;
    queued.channel = draws.one_of(kAllChannels);
    if (draws.coin()) queued.representation = a_representation(draws);
    queued.wants = draws.provider();
    queued.action = draws.one_of(kAllActions);
    queued.seeks = draws.coin();
    return queued;
}

inline MandateJudged a_judgement(Draws& draws)
{
    MandateJudged judged{CaseId("c"), receipt_number(draws.next()), draws.one_of(kAllRepresentativeRoles),
                         false,       draws.coin(),                 {},
                         {},          {},                           {}};
    judged.confirmed = !judged.undone && draws.coin();
    if (!judged.undone) return judged;
    judged.from = draws.maybe_provider();
    judged.to = draws.maybe_provider();
    if (draws.coin()) judged.pending = a_receipt(draws);
    if (draws.coin()) judged.waiting = a_queued(draws, 1);
    return judged;
}

inline Event an_event(Draws& draws)
{
    Event event;
    event.sequence = draws.next() | 1U;
    event.day = draws.day();
    switch (draws.below(10)) {
    case 9: event.body = a_judgement(draws); break;
    case 8: {
        CaseRestated restated{a_case(draws), {}};
        if (draws.coin()) restated.waiting = a_queued(draws, 1);
        event.body = std::move(restated);
        break;
    }
    case 7: event.body = QueueEnded{CaseId("c"), draws.provider(), draws.coin()}; break;
    case 5:
        event.body = TransitionMoved{{TransitionId("t"), draws.provider(),
                                      draws.one_of(kAllTransitionPhases), some_terms(draws)},
                                     "hemval"};
        break;
    case 6:
        event.body = PlaceMoved{CaseId("c"),
                                TransitionId("t"),
                                draws.one_of(kAllPlaceChanges),
                                draws.maybe_provider(),
                                draws.maybe_provider(),
                                {a_turn(draws)},
                                AreaId(draws.coin() ? "norra" : ""),
                                draws.maybe_day()};
        break;
    case 4: {
        EntryErased left{draws.maybe_provider(), draws.maybe_provider(), draws.below(99),
                         draws.coin(), draws.coin(), std::nullopt, std::nullopt, AreaId("a")};
        if (draws.coin()) {
            left.rotation = an_answer(draws);
            left.list = a_list(draws);
        }
        left.withheld = draws.coin();
        if (draws.coin()) {
            left.transition = TransitionId("t");
            left.turns = {a_turn(draws)};
        }
        event.body = std::move(left);
        break;
    }
    case 0: event.body = PolicyAdopted{a_policy(draws), {a_row(draws, 1), a_row(draws, 2)}}; break;
    case 1: event.body = CaseOpened{a_case(draws)}; break;
    case 2: event.body = ProviderClosing{draws.provider(), draws.day()}; break;
    default: {
        ProviderDecided decided;
        decided.person = CaseId("c");
        decided.receipt = a_receipt(draws);
        decided.from = draws.maybe_provider();
        if (draws.coin()) decided.transition = TransitionId("t");
        const auto& answer = decided.receipt.rotation;
        if (answer && answer->sequence == decided.receipt.sequence) {
            decided.request = a_request(draws, 1);
            decided.list = a_list(draws);
        } else if (decided.receipt.queue && waits(decided.receipt)) {
            decided.request = a_request(draws, 1);
        }
        event.body = std::move(decided);
    }
    }
    return event;
}

inline MunicipalityState a_state(Draws& draws)
{
    MunicipalityState state;
    state.sequence = draws.next();
    state.policy = a_policy(draws);
    for (int i = draws.below(3); i > 0; --i) state.providers.push_back(a_row(draws, i));
    for (int i = draws.below(3); i > 0; --i) state.clients[draws.provider()] = draws.below(100);
    for (int i = draws.below(3); i > 0; --i) state.hours[draws.provider()] = draws.below(100);
    if (draws.coin()) state.hours_month = std::chrono::year{2026} / std::chrono::month{1};
    state.lists[AreaId()] = a_list(draws);
    if (draws.coin()) state.lists[AreaId("norra")] = a_list(draws);
    for (int i = draws.below(3); i > 0; --i)
        state.waiting.push_back(a_queued(draws, i));
    for (int i = draws.below(3); i > 0; --i) state.closings[draws.provider()] = draws.day();
    if (draws.coin()) {
        TransitionRecord& record = state.transitions[TransitionId("t")];
        record.now = {TransitionId("t"), draws.provider(), TransitionPhase::Running, some_terms(draws)};
        record.since = draws.day();
        record.proposed_by = draws.coin() ? "karin" : "";
        record.start = TransitionStart{draws.maybe_day(), draws.maybe_day(), state.lists,
                                       state.hours,       state.hours_month, state.waiting,
                                       {{AreaId("norra"), 2}}};
        state.transitions[TransitionId("u")].now = {TransitionId("u"), draws.provider(),
                                                    TransitionPhase::Proposed, {}};
        state.transitions[TransitionId("u")].since = draws.day();
    }
    return state;
}

inline CaseView a_view(Draws& draws)
{
    CaseView view;
    view.municipality = MunicipalityId("exempelstad");
    view.situation = draws.one_of(kAllSituations);
    view.current = draws.maybe_provider();
    view.closing = draws.maybe_day();
    if (draws.coin()) view.pending = a_receipt(draws);
    if (draws.coin()) view.allowed = {Action::Choose, Action::Decline};
    view.providers.push_back({ProviderId("a"), {}, 0});
    view.providers.push_back({ProviderId("b"), {draws.one_of(kAllIneligible)}, draws.below(4)});
    view.if_chosen_today = draws.window();
    view.today = draws.day();
    if (draws.coin())
        view.queue = QueueView{draws.provider(), 1 + draws.below(9), draws.next() | 1U,
                               draws.maybe_provider()};
    if (draws.coin())
        view.transition = TransitionView{draws.provider(), TransitionPhase::Running, draws.day(),
                                         some_terms(draws), draws.maybe_day()};
    view.choose_by = draws.maybe_day();
    view.rejected = maybe_rejected(draws);
    view.wish_list = draws.maybe_day();
    if (view.queue) view.queue->ends = draws.maybe_day();
    if (draws.coin()) view.owner = "0f0f";
    return view;
}

inline std::vector<ProviderStatus> some_statuses(Draws& draws)
{
    return {{ProviderId("a"), draws.coin(), draws.maybe_day()},
            {ProviderId("b"), draws.coin(), draws.maybe_day(), LocalizedText{{{"sv", "Text."}}}}};
}

inline merkle::Hash a_hash(Draws& draws)
{
    merkle::Hash hash{};
    for (std::uint8_t& byte : hash) byte = static_cast<std::uint8_t>(draws.next());
    return hash;
}

inline std::vector<merkle::Hash> some_hashes(Draws& draws)
{
    if (draws.coin()) return {};
    return {a_hash(draws), a_hash(draws)};
}

inline SignedCheckpoint a_checkpoint(Draws& draws) { return {"text", merkle::to_hex(a_hash(draws))}; }

inline ReceiptCheck a_check(Draws& draws)
{
    ReceiptCheck check{receipt_number(draws.next()), draws.next() | 1U, draws.one_of(kAllActions),
                       draws.day()};
    if (draws.coin()) check.inclusion = Inclusion{a_hash(draws), some_hashes(draws), a_checkpoint(draws)};
    return check;
}

inline ReceiptProof a_proof(Draws& draws)
{
    return {"{\"a\": \"record\"}", "salt", some_hashes(draws), a_checkpoint(draws)};
}

inline WishList a_wish_list(Draws& draws)
{
    WishList list;
    for (const CareWish& wish : kCareWishes)
        if (draws.below(4) == 0) toggle(list, wish.id);
    if (is_empty(list) || draws.coin()) list.own_words = "Gärna efter nio.";
    return list;
}

inline Submission a_submission(Draws& draws)
{
    Submission submission{draws.one_of(kAllActions), std::nullopt, IdempotencyKey("k")};
    if (submission.action != Action::Decline) submission.provider = draws.maybe_provider();
    submission.queue = submission.action != Action::Decline && draws.coin();
    if (submission.queue) submission.meanwhile = draws.maybe_provider();
    if (draws.coin()) submission.channel = Channel::Kiosk;
    if (draws.coin()) {
        submission.representation = a_representation(draws);
        submission.representative = RepresentativeContact{"Eva Ek", draws.coin() ? "070-1" : "eva@example.se"};
    }
    if (draws.coin()) submission.owner = "0f0f";
    if (draws.coin()) submission.wish_list = a_wish_list(draws);
    return submission;
}

inline std::optional<Submission> read_submission(const wire::Json& json)
{
    return wire::read_submission(json, IdempotencyKey("k"));
}

}  // namespace hemval::test
