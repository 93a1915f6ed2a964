#pragma once

#include "core/result.h"
#include "server/store/sqlite_connection.h"
#include "server/store/store.h"
#include "server/work_pool.h"

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace hemval::server {

struct SqliteOptions {
    std::string path;
    bool serves = false;  // for long, and alone: no command that is done in a moment
    std::size_t queue_limit = 1024;  // jobs waiting; one more is Busy
    std::size_t group_limit = 256;   // jobs in one commit
    std::size_t readers = 2;
    // Called once, on the writer's thread, when the database can no longer be trusted. From then on
    // everything is refused: restart and let SQLite recover, never go on after a failed sync.
    std::function<void(const std::string& sentence)> on_fatal;
    // Of one job or read that failed alone. From any thread of the store.
    std::function<void(const std::string& sentence)> log = [](const std::string&) {};
};

// One file, one writer thread with group commit, and a few read-only connections.
class SqliteStore final : public Store {
public:
    // Opens, migrates and starts the writer. The error is a sentence.
    static Result<std::unique_ptr<SqliteStore>, std::string> open(SqliteOptions options);
    // Finishes what is queued, then closes.
    ~SqliteStore() override;

    using Store::write;
    void write(const MunicipalityId& town, Job job, Ended ended) override;
    ReadOutcome read(const std::function<void(Queries&)>& work) override;
    // One process has the file: see FolderLock.
    bool leads(const std::string&) override { return true; }

private:
    struct Waiting {
        Job job;
        Ended ended;
    };
    using Group = std::vector<Waiting>;

    explicit SqliteStore(SqliteOptions options) : options_(std::move(options)) {}
    void writer();
    std::vector<Outcome> commit(Group& group);
    bool run_jobs(Group& group, std::vector<Outcome>& outcomes, bool savepoints);
    Outcome run_job(Job& job, std::string& told);
    void give_up(const std::string& reason);

    SqliteOptions options_;
    std::unique_ptr<SqliteConnection> database_;

    std::mutex mutex_;
    std::condition_variable work_;
    std::deque<Waiting> queue_;
    bool closing_ = false;
    bool dead_ = false;

    std::mutex readers_mutex_;
    std::condition_variable reader_free_;
    std::vector<std::unique_ptr<SqliteConnection>> readers_;

    // Of what was kept and what not, while the next group is written.
    std::optional<WorkPool> telling_{std::in_place, std::size_t{1}, SIZE_MAX};
    std::thread thread_;
};

}  // namespace hemval::server
