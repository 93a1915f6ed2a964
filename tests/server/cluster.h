#pragma once

#include "server/store/database.h"

#include <memory>
#include <string>

// PostgreSQL for tests: a server of their own, begun when the first test needs it, on a Unix socket in a
// temporary folder, and ended with the test program.
namespace hemval::server::testing {

// A fresh, empty database; the URL.
std::string empty_database();
// The same for the same name, made when first asked for, with the tables in it.
std::string database_named(const std::string& name);
void end_connections_to(const std::string& url);  // as an administrator may, at any moment

class Server;
struct StandbyOf {
    const Server& primary;
};

// A server of the test's own that syncs, as in real use, and that can be killed.
class Server {
public:
    Server();
    // A standby that follows `primary`, which from then on tells of no commit before the standby has it.
    explicit Server(StandbyOf of);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;
    const std::string& folder() const;  // of its socket
    void run(const std::string& sql) const;
    void kill();     // -9, all of it
    void promote();  // waits until it takes writes

private:
    std::unique_ptr<class Cluster> cluster_;
};

// What the test program runs on: the folder's own file or, with HEMVAL_TESTS_ON=postgres, a PostgreSQL
// database of the folder's name; or the one at HEMVAL_TESTS_URL.
bool tests_run_on_postgres();
Database database_of(const std::string& folder);

}  // namespace hemval::server::testing
