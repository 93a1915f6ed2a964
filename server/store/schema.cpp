#include "server/store/schema.h"

#include <regex>
#include <utility>

namespace hemval::server {
namespace {

// In SQLite's words. What grows with every decision is parted by municipality where there are parts; what there is
// one of for each person is found by the case alone, which a parted table cannot keep unique: decision 034. Days are
// ISO 8601 text, times seconds since 1970 UTC, JSON the forms of core/wire.h.
constexpr const char* kTables = R"sql(
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE states(municipality TEXT PRIMARY KEY, sequence INTEGER NOT NULL, snapshot TEXT NOT NULL) STRICT;
CREATE TABLE heads(municipality TEXT PRIMARY KEY, size INTEGER NOT NULL, root TEXT NOT NULL) STRICT;

CREATE TABLE cases(id TEXT PRIMARY KEY, municipality TEXT NOT NULL, body TEXT NOT NULL) STRICT;

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

-- Of a letter's code, a person with e-ID, or somebody of the staff, who is also somebody: as `pseudonym` is to a
-- person, so that nobody judges their own mandate.
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
    staff_pseudonym TEXT CHECK (kind = 'staff' OR staff_pseudonym IS NULL),
    CHECK ((kind = 'staff') = (case_id IS NULL)),
    CHECK ((kind = 'code') = (code_lookup IS NOT NULL)),
    CHECK ((kind = 'e_id') = (pseudonym IS NOT NULL)),
    CHECK ((kind = 'staff') = (account IS NOT NULL AND role IS NOT NULL)),
    CHECK (kind = 'staff' OR (account IS NULL AND name IS NULL AND role IS NULL))
) STRICT;
CREATE INDEX sessions_created ON sessions(created);
CREATE INDEX sessions_case ON sessions(case_id);

-- An entry without salt has been erased: `body` is what is left of it, and `signature` stands for it instead.
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
) STRICT, WITHOUT ROWID /* parted */;

CREATE TABLE subtrees(
    municipality TEXT NOT NULL,
    level INTEGER NOT NULL CHECK (level > 0),
    position INTEGER NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (municipality, level, position)
) STRICT, WITHOUT ROWID /* parted */;

CREATE TABLE checkpoints(
    municipality TEXT NOT NULL,
    size INTEGER NOT NULL,
    text TEXT NOT NULL,
    signature TEXT NOT NULL,
    PRIMARY KEY (municipality, size)
) STRICT, WITHOUT ROWID /* parted */;

CREATE TABLE receipts(
    municipality TEXT NOT NULL,
    number TEXT NOT NULL,
    case_id TEXT NOT NULL REFERENCES cases(id),
    body TEXT NOT NULL,
    PRIMARY KEY (municipality, number)
) STRICT, WITHOUT ROWID /* parted */;
CREATE INDEX receipts_case ON receipts(case_id);

-- Only ever added to. A case's id in it is a random number that leads nowhere once the case is erased, and is
-- therefore not a reference to the case.
CREATE TABLE access_log(
    municipality TEXT NOT NULL,
    number INTEGER NOT NULL CHECK (number > 0),
    seconds INTEGER NOT NULL,
    account TEXT NOT NULL,
    role TEXT NOT NULL,
    what TEXT NOT NULL,
    person TEXT NOT NULL,
    PRIMARY KEY (municipality, number)
) STRICT, WITHOUT ROWID /* parted */;

CREATE TABLE submissions(
    case_id TEXT NOT NULL REFERENCES cases(id),
    idempotency_key TEXT NOT NULL,
    body_hash TEXT NOT NULL,
    municipality TEXT NOT NULL,
    number TEXT NOT NULL,
    PRIMARY KEY (case_id, idempotency_key),
    FOREIGN KEY (municipality, number) REFERENCES receipts(municipality, number)
) STRICT, WITHOUT ROWID;

-- The municipality's own reference to a case, as an HMAC: found again, never read. `sealed` is the reference
-- itself, see CodeMaker.
CREATE TABLE case_references(
    municipality TEXT NOT NULL,
    pseudonym TEXT NOT NULL,
    case_id TEXT NOT NULL REFERENCES cases(id),
    sealed TEXT,
    PRIMARY KEY (municipality, pseudonym)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_references_case ON case_references(case_id);

-- The person of a case, as an HMAC of the identity number: found again by e-ID, never read.
CREATE TABLE case_persons(
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    municipality TEXT NOT NULL,
    pseudonym TEXT NOT NULL,
    case_id TEXT NOT NULL UNIQUE REFERENCES cases(id)
) STRICT;
CREATE INDEX case_persons_pseudonym ON case_persons(municipality, pseudonym);

-- What waits to be told to a municipality's case system, and which of them have one.
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

-- Of somebody who has become a protected person there is no receipt any more: what may be kept of it is in the
-- row itself.
CREATE TABLE unconfirmed(
    case_id TEXT PRIMARY KEY REFERENCES cases(id),
    municipality TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    number TEXT,
    body TEXT,
    CHECK ((number IS NULL) = (body IS NOT NULL)),
    FOREIGN KEY (municipality, number) REFERENCES receipts(municipality, number)
) STRICT;
CREATE INDEX unconfirmed_queue ON unconfirmed(municipality, sequence);

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

CREATE TABLE provider_texts(
    municipality TEXT NOT NULL,
    provider TEXT NOT NULL,
    about TEXT NOT NULL,
    account TEXT NOT NULL,
    day TEXT NOT NULL,
    PRIMARY KEY (municipality, provider)
) STRICT, WITHOUT ROWID;

-- Whom the care manager asks about a choice made for the person, and what came of it.
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

-- Who has been told that their provider leaves.
CREATE TABLE told(
    case_id TEXT NOT NULL REFERENCES cases(id),
    transition TEXT NOT NULL,
    municipality TEXT NOT NULL,
    day TEXT NOT NULL,
    PRIMARY KEY (case_id, transition)
) STRICT, WITHOUT ROWID;

-- What matters to the person, as it came with a choice: of a case at most the person's own and one that
-- somebody who chose for them sent. An empty body: the person took theirs back that day.
CREATE TABLE wish_lists(
    case_id TEXT NOT NULL REFERENCES cases(id),
    municipality TEXT NOT NULL,
    received TEXT NOT NULL,
    by_other INTEGER NOT NULL CHECK (by_other IN (0, 1)),
    body TEXT NOT NULL,
    PRIMARY KEY (case_id, by_other)
) STRICT, WITHOUT ROWID;
)sql";

constexpr const char* kSqliteRules = R"sql(
CREATE TRIGGER access_log_grows BEFORE INSERT ON access_log WHEN NEW.number <>
    (SELECT COALESCE(MAX(number), 0) + 1 FROM access_log WHERE municipality = NEW.municipality)
BEGIN SELECT RAISE(ABORT, 'the access log is only added to'); END;
CREATE TRIGGER access_log_is_not_changed BEFORE UPDATE ON access_log
BEGIN SELECT RAISE(ABORT, 'the access log is only added to'); END;
CREATE TRIGGER access_log_is_not_shortened BEFORE DELETE ON access_log
BEGIN SELECT RAISE(ABORT, 'the access log is only added to'); END;
CREATE TRIGGER list_changes_end_once BEFORE UPDATE ON list_changes WHEN OLD.status <> 'proposed'
    OR NEW.change <> OLD.change OR NEW.proposed_by <> OLD.proposed_by
BEGIN SELECT RAISE(ABORT, 'what has been proposed is not rewritten'); END;
CREATE TRIGGER list_changes_begin_proposed BEFORE INSERT ON list_changes WHEN NEW.status <> 'proposed'
    OR NEW.number <>
    (SELECT COALESCE(MAX(number), 0) + 1 FROM list_changes WHERE municipality = NEW.municipality)
BEGIN SELECT RAISE(ABORT, 'a change begins as a proposal'); END;
CREATE TRIGGER list_changes_stay BEFORE DELETE ON list_changes
BEGIN SELECT RAISE(ABORT, 'what has been proposed stays'); END;
)sql";

// Foreign keys are looked for by the child's columns when a parent goes. json_extract() is SQLite's own, told here in
// PostgreSQL's words for paths such as '$.window.last'.
constexpr const char* kPostgresRules = R"sql(
-- Whose turn it is to decide for a municipality: the row that every decision locks first. And the last
-- group that each writer has committed, by which it knows after a lost connection whether it did.
CREATE TABLE turns(municipality TEXT PRIMARY KEY, taken INTEGER NOT NULL);
CREATE TABLE writers(id TEXT PRIMARY KEY, committed INTEGER NOT NULL, since INTEGER NOT NULL);

CREATE INDEX cases_municipality ON cases(municipality);
CREATE INDEX sessions_code ON sessions(code_lookup);
CREATE INDEX submissions_receipt ON submissions(municipality, number);
CREATE INDEX unconfirmed_receipt ON unconfirmed(municipality, number);

DO $do$
DECLARE
    parted text;
    part int;
BEGIN
    FOREACH parted IN ARRAY ARRAY['ledger', 'subtrees', 'checkpoints', 'receipts', 'access_log'] LOOP
        FOR part IN 0..7 LOOP
            EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES WITH (MODULUS 8, REMAINDER %s)',
                           parted || '_' || part, parted, part);
        END LOOP;
    END LOOP;
END $do$;

CREATE FUNCTION json_extract(body text, path text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$ SELECT body::json #>> string_to_array(substr(path, 3), '.') $$;

CREATE FUNCTION access_log_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.number <> (SELECT COALESCE(MAX(number), 0) + 1 FROM access_log
                      WHERE municipality = NEW.municipality) THEN
        RAISE EXCEPTION 'the access log is only added to';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '%', TG_ARGV[0]; END $$;
CREATE TRIGGER access_log_grows BEFORE INSERT ON access_log
    FOR EACH ROW EXECUTE FUNCTION access_log_grows();
CREATE TRIGGER access_log_is_not_changed BEFORE UPDATE OR DELETE ON access_log
    FOR EACH ROW EXECUTE FUNCTION refuse('the access log is only added to');
CREATE TRIGGER access_log_is_not_emptied BEFORE TRUNCATE ON access_log
    EXECUTE FUNCTION refuse('the access log is only added to');

CREATE FUNCTION list_changes_begin_proposed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.status <> 'proposed' OR NEW.number <> (SELECT COALESCE(MAX(number), 0) + 1 FROM list_changes
                                                  WHERE municipality = NEW.municipality) THEN
        RAISE EXCEPTION 'a change begins as a proposal';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION list_changes_end_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status <> 'proposed' OR NEW.change <> OLD.change OR NEW.proposed_by <> OLD.proposed_by THEN
        RAISE EXCEPTION 'what has been proposed is not rewritten';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER list_changes_begin_proposed BEFORE INSERT ON list_changes
    FOR EACH ROW EXECUTE FUNCTION list_changes_begin_proposed();
CREATE TRIGGER list_changes_end_once BEFORE UPDATE ON list_changes
    FOR EACH ROW EXECUTE FUNCTION list_changes_end_once();
CREATE TRIGGER list_changes_stay BEFORE DELETE ON list_changes
    FOR EACH ROW EXECUTE FUNCTION refuse('what has been proposed stays');
CREATE TRIGGER list_changes_are_not_emptied BEFORE TRUNCATE ON list_changes
    EXECUTE FUNCTION refuse('what has been proposed stays');
)sql";

struct Step {
    int number;
    const char* name;
    const char* tables;  // of both
    const char* sqlite = "";
    const char* postgres = "";
};
constexpr Step kSteps[] = {{1, "first", kTables, kSqliteRules, kPostgresRules}};

}  // namespace

std::string in_postgres(std::string sql)
{
    // Texts are compared byte by byte, whatever language the database was made for: days and ids are.
    const std::pair<const char*, const char*> words[] = {
        {R"(\) STRICT, WITHOUT ROWID /\* parted \*/)", ") PARTITION BY HASH (municipality)"},
        {R"(\) STRICT(, WITHOUT ROWID)?)", ")"},
        {R"(\bAUTOINCREMENT\b)", "GENERATED BY DEFAULT AS IDENTITY"},
        {R"(\bINTEGER\b)", "BIGINT"},
        {R"(\bTEXT\b)", "TEXT COLLATE \"C\""}};
    for (const auto& [word, there] : words)
        sql = std::regex_replace(sql, std::regex(word), there);
    return sql;
}

const std::vector<Migration>& sqlite_migrations()
{
    static const std::vector<Migration> all = [] {
        std::vector<Migration> made;
        for (const Step& step : kSteps)
            made.push_back({step.number, step.name, std::string(step.tables) + step.sqlite});
        return made;
    }();
    return all;
}

const std::vector<Migration>& postgres_migrations()
{
    static const std::vector<Migration> all = [] {
        std::vector<Migration> made;
        for (const Step& step : kSteps)
            made.push_back({step.number, step.name, in_postgres(std::string(step.tables) + step.postgres)});
        return made;
    }();
    return all;
}

}  // namespace hemval::server
