#pragma once

#include "server/store/store.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace hemval::server {

// Thrown by Connection::commit() when the database went away before it said whether it had committed.
struct OutcomeUnknown : QueryFailed {
    using QueryFailed::QueryFailed;
};

// One connection to one of the two databases, used by one thread at a time. What the commands do by
// themselves, beside the service, they do on one of these.
class Connection : public Queries {
public:
    enum class Mode : std::uint8_t { Write, Read };

    enum class Failure : std::uint8_t {
        None,
        Statement,  // this statement alone: a constraint, a mistake in SQL
        Locked,     // somebody else holds what it needs
        Again,      // two transactions waited for each other: this one is undone, and may be done again
        Database,   // disk full, I/O, corruption, or the connection is lost
    };

    // Several statements, without parameters or rows. Throws QueryFailed, as query() does; `failure()`
    // then says whether the database can still be trusted.
    virtual void run(const char* sql) = 0;
    Failure failure() const { return failure_; }
    void forget_failure() { failure_ = Failure::None; }
    virtual bool in_transaction() const = 0;

    // Begins a transaction that decides for these municipalities: nobody else does until it ends.
    virtual void begin_write(std::vector<MunicipalityId> towns) = 0;
    // Ends it, and keeps what it has done.
    void commit()
    {
        try {
            run("COMMIT");
        } catch (const QueryFailed& failed) {
            if (failure_ == Failure::Database)
                throw OutcomeUnknown(failed.what());
            throw;
        }
    }
    // Ends it, and keeps nothing. False when that failed too: the database does it when the connection ends.
    bool roll_back()
    {
        try {
            if (in_transaction())
                run("ROLLBACK");
            return true;
        } catch (const QueryFailed&) {
            return false;
        }
    }
    // For a group of jobs, which from here on have something in hand.
    void take_in_hand() { hand_.emplace(); }
    Hand* hand() override { return hand_ ? &*hand_ : nullptr; }
    // Begins one that sees a single moment, whatever is written meanwhile.
    virtual void begin_read() = 0;
    // Lets what has been erased go from where it lay. False when somebody uses the database and it must be
    // tried again.
    virtual bool let_go_of_erased() = 0;

protected:
    Failure failure_ = Failure::None;

private:
    std::optional<Hand> hand_;
};

}  // namespace hemval::server
