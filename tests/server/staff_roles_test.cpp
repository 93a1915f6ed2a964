#include "tests/server/staff_room.h"

#include "server/files.h"

using namespace hemval;
using namespace hemval::server;
using namespace hemval::server::testing;
using wire::Json;

namespace {

// A form that each way in can read, so that what refuses is the role and nothing else.
const std::map<std::string, Json> kBodies = {
    {"find", {{"reference", "SOC-1"}}},
    {"cases/{id}/submissions", {{"action", "decline"}, {"channel", "phone"}}},
    {"cases/{id}/work", {{"step", "confirm"}}},
    {"cases/{id}/representation", {{"accepted", true}}},
    {"providers/{id}/about", {{"sv", "Vi hjälper dig."}}},
    {"changes", {{"provider", "p2"}, {"capacity", 4}}},
    {"transitions", {{"provider", "p2"}}},
    {"transitions/{id}/steps", {{"to", "running"}}},
};

std::string filled_in(std::string path)
{
    for (const auto& [name, value] : std::map<std::string, std::string>{
             {"{id}", "nobody"}, {"{number}", "1"}, {"{from}", "0"}}) {
        const std::size_t at = path.find(name);
        if (at != std::string::npos) path.replace(at, name.size(), value);
    }
    return path;
}

Got go_in(StaffRoom& room, const StaffApi::Route& route, const std::string& cookie,
          const std::string& key, const MunicipalityId& id = kTown)
{
    const std::string path = filled_in(route.path);
    if (route.method == std::string("GET")) return room.get(path, cookie, id);
    const auto body = kBodies.find(route.path);
    return room.post(path, cookie, body != kBodies.end() ? body->second : Json::object(), key, id);
}

}  // namespace

TEST_CASE("each way in opens for exactly one role")
{
    StaffRoom room;
    const std::map<Role, std::string> cookies = {{Role::CareManager, room.manager},
                                                 {Role::Coordinator, room.coordinator},
                                                 {Role::Auditor, room.auditor}};
    int number = 0;
    for (const StaffApi::Route& route : StaffApi::routes()) {
        for (const auto& somebody : cookies) {
            const auto& role = somebody.first;
            const auto& cookie = somebody.second;
            CAPTURE(route.path);
            CAPTURE(name_of(role));
            const Got got =
                go_in(room, route, cookie, "role-key-" + std::to_string(++number));
            CHECK((got.problem() == "not_allowed") == (route.role && *route.role != role));
            CHECK(got.header("cache-control") == "no-store");
        }
    }
}

TEST_CASE("nobody comes in who is not signed in as this municipality's staff")
{
    StaffRoom room;
    const std::string citizen = room.world.person(Situation::NoProvider);
    std::map<Role, std::string> others;
    for (const Role role : kAllRoles) others[role] = room.world.staff(role, kOther, "elsa");
    for (const StaffApi::Route& route : StaffApi::routes()) {
        CAPTURE(route.path);
        for (const std::string& cookie : {std::string(), citizen, "hemval-session=" + std::string(64, 'a')})
            CHECK(go_in(room, route, cookie, "no-key-0001").status == 401);
        for (const auto& [role, cookie] : others)
            CHECK(go_in(room, route, cookie, "other-key-1").problem() == "not_allowed");
    }
    CHECK(room.count("SELECT count(*) FROM access_log") == 0);
    CHECK(room.count("SELECT count(*) FROM staff_writes") == 0);
    CHECK(room.count("SELECT count(*) FROM list_changes") == 0);
}

TEST_CASE("a staff session opens nothing of a person's, and a page elsewhere nothing of the staff's")
{
    StaffRoom room;
    CHECK(room.world.get("/api/strangnas/case", room.manager).status == 401);
    CHECK(room.world.submit(room.manager, R"({"action":"decline"})", "key-00001").status == 401);
    Ask request;
    request.method = "POST";
    request.path = "/api/strangnas/staff/changes";
    request.body = kBodies.at("changes").dump();
    request.cookie = room.coordinator;
    request.key = "key-00001";
    request.headers = {"Sec-Fetch-Site: cross-site"};
    CHECK(ask(room.world.port(), request).status == 403);
    CHECK(room.count("SELECT count(*) FROM list_changes") == 0);
}

TEST_CASE("who is signed in is told, and what is no way in is said so")
{
    StaffRoom room;
    const Json who = room.get("session", room.coordinator).json();
    CHECK(who["account"] == "karin");
    CHECK(who["role"] == "coordinator");
    CHECK(who["municipality"] == "strangnas");
    CHECK(room.get("nothing", room.manager).status == 404);
    CHECK(room.get("find", room.manager).status == 405);
    CHECK(room.get("find", room.manager).header("allow") == "POST");
    CHECK(room.get("accesses/-1", room.auditor).status == 404);
}

TEST_CASE("the staff's contract names every way in and no other")
{
    const std::string text = read_text(HEMVAL_SOURCE_DIR "/server/staff/openapi.yaml").value_or("");
    std::set<std::string> there, here;
    std::string path;
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        const std::string line = text.substr(at, end - at);
        at = end + 1;
        if (line.rfind("  /api/{m}/staff/", 0) == 0) path = line.substr(17, line.size() - 18);
        for (const char* method : {"get", "post"}) {
            if (line == std::string("    ") + method + ":") there.insert(method + (" " + path));
        }
    }
    for (const StaffApi::Route& route : StaffApi::routes())
        here.insert(lower_case(route.method) + " " + route.path);
    CHECK(there == here);
}
