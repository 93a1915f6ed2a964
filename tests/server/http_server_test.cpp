#include "tests/server/support.h"

#include <doctest/doctest.h>

#include <sys/resource.h>
#include <unistd.h>

#include <atomic>
#include <memory>
#include <thread>

using namespace hemval;
using namespace hemval::server;
using namespace hemval::server::testing;
using namespace std::chrono_literals;

namespace {

int status_for(std::uint16_t port, const std::string& bytes)
{
    Client client(port);
    client.send(bytes);
    return client.receive().status;
}

}  // namespace

TEST_CASE("framing that two readers could understand differently is refused")
{
    TemporaryFolder folder;
    World world(folder.path());
    const auto status = [&](const std::string& head) {
        return status_for(world.port(), head + "\r\n\r\n");
    };
    CHECK(status("GET /healthz HTTP/1.1\r\nHost: a") == 200);
    CHECK(status("GET /healthz HTTP/1.1") == 400);
    CHECK(status("GET /healthz HTTP/1.1\r\nHost:") == 400);
    CHECK(status("GET /healthz HTTP/1.1\r\nHost: a\r\nHost: a") == 400);
    CHECK(status("GET /healthz HTTP/1.1\r\nHost: a\r\nX: one\r\n two") == 400);
    CHECK(status("GET /healthz HTTP/1.1\r\nHost: a\r\nX: one\r\n\ttwo") == 400);
    CHECK(status("GET /healthz HTTP/1.1\r\nHost: a\r\nX : one") == 400);
    CHECK(status("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n"
                 "Transfer-Encoding: chunked") == 400);
    CHECK(status("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 3") == 400);
    CHECK(status("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: -1") == 400);
    CHECK(status("POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked") == 400);
    CHECK(status("POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked") == 400);
    CHECK(status("nonsense") == 400);
    CHECK(status("GET /healthz HTTP/1.1\r\nHost: a\r\nX: " + std::string(9000, 'x')) == 431);
}

TEST_CASE("a body over 16 KiB is refused whether its length is announced or not")
{
    TemporaryFolder folder;
    World world(folder.path());
    CHECK(status_for(world.port(), "POST /api/strangnas/session HTTP/1.1\r\nHost: a\r\n"
                                   "Content-Length: 262144000\r\n\r\n" +
                                       std::string(100'000, 'x')) == 413);
    CHECK(status_for(world.port(), "POST /api/strangnas/session HTTP/1.1\r\nHost: a\r\n"
                                   "Transfer-Encoding: chunked\r\n\r\n5000\r\n" +
                                       std::string(0x5000, 'x') + "\r\n0\r\n\r\n") == 413);
}

TEST_CASE("a connection is kept, and requests sent together are answered in order")
{
    TemporaryFolder folder;
    World world(folder.path());
    Client client(world.port());
    client.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\nGET /nothing HTTP/1.1\r\nHost: a\r\n\r\n"
                "HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    CHECK(client.receive().status == 200);
    CHECK(client.receive().status == 404);
    const auto head = client.receive(true);
    CHECK(head.status == 200);
    CHECK(head.header("content-length") == "14");
    CHECK(client.closed_within(2s));
}

// With HEMVAL_LONG=1 against the deadline that the service has, ten seconds.
TEST_CASE("400 slow connections are all closed half a second after their deadline, and others are answered")
{
    TemporaryFolder folder;
    WorldOptions options;
    options.request_deadline = std::getenv("HEMVAL_LONG") ? HttpOptions{}.request_deadline : 2'000ms;
    World world(folder.path(), options);
    const std::string starts[] = {"GET / HTTP/1.1\r\nHost: a\r\nX: ",
                                  "POST /api/strangnas/session HTTP/1.1\r\nHost: a\r\n"
                                  "Content-Length: 4000\r\n\r\n", ""};
    struct Slow {
        std::unique_ptr<Client> client;
        std::chrono::steady_clock::time_point opened;
    };
    std::vector<Slow> slow;
    for (std::size_t i = 0; i < 400; ++i) {
        slow.push_back({std::make_unique<Client>(world.port()), std::chrono::steady_clock::now()});
        if (!starts[i % 3].empty())
            REQUIRE(slow.back().client->send(starts[i % 3]));
    }
    int asked = 0, answered = 0;
    std::chrono::milliseconds longest{0}, round_took{0};  // closed since the last look, which is a round ago
    for (int round = 0; !slow.empty() && round < 130; ++round) {
        const auto began = std::chrono::steady_clock::now();
        for (std::size_t i = 0; i < slow.size();) {
            slow[i].client->send("x");
            const bool closed = slow[i].client->closed_within(0ms);
            const auto now = std::chrono::steady_clock::now();
            longest = std::max(longest, std::chrono::duration_cast<std::chrono::milliseconds>(now - slow[i].opened) -
                                            round_took);
            if (closed)
                slow.erase(slow.begin() + static_cast<std::ptrdiff_t>(i));
            else
                ++i;
        }
        ++asked;
        answered += world.get("/healthz").status == 200 ? 1 : 0;
        std::this_thread::sleep_for(100ms);
        round_took = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began);
    }
    CHECK(slow.empty());
    MESSAGE("the last of 400 closed after ", longest.count(), " ms; others asked ", asked, " times");
    CHECK(longest <= options.request_deadline + 500ms);
    CHECK(answered == asked);
}

TEST_CASE("a dripping client is closed on time while others are answered")
{
    TemporaryFolder folder;
    WorldOptions options;
    options.request_deadline = 700ms;
    World world(folder.path(), options);
    std::vector<std::unique_ptr<Client>> dripping;
    for (int i = 0; i < 50; ++i) {
        dripping.push_back(std::make_unique<Client>(world.port()));
        dripping.back()->send("GET / HTTP/1.1\r\nHost: a\r\nX: ");
    }
    const auto began = std::chrono::steady_clock::now();
    for (int i = 0; i < 6; ++i) {
        std::this_thread::sleep_for(100ms);
        for (const auto& client : dripping)
            client->send("x");
        CHECK(world.get("/healthz").status == 200);
    }
    for (const auto& client : dripping)
        CHECK(client->closed_within(3s));
    CHECK(std::chrono::steady_clock::now() - began < 4s);
}

TEST_CASE("a body that drips is closed on time too")
{
    TemporaryFolder folder;
    WorldOptions options;
    options.request_deadline = 500ms;
    World world(folder.path(), options);
    Client client(world.port());
    client.send("POST /api/strangnas/session HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{");
    CHECK(client.closed_within(2s));
}

TEST_CASE("stopping lets what has begun finish, then nobody answers")
{
    TemporaryFolder folder;
    World world(folder.path());
    const auto port = world.port();
    Client idle(port);
    Client begun(port);
    idle.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n");
    CHECK(idle.receive().status == 200);
    begun.send("GET /healthz HTTP/1.1\r\nHo");
    std::this_thread::sleep_for(100ms);
    std::thread stopping([&] { world.http().stop(); });
    std::this_thread::sleep_for(100ms);
    begun.send("st: a\r\n\r\n");
    CHECK(begun.receive().status == 200);
    stopping.join();
    CHECK(idle.closed_within(1s));
    CHECK(!Client(port).send("x"));
}

namespace {

// Says one thing, however large.
struct Saying : Handler {
    std::shared_ptr<const std::string> body = std::make_shared<std::string>("x");
    std::atomic<int> refused{0};

    void handle(Request, Reply reply) override
    {
        Response response;
        response.status = 200;
        response.body = body;
        reply(std::move(response));
    }
    Response refuse(Problem, int status) override
    {
        ++refused;
        Response response;
        response.status = status;
        return response;
    }
};

constexpr const char* kGet = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

bool empties(const HttpServer& server)
{
    for (int i = 0; i < 200 && server.connections() > 0; ++i)
        std::this_thread::sleep_for(10ms);
    return server.connections() == 0;
}

}  // namespace

TEST_CASE("one more than the connections there may be is let go, and those who are there go on")
{
    Saying handler;
    HttpOptions options;
    options.port = 0;
    options.threads = 1;
    options.connection_limit = 2;
    const auto server = HttpServer::start(options, handler);
    REQUIRE(server);
    Client first((*server)->port()), second((*server)->port());
    for (Client* one : {&first, &second}) {
        one->send(kGet);
        CHECK(one->receive().status == 200);
    }
    Client third((*server)->port());
    CHECK(third.closed_within(2s));
    first.send(kGet);
    CHECK(first.receive().status == 200);
}

TEST_CASE("who does not read their answer does not keep the service from ending")
{
    Saying handler;
    handler.body = std::make_shared<std::string>(64 * 1024 * 1024, 'x');
    HttpOptions options;
    options.port = 0;
    options.threads = 1;
    options.last_answer = 500ms;
    const auto server = HttpServer::start(options, handler);
    REQUIRE(server);
    Client slow((*server)->port());
    slow.send(kGet);
    std::this_thread::sleep_for(200ms);
    const auto began = std::chrono::steady_clock::now();
    (*server)->stop();
    CHECK(std::chrono::steady_clock::now() - began >= 400ms);  // it has had its time
    CHECK(std::chrono::steady_clock::now() - began < 5s);
}

TEST_CASE("without a file descriptor left nobody is let in; as soon as there is one they are")
{
    Saying handler;
    HttpOptions options;
    options.port = 0;
    options.threads = 1;
    const auto server = HttpServer::start(options, handler);
    REQUIRE(server);
    Client there((*server)->port());
    there.send(kGet);
    REQUIRE(there.receive().status == 200);
    struct Limit {
        rlimit was{};
        Limit() { getrlimit(RLIMIT_NOFILE, &was); }
        ~Limit() { give_back(); }
        void give_back() const { setrlimit(RLIMIT_NOFILE, &was); }
    };
    const Limit before;
    const int lowest = ::dup(0);  // what the next one would be, if there were one
    ::close(lowest);
    rlimit none = before.was;
    none.rlim_cur = static_cast<rlim_t>(lowest) + 1;
    setrlimit(RLIMIT_NOFILE, &none);
    Client waiting((*server)->port());  // takes the last
    waiting.send(kGet);
    CHECK(!waiting.closed_within(200ms));
    there.send(kGet);
    CHECK(there.receive().status == 200);
    before.give_back();
    CHECK(waiting.receive().status == 200);
}

TEST_CASE("who goes in the middle of a request or an answer is let go, and is not refused anything")
{
    Saying handler;
    handler.body = std::make_shared<std::string>(32u << 20, 'x');  // more than any socket's buffers hold
    HttpOptions options;
    options.port = 0;
    options.threads = 1;
    const auto server = HttpServer::start(options, handler);
    REQUIRE(server);
    {
        Client asks((*server)->port());
        asks.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhalf");
        asks.say_no_more();
        CHECK(asks.receive().status == 0);
    }
    {
        Client hears((*server)->port());
        hears.send(kGet);
        std::this_thread::sleep_for(50ms);
    }
    CHECK(empties(**server));
    CHECK(handler.refused == 0);
}

TEST_CASE("a taken port is one sentence")
{
    TemporaryFolder folder;
    World world(folder.path());
    struct Nobody : Handler {
        void handle(Request, hemval::server::Reply) override {}
        Response refuse(Problem, int) override { return {}; }
    } nobody;
    HttpOptions options;
    options.port = world.port();
    const auto second = HttpServer::start(options, nobody);
    REQUIRE(!second);
    CHECK(second.error().find("is taken by another program") != std::string::npos);
}

TEST_CASE("the site is served with its codings, tags and types")
{
    TemporaryFolder folder;
    World world(folder.path());
    const auto get = [&](const std::string& path, std::vector<std::string> headers = {}) {
        Ask request;
        request.path = path;
        request.headers = std::move(headers);
        return ask(world.port(), request);
    };
    const auto plain = get("/strangnas/");
    CHECK(plain.body == "<h1>Valj</h1>");
    CHECK(plain.header("content-type") == "text/html; charset=utf-8");
    CHECK(plain.header("cache-control") == "no-cache");
    CHECK(plain.header("vary") == "Accept-Encoding");
    for (const Got& any : {plain, get("/sw.js"), get("/nothing"), get("/api/strangnas/case")}) {
        CHECK(any.header("content-security-policy").rfind("default-src 'none'; ", 0) == 0);
        CHECK(any.header("content-security-policy").find("require-trusted-types-for 'script'") !=
              std::string::npos);
        CHECK(any.header("cross-origin-opener-policy") == "same-origin");
        CHECK(any.header("cross-origin-resource-policy") == "same-origin");
        CHECK(any.header("permissions-policy").find("microphone=()") != std::string::npos);
        CHECK(any.header("x-content-type-options") == "nosniff");
    }
    CHECK(get("/strangnas/", {"Accept-Encoding: gzip, br"}).header("content-encoding") == "br");
    CHECK(get("/strangnas/", {"Accept-Encoding: gzip, br;q=0.5"}).body == "as gzip");
    CHECK(get("/strangnas/", {"Accept-Encoding: br;q=0, gzip;q=0"}).body == "<h1>Valj</h1>");
    CHECK(get("/strangnas/", {"Accept-Encoding: *;q=0"}).body == "<h1>Valj</h1>");
    CHECK(get("/strangnas/", {"Accept-Encoding: identity;q=1, br;q=0.1"}).body == "<h1>Valj</h1>");

    const std::string tag = plain.header("etag");
    const auto same = get("/strangnas/", {"If-None-Match: \"x\", W/" + tag});
    CHECK(same.status == 304);
    CHECK(same.header("etag") == tag);
    CHECK(get("/strangnas/", {"If-None-Match: " + tag, "Accept-Encoding: br"}).status == 200);

    const auto wasm = get("/app/hemval-0123abcd.wasm");
    CHECK(wasm.header("content-type") == "application/wasm");
    CHECK(wasm.header("cache-control").find("immutable") != std::string::npos);
    CHECK(wasm.body.size() == 4);
    CHECK(get("/app/plain.js").header("cache-control") == "no-cache");
    const auto worker = get("/sw.js?strangnas");
    CHECK(worker.header("cache-control") == "no-cache");
    CHECK(worker.header("content-type") == "text/javascript; charset=utf-8");
    CHECK(get("/strangnas/manifest.webmanifest").header("content-type") == "application/manifest+json");

    const auto moved = get("/strangnas?a=b");
    CHECK(moved.status == 308);
    CHECK(moved.header("location") == "/strangnas/?a=b");
    for (const char* path : {"/../hemval.sqlite", "/strangnas/../../secret.key", "/%2e%2e/secret.key",
                             "//secret.key", "/strangnas/index.html.br", "/app/", "/app"})
        CHECK(get(path).status == 404);
    CHECK(get("/nothing").body.find("lang=\"en\"") != std::string::npos);
}
