#include "core/wire.h"

#include "tests/core/example_town.h"
#include "tests/core/staff_forms.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <limits>

using namespace hemval;
using namespace hemval::test;
using wire::Json;

namespace {

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

RotationAnswer an_answer(Draws& draws)
{
    return {1, "strict", draws.below(9), draws.one_of(kAllAssignmentBases),
            draws.maybe_provider(), draws.skips(), draws.maybe_provider(), draws.order()};
}

Receipt a_receipt(Draws& draws)
{
    Receipt receipt;
    receipt.number = receipt_number(draws.next());
    receipt.sequence = draws.coin() ? std::numeric_limits<std::uint64_t>::max() : 1;
    receipt.action = draws.one_of(kAllActions);
    receipt.received = draws.day();
    receipt.provider = draws.provider();
    receipt.previous = draws.maybe_provider();
    receipt.window = draws.window();
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

LeavingTerms some_terms(Draws& draws)
{
    return {draws.one_of(kAllLeavingCauses), draws.day(), draws.day()};
}

TurnUsed a_turn(Draws& draws) { return {draws.provider(), draws.below(99), draws.day()}; }

BeforeTransition a_before(Draws& draws)
{
    BeforeTransition before{TransitionId("t"), draws.maybe_provider(), draws.maybe_provider(), {}, {},
                            {},                draws.one_of(kAllActions), draws.coin()};
    if (draws.coin()) before.pending = a_receipt(draws);
    if (draws.coin()) before.turns = {a_turn(draws), a_turn(draws)};
    return before;
}

ClientCase a_case(Draws& draws)
{
    ClientCase person;
    person.id = CaseId("c" + std::to_string(draws.next()));
    person.area = AreaId("norra");
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

RotationPolicy a_policy(Draws& draws)
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

ListedProvider a_row(Draws& draws, int number)
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

RotationList a_list(Draws& draws)
{
    RotationList list;
    list.order = draws.order();
    if (!list.order.empty()) list.turn = draws.next() % list.order.size();
    list.owed = draws.order();
    if (draws.coin()) list.month = std::chrono::year{2026} / std::chrono::month{11};
    list.assignments = draws.next();
    return list;
}

RotationRequest a_request(Draws& draws, int number)
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

Event an_event(Draws& draws)
{
    Event event;
    event.sequence = draws.next() | 1U;
    event.day = draws.day();
    switch (draws.below(8)) {
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
                                AreaId(),
                                draws.maybe_day()};
        break;
    case 4: {
        EntryErased left{draws.maybe_provider(), draws.maybe_provider(), draws.below(99),
                         draws.coin(), draws.coin(), std::nullopt, std::nullopt, AreaId("a")};
        if (draws.coin()) {
            left.rotation = an_answer(draws);
            left.list = a_list(draws);
        }
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

MunicipalityState a_state(Draws& draws)
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
        state.waiting.push_back(draws.coin()
                                    ? Queued{a_request(draws, i), draws.maybe_provider()}
                                    : Queued{a_request(draws, i), draws.maybe_provider(),
                                             Channel::Phone, {}, draws.provider(), Action::Switch,
                                             draws.coin()});
    for (int i = draws.below(3); i > 0; --i) state.closings[draws.provider()] = draws.day();
    if (draws.coin()) {
        TransitionRecord& record = state.transitions[TransitionId("t")];
        record.now = {TransitionId("t"), draws.provider(), TransitionPhase::Running, some_terms(draws)};
        record.since = draws.day();
        record.start = TransitionStart{draws.maybe_day(), draws.maybe_day(), state.lists,
                                       state.hours,       state.hours_month, state.waiting,
                                       {{AreaId("norra"), 2}}};
        state.transitions[TransitionId("u")].now = {TransitionId("u"), draws.provider(),
                                                    TransitionPhase::Proposed, {}};
        state.transitions[TransitionId("u")].since = draws.day();
    }
    return state;
}

CaseView a_view(Draws& draws)
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
    if (draws.coin()) view.owner = "0f0f";
    return view;
}

std::vector<ProviderStatus> some_statuses(Draws& draws)
{
    return {{ProviderId("a"), draws.coin(), draws.maybe_day()},
            {ProviderId("b"), draws.coin(), draws.maybe_day(), LocalizedText{{{"sv", "Text."}}}}};
}

merkle::Hash a_hash(Draws& draws)
{
    merkle::Hash hash{};
    for (std::uint8_t& byte : hash) byte = static_cast<std::uint8_t>(draws.next());
    return hash;
}

std::vector<merkle::Hash> some_hashes(Draws& draws)
{
    if (draws.coin()) return {};
    return {a_hash(draws), a_hash(draws)};
}

SignedCheckpoint a_checkpoint(Draws& draws) { return {"text", merkle::to_hex(a_hash(draws))}; }

ReceiptCheck a_check(Draws& draws)
{
    ReceiptCheck check{receipt_number(draws.next()), draws.next() | 1U, draws.one_of(kAllActions),
                       draws.day()};
    if (draws.coin()) check.inclusion = Inclusion{a_hash(draws), some_hashes(draws), a_checkpoint(draws)};
    return check;
}

ReceiptProof a_proof(Draws& draws)
{
    return {"{\"a\": \"record\"}", "salt", some_hashes(draws), a_checkpoint(draws)};
}

Submission a_submission(Draws& draws)
{
    Submission submission{draws.one_of(kAllActions), std::nullopt, IdempotencyKey("k")};
    if (submission.action != Action::Decline) submission.provider = draws.maybe_provider();
    submission.queue = submission.action != Action::Decline && draws.coin();
    if (submission.queue) submission.meanwhile = draws.maybe_provider();
    return submission;
}

std::optional<Submission> read_submission(const Json& json)
{
    return wire::read_submission(json, IdempotencyKey("k"));
}

// Every form with its maker and its reader.
template <class Visit>
void for_each_form(Visit visit)
{
    visit("event", an_event, wire::read_event);
    visit("state", a_state, wire::read_state);
    visit("case", a_case, wire::read_case);
    visit("receipt", a_receipt, wire::read_receipt);
    visit("case view", a_view, wire::read_case_view);
    visit("statuses", some_statuses, wire::read_statuses);
    visit("receipt check", a_check, wire::read_receipt_check);
    visit("receipt proof", a_proof, wire::read_receipt_proof);
    visit("submission", a_submission, read_submission);
    for_each_staff_form<Draws>(visit, a_case, a_receipt, a_row, a_list, an_answer);
}

const Json& strange(std::size_t index)
{
    static const std::vector<Json> all = {
        Json(nullptr), Json(true), Json(-1), Json(std::numeric_limits<std::int64_t>::min()),
        Json(std::numeric_limits<std::uint64_t>::max()), Json(1.5), Json(1e300), Json(""),
        Json("nobody's name"), Json("2026-02-30"), Json("2026-2-3"), Json("2026-11-23T00:00"),
        Json("2026-13"), Json("0x"), Json(Json::array()), Json(Json::object()),
        Json(Json::array({nullptr})), Json(Json::array({"a", "a"})), Json({{"a", nullptr}}),
        Json(Json::array({Json::array()})), Json(Json::array({Json::object()})), Json("\xFF"),
        Json::binary({1, 2}), Json(Json::value_t::discarded)};
    return all[index % all.size()];
}
constexpr std::size_t kStrange = 24;

// Calls `change` with a copy in which one place, at any depth, has been changed in one way.
template <class Change>
void at_each_place(const Json& whole, const Json::json_pointer& at, Change change)
{
    const Json here = whole[at];
    for (std::size_t i = 0; i < kStrange; ++i) {
        Json changed = whole;
        changed[at] = strange(i);
        change(changed);
    }
    if (here.is_object()) {
        Json more = whole;
        more[at]["unheard_of"] = 1;
        change(more);
        for (const auto& field : here.items()) {
            Json fewer = whole;
            fewer[at].erase(field.key());
            change(fewer);
            if (!field.key().empty()) {
                at_each_place(whole, at / field.key(), change);
            }
        }
    } else if (here.is_array()) {
        for (std::size_t i = 0; i < here.size(); ++i) {
            Json twice = whole;
            twice[at].push_back(here[i]);
            change(twice);
            at_each_place(whole, at / i, change);
        }
    }
}

std::string dumped(const Json& json)
{
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

TEST_CASE("every form is read back as it was written, also through text")
{
    for_each_form([](const char* form, auto make, auto read) {
        INFO(form);
        CHECK(rc::check([&](std::uint64_t seed) {
            Draws draws(seed);
            const auto value = make(draws);
            const Json json = wire::write(value);
            const auto direct = read(json);
            RC_ASSERT(direct.has_value());
            const auto again = read(Json::parse(json.dump(), nullptr, false));
            RC_ASSERT(again.has_value());
            RC_ASSERT(wire::write(*direct) == json);
            RC_ASSERT(wire::write(*again) == json);
        }));
    });
}

TEST_CASE("values read back are equal, not only written alike")
{
    CHECK(rc::check([](std::uint64_t seed) {
        Draws draws(seed);
        const Event event = an_event(draws);
        RC_ASSERT(wire::read_event(wire::write(event)) == event);
        const MunicipalityState state = a_state(draws);
        RC_ASSERT(wire::read_state(wire::write(state)) == state);
        const ClientCase person = a_case(draws);
        RC_ASSERT(wire::read_case(wire::write(person)) == person);
        const Submission submission = a_submission(draws);
        RC_ASSERT(read_submission(wire::write(submission)) == submission);
        const auto statuses = some_statuses(draws);
        RC_ASSERT(wire::read_statuses(wire::write(statuses)) == statuses);
    }));
}

TEST_CASE("whatever is changed in a form, it is refused or read as exactly what it says")
{
    for_each_form([](const char* form, auto make, auto read) {
        INFO(form);
        for (std::uint64_t seed = 0; seed < 6; ++seed) {
            Draws draws(seed);
            const Json json = wire::write(make(draws));
            int tried = 0;
            int refused = 0;
            at_each_place(json, Json::json_pointer(), [&](const Json& changed) {
                ++tried;
                const auto value = read(changed);
                if (!value) {
                    ++refused;
                } else if (wire::write(*value) != changed) {
                    FAIL_CHECK("read as something else: ", dumped(changed));
                }
            });
            CHECK(tried > 20);
            CHECK(refused > tried / 2);
        }
    });
}

TEST_CASE("no JSON at all makes a reader fall over")
{
    for_each_form([](const char* form, auto make, auto read) {
        INFO(form);
        Draws draws(1);
        for (std::size_t i = 0; i < kStrange; ++i) {
            const auto value = read(strange(i));
            const bool a_list = wire::write(make(draws)).is_array();
            CHECK(value.has_value() == (a_list && strange(i) == Json::array()));
        }
    });
}

TEST_CASE("a submission has an action and a provider and nothing else, least of all a reason")
{
    const auto read = [](const char* text) {
        return read_submission(Json::parse(text, nullptr, false));
    };
    const auto chosen = read(R"({"action": "choose", "provider": "ask"})");
    REQUIRE(chosen);
    CHECK(*chosen == Submission{Action::Choose, named("ask"), IdempotencyKey("k")});
    CHECK(read(R"({"action": "decline"})").has_value());
    CHECK(read(R"({"action": "switch"})").has_value());  // decide() says what is missing
    CHECK_FALSE(read(R"({"action": "decline", "provider": "ask"})"));
    CHECK_FALSE(read(R"({"action": "choose", "provider": "ask", "reason": "x"})"));
    CHECK_FALSE(read(R"({"action": "choose", "provider": null})"));
    CHECK_FALSE(read(R"({"action": "choose", "provider": ""})"));
    CHECK_FALSE(read(R"({"action": 0, "provider": "ask"})"));
    CHECK_FALSE(read(R"({"action": "Choose", "provider": "ask"})"));
    CHECK_FALSE(read(R"({"provider": "ask"})"));
    CHECK_FALSE(read(R"({"action": "choose", "provider": )"));
}

TEST_CASE("the stored forms are exactly these")
{
    const Event closing{7, day_of(2026, 11, 23), ProviderClosing{named("ask"), day_of(2027, 1, 22)}};
    CHECK(wire::write(closing) ==
          Json::parse(R"({"sequence": 7, "day": "2026-11-23", "kind": "provider_closing",
                          "provider": "ask", "closing": "2027-01-22"})"));

    Office office(example_town());
    REQUIRE(office.decline(office.open()));
    CHECK(wire::write(office.ledger.back()) == Json::parse(R"({
        "sequence": 3, "day": "2026-11-23", "kind": "provider_decided", "person": "case-1",
        "receipt": {
            "number": "FQ70-0000-00", "sequence": 3, "action": "decline",
            "received": "2026-11-23", "provider": "ask",
            "window": {"first": "2026-11-25", "last": "2026-11-28"},
            "rotation": {
                "sequence": 3, "rule": "strict", "rule_version": 1, "basis": "turn", "whose_turn": "ask",
                "skipped": [], "next": "bjork",
                "order": ["ask", "bjork", "ceder", "druva", "egen"]}},
        "request": {
            "person": "case-1", "area": "norra", "services": ["care"], "hours_per_month": 10,
            "day": "2026-11-23", "decision_day": "2026-11-13", "commit": 3,
            "draw": "0000000000000001"},
        "list": {
            "order": ["ask", "bjork", "ceder", "druva", "egen"], "turn": 1, "owed": [],
            "assignments": 1}})"));
    CHECK(wire::write(office.cases[CaseId("case-1")]).contains("pending"));
    const Json policy = wire::write(office.ledger.front())["policy"];
    CHECK(policy == Json::parse(R"({
        "id": "strict", "version": 1, "method": "strict_turn", "per_area": false,
        "list_order": "as_listed", "ceiling": "none", "full_turn": "loses",
        "newcomer": "joins_last", "excludes_warned": false, "keeps_former_provider": false,
        "serve_order": "commit_order", "all_full": "municipal_provider", "interim": "",
        "legal_basis": ""})"));
}

TEST_CASE("the public entry has exactly these fields")
{
    const PublicEntry entry{3, day_of(2026, 11, 23), MunicipalityId("exempelstad"), "strict", 1,
                            {named("ask"), named("bjork")}, named("ask"), named("bjork"),
                            {Skip{named("ask"), SkipReason::Full, true}}, merkle::Hash{0xab},
                            AreaId("norra")};
    const std::string leaf = "ab" + std::string(62, '0');
    CHECK(wire::write(entry) == Json::parse(R"({
        "sequence": 3, "day": "2026-11-23", "municipality": "exempelstad", "rule": "strict",
        "rule_version": 1, "list": ["ask", "bjork"], "turn": "ask", "provider": "bjork",
        "skipped": [{"provider": "ask", "reason": "full", "turn_kept": true}], "area": "norra",
        "leaf": ")" + leaf + R"("})"));
}

TEST_CASE("a receipt is refused when its parts contradict each other")
{
    Draws draws(3);
    Receipt receipt = a_receipt(draws);
    receipt.action = Action::Choose;
    receipt.provider = named("ask");
    receipt.rotation.reset();
    REQUIRE(wire::read_receipt(wire::write(receipt)));
    Receipt nobody = receipt;
    nobody.provider.reset();
    CHECK_FALSE(wire::read_receipt(wire::write(nobody)));
    Receipt by_rule = receipt;
    by_rule.rotation = an_answer(draws);
    CHECK_FALSE(wire::read_receipt(wire::write(by_rule)));
    Receipt without = receipt;
    without.action = Action::Decline;
    CHECK_FALSE(wire::read_receipt(wire::write(without)));
    Receipt backwards = receipt;
    backwards.window.last = plus_days(backwards.window.first, -1);
    CHECK_FALSE(wire::read_receipt(wire::write(backwards)));
    Receipt unnumbered = receipt;
    unnumbered.sequence = 0;
    CHECK_FALSE(wire::read_receipt(wire::write(unnumbered)));
}
