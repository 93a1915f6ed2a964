#include "server/store/sqlite_connection.h"

#include <sqlite3.h>

namespace hemval::server {
namespace {

constexpr int kBusyTimeoutMs = 3000;
// Most of what a group of 256 choices changes fits: its pages are written once, at the commit.
constexpr int kWriterCacheKiB = 8 * 1024;
// Of the log, from which it is written back into the file: not every group of choices pays for that.
constexpr int kLogPages = 2000;

// A text is not copied: it must stay where it is until the statement is ready for the next.
void bind(sqlite3_stmt* statement, int index, const Value& value)
{
    if (const auto* number = std::get_if<std::int64_t>(&value))
        sqlite3_bind_int64(statement, index, *number);
    else if (const auto* text = std::get_if<std::string>(&value))
        sqlite3_bind_text64(statement, index, text->data(), text->size(), SQLITE_STATIC, SQLITE_UTF8);
    else
        sqlite3_bind_null(statement, index);
}

Value column(sqlite3_stmt* statement, int index)
{
    switch (sqlite3_column_type(statement, index)) {
    case SQLITE_INTEGER: return std::int64_t{sqlite3_column_int64(statement, index)};
    case SQLITE_NULL: return std::monostate{};
    default: {
        const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, index));
        const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, index));
        return text ? std::string(text, size) : std::string();
    }
    }
}

// Whatever became of it, a statement is ready for the next who asks.
struct MadeReady {
    sqlite3_stmt* statement;
    ~MadeReady()
    {
        sqlite3_reset(statement);
        sqlite3_clear_bindings(statement);
    }
};

std::string sentence(const std::string& path, const char* reason)
{
    return "The database " + path + " could not be opened: " + reason + ".";
}

}  // namespace

void SqliteConnection::Finalize::operator()(sqlite3_stmt* statement) const
{
    sqlite3_finalize(statement);
}

Result<std::unique_ptr<SqliteConnection>, std::string>
SqliteConnection::open(const std::string& path, Mode mode)
{
    const int flags = mode == Mode::Read
                          ? SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX
                          : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &handle, flags, nullptr);
    std::unique_ptr<SqliteConnection> connection(new SqliteConnection(handle));
    if (code != SQLITE_OK)
        return fail(sentence(path, sqlite3_errstr(code)));
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_busy_timeout(handle, kBusyTimeoutMs);
    // The schema is ours alone: a tampered file must not run functions or write its own schema.
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    try {
        connection->run("PRAGMA trusted_schema=OFF");
        connection->run("PRAGMA foreign_keys=ON");
        connection->run("PRAGMA synchronous=FULL");
        // What is erased is written over, not only let go of.
        connection->run("PRAGMA secure_delete=ON");
        // What would undo a job that has its savepoint lies in memory, not in a temporary file.
        connection->run("PRAGMA temp_store=MEMORY");
        if (mode == Mode::Write) {
            const Rows mode_now = connection->query("PRAGMA journal_mode=WAL");
            if (text_of(mode_now[0][0]) != "wal")
                return fail(sentence(path, "this file system does not support WAL"));
            connection->run(("PRAGMA cache_size=-" + std::to_string(kWriterCacheKiB)).c_str());
            connection->keep_log_short();
        } else {
            connection->run("PRAGMA query_only=ON");
        }
    } catch (const QueryFailed& failed) {
        return fail(sentence(path, failed.what()));
    }
    return connection;
}

SqliteConnection::~SqliteConnection()
{
    statements_.clear();
    sqlite3_close(handle_);
}

void SqliteConnection::throw_failure(int code, const std::string& reason)
{
    switch (code & 0xff) {
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
    case SQLITE_TOOBIG:
    case SQLITE_ERROR: failure_ = Failure::Statement; break;
    case SQLITE_BUSY: failure_ = Failure::Locked; break;
    default: failure_ = Failure::Database; break;
    }
    throw QueryFailed(reason);
}

const SqliteConnection::Statement& SqliteConnection::prepared(std::string_view sql)
{
    const auto found = statements_.find(sql);
    if (found != statements_.end())
        return found->second;
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK)
        throw_failure(code, sqlite3_errmsg(handle_));
    Statement& kept = statements_[std::string(sql)];
    kept.handle.reset(statement);
    for (int number = 1; number <= sqlite3_bind_parameter_count(statement); ++number)
        kept.places.push_back(sqlite3_bind_parameter_index(statement, ("$" + std::to_string(number)).c_str()));
    return kept;
}

Rows SqliteConnection::query(std::string_view sql, std::initializer_list<Value> parameters)
{
    Rows rows;
    for_each(sql, [&rows](Row row) { rows.push_back(std::move(row)); }, parameters);
    return rows;
}

void SqliteConnection::for_each(std::string_view sql, const std::function<void(Row)>& work,
                                std::initializer_list<Value> parameters)
{
    const Statement& known = prepared(sql);
    sqlite3_stmt* statement = known.handle.get();
    const MadeReady after{statement};
    auto place = known.places.begin();
    for (const Value& value : parameters) {
        if (place != known.places.end())
            bind(statement, *place++, value);
    }
    int code = SQLITE_ROW;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        Row row;
        const int columns = sqlite3_column_count(statement);
        for (int i = 0; i < columns; ++i)
            row.push_back(column(statement, i));
        work(std::move(row));
    }
    if (code != SQLITE_DONE)
        throw_failure(code, sqlite3_errmsg(handle_));
}

void SqliteConnection::run(const char* sql)
{
    const int code = sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK)
        throw_failure(code, sqlite3_errmsg(handle_));
}

bool SqliteConnection::in_transaction() const
{
    return sqlite3_get_autocommit(handle_) == 0;
}

// As SQLite does by itself, which tells nobody when it fails.
void SqliteConnection::keep_log_short()
{
    const auto write_back = [](void* self, sqlite3* handle, const char*, int pages) {
        if (pages < kLogPages)
            return SQLITE_OK;
        const int code = sqlite3_wal_checkpoint_v2(handle, nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
        if (code == SQLITE_OK || code == SQLITE_BUSY || code == SQLITE_LOCKED)
            return SQLITE_OK;
        static_cast<SqliteConnection*>(self)->log_is_sound_ = false;
        // What SQLite takes for written may not be: the next start writes all of the log back anew.
        sqlite3_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
        return SQLITE_OK;  // the commit is kept all the same
    };
    sqlite3_wal_hook(handle_, write_back, this);
}

std::int64_t SqliteConnection::changes() const { return sqlite3_total_changes64(handle_); }

// The write-ahead log still has what was there before.
bool SqliteConnection::let_go_of_erased()
{
    return number_of(query("PRAGMA wal_checkpoint(TRUNCATE)")[0][0]) == 0;
}

}  // namespace hemval::server
