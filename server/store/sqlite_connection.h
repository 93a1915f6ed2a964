#pragma once

#include "core/result.h"
#include "server/store/connection.h"

#include <functional>
#include <map>
#include <memory>
#include <string>

struct sqlite3;
struct sqlite3_stmt;

namespace hemval::server {

// One SQLite connection over the C API, used by one thread at a time.
class SqliteConnection final : public Connection {
public:
    // WAL, synchronous=FULL and foreign keys on. The error is a sentence for whoever runs the service.
    static Result<std::unique_ptr<SqliteConnection>, std::string> open(const std::string& path,
                                                                       Mode mode);
    ~SqliteConnection() override;
    SqliteConnection(const SqliteConnection&) = delete;
    SqliteConnection& operator=(const SqliteConnection&) = delete;

    Rows query(std::string_view sql, std::initializer_list<Value> parameters = {}) override;
    // Row by row, however many.
    void for_each(std::string_view sql, const std::function<void(Row)>& work,
                  std::initializer_list<Value> parameters = {});
    void run(const char* sql) override;
    bool in_transaction() const override;
    void begin_write(std::vector<MunicipalityId>) override { run("BEGIN IMMEDIATE"); }
    void begin_read() override { run("BEGIN"); }
    bool let_go_of_erased() override;
    // False: the disk failed when the log was written back into the file. What is committed is in the log.
    bool log_is_sound() const { return log_is_sound_; }
    // Rows inserted, updated and deleted so far, also what was undone since.
    std::int64_t changes() const;

private:
    void keep_log_short();

    struct Finalize {
        void operator()(sqlite3_stmt* statement) const;
    };
    struct Statement {
        std::unique_ptr<sqlite3_stmt, Finalize> handle;
        std::vector<int> places;  // where $1, $2 ... are bound: SQLite numbers them by first appearance
    };

    explicit SqliteConnection(sqlite3* handle) : handle_(handle) {}
    const Statement& prepared(std::string_view sql);
    [[noreturn]] void throw_failure(int code, const std::string& reason);

    sqlite3* handle_;
    std::map<std::string, Statement, std::less<>> statements_;
    bool log_is_sound_ = true;
};

}  // namespace hemval::server
