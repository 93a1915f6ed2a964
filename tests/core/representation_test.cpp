#include "core/memory_registry.h"
#include "core/receipt_proof.h"
#include "core/sign_in.h"
#include "core/wire.h"
#include "tests/core/example_town.h"

#include <doctest/doctest.h>

using namespace hemval;
using namespace hemval::test;

namespace {

Submission by_god_man(Action action, const std::string& provider = "")
{
    Submission submission;
    submission.action = action;
    if (!provider.empty()) {
        submission.provider = ProviderId(provider);
    }
    submission.key = IdempotencyKey("12345678");
    submission.representation = Representation{RepresentativeRole::GodMan, {Declaration::Consent}};
    submission.representative = RepresentativeContact{"Ulla Unik", "070-000 00 00"};
    return submission;
}

}  // namespace

TEST_CASE("the stored numbers of channel, role and declaration never change")
{
    CHECK(static_cast<int>(Channel::Code) == 0);
    CHECK(static_cast<int>(Channel::EId) == 1);
    CHECK(static_cast<int>(Channel::Paper) == 2);
    CHECK(static_cast<int>(Channel::Phone) == 3);
    CHECK(static_cast<int>(Channel::InPerson) == 4);
    CHECK(static_cast<int>(Channel::Deadline) == 5);
    CHECK(static_cast<int>(Channel::Kiosk) == 6);
    CHECK(static_cast<int>(RepresentativeRole::GodMan) == 0);
    CHECK(static_cast<int>(RepresentativeRole::Other) == 4);
    CHECK(static_cast<int>(Declaration::Consent) == 0);
    CHECK(static_cast<int>(Declaration::NoOtherRepresentative) == 4);
}

TEST_CASE("each role declares something of its own, and only all of it will do")
{
    for (const RepresentativeRole role : kAllRepresentativeRoles) {
        CHECK_FALSE(declarations_for(role).empty());
        CHECK(is_declared({role, declarations_for(role)}));
        CHECK_FALSE(is_declared({role, {}}));
        CHECK_FALSE(is_declared({role, {Declaration::NotAgainstWill, Declaration::Consent}}));
    }
}

TEST_CASE("the receipt says who chose and how it came in, and the ledger not who they are")
{
    Office office(example_town());
    const CaseId person = office.open();
    Submission submission = by_god_man(Action::Choose, "ask");
    submission.channel = Channel::Paper;
    const auto receipt = office.submit(person, submission);
    REQUIRE(receipt);
    CHECK(receipt->channel == Channel::Paper);
    REQUIRE(receipt->representation);
    CHECK(receipt->representation->role == RepresentativeRole::GodMan);
    CHECK_FALSE(receipt->representation->confirmed);
    for (const Event& event : office.ledger) {
        const std::string text = wire::write(event).dump();
        CHECK(text.find("Ulla") == std::string::npos);
        CHECK(text.find("070-000") == std::string::npos);
        CHECK(wire::read_event(wire::write(event)) == event);
    }
    MunicipalityState state;
    CHECK_FALSE(replay(office.ledger, state));
    CHECK(state == office.state);
}

TEST_CASE("somebody who acts for another is refused until all is declared and they can be reached")
{
    Office office(example_town());
    const CaseId person = office.open();
    const auto refused = [&](const Submission& submission) {
        return problem_of(office.submit(person, submission)) == Problem::DeclarationMissing;
    };
    Submission wrong = by_god_man(Action::Choose, "ask");
    wrong.representation->declared.clear();
    CHECK(refused(wrong));
    wrong = by_god_man(Action::Choose, "ask");
    wrong.representation->confirmed = true;
    CHECK(refused(wrong));
    wrong = by_god_man(Action::Choose, "ask");
    wrong.representative.reset();
    CHECK(refused(wrong));
    for (const char* reach : {"", "   ", "070\n1"}) {
        wrong = by_god_man(Action::Choose, "ask");
        wrong.representative->reach = reach;
        CHECK(refused(wrong));
    }
    wrong = by_god_man(Action::Choose, "ask");
    wrong.representation.reset();
    CHECK(refused(wrong));
    CHECK(office.submit(person, by_god_man(Action::Choose, "ask")));
}

TEST_CASE("who declined for the person is still known when a place comes free")
{
    Municipality town = example_town();
    for (Provider& provider : town.providers) {
        provider.capacity = 1;
    }
    town.rotation.ceiling = CeilingRule::Clients;
    town.rotation.all_full = AllFull::Wait;
    Office office(town);
    std::vector<CaseId> people;
    for (std::size_t i = 0; i < town.providers.size(); ++i) {
        people.push_back(office.open());
        REQUIRE(office.decline(people.back()));
    }
    const CaseId waiting = office.open();
    Submission submission = by_god_man(Action::Decline);
    submission.channel = Channel::Phone;
    const auto queued = office.submit(waiting, submission);
    REQUIRE(queued);
    REQUIRE_FALSE(queued->provider);
    REQUIRE(office.state.waiting.size() == 1);
    CHECK(wire::read_state(wire::write(office.state)) == office.state);
    // Room for everybody: the queue is served.
    PolicyAdopted more{office.state.policy, office.state.providers};
    for (ListedProvider& provider : more.providers) {
        provider.capacity = 9;
    }
    office.keep(more);
    DecideContext context{office.today, receipt_number(77), 1, 2};
    const auto served = serve_waiting(office.state, town.schedule, context);
    REQUIRE(served.size() == 1);
    const Receipt& receipt = std::get<ProviderDecided>(served[0].body).receipt;
    CHECK(receipt.provider);
    CHECK(receipt.channel == Channel::Phone);
    CHECK(receipt.representation == submission.representation);
}

TEST_CASE("what was written before anybody could act for another reads as one's own choice by code")
{
    const wire::Json old = {{"number", "K7F2-9QXM-4T"},
                            {"sequence", 3},
                            {"action", "choose"},
                            {"received", "2026-11-23"},
                            {"provider", "ask"},
                            {"window", {{"first", "2026-11-30"}, {"last", "2026-12-07"}}}};
    const auto receipt = wire::read_receipt(old);
    REQUIRE(receipt);
    CHECK(receipt->channel == Channel::Code);
    CHECK_FALSE(receipt->representation);
    CHECK(wire::write(*receipt) == old);
}

TEST_CASE("the app does not say by which channel it sends")
{
    Submission submission = by_god_man(Action::Choose, "ask");
    submission.channel = Channel::InPerson;
    wire::Json json = wire::write(submission);
    CHECK_FALSE(json.contains("channel"));
    const auto read = wire::read_submission(json, submission.key);
    REQUIRE(read);
    CHECK(read->channel == Channel::Code);
    CHECK(read->representation == submission.representation);
    CHECK(read->representative == submission.representative);
    json["channel"] = "in_person";
    CHECK_FALSE(wire::read_submission(json, submission.key));
}

TEST_CASE("a leaf says who chose, and holds when the mandate has been confirmed since")
{
    Office office(example_town());
    const CaseId person = office.open();
    const auto given = office.submit(person, by_god_man(Action::Choose, "ask"));
    REQUIRE(given);
    const std::string record = leaf_record(office.town.id, office.ledger.back(), merkle::Hash{});
    const auto says = read_record(record);
    REQUIRE(says);
    Receipt held = *given;
    CHECK(says_receipt(*says, office.town.id, held));
    held.representation->confirmed = true;
    CHECK(says_receipt(*says, office.town.id, held));
    held.representation->role = RepresentativeRole::Relative;
    CHECK_FALSE(says_receipt(*says, office.town.id, held));
    held = *given;
    held.channel = Channel::Phone;
    CHECK_FALSE(says_receipt(*says, office.town.id, held));
}

TEST_CASE("the demonstration keeps who chose over a reload")
{
    const Municipality town = example_town();
    std::uint64_t bits = 5;
    const MemoryRegistry::World world{[] { return *from_iso("2026-11-23"); },
                                      [&bits] { return bits += 0x9E3779B97F4A7C15U; }};
    MemoryRegistry registry(town, world);
    registry.sign_in("ny", [](const Result<CaseView, Problem>& answer) { REQUIRE(answer); });
    std::optional<Receipt> receipt;
    registry.submit(by_god_man(Action::Decline),
                    [&](const Result<Receipt, Problem>& answer) { receipt = *answer; });
    REQUIRE(receipt);
    MemoryRegistry again(town, world);
    REQUIRE(again.restore(registry.saved()));
    again.current([&](const Result<CaseView, Problem>& answer) {
        REQUIRE(answer);
        CHECK(answer->pending == receipt);
        CHECK(answer->pending->representation);
    });
}

TEST_CASE("where somebody can be reached is one line, and not a long one")
{
    CHECK(is_whole({"Eva Ek", "070-1"}));
    for (const std::string& line : {std::string(""), std::string("   "), std::string("Eva\nEk"), std::string("Eva\x7f"),
                                    std::string(kLongestContact + 1, 'x')}) {
        CHECK_FALSE(is_whole({line, "070-1"}));
        CHECK_FALSE(is_whole({"Eva Ek", line}));
    }
    CHECK(is_whole({"Eva Ek", std::string(kLongestContact, 'x')}));
}

TEST_CASE("a way to sign in is known by its name alone")
{
    for (const SignInWay way : kAllSignInWays) CHECK(sign_in_way_named(name_of(way)) == way);
    CHECK_FALSE(sign_in_way_named("bank"));
}
