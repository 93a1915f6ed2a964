#include "server/wish_lists.h"

#include "server/erase.h"
#include "server/protect.h"
#include "server/representation.h"
#include "server/store/tables.h"
#include "tests/server/cluster.h"
#include "tests/server/staff_room.h"

#include <doctest/doctest.h>

using namespace hemval;
using namespace hemval::server;
using namespace hemval::server::testing;

namespace {

constexpr const char* kChoice = R"({"action":"choose","provider":"p2"})";
constexpr const char* kAnotherChoice = R"({"action":"choose","provider":"p3"})";
constexpr const char* kWith = R"({"action":"choose","provider":"p2","wish_list":{"wishes":["same_times","pets"],)"
                              R"("own_words":"Katten heter Sturebert."}})";
constexpr const char* kFaith = R"({"action":"choose","provider":"p3","wish_list":{"wishes":["faith"]}})";
constexpr const char* kCase = "/api/strangnas/case";

// In which tables, besides the list's own, anything of the text stands.
std::string tables_with(World& world, const std::string& text)
{
    std::string found;
    world.store().read([&](Queries& queries) {
        for (const Row& table : queries.query(tests_run_on_postgres()
                                                  ? "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
                                                  : "SELECT name FROM sqlite_master WHERE type = 'table'"))
            for (const Row& row : queries.query("SELECT * FROM \"" + text_of(table[0]) + "\""))
                for (const Value& value : row)
                    if (text_of(value).find(text) != std::string::npos) found += text_of(table[0]) + " ";
    });
    return found;
}

wire::Json only(const char* wish, const char* day)
{
    return {{"list", {{"wishes", {wish}}}}, {"received", day}};
}

// The staff register a choice that came on paper with that wish; and what list then stands.
struct OnPaper {
    StaffRoom& room;
    std::string at;
    int key = 10;
    wire::Json operator()(const char* wish, const char* came_in, bool by_other = false)
    {
        wire::Json body = {{"action", "choose"}, {"provider", key % 2 ? "p2" : "p4"}, {"channel", "paper"},
                           {"came_in", came_in}, {"wish_list", {{"wishes", {wish}}}}};
        if (by_other) {
            body["representation"] = {{"role", "god_man"}, {"declared", {"consent"}}};
            body["representative"] = {{"name", "Ulla"}, {"reach", "070"}};
        }
        REQUIRE(room.post(at + "/submissions", room.manager, body, "key-000" + std::to_string(key++)).status == 200);
        return room.get(at, room.manager).json()["wish_list"];
    }
};

}  // namespace

TEST_CASE("a list comes with a choice, the care manager sees it, and it stands nowhere but in its own table")
{
    StaffRoom room;
    const std::string cookie = room.person("REF-1");
    const Got sent = room.world.submit(cookie, kWith, "key-0001");
    REQUIRE(sent.status == 201);
    CHECK(sent.body.find("wish") == std::string::npos);  // the receipt is the ledger's
    CHECK(room.world.submit(cookie, kWith, "key-0001").status == 200);
    CHECK(room.world.get(kCase, cookie).json()["wish_list"] == "2026-11-23");
    CHECK(room.world.get(kCase, cookie).body.find("Sturebert") == std::string::npos);
    CHECK(tables_with(room.world, "Sturebert") == "wish_lists ");
    CHECK(tables_with(room.world, "same_times") == "wish_lists ");

    const auto shown = room.post("find", room.manager, {{"reference", "REF-1"}}).json();
    CHECK(shown["wish_list"] ==
          wire::Json{{"list", {{"wishes", {"same_times", "pets"}}, {"own_words", "Katten heter Sturebert."}}},
                     {"received", "2026-11-23"}});
    CHECK(room.count("SELECT count(*) FROM access_log WHERE what = 'case_found'") == 1);
    const std::string at = "cases/" + room.case_id("REF-1");
    for (const std::string& other : {room.coordinator, room.auditor})
        CHECK(room.get(at, other).problem() == "not_allowed");
}

TEST_CASE("a list that is not whole, or too long, is refused with the choice it came with")
{
    StaffRoom room;
    const std::string cookie = room.person("REF-1");
    const auto problem = [&](const std::string& list) {
        return room.world
            .submit(cookie, R"({"action":"choose","provider":"p2","wish_list":)" + list + "}", "key-0001")
            .problem();
    };
    for (const std::string& wrong :
         {std::string("{}"), std::string(R"({"wishes":[]})"), std::string(R"({"wishes":["nobody_else"]})"),
          std::string(R"({"wishes":["pets","pets"]})"), std::string(R"({"wishes":["pets"],"name":"Ulla"})"),
          R"({"wishes":[],"own_words":")" + std::string(501, 'a') + "\"}"})
        CHECK(problem(wrong) == "malformed_request");
    CHECK(room.count("SELECT count(*) FROM wish_lists") == 0);
    CHECK(room.count("SELECT count(*) FROM receipts") == 0);
    std::string longest;
    for (int i = 0; i < 500; ++i) longest += "\\u00e5";
    CHECK(problem(R"({"wishes":[],"own_words":")" + longest + "\"}").empty());
    CHECK(room.count("SELECT count(*) FROM wish_lists") == 1);
}

TEST_CASE("the next choice takes the list's place or takes it away, and what the staff register leaves it")
{
    StaffRoom room;
    const std::string cookie = room.person("REF-1");
    REQUIRE(room.world.submit(cookie, kWith, "key-0001").status == 201);
    const std::string at = "cases/" + room.case_id("REF-1");
    REQUIRE(room.post(at + "/submissions", room.manager,
                      {{"action", "choose"}, {"provider", "p4"}, {"channel", "phone"}})
                .status < 300);
    CHECK(room.count("SELECT count(*) FROM wish_lists") == 1);
    REQUIRE(room.world.submit(cookie, kFaith, "key-0002").status == 201);
    CHECK(room.get(at, room.manager).json()["wish_list"]["list"] == wire::Json{{"wishes", {"faith"}}});
    REQUIRE(room.world.submit(cookie, kChoice, "key-0003").status == 201);
    CHECK_FALSE(room.get(at, room.manager).json().contains("wish_list"));
    CHECK_FALSE(room.world.get(kCase, cookie).json().contains("wish_list"));
}

TEST_CASE("a list that came on paper is kept with the choice the staff register, with the day it came in")
{
    StaffRoom room;
    const std::string cookie = room.person("REF-1");
    const std::string at = "cases/" + room.case_id("REF-1");
    const auto listed = [&] { return room.get(at, room.manager).json()["wish_list"]; };
    wire::Json body = wire::Json::parse(kWith, nullptr, false);
    body["channel"] = "paper";
    body["came_in"] = "2026-11-19";
    for (int tries = 0; tries < 2; ++tries)
        CHECK(room.post(at + "/submissions", room.manager, body, "key-00002").status == 200);
    const wire::Json kept = {{"list", {{"wishes", {"same_times", "pets"}}, {"own_words", "Katten heter Sturebert."}}},
                             {"received", "2026-11-19"}};
    CHECK(listed() == kept);
    CHECK(room.world.get(kCase, cookie).json()["wish_list"] == "2026-11-19");
    CHECK(tables_with(room.world, "Sturebert") == "wish_lists ");
    CHECK(tables_with(room.world, "same_times") == "wish_lists ");
    // The same intent is the same list.
    body["wish_list"]["wishes"] = {"pets"};
    CHECK(room.post(at + "/submissions", room.manager, body, "key-00002").problem() == "key_reused");
    body["wish_list"] = {{"wishes", {"nobody_else"}}};
    CHECK(room.post(at + "/submissions", room.manager, body, "key-00003").problem() == "malformed_request");
    CHECK(listed() == kept);

    // Another's, on paper: beside the person's own, until it is known whether they may.
    body = {{"action", "choose"}, {"provider", "p4"}, {"channel", "paper"}, {"wish_list", {{"wishes", {"cooking"}}}},
            {"representation", {{"role", "god_man"}, {"declared", {"consent"}}}},
            {"representative", {{"name", "Ulla"}, {"reach", "070"}}}};
    REQUIRE(room.post(at + "/submissions", room.manager, body, "key-00004").status == 200);
    CHECK(listed()["list"] == wire::Json{{"wishes", {"cooking"}}});
    CHECK(room.count("SELECT count(*) FROM wish_lists") == 2);

    const CaseId person(room.case_id("REF-1"));
    REQUIRE(room.write([&](Queries& queries) {
        CHECK(protect_case(queries, kTown, person, room.world.service().seal()).has_value());
    }));
    CHECK(room.count("SELECT count(*) FROM wish_lists") == 0);
    // Whatever the page let through: what it says may tell where they are.
    REQUIRE(room.post(at + "/submissions", room.manager,
                      {{"action", "choose"}, {"provider", "p2"}, {"channel", "phone"},
                       {"wish_list", {{"wishes", {"pets"}}}}},
                      "key-00005")
                .status == 200);
    CHECK(room.count("SELECT count(*) FROM wish_lists") == 0);
}

TEST_CASE("the list that came in last stands, in whatever order the staff come to register them")
{
    StaffRoom room;
    const std::string cookie = room.person("REF-1");
    REQUIRE(room.world.submit(cookie, kFaith, "key-0001").status == 201);  // on 2026-11-23
    OnPaper on_paper{room, "cases/" + room.case_id("REF-1")};
    CHECK(on_paper("pets", "2026-11-19") == only("faith", "2026-11-23"));
    CHECK(on_paper("pets", "2026-11-19", true) == only("faith", "2026-11-23"));
    CHECK(room.count("SELECT count(*) FROM wish_lists") == 1);
    CHECK(on_paper("cooking", "2026-11-23") == only("cooking", "2026-11-23"));  // in one day: the last registered
    CHECK(room.count("SELECT count(*) FROM wish_lists") == 1);

}

TEST_CASE("without a mandate the newer list goes, and what the person said before that is there")
{
    StaffRoom room;
    room.person("REF-1");
    const std::string at = "cases/" + room.case_id("REF-1");
    OnPaper on_paper{room, at};
    CHECK(on_paper("pets", "2026-11-21", true) == only("pets", "2026-11-21"));
    CHECK(on_paper("faith", "2026-11-20") == only("pets", "2026-11-21"));
    CHECK(room.count("SELECT count(*) FROM wish_lists") == 2);
    const CaseId person(room.case_id("REF-1"));
    REQUIRE(room.write([&](Queries& queries) { drop_wish_list_by_other(queries, person); }));
    CHECK(room.get(at, room.manager).json()["wish_list"] == only("faith", "2026-11-20"));
}

TEST_CASE("a list that the person has taken back comes with no older paper, and a new one stands")
{
    StaffRoom room;
    const std::string cookie = room.person("REF-1");
    const std::string at = "cases/" + room.case_id("REF-1");
    OnPaper on_paper{room, at};
    REQUIRE(room.world.submit(cookie, kWith, "key-0001").status == 201);
    REQUIRE(room.world.submit(cookie, kAnotherChoice, "key-0002").status == 201);  // on 2026-11-23
    CHECK(room.get(at, room.manager).json()["wish_list_taken_back"] == "2026-11-23");
    CHECK_FALSE(room.world.get(kCase, cookie).json().contains("wish_list"));
    CHECK(on_paper("faith", "2026-11-22") == nullptr);
    CHECK(on_paper("faith", "2026-11-22", true) == nullptr);
    CHECK(on_paper("pets", "2026-11-23") == only("pets", "2026-11-23"));
    CHECK_FALSE(room.get(at, room.manager).json().contains("wish_list_taken_back"));
    CHECK(tables_with(room.world, "same_times").empty());

    // Another's, of which the person was told, too.
    CHECK(on_paper("cooking", "2026-11-23", true) == only("cooking", "2026-11-23"));
    REQUIRE(room.world.submit(cookie, kAnotherChoice, "key-0003").status == 201);
    CHECK(on_paper("cooking", "2026-11-22", true) == nullptr);
    CHECK(tables_with(room.world, "cooking").empty());
}

TEST_CASE("who never had a list takes none back: one on a paper that lay is kept")
{
    StaffRoom room;
    const std::string cookie = room.person("REF-1");
    REQUIRE(room.world.submit(cookie, kAnotherChoice, "key-0001").status == 201);
    OnPaper on_paper{room, "cases/" + room.case_id("REF-1")};
    CHECK(on_paper("pets", "2026-11-19") == only("pets", "2026-11-19"));
}

TEST_CASE("another's choice without a list takes back what they sent and nothing of the person's")
{
    StaffRoom room;
    const std::string cookie = room.person("REF-1");
    const std::string at = "cases/" + room.case_id("REF-1");
    OnPaper on_paper{room, at};
    CHECK(on_paper("pets", "2026-11-19") == only("pets", "2026-11-19"));
    wire::Json body = wire::Json::parse(kFaith, nullptr, false);
    body["representation"] = {{"role", "god_man"}, {"declared", {"consent"}}};
    body["representative"] = {{"name", "Ulla"}, {"reach", "070"}};
    REQUIRE(room.world.submit(cookie, body.dump(), "key-0001").status == 201);
    CHECK(room.get(at, room.manager).json()["wish_list"] == only("faith", "2026-11-23"));
    body.erase("wish_list");
    body["provider"] = "p2";
    REQUIRE(room.world.submit(cookie, body.dump(), "key-0002").status == 201);
    CHECK(room.get(at, room.manager).json()["wish_list"] == only("pets", "2026-11-19"));
    CHECK_FALSE(room.get(at, room.manager).json().contains("wish_list_taken_back"));
}

TEST_CASE("a choice that is refused takes no list along, nor an earlier one away")
{
    StaffRoom room;
    const std::string cookie = room.person("REF-1");
    REQUIRE(room.world.submit(cookie, kWith, "key-0001").status == 201);
    CHECK(room.world
              .submit(cookie, R"({"action":"choose","provider":"p2","wish_list":{"wishes":["faith"]}})",
                      "key-0002")
              .problem() == "already_yours");
    CHECK(room.world.submit(cookie, kAnotherChoice, "key-0001").problem() == "key_reused");
    CHECK(tables_with(room.world, "Sturebert") == "wish_lists ");
}

TEST_CASE("a list sent by somebody without a mandate goes when that is said")
{
    StaffRoom room;
    const std::string cookie = room.person("REF-1");
    wire::Json body = wire::Json::parse(kWith, nullptr, false);
    body["representation"] = {{"role", "god_man"}, {"declared", {"consent"}}};
    body["representative"] = {{"name", "Ulla"}, {"reach", "070"}};
    REQUIRE(room.world.submit(cookie, body.dump(), "key-0001").status == 201);
    const std::string at = "cases/" + room.case_id("REF-1");
    CHECK(room.get(at, room.manager).json().contains("wish_list"));
    REQUIRE(room.post(at + "/representation", room.manager, {{"accepted", false}}).status < 300);
    CHECK_FALSE(room.get(at, room.manager).json().contains("wish_list"));
}

TEST_CASE("somebody without a mandate takes nothing away of the person's own list")
{
    StaffRoom room;
    const std::string cookie = room.person("REF-1");
    REQUIRE(room.world.submit(cookie, kFaith, "key-0001").status == 201);
    wire::Json body = wire::Json::parse(kWith, nullptr, false);
    body["representation"] = {{"role", "god_man"}, {"declared", {"consent"}}};
    body["representative"] = {{"name", "Ulla"}, {"reach", "070"}};
    REQUIRE(room.world.submit(cookie, body.dump(), "key-0002").status == 201);
    const std::string at = "cases/" + room.case_id("REF-1");
    CHECK(room.get(at, room.manager).json()["wish_list"]["list"] != wire::Json{{"wishes", {"faith"}}});
    REQUIRE(room.post(at + "/representation", room.manager, {{"accepted", false}}).status < 300);
    CHECK(room.get(at, room.manager).json()["wish_list"]["list"] == wire::Json{{"wishes", {"faith"}}});
}

TEST_CASE("a list is gone when its person becomes protected, and when their record is erased")
{
    StaffRoom room;
    const std::string cookie = room.person("REF-1");
    REQUIRE(room.world.submit(cookie, kWith, "key-0001").status == 201);
    const CaseId person(room.case_id("REF-1"));
    const auto gone = [&] { return room.count("SELECT count(*) FROM wish_lists") == 0; };
    CHECK_FALSE(gone());
    REQUIRE(room.write([&](Queries& queries) {
        CHECK(protect_case(queries, kTown, person, room.world.service().seal()).has_value());
    }));
    CHECK(gone());

    const std::string other = room.person("REF-2");
    REQUIRE(room.world.submit(other, kWith, "key-0002").status == 201);
    CHECK_FALSE(gone());
    const Day later = plus_days(Day(test_day() + std::chrono::years(kYearsKept)), 2);
    REQUIRE(room.write([&](Queries& queries) {
        CHECK(erase_expired(queries, room.world.service().seal().signer, later).has_value());
    }));
    CHECK(gone());
    CHECK(tables_with(room.world, "Sturebert").empty());
}
