#include "server/backup.h"

#include "server/commands.h"
#include "server/files.h"
#include "server/store/database.h"
#include "server/store/migrations.h"
#include "server/store/sqlite_connection.h"
#include "server/verify.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <ctime>
#include <filesystem>
#include <memory>
#include <system_error>

namespace hemval::server {
namespace {

namespace fs = std::filesystem;

using Done = Result<bool, std::string>;

constexpr const char* kKeys[] = {"secret.key", "signing.key"};
constexpr mode_t kOwnerOnly = 0077;
constexpr int kPatienceMs = 10'000;

struct Close {
    void operator()(sqlite3* handle) const { sqlite3_close(handle); }
};
using Handle = std::unique_ptr<sqlite3, Close>;

Result<Handle, std::string> open_plain(const std::string& path, int flags)
{
    sqlite3* raw = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &raw, flags, nullptr);
    Handle handle(raw);
    if (code != SQLITE_OK)
        return fail("The database " + path + " could not be opened: " + sqlite3_errstr(code) + ".");
    sqlite3_busy_timeout(handle.get(), kPatienceMs);
    return handle;
}

// All pages in one step: a reader of one moment, which in WAL holds up no writer, where step by step every
// write would begin the copy anew.
Done copy_database(const std::string& from, const std::string& to)
{
    auto source = open_plain(from, SQLITE_OPEN_READONLY);
    if (!source)
        return fail(source.error());
    auto target = open_plain(to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    if (!target)
        return fail(target.error());
    sqlite3_backup* copying = sqlite3_backup_init(target->get(), "main", source->get(), "main");
    if (copying) {
        sqlite3_backup_step(copying, -1);
        sqlite3_backup_finish(copying);
    }
    // One file, which needs no log beside it to be read.
    const bool copied = sqlite3_errcode(target->get()) == SQLITE_OK &&
                        sqlite3_exec(target->get(), "PRAGMA journal_mode=DELETE", nullptr, nullptr,
                                     nullptr) == SQLITE_OK;
    if (!copied)
        return fail("The database " + from + " could not be copied to " + to + ": " +
                    sqlite3_errmsg(target->get()) + ".");
    return true;
}

Done sync_file(const std::string& path)
{
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const bool synced = file >= 0 && ::fsync(file) == 0;
    if (file >= 0)
        ::close(file);
    if (!synced)
        return fail("The file " + path + " could not be written to disk.");
    return true;
}

// Database and keys of one folder into another, on disk when this returns.
Done copy_data(const std::string& from, const std::string& to)
{
    std::error_code error;
    fs::create_directory(to, error);
    if (!error)
        fs::permissions(to, fs::perms::owner_all, error);
    if (error)
        return fail("The folder " + to + " could not be created: " + error.message() + ".");
    if (auto copied = copy_database(from + "/" + kDatabaseName, to + "/" + kDatabaseName); !copied)
        return copied;
    for (const char* key : kKeys) {
        fs::copy_file(from + "/" + key, to + "/" + key, error);
        if (error)
            return fail("The key " + from + "/" + key + " could not be copied: " + error.message() + ".");
    }
    for (const char* name : {kDatabaseName, kKeys[0], kKeys[1]}) {
        if (auto synced = sync_file(to + "/" + name); !synced)
            return synced;
    }
    if (!sync_folder(to))
        return fail("The folder " + to + " could not be written to disk.");
    return true;
}

Result<std::string, std::string> verified(const std::string& folder)
{
    auto database = SqliteConnection::open(folder + "/" + kDatabaseName, SqliteConnection::Mode::Write);
    if (!database)
        return fail(database.error());
    // A backup of an earlier version is read in the form that it will have.
    if (const auto migrated = migrate(**database); !migrated)
        return fail(migrated.error());
    const auto signer = signing_key(folder, true);
    if (!signer)
        return fail(signer.error());
    try {
        (*database)->run("BEGIN");
        const auto held = verify_ledgers(**database, *SignatureCheck::of(*signer));
        (*database)->run("COMMIT");
        if (!held)
            return fail(held.error());
        return "verified: " + std::to_string(held->entries) + " entries in " +
               std::to_string(held->municipalities) + " municipalities";
    } catch (const QueryFailed& failed) {
        return fail("The backup's database could not be read through: " + std::string(failed.what()) + ".");
    }
}

// "2026-11-22T120000Z": sorts, and is a name on any file system.
std::string stamp()
{
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    gmtime_r(&now, &parts);
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%dT%H%M%SZ", &parts);
    return text;
}

// What is there goes aside as one, with the log that belongs to it, then what comes takes its place. While
// `coming` is there nothing starts, and a restore that was broken off is run again.
Result<std::string, std::string> put_in_place(const std::string& coming, const std::string& data)
{
    std::error_code error;
    const std::string database = kDatabaseName;
    std::string aside;
    for (const std::string& name : {database, database + "-wal", database + "-shm", std::string(kKeys[0]),
                                    std::string(kKeys[1])}) {
        if (!fs::exists(data + "/" + name, error))
            continue;
        if (aside.empty()) {
            aside = data + "/replaced-" + stamp();
            while (fs::exists(aside, error))  // another restore's, of this second
                aside += "-";
            fs::create_directory(aside, error);
        }
        if (!error)
            fs::rename(data + "/" + name, aside + "/" + name, error);
        if (error)
            return fail("What is in " + data + " could not be moved to " + aside + ": " + error.message() +
                        ". Nothing is lost: both are there.");
    }
    if (!aside.empty() && !sync_folder(aside))
        return fail("The folder " + aside + " could not be written to disk.");
    for (const std::string& name : {std::string(kKeys[0]), std::string(kKeys[1]), database}) {
        fs::rename(coming + "/" + name, data + "/" + name, error);
        if (error)
            return fail("The backup could not be put into " + data + ": " + error.message() +
                        ". What was there is in " + aside + ".");
    }
    if (!sync_folder(data))
        return fail("The folder " + data + " could not be written to disk.");
    return aside;
}

}  // namespace

int backup(const BackupOptions& options)
{
    ::umask(kOwnerOnly);
    const Database kept{options.data, options.database};
    if (kept.is_postgres())
        return complain("PostgreSQL is backed up by its own programs, pg_basebackup or pg_dump. Keep secret.key and "
                        "signing.key of " + options.data + " with that backup.");
    if (const auto there = connect(kept, Connection::Mode::Read); !there)
        return complain(there.error());
    std::error_code error;
    if (fs::exists(options.out, error))
        return complain("There is something at " + options.out + " already: name a folder that is not there.");
    const fs::path out = fs::absolute(options.out, error).lexically_normal();
    const std::string part = out.string() + ".part";
    fs::remove_all(part, error);  // of a backup that was broken off
    if (const auto copied = copy_data(options.data, part); !copied) {
        fs::remove_all(part, error);
        return complain(copied.error());
    }
    fs::rename(part, out, error);
    if (error)
        return complain("The backup is in " + part + " but could not get its name.");
    if (!sync_folder(out.parent_path().string()))
        return complain("The backup is in " + options.out + ", but the disk has not confirmed it: make another one.");
    std::printf("The database and both keys are in %s. Whoever has it can sign: keep it as you keep the "
                "keys.\n", options.out.c_str());
    return 0;
}

int restore(const RestoreOptions& options)
{
    ::umask(kOwnerOnly);
    for (const char* name : {kDatabaseName, kKeys[0], kKeys[1]}) {
        if (::access((options.from + "/" + name).c_str(), R_OK) != 0)
            return complain("There is no backup in " + options.from + ": " + name + " is missing.");
    }
    if (const auto folder = writable_folder(options.data); !folder)
        return complain(folder.error());
    const auto lock = FolderLock::take(options.data);
    if (!lock)
        return complain(lock.error());
    std::error_code error;
    const std::string coming = options.data + "/" + kRestoring;
    const std::string part = coming + ".part";  // nothing is replaced yet
    fs::remove_all(part, error);
    const auto refused = [&](const std::string& sentence) {
        fs::remove_all(part, error);
        return complain(sentence + " Nothing has been replaced.");
    };
    if (const auto copied = copy_data(options.from, part); !copied)
        return refused(copied.error());
    std::string said = "not verified";
    if (options.verify) {
        const auto held = verified(part);
        if (!held)
            return refused(held.error());
        said = *held;
    }
    fs::remove_all(coming, error);  // of a restore that was broken off
    fs::rename(part, coming, error);
    if (error || !sync_folder(options.data))
        return complain("The folder " + options.data + " could not be written to. Nothing has been replaced.");
    const auto aside = put_in_place(coming, options.data);
    if (!aside)
        return complain(aside.error());
    fs::remove_all(coming, error);
    if (error || !sync_folder(options.data))
        return complain("The backup is in place, but the folder " + coming + " could not be removed: remove it.");
    std::printf("The backup is in place, %s.%s\n", said.c_str(),
                aside->empty() ? "" : (" What was there is in " + *aside + ".").c_str());
    return 0;
}

int migrate_data(const MigrateOptions& options)
{
    ::umask(kOwnerOnly);
    const Database kept{options.data, options.database};
    const auto alone = alone_in(kept);
    if (!alone)
        return complain(alone.error());
    // Migrates when it opens.
    if (const auto database = connect(kept, Connection::Mode::Write); !database)
        return complain(database.error());
    std::printf("The database has the form of this version: migration %d.\n", sqlite_migrations().back().number);
    return 0;
}

}  // namespace hemval::server
