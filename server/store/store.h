#pragma once

#include "core/ids.h"
#include "core/problem.h"
#include "core/result.h"

#include <cstdint>
#include <functional>
#include <future>
#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

// The port to whatever keeps the choices. Parameters are $1 ... $n. Nothing above this header knows
// which database there is.
namespace hemval::server {

using Value = std::variant<std::monostate, std::int64_t, std::string>;
using Row = std::vector<Value>;
using Rows = std::vector<Row>;

inline const std::string& text_of(const Value& value)
{
    static const std::string none;
    const auto* text = std::get_if<std::string>(&value);
    return text ? *text : none;
}
inline std::int64_t number_of(const Value& value)
{
    const auto* number = std::get_if<std::int64_t>(&value);
    return number ? *number : 0;
}
inline std::int64_t stored(std::uint64_t number) { return static_cast<std::int64_t>(number); }

// Thrown by Queries::query, and by what reads or writes with it. Caught by the Store, and by commands that work
// without one: a job never sees half a transaction.
struct QueryFailed : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// What a stored form says. On one that cannot be read nothing may be decided: the job is undone.
template <class T>
T readable(std::optional<T> read, const char* what)
{
    if (!read)
        throw QueryFailed(std::string(what) + " is unreadable");
    return std::move(*read);
}

class Queries;

// What jobs have changed and do not write at once: the same row would be written by each of them, and read by the
// next. Never altered once it is in a Hand: a job that changes it puts another in its place.
class InHand {
public:
    virtual ~InHand() = default;
    // Right before the commit. Throws QueryFailed: then the whole group is lost.
    virtual void write(Queries& queries) const = 0;
};
using Hand = std::map<std::string, std::shared_ptr<const InHand>>;

// SQL inside one transaction. Valid only while the job runs, on the thread that runs it.
class Queries {
public:
    virtual ~Queries() = default;
    virtual Rows query(std::string_view sql, std::initializer_list<Value> parameters = {}) = 0;
    // What the jobs of one commit have in hand; what an undone job put there is taken back. nullptr where a
    // transaction is one job: what it changes it writes at once.
    virtual Hand* hand() { return nullptr; }
};

// What is in hand under the name; nullptr: nothing is.
template <class T>
const T* in_hand(Queries& queries, const std::string& name)
{
    const Hand* hand = queries.hand();
    const auto at = hand ? hand->find(name) : Hand::const_iterator();
    return hand && at != hand->end() ? dynamic_cast<const T*>(at->second.get()) : nullptr;
}

// For the commit, or for what looks at all the tables before it. Throws QueryFailed.
inline void write_in_hand(Queries& queries)
{
    if (Hand* hand = queries.hand()) {
        for (const auto& one : std::exchange(*hand, {}))
            one.second->write(queries);
    }
}

enum class Verdict : std::uint8_t { Keep, Undo };

enum class Outcome : std::uint8_t {
    Kept,     // committed and synced
    Undone,   // the job said so; nothing of it remains
    Busy,     // the queue was full, or somebody else holds the database: nothing happened
    Failed,   // the job or the database failed; nothing of it remains
    Unknown,  // the database failed or went away while it committed, and has not come back to say: the
              // same idempotency key, sent again, finds out
};

enum class ReadOutcome : std::uint8_t {
    Done,
    Away,    // the database is not there just now: try again
    Failed,  // what was asked for cannot be read
};

// What an operator is told of what the service failed at; its person is told problem.service_failed. What QueryFailed
// says names no person and repeats nothing that was written; of any other exception nobody knows that.
inline std::string told_of_failure(const std::exception& failed)
{
    const auto* query = dynamic_cast<const QueryFailed*>(&failed);
    return std::string("Something failed in the database, and nothing of it was kept: ") +
           (query ? query->what() : "the program went wrong") + ".";
}

class Store {
public:
    using Job = std::function<Verdict(Queries&)>;
    using Ended = std::function<void(Outcome)>;

    virtual ~Store() = default;

    // Queues a job for a writer. `ended` is called exactly once, on a thread of the store (on the caller's
    // for Busy at the door), and Kept is said only after the commit is on disk. Jobs of one municipality
    // come one after the other, in whichever process; what belongs to none names none. When the database
    // fails on the way a job is run again from its start: it must not use up what it was made with.
    virtual void write(const MunicipalityId& town, Job job, Ended ended) = 0;
    void write(Job job, Ended ended) { write(MunicipalityId(), std::move(job), std::move(ended)); }
    // Runs `work` at once on a read-only connection that sees one committed moment.
    virtual ReadOutcome read(const std::function<void(Queries&)>& work) = 0;
    // True in one process at a time: the one that does `task` now. When it ends another may.
    virtual bool leads(const std::string& task) = 0;

    // A job that answers a value. An error undoes the job.
    template <class T>
    using Work = std::function<Result<T, Problem>(Queries&)>;
    template <class T>
    using Answer = std::function<void(Result<T, Problem>)>;

    template <class T>
    void tx(const MunicipalityId& town, Work<T> work, Answer<T> then)
    {
        auto answer = std::make_shared<std::optional<Result<T, Problem>>>();
        write(
            town,
            [answer, work = std::move(work)](Queries& queries) {
                *answer = work(queries);
                return answer->value().has_value() ? Verdict::Keep : Verdict::Undo;
            },
            [answer, then = std::move(then)](Outcome outcome) {
                if (outcome == Outcome::Busy || outcome == Outcome::Unknown)
                    return then(fail(Problem::Busy));
                if (outcome == Outcome::Failed || !answer->has_value())
                    return then(fail(Problem::ServiceFailed));
                then(std::move(**answer));
            });
    }

    template <class T>
    Result<T, Problem> ask(const Work<T>& work)
    {
        std::optional<Result<T, Problem>> answer;
        const ReadOutcome outcome = read([&](Queries& queries) { answer = work(queries); });
        if (outcome != ReadOutcome::Done || !answer)
            return fail(outcome == ReadOutcome::Away ? Problem::Busy : Problem::ServiceFailed);
        return std::move(*answer);
    }

    // The same as tx, waited for. Never on a thread of the store.
    template <class T>
    Result<T, Problem> tx_now(const MunicipalityId& town, Work<T> work);
    // Of what belongs to no municipality.
    template <class T>
    Result<T, Problem> tx_now(Work<T> work)
    {
        return tx_now<T>(MunicipalityId(), std::move(work));
    }
};

template <class T>
Result<T, Problem> Store::tx_now(const MunicipalityId& town, Work<T> work)
{
    std::promise<Result<T, Problem>> promise;
    auto future = promise.get_future();
    tx<T>(town, std::move(work), [&promise](Result<T, Problem> answer) {
        promise.set_value(std::move(answer));
    });
    return future.get();
}

}  // namespace hemval::server
