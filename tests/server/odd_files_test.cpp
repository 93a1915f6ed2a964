#include "core/pack.h"
#include "server/csv.h"
#include "server/letters/batch.h"
#include "server/letters/letter.h"
#include "server/letters/words.h"
#include "server/locales.h"
#include "server/outbox/signature.h"
#include "server/packs.h"
#include "server/static_site.h"
#include "tests/server/support.h"

#include <doctest/doctest.h>

#include <sys/stat.h>

#include <filesystem>

// Files as they are handed in: by a spreadsheet, an editor or nobody in particular.
using namespace hemval;
using namespace hemval::server;
using namespace hemval::server::testing;

TEST_CASE("a table is taken in any UTF-8 and in nothing else, and it is told what else it seems to be")
{
    const auto why = [](const std::string& text) {
        const auto rows = read_csv(text);
        return rows ? std::string() : rows.error();
    };
    for (const char* good : {"å", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80", "\xF0\x90\x80\x80",
                             "\xF4\x8F\xBF\xBF", "\xEF\xBB\xBF" "a"}) {
        CHECK_MESSAGE(why(std::string("a,b\n1,") + good + "\n") == "", good);
    }
    for (const char* bad : {"\x80", "\xC1\x80", "\xE0\x9F\x80", "\xED\xA0\x80", "\xF0\x8F\x80\x80", "\xF4\x90\x80\x80",
                            "\xF5\x80\x80\x80", "\xC3", "\xE2\x82"}) {
        const std::string said = why(std::string("a,b\n1,") + bad);
        CHECK(said.find("is not in UTF-8 (line 2)") != std::string::npos);
        CHECK(said.find("Windows-1252") == std::string::npos);
    }
    CHECK(why("a,b\nStr\xE4ngn\xE4s,1\n").find("seems to be in Windows-1252") != std::string::npos);
    CHECK(why(std::string("a,\xE4\0", 5)).find("Windows-1252") == std::string::npos);
    CHECK(why("\xFF\xFE" "a").find("UTF-16") != std::string::npos);
    CHECK(why("\xFE\xFF" "a").find("UTF-16") != std::string::npos);
    const auto cells = [](const std::string& text) { return read_csv(text)->back().cells; };
    using Cells = std::vector<std::string>;
    CHECK(cells("a,b\n\"x,\"\"y\"\"\", z \n") == Cells{"x,\"y\"", "z"});
    CHECK(cells("a,b\n5\",\"\"\n") == Cells{"5\"", ""});
    CHECK(cells("a;b\r\n1;2\r\n") == Cells{"1", "2"});
    CHECK(!why("a,b\n\"never ended\n").empty());
}

TEST_CASE("a list of people to write to is refused with each of its faults, by row")
{
    const Municipality town = load_packs(assets() + "/municipalities")->at(MunicipalityId("strangnas"));
    const std::string heading = "reference,name,address,postal_code,city,language,area,services,hours_per_month,"
                                "decision_day,provider,protected\n";
    const auto faults = [&](const std::string& csv) {
        std::string all;
        const auto batch = read_batch(csv, town, {"sv", "en"}, test_day());
        if (!batch)
            for (const std::string& fault : batch.error()) all += fault + "\n";
        return all;
    };
    const auto row = [&](const std::string& name, const std::string& services, const std::string& hours,
                         const std::string& more = "") {
        return faults(heading + "1," + name + ",Gatan 1,64530,Strängnäs,sv,strangnas," + services + "," + hours +
                      ",2026-11-16,,no" + more + "\n");
    };
    CHECK(row("Eva", "household", "10") == "");
    CHECK(row("Eva", "household", "10", ",more").find("Row 2: it has more cells than the heading.") == 0);
    CHECK(row("Eva", "", "10").find("Row 2: the services are missing.") == 0);
    CHECK(row(std::string(500, 'x'), "household", "10").find("Row 2: the name is longer than") == 0);
    CHECK(row("\"Eva\nEk\"", "household", "10").find("Row 2: the name has a line break") == 0);
    CHECK(row("Eva\x7f" "Ek", "household", "10").find("Row 2: the name has a line break") == 0);
    for (const char* hours : {"", "0", "-1", "10.5", "745", "99999999999", "ten"})
        CHECK_MESSAGE(row("Eva", "household", hours).find("is not a whole number") != std::string::npos, hours);
    CHECK(row("Eva", "household  shopping", "10") == "");
    CHECK(faults(heading).find("no rows below its heading") != std::string::npos);
    CHECK(faults("name,name\nEva,Ek\n").find("the column \"name\" is there twice") != std::string::npos);
    CHECK(faults("shoe_size\n43\n").find("there is no column \"shoe_size\"") != std::string::npos);
    CHECK(faults("name\nEva\n").find("the column \"protected\" is missing; add it") != std::string::npos);
    CHECK(faults(heading + "1,Eva\n").find("Row 2: ") == 0);
    CHECK(faults(heading + ",Eva,Gatan 1,64530,Strängnäs,sv,strangnas,household,1,2026-11-16,,no\n"
                           ",Ek,Gatan 1,64530,Strängnäs,sv,strangnas,household,1,2026-11-16,,no\n")
              .find("in row") == std::string::npos);  // no reference is nobody's twice
    CHECK(faults("a\xFF\n").find("The file cannot be read: ") == 0);
}

TEST_CASE("letters lead to an address that is one, and over http only to this computer")
{
    for (const char* good : {"https://hemval.example.se", "https://a.se/under/path/", "http://127.0.0.1:8080",
                             "http://127.0.0.1/", "http://localhost:1/", "http://localhost/"}) {
        const auto checked = checked_base_url(good);
        REQUIRE_MESSAGE(checked, good);
        CHECK(checked->back() == '/');
    }
    for (const char* bad : {"", "hemval.example.se", "http://hemval.example.se/", "https://", "https:///path",
                            "https://a.se/?b", "https://a.se/#b", "https://å.se/", "https://a se/",
                            "http://127.0.0.2/"})
        CHECK_MESSAGE(!checked_base_url(bad), bad);
}

TEST_CASE("words are loaded from JSON objects with Swedish among them, or it is told which file is none")
{
    TemporaryFolder folder;
    const auto why = [&](auto load) {
        const auto loaded = load(folder.path());
        return loaded ? std::string() : loaded.error();
    };
    CHECK(why(Words::load).find("has no sv.json") != std::string::npos);
    CHECK(why(Locales::load).find("has no sv.json") != std::string::npos);
    for (const char* text : {"", "[]", "{", "7", "{\"a\": \"\xFF\"}"}) {
        folder.put("sv.json", text);
        CHECK(why(Words::load).find("sv.json is not a JSON object") != std::string::npos);
        CHECK(!why(Locales::load).empty());
    }
    folder.put("sv.json", R"({"hello": "Hej {who}, {who}!", "number": 7})");
    const auto words = Words::load(folder.path());
    REQUIRE(words);
    const Words& swedish = words->at("sv");
    CHECK(swedish("hello", {{"who", "{who}"}}) == "Hej {who}, {who}!");
    CHECK(swedish("hello", {{"who", "du"}}) == "Hej du, du!");
    CHECK(swedish("number") == "[number]");
    CHECK(swedish("unheard.of") == "[unheard.of]");
    CHECK(why(Locales::load) != "");  // every problem has its sentence
    CHECK(!Words::load(folder.path() + "/none"));
    CHECK(!Locales::load(folder.path() + "/none"));
}

TEST_CASE("a webhook's secrets are one or two of the right length, in a file that only its owner reads")
{
    const std::string one = "whsec_" + std::string(32, 'A'), two = "whsec_" + std::string(40, 'B');
    CHECK(read_secrets(one)->size() == 1);
    CHECK(read_secrets("\n  " + one + "  \r\n\r\n" + two + "\n")->size() == 2);
    for (const std::string& wrong : {std::string(""), std::string("\n \n"), one + "\n" + two + "\n" + one,
                                     one.substr(6), "whsec_" + std::string(28, 'A'), "whsec_" + std::string(120, 'A'),
                                     one.substr(0, 20) + "!" + one.substr(21), std::string("whsec_")})
        CHECK_MESSAGE(!read_secrets(wrong), wrong);
    TemporaryFolder folder;
    const std::string path = folder.put("secret", one + "\n");
    ::chmod(path.c_str(), 0644);
    CHECK(secrets_in(path).error().find("chmod 600") != std::string::npos);
    ::chmod(path.c_str(), 0600);
    CHECK(secrets_in(path).has_value());
    folder.put("secret", "word\n");
    CHECK(secrets_in(path).error().find("is not right") != std::string::npos);
    CHECK(secrets_in(folder.path() + "/none").error().find("could not be read") != std::string::npos);
}

TEST_CASE("a site's files are served in the coding that is asked for, under their own names alone")
{
    TemporaryFolder folder;
    CHECK(!StaticSite::load(folder.path() + "/none"));
    CHECK(!StaticSite::load(folder.path()));
    std::filesystem::create_directories(folder.path() + "/town");
    folder.put("town/index.html", "<h1>Hej</h1>");
    folder.put("town/index.html.gz", "as gzip");
    folder.put("lonely.br", "no file of its own");
    folder.put("lonely.gz", "no file of its own");
    folder.put("odd.type", "x");
    const auto site = StaticSite::load(folder.path());
    REQUIRE_MESSAGE(site, site.error());
    const auto get = [&](const std::string& path, const std::string& header = "", const std::string& value = "",
                         const std::string& query = "") {
        Request request;
        request.method = "GET";
        request.path = path;
        request.query = query;
        if (!header.empty()) request.headers.emplace_back(header, value);
        return site->answer(request);
    };
    CHECK(*get("/town/").body == "<h1>Hej</h1>");
    for (const char* coding : {"gzip", "x-gzip", "*", "GZIP;q=0.1", "br, gzip"})
        CHECK_MESSAGE(*get("/town/", "accept-encoding", coding).body == "as gzip", coding);
    for (const char* coding : {"", "br", "gzip;q=0", "x-gzip;q=0", "*;q=0, identity"})
        CHECK_MESSAGE(*get("/town/", "accept-encoding", coding).body == "<h1>Hej</h1>", coding);
    CHECK(get("/town/", "if-none-match", "*").status == 304);
    CHECK(get("/town/", "if-none-match", "\"other\"").status == 200);
    const auto there = [](const Response& response) {
        for (const auto& [name, value] : response.headers)
            if (name == "Location") return value;
        return std::string();
    };
    CHECK(there(get("/town")) == "/town/");
    CHECK(there(get("/town", "", "", "kiosk=1")) == "/town/?kiosk=1");
    CHECK(get("/nowhere").status == 404);
    CHECK(get("/lonely").status == 404);
    CHECK(*get("/lonely.br").body == "no file of its own");
}
