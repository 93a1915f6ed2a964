#include "core/wire.h"

#include "tests/core/forms.h"
#include "tests/core/staff_forms.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <functional>
#include <limits>

using namespace hemval;
using namespace hemval::test;
using wire::Json;

namespace {

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
    visit("wish list", a_wish_list, wire::read_wish_list);
    for_each_staff_form<Draws>(visit, a_case, a_receipt, a_row, a_list, an_answer);
}

// The same whatever its type: its maker, and its reader, which writes again what it has read.
struct Form {
    const char* name;
    std::function<Json(Draws&)> make;
    std::function<std::optional<Json>(const Json&)> read;
};

std::vector<Form> forms()
{
    std::vector<Form> all;
    for_each_form([&](const char* name, auto make, auto read) {
        all.push_back({name, [make](Draws& draws) { return wire::write(make(draws)); },
                       [read](const Json& json) -> std::optional<Json> {
                           const auto value = read(json);
                           return value ? std::optional(wire::write(*value)) : std::nullopt;
                       }});
    });
    return all;
}

using Change = std::function<void(const Json&)>;

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
void at_each_place(const Json& whole, const Json::json_pointer& at, const Change& change)
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

// Calls `change` with a copy that has, in one place, what the other one has there.
void at_each_shared_place(const Json& whole, const Json& other, const Json::json_pointer& at, const Change& change)
{
    const Json& mine = whole[at];
    const Json& theirs = other[at];
    if (mine == theirs) return;
    Json changed = whole;
    changed[at] = theirs;
    change(changed);
    if (!mine.is_object() || !theirs.is_object()) return;
    for (const auto& field : mine.items()) {
        if (theirs.contains(field.key())) {
            if (!field.key().empty()) at_each_shared_place(whole, other, at / field.key(), change);
            continue;
        }
        Json fewer = whole;
        fewer[at].erase(field.key());
        change(fewer);
    }
    for (const auto& field : theirs.items()) {
        if (mine.contains(field.key())) continue;
        Json more = whole;
        more[at][field.key()] = field.value();
        change(more);
    }
}

std::string dumped(const Json& json)
{
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

TEST_CASE("every form is read back as it was written, also through text")
{
    for (const Form& form : forms()) {
        INFO(form.name);
        CHECK(rc::check([&](std::uint64_t seed) {
            Draws draws(seed);
            const Json json = form.make(draws);
            const auto direct = form.read(json);
            RC_ASSERT(direct.has_value());
            const auto again = form.read(Json::parse(json.dump(), nullptr, false));
            RC_ASSERT(again.has_value());
            RC_ASSERT(*direct == json);
            RC_ASSERT(*again == json);
        }));
    }
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
    for (const Form& form : forms()) {
        INFO(form.name);
        for (std::uint64_t seed = 0; seed < 6; ++seed) {
            Draws draws(seed);
            int tried = 0;
            int refused = 0;
            at_each_place(form.make(draws), Json::json_pointer(), [&](const Json& changed) {
                ++tried;
                const auto said = form.read(changed);
                if (!said) {
                    ++refused;
                } else if (*said != changed) {
                    FAIL_CHECK("read as something else: ", dumped(changed));
                }
            });
            CHECK(tried > 20);
            CHECK(refused > tried / 2);
        }
    }
}

// What a reader left out, or an operator that was forgotten, would let two different values pass for the same.
TEST_CASE("two values of a form that differ in one place are not equal")
{
    for_each_form([](const char* form, auto make, auto read) {
        INFO(form);
        int told_apart = 0;
        for (std::uint64_t seed = 0; seed < 40; ++seed) {
            Draws draws(seed), others(seed + 1000);
            const Json json = wire::write(make(draws));
            const auto value = read(json);
            REQUIRE(value.has_value());
            at_each_shared_place(json, wire::write(make(others)), Json::json_pointer(), [&](const Json& changed) {
                const auto other = read(changed);
                if (!other) return;
                ++told_apart;
                if constexpr (requires { *value == *other; }) {
                    if (*value == *other || !(*other == *other)) FAIL_CHECK("taken for equal: ", dumped(changed));
                }
            });
        }
        CHECK(told_apart > 0);
    });
}

TEST_CASE("no JSON at all makes a reader fall over")
{
    for (const Form& form : forms()) {
        INFO(form.name);
        Draws draws(1);
        const bool a_list = form.make(draws).is_array();
        for (std::size_t i = 0; i < kStrange; ++i)
            CHECK(form.read(strange(i)).has_value() == (a_list && strange(i) == Json::array()));
    }
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
    receipt.queue.reset();
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
