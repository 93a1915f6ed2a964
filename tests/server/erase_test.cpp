#include "server/erase.h"
#include "server/store/case_persons.h"

#include "server/command_ledger.h"
#include "server/commands.h"
#include "server/publish.h"
#include "server/transitions.h"
#include "server/verify.h"
#include "tests/server/support.h"

#include <doctest/doctest.h>

#include <cstdio>
#include <functional>

using namespace hemval;
using namespace hemval::server;
using namespace hemval::server::testing;

namespace {

Day in(int years, int days = 0)
{
    return plus_days(Day(test_day() + std::chrono::years(years)), days);
}

std::string case_of(World& world, const std::string& number)
{
    std::string id;
    world.store().read([&](Queries& queries) {
        id = text_of(queries.query("SELECT case_id FROM receipts WHERE number = $1", {number})[0][0]);
    });
    return id;
}

std::int64_t rows_about(World& world, const std::string& person)
{
    std::int64_t rows = 0;
    world.store().read([&](Queries& queries) {
        const auto count = [&](const std::string& table, const char* column) {
            rows += number_of(queries.query("SELECT count(*) FROM " + table + " WHERE " + column + " = $1",
                                            {person})[0][0]);
        };
        count("cases", "id");
        // Tables to come are looked at too.
        for (const Row& table : queries.query("SELECT m.name FROM sqlite_master AS m JOIN "
                                              "pragma_table_info(m.name) AS c ON c.name = 'case_id' "
                                              "WHERE m.type = 'table'"))
            count(text_of(table[0]), "case_id");
    });
    return rows;
}

Result<ErasedCount, std::string> erase(World& world, const Signer& signer, Day today)
{
    std::optional<Result<ErasedCount, std::string>> erased;
    const auto kept = world.store().tx_now<bool>([&](Queries& queries) -> Result<bool, Problem> {
        erased = erase_expired(queries, signer, today);
        if (!*erased)
            return fail(Problem::ServiceFailed);
        return true;
    });
    REQUIRE(erased.has_value());
    CHECK(kept.has_value() == erased->has_value());
    return *erased;
}

bool on_disk(const TemporaryFolder& folder, const std::string& text)
{
    for (const char* name : {"/hemval.sqlite", "/hemval.sqlite-wal"}) {
        if (read_text(folder.path() + name).value_or("").find(text) != std::string::npos)
            return true;
    }
    return false;
}

}  // namespace

TEST_CASE("five years after the last entry the person is gone, and every proof given still holds")
{
    TemporaryFolder folder;
    std::string gone;
    std::string stays;
    std::string number;
    {
        World world(folder.path());
        const auto signer = signing_key(folder.path(), true);
        const std::string early = world.person(Situation::NoProvider);
        number = world.submit(early, R"({"action":"decline"})", "key-0001").json()["number"];
        const auto proof =
            *wire::read_receipt_proof(world.get("/api/strangnas/proofs/" + number, early).json());
        gone = case_of(world, number);
        REQUIRE(world.store().tx_now<bool>([&](Queries& queries) -> Result<bool, Problem> {
            queries.query("INSERT INTO case_references(municipality, pseudonym, case_id) "
                          "VALUES('strangnas', 'somebody', $1)",
                          {gone});
            set_case_person(queries, kTown, CaseId(gone), "the person");
            return true;
        }));
        world.set_today(in(0, 30));
        const std::string later = world.person(Situation::NoProvider);
        const std::string kept =
            world.submit(later, R"({"action":"decline"})", "key-0001").json()["number"];
        stays = case_of(world, kept);
        const MunicipalityState before_it = world.state();

        CHECK(erase(world, *signer, in(5, -1))->people == 0);
        const auto erased = erase(world, *signer, in(5));
        REQUIRE(erased);
        CHECK(erased->people == 1);
        CHECK(erased->entries == 2);
        CHECK(rows_about(world, gone) == 0);
        CHECK(rows_about(world, stays) == 6);
        CHECK(verified(world) == "");
        CHECK(world.state() == before_it);
        CHECK(world.get("/api/strangnas/receipts/" + number).problem() == "unknown_receipt");
        CHECK(world.get("/api/strangnas/receipts/" + kept).status == 200);

        // The paper in the drawer holds against what is published today.
        world.store().read([&](Queries& queries) {
            const auto again = prove_inclusion(queries, kTown, read_record(proof.record)->sequence);
            CHECK(again.leaf == tree_hash(merkle::leaf_input(proof.salt, proof.record)));
            CHECK(again.proof == proof.proof);
            CHECK(again.checkpoint == proof.checkpoint);
        });
        // And the ledger goes on.
        CHECK(world.submit(world.person(Situation::NoProvider), R"({"action":"decline"})", "key-0001")
                  .status == 201);
        CHECK(verified(world) == "");
        CHECK(erase(world, *signer, in(5))->people == 0);
    }
    CHECK(on_disk(folder, stays));
    CHECK_FALSE(on_disk(folder, gone));
    CHECK_FALSE(on_disk(folder, number));
}

TEST_CASE("whoever waits for a place, or has been sent a letter since, is not erased")
{
    TemporaryFolder folder;
    WorldOptions options;
    for (auto& [id, pack] : options.packs)
        fill_up(pack);
    World world(folder.path(), options);
    const auto signer = signing_key(folder.path(), true);
    const std::string waits = world.person(Situation::NoProvider);
    REQUIRE(world.submit(waits, R"({"action":"decline"})", "key-0001").status == 201);
    world.person(Situation::NoProvider);
    world.store().tx_now<bool>([](Queries& queries) -> Result<bool, Problem> {
        queries.query("UPDATE codes SET issued = '2029-01-01' WHERE case_id = "
                      "(SELECT case_id FROM codes WHERE case_id NOT IN (SELECT case_id FROM receipts))");
        return true;
    });
    CHECK(erase(world, *signer, in(6))->people == 0);
    CHECK(erase(world, *signer, in(9))->people == 1);
    CHECK(verified(world) == "");
}

TEST_CASE("whoever waited when a provider began to leave is not erased while that may be annulled")
{
    TemporaryFolder folder;
    WorldOptions full;
    for (auto& [id, pack] : full.packs)
        fill_up(pack);
    {
        World world(folder.path(), full);
        REQUIRE(world.submit(world.person(Situation::NoProvider), R"({"action":"decline"})", "key-0001").status == 201);
        for (const TransitionPhase to :
             {TransitionPhase::Proposed, TransitionPhase::Decided, TransitionPhase::Running}) {
            TransitionStep step;
            step.id = TransitionId("p1-leaves");
            step.provider = ProviderId("p1");
            step.to = to;
            if (to == TransitionPhase::Decided)
                step.terms = LeavingTerms{LeavingCause::Closes, plus_days(test_day(), 60), plus_days(test_day(), 20)};
            step.actor = name_of(to);
            REQUIRE(world.store().tx_now<Transition>(kTown, [&](Queries& queries) {
                return take_step(queries, full.packs.at(kTown), step, world.service().seal());
            }));
        }
        CHECK(world.state().waiting.size() == 1);
    }
    World world(folder.path());  // with room for them
    REQUIRE(world.state().waiting.empty());
    const auto signer = signing_key(folder.path(), true);
    CHECK(erase(world, *signer, in(6))->people == 0);
    CHECK(verified(world) == "");
}

TEST_CASE("five years after 29 February is 1 March")
{
    TemporaryFolder folder;
    World world(folder.path());
    world.set_today(*from_iso("2028-02-29"));
    REQUIRE(world.submit(world.person(Situation::NoProvider), R"({"action":"decline"})", "key-0001").status == 201);
    const auto signer = signing_key(folder.path(), true);
    CHECK(erase(world, *signer, *from_iso("2033-02-28"))->people == 0);
    CHECK(erase(world, *signer, *from_iso("2033-03-01"))->people == 1);
}

TEST_CASE("what is left of an erased entry cannot be altered, moved or made up")
{
    TemporaryFolder folder;
    World world(folder.path());
    const auto signer = signing_key(folder.path(), true);
    for (int i = 0; i < 2; ++i)
        world.submit(world.person(Situation::NoProvider), R"({"action":"decline"})", "key-0001");
    REQUIRE(erase(world, *signer, in(5))->people == 2);
    REQUIRE(verified(world) == "");
    const std::pair<const char*, const char*> edits[] = {
        {"UPDATE ledger SET body = replace(body, '\"to\":\"p1\"', '\"to\":\"p2\"') WHERE sequence = 3",
         "Entry 3 "},
        {"UPDATE ledger SET leaf = (SELECT leaf FROM ledger AS other WHERE other.sequence = 5) WHERE "
         "sequence = 3", "Entry 3 "},
        {"UPDATE ledger SET signature = (SELECT signature FROM ledger AS other WHERE other.sequence = "
         "5) WHERE sequence = 3", "Entry 3 "},
        {"UPDATE ledger SET salt = '00000000000000000000000000000000', signature = NULL WHERE "
         "sequence = 4", "Entry 4 "},
    };
    for (const auto& edit : edits) {
        const auto& statement = edit.first;
        const auto& sentence = edit.second;
        CAPTURE(statement);
        std::string said;
        world.store().write(
            [&, statement = statement](Queries& queries) {
                queries.query(statement);
                const auto done =
                    verify_ledgers(queries, *SignatureCheck::with(signer->public_key()));
                said = done ? "" : done.error();
                return Verdict::Undo;
            },
            [](Outcome) {});
        world.store().tx_now<bool>([](Queries&) -> Result<bool, Problem> { return true; });
        CAPTURE(said);
        CHECK(said.find(sentence) == 0);
    }
}

TEST_CASE("a ledger that does not hold is not erased from")
{
    TemporaryFolder folder;
    World world(folder.path());
    const auto signer = signing_key(folder.path(), true);
    world.submit(world.person(Situation::NoProvider), R"({"action":"decline"})", "key-0001");
    world.store().tx_now<bool>([](Queries& queries) -> Result<bool, Problem> {
        queries.query("UPDATE ledger SET day = '2020-01-01' WHERE sequence = 3");
        return true;
    });
    const auto erased = erase(world, *signer, in(5));
    REQUIRE(!erased);
    CHECK(erased.error().find("Nothing was erased") == 0);
    CHECK(erased.error().find("Entry 3 ") != std::string::npos);
}

TEST_CASE("who comes back between the verifying and the erasing is kept, and the service goes on meanwhile")
{
    TemporaryFolder folder;
    World world(folder.path());
    const auto signer = signing_key(folder.path(), true);
    const std::string chooses = world.person(Situation::NoProvider);
    world.person(Situation::NoProvider);
    const std::string declined = world.person(Situation::NoProvider);
    REQUIRE(world.submit(declined, R"({"action":"decline"})", "key-0001").status == 201);
    auto moment = SqliteConnection::open(folder.path() + "/" + kDatabaseName,
                                         SqliteConnection::Mode::Read);
    REQUIRE(moment);
    (*moment)->run("BEGIN");
    const auto planned = plan_erasure(**moment, *signer, in(5));
    REQUIRE(planned);
    REQUIRE(planned->towns.size() == 1);
    CHECK(planned->towns[0].people.size() == 3);

    // The moment is still looked at. One acts now; another has been sent a letter by now.
    CHECK(world.submit(chooses, R"({"action":"choose","provider":"p2"})", "key-0001").status == 201);
    std::optional<Result<ErasedCount, std::string>> erased;
    REQUIRE(world.store().tx_now<bool>([&](Queries& queries) -> Result<bool, Problem> {
        queries.query("UPDATE codes SET issued = '2031-01-01' WHERE case_id = (SELECT case_id FROM codes "
                      "WHERE case_id NOT IN (SELECT case_id FROM receipts))");
        erased = carry_out(queries, *planned, in(5));
        return true;
    }));
    REQUIRE(*erased);
    CHECK((*erased)->people == 1);
    CHECK((*erased)->entries == 2);
    CHECK(verified(world) == "");
}

TEST_CASE("what is no longer the ledger that was verified is not erased from")
{
    TemporaryFolder folder;
    World world(folder.path());
    const auto signer = signing_key(folder.path(), true);
    for (int i = 0; i < 3; ++i)
        world.submit(world.person(Situation::NoProvider), R"({"action":"decline"})", "key-0001");
    const char* const edits[] = {
        "UPDATE ledger SET leaf = (SELECT leaf FROM ledger WHERE sequence = 2) WHERE sequence = 3",
        "UPDATE subtrees SET hash = (SELECT leaf FROM ledger WHERE sequence = 2) WHERE level = 2",
        "UPDATE heads SET size = 5 WHERE municipality = 'strangnas'",
        "DELETE FROM ledger WHERE sequence = 4",
    };
    for (const char* edit : edits) {
        CAPTURE(edit);
        std::string said;
        world.store().write(
            [&](Queries& queries) {
                const auto planned = plan_erasure(queries, *signer, in(5));
                REQUIRE(planned);
                queries.query(edit);
                const auto erased = carry_out(queries, *planned, in(5));
                said = erased ? "" : erased.error();
                return Verdict::Undo;
            },
            [](Outcome) {});
        world.store().tx_now<bool>([](Queries&) -> Result<bool, Problem> { return true; });
        CHECK(said.find("no longer the one that was verified") != std::string::npos);
    }
}

TEST_CASE("the command erases, tells how many, and leaves nothing in the log")
{
    TemporaryFolder folder;
    std::string gone;
    {
        World world(folder.path());
        const std::string mine = world.person(Situation::NoProvider);
        const std::string number =
            world.submit(mine, R"({"action":"decline"})", "key-0001").json()["number"];
        gone = case_of(world, number);
    }
    LedgerOptions options;
    options.data = folder.path();
    options.today = in(5);
    CHECK(erase_expired(options) == 1);  // another day than today is only for sample data
    {
        auto database = SqliteConnection::open(folder.path() + "/" + kDatabaseName,
                                               SqliteConnection::Mode::Write);
        REQUIRE(database);
        (*database)->query("INSERT INTO meta VALUES('sample_data', 'yes')");
    }
    CHECK(on_disk(folder, gone));
    CHECK(erase_expired(options) == 0);
    CHECK_FALSE(on_disk(folder, gone));
    CHECK(verify(options) == 0);
}

TEST_CASE("a service with another signing key than the ledger's does not start")
{
    TemporaryFolder folder;
    {
        World world(folder.path());
        world.store().tx_now<bool>([](Queries& queries) -> Result<bool, Problem> {
            set_meta(queries, "sample_data", "yes");
            return true;
        });
    }
    CodeOptions options;
    options.data = folder.path();
    options.municipalities = assets() + "/municipalities";
    options.municipality = "strangnas";
    folder.put("signing.key", std::string(64, '3') + "\n");
    CHECK(issue_code(options) == 1);
    std::remove((folder.path() + "/signing.key").c_str());
    CHECK(issue_code(options) == 1);  // nor is one made where there was one
    CHECK(!read_text(folder.path() + "/signing.key"));
}

TEST_CASE("the public ledger has every leaf, each assignment once, and nothing about a person")
{
    TemporaryFolder folder;
    World world(folder.path());
    std::vector<std::string> secrets;
    const auto published = [&] {
        std::map<std::string, std::string> all;
        world.store().read([&](Queries& queries) {
            all = public_ledgers(queries, world.service().public_key());
        });
        return all;
    };
    for (int i = 0; i < 19; ++i) {
        const std::string number =
            world.submit(world.person(Situation::NoProvider), R"({"action":"decline"})", "key-0001")
                .json()["number"];
        secrets.push_back(number);
        secrets.push_back(case_of(world, number));
    }
    const auto few = wire::Json::parse(published().at("strangnas"));
    CHECK(few["leaves"].size() == world.ledger().size());
    CHECK(few["entries"].size() == 19);
    CHECK(few.dump().find("\"hela\"") == std::string::npos);
    world.person(Situation::NoProvider);
    const auto all = published();
    const auto json = wire::Json::parse(all.at("strangnas"));
    CHECK(all.count("annanstans") == 1);
    for (const auto& entry : json["entries"]) {
        CHECK(entry["area"] == "hela");  // twenty live there now
        CHECK(entry["leaf"] == json["leaves"][entry["sequence"].get<std::size_t>() - 1]);
    }
    for (const std::string& secret : secrets)
        CHECK(json.dump().find(secret) == std::string::npos);
    world.store().read([&](Queries& queries) {
        for (const Row& row : queries.query("SELECT salt FROM ledger"))
            CHECK(json.dump().find(text_of(row[0])) == std::string::npos);
    });
}
