#pragma once

namespace hemval::server::testing {

// The system calls by which files are made and kept and the network is listened to, for the test program itself:
// the nth that this thread makes from fail_at() on fails. Beneath FaultyDisk's shim, and for what is not SQLite's.
enum class Call : unsigned char { Open, Write, Sync, Link, Rename, Chmod, Socket, Fcntl, Bind, Listen };
inline constexpr Call kAllCalls[] = {Call::Open, Call::Write, Call::Sync, Call::Link, Call::Rename, Call::Chmod,
                                     Call::Socket, Call::Fcntl, Call::Bind, Call::Listen};

void fail_at(Call call, int nth, int error);
bool stop_failing();  // true when the call had come

}  // namespace hemval::server::testing
