#include "tests/server/faulty_disk.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace hemval::server::testing {
namespace {

constexpr const char* kName = "hemval-faulty-disk";

std::atomic<int> fault_kind{-1};
std::atomic<int> left{0};
std::atomic<bool> broken{false};
std::atomic<bool> own_sync_fails{false};

sqlite3_vfs* real = nullptr;

// What has been written to a file since its last sync, so that it can be taken back.
struct Unsynced {
    std::map<sqlite3_int64, std::vector<char>> before;  // by place
    sqlite3_int64 size = 0;                             // at the last sync
};

struct File {
    sqlite3_file base;
    Unsynced* unsynced;
    bool own;  // the database's, not its log
    sqlite3_file* inner() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

File* of(sqlite3_file* file) { return reinterpret_cast<File*>(file); }
sqlite3_file* in(sqlite3_file* file) { return of(file)->inner(); }

// Whether this call is to fail: the nth of its kind, and from then on every write and sync.
bool fails(FaultyDisk::Fault one, FaultyDisk::Fault other)
{
    const int kind = fault_kind;
    if (kind < 0)
        return false;
    if (broken)
        return true;
    const auto now = static_cast<FaultyDisk::Fault>(kind);
    if ((now == one || now == other) && --left == 0)
        broken = true;
    return broken;
}

void note(sqlite3_file* file)
{
    Unsynced& unsynced = *of(file)->unsynced;
    unsynced.before.clear();
    in(file)->pMethods->xFileSize(in(file), &unsynced.size);
}

int x_close(sqlite3_file* file)
{
    // As after a power loss: what no sync has vouched for is gone.
    Unsynced& unsynced = *of(file)->unsynced;
    if (broken && !unsynced.before.empty()) {
        for (const auto& [place, bytes] : unsynced.before)
            in(file)->pMethods->xWrite(in(file), bytes.data(), static_cast<int>(bytes.size()), place);
        in(file)->pMethods->xTruncate(in(file), unsynced.size);
    }
    delete of(file)->unsynced;
    return in(file)->pMethods->xClose(in(file));
}
int x_read(sqlite3_file* file, void* to, int size, sqlite3_int64 at)
{
    return in(file)->pMethods->xRead(in(file), to, size, at);
}
int x_write(sqlite3_file* file, const void* from, int size, sqlite3_int64 at)
{
    if (fails(FaultyDisk::Fault::WriteError, FaultyDisk::Fault::Full))
        return fault_kind == static_cast<int>(FaultyDisk::Fault::Full) ? SQLITE_FULL : SQLITE_IOERR_WRITE;
    Unsynced& unsynced = *of(file)->unsynced;
    if (at < unsynced.size && unsynced.before.count(at) == 0) {
        std::vector<char> bytes(static_cast<std::size_t>(std::min<sqlite3_int64>(size, unsynced.size - at)));
        if (in(file)->pMethods->xRead(in(file), bytes.data(), static_cast<int>(bytes.size()), at) == SQLITE_OK)
            unsynced.before.emplace(at, std::move(bytes));
    } else if (at >= unsynced.size) {
        unsynced.before.emplace(at, std::vector<char>());
    }
    return in(file)->pMethods->xWrite(in(file), from, size, at);
}
int x_truncate(sqlite3_file* file, sqlite3_int64 size)
{
    if (fails(FaultyDisk::Fault::WriteError, FaultyDisk::Fault::WriteError))
        return SQLITE_IOERR_TRUNCATE;
    const int code = in(file)->pMethods->xTruncate(in(file), size);
    note(file);
    return code;
}
int x_sync(sqlite3_file* file, int flags)
{
    if ((own_sync_fails && of(file)->own) || fails(FaultyDisk::Fault::SyncError, FaultyDisk::Fault::SyncError))
        return SQLITE_IOERR_FSYNC;
    const int code = in(file)->pMethods->xSync(in(file), flags);
    note(file);
    return code;
}
int x_size(sqlite3_file* file, sqlite3_int64* size) { return in(file)->pMethods->xFileSize(in(file), size); }
int x_lock(sqlite3_file* file, int level) { return in(file)->pMethods->xLock(in(file), level); }
int x_unlock(sqlite3_file* file, int level) { return in(file)->pMethods->xUnlock(in(file), level); }
int x_reserved(sqlite3_file* file, int* held)
{
    return in(file)->pMethods->xCheckReservedLock(in(file), held);
}
int x_control(sqlite3_file* file, int what, void* with)
{
    return in(file)->pMethods->xFileControl(in(file), what, with);
}
int x_sector(sqlite3_file* file) { return in(file)->pMethods->xSectorSize(in(file)); }
int x_characteristics(sqlite3_file* file) { return in(file)->pMethods->xDeviceCharacteristics(in(file)); }
int x_shm_map(sqlite3_file* file, int page, int size, int extend, void volatile** at)
{
    return in(file)->pMethods->xShmMap(in(file), page, size, extend, at);
}
int x_shm_lock(sqlite3_file* file, int from, int count, int flags)
{
    return in(file)->pMethods->xShmLock(in(file), from, count, flags);
}
void x_shm_barrier(sqlite3_file* file) { in(file)->pMethods->xShmBarrier(in(file)); }
int x_shm_unmap(sqlite3_file* file, int remove) { return in(file)->pMethods->xShmUnmap(in(file), remove); }

// Version 2: with shared memory for WAL, without memory-mapped pages, which no write goes through.
const sqlite3_io_methods kMethods = {
    2,         x_close,           x_read,    x_write,    x_truncate,    x_sync,
    x_size,    x_lock,            x_unlock,  x_reserved, x_control,     x_sector,
    x_characteristics, x_shm_map, x_shm_lock, x_shm_barrier, x_shm_unmap, nullptr,
    nullptr};

int x_open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out)
{
    file->pMethods = nullptr;
    const int code = real->xOpen(real, name, in(file), flags, out);
    if (code != SQLITE_OK)
        return code;
    of(file)->unsynced = new Unsynced;
    of(file)->own = (flags & SQLITE_OPEN_MAIN_DB) != 0;
    file->pMethods = &kMethods;
    note(file);
    return SQLITE_OK;
}

sqlite3_vfs shim;

}  // namespace

FaultyDisk::FaultyDisk()
{
    real = sqlite3_vfs_find(nullptr);
    shim = *real;
    shim.pNext = nullptr;
    shim.zName = kName;
    shim.szOsFile = static_cast<int>(sizeof(File)) + real->szOsFile;
    shim.xOpen = x_open;
    sqlite3_vfs_register(&shim, 1);
}

FaultyDisk::~FaultyDisk()
{
    mend();
    sqlite3_vfs_unregister(&shim);
    sqlite3_vfs_register(real, 1);
}

void FaultyDisk::arm(Fault fault, int nth)
{
    left = nth;
    broken = false;
    fault_kind = static_cast<int>(fault);
}

bool FaultyDisk::failing() const { return broken; }

void FaultyDisk::arm_write_back() { own_sync_fails = true; }

bool FaultyDisk::mend()
{
    own_sync_fails = false;
    fault_kind = -1;
    return broken.exchange(false);
}

}  // namespace hemval::server::testing
