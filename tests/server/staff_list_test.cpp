#include "tests/server/staff_room.h"

using namespace hemval;
using namespace hemval::server;
using namespace hemval::server::testing;
using wire::Json;

namespace {

const Json kWarning = {{"provider", "p2"}, {"warned", true}};

bool is_warned(World& world)
{
    const auto state = world.state();
    return state.providers[1].id == ProviderId("p2") && state.providers[1].warned;
}

}  // namespace

TEST_CASE("what one coordinator proposes and another agrees on is in the list and in the ledger")
{
    StaffRoom room;
    const Json proposed = room.post("changes", room.coordinator, kWarning).json();
    CHECK(proposed["number"] == 1);
    CHECK(proposed["status"] == "proposed");
    CHECK_FALSE(is_warned(room.world));
    CHECK(room.world.ledger().size() == 1);

    const Json agreed = room.post("changes/1/agree", room.second, Json::object()).json();
    CHECK(agreed["status"] == "agreed");
    CHECK(agreed["proposed_by"] == "karin");
    CHECK(agreed["ended_by"] == "olle");
    CHECK(is_warned(room.world));
    REQUIRE(room.world.ledger().size() == 2);
    CHECK(std::holds_alternative<PolicyAdopted>(room.world.ledger()[1].body));
    // A restart with the pack as it was does not undo it.
    REQUIRE(room.world.service().adopt_policies());
    CHECK(room.world.ledger().size() == 2);
    CHECK(is_warned(room.world));
    CHECK(room.get("providers", room.coordinator).json()[1]["row"]["warned"] == true);
    CHECK(room.get("changes", room.coordinator).json().size() == 1);
}

TEST_CASE("one person alone cannot change the list by any way in")
{
    StaffRoom room;
    const auto unchanged = [&] {
        return !is_warned(room.world) && room.world.ledger().size() == 1 &&
               room.count("SELECT count(*) FROM list_changes WHERE status = 'agreed'") == 0;
    };
    room.post("changes", room.coordinator, kWarning);
    CHECK(room.post("changes/1/agree", room.coordinator, Json::object()).problem() == "key_reused");
    CHECK(room.post("changes/1/agree", room.coordinator, Json::object(), "key-00002").problem() ==
          "own_proposal");
    // Nor in another session, under the same key, or with the other's key.
    const std::string again = room.world.staff(Role::Coordinator, kTown, "karin");
    CHECK(room.post("changes/1/agree", again, Json::object(), "key-00003").problem() ==
          "own_proposal");
    CHECK(room.post("changes/1/agree", room.coordinator, Json::object(), "").problem() ==
          "key_missing");
    // Nor as care manager or auditor, nor from another municipality.
    for (const Role role : {Role::CareManager, Role::Auditor}) {
        const std::string other = room.world.staff(role, kTown, "karin");
        CHECK(room.post("changes/1/agree", other, Json::object(), "key-00004").problem() ==
              "not_allowed");
    }
    const std::string elsewhere = room.world.staff(Role::Coordinator, kOther, "elsa");
    CHECK(room.post("changes/1/agree", elsewhere, Json::object(), "key-00005").problem() ==
          "not_allowed");
    CHECK(room.post("changes/1/agree", elsewhere, Json::object(), "key-00006", kOther).problem() ==
          "unknown_change");
    // Nor straight in the tables.
    CHECK_FALSE(room.write([](Queries& queries) {
        queries.query("UPDATE list_changes SET status = 'agreed', ended_by = 'karin', ended = "
                      "'2026-11-23', agreed_order = 1");
    }));
    CHECK_FALSE(room.write([](Queries& queries) {
        queries.query("UPDATE list_changes SET proposed_by = 'somebody'");
    }));
    CHECK_FALSE(room.write([](Queries& queries) {
        queries.query("INSERT INTO list_changes VALUES('strangnas', 9, '{}', 'a', '2026-11-23', "
                      "'agreed', 'b', '2026-11-23', 1)");
    }));
    CHECK_FALSE(room.write([](Queries& queries) {
        queries.query("INSERT OR REPLACE INTO list_changes(municipality, number, change, proposed_by, "
                      "proposed, status) SELECT municipality, number, change, 'somebody', proposed, "
                      "'proposed' FROM list_changes");
    }));
    CHECK(unchanged());

    // A proposal that is withdrawn cannot be agreed on any more, nor an agreed one twice.
    CHECK(room.post("changes/1/withdraw", room.coordinator, Json::object(), "key-00007")
              .json()["status"] == "withdrawn");
    CHECK(room.post("changes/1/agree", room.second, Json::object(), "key-00008").problem() ==
          "unknown_change");
    CHECK(unchanged());
}

TEST_CASE("a key that is sent again does nothing again")
{
    StaffRoom room;
    const Json first = room.post("changes", room.coordinator, kWarning).json();
    CHECK(room.post("changes", room.coordinator, kWarning).json() == first);
    CHECK(room.count("SELECT count(*) FROM list_changes") == 1);
    const Json other = {{"provider", "p3"}, {"warned", true}};
    CHECK(room.post("changes", room.coordinator, other).problem() == "key_reused");
    const Json agreed = room.post("changes/1/agree", room.second, Json::object()).json();
    CHECK(room.post("changes/1/agree", room.second, Json::object()).json() == agreed);
    CHECK(room.world.ledger().size() == 2);
    // The one who proposed cannot take the other's key for their own.
    CHECK(room.post("changes/1/agree", room.coordinator, Json::object(), "key-00009").problem() ==
          "unknown_change");
}

TEST_CASE("what is no change is not proposed")
{
    StaffRoom room;
    CHECK(room.post("changes", room.coordinator, {{"provider", "p9"}, {"warned", true}}).problem() ==
          "unknown_provider");
    for (const Json& body : {Json{{"provider", "p2"}}, Json{{"provider", "p2"}, {"warned", false}},
                             Json{{"provider", "p2"}, {"capacity", nullptr}},
                             Json{{"provider", "p2"}, {"capacity", -1}},
                             Json{{"provider", "p2"}, {"name", "Bäst"}}})
        CHECK(room.post("changes", room.coordinator, body).status == 400);
    CHECK(room.count("SELECT count(*) FROM list_changes") == 0);
}

TEST_CASE("those who wait get a place as soon as a change makes room")
{
    Packs packs = towns();
    Municipality& town = packs.at(kTown);
    town.rotation.ceiling = CeilingRule::Clients;
    town.rotation.all_full = AllFull::Wait;
    for (Provider& provider : town.providers) provider.capacity = 0;
    StaffRoom room(std::move(packs));
    const std::string cookie = room.person("SOC-1");
    CHECK_FALSE(room.world.submit(cookie, R"({"action":"decline"})", "key-00001").json().contains("provider"));
    CHECK(room.get("queue", room.manager).json()["all"] == 0);

    room.post("changes", room.coordinator, {{"provider", "p4"}, {"capacity", nullptr}});
    CHECK(room.post("changes/1/agree", room.second, Json::object()).status == 200);
    const Json queue = room.get("queue", room.manager).json();
    CHECK(queue["all"] == 1);
    CHECK(queue["first"][0]["receipt"]["provider"] == "p4");
    CHECK(room.get("rings", room.coordinator).json()[0]["list"]["order"].size() == 5);
    CHECK(room.get("months", room.coordinator).json()[0]["by_turn"]["p4"] == 1);
}

TEST_CASE("a provider's text is published when it keeps to facts, and is what everybody then reads")
{
    StaffRoom room;
    const std::string path = "providers/p2/about";
    const Json fair = {{"sv", "Vi arbetar i hela kommunen."}, {"en", "We work everywhere here."}};
    CHECK(room.post(path, room.coordinator, {{"sv", "Vi är bäst i Sverige."}}).problem() == "not_neutral");
    CHECK(room.post(path, room.coordinator, {{"sv", "Vi hjälper."}, {"en", "The best care."}}).problem() ==
          "not_neutral");
    CHECK(room.post(path, room.coordinator, {{"sv", std::string(kLongestAbout + 1, 'a')}}).problem() ==
          "not_neutral");
    CHECK(room.post(path, room.coordinator, {{"en", "We help."}}).status == 400);
    Json empty = fair;
    empty["en"] = "";
    CHECK(room.post(path, room.coordinator, empty).problem() == "not_neutral");
    CHECK(room.post("changes/0/agree", room.coordinator, Json::object()).problem() == "unknown_change");
    CHECK(room.post("providers/p9/about", room.coordinator, fair).problem() == "unknown_provider");
    CHECK_FALSE(room.world.get("/api/strangnas/providers").json()[1].contains("about"));

    CHECK(room.post(path, room.coordinator, fair).json()["about"] == fair);
    CHECK(room.world.get("/api/strangnas/providers").json()[1]["about"] == fair);
    CHECK_FALSE(room.world.get("/api/strangnas/providers").json()[0].contains("about"));
    CHECK(room.world.ledger().size() == 1);
}
