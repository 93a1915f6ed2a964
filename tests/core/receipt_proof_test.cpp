#include "core/receipt_proof.h"

#include "core/wire.h"
#include "tests/core/example_town.h"

#include <doctest/doctest.h>

using namespace hemval;
using namespace hemval::test;

namespace {

const MunicipalityId kExample("exempelstad");

Event declined(Office& office)
{
    const CaseId person = office.open(std::nullopt, 37);
    REQUIRE(office.decline(person));
    return office.ledger.back();
}

}  // namespace

TEST_CASE("a record says the receipt, and of the case nothing")
{
    Office office(example_town());
    const Event event = declined(office);
    const auto& decided = std::get<ProviderDecided>(event.body);
    const std::string record = leaf_record(kExample, event, merkle::Hash{0xcd});
    const auto says = read_record(record);
    REQUIRE(says);
    CHECK(says->municipality == kExample);
    CHECK(says->sequence == event.sequence);
    CHECK(says->day == event.day);
    Receipt shown = decided.receipt;
    shown.rotation.reset();
    CHECK(says->receipt == shown);
    CHECK(says_receipt(*says, kExample, decided.receipt));
    CHECK_FALSE(says_receipt(*says, MunicipalityId("annan"), decided.receipt));
    for (int field = 0; field < 7; ++field) {
        Receipt other = decided.receipt;
        switch (field) {
        case 0: other.number = receipt_number(1); break;
        case 1: ++other.sequence; break;
        case 2: other.action = Action::Choose; break;
        case 3: other.received = plus_days(other.received, 1); break;
        case 4: other.provider.reset(); break;
        case 5: other.previous = named("egen"); break;
        default: other.window.last = plus_days(other.window.last, 1); break;
        }
        CHECK_FALSE(says_receipt(*says, kExample, other));
    }
    for (const char* hidden : {"case-1", "norra", "care", "37", "rotation", "turn"}) {
        CHECK(record.find(hidden) == std::string::npos);
    }
    const Event opened = office.ledger[1];
    const std::string other = leaf_record(kExample, opened, merkle::Hash{});
    CHECK(other.find("case-1") == std::string::npos);
    CHECK_FALSE(read_record(other)->receipt);
}

TEST_CASE("a record is the JSON it would be, whatever the names")
{
    for (const char* odd : {"plain", "with \"quotes\"", "back\\slash", "line\nbreak", "å", "\x7f"}) {
        Office office(example_town());
        Event event = declined(office);
        auto& receipt = std::get<ProviderDecided>(event.body).receipt;
        receipt.provider = ProviderId(odd);
        receipt.previous = ProviderId(odd);
        Receipt shown = receipt;
        shown.rotation.reset();
        const wire::Json json = {{"municipality", odd},
                                 {"sequence", event.sequence},
                                 {"day", to_iso(event.day)},
                                 {"rest", merkle::to_hex(merkle::Hash{1})},
                                 {"receipt", wire::write(shown)}};
        const std::string record = leaf_record(MunicipalityId(odd), event, merkle::Hash{1});
        CHECK(record == json.dump());
        CHECK(read_record(record)->receipt == shown);
    }
}

TEST_CASE("whatever in an event is altered, the record or the rest alters")
{
    Office office(example_town());
    const Event event = declined(office);
    Event other = event;
    std::get<ProviderDecided>(other.body).request->hours_per_month = 38;
    const std::string stored = wire::write(event).dump();
    CHECK(leaf_record(kExample, event, {}) == leaf_record(kExample, other, {}));
    CHECK(rest_input("salt", stored) != rest_input("salt", wire::write(other).dump()));
    CHECK(rest_input("salt", stored) != rest_input("pepper", stored));
    CHECK(leaf_record(kExample, event, {}) != leaf_record(kExample, event, merkle::Hash{1}));
    CHECK(leaf_record(kExample, event, {}) != leaf_record(MunicipalityId("annan"), event, {}));
}

TEST_CASE("a record that says two things at once, or too much, is none")
{
    Office office(example_town());
    const Event event = declined(office);
    const auto good = wire::Json::parse(leaf_record(kExample, event, {}));
    REQUIRE(read_record(good.dump()));
    for (const char* change : {R"({"sequence": 9})", R"({"day": "2026-11-24"})", R"({"more": 1})",
                               R"({"rest": "00"})", R"({"municipality": ""})", R"({"rest": null})"}) {
        auto json = good;
        json.merge_patch(wire::Json::parse(change));
        CHECK_FALSE(read_record(json.dump()));
    }
    for (const char* text : {"", "{", "[]", "null", "\"x\"", "{\"receipt\": {}}"}) {
        CHECK_FALSE(read_record(text));
    }
}

TEST_CASE("a checkpoint has one text, and no other is read as it")
{
    const Checkpoint checkpoint{kExample, 12, merkle::Hash{0xab}, kToday};
    const std::string text = signed_text(checkpoint);
    CHECK(text == "hemval/exempelstad\n12\nab" + std::string(62, '0') + "\n2026-11-23\n");
    CHECK(read_checkpoint(text) == checkpoint);
    for (const std::string& other :
         {text + "\n", text.substr(0, text.size() - 1), "x" + text, std::string(),
          "hemval/exempelstad\n012\nab" + std::string(62, '0') + "\n2026-11-23\n",
          "hemval/exempelstad\n12 \nab" + std::string(62, '0') + "\n2026-11-23\n",
          "hemval/exempelstad\n12\nab" + std::string(62, '0') + "\n2026-02-30\n",
          "hemval/exempelstad\n-1\nab" + std::string(62, '0') + "\n2026-11-23\n",
          "hemval/exempelstad\n12\nAB" + std::string(62, '0') + "\n2026-11-23\n"}) {
        CAPTURE(other);
        CHECK_FALSE(read_checkpoint(other));
    }
    CHECK(signed_remainder(kExample, {}, "x") != signed_remainder(kExample, merkle::Hash{1}, "x"));
    CHECK_FALSE(read_checkpoint(signed_remainder(kExample, {}, "2026-11-23")));
}

TEST_CASE("a salt is 32 hexadecimal digits")
{
    CHECK(is_salt("0123456789abcdef0123456789abcdef"));
    CHECK_FALSE(is_salt(""));
    CHECK_FALSE(is_salt("0123456789ABCDEF0123456789abcdef"));
    CHECK_FALSE(is_salt("0123456789abcdef0123456789abcdef0"));
}
