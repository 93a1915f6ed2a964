#include "server/commands.h"
#include "server/letters/command.h"
#include "server/packs.h"
#include "server/problem_http.h"
#include "tests/server/said.h"
#include "tests/server/support.h"

#include <doctest/doctest.h>

#include <sys/stat.h>

#include <filesystem>
#include <set>

using namespace hemval;
using namespace hemval::server;
using namespace hemval::server::testing;

TEST_CASE("sample data is not served through a front, wherever that is reached from")
{
    TemporaryFolder folder;
    ServeOptions options;
    options.sample_data = true;
    options.data = folder.path() + "/data";
    options.unix_socket = folder.path() + "/socket";
    int code = 0;
    const std::string said = said_by(folder, [&] { code = serve(options); });
    CHECK(code == 1);
    CHECK(said.find("not through a front") != std::string::npos);
}

TEST_CASE("sample data on any address but loopback is refused with a reason")
{
    TemporaryFolder folder;
    ServeOptions options;
    options.sample_data = true;
    options.data = folder.path() + "/data";
    for (const char* address : {"0.0.0.0", "192.0.2.1", "::", "example.se", "127.0.0.1.example"}) {
        options.address = address;
        int code = 0;
        const std::string said = said_by(folder, [&] { code = serve(options); });
        CHECK(code == 1);
        CHECK(said.find("could take the example codes") != std::string::npos);
        CHECK(!read_text(options.data + "/hemval.sqlite"));
    }
    CHECK(is_loopback("127.0.0.1"));
    CHECK(is_loopback("127.9.9.9"));
    CHECK(is_loopback("::1"));
}

TEST_CASE("another day than today is only for sample data")
{
    TemporaryFolder folder;
    ServeOptions options;
    options.today = test_day();
    const std::string said = said_by(folder, [&] { CHECK(serve(options) == 1); });
    CHECK(said.find("--today") != std::string::npos);
}

TEST_CASE("a proxy is named by its address")
{
    TemporaryFolder folder;
    ServeOptions options;
    options.proxies = {"10.0.0.1", "localhost"};
    const std::string said = said_by(folder, [&] { CHECK(serve(options) == 1); });
    CHECK(said.find("not localhost") != std::string::npos);
}

TEST_CASE("every broken pack is named and nothing is half-loaded")
{
    TemporaryFolder folder;
    folder.put("packs/ett/municipality.json", "{");
    folder.put("packs/tva/municipality.json", "[]");
    const auto packs = load_packs(folder.path() + "/packs");
    REQUIRE(!packs);
    REQUIRE(packs.error().size() == 2);
    CHECK(packs.error()[0].find("ett/municipality.json") != std::string::npos);
    CHECK(packs.error()[1].find("tva/") != std::string::npos);

    ServeOptions options;
    options.municipalities = folder.path() + "/packs";
    options.data = folder.path() + "/data";
    const std::string said = said_by(folder, [&] { CHECK(serve(options) == 1); });
    CHECK(said.find("ett/municipality.json") != std::string::npos);
    CHECK(!read_text(options.data + "/secret.key"));
    CHECK(load_packs(folder.path() + "/none").error().size() == 1);
}

TEST_CASE("a pack that publishes another signing key than the one that signs here is not served")
{
    TemporaryFolder folder;
    const std::string data = folder.path() + "/data";
    REQUIRE(writable_folder(data));
    const auto signer = signing_key(data, false);
    REQUIRE(signer);
    const std::string from = assets() + "/municipalities/strangnas/";
    const auto publish = [&](const std::string& key) {
        for (const auto& entry : std::filesystem::directory_iterator(from))
            folder.put("packs/strangnas/" + entry.path().filename().string(), *read_text(entry.path().string()));
        auto pack = wire::Json::parse(*read_text(from + "municipality.json"));
        pack["signing_key"] = key;
        folder.put("packs/strangnas/municipality.json", pack.dump());
    };
    folder.put("site/index.html", "x");
    ServeOptions options;
    options.data = data;
    options.site = folder.path() + "/site";
    options.municipalities = folder.path() + "/packs";
    options.locales = assets() + "/locales";
    options.address = "192.0.2.1";  // nobody's: whatever comes that far does not listen
    const auto said = [&] { return said_by(folder, [&] { CHECK(serve(options) == 1); }); };

    const std::string other(64, 'a');
    publish(other);
    const std::string refused = said();
    CHECK(refused.find("publishes the signing key " + other) != std::string::npos);
    CHECK(refused.find(signer->public_key()) != std::string::npos);
    const auto count = [&] {
        const auto database = SqliteConnection::open(data + "/" + kDatabaseName, SqliteConnection::Mode::Read);
        return number_of((*database)->query("SELECT count(*) FROM ledger")[0][0]);
    };
    CHECK(count() == 0);  // nothing has been signed by the wrong one
    publish(signer->public_key());
    CHECK(said().find("signing key") == std::string::npos);
    CHECK(count() == 1);

    LettersOptions letters;
    letters.data = data;
    letters.municipalities = options.municipalities;
    letters.municipality = "strangnas";
    letters.locales = options.locales;
    letters.out = folder.path() + "/out";
    letters.base_url = "https://hemval.example.se/";
    publish(other);
    CHECK(said_by(folder, [&] { CHECK(make_letters(letters) == 1); }).find("publishes the signing key") !=
          std::string::npos);
}

TEST_CASE("a data folder that cannot be used is one sentence")
{
    TemporaryFolder folder;
    const std::string file = folder.put("file", "x");
    CHECK(writable_folder(file).error().find("is not a folder") != std::string::npos);
    CHECK(writable_folder(file + "/below").error().find("could not be created") !=
          std::string::npos);
    REQUIRE(writable_folder(folder.path() + "/new/deep"));
    const auto lock = FolderLock::take(folder.path());
    REQUIRE(lock);
    const auto second = FolderLock::take(folder.path());
    REQUIRE(!second);
    CHECK(second.error().find("Another Hemval service") != std::string::npos);
}

TEST_CASE("the secret key is made once, for its owner only")
{
    TemporaryFolder folder;
    const auto key = secret_key(folder.path(), false);
    REQUIRE(key);
    CHECK(key->size() == 64);
    CHECK(secret_key(folder.path(), false) == key);
    struct stat about {};
    REQUIRE(::stat((folder.path() + "/secret.key").c_str(), &about) == 0);
    CHECK((about.st_mode & 0777) == 0600);
    folder.put("secret.key", "short");
    CHECK(!secret_key(folder.path(), false));
}

TEST_CASE("a secret key lost beside its database is not made anew, as that would void the codes sent")
{
    TemporaryFolder folder;
    const auto key = secret_key(folder.path(), true);
    REQUIRE(!key);
    CHECK(key.error().find("restore it from a backup") != std::string::npos);
    CHECK(!read_text(folder.path() + "/secret.key"));
}

TEST_CASE("a code is kept only as a slow hash and a keyed lookup")
{
    const CodeMaker codes("key", HashCost{});
    const auto fresh = codes.issue();
    const std::string canonical = *canonical_code(fresh.code);
    CHECK(fresh.stored.hash.rfind("$argon2id$v=19$m=19456,t=2,p=1$", 0) == 0);
    CHECK(slow_hash_matches(fresh.stored.hash, canonical));
    CHECK(!slow_hash_matches(fresh.stored.hash, "1234567890123456"));
    CHECK(codes.lookup(canonical) == fresh.stored.lookup);
    CHECK(CodeMaker("other", HashCost{}).lookup(canonical) != fresh.stored.lookup);
}

TEST_CASE("every problem has a status and a sentence in every locale")
{
    const auto locales = Locales::load(assets() + "/locales");
    REQUIRE_MESSAGE(locales, (locales ? "" : locales.error()));
    CHECK(locales->size() >= 2);
    for (const Problem problem : kAllProblems) {
        CAPTURE(name_of(problem));
        CHECK(status_of(problem) >= 400);
        CHECK(status_of(problem) < 600);
        for (const char* language : {"sv", "en"})
            CHECK(!locales->sentence(problem, language).empty());
        CHECK(locales->sentence(problem, "sv") != locales->sentence(problem, "en"));
    }
    CHECK(locales->choose("") == "sv");
    CHECK(locales->choose("de, en-GB;q=0.5, sv;q=0.2") == "en");
    CHECK(locales->choose("en;q=0") == "sv");
}

TEST_CASE("a locale that lacks a sentence is named")
{
    TemporaryFolder folder;
    folder.put("locales/sv.json", R"({"problem.unknown_provider":"x"})");
    const auto locales = Locales::load(folder.path() + "/locales");
    REQUIRE(!locales);
    CHECK(locales.error().find("sv.json lacks the text \"problem.provider_full\"") !=
          std::string::npos);
}

TEST_CASE("the day is Sweden's, whatever zone the server is in")
{
    CHECK(to_iso(day_in_sweden(1'774'738'799)) == "2026-03-28");  // 22:59:59 UTC, winter
    CHECK(to_iso(day_in_sweden(1'774'738'800)) == "2026-03-29");
    CHECK(to_iso(day_in_sweden(1'774'821'599)) == "2026-03-29");  // 21:59:59 UTC, summer
    CHECK(to_iso(day_in_sweden(1'774'821'600)) == "2026-03-30");
    CHECK(to_iso(day_in_sweden(1'792'965'600)) == "2026-10-25");  // 22:00 UTC, winter again
    CHECK(to_iso(day_in_sweden(1'792'969'200)) == "2026-10-26");
}
