#include "tests/server/failing_calls.h"

#include "server/backup.h"
#include "server/command_ledger.h"
#include "server/exchange/command.h"
#include "server/files.h"
#include "server/exchange/pack_folder.h"
#include "server/keys.h"
#include "server/letters/draft.h"
#include "server/http_server.h"
#include "server/unix_socket.h"
#include "tests/server/cluster.h"
#include "tests/server/said.h"

#include <doctest/doctest.h>

#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <functional>

namespace fs = std::filesystem;
using namespace hemval;
using namespace hemval::server;
using namespace hemval::server::testing;

namespace {

constexpr const char* kNames[] = {"open", "write", "fsync", "link", "rename", "chmod", "socket", "fcntl", "bind",
                                  "listen"};

// Does `work` again and again, another of its calls failing each time, until it makes no more; it answers why it
// failed, or nothing. At last it goes through. `step`: only every so many of them, where it takes long.
void each_call_fails(const std::string& what, const std::function<std::string()>& work,
                     const std::function<void()>& after_failure = [] {}, int step = 1,
                     const std::function<void()>& before = [] {})
{
    INFO(what);
    int failures = 0;
    for (const Call call : kAllCalls) {
        for (int nth = 1; nth < 60; nth += step) {
            CAPTURE(kNames[static_cast<int>(call)]);
            CAPTURE(nth);
            before();
            fail_at(call, nth, nth % 2 == 0 ? ENOSPC : EIO);
            const std::string why = work();
            if (!stop_failing()) {
                CHECK_MESSAGE(why == "", why);
                break;
            }
            ++failures;
            CHECK(why.size() > 20);
            after_failure();
        }
    }
    CHECK(failures > 0);
    before();
    CHECK(work() == "");
}

template <class T>
std::string why(const Result<T, std::string>& answer)
{
    return answer ? "" : answer.error();
}

std::string why_of(const TemporaryFolder& folder, const std::function<int()>& command)
{
    int code = -1;
    const std::string said = said_by(folder, [&] { code = command(); });
    CHECK((code == 0) == said.empty());
    return said;
}

std::size_t files_in(const std::string& folder)
{
    std::error_code none;
    return static_cast<std::size_t>(std::distance(fs::recursive_directory_iterator(folder, none), {}));
}

}  // namespace

TEST_CASE("a key is made whole or not at all, whichever call fails, and the next start makes it")
{
    TemporaryFolder folder;
    int made = 0;
    std::string at;
    const auto fresh = [&] {
        at = folder.path() + "/" + std::to_string(++made);
        fs::create_directories(at);
    };
    each_call_fails(
        "secret key",
        [&] {
            fresh();
            return why(secret_key(at, false));
        },
        [&] {
            const auto kept = read_text(at + "/secret.key");
            CHECK((!kept || kept->size() == 65));
            CHECK(secret_key(at, false).has_value());
        });
    each_call_fails(
        "signing key",
        [&] {
            fresh();
            return why(signing_key(at, false));
        },
        [&] { CHECK(signing_key(at, false).has_value()); });
}

TEST_CASE("a folder that cannot be written is told before anything is put there")
{
    TemporaryFolder folder;
    each_call_fails("folder", [&] { return why(writable_folder(folder.path())); });
    CHECK(files_in(folder.path()) == 0);
    each_call_fails("lock", [&] {
        const auto lock = FolderLock::take(folder.path());
        return lock ? std::string() : lock.error();
    });
    fail_at(Call::Write, 1, ENOSPC);
    const auto full = writable_folder(folder.path());
    stop_failing();
    REQUIRE(!full);
    CHECK(full.error().find("is full") != std::string::npos);
    CHECK(!writable_folder(folder.put("file", "")));
    CHECK(!writable_folder(folder.path() + "/file/below"));
    CHECK(!read_folder(folder.path() + "/none", ".json"));
}

TEST_CASE("the front's socket is listened at, or it is told why not and nobody is there")
{
    TemporaryFolder folder;
    each_call_fails("socket", [&] {
        const auto listening = listen_at(folder.path() + "/socket");
        if (listening) ::close(*listening);
        return why(listening);
    });
    CHECK(!listen_at(folder.path() + "/none/socket"));
    const auto first = listen_at(folder.path() + "/taken");
    REQUIRE(first);
    const auto second = listen_at(folder.path() + "/taken");
    REQUIRE(!second);
    CHECK(second.error().find("another program listens there") != std::string::npos);
    ::close(*first);
    CHECK(!listen_at(folder.put("file", "")));
    CHECK(!listen_at(folder.path() + "/" + std::string(120, 'x')));
}

TEST_CASE("a port or a socket is listened at, or it is told why not")
{
    struct Silent : Handler {
        void handle(Request, Reply reply) override { reply({}); }
        Response refuse(Problem, int) override { return {}; }
    } handler;
    TemporaryFolder folder;
    HttpOptions options;
    options.port = 0;
    options.threads = 2;
    // Only while it begins: to end it writes to its own threads.
    const auto refused = [&](Call call, int nth, int error) {
        CAPTURE(kNames[static_cast<int>(call)]);
        CAPTURE(nth);
        fail_at(call, nth, error);
        const auto server = HttpServer::start(options, handler);
        CHECK(stop_failing());
        CHECK(!server);
        return why(server);
    };
    for (int nth = 1; nth <= 3; ++nth)  // once to see that the port is free, then for each thread
        for (const Call call : {Call::Socket, Call::Bind})
            CHECK(refused(call, nth, EIO).find("Listening on 127.0.0.1 port 0 failed: ") == 0);
    CHECK(refused(Call::Listen, 2, EIO).find("Listening on 127.0.0.1 port 0 failed: ") == 0);
    CHECK(refused(Call::Bind, 1, EACCES).find("choose a port above 1023") != std::string::npos);
    options.unix_socket = folder.path() + "/socket";
    for (int nth = 1; nth <= 2; ++nth)
        CHECK(refused(Call::Fcntl, nth, EMFILE).find("Listening on the socket " + options.unix_socket) == 0);
    CHECK(!fs::exists(options.unix_socket));
    options.unix_socket.clear();
    options.address = "localhost";
    CHECK(why(HttpServer::start(options, handler)) ==
          "The address localhost is not an IP address such as 127.0.0.1.");
}

TEST_CASE("letters are written whole under another name before they have theirs, and never over other letters")
{
    TemporaryFolder folder;
    const std::string text = "<p>Kod: 1234</p>";
    each_call_fails(
        "draft",
        [&]() -> std::string {
            const auto draft = Draft::write(folder.path(), "letters", text);
            return why(draft);
        },
        [&] { CHECK(files_in(folder.path()) == 0); });
    auto first = Draft::write(folder.path(), "letters", text);
    auto second = Draft::write(folder.path(), "letters", text + text);
    REQUIRE(first);
    REQUIRE(second);
    CHECK(*first->keep() == folder.path() + "/letters.html");
    CHECK(*second->keep() == folder.path() + "/letters-2.html");
    CHECK(read_text(folder.path() + "/letters.html") == text);
    auto third = Draft::write(folder.path(), "letters", text);
    REQUIRE(third);
    fail_at(Call::Link, 1, EIO);
    const auto kept = third->keep();
    stop_failing();
    REQUIRE(!kept);  // the codes are in the database already: the draft stays, and is named
    CHECK(kept.error().find(".part") != std::string::npos);
    CHECK(files_in(folder.path()) == 3);
}

TEST_CASE("an import writes the pack whole or leaves it as it was, whichever call fails")
{
    TemporaryFolder folder;
    fs::create_directories(folder.path() + "/packs");
    fs::copy(assets() + "/municipalities/strangnas", folder.path() + "/packs/strangnas");
    const std::string file = folder.path() + "/packs/strangnas/providers.json";
    const std::size_t files = files_in(folder.path() + "/packs");
    PackFolder pack = *open_pack(folder.path() + "/packs", "strangnas");
    std::string was = *read_text(file);
    int number = 0;
    OrderedJson next = pack.providers;
    each_call_fails(
        "import",
        [&]() -> std::string {
            next["providers"][0]["name"] = "Namn " + std::to_string(++number);
            const auto written = write_providers(pack, next);
            const bool unconfirmed = !written && written.error().front().find("is written, but") != std::string::npos;
            if (written || unconfirmed) was = pack_text(next);
            CHECK(*read_text(file) == was);
            return written ? "" : written.error().front();
        },
        [&] {
            CHECK(files_in(folder.path() + "/packs") == files);
        });
}

TEST_CASE("a backup, a restore and the public ledger are there whole or are told not to be, whichever call fails")
{
    if (tests_run_on_postgres())
        return;
    TemporaryFolder folder;
    const std::string data = folder.path() + "/data";
    fs::create_directories(data);
    {
        World world(data);
        const std::string person = world.person(Situation::NoProvider);
        REQUIRE(world.submit(person, R"({"action":"decline"})", "key-00001").status == 201);
    }
    int number = 0;
    std::string out;
    each_call_fails(
        "backup",
        [&] {
            BackupOptions options;
            options.data = data;
            options.out = out = folder.path() + "/saved-" + std::to_string(++number);
            return why_of(folder, [&] { return backup(options); });
        },
        [&] { CHECK((!fs::exists(out) || files_in(out) == 3)); }, 2);  // it may be there before the disk says so
    const std::string saved = out;
    BackupOptions nowhere;
    nowhere.data = data;
    nowhere.out = folder.path() + "/none/saved";
    CHECK(why_of(folder, [&] { return backup(nowhere); }).find("/none/saved.part could not be created") !=
          std::string::npos);
    nowhere.database = "postgresql://there/hemval";
    CHECK(why_of(folder, [&] { return backup(nowhere); }).find("pg_basebackup") != std::string::npos);
    each_call_fails("restore", [&] {
        RestoreOptions options;
        options.from = saved;
        options.data = out = folder.path() + "/restored-" + std::to_string(++number);
        return why_of(folder, [&] { return restore(options); });
    }, [] {}, 4);
    LedgerOptions restored;
    restored.data = out;
    CHECK(verify(restored) == 0);
    // Over what is there: that is somewhere whole, whatever fails, and so is what comes.
    each_call_fails("restore over another", [&] {
        RestoreOptions options;
        options.from = saved;
        options.data = out;
        options.verify = false;
        return why_of(folder, [&] { return restore(options); });
    }, [&] {
        int whole = 0;
        for (const auto& entry : fs::recursive_directory_iterator(out))
            whole += entry.path().filename() == kDatabaseName ? 1 : 0;
        CHECK(whole >= 1);
    }, 3, [&] {
        out = folder.path() + "/over-" + std::to_string(++number);
        fs::copy(saved, out, fs::copy_options::recursive);
    });
    each_call_fails("publish", [&] {
        LedgerOptions options;
        options.data = data;
        options.out = folder.path() + "/public-" + std::to_string(++number);
        return why_of(folder, [&] { return publish(options); });
    }, [] {}, 2);
}
