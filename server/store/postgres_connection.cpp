#include "server/store/postgres_connection.h"

#include <libpq-fe.h>
#include <poll.h>

#include <algorithm>
#include <cstring>

namespace hemval::server {
namespace {

// Stored nowhere: PostgreSQL's own numbers of its types (pg_type.dat).
constexpr Oid kBool = 16, kInt8 = 20, kInt2 = 21, kInt4 = 23, kText = 25, kNumeric = 1700;

constexpr char kEncoding[] = "UTF8";
constexpr char kWarning[] = "01000";

// What holds unless the URL says otherwise. A primary that is gone is noticed within seconds, also when it
// says nothing any more.
constexpr std::pair<const char*, const char*> kDefaults[] = {
    {"target_session_attrs", "read-write"}, {"connect_timeout", "3"},        {"tcp_user_timeout", "5000"},
    {"keepalives_idle", "5"},               {"keepalives_interval", "2"},    {"keepalives_count", "2"},
    {"application_name", "hemval"},         {"client_encoding", kEncoding}};

// A commit is told to nobody before it is on disk, whatever the database's own setting. Who holds a
// municipality's turn and does nothing loses it.
constexpr const char* kSession =
    "SET client_min_messages = warning; SET standard_conforming_strings = on;"
    "SET lock_timeout = '8s'; SET idle_in_transaction_session_timeout = '60s';"
    "SELECT set_config('synchronous_commit', 'on', false) "
    "WHERE current_setting('synchronous_commit') = 'off'";

std::string one_line(std::string text)
{
    std::replace(text.begin(), text.end(), '\n', ' ');
    while (!text.empty() && (text.back() == ' ' || text.back() == '.'))
        text.pop_back();
    return text;
}

std::string not_opened(const std::string& reason)
{
    return "The PostgreSQL database could not be opened: " + one_line(reason) + ".";
}

Connection::Failure failure_of(const char* state, bool reads)
{
    using Failure = Connection::Failure;
    const std::string code = state ? state : "";
    const std::string group = code.substr(0, 2);
    if (code == "40001" || code == "40P01")
        return Failure::Again;
    if (code == "55P03" || code == "57014")
        return Failure::Locked;
    // 25006: a write where only reading is allowed. When we did not say so, the primary has become a standby.
    if (code.empty() || (code == "25006" && !reads) || group == "08" || group == "53" || group == "57" ||
        group == "58" || group == "XX")
        return Failure::Database;
    return Failure::Statement;
}

Value value_of(const PGresult* result, int row, int column)
{
    if (PQgetisnull(result, row, column) != 0)
        return std::monostate{};
    const char* text = PQgetvalue(result, row, column);
    switch (PQftype(result, column)) {
    case kBool: return std::int64_t{text[0] == 't'};
    case kInt2:
    case kInt4:
    case kInt8:
    case kNumeric: return std::int64_t{std::strtoll(text, nullptr, 10)};
    default: return std::string(text, static_cast<std::size_t>(PQgetlength(result, row, column)));
    }
}

// One row's line in COPY's text form.
void append_line(std::string& out, const Row& row)
{
    for (std::size_t i = 0; i < row.size(); ++i) {
        if (i > 0)
            out += '\t';
        if (const auto* number = std::get_if<std::int64_t>(&row[i]))
            out += std::to_string(*number);
        else if (const auto* text = std::get_if<std::string>(&row[i]))
            for (const char c : *text) {
                if (c == '\\' || c == '\t' || c == '\n' || c == '\r')
                    out += '\\';
                out += c == '\t' ? 't' : c == '\n' ? 'n' : c == '\r' ? 'r' : c;
            }
        else
            out += "\\N";
    }
    out += '\n';
}

}  // namespace

bool is_postgres_url(const std::string& text)
{
    return text.rfind("postgresql://", 0) == 0 || text.rfind("postgres://", 0) == 0;
}

void PostgresConnection::Clear::operator()(pg_result* result) const { PQclear(result); }

Result<std::unique_ptr<PostgresConnection>, std::string> PostgresConnection::open(
    const std::string& url, std::optional<std::chrono::milliseconds> patience)
{
    if (!is_postgres_url(url))
        return fail(not_opened("its address begins with postgresql://"));
    char* reason = nullptr;
    const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> given(
        PQconninfoParse(url.c_str(), &reason), &PQconninfoFree);
    if (!given) {
        // libpq repeats what it could not read, which may be the password.
        PQfreemem(reason);
        return fail(not_opened("its address is not a URL as libpq reads it"));
    }
    std::vector<const char*> names, values;
    const auto add = [&](const char* name, const char* value) {
        names.push_back(name);
        values.push_back(value);
    };
    for (const auto& [name, value] : kDefaults)
        add(name, value);
    for (const PQconninfoOption* one = given.get(); one->keyword; ++one) {
        if (one->val)
            add(one->keyword, one->val);
    }
    add(nullptr, nullptr);
    pg_conn* handle = PQconnectdbParams(names.data(), values.data(), 0);
    std::unique_ptr<PostgresConnection> connection(new PostgresConnection(handle));
    connection->patience_ = patience;
    PQsetNoticeReceiver(handle, &PostgresConnection::notice, connection.get());
    if (PQstatus(handle) != CONNECTION_OK)
        return fail(not_opened(PQerrorMessage(handle)));
    const char* encoding = PQparameterStatus(handle, "server_encoding");
    if (!encoding || std::strcmp(encoding, kEncoding) != 0)
        return fail(not_opened("it is not in UTF8: make one with ENCODING 'UTF8'"));
    try {
        connection->run(kSession);
    } catch (const QueryFailed& failed) {
        return fail(not_opened(failed.what()));
    }
    return connection;
}

PostgresConnection::~PostgresConnection() { PQfinish(handle_); }

bool PostgresConnection::is_alive() const { return !given_up_ && PQstatus(handle_) == CONNECTION_OK; }

bool PostgresConnection::in_transaction() const
{
    const PGTransactionStatusType status = PQtransactionStatus(handle_);
    return status == PQTRANS_INTRANS || status == PQTRANS_INERROR;
}

PostgresConnection::Answer PostgresConnection::checked(pg_result* result)
{
    Answer answer(result);
    const ExecStatusType status = PQresultStatus(result);
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_COPY_IN)
        return answer;
    failure_ = is_alive() ? failure_of(PQresultErrorField(result, PG_DIAG_SQLSTATE), reads_) : Failure::Database;
    // Not the whole message: its detail may repeat what is in a row, and so does all of one of class 22.
    const char* primary = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    const char* state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const bool repeats = state && std::string_view(state).substr(0, 2) == "22";
    throw QueryFailed((repeats ? "a value was refused" : one_line(primary ? primary : PQerrorMessage(handle_))) +
                      (state ? std::string(", SQLSTATE ") + state : ""));
}

bool PostgresConnection::heard_by(std::optional<std::chrono::steady_clock::time_point> end) const
{
    using namespace std::chrono;
    pollfd wanted{PQsocket(handle_), POLLIN, 0};
    for (;;) {
        const milliseconds left = end ? ceil<milliseconds>(*end - steady_clock::now()) : milliseconds(-1);
        if (end && left.count() <= 0)
            return false;
        const int heard = ::poll(&wanted, 1, static_cast<int>(left.count()));
        if (heard != 0 && !(heard < 0 && errno == EINTR))
            return true;
    }
}

// The last result of what was sent. A commit whose standby is gone is never answered, and no setting of the
// database's bounds that wait.
PostgresConnection::Answer PostgresConnection::answer(int sent)
{
    std::optional<std::chrono::steady_clock::time_point> end;
    if (patience_)
        end = std::chrono::steady_clock::now() + *patience_;
    Answer last;
    while (sent == 1) {
        while (PQisBusy(handle_) == 1) {
            if (!heard_by(end)) {
                given_up_ = true;
                failure_ = Failure::Database;
                throw QueryFailed("it does not answer");
            }
            if (PQconsumeInput(handle_) == 0)
                break;
        }
        pg_result* next = PQgetResult(handle_);
        if (!next)
            break;
        last.reset(next);
        if (PQresultStatus(next) == PGRES_COPY_IN)
            break;
    }
    return checked(last.release());
}

// By its number, as the words are in the server's language.
void PostgresConnection::notice(void* self, const pg_result* result)
{
    const char* state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    if (state && std::strcmp(state, kWarning) == 0)
        static_cast<PostgresConnection*>(self)->warned_ = true;
}

const std::string& PostgresConnection::prepared(const std::string& key, std::string_view sql,
                                                const std::vector<unsigned>& types)
{
    const auto found = statements_.find(key);
    if (found != statements_.end())
        return found->second;
    const std::string name = "s" + std::to_string(statements_.size());
    answer(PQsendPrepare(handle_, name.c_str(), std::string(sql).c_str(), static_cast<int>(types.size()),
                         types.data()));
    return statements_.emplace(key, name).first->second;
}

Rows PostgresConnection::query(std::string_view sql, std::initializer_list<Value> parameters)
{
    std::vector<unsigned> types;
    std::vector<std::string> numbers;
    std::vector<const char*> values;
    std::string key(sql);  // and of which types: NULL has none of its own
    numbers.reserve(parameters.size());
    for (const Value& value : parameters) {
        if (const auto* number = std::get_if<std::int64_t>(&value)) {
            types.push_back(kInt8);
            values.push_back(numbers.emplace_back(std::to_string(*number)).c_str());
        } else if (const auto* text = std::get_if<std::string>(&value)) {
            types.push_back(kText);
            values.push_back(text->c_str());
            if (text->find('\0') != std::string::npos) {
                failure_ = Failure::Statement;
                throw QueryFailed("a text has a NUL in it");
            }
        } else {
            types.push_back(0);
            values.push_back(nullptr);
        }
        key += types.back() == kInt8 ? 'i' : types.back() == kText ? 't' : 'n';
    }
    const std::string& name = prepared(key, sql, types);
    const Answer told = answer(PQsendQueryPrepared(handle_, name.c_str(), static_cast<int>(values.size()),
                                                   values.data(), nullptr, nullptr, 0));
    Rows rows;
    const int columns = PQnfields(told.get());
    for (int r = 0; r < PQntuples(told.get()); ++r) {
        Row& row = rows.emplace_back();
        for (int c = 0; c < columns; ++c)
            row.push_back(value_of(told.get(), r, c));
    }
    return rows;
}

void PostgresConnection::run(const char* sql)
{
    warned_ = false;
    const Answer told = answer(PQsendQuery(handle_, sql));
    // Of a transaction in which something failed PostgreSQL says ROLLBACK, and that is no error to it.
    if (std::strcmp(sql, "COMMIT") == 0 && std::strcmp(PQcmdStatus(told.get()), "COMMIT") != 0) {
        failure_ = Failure::Statement;
        throw QueryFailed("the transaction had failed and was undone");
    }
    // All that COMMIT has to warn of: it is kept here, but the wait for the standby was broken off.
    if (warned_ && std::strcmp(sql, "COMMIT") == 0) {
        failure_ = Failure::Database;
        throw QueryFailed("it is kept, but the wait until a standby has it too was broken off");
    }
}

void PostgresConnection::take_turn(const MunicipalityId& town)
{
    const Rows taken = query("UPDATE turns SET taken = taken + 1 WHERE municipality = $1 RETURNING taken",
                             {town.value});
    if (taken.empty())
        query("INSERT INTO turns(municipality, taken) VALUES($1, 1) ON CONFLICT(municipality) "
              "DO UPDATE SET taken = turns.taken + 1 RETURNING taken",
              {town.value});
}

void PostgresConnection::begin_read()
{
    run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    reads_ = true;
}

void PostgresConnection::begin_write(std::vector<MunicipalityId> towns)
{
    reads_ = false;
    run("BEGIN");
    // All in the same order, so that no two wait for each other.
    std::sort(towns.begin(), towns.end());
    for (const MunicipalityId& town : towns)
        take_turn(town);
}

bool PostgresConnection::let_go_of_erased()
{
    run("VACUUM");
    return true;
}

void PostgresConnection::copy_in(const std::string& table_and_columns, const std::vector<Row>& rows)
{
    answer(PQsendQuery(handle_, ("COPY " + table_and_columns + " FROM STDIN").c_str()));
    std::string lines;
    for (const Row& row : rows)
        append_line(lines, row);
    const bool sent = PQputCopyData(handle_, lines.data(), static_cast<int>(lines.size())) == 1 &&
                      PQputCopyEnd(handle_, nullptr) == 1;
    if (!sent)
        throw QueryFailed(one_line(PQerrorMessage(handle_)));
    for (PGresult* next = PQgetResult(handle_); next; next = PQgetResult(handle_))
        checked(next);
}

}  // namespace hemval::server
