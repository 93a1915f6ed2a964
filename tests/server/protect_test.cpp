#include "server/protect.h"

#include "server/command_protect.h"
#include "server/letters/case_opening.h"
#include "server/letters/command.h"
#include "server/publish.h"
#include "server/representation.h"
#include "server/store/tables.h"
#include "server/told.h"
#include "tests/server/said.h"
#include "tests/server/support.h"

#include <doctest/doctest.h>

#include <filesystem>

using namespace hemval;
using namespace hemval::server;
using namespace hemval::server::testing;

namespace {

namespace fs = std::filesystem;

constexpr const char* kHeading = "reference;name;address;postal_code;city;language;area;services;"
                                 "hours_per_month;decision_day;provider;protected\n";
std::string row(const std::string& reference, const std::string& mark)
{
    return reference + ";Disa Dold;Hemligvägen 7;645 99;Gömstad;sv;mariefred;household;10;2026-01-10;;" +
           mark + "\n";
}

struct Office {
    TemporaryFolder folder;
    LettersOptions options;
    int code = -1;

    Office()
    {
        options.data = folder.path() + "/data";
        options.municipalities = assets() + "/municipalities";
        options.municipality = "strangnas";
        options.out = folder.path() + "/out";
        options.base_url = "https://hemval.example.se/";
        options.today = test_day();
    }
    std::string letters(const std::string& csv)
    {
        options.cases = folder.path() + ".csv";
        folder.put("cases.csv", csv);
        options.cases = folder.path() + "/cases.csv";
        std::string said = said_by(folder, [&] { code = make_letters(options); });
        fs::remove(options.cases);
        return said;
    }
    std::string protect_it(const std::string& reference, const std::string& lift_to = "")
    {
        ProtectOptions guard{options.data, options.municipalities, options.municipality, reference,
                             !lift_to.empty(), lift_to};
        return said_by(folder, [&] { code = protect(guard); });
    }
    std::size_t made() const
    {
        std::error_code none;
        const fs::directory_iterator all(options.out, none);
        return static_cast<std::size_t>(std::distance(fs::begin(all), fs::end(all)));
    }
    std::string letter_code() const
    {
        for (const auto& entry : fs::directory_iterator(options.out)) {
            const std::string html = *read_text(entry.path().string());
            const std::string mark = "class=\"code\" dir=\"ltr\">";
            return html.substr(html.find(mark) + mark.size(), 19);
        }
        return "";
    }
    std::unique_ptr<World> world() const
    {
        WorldOptions with;
        with.packs = *load_packs(options.municipalities);
        return std::make_unique<World>(options.data, with);
    }
    std::string all_bytes() const
    {
        std::string bytes;
        for (const auto& entry : fs::recursive_directory_iterator(options.data)) {
            if (entry.is_regular_file())
                bytes += *read_text(entry.path().string());
        }
        return bytes;
    }
};

// Every row of every table that has the case's id anywhere in it, as one text.
std::string rows_tied_to(World& world, const std::string& person)
{
    std::string all;
    world.store().read([&](Queries& queries) {
        for (const Row& table : queries.query("SELECT name FROM sqlite_master WHERE type = 'table'")) {
            for (const Row& one : queries.query("SELECT * FROM \"" + text_of(table[0]) + "\"")) {
                std::string text;
                for (const Value& value : one)
                    text += text_of(value) + "\n";
                // The snapshot and the adopted policy have every area there is, of nobody.
                if (text_of(table[0]) == "states" || text.find(person) == std::string::npos)
                    continue;
                all += text;
            }
        }
    });
    return all;
}

std::string only_case(World& world)
{
    std::string id;
    world.store().read(
        [&](Queries& queries) { id = text_of(queries.query("SELECT id FROM cases")[0][0]); });
    return id;
}

void check_tells_nothing(const Office& office, World& world)
{
    const std::string tied = rows_tied_to(world, only_case(world));
    CHECK(tied.find("household") != std::string::npos);
    for (const char* secret : {"mariefred", "Disa", "Hemlig", "645 99", "wrong_area"})
        CHECK_MESSAGE(tied.find(secret) == std::string::npos, secret);
    const std::string bytes = office.all_bytes();
    for (const char* secret : {"Disa", "Hemlig", "645 99"})
        CHECK_MESSAGE(bytes.find(secret) == std::string::npos, secret);
}

}  // namespace

TEST_CASE("a row without a plain no makes no letter and no code, and its case has no area")
{
    for (const char* mark : {"yes", "", "nej", "kanske"}) {
        Office office;
        CHECK(office.letters(std::string(kHeading) + row("REF-1", mark)) == "");
        CHECK(office.code == 0);
        CHECK(office.made() == 0);
        const auto world = office.world();
        check_tells_nothing(office, *world);
        world->store().read([&](Queries& queries) {
            CHECK(queries.query("SELECT 1 FROM codes").empty());
            CHECK(load_case(queries, CaseId(only_case(*world))).is_protected);
        });
        CHECK(verified(*world) == "");
    }
}

TEST_CASE("a file that does not say who is protected is refused, and told what to add")
{
    Office office;
    std::string csv = std::string(kHeading) + row("REF-1", "no");
    csv.erase(csv.find(";protected"), 10);
    const std::string said = office.letters(csv);
    CHECK(office.code == 1);
    CHECK(said.find("the column \"protected\" is missing; add it, with \"no\"") != std::string::npos);
    CHECK(said.find("Disa") == std::string::npos);
}

TEST_CASE("of a protected person nothing but the case is read: not even what is wrong with the rest")
{
    Office office;
    CHECK(office.letters(std::string(kHeading) +
                         "REF-1;;;;;xx;Hemligvägen;household;10;2026-01-10;;yes\n") == "");
    CHECK(office.code == 0);
    const std::string said = office.letters(
        std::string(kHeading) + "REF-2;;;;;xx;Hemligvägen;household;none;2026-01-10;;yes\n");
    CHECK(said.find("hours_per_month") != std::string::npos);
    CHECK(said.find("Hemlig") == std::string::npos);
}

TEST_CASE("marked later, area and receipts are gone, the proofs hold, and code and session lead to the phone")
{
    Office office;
    REQUIRE(office.letters(std::string(kHeading) + row("REF-1", "no")) == "");
    const std::string code = office.letter_code();
    std::string number, cookie;
    {
        const auto world = office.world();
        cookie = world->sign_in(code).cookie();
        const auto sent = world->submit(
            cookie,
            R"({"action":"decline","representation":{"role":"god_man","declared":["consent"]},)"
            R"("representative":{"name":"Ulla Unik","reach":"Hemligvägen 7"}})",
            "key-0001");
        REQUIRE(sent.status == 201);
        number = sent.json()["number"];
        CHECK(rows_tied_to(*world, only_case(*world)).find("mariefred") != std::string::npos);
        REQUIRE(world->store().tx_now<bool>([&](Queries& queries) -> Result<bool, Problem> {
            mark_told(queries, kTown, TransitionId("solglantan-2026"), CaseId(only_case(*world)), test_day());
            return true;
        }));
    }
    CHECK(office.protect_it("REF-1") == "");
    CHECK(office.code == 0);
    const auto world = office.world();
    CHECK(rows_tied_to(*world, only_case(*world)).find("solglantan") == std::string::npos);
    check_tells_nothing(office, *world);
    CHECK(office.all_bytes().find("Ulla") == std::string::npos);
    CHECK(verified(*world) == "");
    CHECK(world->sign_in(code).problem() == "phone_only");
    CHECK(world->sign_in(code).body.find("0152-291 00") != std::string::npos);
    CHECK(world->get("/api/strangnas/case", cookie).problem() == "phone_only");
    CHECK(world->get("/api/strangnas/proofs/" + number, cookie).problem() == "phone_only");
    CHECK(world->submit(cookie, R"({"action":"choose","provider":"p2"})", "key-0002").problem() ==
          "phone_only");
    CHECK(world->get("/api/strangnas/receipts/" + number).problem() == "unknown_receipt");
    world->store().read([&](Queries& queries) {
        const auto person = load_case(queries, CaseId(only_case(*world)));
        CHECK(person.is_protected);
        CHECK(person.pending);
        const auto published = public_ledgers(queries, world->service().public_key());
        CHECK(published.at("strangnas").find(only_case(*world)) == std::string::npos);
        const auto ledger = wire::Json::parse(published.at("strangnas"));
        REQUIRE_FALSE(ledger["entries"].empty());
        for (const auto& entry : ledger["entries"])
            CHECK_FALSE(entry.contains("area"));
    });
    // The mandate is still somebody's to judge, and the ledger still adds up after.
    const auto judged = world->store().tx_now<MandateJudged>([&](Queries& queries) {
        return confirm_representation(queries, world->service().packs().at(kTown), {"cecilia", ""},
                                      CaseId(only_case(*world)), false, world->service().seal());
    });
    CHECK(judged);
    CHECK(verified(*world) == "");
}

TEST_CASE("a new file that says so marks the case there is, and a letter is never made to it again")
{
    Office office;
    REQUIRE(office.letters(std::string(kHeading) + row("REF-1", "no")) == "");
    CHECK(office.letters(std::string(kHeading) + row("REF-1", "yes")) == "");
    CHECK(office.code == 0);
    CHECK(office.made() == 1);
    {
        const auto world = office.world();
        check_tells_nothing(office, *world);
        CHECK(verified(*world) == "");
    }
    office.options.again = true;
    const std::string said = office.letters(std::string(kHeading) + row("REF-1", "no"));
    CHECK(office.code == 1);
    CHECK(said.find("hemval protect --lift") != std::string::npos);
    CHECK(office.made() == 1);
}

TEST_CASE("a file that marks a case leaves nothing of it in the database's log, while the service runs")
{
    Office office;
    REQUIRE(office.letters(std::string(kHeading) + row("REF-1", "no")) == "");
    const auto world = office.world();
    const std::string cookie = world->sign_in(office.letter_code()).cookie();
    REQUIRE(world
                ->submit(cookie,
                         R"({"action":"decline","representation":{"role":"god_man","declared":["consent"]},)"
                         R"("representative":{"name":"Ulla Unik","reach":"Hemligvägen 7"}})",
                         "key-0001")
                .status == 201);
    REQUIRE(office.all_bytes().find("Ulla") != std::string::npos);
    CHECK(office.letters(std::string(kHeading) + row("REF-1", "yes")) == "");
    CHECK(office.code == 0);
    check_tells_nothing(office, *world);
    CHECK(office.all_bytes().find("Ulla") == std::string::npos);
}

TEST_CASE("whether another municipality's ledger holds is nothing to a person who must be protected")
{
    Office office;
    office.letters(kHeading + row("1", "no"));
    REQUIRE(office.code == 0);
    {
        const auto world = office.world();
        REQUIRE(world->store().tx_now<bool>([](Queries& queries) -> Result<bool, Problem> {
            queries.query("UPDATE ledger SET day = '2020-01-01' WHERE municipality = 'botkyrka' AND sequence = 1");
            return true;
        }));
        CHECK(verified(*world).find("botkyrka has been altered") != std::string::npos);
    }
    office.protect_it("1");
    CHECK(office.code == 0);
}

TEST_CASE("lifted, the case has the area it is given and the code opens it again")
{
    Office office;
    REQUIRE(office.letters(std::string(kHeading) + row("REF-1", "no")) == "");
    REQUIRE(office.protect_it("REF-1") == "");
    CHECK(office.protect_it("REF-1", "nowhere").find("--area") != std::string::npos);
    CHECK(office.protect_it("REF-1", "mariefred") == "");
    CHECK(office.code == 0);
    const auto world = office.world();
    CHECK(verified(*world) == "");
    CHECK(world->sign_in(office.letter_code()).status == 200);
    CHECK(office.protect_it("NOBODY").find("no case with that reference") != std::string::npos);
}
