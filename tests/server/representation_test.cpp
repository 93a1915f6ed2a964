#include "server/representation.h"

#include "server/store/tables.h"
#include "tests/server/support.h"

#include <doctest/doctest.h>

using namespace hemval;
using namespace hemval::server;
using namespace hemval::server::testing;

namespace {

constexpr const char* kByRelative =
    R"({"action":"choose","provider":"p2","representation":{"role":"relative","declared":
["nearest_of_kin","no_other_representative"]},"representative":{"name":"Ulla Unik","reach":"070-12"}})";
constexpr const char* kCase = "/api/strangnas/case";

CaseId first_case(World& world)
{
    CaseId id;
    world.store().read([&](Queries& queries) {
        id = CaseId(text_of(queries.query("SELECT case_id FROM receipts LIMIT 1")[0][0]));
    });
    return id;
}

std::optional<Problem> judge_as(World& world, const MandateJudge& by, bool confirmed)
{
    const CaseId person = first_case(world);
    const Municipality here = town(kTown);
    const auto judged = world.store().tx_now<MandateJudged>([&](Queries& queries) {
        return confirm_representation(queries, here, by, person, confirmed, world.service().seal());
    });
    return judged ? std::nullopt : std::optional(judged.error());
}

void alter(World& world, const char* column, const std::string& value)
{
    REQUIRE(world.store().tx_now<bool>([&](Queries& queries) -> Result<bool, Problem> {
        queries.query(std::string("UPDATE representations SET ") + column + " = $1", {value});
        return true;
    }));
}

}  // namespace

TEST_CASE("a choice for somebody else is received, and who made it is kept for the care manager only")
{
    TemporaryFolder folder;
    World world(folder.path());
    const std::string cookie = world.person(Situation::NoProvider);
    const auto sent = world.submit(cookie, kByRelative, "key-0001");
    REQUIRE(sent.status == 201);
    CHECK(sent.json()["representation"]["role"] == "relative");
    CHECK_FALSE(sent.json().contains("channel"));
    CHECK(sent.body.find("Ulla") == std::string::npos);
    CHECK(world.submit(cookie, kByRelative, "key-0001").status == 200);
    CHECK(world.get(kCase, cookie).body.find("Ulla") == std::string::npos);
    world.store().read([&](Queries& queries) {
        const auto row = open_representation(queries, first_case(world));
        REQUIRE(row);
        CHECK(row->contact == RepresentativeContact{"Ulla Unik", "070-12"});
        CHECK(row->receipt.value == sent.json()["number"]);
        for (const char* table : {"ledger", "receipts", "cases", "states"}) {
            for (const Row& one : queries.query(std::string("SELECT * FROM ") + table))
                for (const Value& value : one)
                    CHECK(text_of(value).find("Ulla") == std::string::npos);
        }
    });
    CHECK(verified(world) == "");
}

TEST_CASE("who acts for another without what goes with the role is refused, whatever the channel says")
{
    TemporaryFolder folder;
    World world(folder.path());
    const std::string cookie = world.person(Situation::NoProvider);
    const auto problem = [&](const std::string& body) {
        return world.submit(cookie, body, "key-0001").problem();
    };
    CHECK(problem(R"({"action":"decline","representation":{"role":"god_man","declared":["consent"]}})") ==
          "declaration_missing");
    CHECK(problem(R"({"action":"decline","representation":{"role":"god_man","declared":[]},)"
                  R"("representative":{"name":"U","reach":"1"}})") == "declaration_missing");
    CHECK(problem(R"({"action":"decline","representation":{"role":"god_man","declared":["consent"],)"
                  R"("confirmed":true},"representative":{"name":"U","reach":"1"}})") ==
          "declaration_missing");
    CHECK(problem(R"({"action":"decline","channel":"in_person"})") == "malformed_request");
}

TEST_CASE("nobody confirms their own mandate, and a colleague does")
{
    TemporaryFolder folder;
    World world(folder.path());
    const std::string cookie = world.person(Situation::NoProvider);
    REQUIRE(world.submit(cookie, kByRelative, "key-0001").status == 201);
    alter(world, "signed_in_as", "the-same-person");
    CHECK(judge_as(world, {"anna", "the-same-person"}, true) == Problem::OwnMandate);
    CHECK(judge_as(world, {"anna", "the-same-person"}, false) == Problem::OwnMandate);
    alter(world, "own_account", "bo");
    CHECK(judge_as(world, {"bo", "another"}, true) == Problem::OwnMandate);
    CHECK(judge_as(world, {"ulla", "", "Ulla Unik"}, true) == Problem::OwnMandate);  // came by a letter's code
    CHECK_FALSE(world.get(kCase, cookie).json()["pending"]["representation"].contains("confirmed"));
    CHECK(judge_as(world, {"cecilia", ""}, true) == std::nullopt);
    CHECK(world.get(kCase, cookie).json()["pending"]["representation"]["confirmed"] == true);
    CHECK(judge_as(world, {"cecilia", ""}, true) == Problem::NothingToConfirm);
    CHECK(verified(world) == "");
}

TEST_CASE("rejected, the choice no longer holds, the person is told and the code opens for a new one")
{
    TemporaryFolder folder;
    World world(folder.path());
    const std::string code = world.code(Situation::NoProvider);
    const std::string cookie = world.sign_in(code).cookie();
    REQUIRE(world.submit(cookie, kByRelative, "key-0001").status == 201);
    CHECK(world.state().clients[ProviderId("p2")] == 1);
    CHECK(judge_as(world, {"cecilia", ""}, false) == std::nullopt);
    CHECK(world.state().clients[ProviderId("p2")] == 0);
    const auto view = world.get(kCase, cookie).json();
    CHECK_FALSE(view.contains("pending"));
    CHECK(view["rejected"]["role"] == "relative");
    CHECK(view["rejected"]["undone"] == true);
    CHECK(verified(world) == "");
    // Beyond the day the undone choice would have taken effect the letter is still the person's.
    world.set_today(plus_days(test_day(), 16));
    CHECK(world.sign_in(code).status == 200);
    const std::string own = R"({"action":"choose","provider":"p3"})";
    CHECK(world.submit(world.sign_in(code).cookie(), own, "key-0002").status == 201);
    CHECK(verified(world) == "");
}

TEST_CASE("a later choice of the person's own leaves nothing to confirm, and no name behind")
{
    TemporaryFolder folder;
    World world(folder.path());
    const std::string cookie = world.person(Situation::NoProvider);
    REQUIRE(world.submit(cookie, kByRelative, "key-0001").status == 201);
    REQUIRE(world.submit(cookie, R"({"action":"choose","provider":"p3"})", "key-0002").status == 201);
    CHECK(judge_as(world, {"cecilia", ""}, true) == Problem::NothingToConfirm);
    world.store().read([&](Queries& queries) {
        CHECK(queries.query("SELECT 1 FROM representations").empty());
    });
    CHECK(verified(world) == "");
}
