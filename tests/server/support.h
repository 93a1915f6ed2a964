#pragma once

#include "core/sample.h"
#include "core/wire.h"
#include "server/application.h"
#include "server/files.h"
#include "server/http_server.h"
#include "server/staff/api.h"
#include "server/store/sqlite_connection.h"
#include "server/store/sqlite_store.h"

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

// A whole service on a free port of 127.0.0.1, with packs made here and a client that speaks raw
// bytes, so that what no well-behaved client sends can be sent.
namespace hemval::server::testing {

inline const MunicipalityId kTown("strangnas");
inline const MunicipalityId kOther("annanstans");
Day test_day();  // 2026-11-23, a Monday

class TemporaryFolder {
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    const std::string& path() const { return path_; }
    std::string put(const std::string& name, const std::string& text) const;  // its path

private:
    std::string path_;
};

// Two towns with five equal providers each ("p1" ... "p5"), strict turn, 7-14 days.
Municipality town(const MunicipalityId& id);
Packs towns();
std::string assets();  // the assets folder of the source tree

struct Got {
    int status = 0;
    std::string head;
    std::string body;
    std::string header(const std::string& name) const;  // name in lower case
    wire::Json json() const { return wire::Json::parse(body, nullptr, false); }
    std::string problem() const;
    std::string cookie() const;  // "hemval-session=..." as it is sent back
};

class Client {
public:
    explicit Client(std::uint16_t port, const std::string& from = "127.0.0.1");
    explicit Client(const std::string& unix_socket);
    ~Client();
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    bool send(const std::string& bytes);
    Got receive(bool to_head = false);
    bool closed_within(std::chrono::milliseconds limit);
    void say_no_more();  // and still hear

private:
    int socket_;
    std::string buffer_;
};

struct Ask {
    std::string method = "GET";
    std::string path;
    std::string body;
    std::string cookie;
    std::string key;
    std::vector<std::string> headers;  // further lines
    std::string from = "127.0.0.1";    // any address of 127.0.0.0/8 is this computer
};
Got ask(std::uint16_t port, const Ask& request);
Got ask(const std::string& unix_socket, const Ask& request);  // as the front asks

// Nobody there has room, and who declines waits for it.
void fill_up(Municipality& town);

struct WorldOptions {
    Packs packs = towns();
    std::chrono::milliseconds request_deadline{10'000};
    std::set<std::string> proxies = {};
    bool front = false;  // also on the Unix socket `folder`/socket
    std::function<std::unique_ptr<Store>()> opens = {};  // another store than the usual one
};

// Everything main() puts together, in the test's own process.
class World {
public:
    explicit World(const std::string& folder, WorldOptions options = {});
    ~World();

    std::uint16_t port() const { return http_->port(); }
    Service& service() { return *service_; }
    Store& store() { return *store_; }
    HttpServer& http() { return *http_; }
    const std::string& socket() const { return socket_; }
    std::int64_t now() const { return service_->now(); }
    void set_today(Day day) { today_ = std::chrono::sys_days(day).time_since_epoch().count(); }
    void pass_seconds(std::int64_t seconds) { later_ += seconds; }

    std::string code(Situation situation, const MunicipalityId& id = kTown, int valid_days = 21);
    // Signs a fresh person in; the cookie.
    std::string person(Situation situation, const MunicipalityId& id = kTown);
    // Signs somebody of the staff in, past the sign-in's own door; the cookie.
    std::string staff(Role role, const MunicipalityId& id = kTown,
                      const std::string& account = "anna");
    std::vector<Event> ledger(const MunicipalityId& id = kTown);
    MunicipalityState state(const MunicipalityId& id = kTown);

    Got get(const std::string& path, const std::string& cookie = "");
    Got sign_in(const std::string& code, const MunicipalityId& id = kTown);
    Got submit(const std::string& cookie, const std::string& body, const std::string& key,
                 const MunicipalityId& id = kTown);

private:
    std::atomic<std::int64_t> today_{0};
    std::atomic<std::int64_t> later_{0};
    std::unique_ptr<Store> store_;
    std::unique_ptr<Service> service_;
    Locales locales_;
    StaticSite site_;
    std::unique_ptr<Api> api_;
    std::unique_ptr<DeskService> desk_;
    std::unique_ptr<StaffApi> staff_api_;
    std::unique_ptr<Login> login_;
    std::unique_ptr<Application> application_;
    std::unique_ptr<HttpServer> http_, front_;
    std::string socket_;
};

// What is wrong with its ledgers, in a sentence; "" if nothing is.
std::string verified(World& world);

// The test program started again as a service of its own, which can be killed: says its port on
// standard output. See main.cpp.
int run_child_service(const std::string& folder, int people);

}  // namespace hemval::server::testing
