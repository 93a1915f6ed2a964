#pragma once

#include "core/result.h"
#include "server/store/connection.h"

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>

struct pg_conn;
struct pg_result;

namespace hemval::server {

bool is_postgres_url(const std::string& text);

// One PostgreSQL connection over libpq, used by one thread at a time, always to the primary: of several
// hosts in the URL the one that takes writes.
class PostgresConnection final : public Connection {
public:
    // The error is a sentence for whoever runs the service; a password is never in it.
    static Result<std::unique_ptr<PostgresConnection>, std::string> open(
        const std::string& url, std::optional<std::chrono::milliseconds> patience = {});
    ~PostgresConnection() override;
    PostgresConnection(const PostgresConnection&) = delete;
    PostgresConnection& operator=(const PostgresConnection&) = delete;

    Rows query(std::string_view sql, std::initializer_list<Value> parameters = {}) override;
    void run(const char* sql) override;
    bool in_transaction() const override;
    void begin_write(std::vector<MunicipalityId> towns) override;
    void begin_read() override;
    bool let_go_of_erased() override;

    // Locks the municipality's row until the transaction ends. Its first statement, so that what is read
    // after it is what the one before has left.
    void take_turn(const MunicipalityId& town);
    bool is_alive() const;
    // An answer that takes longer is the database's failure from now on, and this connection's end: whether what was
    // asked still happens is not known. At first answers are waited for as long as they take.
    void give_up_after(std::chrono::milliseconds patience) { patience_ = patience; }
    // Rows as they are for COPY: a whole table at a time.
    void copy_in(const std::string& table_and_columns, const std::vector<Row>& rows);

private:
    explicit PostgresConnection(pg_conn* handle) : handle_(handle) {}
    struct Clear {
        void operator()(pg_result* result) const;
    };
    using Answer = std::unique_ptr<pg_result, Clear>;
    Answer checked(pg_result* result);
    Answer answer(int sent);
    bool heard_by(std::optional<std::chrono::steady_clock::time_point> end) const;
    static void notice(void* self, const pg_result* result);
    const std::string& prepared(const std::string& key, std::string_view sql,
                                const std::vector<unsigned>& types);

    pg_conn* handle_;
    std::optional<std::chrono::milliseconds> patience_;
    bool given_up_ = false;
    bool reads_ = false;   // only, in this transaction
    bool warned_ = false;  // by the last run()
    std::map<std::string, std::string, std::less<>> statements_;
};

}  // namespace hemval::server
