#pragma once

#include "core/result.h"
#include "server/store/postgres_connection.h"
#include "server/store/store.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace hemval::server {

struct PostgresOptions {
    std::string url;
    std::size_t queue_limit = 1024;  // jobs waiting; one more is Busy
    std::size_t group_limit = 256;   // jobs in one commit
    std::size_t writers = 3;         // municipalities that are written at the same time
    std::size_t readers = 4;
    // How long a job waits for a database that has gone away: less than a request's deadline.
    std::chrono::milliseconds patience{8000};
    // And for one answer of a database that is there: longer than another's lock is waited for.
    std::chrono::milliseconds answer_patience{10000};
    // What the operator should know: the database went away, and came back.
    std::function<void(const std::string& sentence)> log = [](const std::string&) {};
};

// One database, several processes. Each writer takes all that waits for one municipality, and commits it
// together: the municipality's row is locked first, so nobody else decides for it meanwhile, and as no
// writer holds two such rows no two wait for each other.
class PostgresStore final : public Store {
public:
    // Opens, migrates and starts the writers. The error is a sentence.
    static Result<std::unique_ptr<PostgresStore>, std::string> open(PostgresOptions options);
    // Finishes what is queued, then closes.
    ~PostgresStore() override;

    using Store::write;
    void write(const MunicipalityId& town, Job job, Ended ended) override;
    ReadOutcome read(const std::function<void(Queries&)>& work) override;
    bool leads(const std::string& task) override;

private:
    using Handle = std::unique_ptr<PostgresConnection>;
    using Moment = std::chrono::steady_clock::time_point;
    struct Waiting {
        MunicipalityId town;
        Job job;
        Ended ended;
        Moment came;
    };
    using Group = std::vector<Waiting>;
    struct Writer {
        std::string id;            // its row in `writers`
        std::int64_t groups = 0;   // how many it has taken
        Handle database;
    };

    explicit PostgresStore(PostgresOptions options) : options_(std::move(options)) {}
    void writing();
    Group next_group();
    std::vector<Outcome> commit(Writer& writer, Group& group);
    void try_once(Writer& writer, Group& group, std::vector<Outcome>& outcomes, bool& asked);
    Outcome run_job(PostgresConnection& database, Job& job, std::vector<std::string>& failures);
    bool read_once(Handle& reader, const std::function<void(Queries&)>& work, bool& lost);
    bool connect(Handle& handle, Moment until);
    void tell_once(bool away, const std::string& sentence);

    PostgresOptions options_;

    std::mutex mutex_;
    std::condition_variable work_;
    std::deque<Waiting> queue_;
    std::set<MunicipalityId> written_;  // by a writer of this process, just now
    bool closing_ = false;
    bool away_ = false;

    std::mutex readers_mutex_;
    std::condition_variable reader_free_;
    std::vector<Handle> readers_;

    std::atomic<bool> reads_away_{false};
    std::atomic<bool> looking_{false};

    std::mutex leading_mutex_;
    Handle leading_;
    std::set<std::string> led_;

    std::vector<std::thread> threads_;
};

}  // namespace hemval::server
