#include "tests/server/support.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <thread>

using namespace hemval;
using namespace hemval::server;
using namespace hemval::server::testing;

namespace {

constexpr const char* kDecline = R"({"action":"decline"})";
constexpr const char* kChooseP2 = R"({"action":"choose","provider":"p2"})";

Packs with_rule(void (*change)(Municipality&))
{
    Packs packs = towns();
    change(packs.at(kTown));
    return packs;
}

}  // namespace

TEST_CASE("the health check answers")
{
    TemporaryFolder folder;
    World world(folder.path());
    const auto reply = world.get("/healthz");
    CHECK(reply.status == 200);
    CHECK(reply.body == R"({"status":"ok"})");
    CHECK(reply.header("x-content-type-options") == "nosniff");
}

TEST_CASE("a person signs in, chooses, and can have the receipt checked by a stranger")
{
    TemporaryFolder folder;
    World world(folder.path());
    const auto signed_in = world.sign_in(world.code(Situation::NoProvider));
    REQUIRE(signed_in.status == 200);
    const auto view = wire::read_case_view(signed_in.json());
    REQUIRE(view);
    CHECK(view->situation == Situation::NoProvider);
    const std::string set = signed_in.header("set-cookie");
    CHECK(set.find("HttpOnly") != std::string::npos);
    CHECK(set.find("SameSite=Strict") != std::string::npos);

    const auto kept = world.submit(signed_in.cookie(), kChooseP2, "key-0001");
    REQUIRE(kept.status == 201);
    const auto receipt = wire::read_receipt(kept.json());
    REQUIRE(receipt);
    CHECK(receipt->provider == ProviderId("p2"));
    const auto now = wire::read_case_view(
        world.get("/api/strangnas/case", signed_in.cookie()).json());
    REQUIRE(now);
    CHECK(now->pending == *receipt);

    const auto check = world.get("/api/strangnas/receipts/" + receipt->number.value);
    CHECK(check.status == 200);
    CHECK(wire::read_receipt_check(check.json())->sequence == receipt->sequence);
    CHECK(check.body.find("p2") == std::string::npos);
    CHECK(world.get("/api/annanstans/receipts/" + receipt->number.value).problem() ==
          "unknown_receipt");
}

TEST_CASE("what a code shows is these fields and no other")
{
    TemporaryFolder folder;
    World world(folder.path());
    const auto keys = [](const wire::Json& json) {
        std::set<std::string> found;
        for (const auto& [key, value] : json.items())
            found.insert(key);
        return found;
    };
    const std::string cookie = world.person(Situation::ProviderLeaving);
    REQUIRE(world.submit(cookie, kDecline, "key-0001").status == 201);
    const Got shown = world.get("/api/strangnas/case", cookie);
    const wire::Json view = shown.json();
    CHECK(keys(view) == std::set<std::string>{"municipality", "situation", "current", "closing",
                                              "pending", "allowed", "providers", "if_chosen_today",
                                              "today", "owner"});
    CHECK(keys(view["providers"][0]) == std::set<std::string>{"provider", "reasons"});
    CHECK(keys(view["pending"]) == std::set<std::string>{"number", "sequence", "action", "received",
                                                         "provider", "previous", "window", "rotation"});
    // Nor in anything below: the area, the services, the hours and the day of the decision, the case.
    const auto person = std::get<CaseOpened>(world.ledger()[2].body).person;
    for (const std::string& secret : {person.id.value, std::string("\"hela\""), std::string("\"care\""),
                                      std::string("hours"), std::string("decision_day"),
                                      to_iso(person.decision_day)})
        CHECK_MESSAGE(shown.body.find(secret) == std::string::npos, secret);
}

TEST_CASE("signing out ends the session, and so does time")
{
    TemporaryFolder folder;
    World world(folder.path());
    const std::string first = world.person(Situation::HasProvider);
    Ask out;
    out.method = "DELETE";
    out.path = "/api/strangnas/session";
    out.cookie = first;
    CHECK(ask(world.port(), out).status == 204);
    CHECK(world.get("/api/strangnas/case", first).problem() == "not_signed_in");
    CHECK(world.get("/api/strangnas/case").status == 401);

    const std::string second = world.person(Situation::HasProvider);
    world.pass_seconds(kSessionIdleSeconds - 1);
    CHECK(world.get("/api/strangnas/case", second).status == 200);
    world.pass_seconds(kSessionIdleSeconds + 1);
    CHECK(world.submit(second, kDecline, "key-late").problem() == "not_signed_in");
}

TEST_CASE("a wrong, mistyped, expired or used code is told apart")
{
    TemporaryFolder folder;
    World world(folder.path());
    CHECK(world.sign_in("12").problem() == "code_malformed");
    CHECK(world.sign_in(code_from_digits("123456789012345")).problem() == "code_wrong");
    CHECK(world.sign_in(world.code(Situation::NoProvider, kTown, -1)).problem() == "code_expired");
    const std::string lasts = world.code(Situation::NoProvider, kTown, 0);
    CHECK(world.sign_in(lasts).status == 200);

    const std::string code = world.code(Situation::NoProvider, kTown, 60);
    const std::string cookie = world.sign_in(code).cookie();
    CHECK(world.submit(cookie, kChooseP2, "key-0001").status == 201);
    // Until the change is in effect one may change one's mind with the same letter.
    world.set_today(plus_days(test_day(), 14));
    CHECK(world.sign_in(code).status == 200);
    world.set_today(plus_days(test_day(), 15));
    const auto used = world.sign_in(code);
    CHECK(used.status == 403);
    CHECK(used.problem() == "code_used");
    CHECK(used.json()["title"].get<std::string>().find("0100-00 00 00") != std::string::npos);
}

TEST_CASE("an errand begun within the code's days goes on until the choice takes effect, no longer")
{
    TemporaryFolder folder;
    World world(folder.path());
    const std::string chosen = world.code(Situation::NoProvider);
    const std::string unused = world.code(Situation::NoProvider);
    world.set_today(plus_days(test_day(), kCodeValidDays));
    CHECK(kCodeValidDays == 21);
    const std::string cookie = world.sign_in(chosen).cookie();
    REQUIRE(world.submit(cookie, kChooseP2, "key-0001").status == 201);
    CHECK(world.sign_in(unused).status == 200);

    world.set_today(plus_days(test_day(), kCodeValidDays + 13));
    const auto again = world.sign_in(chosen);
    REQUIRE(again.status == 200);
    CHECK(again.json()["pending"]["provider"] == "p2");
    CHECK(world.submit(again.cookie(), R"({"action":"choose","provider":"p3"})", "key-0002").status ==
          201);
    CHECK(world.sign_in(unused).problem() == "code_expired");

    world.set_today(plus_days(test_day(), kCodeValidDays + 13 + 14));
    CHECK(world.sign_in(chosen).status == 200);
    world.set_today(plus_days(test_day(), kCodeValidDays + 13 + 15));
    CHECK(world.sign_in(chosen).problem() == "code_used");
}

namespace {

struct Tried {
    Got got;
    std::chrono::milliseconds took{0};
};

Tried try_code(World& world, const std::string& code, const char* from,
               const std::vector<std::string>& headers = {})
{
    Ask request;
    request.method = "POST";
    request.path = "/api/strangnas/session";
    request.body = wire::Json({{"code", code}}).dump();
    request.from = from;
    request.headers = headers;
    const auto began = std::chrono::steady_clock::now();
    Tried tried{ask(world.port(), request)};
    tried.took = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - began);
    return tried;
}

}  // namespace

TEST_CASE("codes guessed in parallel are slowed and end in 429; another address hardly notices")
{
    TemporaryFolder folder;
    World world(folder.path());
    const std::string here = world.code(Situation::NoProvider);
    const std::string there = world.code(Situation::NoProvider);
    std::vector<Tried> guesses(20);
    std::vector<std::thread> threads;
    const auto began = std::chrono::steady_clock::now();
    for (std::size_t i = 0; i < guesses.size(); ++i)
        threads.emplace_back([&, i] {
            // A guesser may write what it likes in a header.
            guesses[i] = try_code(world, code_from_digits("1234567890123" + std::to_string(10 + i)),
                                  "127.0.0.2", {"X-Forwarded-For: 198.51.100." + std::to_string(i)});
        });
    std::this_thread::sleep_for(std::chrono::milliseconds(700));
    const Tried other = try_code(world, there, "127.0.0.3");
    CHECK(other.got.status == 200);
    CHECK(other.took < std::chrono::milliseconds(500));
    for (std::thread& thread : threads)
        thread.join();
    CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds(10));

    int wrong = 0;
    for (const Tried& guess : guesses) {
        wrong += guess.got.status == 403 ? 1 : 0;
        if (guess.got.status == 403)
            continue;
        CHECK(guess.got.problem() == "too_many_tries");
        const int wait = std::atoi(guess.got.header("retry-after").c_str());
        CHECK(wait > 0);
        CHECK(wait <= 300);
    }
    CHECK(wrong == 8);
    // A letter's QR code, which cannot be guessed, need not wait. A right code to type has to, at most
    // eight seconds, and is let in within the deadline of its request.
    const Tried link = try_code(world, link_code(1, 2), "127.0.0.2");
    CHECK(link.got.problem() == "link_wrong");
    CHECK(link.took < std::chrono::milliseconds(1000));
    const Tried right = try_code(world, here, "127.0.0.2");
    CHECK(right.got.status == 200);
    CHECK(right.took > std::chrono::milliseconds(5000));
    CHECK(right.took < HttpOptions{}.request_deadline);
}

TEST_CASE("a right code from a slowed address is let in after its wait")
{
    TemporaryFolder folder;
    World world(folder.path());
    const std::string code = world.code(Situation::NoProvider);
    for (int i = 0; i < 5; ++i)
        CHECK(try_code(world, code_from_digits("123456789012345"), "127.0.0.2").got.problem() ==
              "code_wrong");
    const Tried right = try_code(world, code, "127.0.0.2");
    CHECK(right.got.status == 200);
    CHECK(right.took > std::chrono::milliseconds(800));
    CHECK(right.took < std::chrono::milliseconds(3000));
}

TEST_CASE("behind a named proxy each person answers for their own address")
{
    TemporaryFolder folder;
    WorldOptions options;
    options.proxies = {"127.0.0.1"};
    World world(folder.path(), options);
    const std::string code = world.code(Situation::NoProvider);
    for (int i = 0; i < 6; ++i)
        try_code(world, code_from_digits("123456789012345"), "127.0.0.1",
                 {"X-Forwarded-For: 198.51.100.1"});
    const Tried other = try_code(world, code, "127.0.0.1", {"X-Forwarded-For: 198.51.100.2"});
    CHECK(other.got.status == 200);
    CHECK(other.took < std::chrono::milliseconds(1000));
}

TEST_CASE("whoever is still signed in when the choice has taken effect needs a new code too")
{
    TemporaryFolder folder;
    World world(folder.path());
    const std::string cookie = world.person(Situation::NoProvider);
    REQUIRE(world.submit(cookie, kChooseP2, "key-0001").status == 201);
    world.set_today(plus_days(test_day(), 14));
    CHECK(world.get("/api/strangnas/case", cookie).status == 200);
    world.set_today(plus_days(test_day(), 15));
    CHECK(world.get("/api/strangnas/case", cookie).problem() == "not_signed_in");
    CHECK(world.submit(cookie, R"({"action":"switch","provider":"p3"})", "key-0002").status == 401);
}

TEST_CASE("a code typed in another municipality leads to its own, and decides nothing elsewhere")
{
    TemporaryFolder folder;
    World world(folder.path());
    const auto signed_in = world.sign_in(world.code(Situation::NoProvider, kOther), kTown);
    REQUIRE(signed_in.status == 200);
    CHECK(signed_in.json()["municipality"] == "annanstans");
    CHECK(world.submit(signed_in.cookie(), kDecline, "key-0001", kTown).status == 401);
    CHECK(world.submit(signed_in.cookie(), kDecline, "key-0001", kOther).status == 201);
}

TEST_CASE("a full or closing provider is refused and nothing is half-done")
{
    TemporaryFolder folder;
    WorldOptions options;
    options.packs = with_rule([](Municipality& town) {
        town.providers[1].capacity = 0;
        town.providers[2].closing = plus_days(test_day(), 10);
    });
    World world(folder.path(), options);
    const std::string cookie = world.person(Situation::NoProvider);
    const auto before = world.ledger().size();
    CHECK(world.submit(cookie, kChooseP2, "key-0001").problem() == "provider_full");
    CHECK(world.submit(cookie, R"({"action":"choose","provider":"p3"})", "key-0002").problem() ==
          "provider_closing");
    CHECK(world.submit(cookie, R"({"action":"choose","provider":"nobody"})", "key-0003").status ==
          422);
    CHECK(world.ledger().size() == before);
    CHECK(world.submit(cookie, R"({"action":"choose","provider":"p4"})", "key-0001").status == 201);
    const auto statuses = wire::read_statuses(world.get("/api/strangnas/providers").json());
    REQUIRE(statuses);
    CHECK((*statuses)[1].full);
    CHECK((*statuses)[2].closing);
}

TEST_CASE("a receipt's number is found as people type it")
{
    TemporaryFolder folder;
    World world(folder.path());
    std::string number, typed;
    for (int i = 0; i < 100 && (typed.find('O') == std::string::npos || typed.find('I') == std::string::npos); ++i) {
        number = world.submit(world.person(Situation::NoProvider), kDecline, "key-0001").json()["number"];
        typed = number;
        std::replace(typed.begin(), typed.end(), '0', 'O');
        std::replace(typed.begin(), typed.end(), '1', 'I');
    }
    const auto status = [&](const std::string& as) { return world.get("/api/strangnas/receipts/" + as).status; };
    std::string bare = typed, lower = number, ell = number;
    bare.erase(std::remove(bare.begin(), bare.end(), '-'), bare.end());
    for (char& c : lower) c = static_cast<char>(std::tolower(c));
    std::replace(ell.begin(), ell.end(), '1', 'l');
    for (const std::string& as : {number, typed, bare, lower, ell}) CHECK(status(as) == 200);
    CHECK(status(number + "1") == 404);
    CHECK(status(bare.substr(1)) == 404);
    CHECK(status("~" + number.substr(1)) == 404);
}

TEST_CASE("a request that is not what the contract says is refused")
{
    TemporaryFolder folder;
    World world(folder.path());
    const std::string cookie = world.person(Situation::NoProvider);
    for (const char* body : {"", "{", "[]", R"({"action":"vote"})", R"({"action":1})",
                             R"({"action":"choose","provider":7})", "\xff\xfe", "{\"action\":"})
        CHECK(world.submit(cookie, body, "key-0001").problem() == "malformed_request");
    CHECK(world.submit(cookie, std::string(20'000, ' '), "key-0001").problem() ==
          "request_too_large");
    CHECK(world.submit(cookie, std::string(16'000, '['), "key-0001").status == 400);
    CHECK(world.submit(cookie, kDecline, "").problem() == "key_missing");
    CHECK(world.submit(cookie, kDecline, "short").problem() == "key_missing");
    CHECK(world.get("/api/nowhere/providers").problem() == "unknown_municipality");
    CHECK(world.get("/api/strangnas/nothing").problem() == "unknown_page");
    CHECK(world.get("/api/strangnas/submissions").problem() == "method_not_allowed");
    CHECK(world.get("/api/").status == 404);
    CHECK(world.get("/api/strangnas").status == 404);
    CHECK(world.get("/api/strangnas/case", "hemval-session=' OR 1=1").status == 401);
    CHECK(world.get("/api/strangnas/case", "hemval-session=" + std::string(64, 'g')).status == 401);
}

TEST_CASE("a method that is not offered is answered with those that are")
{
    TemporaryFolder folder;
    World world(folder.path());
    const auto allowed = [&](const std::string& path, const std::string& method) {
        Ask request;
        request.method = method;
        request.path = path;
        const auto reply = ask(world.port(), request);
        CHECK(reply.status == 405);
        CHECK(reply.problem() == "method_not_allowed");
        return reply.header("allow");
    };
    CHECK(allowed("/healthz", "POST") == "GET, HEAD");
    CHECK(allowed("/api/strangnas/case", "PUT") == "GET, HEAD");
    CHECK(allowed("/api/strangnas/session", "PUT") == "GET, HEAD, POST, DELETE");
    CHECK(allowed("/api/strangnas/sessions", "GET") == "DELETE");
    CHECK(allowed("/api/strangnas/submissions", "GET") == "POST");
    CHECK(allowed("/strangnas/", "POST") == "GET, HEAD");
}

TEST_CASE("one key used in two people's errands is two errands")
{
    TemporaryFolder folder;
    World world(folder.path());
    const std::string one = world.person(Situation::NoProvider);
    const std::string two = world.person(Situation::NoProvider);
    REQUIRE(world.submit(one, kDecline, "key-0001").status == 201);
    const auto other = world.submit(two, kChooseP2, "key-0001");
    CHECK(other.status == 201);
    CHECK(world.submit(two, kChooseP2, "key-0001").body == other.body);
    CHECK(world.submit(one, kChooseP2, "key-0001").problem() == "key_reused");
}

TEST_CASE("a page elsewhere cannot act for the person")
{
    TemporaryFolder folder;
    World world(folder.path());
    Ask request;
    request.method = "POST";
    request.path = "/api/strangnas/submissions";
    request.body = kDecline;
    request.cookie = world.person(Situation::NoProvider);
    request.key = "key-0001";
    for (const char* line : {"Origin: http://evil.example", "Origin: null",
                             "Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-site"}) {
        request.headers = {line};
        CHECK(ask(world.port(), request).status == 403);
    }
    request.headers = {"Origin: http://127.0.0.1:" + std::to_string(world.port()),
                       "Sec-Fetch-Site: same-origin"};
    CHECK(ask(world.port(), request).status == 201);
}

TEST_CASE("the same key and body give the same receipt, another body is refused")
{
    TemporaryFolder folder;
    std::string cookie;
    std::string receipt;
    {
        World world(folder.path());
        cookie = world.person(Situation::NoProvider);
        const auto first = world.submit(cookie, kDecline, "key-0001");
        REQUIRE(first.status == 201);
        receipt = first.body;
        const auto again = world.submit(cookie, R"({ "action" : "decline" })", "key-0001");
        CHECK(again.status == 200);
        CHECK(again.body == receipt);
        const auto other = world.submit(cookie, kChooseP2, "key-0001");
        CHECK(other.status == 409);
        CHECK(other.problem() == "key_reused");
    }
    World restarted(folder.path());
    const auto after = restarted.submit(cookie, kDecline, "key-0001");
    CHECK(after.status == 200);
    CHECK(after.body == receipt);
}

TEST_CASE("what somebody else's device has kept is sent in nobody's name but theirs")
{
    TemporaryFolder folder;
    World world(folder.path());
    const std::string cookie = world.person(Situation::NoProvider);
    const std::string other = world.person(Situation::NoProvider);
    const auto owner = [&](const std::string& whose) {
        return world.get("/api/strangnas/case", whose).json()["owner"].get<std::string>();
    };
    CHECK(owner(cookie) == owner(cookie));
    CHECK(owner(cookie) != owner(other));
    const std::string body = wire::Json{{"action", "decline"}, {"owner", owner(cookie)}}.dump();
    const auto before = world.ledger().size();
    const auto refused = world.submit(other, body, "key-0001");
    CHECK(refused.status == 401);
    CHECK(refused.problem() == "not_signed_in");
    CHECK(world.ledger().size() == before);
    const auto sent = world.submit(cookie, body, "key-0001");
    CHECK(sent.status == 201);
    CHECK(world.ledger().size() == before + 1);
}

TEST_CASE("twenty sends of one key at once make one choice")
{
    TemporaryFolder folder;
    World world(folder.path());
    const std::string cookie = world.person(Situation::NoProvider);
    const auto before = world.ledger().size();
    std::vector<std::string> bodies(20);
    std::vector<std::thread> threads;
    for (std::string& body : bodies)
        threads.emplace_back([&] { body = world.submit(cookie, kDecline, "key-0001").body; });
    for (std::thread& thread : threads)
        thread.join();
    CHECK(std::set<std::string>(bodies.begin(), bodies.end()).size() == 1);
    CHECK(!bodies[0].empty());
    CHECK(world.ledger().size() == before + 1);
}

TEST_CASE("two people declining one after the other get consecutive turns")
{
    TemporaryFolder folder;
    World world(folder.path());
    const auto one = world.submit(world.person(Situation::NoProvider), kDecline, "key-0001");
    const auto two = world.submit(world.person(Situation::NoProvider), kDecline, "key-0001");
    CHECK(one.json()["provider"] == "p1");
    CHECK(two.json()["provider"] == "p2");
    CHECK(one.json()["rotation"]["next"] == "p2");
}

namespace {

// How many of 200 who decline at the same time each provider is given; and the ledger holds.
std::map<std::string, int> decline_200(World& world)
{
    std::vector<std::string> cookies;
    for (int i = 0; i < 200; ++i)
        cookies.push_back(world.person(Situation::NoProvider));
    std::vector<Got> replies(cookies.size());
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < cookies.size(); ++i)
        threads.emplace_back(
            [&, i] { replies[i] = world.submit(cookies[i], kDecline, "key-0001"); });
    for (std::thread& thread : threads)
        thread.join();
    std::map<std::string, int> counts;
    for (const Got& reply : replies) {
        REQUIRE(reply.status == 201);
        ++counts[reply.json()["provider"].get<std::string>()];
    }
    const auto events = world.ledger();
    for (std::size_t i = 0; i < events.size(); ++i)
        CHECK(events[i].sequence == i + 1);
    MunicipalityState replayed;
    const auto fault = replay(events, replayed);
    CHECK_MESSAGE(!fault, (fault ? fault->what : ""));
    CHECK(replayed == world.state());
    return counts;
}

}  // namespace

TEST_CASE("200 parallel declines give each of five equal providers exactly 40")
{
    TemporaryFolder folder;
    World world(folder.path());
    auto counts = decline_200(world);
    for (const char* provider : {"p1", "p2", "p3", "p4", "p5"})
        CHECK(counts[provider] == 40);
}

TEST_CASE("200 parallel declines give each of Strängnäs' own five providers exactly 40")
{
    TemporaryFolder folder;
    auto packs = load_packs(assets() + "/municipalities");
    REQUIRE(packs);
    WorldOptions options;
    options.packs = std::move(*packs);
    World world(folder.path(), options);
    CHECK(decline_200(world) == std::map<std::string, int>{{"kommunens-hemtjanst", 40},
                                                           {"manskensstigen", 40},
                                                           {"silverlarkan", 40},
                                                           {"solglantan", 40},
                                                           {"tusenskonan", 40}});
}

TEST_CASE("whoever waits for a place gets in by their code after its last day, and nobody else does")
{
    TemporaryFolder folder;
    WorldOptions options;
    options.packs = with_rule(fill_up);
    World world(folder.path(), options);
    const std::string waits = world.code(Situation::NoProvider), idle = world.code(Situation::NoProvider);
    REQUIRE(world.submit(world.sign_in(waits).cookie(), kDecline, "key-0001").status == 201);
    world.set_today(plus_days(test_day(), 40));
    CHECK(world.sign_in(waits).status == 200);
    CHECK(world.sign_in(idle).problem() == "code_expired");
}

TEST_CASE("a code of a municipality that is no longer served opens nothing")
{
    TemporaryFolder folder;
    std::string code;
    {
        World world(folder.path());
        code = world.code(Situation::NoProvider, kOther);
    }
    WorldOptions options;
    options.packs.erase(kOther);
    World world(folder.path(), options);
    CHECK(world.sign_in(code).problem() == "unknown_municipality");
    CHECK(world.sign_in(world.code(Situation::NoProvider)).status == 200);
}

TEST_CASE("somebody who waited is served when the list has room, and finds it at the next look")
{
    TemporaryFolder folder;
    WorldOptions options;
    options.packs = with_rule(fill_up);
    std::string cookie;
    {
        World world(folder.path(), options);
        cookie = world.person(Situation::NoProvider);
        const auto waits = world.submit(cookie, kDecline, "key-0001");
        REQUIRE(waits.status == 201);
        CHECK(!waits.json().contains("provider"));
    }
    options.packs = with_rule([](Municipality& town) {
        town.rotation.ceiling = CeilingRule::Clients;
        town.rotation.all_full = AllFull::Wait;
        for (Provider& provider : town.providers)
            provider.capacity = 5;
    });
    World world(folder.path(), options);
    const auto view = wire::read_case_view(world.get("/api/strangnas/case", cookie).json());
    REQUIRE(view);
    REQUIRE(view->pending);
    CHECK(view->pending->provider);
    CHECK(world.get("/api/strangnas/receipts/" + view->pending->number.value).status == 200);
}

TEST_CASE("whoever goes from a choice into the queue keeps their code until they have been served")
{
    TemporaryFolder folder;
    WorldOptions options;
    options.packs = with_rule([](Municipality& town) {
        town.rotation.ceiling = CeilingRule::MonthlyHours;  // binds the rule, not those who choose
        town.rotation.all_full = AllFull::Wait;
        for (Provider& provider : town.providers)
            provider.monthly_hours_ceiling = 0;
    });
    World world(folder.path(), options);
    const std::string code = world.code(Situation::NoProvider, kTown, 90);
    const std::string cookie = world.sign_in(code).cookie();
    REQUIRE(world.submit(cookie, kChooseP2, "key-0001").status == 201);
    const auto waits = world.submit(cookie, kDecline, "key-0002");
    REQUIRE(waits.status == 201);
    REQUIRE(!waits.json().contains("provider"));
    world.set_today(plus_days(test_day(), 60));
    CHECK(world.sign_in(code).status == 200);
}

TEST_CASE("starting again adopts nothing new, and keeps what the ledger knows")
{
    TemporaryFolder folder;
    std::size_t length = 0;
    {
        World world(folder.path());
        world.code(Situation::ProviderLeaving);
        length = world.ledger().size();
    }
    {
        World world(folder.path());
        CHECK(world.ledger().size() == length);
    }
    WorldOptions options;
    options.packs = with_rule([](Municipality& town) { town.providers[0].capacity = 9; });
    World world(folder.path(), options);
    CHECK(world.ledger().size() == length + 1);
}
