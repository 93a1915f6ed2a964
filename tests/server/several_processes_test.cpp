#include "server/verify.h"
#include "tests/server/child_service.h"
#include "tests/server/cluster.h"
#include "tests/server/support.h"

#include <doctest/doctest.h>

#include <atomic>
#include <cstdlib>
#include <map>
#include <mutex>
#include <set>
#include <thread>

// What several services on one database do together. HEMVAL_LONG=1 makes them go on for longer; one alone:
// ninja -C build/native server_tests && build/native/server_tests -tc="*decline at once*"
using namespace hemval;
using namespace hemval::server;
using namespace hemval::server::testing;

namespace {

using Steady = std::chrono::steady_clock;

constexpr int kClients = 32;
constexpr const char* kDecline = R"({"action":"decline"})";

bool is_long() { return std::getenv("HEMVAL_LONG") != nullptr; }

// While it lives the test program and its children keep everything there.
struct Elsewhere {
    explicit Elsewhere(const std::string& url) { ::setenv("HEMVAL_TESTS_URL", url.c_str(), 1); }
    ~Elsewhere() { ::unsetenv("HEMVAL_TESTS_URL"); }
    Elsewhere(const Elsewhere&) = delete;
    Elsewhere& operator=(const Elsewhere&) = delete;
};

void in_parallel(int threads, const std::function<void(int)>& work)
{
    std::vector<std::thread> all;
    for (int i = 0; i < threads; ++i)
        all.emplace_back([&work, i] { work(i); });
    for (std::thread& one : all)
        one.join();
}

std::vector<std::string> people_signed_in(World& world, int count)
{
    std::vector<std::string> cookies(static_cast<std::size_t>(count));
    std::atomic<std::size_t> next{0};
    in_parallel(8, [&](int) {
        for (std::size_t i; (i = next++) < cookies.size();)
            cookies[i] = world.person(Situation::NoProvider);
    });
    return cookies;
}

std::string submission(const std::string& cookie, const std::string& key)
{
    return "POST /api/strangnas/submissions HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: " + cookie +
           "\r\nIdempotency-Key: " + key + "\r\nContent-Type: application/json\r\nContent-Length: " +
           std::to_string(std::string(kDecline).size()) + "\r\n\r\n" + kDecline;
}

// One after the other over a connection that stays, and over a new one when it ends.
class Sender {
public:
    explicit Sender(std::uint16_t port) : port_(port) { connect(); }
    Got decline(const std::string& cookie, const std::string& key = "key-0001")
    {
        client_->send(submission(cookie, key));
        const Got got = client_->receive();
        if (got.status == 0)
            connect();
        return got;
    }

private:
    void connect() { client_ = std::make_unique<Client>(port_); }
    std::uint16_t port_;
    std::unique_ptr<Client> client_;
};

// Receipt numbers, each of an acknowledged decline; how long all took.
struct Declined {
    std::vector<std::string> numbers;
    double seconds = 0;
    std::map<int, int> statuses;
};

Declined all_decline(const std::vector<std::uint16_t>& ports, const std::vector<std::string>& cookies)
{
    Declined declined;
    std::mutex mutex;
    std::atomic<std::size_t> next{0};
    const auto began = Steady::now();
    in_parallel(kClients, [&](int client) {
        Sender sender(ports[static_cast<std::size_t>(client) % ports.size()]);
        for (std::size_t i; (i = next++) < cookies.size();) {
            const Got got = sender.decline(cookies[i]);
            const std::lock_guard lock(mutex);
            ++declined.statuses[got.status];
            if (got.status == 201)
                declined.numbers.push_back(got.json()["number"].get<std::string>());
        }
    });
    declined.seconds = std::chrono::duration<double>(Steady::now() - began).count();
    return declined;
}

// Nobody has got a turn twice, none was left out, and the ledger replays to what is kept.
void check_ledger(World& world, const std::string& folder, std::size_t declined)
{
    const auto signer = signing_key(folder, true);
    REQUIRE(signer);
    std::string said;
    CHECK(world.store().read([&](Queries& queries) {
        const auto verified = verify_ledgers(queries, *SignatureCheck::of(*signer));
        said = verified ? "" : verified.error();
    }) == ReadOutcome::Done);
    CHECK(said == "");
    std::map<std::string, std::size_t> turns;
    std::uint64_t sequence = 0;
    for (const Event& event : world.ledger()) {
        CHECK(event.sequence == ++sequence);
        const auto* decided = std::get_if<ProviderDecided>(&event.body);
        if (decided && decided->receipt.provider)
            ++turns[decided->receipt.provider->value];
    }
    std::size_t all = 0, least = declined, most = 0;
    for (const auto& [provider, count] : turns) {
        all += count;
        least = std::min(least, count);
        most = std::max(most, count);
    }
    CHECK(all == declined);
    CHECK(turns.size() == 5);
    CHECK(most - least <= 1);
    MunicipalityState replayed;
    CHECK(!replay(world.ledger(), replayed));
    CHECK(replayed == world.state());
}

void decline_at_once(int people, int processes, const std::string& on)
{
    TemporaryFolder folder;
    std::vector<std::string> cookies;
    {
        World world(folder.path());
        cookies = people_signed_in(world, people);
    }
    std::vector<std::unique_ptr<ChildService>> services;
    std::vector<std::uint16_t> ports;
    for (int i = 0; i < processes; ++i) {
        services.push_back(std::make_unique<ChildService>(folder.path()));
        ports.push_back(services.back()->port());
    }
    const Declined declined = all_decline(ports, cookies);
    MESSAGE(on << ", " << processes << " process(es): " << people << " declines, "
               << static_cast<int>(people / declined.seconds) << " a second");
    services.clear();
    CHECK(declined.statuses == std::map<int, int>{{201, people}});
    CHECK(std::set<std::string>(declined.numbers.begin(), declined.numbers.end()).size() ==
          static_cast<std::size_t>(people));
    World world(folder.path());
    check_ledger(world, folder.path(), static_cast<std::size_t>(people));
}

void same_key_at_once(int processes)
{
    TemporaryFolder folder;
    std::string cookie;
    {
        World world(folder.path());
        cookie = world.person(Situation::NoProvider);
    }
    std::vector<std::unique_ptr<ChildService>> services;
    for (int i = 0; i < processes; ++i)
        services.push_back(std::make_unique<ChildService>(folder.path()));
    std::mutex mutex;
    std::map<int, int> statuses;
    std::set<std::string> bodies;
    in_parallel(50, [&](int client) {
        Sender sender(services[static_cast<std::size_t>(client % processes)]->port());
        for (int i = 0; i < 20; ++i) {
            const Got got = sender.decline(cookie);
            const std::lock_guard lock(mutex);
            ++statuses[got.status];
            bodies.insert(got.body);
        }
    });
    services.clear();
    CHECK(statuses == std::map<int, int>{{200, 999}, {201, 1}});
    CHECK(bodies.size() == 1);
    World world(folder.path());
    int records = 0;
    for (const Event& event : world.ledger())
        records += std::holds_alternative<ProviderDecided>(event.body) ? 1 : 0;
    CHECK(records == 1);
}

}  // namespace

TEST_CASE("SQLite: when many decline at once, each gets the next turn and the ledger holds")
{
    if (!tests_run_on_postgres())
        decline_at_once(is_long() ? 10'000 : 300, 1, "SQLite");
}

TEST_CASE("PostgreSQL: when many decline at once at three services, each gets the next turn and the ledger holds")
{
    const Elsewhere postgres(empty_database());
    decline_at_once(is_long() ? 10'000 : 300, 3, "PostgreSQL without fsync");
}

TEST_CASE("SQLite: the same key a thousand times at once is one record, and one receipt")
{
    if (!tests_run_on_postgres())
        same_key_at_once(1);
}

TEST_CASE("PostgreSQL: the same key a thousand times at three services is one record, and one receipt")
{
    const Elsewhere postgres(empty_database());
    same_key_at_once(3);
}

TEST_CASE("PostgreSQL: the primary is killed under load: nothing acknowledged is lost, and writes are soon back")
{
    Server primary;
    primary.run("CREATE DATABASE hemval");
    Server standby(StandbyOf{primary});
    const Elsewhere both("postgresql://hemval@/hemval?host=" + primary.folder() + "," + standby.folder());
    TemporaryFolder folder;
    const int people = is_long() ? 6000 : 200;
    std::vector<std::string> cookies;
    {
        World world(folder.path());
        cookies = people_signed_in(world, people);
    }
    std::vector<std::unique_ptr<ChildService>> services;
    for (int i = 0; i < 3; ++i)
        services.push_back(std::make_unique<ChildService>(folder.path()));

    std::mutex mutex;
    std::map<std::string, std::string> numbers;  // by cookie, as acknowledged
    std::atomic<std::size_t> next{0};
    std::map<int, int> refused;  // by status; 0 is no answer
    std::atomic<int> kept{0};
    std::atomic<bool> promoted{false};
    std::atomic<Steady::rep> first_after{0};
    const auto client = [&](int which) {
        Sender sender(services[static_cast<std::size_t>(which) % services.size()]->port());
        for (std::size_t i; (i = next++) < cookies.size();) {
            // The last of them come when the other is there: else a fast machine is done before.
            while (i >= cookies.size() * 3 / 4 && !promoted)
                std::this_thread::sleep_for(std::chrono::milliseconds(5));
            for (int tries = 0; tries < 600; ++tries) {
                const Got got = sender.decline(cookies[i]);
                if (got.status == 200 || got.status == 201) {
                    Steady::rep none = 0;
                    if (promoted)
                        first_after.compare_exchange_strong(none, Steady::now().time_since_epoch().count());
                    const std::lock_guard lock(mutex);
                    numbers[cookies[i]] = got.json()["number"].get<std::string>();
                    ++kept;
                    break;
                }
                {
                    const std::lock_guard lock(mutex);
                    ++refused[got.status];
                }
                std::this_thread::sleep_for(std::chrono::milliseconds(50));
            }
        }
    };
    Steady::time_point back;
    std::thread fault([&] {
        while (kept < people / 4)
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        primary.kill();
        standby.promote();
        back = Steady::now();
        promoted = true;
    });
    in_parallel(kClients, client);
    fault.join();
    const double waited =
        std::chrono::duration<double>(Steady::duration(first_after.load() - back.time_since_epoch().count()))
            .count();
    MESSAGE("Writes came back " << waited << " s after the promotion");
    for (const auto& [status, times] : refused)
        MESSAGE("asked again " << times << " times after " << status);
    CHECK(first_after != 0);
    CHECK(waited <= 5.0);
    CHECK(numbers.size() == cookies.size());
    services.clear();
    World world(folder.path());
    for (const auto& [cookie, number] : numbers)
        CHECK(world.get("/api/strangnas/receipts/" + number).status == 200);
    check_ledger(world, folder.path(), static_cast<std::size_t>(people));
}
