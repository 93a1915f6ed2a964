#include "server/sessions.h"

#include "core/registry.h"
#include "tests/server/staff_room.h"

#include <doctest/doctest.h>

using namespace hemval;
using namespace hemval::server;
using namespace hemval::server::testing;

namespace {

struct Desk {
    TemporaryFolder folder;
    World world{folder.path()};
    Sessions sessions = world.service().sessions();

    std::string begin(const SessionHolder& holder, const MunicipalityId& id = kTown)
    {
        return *world.store().tx_now<std::string>(
            [&](Queries& queries) -> Result<std::string, Problem> {
                return sessions.begin(queries, id, holder);
            });
    }
    std::string staff(Role role, const MunicipalityId& id = kTown, const std::string& account = "a1")
    {
        return begin(ByStaff{{account, "Anna Ek", id, role}}, id);
    }
    Result<StaffSession, Problem> as_staff(const std::string& token, const MunicipalityId& id = kTown)
    {
        return world.store().ask<StaffSession>(
            [&](Queries& queries) { return sessions.staff(queries, id, token); });
    }
    Result<PersonSession, Problem> as_person(const std::string& token)
    {
        return world.store().ask<PersonSession>(
            [&](Queries& queries) { return sessions.person(queries, token); });
    }
    void write(const std::function<void(Queries&)>& work)
    {
        const auto done = world.store().tx_now<bool>([&](Queries& queries) -> Result<bool, Problem> {
            work(queries);
            return true;
        });
        REQUIRE(done);
    }
    CaseId a_case()
    {
        world.person(Situation::NoProvider);
        CaseId id;
        write([&](Queries& queries) {
            id = CaseId(text_of(queries.query("SELECT id FROM cases ORDER BY rowid DESC")[0][0]));
        });
        return id;
    }
};

}  // namespace

TEST_CASE("a staff session is its own municipality's, with its role, and nobody's choice")
{
    Desk desk;
    for (const Role role : kAllRoles) {
        const auto token = desk.staff(role);
        const auto here = desk.as_staff(token);
        REQUIRE(here);
        CHECK(here->staff == Staff{"a1", "Anna Ek", kTown, role});
        CHECK(desk.as_staff(token, kOther).error() == Problem::NotAllowed);
        CHECK(desk.as_person(token).error() == Problem::NotSignedIn);
    }
    const std::string cookie = desk.world.staff(Role::CareManager);
    CHECK(desk.world.get("/api/strangnas/case", cookie).problem() == "not_signed_in");
    CHECK(desk.world.submit(cookie, R"({"action":"decline"})", "key-12345").status == 401);
}

TEST_CASE("a person's session opens nothing that is the staff's")
{
    Desk desk;
    const std::string token = desk.begin(ByEId{desk.a_case(), "pseudonym"});
    CHECK(desk.as_person(token));
    CHECK(desk.as_staff(token).error() == Problem::NotSignedIn);
    CHECK(desk.as_staff("").error() == Problem::NotSignedIn);
}

TEST_CASE("every session has a token of its own, of 256 bits, and the database cannot tell it")
{
    Desk desk;
    const auto first = desk.staff(Role::Auditor);
    const auto second = desk.staff(Role::Auditor);
    CHECK(first.size() == 64);
    CHECK(first != second);
    desk.write([&](Queries& queries) {
        CHECK(queries.query("SELECT 1 FROM sessions WHERE token_hash IN ($1, $2)", {first, second})
                  .empty());
    });
}

TEST_CASE("every kind of session ends when it lies unused, and lives as long as it is used")
{
    Desk desk;
    const std::string person = desk.begin(ByEId{desk.a_case(), "pseudonym"});
    const std::string staff = desk.staff(Role::CareManager);
    for (int i = 0; i < 3; ++i) {
        desk.world.pass_seconds(kSessionIdleSeconds);
        REQUIRE(desk.as_person(person));
        REQUIRE(desk.as_staff(staff));
        CHECK(desk.as_staff(staff)->stale);
        desk.write([&](Queries& queries) {
            desk.sessions.touch(queries, desk.as_person(person)->token_hash);
            desk.sessions.touch(queries, desk.as_staff(staff)->token_hash);
        });
        CHECK(!desk.as_staff(staff)->stale);
    }
    desk.world.pass_seconds(kSessionIdleSeconds + 1);
    CHECK(desk.as_person(person).error() == Problem::NotSignedIn);
    CHECK(desk.as_staff(staff).error() == Problem::NotSignedIn);
}

TEST_CASE("whoever only sends, and whoever only looks, stays signed in, be it staff or a person")
{
    StaffRoom room;
    const std::string person = room.person("SOC-1");
    for (int i = 0; i < 4; ++i) {
        room.world.pass_seconds(kSessionIdleSeconds - 60);
        const std::string provider = i % 2 == 0 ? "p2" : "p3";
        CHECK(room.world.submit(person, R"({"action":"choose","provider":")" + provider + "\"}",
                                "key-0000" + std::to_string(i)).status == 201);
        CHECK(room.get("providers", room.coordinator).status == 200);
        CHECK(room.get("queue", room.manager).status == 200);
    }
}

TEST_CASE("signing out everywhere ends all of the person's sessions, or all of the account's")
{
    Desk desk;
    const CaseId person = desk.a_case();
    const std::string one = desk.begin(ByEId{person, "pseudonym"});
    const std::string two = desk.begin(ByEId{person, "pseudonym"});
    const std::string other = desk.begin(ByEId{desk.a_case(), "another"});
    const std::string here = desk.staff(Role::CareManager);
    const std::string there = desk.staff(Role::CareManager);
    const std::string elsewhere = desk.staff(Role::CareManager, kOther);
    const std::string colleague = desk.staff(Role::CareManager, kTown, "b2");
    desk.write([&](Queries& queries) {
        desk.sessions.end_everywhere(queries, one);
        desk.sessions.end_everywhere(queries, here);
        desk.sessions.end_everywhere(queries, "no such token");
    });
    CHECK(!desk.as_person(two));
    CHECK(desk.as_person(other));
    CHECK(!desk.as_staff(there));
    CHECK(desk.as_staff(elsewhere, kOther));
    CHECK(desk.as_staff(colleague));
    desk.write([&](Queries& queries) {
        CHECK(number_of(queries.query("SELECT count(*) FROM sessions WHERE case_id = $1",
                                      {person.value})[0][0]) == 0);  // the letter's too
    });
}

TEST_CASE("a session that has lain unused opens nothing, and still signs out everywhere")
{
    Desk desk;
    const CaseId person = desk.a_case();
    const std::string idle = desk.begin(ByEId{person, "pseudonym"});
    desk.write([&](Queries& queries) { queries.query("UPDATE sessions SET seen = seen - 16 * 60"); });
    const std::string elsewhere = desk.begin(ByEId{person, "pseudonym"});
    CHECK(!desk.as_person(idle));
    REQUIRE(desk.as_person(elsewhere));
    desk.write([&](Queries& queries) {
        CHECK(desk.sessions.end_everywhere(queries, idle) == SignInWay::EId);
    });
    CHECK(!desk.as_person(elsewhere));
}
