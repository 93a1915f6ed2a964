#include "server/store/migrations.h"

#include "core/wire.h"
#include "server/crypto.h"
#include "server/json.h"
#include "server/store/postgres_connection.h"
#include "server/store/postgres_schema.h"
#include "server/store/sqlite_connection.h"
#include "server/store/tree.h"

namespace hemval::server {
namespace {

// Days are ISO 8601 text, times seconds since 1970 UTC, JSON the forms of core/wire.h.
constexpr const char* kFirst = R"sql(
CREATE TABLE meta(
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE states(
    municipality TEXT PRIMARY KEY,
    sequence INTEGER NOT NULL,
    snapshot TEXT NOT NULL
) STRICT;

CREATE TABLE ledger(
    municipality TEXT NOT NULL,
    sequence INTEGER NOT NULL CHECK (sequence > 0),
    day TEXT NOT NULL,
    type TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (municipality, sequence)
) STRICT, WITHOUT ROWID;

CREATE TABLE cases(
    id TEXT PRIMARY KEY,
    municipality TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT;

CREATE TABLE codes(
    lookup TEXT PRIMARY KEY,
    municipality TEXT NOT NULL,
    case_id TEXT NOT NULL REFERENCES cases(id),
    hash TEXT NOT NULL,
    issued TEXT NOT NULL,
    last_valid TEXT NOT NULL,
    in_effect_after TEXT
) STRICT;
CREATE INDEX codes_case ON codes(case_id);

CREATE TABLE sessions(
    token_hash TEXT PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases(id),
    code_lookup TEXT NOT NULL REFERENCES codes(lookup),
    municipality TEXT NOT NULL,
    created INTEGER NOT NULL,
    seen INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_created ON sessions(created);

CREATE TABLE receipts(
    municipality TEXT NOT NULL,
    number TEXT NOT NULL,
    case_id TEXT NOT NULL REFERENCES cases(id),
    body TEXT NOT NULL,
    PRIMARY KEY (municipality, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE submissions(
    case_id TEXT NOT NULL REFERENCES cases(id),
    idempotency_key TEXT NOT NULL,
    body_hash TEXT NOT NULL,
    municipality TEXT NOT NULL,
    number TEXT NOT NULL,
    PRIMARY KEY (case_id, idempotency_key),
    FOREIGN KEY (municipality, number) REFERENCES receipts(municipality, number)
) STRICT, WITHOUT ROWID;
)sql";

// The municipality's own reference to a case, as an HMAC: found again, never read.
constexpr const char* kCaseReferences = R"sql(
CREATE TABLE case_references(
    municipality TEXT NOT NULL,
    pseudonym TEXT NOT NULL,
    case_id TEXT NOT NULL REFERENCES cases(id),
    PRIMARY KEY (municipality, pseudonym)
) STRICT, WITHOUT ROWID;
)sql";

// Every entry gets a salt and its place in its municipality's tree. An entry without salt has been
// erased: `body` is what is left of it, and `signature` stands for it instead.
constexpr const char* kTree = R"sql(
ALTER TABLE ledger RENAME TO ledger_without_leaves;
CREATE TABLE ledger(
    municipality TEXT NOT NULL,
    sequence INTEGER NOT NULL CHECK (sequence > 0),
    day TEXT NOT NULL,
    type TEXT NOT NULL,
    body TEXT NOT NULL,
    salt TEXT,
    leaf TEXT NOT NULL,
    signature TEXT,
    PRIMARY KEY (municipality, sequence),
    CHECK ((salt IS NULL) = (signature IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE subtrees(
    municipality TEXT NOT NULL,
    level INTEGER NOT NULL CHECK (level > 0),
    position INTEGER NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (municipality, level, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE heads(
    municipality TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    root TEXT NOT NULL
) STRICT;

CREATE TABLE checkpoints(
    municipality TEXT NOT NULL,
    size INTEGER NOT NULL,
    text TEXT NOT NULL,
    signature TEXT NOT NULL,
    PRIMARY KEY (municipality, size)
) STRICT, WITHOUT ROWID;
)sql";

// A session belongs to a letter's code, to a person with e-ID, or to somebody of the staff.
constexpr const char* kSessions = R"sql(
ALTER TABLE sessions RENAME TO sessions_by_code;
CREATE TABLE sessions(
    token_hash TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('code', 'e_id', 'staff')),
    municipality TEXT NOT NULL,
    case_id TEXT REFERENCES cases(id),
    code_lookup TEXT REFERENCES codes(lookup),
    pseudonym TEXT,
    account TEXT,
    name TEXT,
    role TEXT,
    created INTEGER NOT NULL,
    seen INTEGER NOT NULL,
    CHECK ((kind = 'staff') = (case_id IS NULL)),
    CHECK ((kind = 'code') = (code_lookup IS NOT NULL)),
    CHECK ((kind = 'e_id') = (pseudonym IS NOT NULL)),
    CHECK ((kind = 'staff') = (account IS NOT NULL AND role IS NOT NULL)),
    CHECK (kind = 'staff' OR (account IS NULL AND name IS NULL AND role IS NULL))
) STRICT;
INSERT INTO sessions(token_hash, kind, municipality, case_id, code_lookup, created, seen)
    SELECT token_hash, 'code', municipality, case_id, code_lookup, created, seen FROM sessions_by_code;
DROP TABLE sessions_by_code;
CREATE INDEX sessions_created ON sessions(created);
CREATE INDEX sessions_case ON sessions(case_id);
)sql";

// What waits to be told to a municipality's case system, and which of them have one.
constexpr const char* kOutbox = R"sql(
CREATE TABLE outboxes(
    municipality TEXT PRIMARY KEY,
    delivered INTEGER NOT NULL DEFAULT 0,
    last_delivered INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE outbox(
    id TEXT PRIMARY KEY,
    municipality TEXT NOT NULL REFERENCES outboxes(municipality),
    case_id TEXT NOT NULL REFERENCES cases(id),
    sequence INTEGER NOT NULL,
    type TEXT NOT NULL,
    data TEXT NOT NULL,
    created INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    next_try INTEGER NOT NULL,
    answer TEXT
) STRICT;
CREATE UNIQUE INDEX outbox_case ON outbox(case_id, sequence);
CREATE INDEX outbox_due ON outbox(municipality, next_try);
)sql";

// The staff's desk. `case_references.sealed` is the reference itself, see CodeMaker. The access log is
// only ever added to; a case's id in it is a random number that leads nowhere once the case is erased,
// and is therefore not a reference to the case.
constexpr const char* kDesk = R"sql(
ALTER TABLE case_references ADD COLUMN sealed TEXT;
CREATE INDEX case_references_case ON case_references(case_id);
CREATE INDEX receipts_case ON receipts(case_id);

CREATE TABLE access_log(
    municipality TEXT NOT NULL,
    number INTEGER NOT NULL CHECK (number > 0),
    seconds INTEGER NOT NULL,
    account TEXT NOT NULL,
    role TEXT NOT NULL,
    what TEXT NOT NULL,
    person TEXT NOT NULL,
    PRIMARY KEY (municipality, number)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER access_log_grows BEFORE INSERT ON access_log WHEN NEW.number <>
    (SELECT COALESCE(MAX(number), 0) + 1 FROM access_log WHERE municipality = NEW.municipality)
BEGIN SELECT RAISE(ABORT, 'the access log is only added to'); END;
CREATE TRIGGER access_log_is_not_changed BEFORE UPDATE ON access_log
BEGIN SELECT RAISE(ABORT, 'the access log is only added to'); END;
CREATE TRIGGER access_log_is_not_shortened BEFORE DELETE ON access_log
BEGIN SELECT RAISE(ABORT, 'the access log is only added to'); END;

CREATE TABLE unconfirmed(
    case_id TEXT PRIMARY KEY REFERENCES cases(id),
    municipality TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    number TEXT NOT NULL,
    FOREIGN KEY (municipality, number) REFERENCES receipts(municipality, number)
) STRICT;
CREATE INDEX unconfirmed_queue ON unconfirmed(municipality, sequence);
INSERT INTO unconfirmed(case_id, municipality, sequence, number)
    SELECT case_id, municipality, MAX(json_extract(body, '$.sequence')), number FROM receipts
    GROUP BY case_id;
DELETE FROM unconfirmed WHERE EXISTS (SELECT 1 FROM receipts
    WHERE receipts.municipality = unconfirmed.municipality AND receipts.number = unconfirmed.number
    AND json_extract(receipts.body, '$.provider') IS NULL);

CREATE TABLE case_work(
    municipality TEXT NOT NULL,
    number TEXT NOT NULL,
    case_id TEXT NOT NULL REFERENCES cases(id),
    body TEXT NOT NULL,
    registered_by TEXT,
    PRIMARY KEY (municipality, number),
    FOREIGN KEY (municipality, number) REFERENCES receipts(municipality, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_work_case ON case_work(case_id);

CREATE TABLE provider_notices(
    municipality TEXT NOT NULL,
    number TEXT NOT NULL,
    provider TEXT NOT NULL,
    case_id TEXT NOT NULL REFERENCES cases(id),
    day TEXT NOT NULL,
    account TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (municipality, number, provider),
    FOREIGN KEY (municipality, number) REFERENCES receipts(municipality, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX provider_notices_case ON provider_notices(case_id);

CREATE TABLE staff_writes(
    municipality TEXT NOT NULL,
    account TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    body_hash TEXT NOT NULL,
    made TEXT NOT NULL,
    case_id TEXT REFERENCES cases(id),
    PRIMARY KEY (municipality, account, idempotency_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX staff_writes_case ON staff_writes(case_id);

CREATE TABLE list_changes(
    municipality TEXT NOT NULL,
    number INTEGER NOT NULL CHECK (number > 0),
    change TEXT NOT NULL,
    proposed_by TEXT NOT NULL,
    proposed TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('proposed', 'agreed', 'withdrawn')),
    ended_by TEXT,
    ended TEXT,
    agreed_order INTEGER,
    PRIMARY KEY (municipality, number),
    CHECK ((status = 'proposed') = (ended_by IS NULL)),
    CHECK ((ended_by IS NULL) = (ended IS NULL)),
    CHECK ((status = 'agreed') = (agreed_order IS NOT NULL)),
    CHECK (status <> 'agreed' OR ended_by <> proposed_by)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER list_changes_end_once BEFORE UPDATE ON list_changes WHEN OLD.status <> 'proposed'
    OR NEW.change <> OLD.change OR NEW.proposed_by <> OLD.proposed_by
BEGIN SELECT RAISE(ABORT, 'what has been proposed is not rewritten'); END;
CREATE TRIGGER list_changes_begin_proposed BEFORE INSERT ON list_changes WHEN NEW.status <> 'proposed'
    OR NEW.number <>
    (SELECT COALESCE(MAX(number), 0) + 1 FROM list_changes WHERE municipality = NEW.municipality)
BEGIN SELECT RAISE(ABORT, 'a change begins as a proposal'); END;
CREATE TRIGGER list_changes_stay BEFORE DELETE ON list_changes
BEGIN SELECT RAISE(ABORT, 'what has been proposed stays'); END;

CREATE TABLE provider_texts(
    municipality TEXT NOT NULL,
    provider TEXT NOT NULL,
    about TEXT NOT NULL,
    account TEXT NOT NULL,
    day TEXT NOT NULL,
    PRIMARY KEY (municipality, provider)
) STRICT, WITHOUT ROWID;
)sql";

// Whom the care manager asks about a choice made for the person, and what came of it.
constexpr const char* kRepresentations = R"sql(
CREATE TABLE representations(
    municipality TEXT NOT NULL,
    case_id TEXT NOT NULL REFERENCES cases(id),
    number TEXT NOT NULL,
    name TEXT NOT NULL,
    reach TEXT NOT NULL,
    signed_in_as TEXT NOT NULL,
    own_account TEXT NOT NULL,
    judged TEXT,
    judged_by TEXT,
    PRIMARY KEY (case_id, number)
) STRICT, WITHOUT ROWID;
)sql";

// The person of a case, as an HMAC of the identity number: found again by e-ID, never read.
constexpr const char* kCasePersons = R"sql(
CREATE TABLE case_persons(
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    municipality TEXT NOT NULL,
    pseudonym TEXT NOT NULL,
    case_id TEXT NOT NULL UNIQUE REFERENCES cases(id)
) STRICT;
CREATE INDEX case_persons_pseudonym ON case_persons(municipality, pseudonym);
)sql";

// Whoever is staff is also somebody: as `pseudonym` is to a person, so that nobody judges their own mandate.
constexpr const char* kStaffIdentity = R"sql(
ALTER TABLE sessions ADD COLUMN staff_pseudonym TEXT CHECK (kind = 'staff' OR staff_pseudonym IS NULL);
)sql";

// What waits to be confirmed of somebody who has become a protected person has no receipt any more: what
// may be kept of it is in the row itself.
constexpr const char* kPhoneErrands = R"sql(
DROP INDEX unconfirmed_queue;
ALTER TABLE unconfirmed RENAME TO unconfirmed_by_receipt;
CREATE TABLE unconfirmed(
    case_id TEXT PRIMARY KEY REFERENCES cases(id),
    municipality TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    number TEXT,
    body TEXT,
    CHECK ((number IS NULL) = (body IS NOT NULL)),
    FOREIGN KEY (municipality, number) REFERENCES receipts(municipality, number)
) STRICT;
INSERT INTO unconfirmed(case_id, municipality, sequence, number)
    SELECT case_id, municipality, sequence, number FROM unconfirmed_by_receipt;
DROP TABLE unconfirmed_by_receipt;
CREATE INDEX unconfirmed_queue ON unconfirmed(municipality, sequence);
)sql";

// Who has been told that their provider leaves.
constexpr const char* kTold = R"sql(
CREATE TABLE told(
    case_id TEXT NOT NULL REFERENCES cases(id),
    transition TEXT NOT NULL,
    municipality TEXT NOT NULL,
    day TEXT NOT NULL,
    PRIMARY KEY (case_id, transition)
) STRICT, WITHOUT ROWID;
)sql";

// What matters to the person, as it came with a choice: of a case at most the person's own and one that
// somebody who chose for them sent.
constexpr const char* kWishLists = R"sql(
CREATE TABLE wish_lists(
    case_id TEXT NOT NULL REFERENCES cases(id),
    municipality TEXT NOT NULL,
    received TEXT NOT NULL,
    by_other INTEGER NOT NULL CHECK (by_other IN (0, 1)),
    body TEXT NOT NULL,
    PRIMARY KEY (case_id, by_other)
) STRICT, WITHOUT ROWID;
)sql";

void plant_trees(Queries& queries)
{
    for (const Row& row : queries.query("SELECT municipality, sequence, day, type, body FROM "
                                        "ledger_without_leaves ORDER BY municipality, sequence")) {
        const MunicipalityId id(text_of(row[0]));
        const Event event = readable(wire::read_event(parsed(row[4])), "an entry");
        const Leaf leaf = fresh_leaf(id, event, text_of(row[4]));
        queries.query("INSERT INTO ledger(municipality, sequence, day, type, body, salt, leaf) "
                      "VALUES($1, $2, $3, $4, $5, $6, $7)",
                      {row[0], row[1], row[2], row[3], row[4], leaf.salt, merkle::to_hex(leaf.hash)});
        grow(queries, id, static_cast<std::uint64_t>(number_of(row[1])), leaf.hash);
    }
    queries.query("DROP TABLE ledger_without_leaves");
}

constexpr const char* kMigrations = "CREATE TABLE IF NOT EXISTS migrations("
                                    "number INTEGER PRIMARY KEY, name TEXT NOT NULL, "
                                    "checksum TEXT NOT NULL) STRICT";

Result<int, std::string> apply(Connection& database, const std::vector<Migration>& wanted)
{
    const int newest = wanted.empty() ? 0 : wanted.back().number;
    const Rows done = database.query("SELECT number, name, checksum FROM migrations ORDER BY number");
    if (done.size() > wanted.size())
        return fail("The database was written by a newer version of Hemval (migration " +
                    std::to_string(number_of(done.back()[0])) + ", this program knows " +
                    std::to_string(newest) + "): start the newer version.");
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        const Migration& migration = wanted[i];
        const std::string checksum = hex(sha256(migration.sql));
        if (i < done.size()) {
            if (number_of(done[i][0]) != migration.number || text_of(done[i][2]) != checksum)
                return fail("The database's migration " + std::to_string(number_of(done[i][0])) +
                            " is not the one this program knows: restore the database from a "
                            "backup or start the version that wrote it.");
            continue;
        }
        database.run(migration.sql);
        if (migration.fill)
            migration.fill(database);
        database.query("INSERT INTO migrations(number, name, checksum) VALUES($1, $2, $3)",
                       {std::int64_t{migration.number}, std::string(migration.name), checksum});
    }
    return newest;
}

// Begun already, and nobody else is at it.
Result<int, std::string> apply_and_end(Connection& database, const std::string& table,
                                       const std::vector<Migration>& wanted)
{
    database.run(table.c_str());
    const auto number = apply(database, wanted);
    database.run(number ? "COMMIT" : "ROLLBACK");
    return number;
}

std::string not_prepared(const Connection& database, const QueryFailed& failed)
{
    const bool locked = database.failure() == Connection::Failure::Locked;
    return locked ? std::string("The database is locked by another program: close it and start again.")
                  : std::string("The database could not be prepared: ") + failed.what() + ".";
}

}  // namespace

const std::vector<Migration>& migrations()
{
    static const std::vector<Migration> all = {{1, "first", kFirst},
                                               {2, "tree", kTree, plant_trees},
                                               {3, "case references", kCaseReferences},
                                               {4, "sessions", kSessions},
                                               {5, "outbox", kOutbox},
                                               {6, "desk", kDesk},
                                               {7, "representations", kRepresentations},
                                               {8, "case persons", kCasePersons},
                                               {9, "staff identity", kStaffIdentity},
                                               {10, "phone errands", kPhoneErrands},
                                               {11, "told", kTold},
                                               {12, "wish lists", kWishLists}};
    return all;
}

Result<int, std::string> migrate(SqliteConnection& database, const std::vector<Migration>& wanted)
{
    try {
        database.run("BEGIN IMMEDIATE");
        return apply_and_end(database, kMigrations, wanted);
    } catch (const QueryFailed& failed) {
        return fail(not_prepared(database, failed));
    }
}

Result<int, std::string> migrate(PostgresConnection& database)
{
    return migrate(database, postgres_migrations());
}

Result<int, std::string> migrate(PostgresConnection& database, const std::vector<Migration>& wanted)
{
    try {
        // Services that start at the same time do this one after the other.
        database.run("BEGIN; SELECT pg_advisory_xact_lock(hashtext('hemval migrations'))");
        return apply_and_end(database, in_postgres(kMigrations), wanted);
    } catch (const QueryFailed& failed) {
        return fail(not_prepared(database, failed));
    }
}

}  // namespace hemval::server
