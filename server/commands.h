#pragma once

#include "core/client_case.h"
#include "core/day.h"
#include "core/municipality.h"
#include "server/outbox/setup.h"
#include "server/signing.h"
#include "server/store/store.h"

#include <optional>
#include <string>
#include <vector>

namespace hemval::server {

// Where a build leaves them, seen from the source folder.
inline constexpr const char* kSite = "build/site";
inline constexpr const char* kMunicipalities = "assets/municipalities";

struct ServeOptions {
    int port = 8080;
    std::string address = "127.0.0.1";
    std::string unix_socket;  // a path: there instead of address and port, with Apache in front
    std::string data;
    std::string site = kSite;
    std::string municipalities = kMunicipalities;
    std::string locales;  // empty = beside the municipalities
    std::vector<std::string> proxies;  // whose X-Forwarded-For is believed
    bool sample_data = false;
    std::optional<Day> today;  // only with sample data
    WebhookOptions webhooks;
    std::string metrics_address = "127.0.0.1";
    std::optional<int> metrics_port;  // none: nobody is told; 0: any free one
    std::string database = {};  // a PostgreSQL URL, instead of the file in `data`
};

struct CodeOptions {
    std::string data;
    std::string municipalities = kMunicipalities;
    std::string municipality;
    Situation situation = Situation::NoProvider;
    int valid_days = 0;
    std::optional<Day> today;
    std::string database = {};  // a PostgreSQL URL, instead of the file in `data`
};

// `hemval serve`: until SIGTERM or SIGINT. The answer is the process's exit code; what went wrong is
// said on standard error, one sentence a line.
int serve(const ServeOptions& options);

// `hemval code`: prints a code for a fresh example person. Only where the data is sample data.
int issue_code(const CodeOptions& options);

bool is_loopback(const std::string& address);

class Connection;
// How a command that has erased something ends: what the log still has of it goes. 0, or says that the
// database is in use and the command must be run again; the process's exit code.
int end_erasure(Connection& database);

// Ends what begin_write() began: COMMIT, or ROLLBACK when nothing of it is to be kept.
void end_write(Connection& database, bool keep);

// Says why on standard error; the process's exit code.
int complain(const std::string& sentence);

struct OutcomeUnknown;
// What a command says that may be run again whatever came of it the first time.
int complain_unknown(const OutcomeUnknown& lost);

// Where the locale files are: as given, or beside the municipalities.
std::string locales_folder(const std::string& given, const std::string& municipalities);
// The sentence for a pack whose published `signing_key` is not the one that signs here: every receipt
// would then say that it is not the municipality's. Nothing for a pack without a key.
std::optional<std::string> other_key_published(const Municipality& municipality, const Signer& signer,
                                               const std::string& data);
// Everything in the database is invented.
Result<bool, Problem> holds_sample_data(Store& store);

}  // namespace hemval::server
