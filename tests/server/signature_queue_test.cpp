#include "server/signature_queue.h"

#include "server/verify.h"
#include "tests/server/long_ledger.h"

#include <doctest/doctest.h>

using namespace hemval;
using namespace hemval::server;
using namespace hemval::server::testing;

namespace {

std::string verified(Queries& queries, const TemporaryFolder& folder)
{
    const auto signer = signing_key(folder.path(), true);
    const auto done = verify_ledgers(queries, *SignatureCheck::with(signer->public_key()));
    return done ? "" : done.error();
}

void spoil_checkpoint(SqliteConnection& database, int size)
{
    database.query("UPDATE checkpoints SET signature = replace(signature, substr(signature, 1, 4), "
                   "CASE WHEN substr(signature, 1, 4) = 'dead' THEN 'beef' ELSE 'dead' END) "
                   "WHERE size = $1", {std::int64_t{size}});
}

}  // namespace

TEST_CASE("of all signatures that do not hold the earliest is named, whichever core saw it first")
{
    const auto signer = Signer::from_key(std::string(64, '7'));
    const auto check = SignatureCheck::with(signer->public_key());
    const std::string good = signer->sign("text");
    for (const std::uint64_t wrong : {0U, 127U, 128U, 700U, 1999U}) {
        CAPTURE(wrong);
        SignatureQueue queue(*check);
        for (std::uint64_t place = 0; place < 2000; ++place)
            queue.add(place, place < wrong ? "text" : "another", good);
        CHECK(queue.first_wrong() == wrong);
    }
    SignatureQueue queue(*check);
    for (std::uint64_t place = 0; place < 2000; ++place)
        queue.add(place, "text", good);
    CHECK(queue.first_wrong() == std::nullopt);
}

TEST_CASE("a signature is named before the fault of a later row, and a row before a later signature")
{
    TemporaryFolder folder;
    const auto database = long_ledger(folder, 600);
    CHECK(verified(*database, folder) == "");
    database->run("BEGIN");
    database->run("UPDATE ledger SET day = '2020-01-01' WHERE sequence = 700");
    spoil_checkpoint(*database, 900);
    CHECK(verified(*database, folder).find("Entry 700 ") == 0);
    spoil_checkpoint(*database, 699);
    CHECK(verified(*database, folder).find("The checkpoint after entry 699 ") == 0);
    spoil_checkpoint(*database, 3);
    CHECK(verified(*database, folder).find("The checkpoint after entry 3 ") == 0);
    database->run("ROLLBACK");
    CHECK(verified(*database, folder) == "");
}
