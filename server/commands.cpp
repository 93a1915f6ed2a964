#include "server/commands.h"

#include "core/sample.h"
#include "server/application.h"
#include "server/client_address.h"
#include "server/crypto.h"
#include "server/files.h"
#include "server/http_server.h"
#include "server/keys.h"
#include "server/log.h"
#include "server/staff/api.h"
#include "server/store/database.h"
#include "server/watch.h"

#include <arpa/inet.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <mutex>
#include <set>

namespace hemval::server {
namespace {

constexpr const char* kSampleKey = "sample_data";
constexpr const char* kYes = "yes";
constexpr mode_t kOwnerOnly = 0077;  // the database and what SQLite puts beside it
constexpr const char* kSampleTown = "strangnas";
constexpr auto kDrainGrace = std::chrono::milliseconds(500);

std::optional<Packs> packs_in(const std::string& folder)
{
    auto packs = load_packs(folder);
    if (packs)
        return std::move(*packs);
    for (const std::string& fault : packs.error())
        complain(fault);
    return std::nullopt;
}

std::string sentence_of(Problem problem)
{
    return std::string("The database could not be prepared (") + name_of(problem) + ").";
}

// SIGTERM and SIGINT wait for the main thread; a gone reader of our output is no reason to end.
sigset_t catch_signals()
{
    sigset_t ending;
    sigemptyset(&ending);
    sigaddset(&ending, SIGTERM);
    sigaddset(&ending, SIGINT);
    pthread_sigmask(SIG_BLOCK, &ending, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
    return ending;
}

void allow_many_connections()
{
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

// Whether the data is invented is decided once, by the first start, and never mixed.
Result<bool, std::string> settle_sample(Store& store, const ServeOptions& options)
{
    const auto is_sample = store.tx_now<bool>([&](Queries& queries) -> Result<bool, Problem> {
        if (find_meta(queries, kSampleKey) == kYes)
            return true;
        if (!options.sample_data || has_cases(queries))
            return false;
        set_meta(queries, kSampleKey, kYes);
        return true;
    });
    if (!is_sample)
        return fail(sentence_of(is_sample.error()));
    if (options.sample_data && !*is_sample)
        return fail("The data folder " + options.data +
                    " holds real data: sample data is never mixed into it. Choose another folder.");
    if (*is_sample && !options.unix_socket.empty())
        return fail("The data folder " + options.data + " holds sample data, which is not served through "
                    "a front: somebody could take it for real choices.");
    if (*is_sample && !is_loopback(options.address))
        return fail("The data folder " + options.data + " holds sample data, which is only served on "
                    "this computer itself (127.0.0.1): on " + options.address +
                    " somebody could take it for real choices.");
    return *is_sample;
}

int print_sample_codes(Service& service)
{
    const Packs& packs = service.packs();
    const MunicipalityId strangnas(kSampleTown);
    const MunicipalityId town = packs.count(strangnas) ? strangnas : packs.begin()->first;
    for (const Situation situation : kAllSituations) {
        const auto code = service.issue_sample_code(town, situation, kCodeValidDays);
        if (!code)
            return complain("The example codes could not be issued (" +
                            std::string(name_of(code.error())) + ").");
        std::printf("Exempelkod %s: %s\n", sample_label(situation), code->c_str());
    }
    return 0;
}

// Why the process ends by itself, said by the store's thread and read by the main one.
struct Fatal {
    std::mutex mutex;
    std::string sentence;

    void say(const std::string& text)
    {
        {
            const std::lock_guard lock(mutex);
            sentence = text;
        }
        ::kill(::getpid(), SIGTERM);
    }
    std::string said()
    {
        const std::lock_guard lock(mutex);
        return sentence;
    }
};

std::string url(const std::string& address, std::uint16_t port)
{
    const bool v6 = address.find(':') != std::string::npos;
    const std::string host = v6 ? "[" + address + "]" : address;
    return "http://" + host + ":" + std::to_string(port) + "/";
}

// The listener of whoever watches, if one is asked for.
Result<std::unique_ptr<HttpServer>, std::string> watched_by(const ServeOptions& options, Watch& watch)
{
    if (!options.metrics_port)
        return std::unique_ptr<HttpServer>();
    HttpOptions http;
    http.address = options.metrics_address;
    http.port = static_cast<std::uint16_t>(*options.metrics_port);
    http.threads = 1;
    http.connection_limit = 64;
    return HttpServer::start(http, watch);
}

int serve_until_told(const ServeOptions& options, Service& service, Store& store, const Locales& locales,
                     const StaticSite& site, Fatal& fatal, const sigset_t& ending)
{
    std::set<std::string> proxies;
    for (const std::string& proxy : options.proxies)
        proxies.insert(canonical_address(proxy));
    Api api(service, locales, proxies);
    DeskService desk(service, store);
    StaffApi staff(desk, api);
    api.use(staff);
    Login login(service);
    Application application(api, login, site);
    HttpOptions http;
    http.address = options.address;
    http.port = static_cast<std::uint16_t>(options.port);
    http.unix_socket = options.unix_socket;
    Metrics metrics;
    http.drain_grace = kDrainGrace;
    http.log = [&metrics](const Finished& request) {
        metrics.count(request);
        log_request(request);
    };
    auto server = HttpServer::start(http, application);
    if (!server)
        return complain(server.error());
    Watch watch(store, metrics, [&server] { return (*server)->connections(); });
    auto watched = watched_by(options, watch);
    if (!watched)
        return complain(watched.error());
    if (options.sample_data && print_sample_codes(service) != 0)
        return 1;
    if (*watched)
        std::printf("%smetrics\n", url(options.metrics_address, (*watched)->port()).c_str());
    if (options.unix_socket.empty())
        std::printf("%s\n", url(options.address, (*server)->port()).c_str());
    else
        std::printf("unix:%s\n", options.unix_socket.c_str());
    std::fflush(stdout);

    int signal = 0;
    sigwait(&ending, &signal);
    watch.drain();
    (*server)->stop();
    if (*watched)
        (*watched)->stop();
    const std::string reason = fatal.said();
    if (!reason.empty())
        log_notice(reason);
    return reason.empty() ? 0 : 1;
}

}  // namespace

void end_write(Connection& database, bool keep)
{
    if (keep)
        database.commit();
    else
        database.run("ROLLBACK");
}

int complain(const std::string& sentence)
{
    std::fprintf(stderr, "%s\n", sentence.c_str());
    return 1;
}

int complain_unknown(const OutcomeUnknown& lost)
{
    return complain(std::string("It is not known whether this was done: the database went away before it could say "
                                "so (") + lost.what() + "). Run it again: what has been done is not done twice.");
}

std::optional<std::string> other_key_published(const Municipality& municipality, const Signer& signer,
                                               const std::string& data)
{
    const std::string& published = municipality.signing_key;
    if (published.empty() || published == signer.public_key())
        return std::nullopt;
    return "The pack of " + municipality.id.value + " publishes the signing key " + published +
           ", but the key in " + data + " is " + signer.public_key() +
           ": receipts signed here would say of themselves that they are not the municipality's. Restore "
           "the right signing.key from a backup, or correct signing_key in the pack.";
}

int end_erasure(Connection& database)
{
    try {
        if (database.let_go_of_erased())
            return 0;
    } catch (const QueryFailed& failed) {
        return complain(std::string("It was done, but the database still holds what was erased, and failed (") +
                        failed.what() + "): run this again.");
    }
    return complain("The database is in use, so its log may still hold what was erased: run this again "
                    "when the service rests.");
}

bool is_loopback(const std::string& address)
{
    in_addr v4{};
    if (inet_pton(AF_INET, address.c_str(), &v4) == 1)
        return (ntohl(v4.s_addr) >> 24) == 127;
    in6_addr v6{};
    return inet_pton(AF_INET6, address.c_str(), &v6) == 1 && IN6_IS_ADDR_LOOPBACK(&v6);
}

std::string locales_folder(const std::string& given, const std::string& municipalities)
{
    const auto beside = std::filesystem::path(municipalities) / ".." / "locales";
    return given.empty() ? beside.lexically_normal().string() : given;
}

Result<bool, Problem> holds_sample_data(Store& store)
{
    return store.ask<bool>([](Queries& queries) -> Result<bool, Problem> {
        return find_meta(queries, kSampleKey) == kYes;
    });
}

int serve(const ServeOptions& options)
{
    if (options.sample_data && !is_loopback(options.address))
        return complain("Sample data is only served on this computer itself (127.0.0.1): on " +
                        options.address + " somebody could take the example codes and choices for "
                        "real ones.");
    // The front may be reached from anywhere, however the service listens.
    if (options.sample_data && !options.unix_socket.empty())
        return complain("Sample data is only served on this computer itself (127.0.0.1), not through a "
                        "front: somebody could take the example codes and choices for real ones.");
    for (const std::string& proxy : options.proxies) {
        if (canonical_address(proxy).empty())
            return complain("--trusted-proxy takes an IP address such as 10.0.0.1, not " + proxy + ".");
    }
    if (options.today && !options.sample_data)
        return complain("--today is only for sample data: real choices happen on the real day.");
    ::umask(kOwnerOnly);
    const sigset_t ending = catch_signals();
    allow_many_connections();

    auto packs = packs_in(options.municipalities);
    if (!packs)
        return 1;
    const auto locales = Locales::load(locales_folder(options.locales, options.municipalities));
    if (!locales)
        return complain(locales.error());
    const auto site = StaticSite::load(options.site);
    if (!site)
        return complain(site.error());
    auto endpoints = webhook_endpoints(options.webhooks, *packs);
    if (!endpoints)
        return complain(endpoints.error());
    if (const auto folder = writable_folder(options.data); !folder)
        return complain(folder.error());
    const Database kept{options.data, options.database};
    const auto alone = alone_in(kept);
    if (!alone)
        return complain(alone.error());
    Fatal fatal;
    auto store = open_store(kept, {[&](const std::string& text) { fatal.say(text); }, log_notice});
    if (!store)
        return complain(store.error());
    if (const auto settled = settle_sample(**store, options); !settled)
        return complain(settled.error());
    auto keys = settle_keys(**store, options.data);
    if (!keys)
        return complain(keys.error());
    // Of invented people there is nothing to publish a key for.
    for (const auto& [id, municipality] : *packs) {
        const auto other = other_key_published(municipality, keys->signer, options.data);
        if (other && !options.sample_data)
            return complain(*other);
    }
    if (const auto opened = open_outboxes_for(**store, *endpoints); !opened)
        return complain(sentence_of(opened.error()));
    const Clock clock = options.today ? clock_standing_on(*options.today) : system_clock();
    Service service(std::move(*packs), **store, CodeMaker(keys->secret, HashCost{}),
                    std::move(keys->signer), clock);
    if (const auto adopted = service.adopt_policies(); !adopted)
        return complain(sentence_of(adopted.error()));
    service.log_to(log_notice);
    service.run_due();  // what fails is no reason to stay down: it is logged, and tried again
    service.run_due_daily();
    const Courier courier(**store, std::move(*endpoints), courier_options(options.webhooks, log_notice),
                          service.codes(), clock);
    return serve_until_told(options, service, **store, *locales, *site, fatal, ending);
}

int issue_code(const CodeOptions& options)
{
    ::umask(kOwnerOnly);
    auto packs = packs_in(options.municipalities);
    if (!packs)
        return 1;
    const MunicipalityId id(options.municipality);
    if (packs->count(id) == 0)
        return complain("There is no municipality " + options.municipality + " in " +
                        options.municipalities + ".");
    const Database kept{options.data, options.database};
    if (const auto there = is_there(kept); !there)
        return complain(there.error());
    auto store = open_store(kept);
    if (!store)
        return complain(store.error());
    const auto sample = holds_sample_data(**store);
    if (!sample || !*sample)
        return complain("Example codes are only issued where the data is sample data, and " +
                        options.data + " is not.");
    auto keys = settle_keys(**store, options.data);
    if (!keys)
        return complain(keys.error());
    const Clock clock = options.today ? clock_standing_on(*options.today) : system_clock();
    Service service(std::move(*packs), **store, CodeMaker(keys->secret, HashCost{}),
                    std::move(keys->signer), clock);
    const auto adopted = service.adopt_policies();
    const auto code = adopted
                          ? service.issue_sample_code(id, options.situation, options.valid_days)
                          : Result<std::string, Problem>(fail(adopted.error()));
    if (!code)
        return complain("The code could not be issued (" + std::string(name_of(code.error())) + ").");
    std::printf("%s\n", code->c_str());
    return 0;
}

}  // namespace hemval::server
