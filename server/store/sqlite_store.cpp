#include "server/store/sqlite_store.h"

#include "server/store/migrations.h"

#include <algorithm>
#include <exception>
#include <utility>

namespace hemval::server {

using Failure = Connection::Failure;

Result<std::unique_ptr<SqliteStore>, std::string> SqliteStore::open(SqliteOptions options)
{
    std::unique_ptr<SqliteStore> store(new SqliteStore(std::move(options)));
    auto database = SqliteConnection::open(store->options_.path, SqliteConnection::Mode::Write);
    if (!database)
        return fail(database.error());
    store->database_ = std::move(*database);
    if (const auto migrated = migrate(*store->database_); !migrated)
        return fail(migrated.error());
    // What a sync failed for is no longer on its way to the disk, though it can still be read. So what the last service
    // left in the log is written and synced anew before anybody builds on it: up to where a backup or a verification
    // reads that is at work just then.
    try {
        if (store->options_.serves)
            store->database_->query("PRAGMA wal_checkpoint(TRUNCATE)");
    } catch (const QueryFailed& failed) {
        return fail("The database " + store->options_.path + " could not be written to disk (" + failed.what() +
                    "). Nothing is lost: see to the disk and start again.");
    }
    for (std::size_t i = 0; i < store->options_.readers; ++i) {
        auto reader = SqliteConnection::open(store->options_.path, SqliteConnection::Mode::Read);
        if (!reader)
            return fail(reader.error());
        store->readers_.push_back(std::move(*reader));
    }
    store->thread_ = std::thread(&SqliteStore::writer, store.get());
    return store;
}

SqliteStore::~SqliteStore()
{
    {
        const std::lock_guard lock(mutex_);
        closing_ = true;
    }
    work_.notify_all();
    if (thread_.joinable())
        thread_.join();
    telling_.reset();  // whoever is told may read
    readers_.clear();
}

// One writer: every municipality waits for every other.
void SqliteStore::write(const MunicipalityId&, Job job, Ended ended)
{
    auto refused = Outcome::Kept;
    {
        const std::lock_guard lock(mutex_);
        if (dead_ || closing_)
            refused = Outcome::Failed;
        else if (queue_.size() >= options_.queue_limit)
            refused = Outcome::Busy;
        else
            queue_.push_back({std::move(job), ended});
    }
    if (refused != Outcome::Kept)
        return ended(refused);
    work_.notify_one();
}

void SqliteStore::writer()
{
    for (;;) {
        auto group = std::make_shared<Group>();
        {
            std::unique_lock lock(mutex_);
            work_.wait(lock, [this] { return closing_ || !queue_.empty(); });
            if (queue_.empty())
                return;
            const std::size_t count = std::min(queue_.size(), options_.group_limit);
            const auto end = queue_.begin() + static_cast<std::ptrdiff_t>(count);
            group->assign(std::make_move_iterator(queue_.begin()), std::make_move_iterator(end));
            queue_.erase(queue_.begin(), end);
        }
        telling_->run([group, outcomes = commit(*group)] {
            for (std::size_t i = 0; i < group->size(); ++i)
                (*group)[i].ended(outcomes[i]);
        });
    }
}

std::vector<Outcome> SqliteStore::commit(Group& group)
{
    std::vector<Outcome> outcomes(group.size(), Outcome::Failed);
    bool asked = false;  // to commit: should that fail, the next start finds it in the log, or does not
    if (dead_)
        return outcomes;
    if (!database_->log_is_sound()) {
        give_up("its log could not be written back");
        return outcomes;
    }
    try {
        // A savepoint copies every page its job changes, and hardly any job is undone that has changed one. Where
        // one is, all begin again, each in its own.
        if (!run_jobs(group, outcomes, false)) {
            database_->run("ROLLBACK");
            run_jobs(group, outcomes, true);
        }
        write_in_hand(*database_);
        asked = true;
        database_->run("COMMIT");
        return outcomes;
    } catch (const std::exception& failed) {
        const bool began = database_->in_transaction();
        if (database_->failure() == Failure::Locked && !began) {
            database_->forget_failure();
            return std::vector<Outcome>(group.size(), Outcome::Busy);
        }
        give_up(failed.what());
    }
    return std::vector<Outcome>(group.size(), asked ? Outcome::Unknown : Outcome::Failed);
}

// Begins their transaction. False: one is to be undone, and cannot be alone.
bool SqliteStore::run_jobs(Group& group, std::vector<Outcome>& outcomes, bool savepoints)
{
    database_->run("BEGIN IMMEDIATE");
    database_->take_in_hand();
    for (std::size_t i = 0; i < group.size(); ++i) {
        const Hand before = *database_->hand();
        const std::int64_t changes = database_->changes();
        if (savepoints)
            database_->query("SAVEPOINT job");
        std::string told;
        outcomes[i] = run_job(group[i].job, told);
        if (outcomes[i] != Outcome::Kept) {
            if (!savepoints && (outcomes[i] == Outcome::Failed || database_->changes() != changes))
                return false;
            if (savepoints)
                database_->query("ROLLBACK TO job");
            if (outcomes[i] == Outcome::Failed)
                options_.log(told);
            *database_->hand() = before;
        }
        if (savepoints)
            database_->query("RELEASE job");
    }
    return true;
}

// Throws only when the whole group is lost.
Outcome SqliteStore::run_job(Job& job, std::string& told)
{
    try {
        return job(*database_) == Verdict::Keep ? Outcome::Kept : Outcome::Undone;
    } catch (const QueryFailed& failed) {
        if (database_->failure() == Failure::Database || !database_->in_transaction())
            throw;
        database_->forget_failure();
        told = told_of_failure(failed);
    } catch (const std::exception& failed) {
        told = told_of_failure(failed);  // this job's alone
    }
    return Outcome::Failed;
}

void SqliteStore::give_up(const std::string& reason)
{
    {
        const std::lock_guard lock(mutex_);
        dead_ = true;
    }
    database_->roll_back();  // everything is refused already: should that fail, recovery is the next start's
    if (options_.on_fatal)
        options_.on_fatal("The database " + options_.path + " could not keep a change (" + reason +
                          "): the service stops. Nothing half-done was kept.");
}

ReadOutcome SqliteStore::read(const std::function<void(Queries&)>& work)
{
    std::unique_ptr<SqliteConnection> reader;
    {
        std::unique_lock lock(readers_mutex_);
        reader_free_.wait(lock, [this] { return !readers_.empty(); });
        reader = std::move(readers_.back());
        readers_.pop_back();
    }
    auto outcome = ReadOutcome::Done;
    try {
        reader->query("BEGIN");
        work(*reader);
        reader->query("COMMIT");
    } catch (const std::exception& failed) {
        outcome = ReadOutcome::Failed;
        reader->roll_back();
        options_.log(told_of_failure(failed));
    }
    {
        const std::lock_guard lock(readers_mutex_);
        readers_.push_back(std::move(reader));
    }
    reader_free_.notify_one();
    return outcome;
}

}  // namespace hemval::server
