#pragma once

#include <atomic>
#include <cstdint>

namespace hemval::server::testing {

// A disk that fails, for databases opened while this lives: a shim over SQLite's own VFS that lets the nth
// write or sync from arm() on fail, and then all of them, as a disk does. What a failed sync had left
// unwritten is dropped from the files when they are closed, as after a power loss.
class FaultyDisk {
public:
    enum class Fault : std::uint8_t { WriteError, Full, SyncError };

    FaultyDisk();
    ~FaultyDisk();
    FaultyDisk(const FaultyDisk&) = delete;
    FaultyDisk& operator=(const FaultyDisk&) = delete;

    // Of writes for WriteError and Full, of syncs for SyncError; the first is 1.
    void arm(Fault fault, int nth);
    bool failing() const;
    // Of a database's own file every sync fails from now on, and of its log none: nothing but writing that back does.
    void arm_write_back();
    // The disk is whole again; true when the fault had come.
    bool mend();
};

}  // namespace hemval::server::testing
