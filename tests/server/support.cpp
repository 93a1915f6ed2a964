#include "tests/server/support.h"

#include "server/verify.h"
#include "tests/server/cluster.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace hemval::server::testing {

namespace fs = std::filesystem;

Day test_day() { return *from_iso("2026-11-23"); }

TemporaryFolder::TemporaryFolder()
{
    std::string pattern = (fs::temp_directory_path() / "hemval-test-XXXXXX").string();
    if (!mkdtemp(pattern.data()))
        throw std::runtime_error("no temporary folder");
    path_ = pattern;
}

TemporaryFolder::~TemporaryFolder()
{
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

std::string TemporaryFolder::put(const std::string& name, const std::string& text) const
{
    const fs::path path = fs::path(path_) / name;
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
    return path.string();
}

Municipality town(const MunicipalityId& id)
{
    Municipality town;
    town.id = id;
    town.name = "Provköpings kommun";
    town.areas = {{AreaId("hela"), "Hela kommunen"}};
    town.services = {{ServiceId("care"), {}, true}};
    town.schedule = {WindowLead{7, 14}, WindowLead{7, 14}};
    town.rotation.id = "strict";
    town.contact.phone = "0100-00 00 00";
    for (int i = 1; i <= 5; ++i) {
        Provider provider;
        provider.id = ProviderId("p" + std::to_string(i));
        provider.name = "Exempel " + std::to_string(i);
        provider.kind = i == 1 ? ProviderKind::Municipal : ProviderKind::Private;
        provider.areas = {AreaId("hela")};
        provider.services = {ServiceId("care")};
        town.providers.push_back(provider);
    }
    return town;
}

Packs towns() { return {{kTown, town(kTown)}, {kOther, town(kOther)}}; }

std::string assets() { return std::string(HEMVAL_SOURCE_DIR) + "/assets"; }

std::string Got::header(const std::string& name) const
{
    std::size_t at = head.find("\r\n");
    while (at != std::string::npos && at + 2 < head.size()) {
        const std::size_t end = std::min(head.find("\r\n", at + 2), head.size());
        const std::string line = head.substr(at + 2, end - at - 2);
        const std::size_t colon = line.find(':');
        if (colon != std::string::npos && lower_case(line.substr(0, colon)) == name)
            return std::string(trimmed(std::string_view(line).substr(colon + 1)));
        at = end < head.size() ? end : std::string::npos;
    }
    return {};
}

std::string Got::problem() const
{
    const wire::Json document = json();
    return document.is_object() && document.contains("problem")
               ? document["problem"].get<std::string>()
               : std::string();
}

std::string Got::cookie() const
{
    const std::string set = header("set-cookie");
    return set.substr(0, set.find(';'));
}

Client::Client(std::uint16_t port, const std::string& from)
    : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    sockaddr_in own{};
    own.sin_family = AF_INET;
    inet_pton(AF_INET, from.c_str(), &own.sin_addr);
    ::bind(socket_, reinterpret_cast<sockaddr*>(&own), sizeof own);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    timeval patience{20, 0};
    setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
        ::close(socket_);
        socket_ = -1;
    }
}

Client::Client(const std::string& unix_socket) : socket_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, unix_socket.c_str(), sizeof address.sun_path - 1);
    timeval patience{20, 0};
    setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
        ::close(socket_);
        socket_ = -1;
    }
}

Client::~Client()
{
    if (socket_ >= 0)
        ::close(socket_);
}

bool Client::send(const std::string& bytes)
{
    std::size_t sent = 0;
    while (socket_ >= 0 && sent < bytes.size()) {
        const ssize_t n = ::send(socket_, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
        if (n <= 0)
            return false;
        sent += static_cast<std::size_t>(n);
    }
    return socket_ >= 0;
}

// One answer with Content-Length, or none at all: status 0.
Got Client::receive(bool to_head)
{
    const auto more = [this] {
        char bytes[16384];
        const ssize_t n = socket_ < 0 ? 0 : ::recv(socket_, bytes, sizeof bytes, 0);
        if (n > 0)
            buffer_.append(bytes, static_cast<std::size_t>(n));
        return n > 0;
    };
    std::size_t end = std::string::npos;
    while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
        if (!more())
            return {};
    }
    Got reply;
    reply.head = buffer_.substr(0, end + 2);
    buffer_.erase(0, end + 4);
    reply.status = std::atoi(reply.head.c_str() + 9);
    const auto length = to_head ? 0 : std::strtoul(reply.header("content-length").c_str(), nullptr, 10);
    while (buffer_.size() < length) {
        if (!more())
            return {};
    }
    reply.body = buffer_.substr(0, length);
    buffer_.erase(0, length);
    return reply;
}

void Client::say_no_more() { ::shutdown(socket_, SHUT_WR); }

bool Client::closed_within(std::chrono::milliseconds limit)
{
    const auto until = std::chrono::steady_clock::now() + limit;
    for (;;) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
            until - std::chrono::steady_clock::now());
        pollfd waiting{socket_, POLLIN, 0};
        if (left.count() < 0 || ::poll(&waiting, 1, static_cast<int>(left.count())) <= 0)
            return false;
        char bytes[4096];
        if (::recv(socket_, bytes, sizeof bytes, 0) <= 0)
            return true;
    }
}

namespace {

std::string bytes_of(const Ask& request, const std::string& host)
{
    std::string text = request.method + " " + request.path + " HTTP/1.1\r\nHost: " + host + "\r\n";
    if (!request.cookie.empty())
        text += "Cookie: " + request.cookie + "\r\n";
    if (!request.key.empty())
        text += "Idempotency-Key: " + request.key + "\r\n";
    if (request.method == "POST")
        text += "Content-Type: application/json\r\nContent-Length: " +
                std::to_string(request.body.size()) + "\r\n";
    for (const std::string& line : request.headers)
        text += line + "\r\n";
    return text + "\r\n" + request.body;
}

}  // namespace

Got ask(std::uint16_t port, const Ask& request)
{
    Client client(port, request.from);
    client.send(bytes_of(request, "127.0.0.1:" + std::to_string(port)));
    return client.receive(request.method == "HEAD");
}

Got ask(const std::string& unix_socket, const Ask& request)
{
    Client client(unix_socket);
    client.send(bytes_of(request, "hemval.example"));
    return client.receive(request.method == "HEAD");
}

namespace {

Locales real_locales()
{
    auto locales = Locales::load(assets() + "/locales");
    if (!locales)
        throw std::runtime_error(locales.error());
    return *locales;
}

StaticSite site_in(const std::string& folder)
{
    fs::create_directories(folder + "/site/strangnas");
    fs::create_directories(folder + "/site/app");
    const auto put = [&](const std::string& name, const std::string& text) {
        std::ofstream(folder + "/site/" + name, std::ios::binary) << text;
    };
    put("index.html", "<h1>Start</h1>");
    put("strangnas/index.html", "<h1>Valj</h1>");
    put("strangnas/index.html.br", "as brotli");
    put("strangnas/index.html.gz", "as gzip");
    put("app/hemval-0123abcd.wasm", std::string("\0asm", 4));
    put("app/plain.js", "1;");
    put("sw.js", "2;");
    put("strangnas/manifest.webmanifest", "{}");
    auto site = StaticSite::load(folder + "/site");
    if (!site)
        throw std::runtime_error(site.error());
    return *site;
}

}  // namespace

World::World(const std::string& folder, WorldOptions options)
    : locales_(real_locales()), site_(site_in(folder))
{
    set_today(test_day());
    const auto key = secret_key(folder, false);
    if (!key)
        throw std::runtime_error(key.error());
    const auto signer = signing_key(folder, false);
    if (!signer)
        throw std::runtime_error(signer.error());
    auto store = options.opens ? Result<std::unique_ptr<Store>, std::string>(options.opens())
                               : open_store(database_of(folder));
    if (!store)
        throw std::runtime_error(store.error());
    store_ = std::move(*store);
    Clock clock;
    clock.today = [this] { return Day(std::chrono::sys_days(std::chrono::days(today_.load()))); };
    clock.now = [this] { return 1'795'000'000 + later_.load(); };
    // Argon2 as cheap as it gets: the tests sign hundreds in.
    service_ = std::make_unique<Service>(std::move(options.packs), *store_,
                                         CodeMaker(*key, HashCost{8, 1}), *signer, clock);
    if (!service_->adopt_policies())
        throw std::runtime_error("the policies were not adopted");
    api_ = std::make_unique<Api>(*service_, locales_, options.proxies);
    desk_ = std::make_unique<DeskService>(*service_, *store_);
    staff_api_ = std::make_unique<StaffApi>(*desk_, *api_);
    api_->use(*staff_api_);
    login_ = std::make_unique<Login>(*service_);
    application_ = std::make_unique<Application>(*api_, *login_, site_);
    HttpOptions http;
    http.port = 0;
    http.threads = 2;
    http.request_deadline = options.request_deadline;
    auto server = HttpServer::start(http, *application_);
    if (!server)
        throw std::runtime_error(server.error());
    http_ = std::move(*server);
    if (!options.front)
        return;
    socket_ = http.unix_socket = folder + "/socket";
    auto front = HttpServer::start(http, *application_);
    if (!front)
        throw std::runtime_error(front.error());
    front_ = std::move(*front);
}

World::~World()
{
    http_->stop();
    if (front_)
        front_->stop();
}

std::string World::code(Situation situation, const MunicipalityId& id, int valid_days)
{
    return service_->issue_sample_code(id, situation, valid_days).value_or("");
}

std::string World::person(Situation situation, const MunicipalityId& id)
{
    return sign_in(code(situation, id), id).cookie();
}

std::string World::staff(Role role, const MunicipalityId& id, const std::string& account)
{
    const auto token = store_->tx_now<std::string>([&](Queries& queries) -> Result<std::string, Problem> {
        return service_->sessions().begin(queries, id, ByStaff{{account, "Anna Ek", id, role}});
    });
    return "hemval-session=" + token.value_or("");
}

std::vector<Event> World::ledger(const MunicipalityId& id)
{
    return store_
        ->ask<std::vector<Event>>([&](Queries& queries) { return load_ledger(queries, id); })
        .value_or(std::vector<Event>());
}

MunicipalityState World::state(const MunicipalityId& id)
{
    return store_
        ->ask<MunicipalityState>([&](Queries& queries) { return load_state(queries, id); })
        .value_or(MunicipalityState());
}

Got World::get(const std::string& path, const std::string& cookie)
{
    Ask request;
    request.path = path;
    request.cookie = cookie;
    return ask(port(), request);
}

Got World::sign_in(const std::string& code, const MunicipalityId& id)
{
    Ask request;
    request.method = "POST";
    request.path = "/api/" + id.value + "/session";
    request.body = wire::Json({{"code", code}}).dump();
    return ask(port(), request);
}

Got World::submit(const std::string& cookie, const std::string& body, const std::string& key,
                    const MunicipalityId& id)
{
    Ask request;
    request.method = "POST";
    request.path = "/api/" + id.value + "/submissions";
    request.body = body;
    request.cookie = cookie;
    request.key = key;
    return ask(port(), request);
}

void fill_up(Municipality& town)
{
    town.rotation.ceiling = CeilingRule::Clients;
    town.rotation.all_full = AllFull::Wait;
    for (Provider& provider : town.providers)
        provider.capacity = 0;
}

std::string verified(World& world)
{
    std::string said;
    world.store().read([&](Queries& queries) {
        const auto done = verify_ledgers(queries, *SignatureCheck::with(world.service().public_key()));
        said = done ? "" : done.error();
    });
    return said;
}

int run_child_service(const std::string& folder, int people)
{
    World world(folder);
    std::printf("%d\n", static_cast<int>(world.port()));
    for (int i = 0; i < people; ++i)
        std::printf("%s\n", world.code(Situation::NoProvider).c_str());
    std::fflush(stdout);
    for (;;)
        ::pause();
}

}  // namespace hemval::server::testing
