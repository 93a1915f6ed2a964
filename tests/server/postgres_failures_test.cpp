#include "server/store/database.h"
#include "tests/server/cluster.h"

#include <doctest/doctest.h>

using namespace hemval;
using namespace hemval::server;
using namespace hemval::server::testing;

namespace {

using Failure = Connection::Failure;

std::unique_ptr<Connection> connection()
{
    static const Database there{"", database_named("failures")};
    auto opened = connect(there, Connection::Mode::Write);
    REQUIRE_MESSAGE(opened.has_value(), opened.error());
    return std::move(*opened);
}

}  // namespace

TEST_CASE("what PostgreSQL refuses by is told apart: to be done again, waited for, our own fault, or the end of it")
{
    const auto database = connection();
    const std::pair<const char*, Failure> states[] = {
        {"40001", Failure::Again},     {"40P01", Failure::Again},     {"55P03", Failure::Locked},
        {"57014", Failure::Locked},    {"23505", Failure::Statement}, {"42601", Failure::Statement},
        {"25006", Failure::Database},  {"08006", Failure::Database},  {"53100", Failure::Database},
        {"53300", Failure::Database},  {"57P03", Failure::Database},  {"58030", Failure::Database},
        {"XX001", Failure::Database},  {"22000", Failure::Statement},
    };
    for (const auto& one : states) {
        const std::string state = one.first;
        CAPTURE(state);
        // The words of class 22 are of a value, and may repeat it.
        const std::string said = state.rfind("22", 0) == 0 ? "a value was refused" : "no room here";
        database->forget_failure();
        const std::string sql = "DO $$ BEGIN RAISE EXCEPTION 'no room here .' USING ERRCODE = '" + state +
                                "', DETAIL = 'SOC-1'; END $$";
        try {
            database->run(sql.c_str());
            FAIL_CHECK("nothing was refused");
        } catch (const QueryFailed& failed) {
            CHECK(std::string(failed.what()) == said + ", SQLSTATE " + state);
        }
        CHECK(database->failure() == one.second);
    }
    // A write where only reading was asked for is our own fault; the primary has not become a standby.
    database->forget_failure();
    database->begin_read();
    CHECK_THROWS_AS(database->query("INSERT INTO meta(key, value) VALUES('a', 'b')"), QueryFailed);
    CHECK(database->failure() == Failure::Statement);
    CHECK_THROWS_AS(database->query("SELECT 1"), QueryFailed);
    database->run("ROLLBACK");
}

TEST_CASE("what had failed is not said to be kept, and a text that cannot be one is refused")
{
    const auto database = connection();
    database->begin_write({MunicipalityId("strangnas")});
    CHECK_THROWS_AS(database->query("SELECT * FROM nowhere"), QueryFailed);
    CHECK_THROWS_WITH_AS(database->commit(), "the transaction had failed and was undone", QueryFailed);
    CHECK(database->failure() == Failure::Statement);
    CHECK(!database->in_transaction());
    database->forget_failure();
    CHECK_THROWS_WITH_AS(database->query("SELECT $1::text", {std::string("a\0b", 3)}), "a text has a NUL in it",
                         QueryFailed);
    CHECK(database->failure() == Failure::Statement);
    database->forget_failure();
    const Rows rows = database->query("SELECT 7::int2, 8::numeric, NULL::int8, 'text'");
    REQUIRE(rows.size() == 1);
    CHECK(number_of(rows[0][0]) == 7);
    CHECK(number_of(rows[0][1]) == 8);
    CHECK(std::holds_alternative<std::monostate>(rows[0][2]));
    CHECK(text_of(rows[0][3]) == "text");
    // The same text with a number, a text and nothing is three statements.
    for (const Value& value : {Value(std::int64_t{1}), Value(std::string("1")), Value()})
        CHECK(database->query("SELECT count(*) FROM meta WHERE value = $1::text", {value}).size() == 1);
    CHECK(!connect({"", "postgresql://hemval@/no database?host=/nowhere"}, Connection::Mode::Write));
    CHECK(Database{"", "postgres://there"}.is_postgres());
    CHECK(!Database{"/folder", ""}.is_postgres());
}
