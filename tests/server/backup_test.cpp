#include "server/backup.h"
#include "server/commands.h"
#include "server/store/database.h"
#include "tests/server/cluster.h"
#include "tests/server/said.h"
#include "tests/server/support.h"

#include <doctest/doctest.h>

#include <filesystem>

using namespace hemval;
using namespace hemval::server;
using namespace hemval::server::testing;

namespace {

namespace fs = std::filesystem;

}  // namespace

TEST_CASE("while a backup takes the place of what was there nothing starts, and the restore is run again")
{
    if (tests_run_on_postgres())
        return;  // which is backed up by its own programs
    TemporaryFolder folder;
    const std::string data = folder.path() + "/data", out = folder.path() + "/out";
    fs::create_directory(data);
    std::string cookie;
    {
        World world(data);
        cookie = world.person(Situation::NoProvider);
    }
    BackupOptions saved;
    saved.data = data;
    saved.out = out;
    REQUIRE(backup(saved) == 0);

    // A power cut after what was there went aside, and before anything came.
    fs::create_directory(data + "/replaced-before");
    for (const char* name : {"hemval.sqlite", "secret.key", "signing.key"})
        fs::rename(data + "/" + name, data + "/replaced-before/" + name);
    fs::copy(out, data + "/" + kRestoring, fs::copy_options::recursive);
    ServeOptions options;
    options.data = data;
    options.site = data + "/site";
    options.municipalities = assets() + "/municipalities";
    options.locales = assets() + "/locales";
    options.address = "192.0.2.1";  // nobody's: whatever comes that far does not listen
    const std::string said = said_by(folder, [&] { CHECK(serve(options) == 1); });
    CHECK(said.find("run hemval restore again") != std::string::npos);
    CHECK(!read_text(data + "/secret.key"));
    CHECK(!read_text(data + "/hemval.sqlite"));
    CHECK(!connect({data}, Connection::Mode::Read));

    RestoreOptions again;
    again.data = data;
    again.from = out;
    REQUIRE(restore(again) == 0);
    CHECK(!fs::exists(data + "/" + kRestoring));
    World world(data);
    CHECK(world.submit(cookie, R"({"action":"decline"})", "key-0001").status == 201);
}

TEST_CASE("a restore that is broken off before it replaces anything is no reason not to start")
{
    TemporaryFolder folder;
    fs::create_directory(folder.path() + "/restoring.part");
    CHECK(open_store({folder.path()}));
}
