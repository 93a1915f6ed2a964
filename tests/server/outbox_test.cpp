#include "server/erase.h"
#include "server/outbox/command.h"
#include "server/outbox/courier.h"
#include "server/outbox/notice.h"
#include "server/outbox/setup.h"
#include "server/protect.h"
#include "tests/server/said.h"
#include "tests/server/support.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <sys/stat.h>

#include <algorithm>

using namespace hemval;
using namespace hemval::server;
using namespace hemval::server::testing;

namespace {

constexpr const char* kSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

template <class Work>
void write(World& world, Work work)
{
    REQUIRE(world.store().tx_now<bool>([&](Queries& queries) -> Result<bool, Problem> {
        work(queries);
        return true;
    }));
}

void open(World& world)
{
    write(world, [](Queries& queries) { open_outbox(queries, kTown); });
}

std::vector<Outgoing> due(World& world, std::int64_t now = 4'000'000'000)
{
    std::vector<Outgoing> found;
    world.store().read([&](Queries& queries) {
        found = due_notices(queries, kTown, world.service().codes(), now, 100);
    });
    return found;
}

wire::Json body_of(const Outgoing& notice) { return wire::Json::parse(notice.body, nullptr, false); }

std::int64_t rows(World& world)
{
    std::int64_t count = 0;
    world.store().read([&](Queries& queries) {
        count = number_of(queries.query("SELECT count(*) FROM outbox")[0][0]);
    });
    return count;
}

}  // namespace

TEST_CASE("a delivery is signed as Standard Webhooks' own test vector is")
{
    const auto secrets = read_secrets(kSecret);
    REQUIRE(secrets);
    CHECK(webhook_signature(*secrets, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330,
                            R"({"test": 2432232314})") ==
          "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

TEST_CASE("while a secret is changed each delivery is signed with both")
{
    const auto both = read_secrets(std::string(kSecret) + "\r\nwhsec_" + std::string(32, 'A') + "\n");
    REQUIRE(both);
    REQUIRE(both->size() == 2);
    const std::string signature = webhook_signature(*both, "evt_1", 1, "{}");
    CHECK(signature == webhook_signature({(*both)[0]}, "evt_1", 1, "{}") + " " +
                           webhook_signature({(*both)[1]}, "evt_1", 1, "{}"));
}

TEST_CASE("what is no secret is refused, and so is one that others can read")
{
    for (const std::string text : {"", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_", "whsec_c2hvcnQ=",
                                   "whsec_!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!", "whsec_A"}) {
        CAPTURE(text);
        CHECK(!read_secrets(text));
    }
    CHECK(!read_secrets(std::string(kSecret) + "\n" + kSecret + "\n" + kSecret));
    TemporaryFolder folder;
    const std::string path = folder.put("secret", kSecret);
    ::chmod(path.c_str(), 0644);
    const auto open_file = secrets_in(path);
    REQUIRE(!open_file);
    CHECK(open_file.error().find("chmod 600") != std::string::npos);
    ::chmod(path.c_str(), 0600);
    CHECK(secrets_in(path));
    CHECK(!secrets_in(path + "-there-is-none"));
}

TEST_CASE("only https is spoken, or http to this computer's own number")
{
    for (const char* url : {"https://case.example.se/hook", "http://127.0.0.1:9000/", "http://[::1]:9000/"})
        CHECK_MESSAGE(webhook_url(url), url);
    for (const char* url :
         {"http://case.example.se/hook", "http://localhost:9000/", "http://127.0.0.1.example.se/",
          "ftp://case.example.se/", "file:///etc/passwd", "https://name:word@case.example.se/",
          "http://127.0.0.1@example.se/", "", "case.example.se"})
        CHECK_MESSAGE(!webhook_url(url), url);
}

TEST_CASE("a webhook is set up whole or not at all")
{
    TemporaryFolder folder;
    const std::string secret = folder.put("secret", kSecret);
    ::chmod(secret.c_str(), 0600);
    WebhookOptions options;
    CHECK(webhook_endpoints(options, towns())->empty());
    options.urls = {"strangnas=https://case.example.se/"};
    CHECK(webhook_endpoints(options, towns()).error().find("no --webhook-secret") != std::string::npos);
    options.secrets = {"strangnas=" + secret};
    const auto whole = webhook_endpoints(options, towns());
    REQUIRE(whole);
    CHECK(whole->front().municipality == kTown);
    options.urls.push_back("strangnas=https://other.example.se/");
    CHECK(webhook_endpoints(options, towns()).error().find("twice") != std::string::npos);
    options.urls = {"ingenstans=https://case.example.se/"};
    CHECK(webhook_endpoints(options, towns()).error().find("has no pack") != std::string::npos);
    options.urls = {"https://case.example.se/"};
    CHECK(!webhook_endpoints(options, towns()));
    options.urls = {"strangnas="};
    CHECK(webhook_endpoints(options, towns()).error().find("takes a municipality and its value") != std::string::npos);
    options.urls = {"strangnas=https://case.example.se/"};
    options.secrets = {"ingenstans=" + secret};
    CHECK(webhook_endpoints(options, towns()).error().find("--webhook-secret names the municipality") == 0);
    options.secrets = {"strangnas=" + folder.path() + "/none"};
    CHECK(webhook_endpoints(options, towns()).error().find(folder.path() + "/none") != std::string::npos);
    options.secrets = {"strangnas=" + secret};
    options.urls = {};
    CHECK(webhook_endpoints(options, towns()).error().find("no --webhook-url") != std::string::npos);
}

TEST_CASE("each try waits about twice as long as the one before, never over six hours, never the same")
{
    rc::check([](std::uint64_t draw) {
        const auto attempts = *rc::gen::inRange<std::int64_t>(1, 1000);
        const std::int64_t full = attempts > 20 ? 21600 : std::min<std::int64_t>(5LL << (attempts - 1), 21600);
        const std::int64_t wait = wait_after(attempts, 5, draw);
        RC_ASSERT(wait <= full);
        RC_ASSERT(wait >= full - full / 2);
    });
    CHECK(wait_after(1, 0, 0) == 1);
    CHECK(wait_after(10, 5, 1) != wait_after(10, 5, 2));
}

TEST_CASE("a choice is in the outbox if and only if it is in the ledger, with what may leave and no more")
{
    TemporaryFolder folder;
    World world(folder.path());
    const std::string before_it = world.person(Situation::NoProvider);
    REQUIRE(world.submit(before_it, R"({"action":"decline"})", "key-0000").status == 201);
    CHECK(rows(world) == 0);  // no case system listens: nothing is kept for one

    open(world);
    const std::string cookie = world.person(Situation::HasProvider);
    CHECK(world.submit(cookie, R"({"action":"switch","provider":"p9"})", "key-0001").status != 201);
    CHECK(rows(world) == 0);
    const auto receipt =
        world.submit(cookie, R"({"action":"switch","provider":"p3"})", "key-0002").json();
    CHECK(world.submit(cookie, R"({"action":"switch","provider":"p3"})", "key-0002").status == 200);
    REQUIRE(rows(world) == 1);

    const auto notices = due(world);
    const wire::Json body = body_of(notices.at(0));
    CHECK(notices[0].id.rfind("evt_", 0) == 0);
    CHECK(body["type"] == "switch.received");
    const wire::Json& data = body["data"];
    std::vector<std::string> names;
    for (const auto& [name, value] : data.items())
        names.push_back(name);
    CHECK(names == std::vector<std::string>{"action", "awaits_confirmation", "case", "channel",
                                            "municipality", "previous", "provider", "receipt",
                                            "received", "sequence", "waits_for_a_place", "window"});
    CHECK(data["channel"] == "code");
    CHECK(data["receipt"] == receipt["number"]);
    CHECK(data["provider"] == "p3");
    CHECK(data["sequence"] == world.ledger().back().sequence);
    CHECK(data["window"] == receipt["window"]);
    CHECK(data["case"].size() == 1);  // an example person has no reference

    const CodeMaker& codes = world.service().codes();
    write(world, [&](Queries& queries) {
        queries.query("INSERT INTO case_references(municipality, pseudonym, case_id, sealed) "
                      "VALUES('strangnas', $1, $2, $3)",
                      {codes.pseudonym("strangnas", "HT-17"), data["case"]["id"].get<std::string>(),
                       codes.seal_reference("strangnas", "HT-17")});
    });
    CHECK(body_of(due(world).at(0))["data"]["case"]["reference"] == "HT-17");
    CHECK(due(world).at(0).id == notices[0].id);
}

TEST_CASE("what one person has done is told in its order, and nobody waits for anybody else's")
{
    TemporaryFolder folder;
    World world(folder.path());
    open(world);
    const std::string first = world.person(Situation::HasProvider);
    const std::string second = world.person(Situation::HasProvider);
    CHECK(world.submit(first, R"({"action":"switch","provider":"p3"})", "key-0001").status == 201);
    CHECK(world.submit(first, R"({"action":"switch","provider":"p4"})", "key-0002").status == 201);
    CHECK(world.submit(second, R"({"action":"switch","provider":"p5"})", "key-0001").status == 201);
    const auto provider = [](const Outgoing& notice) {
        return body_of(notice)["data"]["provider"].get<std::string>();
    };
    auto now_due = due(world);
    REQUIRE(now_due.size() == 2);
    CHECK(provider(now_due[0]) == "p3");
    CHECK(provider(now_due[1]) == "p5");

    write(world, [&](Queries& queries) { mark_tried(queries, now_due[0].id, 2'000'000'000, "500"); });
    now_due = due(world, 1'999'999'999);
    REQUIRE(now_due.size() == 1);  // p4 waits for p3, though it is due itself
    CHECK(provider(now_due[0]) == "p5");

    now_due = due(world, 2'000'000'000);
    REQUIRE(now_due.size() == 2);
    CHECK(now_due[0].attempts == 1);
    write(world, [&](Queries& queries) { mark_delivered(queries, kTown, now_due[0].id, 7); });
    now_due = due(world);
    REQUIRE(now_due.size() == 2);
    CHECK(provider(now_due[0]) == "p4");
}

TEST_CASE("who is served from the queue is told of too")
{
    TemporaryFolder folder;
    WorldOptions options;
    for (auto& [id, pack] : options.packs) {
        pack.rotation.ceiling = CeilingRule::Clients;
        pack.rotation.all_full = AllFull::Wait;
        for (Provider& provider : pack.providers) {
            provider.capacity = 0;
            provider.clients = 0;
        }
    }
    {
        World world(folder.path(), options);
        open(world);
        const auto waiting = world.submit(world.person(Situation::NoProvider), R"({"action":"decline"})",
                                          "key-0001");
        REQUIRE(waiting.status == 201);
        const auto notices = due(world);
        REQUIRE(notices.size() == 1);
        const wire::Json data = body_of(notices[0])["data"];
        CHECK(data["waits_for_a_place"] == true);
        CHECK(!data.contains("window"));  // no day is known yet
        write(world, [&](Queries& queries) { mark_delivered(queries, kTown, notices[0].id, 7); });
    }
    for (auto& [id, pack] : options.packs)
        pack.providers[2].capacity = 5;
    World world(folder.path(), options);  // the new list has room
    const auto notices = due(world);
    REQUIRE(notices.size() == 1);
    const wire::Json data = body_of(notices[0])["data"];
    CHECK(data["provider"] == "p3");
    CHECK(data["waits_for_a_place"] == false);
}

TEST_CASE("of a protected person only that something has changed leaves, also of what waited before")
{
    TemporaryFolder folder;
    World world(folder.path());
    open(world);
    const auto signer = signing_key(folder.path(), true);
    const std::string cookie = world.person(Situation::HasProvider);
    CHECK(world.submit(cookie, R"({"action":"switch","provider":"p3"})", "key-0001").status == 201);
    const CaseId person(body_of(due(world).at(0))["data"]["case"]["id"].get<std::string>());
    const std::string other = world.person(Situation::HasProvider);
    CHECK(world.submit(other, R"({"action":"switch","provider":"p4"})", "key-0002").status == 201);
    write(world, [&](Queries& queries) {
        REQUIRE(protect_case(queries, kTown, person, {*signer, test_day()}));
    });
    const auto notices = due(world);
    REQUIRE(notices.size() == 2);
    CHECK(body_of(notices[0])["type"] == "case.changed");
    CHECK(body_of(notices[0])["data"] ==
          wire::Json({{"municipality", "strangnas"}, {"case", {{"id", person.value}}}}));
    CHECK(body_of(notices[1])["data"]["provider"] == "p4");
    bool left = false;
    world.store().read([&](Queries& queries) {
        left = text_of(queries.query("SELECT data FROM outbox WHERE case_id = $1", {person.value})[0][0])
                   .find("p3") != std::string::npos;
    });
    CHECK(!left);

    ClientCase protected_one;
    protected_one.is_protected = true;
    const Event event{9, test_day(), ProviderDecided{person, {}, {}, {}, {}}};
    CHECK(notice_of(kTown, event, protected_one)->type == "case.changed");
    CHECK(notice_of(kTown, event, protected_one)->data == withheld_notice(kTown).data);
}

TEST_CASE("how a mandate was judged is told, and what holds again when it was rejected")
{
    ClientCase person;
    person.area = AreaId("centrum");
    MandateJudged judged;
    judged.receipt = ReceiptNumber("ABCD-1234");
    judged.confirmed = true;
    const auto yes = notice_of(kTown, {9, test_day(), judged}, person);
    REQUIRE(yes);
    CHECK(yes->type == "mandate.confirmed");
    CHECK(yes->data == wire::Json({{"municipality", "strangnas"}, {"receipt", "ABCD-1234"}, {"sequence", 9},
                                   {"judged", "2026-11-23"}, {"undone", false}}));
    judged.confirmed = false;
    judged.undone = true;
    judged.to = ProviderId("p2");
    const auto no = notice_of(kTown, {9, test_day(), judged}, person);
    REQUIRE(no);
    CHECK(no->type == "mandate.rejected");
    CHECK(no->data["provider"] == "p2");
    CHECK(!notice_of(kTown, {9, test_day(), CaseOpened{person}}, person));
    CHECK(!notice_of(kTown, {9, test_day(), ProviderClosing{}}, person));
}

TEST_CASE("who is put back when a provider stays is told of; who queues has the window of whoever comes meanwhile")
{
    ClientCase person;
    person.area = AreaId("centrum");
    PlaceMoved moved;
    moved.transition = TransitionId("leave-2027");
    moved.from = ProviderId("p2");
    moved.to = ProviderId("p1");
    const auto back = notice_of(kTown, {9, test_day(), moved}, person);
    REQUIRE(back);
    CHECK(back->type == "place.restored");
    CHECK(back->data == wire::Json({{"municipality", "strangnas"}, {"sequence", 9}, {"moved", "2026-11-23"},
                                    {"transition", "leave-2027"}, {"provider", "p1"}}));

    ProviderDecided decided;
    decided.receipt.queue = QueueTicket{ProviderId("p2"), 9, 3};
    const auto queued = notice_of(kTown, {9, test_day(), decided}, person);
    CHECK(queued->data["waits_for_a_place"] == true);
    CHECK(queued->data["queue"] == wire::Json({{"provider", "p2"}, {"since", 9}, {"place", 3}}));
    CHECK(!queued->data.contains("window"));
    decided.receipt.provider = ProviderId("p1");
    CHECK(notice_of(kTown, {9, test_day(), decided}, person)->data.contains("window"));
}

TEST_CASE("what waits to be told of a person goes with the person")
{
    TemporaryFolder folder;
    World world(folder.path());
    open(world);
    const auto signer = signing_key(folder.path(), true);
    CHECK(world.submit(world.person(Situation::NoProvider), R"({"action":"decline"})", "key-0001").status ==
          201);
    REQUIRE(rows(world) == 1);
    write(world, [&](Queries& queries) {
        const auto erased =
            erase_expired(queries, *signer, Day(test_day() + std::chrono::years(6)));
        CHECK(erased->people == 1);
    });
    CHECK(rows(world) == 0);
}

TEST_CASE("hemval outbox tells what waits, and answers 1 when it has waited for over a day")
{
    TemporaryFolder folder;
    const auto told = [&](const std::string& action, const std::string& town, int code) {
        OutboxOptions options{folder.path(), action, town};
        return said_by(folder, [&] { CHECK(outbox(options) == code); });
    };
    {
        World world(folder.path());
        open(world);
        CHECK(world.submit(world.person(Situation::NoProvider), R"({"action":"decline"})", "key-0001").status ==
              201);
        told("status", "", 0);
        write(world, [&](Queries& queries) {
            queries.query("UPDATE outbox SET created = created - 90000, attempts = 3, next_try = "
                          "4000000000, answer = '500'");
        });
        told("status", "", 1);
        CHECK(due(world, 1'000).empty());
        told("retry", "", 0);
        CHECK(due(world, 1'000).size() == 1);
        CHECK(told("close", "", 1).find("name one") != std::string::npos);
        told("close", "strangnas", 0);
        CHECK(rows(world) == 0);
        told("status", "", 0);
    }
}
