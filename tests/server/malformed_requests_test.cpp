#include "server/codes.h"
#include "server/crypto.h"
#include "server/http.h"
#include "server/signing.h"
#include "tests/server/staff_room.h"

// What no app of ours sends, at every door.
using namespace hemval;
using namespace hemval::server;
using namespace hemval::server::testing;
using wire::Json;

namespace {

Got post(StaffRoom& room, const std::string& path, const std::string& cookie, const std::string& body,
         const std::string& key = "key-00001", const std::vector<std::string>& headers = {})
{
    Ask request;
    request.method = "POST";
    request.path = "/api/strangnas/" + path;
    request.body = body;
    request.cookie = cookie;
    request.key = key;
    request.headers = headers;
    return ask(room.world.port(), request);
}

}  // namespace

TEST_CASE("a body of another form is refused as malformed at every door, whoever sends it, and nothing is kept")
{
    StaffRoom room;
    const std::string person = room.person("SOC-1");
    const std::string id = room.case_id("SOC-1");
    const std::int64_t entries = room.count("SELECT count(*) FROM ledger");
    const std::pair<std::string, std::string> doors[] = {
        {"session", ""},
        {"submissions", person},
        {"staff/find", room.manager},
        {"staff/cases/" + id + "/submissions", room.manager},
        {"staff/cases/" + id + "/work", room.manager},
        {"staff/cases/" + id + "/representation", room.manager},
        {"staff/providers/p1/about", room.coordinator},
        {"staff/changes", room.coordinator},
        {"staff/transitions", room.coordinator},
        {"staff/transitions/p1-2026/steps", room.coordinator},
    };
    const std::string long_text(5000, 'x');
    for (const auto& door : doors) {
        const std::string path = door.first, cookie = door.second;
        INFO(path);
        for (const std::string& body :
             {std::string(""), std::string("x"), std::string("[]"), std::string("null"), std::string("7"),
              std::string("{\"unheard\": \"of\"}"), std::string("{\"code\": 7}"), std::string("{\"reference\": 7}"),
              std::string("{\"reference\": \"a\", \"more\": 1}"),
              std::string("{\"code\": \"a\", \"more\": 1}"), std::string("{\"more\": 1, \"provider\": \"p1\"}"),
              "{\"reference\": \"" + long_text + "\"}",
              std::string("{\"provider\": null}"), std::string("{\"accepted\": 1}"),
              std::string("{\"accepted\": true, \"more\": 1}"), std::string("{\"step\": \"dance\"}"),
              std::string("{\"sv\": 7}"), std::string("{\"to\": \"heaven\"}"), std::string("{\"action\": \"choose\","),
              std::string("{\"action\": \"decline\", \"channel\": \"telepathy\"}")}) {
            const Got got = post(room, path, cookie, body);
            CHECK_MESSAGE(got.status == 400, body);
            CHECK_MESSAGE(got.problem() == "malformed_request", body);
        }
        for (const char* type : {"text/plain", "application/json, text/plain", "application/jsonx"}) {
            Client client(room.world.port());
            client.send("POST /api/strangnas/" + path + " HTTP/1.1\r\nHost: 127.0.0.1:" +
                        std::to_string(room.world.port()) +
                        "\r\nCookie: " + cookie + "\r\nIdempotency-Key: key-00001\r\nContent-Type: " + type +
                        "\r\nContent-Length: 2\r\n\r\n{}");
            CHECK(client.receive().problem() == "malformed_request");
        }
    }
    CHECK(room.count("SELECT count(*) FROM ledger") == entries);
}

TEST_CASE("a key is eight to a hundred and more signs that can be seen, where a choice is kept by it")
{
    StaffRoom room;
    const std::string person = room.person("SOC-1");
    const std::string decline = R"({"action":"decline"})";
    for (const std::string& key : {std::string(""), std::string("short"), std::string(300, 'x'),
                                   std::string("with space"),
                                   std::string("nyckel-\xC3\xA5\xC3\xA4")}) {
        CHECK_MESSAGE(post(room, "submissions", person, decline, key).problem() == "key_missing", key);
    }
    CHECK(post(room, "submissions", person, decline).status == 201);
    CHECK(post(room, "submissions", "", decline).problem() == "not_signed_in");
}

TEST_CASE("a number in an address is figures that fit, and any other names nothing")
{
    StaffRoom room;
    for (const char* number : {"x", "-1", "1x", "99999999999999999999", "%31"}) {
        const std::string there = number;
        CHECK(room.post("changes/" + there + "/agree", room.coordinator, Json::object()).problem() == "unknown_change");
        CHECK(room.post("changes/" + there + "/withdraw", room.coordinator, Json::object()).problem() ==
              "unknown_change");
        CHECK(room.get("ledger/" + there, room.auditor).problem() == "unknown_page");
        CHECK(room.get("accesses/" + there, room.auditor).problem() == "unknown_page");
    }
    CHECK(room.get("ledger/999999999999", room.auditor).json()["lines"] == Json::array());
    for (const char* path : {"", "nowhere", "queue/more", "cases", "cases/a/b", "changes/1", "changes/1/agree/more"}) {
        CHECK(room.get(path, room.manager).problem() == "unknown_page");
    }
    CHECK(room.post("queue", room.manager, Json::object()).status == 405);
    CHECK(room.post("changes/7/agree", room.coordinator, Json::object()).problem() == "unknown_change");
    CHECK(room.post("providers/nobody/about", room.coordinator, {{"sv", "Text."}}).problem() == "unknown_provider");
    CHECK(room.get("providers/nobody/outlook", room.coordinator).problem() == "unknown_provider");
    CHECK(room.get("transitions/nothing", room.coordinator).status == 404);
}

TEST_CASE("a receipt's number is found however it was typed from paper")
{
    TemporaryFolder folder;
    World world(folder.path());
    bool zero = false;
    for (int i = 0; i < 12 && !zero; ++i) {
        const std::string cookie = world.person(Situation::NoProvider);
        const std::string number = world.submit(cookie, R"({"action":"decline"})", "key-00001").json()["number"];
        std::string plain, looks;
        for (const char c : number) {
            if (c == '-') continue;
            plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
            looks += c == '0' ? 'O' : c == '1' ? (plain.size() % 2 == 0 ? 'I' : 'l') : c;
        }
        zero = looks.find_first_of("OIl") != std::string::npos;
        for (const std::string& typed : {number, plain, looks}) {
            CHECK_MESSAGE(world.get("/api/strangnas/receipts/" + typed).json()["number"] == number, typed);
        }
        CHECK(world.get("/api/strangnas/receipts/" + plain.substr(1)).problem() == "unknown_receipt");
    }
}

TEST_CASE("what a browser prefers is read by its figures, and what cannot be read counts as much as it can")
{
    const auto q = [](const std::string& text) {
        const auto all = preferences("sv;q=" + text);
        return all.size() == 1 ? all[0].q : -1;
    };
    CHECK(q("0") == 0);
    CHECK(q("1") == 1000);
    CHECK(q("0.5") == 500);
    CHECK(q("0.123") == 123);
    CHECK(q("0.1239") == 123);
    CHECK(q("1.000") == 1000);
    CHECK(q("1.9") == 1000);
    for (const char* unread : {"", "x", "5", "2.0", ".5", "0.x", "0./", "0.:", "-1"})
        CHECK_MESSAGE(q(unread) == 1000, unread);
    const auto all = preferences(" \tSV-se ; level=1 ;Q=0.3,, en\t;q=0.8 , *;x");
    REQUIRE(all.size() == 3);
    CHECK(all[0].name == "sv-se");
    CHECK(all[0].q == 300);
    CHECK(all[1].q == 800);
    CHECK(all[2].name == "*");
    CHECK(preferences("").empty());
}

TEST_CASE("what is sealed opens with its key for what it belongs to, and with nothing else")
{
    const std::string key(32, 'k'), box = sealed(key, "case", "070-1");
    CHECK(opened(key, "case", box) == "070-1");
    CHECK_FALSE(opened(std::string(32, 'l'), "case", box));
    CHECK_FALSE(opened(key, "another", box));
    CHECK_THROWS_AS(opened("short", "case", box), std::runtime_error);
    CHECK_THROWS_AS(sealed("short", "case", "070-1"), std::runtime_error);
    for (std::size_t i = 0; i < box.size(); ++i) {
        std::string changed = box;
        changed[i] = static_cast<char>(changed[i] ^ 1);
        CHECK_FALSE(opened(key, "case", changed));
        CHECK_FALSE(opened(key, "case", box.substr(0, i)));
    }
    CHECK(from_hex("00ff") == std::string("\0\xff", 2));
    for (const char* none : {"0", "000", "0g", "g0", "FF"}) CHECK(from_hex(none).empty());
    CHECK_THROWS_AS(slow_hash("secret", HashCost{1, 0}), std::runtime_error);
    const std::string hash = slow_hash("secret", HashCost{8, 1});
    CHECK(slow_hash_matches(hash, "secret"));
    CHECK_FALSE(slow_hash_matches(hash, "Secret"));
    CHECK_FALSE(slow_hash_matches("$argon2id$", "secret"));

    const auto signer = Signer::from_key(std::string(64, 'a'));
    REQUIRE(signer);
    CHECK_FALSE(Signer::from_key("aa"));
    CHECK_FALSE(SignatureCheck::with("aa"));
    const std::string signature = signer->sign("text");
    for (const auto& check : {SignatureCheck::with(signer->public_key()), SignatureCheck::of(*signer)}) {
        REQUIRE(check);
        CHECK(check->holds("text", signature));
        CHECK_FALSE(check->holds("texts", signature));
        CHECK_FALSE(check->holds("text", signature.substr(2)));
        CHECK_FALSE(check->holds("text", std::string(128, '0')));
        CHECK_FALSE(check->holds("text", std::string(128, 'x')));
    }
}
