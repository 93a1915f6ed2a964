// Beside the service's bench (service.mjs): `people` signs so many in, past the sign-in's own door, and prints
// their sessions; `same` and `bare` are what the service is held against, with its own settings of SQLite, in
// transactions as large as its largest: the very rows its declines left, and one row each.
#include "core/client_case.h"
#include "server/crypto.h"
#include "server/keys.h"
#include "server/outbox/table.h"
#include "server/sessions.h"
#include "server/store/database.h"
#include "server/store/sqlite_connection.h"
#include "server/store/tables.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

using namespace hemval;
using namespace hemval::server;

namespace {

int complain(const std::string& sentence)
{
    std::fprintf(stderr, "%s\n", sentence.c_str());
    return 1;
}

// Everybody opens their case in one transaction, as letters do, and has a session as if by e-ID. Their choices
// go to the outbox too. The service has begun the ledger before, and does not run.
int sign_in(const std::string& folder, const MunicipalityId& town, int count)
{
    auto database = connect({folder, ""}, Connection::Mode::Write);
    if (!database)
        return complain(database.error());
    Connection& kept = **database;
    const auto keys = settle_keys(kept, folder);
    if (!keys)
        return complain(keys.error());
    const Day today = system_clock().today();
    const Sessions sessions(system_clock());
    kept.begin_write({town});
    auto state = load_state(kept, town);
    if (state.providers.empty())
        return complain("The ledger has not begun.");
    const ListedProvider& first = state.providers.front();
    ClientCase person;
    person.area = *first.areas.begin();
    person.services = {*first.services.begin()};
    person.hours_per_month = 20;
    person.decision_day = today;
    open_outbox(kept, town);
    for (int i = 0; i < count; ++i) {
        person.id = CaseId(hex(random_bytes(16)));
        append(kept, town, state, next_event(state, today, CaseOpened{person}));
        insert_case(kept, town, person);
        std::printf("%s\n", sessions.begin(kept, town, ByEId{person.id, "bench-" + std::to_string(i)}).c_str());
    }
    save_state(kept, town, state, {keys->signer, today});
    kept.run("COMMIT");
    return 0;
}

using Steady = std::chrono::steady_clock;
constexpr std::size_t kBatch = 256;

double since(Steady::time_point began) { return std::chrono::duration<double>(Steady::now() - began).count(); }

// What one decline left, table by table; the checkpoint, and the head and the snapshot that are written with it, if
// it was the last of its commit.
struct Left {
    Row ledger, receipt, person, outbox, submission;
    Rows subtrees, unconfirmed, checkpoint;
};

// Of every decline kept in `done` after entry `begun`, in their order.
std::vector<Left> left_by(Queries& done, const Value& town, const Value& begun)
{
    std::vector<Left> all;
    const auto only = [&](const char* sql, std::initializer_list<Value> keys) {
        Rows rows = done.query(sql, keys);
        return rows.size() == 1 ? std::move(rows[0]) : throw QueryFailed(std::string("not one row: ") + sql);
    };
    for (Row& entry : done.query("SELECT municipality, sequence, day, type, body, salt, leaf, "
                                 "json_extract(body, '$.person') FROM ledger WHERE municipality = $1 "
                                 "AND sequence > $2 AND type = 'provider_decided' ORDER BY sequence",
                                 {town, begun})) {
        Left left;
        const Value sequence = entry[1], person = entry[7];
        left.outbox = only("SELECT id, municipality, case_id, sequence, type, data, created, next_try FROM outbox "
                           "WHERE case_id = $1 AND sequence = $2", {person, sequence});
        left.checkpoint = done.query("SELECT municipality, size, text, signature FROM checkpoints "
                                     "WHERE municipality = $1 AND size = $2", {town, sequence});
        left.receipt = only("SELECT municipality, number, case_id, body FROM receipts "
                            "WHERE municipality = $1 AND case_id = $2", {town, person});
        left.person = only("SELECT id, body FROM cases WHERE municipality = $1 AND id = $2", {town, person});
        left.submission = only("SELECT case_id, idempotency_key, body_hash, municipality, number FROM submissions "
                               "WHERE municipality = $1 AND case_id = $2", {town, person});
        left.unconfirmed = done.query("SELECT case_id, municipality, sequence, number FROM unconfirmed "
                                      "WHERE municipality = $1 AND case_id = $2", {town, person});
        for (std::int64_t level = 1; number_of(sequence) % (1LL << level) == 0; ++level) {
            const Rows subtree = done.query("SELECT municipality, level, position, hash FROM subtrees WHERE "
                                            "municipality = $1 AND level = $2 AND position = $3",
                                            {town, level, (number_of(sequence) >> level) - 1});
            left.subtrees.insert(left.subtrees.end(), subtree.begin(), subtree.end());
        }
        left.ledger = std::move(entry);
        all.push_back(std::move(left));
    }
    return all;
}

void keep(Queries& kept, const Left& left, const Value& snapshot, const Value& root)
{
    const auto& [ledger, receipt, person, outbox, submission, subtrees, unconfirmed, checkpoint] = left;
    kept.query("INSERT INTO ledger(municipality, sequence, day, type, body, salt, leaf) "
               "VALUES($1, $2, $3, $4, $5, $6, $7)",
               {ledger[0], ledger[1], ledger[2], ledger[3], ledger[4], ledger[5], ledger[6]});
    kept.query("INSERT INTO outbox(id, municipality, case_id, sequence, type, data, created, next_try) "
               "VALUES($1, $2, $3, $4, $5, $6, $7, $8)",
               {outbox[0], outbox[1], outbox[2], outbox[3], outbox[4], outbox[5], outbox[6], outbox[7]});
    for (const Row& one : subtrees)
        kept.query("INSERT INTO subtrees(municipality, level, position, hash) VALUES($1, $2, $3, $4)",
                   {one[0], one[1], one[2], one[3]});
    kept.query("INSERT INTO receipts(municipality, number, case_id, body) VALUES($1, $2, $3, $4)",
               {receipt[0], receipt[1], receipt[2], receipt[3]});
    for (const Row& one : unconfirmed)
        kept.query("INSERT INTO unconfirmed(case_id, municipality, sequence, number) VALUES($1, $2, $3, $4)",
                   {one[0], one[1], one[2], one[3]});
    kept.query("UPDATE cases SET body = $2 WHERE id = $1", {person[0], person[1]});
    for (const Row& one : checkpoint) {
        kept.query("UPDATE heads SET size = $2, root = $3 WHERE municipality = $1", {ledger[0], ledger[1], root});
        kept.query("UPDATE states SET sequence = $2, snapshot = $3 WHERE municipality = $1",
                   {ledger[0], ledger[1], snapshot});
        kept.query("INSERT INTO checkpoints(municipality, size, text, signature) VALUES($1, $2, $3, $4)",
                   {one[0], one[1], one[2], one[3]});
    }
    kept.query("INSERT INTO submissions(case_id, idempotency_key, body_hash, municipality, number) "
               "VALUES($1, $2, $3, $4, $5)",
               {submission[0], submission[1], submission[2], submission[3], submission[4]});
}

// `before` is a copy of the database from before the declines that `done` has.
int keep_same(const std::string& before, const std::string& done, const std::string& town)
{
    auto source = SqliteConnection::open(done, SqliteConnection::Mode::Read);
    auto target = SqliteConnection::open(before, SqliteConnection::Mode::Write);
    if (!source || !target)
        return complain(source ? target.error() : source.error());
    SqliteConnection& kept = **target;
    const Value begun = kept.query("SELECT size FROM heads WHERE municipality = $1", {town})[0][0];
    const Value snapshot = (*source)->query("SELECT snapshot FROM states WHERE municipality = $1", {town})[0][0];
    const Value root = (*source)->query("SELECT root FROM heads WHERE municipality = $1", {town})[0][0];
    const std::vector<Left> all = left_by(**source, town, begun);
    const auto began = Steady::now();
    for (std::size_t i = 0; i < all.size();) {
        kept.run("BEGIN IMMEDIATE");
        for (const std::size_t end = std::min(all.size(), i + kBatch); i < end; ++i)
            keep(kept, all[i], snapshot, root);
        kept.run("COMMIT");
    }
    std::printf("%.0f\n", static_cast<double>(all.size()) / since(began));
    return 0;
}

int keep_bare(const std::string& path, std::size_t bytes, int rows)
{
    auto database = SqliteConnection::open(path, SqliteConnection::Mode::Write);
    if (!database)
        return complain(database.error());
    SqliteConnection& kept = **database;
    kept.run("CREATE TABLE kept(number INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT");
    const std::string body = hex(random_bytes(bytes / 2));
    const auto began = Steady::now();
    for (int i = 0; i < rows;) {
        kept.run("BEGIN IMMEDIATE");
        for (const int end = std::min(rows, i + static_cast<int>(kBatch)); i < end; ++i)
            kept.query("INSERT INTO kept(body) VALUES($1)", {body});
        kept.run("COMMIT");
    }
    std::printf("%.0f\n", rows / since(began));
    return 0;
}

}  // namespace

int main(int argc, char** argv)
{
    const std::string what = argc > 1 ? argv[1] : "";
    try {
        if (what == "people" && argc == 5)
            return sign_in(argv[2], MunicipalityId(argv[3]), std::atoi(argv[4]));
        if (what == "same" && argc == 5)
            return keep_same(argv[2], argv[3], argv[4]);
        if (what == "bare" && argc == 5)
            return keep_bare(argv[2], static_cast<std::size_t>(std::atoi(argv[3])), std::atoi(argv[4]));
    } catch (const QueryFailed& failed) {
        return complain(failed.what());
    }
    return complain("hemval_bench_service people DATA MUNICIPALITY COUNT | same BEFORE DONE MUNICIPALITY | "
                    "bare FILE BYTES ROWS");
}
