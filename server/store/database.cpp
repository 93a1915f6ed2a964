#include "server/store/database.h"

#include "server/files.h"
#include "server/store/migrations.h"
#include "server/store/postgres_store.h"
#include "server/store/sqlite_store.h"
#include "server/store/tables.h"

#include <unistd.h>

#include <utility>

namespace hemval::server {
namespace {

template <class Opened>
Result<std::unique_ptr<Connection>, std::string> ready(Opened opened, Connection::Mode mode)
{
    if (!opened)
        return fail(opened.error());
    if (mode == Connection::Mode::Write) {
        if (const auto migrated = migrate(**opened); !migrated)
            return fail(migrated.error());
    }
    return std::unique_ptr<Connection>(std::move(*opened));
}

// The error is a sentence: a start in between would begin anew, with new keys.
Result<bool, std::string> is_whole(const Database& database)
{
    if (::access((database.folder + "/" + kRestoring).c_str(), F_OK) != 0)
        return true;
    return fail("A backup was being put into " + database.folder + " and that is not done: run hemval restore again. "
                "What was there before is kept in a folder there whose name begins with replaced-.");
}

// The error is a sentence: nobody may choose into a file that has been left, nor take it for what is kept now.
Result<bool, std::string> still_here(Queries& queries, const Database& database)
{
    try {
        if (!find_meta(queries, kMoved))
            return true;
    } catch (const QueryFailed&) {
        return true;  // whoever reads on says what is wrong with it
    }
    return fail("The choices in " + database.path() +
                " have been moved to PostgreSQL: name it with --database.");
}

template <class Opened>
Result<std::unique_ptr<Store>, std::string> as_store(Opened opened)
{
    if (!opened)
        return fail(opened.error());
    return std::unique_ptr<Store>(std::move(*opened));
}

}  // namespace

std::string Database::path() const { return folder + "/" + kDatabaseName; }

std::string Database::name() const { return is_postgres() ? "in PostgreSQL" : path(); }

Result<bool, std::string> is_there(const Database& database)
{
    if (const auto whole = is_whole(database); !whole)
        return whole;
    if (!database.is_postgres() && ::access(database.path().c_str(), F_OK) != 0)
        return fail("There is no database in " + database.folder + ": start hemval serve first.");
    return true;
}

Result<std::optional<FolderLock>, std::string> alone_in(const Database& database)
{
    std::optional<FolderLock> lock;
    if (database.is_postgres())
        return lock;
    auto taken = FolderLock::take(database.folder);
    if (!taken)
        return fail(taken.error());
    lock.emplace(std::move(*taken));
    return lock;
}

Result<std::unique_ptr<Connection>, std::string> connect(const Database& database, Connection::Mode mode)
{
    if (const auto there = is_there(database); !there)
        return fail(there.error());
    if (database.is_postgres())
        return ready(PostgresConnection::open(database.url), mode);
    auto file = ready(SqliteConnection::open(database.path(), mode), mode);
    if (!file)
        return file;
    if (const auto here = still_here(**file, database); !here)
        return fail(here.error());
    return file;
}

Result<std::unique_ptr<Store>, std::string> open_store(const Database& database, StoreNews news)
{
    if (const auto whole = is_whole(database); !whole)
        return fail(whole.error());
    if (database.is_postgres()) {
        PostgresOptions options;
        options.url = database.url;
        options.log = std::move(news.log);
        return as_store(PostgresStore::open(std::move(options)));
    }
    SqliteOptions options;
    options.path = database.path();
    options.serves = static_cast<bool>(news.fatal);
    options.on_fatal = std::move(news.fatal);
    options.log = std::move(news.log);
    auto store = as_store(SqliteStore::open(std::move(options)));
    std::optional<std::string> left;
    const auto look = [&](Queries& queries) {
        if (const auto here = still_here(queries, database); !here)
            left = here.error();
    };
    if (store && (*store)->read(look) == ReadOutcome::Done && left)
        return fail(*left);
    return store;
}

}  // namespace hemval::server
