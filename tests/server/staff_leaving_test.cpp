#include "tests/server/staff_room.h"

#include "server/transitions.h"

using namespace hemval;
using namespace hemval::server;
using namespace hemval::server::testing;
using wire::Json;

namespace {

Json days(int last_day, int choose_by)
{
    return {{"cause", "closes"},
            {"last_day", to_iso(plus_days(test_day(), last_day))},
            {"choose_by", to_iso(plus_days(test_day(), choose_by))}};
}

// People who have p1, and a coordinator who leads its leaving.
struct Leaving : StaffRoom {
    std::vector<std::string> cookies;
    std::string id;
    int key = 10000;

    explicit Leaving(int people = 3)
    {
        for (int i = 0; i < people; ++i) cookies.push_back(world.person(Situation::HasProvider));
        const Json made = post("transitions", second, {{"provider", "p1"}}).json();
        id = made.value("transition", Json::object()).value("id", "");
        REQUIRE_FALSE(id.empty());
    }
    Got step(const Json& body)
    {
        return post("transitions/" + id + "/steps", coordinator, body, "key-" + std::to_string(++key));
    }
    Json now() { return get("transitions/" + id, coordinator).json(); }
    // The steps the ledger has of it, with who took each.
    std::vector<std::string> steps()
    {
        std::vector<std::string> all;
        for (const Event& event : world.ledger())
            if (const auto* moved = std::get_if<TransitionMoved>(&event.body))
                all.push_back(std::string(name_of(moved->transition.phase)) + " " + moved->actor);
        return all;
    }
};

}  // namespace

TEST_CASE("a coordinator leads a provider's leaving through every step, and the ledger says who did")
{
    Leaving room;
    Json now = room.now();
    CHECK(room.id == "p1-2026");
    CHECK(now["transition"]["phase"] == "proposed");
    CHECK(now["next"] == Json{"decided", "annulled"});
    CHECK(now["progress"]["affected"] == 3);
    CHECK(now["outlook"]["people"] == 3);
    CHECK_FALSE(room.world.state().providers[0].closing);

    const Json decide = {{"to", "decided"}, {"terms", days(60, 20)}};
    CHECK(room.post("transitions/p1-2026/steps", room.second, decide, "key-00000").problem() == "own_proposal");
    now = room.step(decide).json();
    CHECK(now["next"] == Json{"running", "annulled"});
    CHECK(room.world.state().providers[0].closing);
    now = room.step({{"to", "running"}}).json();
    CHECK_FALSE(now.contains("outlook"));
    CHECK(now["progress"]["silent"] == 3);
    CHECK(room.step({{"to", "paused"}}).json()["next"] == Json{"running", "annulled"});
    CHECK(room.step({{"to", "running"}, {"terms", days(90, 40)}}).json()["transition"]["terms"] == days(90, 40));

    for (const std::string& cookie : room.cookies)
        CHECK(room.world.submit(cookie, R"({"action":"choose","provider":"p2"})", "key-00001").status == 201);
    now = room.now();
    CHECK(now["progress"]["chosen"] == 3);
    CHECK(now["undoing"]["put_back"] == 3);
    CHECK(now["next"] == Json{"paused", "completed", "annulled"});
    CHECK(room.step({{"to", "completed"}}).json()["next"] == Json::array());
    CHECK(room.steps() == std::vector<std::string>{"proposed olle", "decided karin", "running karin",
                                                   "paused karin", "running karin", "completed karin"});
    const Json all = room.get("transitions", room.coordinator).json();
    REQUIRE(all.size() == 1);
    CHECK(all[0]["transition"]["phase"] == "completed");
    // No person was looked at.
    CHECK(room.count("SELECT count(*) FROM access_log") == 0);
}

TEST_CASE("annulled from the workspace everybody has again what they had, and who leads it sees it coming")
{
    Leaving room(2);
    room.step({{"to", "decided"}, {"terms", days(60, 20)}});
    const auto clients = room.world.state().clients;
    room.step({{"to", "running"}});
    room.world.submit(room.cookies[0], R"({"action":"choose","provider":"p2"})", "key-00001");
    CHECK(room.world.state().clients != clients);
    CHECK(room.now()["undoing"]["put_back"] == 1);
    CHECK(room.step({{"to", "annulled"}, {"offered_until", to_iso(plus_days(test_day(), -1))}}).problem() ==
          "transition_dates");
    CHECK(room.step({{"to", "annulled"}}).json()["transition"]["phase"] == "annulled");
    CHECK(room.world.state().clients == clients);
    CHECK_FALSE(room.world.state().providers[0].closing);
    // The next one about the same provider has a name of its own.
    CHECK(room.post("transitions", room.coordinator, {{"provider", "p1"}}, "key-00002").json()["transition"]["id"] ==
          "p1-2026-2");
    // The auditor reads each step, without whose it was.
    std::vector<std::string> read;
    const Json page = room.get("ledger/1", room.auditor).json();
    for (const Json& line : page["lines"])
        if (line.contains("phase") || line.contains("place"))
            read.push_back(line.value("phase", line.value("place", "")) + " " + line.value("provider", ""));
    CHECK(read == std::vector<std::string>{"proposed p1", "decided p1", "running p1", "restored p1",
                                           "annulled p1", "proposed p1"});
}

TEST_CASE("silence past the deadline is read in the ledger as just that")
{
    Leaving room(1);
    room.step({{"to", "decided"}, {"terms", days(60, 0)}});
    room.step({{"to", "running"}});
    REQUIRE(room.write([&](Queries& queries) {
        const Packs& packs = room.world.service().packs();
        Seal seal = room.world.service().seal();
        REQUIRE(tell(queries, packs.at(kTown), TransitionId(room.id), {}, test_day()) == 1);
        seal.today = plus_days(test_day(), 1);
        REQUIRE(run_due(queries, packs.at(kTown), seal).assigned == 1);
    }));
    CHECK(room.now()["progress"]["by_deadline"] == 1);
    int found = 0;
    const Json page = room.get("ledger/1", room.auditor).json();
    for (const Json& line : page["lines"]) found += line.value("by_deadline", false) ? 1 : 0;
    CHECK(found == 1);
}

TEST_CASE("a step sent twice is taken once, and one that does not follow is refused")
{
    Leaving room;
    CHECK(room.post("transitions", room.second, {{"provider", "p1"}}).json()["transition"]["id"] == room.id);
    CHECK(room.post("transitions", room.second, {{"provider", "p2"}}).problem() == "key_reused");
    CHECK(room.post("transitions", room.second, {{"provider", "p1"}}, "key-00002").problem() ==
          "transition_not_now");
    CHECK(room.post("transitions", room.coordinator, {{"provider", "p9"}}, "key-00003").problem() ==
          "unknown_provider");
    CHECK(room.post("transitions", room.coordinator, {{"provider", "p2"}}, "").problem() == "key_missing");
    CHECK(room.get("transitions/none", room.coordinator).problem() == "unknown_transition");
    CHECK(room.get("providers/p9/outlook", room.coordinator).problem() == "unknown_provider");
    CHECK(room.get("providers/p2/outlook", room.coordinator).json()["people"] == 0);

    const std::string path = "transitions/" + room.id + "/steps";
    const Json decide = {{"to", "decided"}, {"terms", days(60, 20)}};
    for (int again = 0; again < 2; ++again)
        CHECK(room.post(path, room.coordinator, decide, "key-00004").json()["transition"]["phase"] == "decided");
    CHECK(room.post(path, room.coordinator, {{"to", "running"}}, "key-00004").problem() == "key_reused");
    CHECK(room.steps().size() == 2);
    CHECK(room.step({{"to", "paused"}}).problem() == "transition_not_now");
    CHECK(room.step({{"to", "completed"}}).problem() == "transition_not_now");
    CHECK(room.step({{"to", "decided"}}).status == 409);
    for (const Json& body : {Json::object(), Json{{"to", "gone"}}, Json{{"to", "running"}, {"more", 1}},
                             Json{{"to", "decided"}, {"terms", {{"cause", "closes"}}}}})
        CHECK(room.step(body).status == 400);
    CHECK(room.steps().size() == 2);
}

TEST_CASE("days on which people cannot do what is asked of them are refused")
{
    Leaving room;
    CHECK(room.step({{"to", "decided"}}).problem() == "transition_dates");
    CHECK(room.step({{"to", "decided"}, {"terms", days(60, -1)}}).problem() == "transition_dates");
    CHECK(room.step({{"to", "decided"}, {"terms", days(10, 20)}}).problem() == "transition_dates");
    Json bankrupt = days(-3, 20);
    bankrupt["cause"] = "bankrupt";
    CHECK(room.step({{"to", "decided"}, {"terms", bankrupt}}).status == 200);
    bankrupt["choose_by"] = to_iso(plus_days(test_day(), 19));  // letters may have said the twentieth
    CHECK(room.step({{"to", "running"}, {"terms", bankrupt}}).problem() == "transition_dates");
}
