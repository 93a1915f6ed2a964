#pragma once

#include "core/result.h"
#include "server/store/store.h"

#include <map>
#include <memory>
#include <string>

struct sqlite3;
struct sqlite3_stmt;

namespace hemval::server {

// One SQLite connection over the C API, used by one thread at a time.
class SqliteConnection final : public Queries {
public:
    enum class Mode : std::uint8_t { Write, Read };

    // WAL, synchronous=FULL and foreign keys on. The error is a sentence for whoever runs the service.
    static Result<std::unique_ptr<SqliteConnection>, std::string> open(const std::string& path,
                                                                       Mode mode);
    ~SqliteConnection() override;
    SqliteConnection(const SqliteConnection&) = delete;
    SqliteConnection& operator=(const SqliteConnection&) = delete;

    // Throws QueryFailed; `failure()` then says whether the database can still be trusted.
    Rows query(std::string_view sql, std::initializer_list<Value> parameters = {}) override;
    void run(const char* sql);

    enum class Failure : std::uint8_t {
        None,
        Statement,  // this statement alone: a constraint, a mistake in SQL
        Locked,     // somebody else holds the database
        Database,   // disk full, I/O, corruption: stop
    };
    Failure failure() const { return failure_; }
    void forget_failure() { failure_ = Failure::None; }
    bool in_transaction() const;

private:
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const;
    };
    using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

    explicit SqliteConnection(sqlite3* handle) : handle_(handle) {}
    sqlite3_stmt* prepared(std::string_view sql);
    [[noreturn]] void throw_failure(int code, const std::string& reason);

    sqlite3* handle_;
    std::map<std::string, Statement, std::less<>> statements_;
    Failure failure_ = Failure::None;
};

// The write-ahead log still has what was there before. True when nothing of it is left.
bool empty_log(SqliteConnection& database);

}  // namespace hemval::server
