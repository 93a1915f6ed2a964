// The database commits and is gone before it can say so.
#include "server/command_ledger.h"
#include "server/command_protect.h"
#include "server/command_transition.h"
#include "server/letters/command.h"
#include "server/store/postgres_store.h"
#include "server/store/tables.h"
#include "tests/server/between.h"
#include "tests/server/cluster.h"
#include "tests/server/said.h"

using namespace hemval;
using namespace hemval::server;
using namespace hemval::server::testing;

namespace {

constexpr const char* kSnapshot = "INSERT INTO states";  // what nearly every change of a ledger ends with
constexpr const char* kNotKnown = "It is not known whether this was done";

// A municipality of somebody who has got a letter, in a PostgreSQL that is reached by way of `between`.
struct Office {
    TemporaryFolder folder;
    std::string url = empty_database();
    Between between{url};
    int code = -1;

    Office()
    {
        LettersOptions letters;
        letters.data = folder.path() + "/data";
        letters.database = url;
        letters.municipalities = assets() + "/municipalities";
        letters.municipality = "strangnas";
        letters.out = folder.path() + "/out";
        letters.base_url = "https://hemval.example.se/";
        letters.today = test_day();
        letters.cases = folder.put("cases.csv",
                                   "reference;name;address;postal_code;city;language;area;services;hours_per_month;"
                                   "decision_day;provider;protected\nA-1;Anna Ek;Provgatan 1;645 30;Orten;sv;"
                                   "mariefred;household;10;2026-01-10;;no\n");
        CHECK(said_by(folder, [&] { code = make_letters(letters); }) == "");
        REQUIRE(code == 0);
        connection()->query("INSERT INTO meta(key, value) VALUES('sample_data', 'yes')");  // may be told the day
    }
    std::unique_ptr<Connection> connection() const
    {
        return std::move(*connect({folder.path() + "/data", url}, Connection::Mode::Write));
    }
    std::int64_t entries() const
    {
        return number_of(connection()->query("SELECT count(*) FROM ledger WHERE municipality = 'strangnas'")[0][0]);
    }
    template <class Command>
    std::string run(Command command)
    {
        return said_by(folder, [&] { code = command(); });
    }
    // What it says when the answer to the commit after the statement `after` is lost.
    template <class Command>
    std::string run_unheard(Command command, const char* after)
    {
        between.swallow_next(Between::Then::GoOn, after);
        std::string said = run(command);
        CHECK(between.has_swallowed());
        CHECK(code == 1);
        return said;
    }
};

}  // namespace

TEST_CASE("a choice whose commit nobody heard of is busy, and sent again it is one record with its receipt")
{
    TemporaryFolder folder;
    const std::string url = empty_database();
    Between between(url);
    WorldOptions options;
    options.opens = [&] {
        PostgresOptions kept;
        kept.url = between.url();
        kept.patience = std::chrono::milliseconds(500);
        return std::unique_ptr<Store>(std::move(*PostgresStore::open(kept)));
    };
    World world(folder.path(), options);
    const std::string cookie = world.person(Situation::NoProvider);
    const std::string decline = R"({"action":"decline"})";
    const std::size_t before = world.ledger().size();
    between.swallow_next(Between::Then::Close);
    const Got unheard = world.submit(cookie, decline, "key-unheard");
    CHECK(between.has_swallowed());
    CHECK(unheard.status == 503);
    CHECK(unheard.problem() == "busy");
    CHECK(unheard.json().value("title", "") != "");
    between.open();
    const Got again = world.submit(cookie, decline, "key-unheard");
    CHECK(again.status == 200);  // not 201: it had been kept
    CHECK(world.ledger().size() == before + 1);
    CHECK(world.submit(cookie, decline, "key-unheard").json() == again.json());
    CHECK(world.get("/api/strangnas/receipts/" + again.json().value("number", "")).status == 200);
}

TEST_CASE("a case whose protection nobody heard of is not said to be as before, and run again it is protected once")
{
    Office office;
    ProtectOptions options;
    options.data = office.folder.path() + "/data";
    options.municipalities = assets() + "/municipalities";
    options.municipality = "strangnas";
    options.reference = "A-1";
    options.database = office.between.url();
    const auto command = [&] { return protect(options); };
    CHECK(office.run_unheard(command, kSnapshot).find(kNotKnown) == 0);
    const std::int64_t entries = office.entries();
    CHECK(office.run(command) == "");
    CHECK(office.code == 0);
    CHECK(office.entries() == entries);
    CHECK(office.connection()->query("SELECT 1 FROM cases WHERE body LIKE '%mariefred%'").empty());
}

TEST_CASE("an erasure nobody heard of is not said to be nothing, and run again it is done once")
{
    Office office;
    LedgerOptions options;
    options.data = office.folder.path() + "/data";
    options.database = office.between.url();
    options.today = plus_days(test_day(), 6 * 366);
    const auto command = [&] { return erase_expired(options); };
    CHECK(office.run_unheard(command, "DELETE FROM cases").find(kNotKnown) == 0);
    CHECK(office.run(command) == "");
    CHECK(office.code == 0);
    CHECK(office.connection()->query("SELECT 1 FROM cases").empty());
}

TEST_CASE("letters whose cases nobody heard of are not thrown away, and it is said when they count")
{
    Office office;
    office.connection()->query("DELETE FROM meta WHERE key = 'sample_data'");
    LettersOptions options;
    options.data = office.folder.path() + "/data";
    options.database = office.between.url();
    options.municipalities = assets() + "/municipalities";
    options.municipality = "strangnas";
    options.out = office.folder.path() + "/later";
    options.base_url = "https://hemval.example.se/";
    options.today = test_day();
    options.cases = office.folder.put("later.csv",
                                      "reference;name;address;postal_code;city;language;area;services;hours_per_month;"
                                      "decision_day;provider;protected\nB-1;Bo Ek;Provgatan 2;645 30;Orten;sv;"
                                      "mariefred;household;10;2026-01-10;;no\n");
    std::filesystem::create_directory(options.out);
    const auto command = [&] { return make_letters(options); };
    office.between.swallow_next(Between::Then::Close, kSnapshot);
    const std::string said = office.run(command);
    CAPTURE(said);
    CHECK(office.between.has_swallowed());
    CHECK(office.code == 1);
    CHECK(said.find("It is not known whether the cases were opened") == 0);
    const auto begins = said.find(options.out);
    REQUIRE(begins != std::string::npos);
    const std::string file = said.substr(begins, said.find(".part", begins) + 5 - begins);
    const auto letters = read_text(file);
    REQUIRE(letters);
    CHECK(letters->find("Bo Ek") != std::string::npos);
    office.between.open();
    CHECK(office.run(command).find("already") != std::string::npos);
    CHECK(office.code == 1);
    CHECK(office.connection()->query("SELECT 1 FROM cases").size() == 2);
}

TEST_CASE("a step of a transition nobody heard of is not said to be nothing, and it is not taken twice")
{
    Office office;
    TransitionOptions options;
    options.data = office.folder.path() + "/data";
    options.database = office.between.url();
    options.municipalities = assets() + "/municipalities";
    options.municipality = "strangnas";
    options.id = "leave-2027";
    options.provider = "silverlarkan";
    options.today = test_day();
    const auto command = [&] { return transition_step(options, "propose"); };
    CHECK(office.run_unheard(command, kSnapshot).find(kNotKnown) == 0);
    const std::int64_t entries = office.entries();
    CHECK(office.run(command) == "");
    CHECK(office.code == 0);
    CHECK(office.entries() == entries);
    CHECK(office.run([&] { return transition_progress(options); }) == "");
}
