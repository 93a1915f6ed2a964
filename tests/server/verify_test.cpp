#include "server/command_ledger.h"
#include "server/protect.h"
#include "server/representation.h"
#include "server/transitions.h"
#include "server/verify.h"
#include "tests/server/support.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <functional>

using namespace hemval;
using namespace hemval::server;
using namespace hemval::server::testing;

namespace {

using Edit = std::function<void(SqliteConnection&)>;

// Entry 1 is the policy; then five are opened and decline (2 to 11), one switches (12, 13), and one
// chooses and then declines (14 to 16).
struct Written {
    TemporaryFolder folder;
    std::string public_key;

    Written()
    {
        World world(folder.path());
        for (int i = 0; i < 5; ++i)
            world.submit(world.person(Situation::NoProvider), R"({"action":"decline"})", "key-0001");
        const std::string changes = world.person(Situation::HasProvider);
        const auto view = world.get("/api/strangnas/case", changes).json();
        const char* const to = view["current"] == "p4" ? R"({"action":"switch","provider":"p3"})"
                                                       : R"({"action":"switch","provider":"p4"})";
        REQUIRE(world.submit(changes, to, "key-0001").status == 201);
        const std::string chooses = world.person(Situation::NoProvider);
        REQUIRE(world.submit(chooses, R"({"action":"choose","provider":"p2"})", "key-0001").status == 201);
        REQUIRE(world.submit(chooses, R"({"action":"decline"})", "key-0002").status == 201);
        public_key = world.service().public_key();
    }

    // And then an entry of each kind that comes later in a person's life: a provider leaves and does not,
    // a mandate is judged, somebody becomes protected.
    explicit Written(bool long_life) : Written()
    {
        if (!long_life) return;
        World world(folder.path());
        const Municipality town = testing::town(kTown);
        const auto in_ledger = [&](const auto& work) {
            REQUIRE(world.store().tx_now<bool>([&](Queries& queries) -> Result<bool, Problem> {
                work(queries);
                return true;
            }));
        };
        const auto newest_case = [&] {
            std::string id;
            world.store().read([&](Queries& queries) {
                id = text_of(queries.query("SELECT id FROM cases ORDER BY rowid DESC LIMIT 1")[0][0]);
            });
            return CaseId(id);
        };
        const std::string moves = world.person(Situation::HasProvider);
        const std::string current = world.get("/api/strangnas/case", moves).json()["current"];
        const auto leave = [&](TransitionPhase phase) {
            TransitionStep step;
            step.id = TransitionId("leave");
            step.to = phase;
            step.provider = ProviderId(current);
            step.terms = LeavingTerms{LeavingCause::Closes, plus_days(test_day(), 60),
                                      plus_days(test_day(), 20)};
            if (phase == TransitionPhase::Decided) {
                TransitionStep proposal = step;
                proposal.to = TransitionPhase::Proposed;
                proposal.terms.reset();
                in_ledger([&](Queries& queries) {
                    REQUIRE(take_step(queries, town, proposal, world.service().seal()));
                });
                step.actor = "another";
            }
            in_ledger([&](Queries& queries) { REQUIRE(take_step(queries, town, step, world.service().seal())); });
        };
        leave(TransitionPhase::Decided);
        const std::string other = current == "p3" ? "p4" : "p3";
        REQUIRE(world.submit(moves, R"({"action":"choose","provider":")" + other + "\"}", "key-0001").status == 201);
        leave(TransitionPhase::Annulled);
        REQUIRE(world.submit(world.person(Situation::NoProvider),
                             R"({"action":"choose","provider":"p3","representation":{"role":"god_man",)"
                             R"("declared":["consent"]},"representative":{"name":"Ulla Unik","reach":"070-1"}})",
                             "key-0001").status == 201);
        const CaseId person = newest_case();
        in_ledger([&](Queries& queries) {
            REQUIRE(confirm_representation(queries, town, {"cecilia", ""}, person, true, world.service().seal()));
            REQUIRE(protect_case(queries, kTown, person, world.service().seal()));
        });
        // Erased with the rest of that person's; another's stays.
        REQUIRE(world.submit(world.person(Situation::NoProvider),
                             R"({"action":"choose","provider":"p3","representation":{"role":"god_man",)"
                             R"("declared":["consent"]},"representative":{"name":"Ulla Unik","reach":"070-1"}})",
                             "key-0001").status == 201);
        const CaseId second = newest_case();
        in_ledger([&](Queries& queries) {
            REQUIRE(confirm_representation(queries, town, {"cecilia", ""}, second, true, world.service().seal()));
        });
    }

    // Which entry is the first of the kind.
    int first_of(const char* type) const
    {
        auto database = SqliteConnection::open(folder.path() + "/" + kDatabaseName, SqliteConnection::Mode::Read);
        REQUIRE(database);
        const Rows rows = (*database)->query("SELECT COALESCE(MIN(sequence), 0) FROM ledger WHERE "
                                             "municipality = 'strangnas' AND type = $1", {std::string(type)});
        return static_cast<int>(number_of(rows[0][0]));
    }

    // What verify says after `edit` of a copy; empty when everything holds.
    std::string said_after(const Edit& edit) const
    {
        TemporaryFolder copy;
        for (const char* name : {"hemval.sqlite", "hemval.sqlite-wal"}) {
            std::error_code none;
            std::filesystem::copy(folder.path() + "/" + name, copy.path() + "/" + name, none);
        }
        auto database = SqliteConnection::open(copy.path() + "/" + kDatabaseName,
                                               SqliteConnection::Mode::Write);
        REQUIRE(database);
        (*database)->run("PRAGMA foreign_keys=OFF");
        edit(**database);
        const auto verified = verify_ledgers(**database, *SignatureCheck::with(public_key));
        return verified ? std::string() : verified.error();
    }
};

Edit sql(const char* text)
{
    return [text](SqliteConnection& database) { database.run(text); };
}

// Somebody who knows how the tree is made, but cannot sign: makes all of it fit the rows again.
void make_it_fit(SqliteConnection& database)
{
    database.run("DELETE FROM subtrees; DELETE FROM heads");
    for (const Row& row : database.query("SELECT municipality, sequence, body, COALESCE(salt, ''), leaf "
                                         "FROM ledger ORDER BY municipality, sequence")) {
        const MunicipalityId id(text_of(row[0]));
        const auto event = wire::read_event(wire::Json::parse(text_of(row[2])));
        REQUIRE(event);
        // An erased entry's leaf is of what is no longer there.
        const auto leaf = text_of(row[3]).empty() ? *merkle::hash_from_hex(text_of(row[4]))
                                                  : leaf_of(id, *event, text_of(row[2]), text_of(row[3]));
        database.query("UPDATE ledger SET leaf = $3 WHERE municipality = $1 AND sequence = $2",
                       {row[0], row[1], merkle::to_hex(leaf)});
        grow(database, id, event->sequence, leaf);
    }
}

bool names(const std::string& said, int sequence)
{
    return said.find("Entry " + std::to_string(sequence) + " in the ledger of strangnas") == 0;
}

}  // namespace

TEST_CASE("a ledger nobody has touched verifies")
{
    const Written written;
    CHECK(written.said_after([](SqliteConnection&) {}) == "");
}

TEST_CASE("any hand in a ledger row is seen, and the row named")
{
    const Written written;
    const struct {
        const char* what;
        const char* statement;
        int named;
    } edits[] = {
        {"provider", "UPDATE ledger SET body = replace(body, '\"provider\":\"p2\"', "
                     "'\"provider\":\"p3\"') WHERE municipality = 'strangnas' AND sequence = 5", 5},
        {"body", "UPDATE ledger SET body = replace(body, '2026-11-23', '2026-11-22') WHERE "
                 "municipality = 'strangnas' AND sequence = 4", 4},
        {"unreadable body", "UPDATE ledger SET body = 'x' WHERE municipality = 'strangnas' AND "
                            "sequence = 6", 6},
        {"day", "UPDATE ledger SET day = '2026-11-22' WHERE municipality = 'strangnas' AND "
                "sequence = 7", 7},
        {"type", "UPDATE ledger SET type = 'case_opened' WHERE municipality = 'strangnas' AND "
                 "sequence = 3", 3},
        {"sequence", "UPDATE ledger SET sequence = 90 WHERE municipality = 'strangnas' AND "
                     "sequence = 8", 8},
        {"delete", "DELETE FROM ledger WHERE municipality = 'strangnas' AND sequence = 9", 9},
        {"delete the last", "DELETE FROM ledger WHERE municipality = 'strangnas' AND sequence = "
                            "(SELECT max(sequence) FROM ledger WHERE municipality = 'strangnas')", 16},
        {"delete all", "DELETE FROM ledger WHERE municipality = 'strangnas'", 1},
        {"swap", "UPDATE ledger SET sequence = sequence + 100 WHERE municipality = 'strangnas' AND "
                 "sequence IN (4, 6); UPDATE ledger SET sequence = 110 - sequence WHERE "
                 "municipality = 'strangnas' AND sequence IN (104, 106)", 4},
        {"swap of bodies", "UPDATE ledger SET body = (SELECT body FROM ledger AS other WHERE "
                           "other.municipality = 'strangnas' AND other.sequence = 5) WHERE "
                           "municipality = 'strangnas' AND sequence = 3", 3},
        {"salt", "UPDATE ledger SET salt = '00000000000000000000000000000000' WHERE "
                 "municipality = 'strangnas' AND sequence = 10", 10},
        {"salt taken away", "UPDATE ledger SET salt = NULL, signature = '' WHERE "
                            "municipality = 'strangnas' AND sequence = 11", 11},
        {"leaf", "UPDATE ledger SET leaf = (SELECT leaf FROM ledger AS other WHERE "
                 "other.municipality = 'strangnas' AND other.sequence = 5) WHERE "
                 "municipality = 'strangnas' AND sequence = 12", 12},
    };
    for (const auto& edit : edits) {
        CAPTURE(edit.what);
        const std::string said = written.said_after(sql(edit.statement));
        CAPTURE(said);
        CHECK(names(said, edit.named));
    }
}

TEST_CASE("a hand in what comes later in a person's life is seen, with the tree made to fit as well")
{
    const Written written(true);
    CHECK(written.said_after([](SqliteConnection&) {}) == "");
    const struct {
        const char* type;
        const char* from;
        const char* to;
    } edits[] = {
        {"transition_moved", "\"actor\":\"hemval\"", "\"actor\":\"nobody\""},
        {"place_moved", "\"change\":\"restored\"", "\"change\":\"ended\""},
        {"mandate_judged", "\"role\":\"god_man\"", "\"role\":\"relative\""},
        {"case_restated", "\"hours_per_month\":", "\"hours_per_month\":1"},
    };
    for (const auto& edit : edits) {
        CAPTURE(edit.type);
        const int sequence = written.first_of(edit.type);
        REQUIRE(sequence > 16);
        for (const bool fits : {false, true}) {
            const std::string said = written.said_after([&](SqliteConnection& database) {
                const Rows altered = database.query(
                    "UPDATE ledger SET body = replace(body, $2, $3) WHERE municipality = 'strangnas' AND "
                    "sequence = $1 AND body LIKE '%' || $2 || '%' RETURNING 1",
                    {std::int64_t{sequence}, std::string(edit.from), std::string(edit.to)});
                REQUIRE(altered.size() == 1);
                if (fits) make_it_fit(database);
            });
            CAPTURE(said);
            CHECK(names(said, sequence));
        }
    }
}

TEST_CASE("a row altered together with its leaf and the whole tree is named by what was signed")
{
    const Written written;
    for (const int sequence : {3, 5, 9, 11}) {
        const std::string where = std::to_string(sequence);
        const std::string said = written.said_after([&](SqliteConnection& database) {
            database.run(("UPDATE ledger SET body = replace(body, '\"window\":{\"first\":\"2026-11-30\"', "
                          "'\"window\":{\"first\":\"2026-12-01\"') WHERE municipality = 'strangnas' "
                          "AND sequence = " + where).c_str());
            make_it_fit(database);
        });
        CAPTURE(said);
        CHECK(names(said, sequence));
        CHECK(said.find("not what was signed") != std::string::npos);
    }
    const std::string shorter = written.said_after([](SqliteConnection& database) {
        database.run("DELETE FROM ledger WHERE municipality = 'strangnas' AND sequence > 13");
        make_it_fit(database);
    });
    CHECK(names(shorter, 14));
    const std::string longer = written.said_after([](SqliteConnection& database) {
        database.query("DELETE FROM checkpoints WHERE municipality = 'strangnas' AND size > 13");
    });
    CHECK(names(longer, 14));
    CHECK(longer.find("never been signed") != std::string::npos);
}

TEST_CASE("whoever holds the key still cannot have broken the rules")
{
    const Written written;
    const auto signer = signing_key(written.folder.path(), true);
    REQUIRE(signer);
    const std::string said = written.said_after([&](SqliteConnection& database) {
        // The second to decline is given the third provider, past the one whose turn it was.
        database.run("UPDATE ledger SET body = replace(body, '\"provider\":\"p2\"', "
                     "'\"provider\":\"p3\"') WHERE municipality = 'strangnas' AND sequence = 5");
        make_it_fit(database);
        merkle::Frontier frontier;
        for (const Row& row : database.query("SELECT sequence, leaf FROM ledger WHERE municipality = "
                                             "'strangnas' ORDER BY sequence")) {
            frontier.add(*merkle::hash_from_hex(text_of(row[1])), tree_hash);
            const std::string text = signed_text(
                {kTown, frontier.size(), frontier.root(tree_hash), test_day()});
            database.query("UPDATE checkpoints SET text = $2, signature = $3 WHERE municipality = "
                           "'strangnas' AND size = $1",
                           {row[0], text, signer->sign(text)});
        }
    });
    CAPTURE(said);
    CHECK(names(said, 5));
    CHECK(said.find("the rule gives \"p2\", the ledger says \"p3\"") != std::string::npos);
}

TEST_CASE("what is kept beside the ledger is held against it")
{
    const Written written;
    const std::pair<const char*, const char*> edits[] = {
        {"UPDATE states SET snapshot = replace(snapshot, '\"turn\":1', '\"turn\":2') WHERE "
         "municipality = 'strangnas'", "The state kept of strangnas"},
        {"UPDATE states SET sequence = 3 WHERE municipality = 'strangnas'",
         "The state kept of strangnas"},
        {"DELETE FROM states WHERE municipality = 'strangnas'", "The state kept of strangnas"},
        {"UPDATE receipts SET body = replace(body, 'p1', 'p5') WHERE municipality = 'strangnas'",
         "The receipt of entry 3 "},
        {"DELETE FROM receipts", "The receipt of entry 3 "},
        {"INSERT INTO receipts SELECT municipality, 'AAAA-AAAA-AA', case_id, body FROM receipts LIMIT 1",
         "There is a receipt of strangnas"},
        {"UPDATE cases SET body = replace(body, '\"hours_per_month\":', '\"hours_per_month\":1') "
         "WHERE municipality = 'strangnas'", "The case "},
        {"INSERT INTO cases SELECT 'new', municipality, body FROM cases LIMIT 1",
         "There is a case of strangnas"},
        {"UPDATE heads SET root = (SELECT leaf FROM ledger LIMIT 1) WHERE municipality = 'strangnas'",
         "The head of the ledger of strangnas"},
        {"UPDATE subtrees SET hash = (SELECT leaf FROM ledger LIMIT 1) WHERE municipality = "
         "'strangnas' AND level = 2 AND position = 0", "Entry 4 in the ledger of strangnas completes"},
        {"INSERT INTO subtrees SELECT municipality, 9, 9, hash FROM subtrees WHERE municipality = "
         "'strangnas' LIMIT 1", "The tree of the ledger of strangnas has parts"},
        {"UPDATE checkpoints SET text = replace(text, '2026', '2025') WHERE size = 5",
         "The checkpoint after entry 5 in the ledger of strangnas has been altered"},
        {"UPDATE checkpoints SET signature = (SELECT signature FROM checkpoints WHERE size = 3) "
         "WHERE size = 4", "The checkpoint after entry 4 in the ledger of strangnas has been altered"},
        {"UPDATE checkpoints SET (text, signature) = (SELECT text, signature FROM checkpoints WHERE "
         "size = 3) WHERE size = 4", "The checkpoint after entry 4 in the ledger of strangnas belongs"},
        {"UPDATE checkpoints SET size = 0 WHERE size = 4", "The ledger of strangnas has a checkpoint"},
    };
    for (const auto& edit : edits) {
        const auto& statement = edit.first;
        const auto& sentence = edit.second;
        CAPTURE(statement);
        const std::string said = written.said_after(sql(statement));
        CAPTURE(said);
        CHECK(said.find(sentence) == 0);
    }
}

TEST_CASE("the command says what it found, and believes no other key than the one it is given")
{
    const Written written;
    LedgerOptions options;
    options.data = written.folder.path();
    CHECK(verify(options) == 0);
    options.public_key = written.public_key;
    CHECK(verify(options) == 0);
    options.public_key = Signer::from_key(std::string(64, '5'))->public_key();
    CHECK(verify(options) == 1);
    options.public_key = "no key";
    CHECK(verify(options) == 1);
    options.data = written.folder.path() + "/none";
    CHECK(verify(options) == 1);
}
