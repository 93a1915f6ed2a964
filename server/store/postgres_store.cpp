#include "server/store/postgres_store.h"

#include "server/crypto.h"
#include "server/store/migrations.h"

#include <algorithm>
#include <exception>
#include <utility>

namespace hemval::server {
namespace {

using Failure = Connection::Failure;
using Steady = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kBetweenTries{100};
constexpr std::size_t kWriterIdBytes = 16;
constexpr int kWriterDays = 30;

}  // namespace

Result<std::unique_ptr<PostgresStore>, std::string> PostgresStore::open(PostgresOptions options)
{
    std::unique_ptr<PostgresStore> store(new PostgresStore(std::move(options)));
    auto first = PostgresConnection::open(store->options_.url);
    if (!first)
        return fail(first.error());
    if (const auto migrated = migrate(**first); !migrated)
        return fail(migrated.error());
    (*first)->give_up_after(store->options_.answer_patience);
    try {
        (*first)->query("DELETE FROM writers WHERE since < CAST(extract(epoch FROM now()) AS BIGINT) - $1",
                        {std::int64_t{kWriterDays} * 24 * 60 * 60});
    } catch (const QueryFailed& failed) {
        return fail(std::string("The database could not be prepared: ") + failed.what() + ".");
    }
    store->readers_.push_back(std::move(*first));
    store->readers_.resize(std::max<std::size_t>(store->options_.readers, 1));
    for (std::size_t i = 0; i < store->options_.writers; ++i)
        store->threads_.emplace_back(&PostgresStore::writing, store.get());
    return store;
}

PostgresStore::~PostgresStore()
{
    {
        const std::lock_guard lock(mutex_);
        closing_ = true;
    }
    work_.notify_all();
    for (std::thread& thread : threads_)
        thread.join();
}

void PostgresStore::write(const MunicipalityId& town, Job job, Ended ended)
{
    auto refused = Outcome::Kept;
    {
        const std::lock_guard lock(mutex_);
        if (closing_)
            refused = Outcome::Failed;
        else if (queue_.size() >= options_.queue_limit)
            refused = Outcome::Busy;
        else
            queue_.push_back({town, std::move(job), ended, Steady::now()});
    }
    if (refused != Outcome::Kept)
        return ended(refused);
    work_.notify_one();
}

// All that waits for one municipality that no other writer of ours is at. Empty when there will be none.
PostgresStore::Group PostgresStore::next_group()
{
    std::unique_lock lock(mutex_);
    for (;;) {
        const auto first = std::find_if(queue_.begin(), queue_.end(), [this](const Waiting& one) {
            return written_.count(one.town) == 0;
        });
        if (first != queue_.end()) {
            const MunicipalityId town = first->town;
            written_.insert(town);
            Group group;
            std::deque<Waiting> rest;
            for (Waiting& one : queue_) {
                if (one.town == town && group.size() < options_.group_limit)
                    group.push_back(std::move(one));
                else
                    rest.push_back(std::move(one));
            }
            queue_.swap(rest);
            return group;
        }
        if (closing_ && queue_.empty())
            return {};
        work_.wait(lock);
    }
}

void PostgresStore::writing()
{
    Writer writer;
    writer.id = hex(random_bytes(kWriterIdBytes));
    for (;;) {
        Group group = next_group();
        if (group.empty())
            return;
        const std::vector<Outcome> outcomes = commit(writer, group);
        {
            const std::lock_guard lock(mutex_);
            written_.erase(group.front().town);
        }
        work_.notify_all();
        for (std::size_t i = 0; i < group.size(); ++i)
            group[i].ended(outcomes[i]);
    }
}

// Until it is known what became of the group, or who came first has waited long enough: a long queue is not tried
// one after the other at a database that is away.
std::vector<Outcome> PostgresStore::commit(Writer& writer, Group& group)
{
    const Moment until = group.front().came + options_.patience;
    std::vector<Outcome> outcomes(group.size(), Outcome::Busy);
    bool asked = false;  // to commit this group, without an answer
    ++writer.groups;
    while (Steady::now() < until) {
        if (!connect(writer.database, until))
            break;
        try {
            try_once(writer, group, outcomes, asked);
            tell_once(false, "The PostgreSQL database is there again.");
            return outcomes;
        } catch (const std::exception& failed) {
            const Failure failure = writer.database->failure();
            if (failure == Failure::Database) {
                tell_once(true, failed.what());
                writer.database.reset();
                std::this_thread::sleep_for(kBetweenTries);
                continue;
            }
            writer.database->forget_failure();
            if (!writer.database->roll_back())
                writer.database.reset();
            if (failure == Failure::Statement || failure == Failure::None) {
                options_.log(std::string("PostgreSQL refused a group of changes: ") + failed.what() + ".");
                return std::vector<Outcome>(group.size(), Outcome::Failed);
            }
        }
    }
    return std::vector<Outcome>(group.size(), asked ? Outcome::Unknown : Outcome::Busy);
}

// Throws when the whole group is lost.
void PostgresStore::try_once(Writer& writer, Group& group, std::vector<Outcome>& outcomes, bool& asked)
{
    PostgresConnection& database = *writer.database;
    database.run("BEGIN");
    database.take_in_hand();
    if (!group.front().town.empty())
        database.take_turn(group.front().town);
    // No row: this group has been committed already, by a connection that was lost before it could say so.
    // Were it still at it, this would wait for it.
    const Rows begun = database.query(
        "INSERT INTO writers(id, committed, since) "
        "VALUES($1, $2, CAST(extract(epoch FROM now()) AS BIGINT)) ON CONFLICT(id) DO UPDATE SET committed = "
        "excluded.committed, since = excluded.since WHERE writers.committed < excluded.committed RETURNING 1",
        {writer.id, writer.groups});
    if (begun.empty())
        // A standby may still be without it: this commit waits for everything before it.
        database.query("UPDATE writers SET since = since WHERE id = $1", {writer.id});
    std::vector<std::string> failures;  // told once: the group may be tried again
    for (std::size_t i = 0; i < group.size() && !begun.empty(); ++i)
        outcomes[i] = run_job(database, group[i].job, failures);
    write_in_hand(database);
    asked = true;
    database.run("COMMIT");
    for (const std::string& told : failures)
        options_.log(told);
}

// Throws only when the whole group is lost. A job that fails alone is undone alone.
Outcome PostgresStore::run_job(PostgresConnection& database, Job& job, std::vector<std::string>& failures)
{
    auto outcome = Outcome::Failed;
    std::string told = told_of_failure(QueryFailed("a statement failed, and the job went on"));
    const Hand before = *database.hand();
    database.run("SAVEPOINT job");
    try {
        outcome = job(database) == Verdict::Keep ? Outcome::Kept : Outcome::Undone;
        // A job may catch what a statement throws; PostgreSQL does not forgive it.
        if (database.failure() != Failure::None)
            outcome = Outcome::Failed;
    } catch (const QueryFailed& failed) {
        // Of what no statement failed at the job itself could not read it: it would not the next time either.
        const Failure failure = database.failure();
        if (failure != Failure::None && failure != Failure::Statement)
            throw;
        told = told_of_failure(failed);
    } catch (const std::exception& failed) {
        outcome = Outcome::Failed;
        told = told_of_failure(failed);
    }
    if (outcome == Outcome::Failed)
        failures.push_back(std::move(told));
    database.forget_failure();
    if (outcome != Outcome::Kept) {
        database.run("ROLLBACK TO SAVEPOINT job");
        *database.hand() = before;
    }
    database.run("RELEASE SAVEPOINT job");
    return outcome;
}

bool PostgresStore::connect(Handle& handle, Moment until)
{
    while (!handle || !handle->is_alive()) {
        auto opened = PostgresConnection::open(options_.url, options_.answer_patience);
        if (opened) {
            handle = std::move(*opened);
            return true;
        }
        tell_once(true, opened.error());
        if (Steady::now() + kBetweenTries >= until)
            return false;
        std::this_thread::sleep_for(kBetweenTries);
    }
    return true;
}

void PostgresStore::tell_once(bool away, const std::string& sentence)
{
    {
        const std::lock_guard lock(mutex_);
        if (away_ == away)
            return;
        away_ = away;
    }
    options_.log(away ? "The PostgreSQL database went away, and is asked for until it is back: " + sentence
                      : sentence);
}

bool PostgresStore::read_once(Handle& reader, const std::function<void(Queries&)>& work, bool& lost)
{
    try {
        reader->begin_read();
        work(*reader);
        reader->run("COMMIT");
        return true;
    } catch (const std::exception& failed) {
        lost = !reader->is_alive() || reader->failure() == Failure::Database;
        reader->forget_failure();
        lost = lost || !reader->roll_back();
        if (!lost)
            options_.log(told_of_failure(failed));
        if (lost)
            reader.reset();
        return false;
    }
}

ReadOutcome PostgresStore::read(const std::function<void(Queries&)>& work)
{
    // While the database is away one of them looks whether it is back, and the others' queue goes on.
    const bool away = reads_away_;
    if (away && looking_.exchange(true))
        return ReadOutcome::Away;
    Handle reader;
    {
        std::unique_lock lock(readers_mutex_);
        reader_free_.wait(lock, [this] { return !readers_.empty(); });
        reader = std::move(readers_.back());
        readers_.pop_back();
    }
    if (away)
        reader.reset();  // of before
    const Moment until = Steady::now() + (away ? kBetweenTries : options_.patience);
    bool read = false;
    bool lost = true;
    while (!read && lost && Steady::now() < until && connect(reader, until)) {
        lost = false;
        read = read_once(reader, work, lost);
        if (lost)
            std::this_thread::sleep_for(kBetweenTries);
    }
    reads_away_ = !read && lost;
    if (away)
        looking_ = false;
    {
        const std::lock_guard lock(readers_mutex_);
        readers_.push_back(std::move(reader));
    }
    reader_free_.notify_one();
    return read ? ReadOutcome::Done : lost ? ReadOutcome::Away : ReadOutcome::Failed;
}

// A lock of the session's: PostgreSQL lets go of it when the connection ends, however it ends.
bool PostgresStore::leads(const std::string& task)
{
    const std::lock_guard lock(leading_mutex_);
    try {
        if (!leading_ || !leading_->is_alive()) {
            led_.clear();
            if (!connect(leading_, Steady::now()))
                return false;
        }
        if (led_.count(task) > 0) {
            leading_->query("SELECT 1");
            return true;
        }
        const Rows taken = leading_->query("SELECT pg_try_advisory_lock(hashtextextended($1, 0))", {task});
        if (number_of(taken[0][0]) == 0)
            return false;
        led_.insert(task);
        return true;
    } catch (const QueryFailed&) {
        leading_.reset();
        led_.clear();
        return false;
    }
}

}  // namespace hemval::server
