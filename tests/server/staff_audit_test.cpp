#include "server/protect.h"
#include "tests/server/staff_room.h"

#include "server/erase.h"
#include "server/signing.h"

using namespace hemval;
using namespace hemval::server;
using namespace hemval::server::testing;
using wire::Json;

TEST_CASE("the access log is only added to, whoever asks the database")
{
    StaffRoom room;
    room.person("SOC-1");
    room.case_id("SOC-1");
    for (const char* sql : {"UPDATE access_log SET account = 'somebody'", "DELETE FROM access_log",
                            "UPDATE access_log SET person = ''",
                            "INSERT OR REPLACE INTO access_log VALUES('strangnas', 1, 0, 'x', "
                            "'auditor', 'case_seen', '')"}) {
        CAPTURE(sql);
        CHECK_FALSE(room.write([&](Queries& queries) { queries.query(sql); }));
    }
    CHECK(room.count("SELECT count(*) FROM access_log WHERE account = 'maria'") == 1);
}

TEST_CASE("the log is read page by page, newest first, and leaves nothing out")
{
    StaffRoom room;
    room.person("SOC-1");
    const std::string id = room.case_id("SOC-1");
    REQUIRE(room.write([&](Queries& queries) {
        queries.query("WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 450) "
                      "INSERT INTO access_log SELECT 'strangnas', i, 7, 'maria', 'care_manager', "
                      "'case_seen', $1 FROM n",
                      {id});
    }));
    std::uint64_t expected = 450;
    std::string from = "0";
    for (int pages = 1;; ++pages) {
        const auto page = wire::read_access_page(room.get("accesses/" + from, room.auditor).json());
        REQUIRE(page);
        for (const AccessLine& line : page->lines) CHECK(line.number == expected--);
        if (!page->next) {
            CHECK(pages == 3);
            break;
        }
        from = std::to_string(*page->next);
    }
    CHECK(expected == 0);
}

TEST_CASE("of who was passed over nothing is left in the ledger that the auditor reads, once the person is protected")
{
    StaffRoom room;
    REQUIRE(room.world.submit(room.person("SOC-1"), R"({"action":"decline"})", "key-00001").status == 201);
    const CaseId id(room.case_id("SOC-1"));
    const auto decided = [&] {
        const auto page = wire::read_ledger_page(room.get("ledger/0", room.auditor).json());
        REQUIRE(page);
        std::vector<LedgerLine> lines;
        for (const LedgerLine& line : page->lines)
            if (line.rotation) lines.push_back(line);
        REQUIRE(lines.size() == 1);
        return lines.front();
    };
    CHECK(!decided().rotation->order.empty());
    REQUIRE(room.write([&](Queries& queries) {
        REQUIRE(protect_case(queries, kTown, id, room.world.service().seal()));
    }));
    CHECK(decided().type == "entry_erased");
    CHECK(decided().rotation->order.empty());
    CHECK(decided().rotation->skipped.empty());
}

TEST_CASE("the auditor reads the ledger entry by entry, and no person in it")
{
    StaffRoom room;
    const std::string cookie = room.person("SOC-1");
    const Json receipt =
        room.world.submit(cookie, R"({"action":"decline"})", "key-00001").json();
    const std::string id = room.case_id("SOC-1");
    const Got got = room.get("ledger/0", room.auditor);
    const auto page = wire::read_ledger_page(got.json());
    REQUIRE(page);
    REQUIRE(page->lines.size() == 3);
    CHECK(page->lines[0].type == "policy_adopted");
    CHECK(page->lines[1].type == "case_opened");
    CHECK(page->lines[2].type == "provider_decided");
    CHECK(page->lines[2].provider == ProviderId("p1"));
    CHECK(page->lines[2].rotation.has_value());
    CHECK(page->lines[2].leaf.size() == 64);
    for (const std::string& secret : {id, receipt["number"].get<std::string>()})
        CHECK(got.body.find(secret) == std::string::npos);
    CHECK(room.get("ledger/3", room.auditor).json()["lines"].size() == 1);
    CHECK(room.get("ledger/4", room.auditor).json()["lines"].empty());
}

TEST_CASE("a case erased takes all the work with it; the log keeps a number that leads nowhere")
{
    StaffRoom room;
    const std::string cookie = room.person("SOC-1");
    room.world.submit(cookie, R"({"action":"choose","provider":"p2"})", "key-00001");
    const std::string id = room.case_id("SOC-1");
    const std::string path = "cases/" + id + "/work";
    room.post(path, room.manager, {{"step", "confirm"}}, "key-00001");
    room.post(path, room.manager, {{"step", "told"}, {"provider", "p2"}}, "key-00002");
    room.world.submit(cookie, R"({"action":"choose","provider":"p3"})", "key-00002");
    const auto logged = room.count("SELECT count(*) FROM access_log");
    const auto signer = signing_key(room.folder.path(), true);
    REQUIRE(signer);
    REQUIRE(room.write([&](Queries& queries) {
        const auto erased = erase_expired(queries, *signer, Day(test_day() + std::chrono::years(5)));
        REQUIRE(erased);
        CHECK(erased->people == 1);
    }));
    for (const char* table :
         {"unconfirmed", "case_work", "provider_notices", "case_references", "cases", "receipts"})
        CHECK(room.count(std::string("SELECT count(*) FROM ") + table) == 0);
    CHECK(room.count("SELECT count(*) FROM staff_writes WHERE case_id IS NOT NULL") == 0);
    CHECK(room.count("SELECT count(*) FROM access_log") == logged);
    CHECK(room.get("cases/" + id, room.manager).problem() == "unknown_case");
}
