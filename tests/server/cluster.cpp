#include "tests/server/cluster.h"

#include "server/store/migrations.h"
#include "server/store/postgres_connection.h"

#include <pwd.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <vector>

namespace hemval::server::testing {
namespace {

namespace fs = std::filesystem;

constexpr const char* kPrograms = "/usr/lib/postgresql/15/bin/";
constexpr const char* kCluster = "HEMVAL_TESTS_CLUSTER";  // for a child of the test program
constexpr const char* kTemplate = "with_tables";

// PostgreSQL will not be root's.
void become_nobody()
{
    const passwd* nobody = ::geteuid() == 0 ? ::getpwnam("nobody") : nullptr;
    if (nobody && (::setgid(nobody->pw_gid) != 0 || ::setuid(nobody->pw_uid) != 0))
        ::_exit(127);
}

pid_t started(const std::vector<std::string>& words, const std::string& log)
{
    const pid_t parent = ::getpid();
    const pid_t child = ::fork();
    if (child != 0)
        return child;
    const int file = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
    ::dup2(file, STDOUT_FILENO);
    ::dup2(file, STDERR_FILENO);
    ::setpgid(0, 0);
    become_nobody();
    // Also when the test program is killed.
    ::prctl(PR_SET_PDEATHSIG, SIGQUIT);
    std::vector<char*> arguments;
    for (const std::string& word : words)
        arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    if (::getppid() == parent)
        ::execv(arguments[0], arguments.data());
    ::_exit(127);
}

}  // namespace

enum class Syncing { No, Yes };

class Cluster {
public:
    explicit Cluster(Syncing syncing)
    {
        make_folder();
        run_program({"initdb", "-D", data(), "-U", "hemval", "-A", "trust", "-E", "UTF8", "--locale=C",
                     "--no-sync"});
        start({"-c", syncing == Syncing::Yes ? "fsync=on" : "fsync=off"});
    }
    // A standby.
    Cluster(Syncing, const Cluster& primary)
    {
        make_folder();
        run_program({"pg_basebackup", "-h", primary.folder_, "-U", "hemval", "-D", data(), "-R", "-X", "stream",
                     "-c", "fast", "--no-sync"});
        start({"-c", "synchronous_standby_names="});
    }
    explicit Cluster(const char* folder) : folder_(folder) {}
    ~Cluster()
    {
        if (made_)
            kill(SIGQUIT);
        std::error_code ignored;
        if (made_)
            fs::remove_all(folder_, ignored);
    }
    Cluster(const Cluster&) = delete;
    Cluster& operator=(const Cluster&) = delete;

    const std::string& folder() const { return folder_; }
    std::string url(const std::string& name) const
    {
        return "postgresql://hemval@/" + name + "?host=" + folder_;
    }
    std::unique_ptr<PostgresConnection> to(const std::string& name) const
    {
        auto opened = PostgresConnection::open(url(name));
        if (!opened)
            throw std::runtime_error(opened.error());
        return std::move(*opened);
    }
    void make(const std::string& name, const std::string& from)
    {
        to("postgres")->run(("CREATE DATABASE \"" + name + "\" TEMPLATE " + from).c_str());
    }
    bool has(const std::string& name) const
    {
        return !to("postgres")->query("SELECT 1 FROM pg_database WHERE datname = $1", {name}).empty();
    }
    void kill(int signal)
    {
        if (server_ == 0)
            return;
        ::kill(signal == SIGKILL ? -server_ : server_, signal);
        ::waitpid(server_, nullptr, 0);
        server_ = 0;
    }
    void run_program(std::vector<std::string> words) const
    {
        words[0] = kPrograms + words[0];
        int status = -1;
        ::waitpid(started(words, log()), &status, 0);
        if (status != 0)
            throw std::runtime_error(words[0] + " failed, see " + log());
    }
    std::string data() const { return folder_ + "/data"; }

private:
    std::string log() const { return folder_ + "/log"; }
    void make_folder()
    {
        std::string pattern = (fs::temp_directory_path() / "hemval-postgres-XXXXXX").string();
        if (!mkdtemp(pattern.data()))
            throw std::runtime_error("no temporary folder");
        folder_ = pattern;
        made_ = true;
        const passwd* nobody = ::geteuid() == 0 ? ::getpwnam("nobody") : nullptr;
        if (nobody && ::chown(folder_.c_str(), nobody->pw_uid, nobody->pw_gid) != 0)
            throw std::runtime_error("PostgreSQL's folder could not be given away");
    }
    void start(const std::vector<std::string>& more)
    {
        std::vector<std::string> words = {kPrograms + std::string("postgres"), "-D", data(), "-k", folder_,
                                          "-c", "listen_addresses=", "-c", "max_connections=200", "-c",
                                          "unix_socket_permissions=0777"};
        words.insert(words.end(), more.begin(), more.end());
        server_ = started(words, log());
        for (int i = 0; i < 400; ++i) {
            if (PostgresConnection::open(url("postgres") + "&target_session_attrs=any"))
                return;
            std::this_thread::sleep_for(std::chrono::milliseconds(25));
        }
        throw std::runtime_error("PostgreSQL did not start, see " + log());
    }

    std::string folder_;
    bool made_ = false;
    pid_t server_ = 0;
};

namespace {

Cluster& cluster()
{
    const char* given = std::getenv(kCluster);
    static Cluster* const other = given ? new Cluster(given) : nullptr;
    if (other)
        return *other;
    // What a power loss would take is nothing to most tests; see Server for those it is.
    static Cluster own(Syncing::No);
    ::setenv(kCluster, own.folder().c_str(), 1);
    return own;
}

std::mutex mutex;

}  // namespace

std::string empty_database()
{
    const std::lock_guard lock(mutex);
    static int count = 0;
    const std::string name = "empty_" + std::to_string(++count);
    cluster().make(name, "template0");
    return cluster().url(name);
}

std::string database_named(const std::string& name)
{
    const std::lock_guard lock(mutex);
    Cluster& here = cluster();
    if (!here.has(name)) {
        if (!here.has(kTemplate)) {
            here.make(kTemplate, "template0");
            if (const auto migrated = migrate(*here.to(kTemplate)); !migrated)
                throw std::runtime_error(migrated.error());
        }
        here.make(name, kTemplate);
    }
    return here.url(name);
}

void end_connections_to(const std::string& url)
{
    const std::string name = url.substr(url.find("@/") + 2, url.find('?') - url.find("@/") - 2);
    cluster().to("postgres")->query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", {name});
}

bool tests_run_on_postgres()
{
    const char* given = std::getenv("HEMVAL_TESTS_ON");
    return given && std::strcmp(given, "postgres") == 0;
}

Server::Server() : cluster_(std::make_unique<Cluster>(Syncing::Yes)) {}
Server::Server(StandbyOf of) : cluster_(std::make_unique<Cluster>(Syncing::Yes, *of.primary.cluster_))
{
    of.primary.run("ALTER SYSTEM SET synchronous_standby_names = '*'");
    of.primary.run("SELECT pg_reload_conf()");
}
Server::~Server() = default;
const std::string& Server::folder() const { return cluster_->folder(); }
void Server::run(const std::string& sql) const { cluster_->to("postgres")->run(sql.c_str()); }
void Server::kill() { cluster_->kill(SIGKILL); }
void Server::promote() { cluster_->run_program({"pg_ctl", "promote", "-s", "-D", cluster_->data()}); }

Database database_of(const std::string& folder)
{
    if (const char* url = std::getenv("HEMVAL_TESTS_URL"))
        return {folder, url};
    return {folder, tests_run_on_postgres() ? database_named(fs::path(folder).filename().string()) : ""};
}

}  // namespace hemval::server::testing
