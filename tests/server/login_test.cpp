#include "server/login.h"

#include "core/registry.h"
#include "server/store/case_persons.h"
#include "tests/server/support.h"

#include <doctest/doctest.h>

#include <sys/stat.h>

using namespace hemval;
using namespace hemval::server;
using namespace hemval::server::testing;

namespace {

constexpr const char* kNumber = "191212121212";

// The service with its front's socket; the test is the front.
struct Front {
    TemporaryFolder folder;
    World world{folder.path(), {towns(), std::chrono::milliseconds{10'000}, {}, true}};
    int signed_in = 0;

    // What the front adds once somebody has signed in.
    std::vector<std::string> vouched(std::vector<std::string> more)
    {
        more.push_back("Hemval-Sign-In: nonce-" + std::to_string(++signed_in));
        more.push_back("Hemval-Signed-In-At: " + std::to_string(world.now()));
        return more;
    }
    std::vector<std::string> person(const std::string& number = kNumber)
    {
        return vouched({"Hemval-Identity-Number: " + number});
    }
    std::vector<std::string> staff(const std::string& roles, const std::string& town = "strangnas")
    {
        return vouched({"Hemval-Account: a1", "Hemval-Name: Åsa Öberg", "Hemval-Municipality: " + town,
                        "Hemval-Roles: " + roles});
    }
    Got get(const std::string& path, std::vector<std::string> headers, const std::string& cookie = "")
    {
        return ask(world.socket(), {"GET", path, "", cookie, "", std::move(headers)});
    }
    // A case whose person signs in by `number`.
    void open_case(const std::string& number = kNumber, const MunicipalityId& id = kTown)
    {
        world.code(Situation::NoProvider, id);
        const CodeMaker codes(*secret_key(folder.path(), false), HashCost{8, 1});
        CaseId newest;
        for (const Event& event : world.ledger(id)) {
            if (const auto* opened = std::get_if<CaseOpened>(&event.body))
                newest = opened->person.id;
        }
        const auto kept = world.store().tx_now<bool>([&](Queries& queries) -> Result<bool, Problem> {
            set_case_person(queries, id, newest, codes.person_pseudonym(id.value, number));
            return true;
        });
        REQUIRE(kept);
    }
};

constexpr const char* kBack = "/login/person?return=%2Fstrangnas%2F%23%2Fval%2Fp1";

}  // namespace

TEST_CASE("who the front vouches for gets a session and is led back to where they were")
{
    Front front;
    front.open_case();
    const Got got = front.get(kBack, front.person());
    CHECK(got.status == 303);
    CHECK(got.header("location") == "/strangnas/#/val/p1");
    CHECK(got.header("cache-control") == "no-store");
    const std::string set = got.header("set-cookie");
    for (const char* flag : {"__Host-hemval-session=", "; Path=/", "; HttpOnly", "; SameSite=Strict", "; Secure"})
        CHECK_MESSAGE(set.find(flag) != std::string::npos, flag);
    CHECK(set.find("Domain") == std::string::npos);
    CHECK(got.cookie().size() == std::string("__Host-hemval-session=").size() + 64);

    const Got shown = front.get("/api/strangnas/case", {}, got.cookie());
    CHECK(shown.status == 200);
    CHECK(front.get("/api/strangnas/session", {"Hemval-Offers: e_id"}, got.cookie()).json() ==
          wire::Json({{"offered", {"code", "e_id"}}, {"by", "e_id"}}));
}

TEST_CASE("on a port nobody is vouched for, whatever the headers say")
{
    Front front;
    front.open_case();
    for (const char* path : {kLoginPerson, kLoginStaff}) {
        auto headers = front.person();
        for (const std::string& line : front.staff("auditor"))
            headers.push_back(line);
        const Got got = ask(front.world.port(), {"GET", path, "", "", "", headers});
        CHECK(got.status == 404);
        CHECK(got.header("set-cookie").empty());
    }
    const Got state = ask(front.world.port(), {"GET", "/api/strangnas/session", "", "", "",
                                               {"Hemval-Offers: e_id"}});
    CHECK(state.json() == wire::Json({{"offered", {"code"}}}));
}

TEST_CASE("a name that only looks like the front's is no identity")
{
    Front front;
    front.open_case();
    for (const char* name :
         {"Hemval_Identity_Number", "Hemval-Identity_Number", "OIDC_CLAIM_personalIdentityNumber",
          "OIDC-CLAIM-personalIdentityNumber", "Oidc_Claim_Personalidentitynumber", "X-Hemval-Identity-Number",
          "OIDC_CLAIM_https---id.oidc.se-claim-personalIdentityNumber", "Remote-User", "X-Remote-User"}) {
        const Got got = front.get(kBack, front.vouched({std::string(name) + ": " + kNumber}));
        CHECK_MESSAGE(got.header("location") == "/strangnas/#/logga-in/identity_unclear", name);
        CHECK_MESSAGE(got.header("set-cookie").empty(), name);
    }
    // Twice is what the front never says.
    auto twice = front.person();
    twice.push_back("Hemval-Identity-Number: 191212121212");
    CHECK(front.get(kBack, twice).header("set-cookie").empty());
    CHECK(front.get(kBack, {std::string("Hemval-Identity-Number: ") + kNumber}).header("set-cookie").empty());
}

TEST_CASE("a number that is none, and a person without a case, are told so where they came from")
{
    Front front;
    front.open_case("191212121212", kOther);
    const auto told = [&](const std::string& number) {
        return front.get(kBack, front.person(number)).header("location");
    };
    CHECK(told("191212121213") == "/strangnas/#/logga-in/identity_unclear");
    CHECK(told("(null)") == "/strangnas/#/logga-in/identity_unclear");
    CHECK(told(kNumber) == "/strangnas/#/logga-in/no_open_case");  // theirs is in another municipality
    CHECK(front.get("/login/person", front.person()).header("location") == "/annanstans/#/val");
}

TEST_CASE("each sign-in begins one session, soon after it, and the next is signed in anew")
{
    Front front;
    front.open_case();
    const auto headers = front.person();
    const std::string first = front.get(kBack, headers).cookie();
    const auto asked_again = [&](const std::vector<std::string>& with) {
        const Got got = front.get(kBack, with);
        CHECK(got.status == 303);
        CHECK(got.header("location") == kBack);
        CHECK(got.header("set-cookie") == "__Host-hemval-sign-in=; Path=/; HttpOnly; Secure; Max-Age=0");
    };
    asked_again(headers);
    const auto at = [&](std::int64_t when, const std::string& nonce) {
        return std::vector<std::string>{std::string("Hemval-Identity-Number: ") + kNumber,
                                        "Hemval-Sign-In: " + nonce,
                                        "Hemval-Signed-In-At: " + std::to_string(when)};
    };
    asked_again(at(front.world.now() - kSignInSeconds - 1, "old"));
    asked_again(at(front.world.now() + kSignInSeconds + 1, "early"));
    const std::string second = front.get(kBack, at(front.world.now() - kSignInSeconds, "good")).cookie();
    CHECK(!first.empty());
    CHECK(!second.empty());
    CHECK(first != second);  // a fresh token at each
    asked_again({std::string("Hemval-Identity-Number: ") + kNumber, "Hemval-Sign-In: n",
                 "Hemval-Signed-In-At: now"});
}

TEST_CASE("a token planted before signing in is never the one that is signed in")
{
    Front front;
    front.open_case();
    const std::string planted = "__Host-hemval-session=" + std::string(64, 'a');
    const Got got = front.get(kBack, front.person(), planted);
    CHECK(got.cookie() != planted);
    CHECK(front.get("/api/strangnas/case", {}, planted).status == 401);
    // Without the prefix a page of another host could have planted it.
    const std::string token = got.cookie().substr(got.cookie().find('='));
    CHECK(front.get("/api/strangnas/case", {}, "hemval-session" + token).status == 401);
    CHECK(front.get("/api/strangnas/case", {}, "__Host-hemval-session" + token).status == 200);
}

TEST_CASE("signing in again ends the session that the browser comes with, of whatever kind, and no other")
{
    Front front;
    front.open_case();
    const auto open = [&](const std::string& cookie) {
        return front.get("/api/strangnas/session", {}, cookie).json().contains("by");
    };
    const std::string elsewhere = front.get(kBack, front.person()).cookie();
    const std::string first = front.get(kBack, front.person()).cookie();
    CHECK(open(first));
    const std::string second = front.get(kBack, front.person(), first).cookie();
    CHECK_FALSE(open(first));
    CHECK(open(second));
    const std::string third = front.get("/login/staff", front.staff("auditor"), second).cookie();
    CHECK_FALSE(open(second));
    CHECK(open(third));
    const std::string code = front.world.code(Situation::NoProvider);
    const auto by_code = [&](const std::string& typed) {
        return ask(front.world.socket(), {"POST", "/api/strangnas/session", R"({"code":")" + typed + "\"}",
                                          third, "", {}});
    };
    CHECK(by_code(code_from_digits("123456789012345")).status == 403);
    CHECK(open(third));  // in vain: who was here still is
    CHECK(by_code(code).status == 200);
    CHECK_FALSE(open(third));
    CHECK(open(elsewhere));
}

TEST_CASE("a sign-in leads to an address of ours only")
{
    const Packs packs = towns();
    for (const char* good : {"/strangnas/", "/strangnas/#/", "/strangnas/#/val/p1", "/annanstans/#/personal"})
        CHECK_MESSAGE(return_place(good, packs), good);
    for (const char* bad :
         {"", "/", "//evil.example/", "https://evil.example/", "/strangnas", "/nowhere/", "/strangnas/x",
          "/strangnas//evil.example", "/strangnas/#", "/strangnas/#//evil.example\\", "/strangnas/#/a b",
          "/strangnas/?x=1", "/strangnas/../", "\\/evil.example/", "/strangnas/#/\r\nSet-Cookie:x=1",
          "/login/person", "strangnas/", " /strangnas/", "/strangnas/#/VAL"})
        CHECK_MESSAGE(!return_place(bad, packs), bad);
    CHECK(!return_place("/strangnas/#/" + std::string(300, 'a'), packs));
    CHECK(query_value("a=1&return=%2Fx%23y&return=2", "return") == "/x#y");
    CHECK(query_value("return=%2", "return").empty());
    CHECK(query_value("xreturn=1", "return").empty());

    Front front;
    front.open_case();
    for (const char* bad : {"https%3A%2F%2Fevil.example%2F", "%2F%2Fevil.example%2F", "%2Fstrangnas%2F%0D%0AX%3A1"})
        CHECK(front.get(std::string("/login/person?return=") + bad, front.person()).header("location") ==
              "/strangnas/#/val");
}

TEST_CASE("staff sign in with exactly one role, to their own municipality's pages")
{
    Front front;
    for (const Role role : kAllRoles) {
        const Got got = front.get("/login/staff", front.staff(name_of(role)));
        CHECK(got.header("location") == "/strangnas/#/personal");
        const wire::Json state = front.get("/api/strangnas/session", {"Hemval-Offers: staff"}, got.cookie()).json();
        CHECK(state == wire::Json({{"offered", {"code", "staff"}},
                                   {"by", "staff"},
                                   {"staff",
                                    {{"account", "a1"},
                                     {"name", "Åsa Öberg"},
                                     {"municipality", "strangnas"},
                                     {"role", name_of(role)}}}}));
        CHECK(front.get("/api/strangnas/case", {}, got.cookie()).status == 401);
    }
    const auto told = [&](const std::string& roles, const std::string& town = "strangnas") {
        const Got got = front.get("/login/staff?return=%2Fstrangnas%2F%23%2Fpersonal", front.staff(roles, town));
        CHECK(got.header("set-cookie").empty());
        return got.header("location");
    };
    CHECK(told("care_manager,coordinator") == "/strangnas/#/logga-in/role_unclear");
    CHECK(told("intranet") == "/strangnas/#/logga-in/role_unclear");
    CHECK(told("Auditor") == "/strangnas/#/logga-in/role_unclear");
    CHECK(told("auditor", "annanstans") == "/strangnas/#/logga-in/not_allowed");
    CHECK(told("auditor", "nowhere") == "/strangnas/#/logga-in/identity_unclear");
    CHECK(only_role("intranet, auditor ,payroll,auditor") == Role::Auditor);
}

TEST_CASE("whoever made a choice as a representative does not judge it as staff, by another account either")
{
    Front front;
    front.open_case();
    const auto as_staff = [&](const std::string& account, const std::string& number) {
        auto headers = front.vouched({"Hemval-Account: " + account, "Hemval-Name: Någon " + account,
                                      "Hemval-Municipality: strangnas", "Hemval-Roles: care_manager"});
        if (!number.empty())
            headers.push_back("Hemval-Identity-Number: " + number);
        return front.get("/login/staff", headers);
    };
    int sent = 0;
    const auto post = [&](const std::string& path, const std::string& body, const std::string& cookie) {
        const std::string key = "key-0000" + std::to_string(++sent);
        return ask(front.world.socket(), {"POST", "/api/strangnas/" + path, body, cookie, key, {}});
    };
    const std::string by_relative =
        R"({"action":"choose","provider":"p2","representation":{"role":"relative","declared":)"
        R"(["nearest_of_kin","no_other_representative"]},"representative":{"name":"Ulla Unik","reach":"1"})";
    REQUIRE(post("submissions", by_relative + "}", front.get(kBack, front.person()).cookie()).status == 201);
    std::string person;
    front.world.store().read([&](Queries& queries) {
        person = text_of(queries.query("SELECT case_id FROM representations")[0][0]);
    });
    const std::string judge = "staff/cases/" + person + "/representation";
    const auto judged_by = [&](const std::string& account, const std::string& number) {
        const Got got = post(judge, R"({"accepted":true})", as_staff(account, number).cookie());
        return got.status == 200 ? std::string("judged") : got.problem();
    };
    CHECK(judged_by("a1", kNumber) == "own_mandate");
    CHECK(judged_by("a2", "191212121220") == "judged");

    // Also who took it in at the desk, under one account, and comes back under another.
    std::string taken = by_relative + R"(,"channel":"phone"})";
    taken.replace(taken.find("p2"), 2, "p3");
    REQUIRE(post("staff/cases/" + person + "/submissions", taken, as_staff("b1", kNumber).cookie()).status == 200);
    CHECK(judged_by("b2", kNumber) == "own_mandate");
    CHECK(judged_by("b1", "") == "own_mandate");
    CHECK(judged_by("b3", "") == "judged");

    const Got unread = as_staff("a1", "121212");
    CHECK(unread.cookie().empty());
    CHECK(unread.header("location") == "/strangnas/#/logga-in/identity_unclear");
    front.world.store().read([&](Queries& queries) {
        for (const Row& row : queries.query("SELECT staff_pseudonym FROM sessions"))
            CHECK(text_of(row[0]).find("1212121212") == std::string::npos);
    });
}

TEST_CASE("a citizen's sign-in is no staff's, and the other way about")
{
    Front front;
    front.open_case();
    CHECK(front.get("/login/staff", front.person()).header("set-cookie").empty());
    CHECK(front.get("/login/person", front.staff("auditor")).header("set-cookie").empty());
}

TEST_CASE("signing out everywhere ends every session of the person's, and says where else to end it")
{
    Front front;
    front.open_case();
    const std::string one = front.get(kBack, front.person()).cookie();
    const std::string two = front.get(kBack, front.person()).cookie();
    const Ask everywhere{"DELETE", "/api/strangnas/sessions", "", one, "", {}};
    Ask elsewhere = everywhere;
    elsewhere.headers = {"Origin: https://evil.example"};
    CHECK(ask(front.world.socket(), elsewhere).status == 403);
    elsewhere.headers = {"Sec-Fetch-Site: same-site"};
    CHECK(ask(front.world.socket(), elsewhere).status == 403);
    CHECK(front.get("/api/strangnas/case", {}, one).status == 200);

    const Got got = ask(front.world.socket(), everywhere);
    CHECK(got.status == 200);
    CHECK(got.json()["continue"] == "/login/callback?logout=https%3A%2F%2Fhemval.example%2Fstrangnas%2F");
    CHECK(got.header("set-cookie").find("__Host-hemval-session=; ") == 0);
    CHECK(front.get("/api/strangnas/case", {}, one).status == 401);
    CHECK(front.get("/api/strangnas/case", {}, two).status == 401);
    CHECK(ask(front.world.socket(), everywhere).json() == wire::Json::object());

    const std::string by_code = front.world.person(Situation::NoProvider);
    const Got left = ask(front.world.port(), {"DELETE", "/api/strangnas/sessions", "", by_code, "", {}});
    CHECK(left.json() == wire::Json::object());
    CHECK(front.world.get("/api/strangnas/case", by_code).status == 401);
}

TEST_CASE("an e-ID session chooses again after the letter's errand is over, and sleeps as others do")
{
    Front front;
    front.open_case();
    const auto choose = [&](const std::string& cookie, const char* action, const char* provider, const char* key) {
        const std::string body = std::string(R"({"action":")") + action + R"(","provider":")" + provider + "\"}";
        return ask(front.world.socket(), {"POST", "/api/strangnas/submissions", body, cookie, key, {}});
    };
    const std::string first = front.get(kBack, front.person()).cookie();
    CHECK(choose(first, "choose", "p1", "key-00001").status == 201);
    front.world.set_today(plus_days(test_day(), 60));
    CHECK(front.get("/api/strangnas/case", {}, first).status == 200);
    CHECK(choose(first, "switch", "p2", "key-00002").status == 201);
    front.world.pass_seconds(kSessionIdleSeconds + 1);
    CHECK(front.get("/api/strangnas/case", {}, first).status == 401);
    const std::string again = front.get(kBack, front.person()).cookie();
    CHECK(front.get("/api/strangnas/case", {}, again).json()["pending"]["provider"] == "p2");
}

TEST_CASE("only a GET signs in")
{
    Front front;
    for (const char* method : {"POST", "HEAD", "PUT"})
        CHECK(ask(front.world.socket(), {method, "/login/person", "", "", "", front.person()}).status == 405);
}

TEST_CASE("the socket is the group's and nobody else's, and takes over one that was left")
{
    TemporaryFolder folder;
    const std::string path = folder.path() + "/socket";
    {
        World world(folder.path(), {towns(), std::chrono::milliseconds{10'000}, {}, true});
        struct stat there{};
        REQUIRE(::stat(path.c_str(), &there) == 0);
        CHECK((there.st_mode & 0777) == 0660);
        struct Silent : Handler {
            void handle(Request, Reply) override {}
            Response refuse(Problem, int) override { return {}; }
        } silent;
        HttpOptions options;
        options.unix_socket = path;
        const auto second = HttpServer::start(options, silent);
        REQUIRE(!second);
        CHECK(second.error().find("another program listens there") != std::string::npos);
        options.unix_socket = folder.put("a file", "x");
        CHECK(HttpServer::start(options, silent).error().find("something else") != std::string::npos);
        options.unix_socket = folder.path() + "/" + std::string(200, 'x');
        CHECK(HttpServer::start(options, silent).error().find("longer") != std::string::npos);
    }
    CHECK(::access(path.c_str(), F_OK) != 0);
}

TEST_CASE("a dripping client of the socket is closed on time too")
{
    TemporaryFolder folder;
    World world(folder.path(), {towns(), std::chrono::milliseconds{300}, {}, true});
    Client dripping(world.socket());
    dripping.send("GET / HTTP/1.1\r\n");
    CHECK(dripping.closed_within(std::chrono::milliseconds(3000)));
    CHECK(ask(world.socket(), {"GET", "/healthz", "", "", "", {}}).status == 200);
}

TEST_CASE("the return address is decoded as browsers write it, and leads nowhere that is not the app's own")
{
    Front front;
    front.open_case();
    const auto led_to = [&](const std::string& back) {
        return front.get("/login/person?x=1&return=" + back, front.person()).header("location");
    };
    CHECK(led_to("%2fstrangnas%2F%23%2fval%2Fp-1_2") == "/strangnas/#/val/p-1_2");
    CHECK(led_to("/strangnas/") == "/strangnas/");
    for (const char* elsewhere :
         {"", "strangnas", "/strangnas", "/nowhere/", "/strangnas/val", "/strangnas/%23/v%C3%A4l", "/strangnas/%23/Val",
          "/strangnas/%23/a+b", "/strangnas/%23/a%", "/strangnas/%23/a%2", "/strangnas/%23/a%2g", "/strangnas/%23/a%g2",
          "/strangnas/%23/a%.2", "/strangnas/%23/a%7B", "//strangnas/", "https%3A%2F%2Fexempel.se%2F"}) {
        CHECK_MESSAGE(led_to(elsewhere) == "/strangnas/#/val", elsewhere);
    }
    CHECK(led_to("/strangnas/%23/" + std::string(300, 'a')) == "/strangnas/#/val");
}

TEST_CASE("a sign-in whose marks are missing, doubled, empty, too long or no time begins no session")
{
    Front front;
    front.open_case();
    const std::string number = "Hemval-Identity-Number: " + std::string(kNumber);
    const std::string now = std::to_string(front.world.now());
    const std::string sign_in = "Hemval-Sign-In: nonce-", at = "Hemval-Signed-In-At: ";
    const std::vector<std::vector<std::string>> unvouched = {
        {number},
        {number, sign_in + "1", sign_in + "2", at + now},
        {number, "Hemval-Sign-In: ", at + now},
        {number, sign_in + std::string(300, '3'), at + now},
    };
    for (const auto& headers : unvouched) {
        const Got got = front.get(kBack, headers);
        CHECK(got.header("location") == "/strangnas/#/logga-in/identity_unclear");
        CHECK(got.header("set-cookie").find("hemval-session") == std::string::npos);
    }
    int number_of_try = 0;
    for (const std::string& time : {std::string(""), std::string("now"), now + "x", std::string("99999999999999999999"),
                                    std::to_string(front.world.now() - 100000),
                                    std::to_string(front.world.now() + 100000)}) {
        const std::string fresh = sign_in + "t" + std::to_string(++number_of_try);
        const Got got = front.get("/login/person", {number, fresh, at + time});
        CHECK(got.header("location") == "/login/person");  // the front is asked anew
        CHECK(got.header("set-cookie").find("hemval-session") == std::string::npos);
    }
    const Got none = front.get("/login/person", {number, sign_in + "u"});
    CHECK(none.header("location") == "/login/person");
    for (const std::vector<std::string>& lacking :
         {std::vector<std::string>{"Hemval-Municipality: strangnas", "Hemval-Roles: auditor"},
          std::vector<std::string>{"Hemval-Account: a1", "Hemval-Roles: auditor"},
          std::vector<std::string>{"Hemval-Account: a1", "Hemval-Municipality: nowhere", "Hemval-Roles: auditor"}}) {
        CHECK(front.get("/login/staff", front.vouched(lacking)).header("location") == "/");
    }
    CHECK(ask(front.world.socket(), {"POST", "/login/person", "", "", "", front.person()}).status == 405);
}
