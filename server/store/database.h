#pragma once

#include "core/result.h"
#include "server/files.h"
#include "server/store/connection.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace hemval::server {

// Where the choices are kept: in the data folder's SQLite file, or, with a URL, in PostgreSQL. The keys are
// in the folder either way.
struct Database {
    std::string folder;
    std::string url = {};

    bool is_postgres() const { return !url.empty(); }
    std::string path() const;  // of the SQLite file
    std::string name() const;  // for a sentence: a URL may have a password in it
};

// Its row in a SQLite file's `meta` says that its choices are in PostgreSQL now.
inline constexpr const char* kMoved = "moved";

// There is one. The error is a sentence.
Result<bool, std::string> is_there(const Database& database);
// That nobody else uses its folder, until it is let go of; nothing for PostgreSQL, which takes several services at
// a time, also with their keys in one folder. The error is a sentence.
Result<std::optional<FolderLock>, std::string> alone_in(const Database& database);
// To a database that is there; for writing it is migrated. The error is a sentence.
Result<std::unique_ptr<Connection>, std::string> connect(const Database& database, Connection::Mode mode);

struct StoreNews {
    std::function<void(const std::string&)> fatal = {};  // see SqliteOptions::on_fatal
    std::function<void(const std::string&)> log = [](const std::string&) {};
};
Result<std::unique_ptr<Store>, std::string> open_store(const Database& database, StoreNews news = {});

}  // namespace hemval::server
