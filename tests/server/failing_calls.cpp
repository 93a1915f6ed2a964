#include "tests/server/failing_calls.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdarg>
#include <cstdio>

namespace hemval::server::testing {
namespace {

thread_local Call planned = Call::Open;
thread_local int left = 0;  // calls until it; 0: none is planned
thread_local bool came = false;
thread_local int with = 0;

bool fails(Call call)
{
    if (left == 0 || call != planned || --left > 0)
        return false;
    came = true;
    errno = with;
    return true;
}

}  // namespace

void fail_at(Call call, int nth, int error)
{
    planned = call;
    with = error;
    came = false;
    left = nth;
}

bool stop_failing()
{
    left = 0;
    return came;
}

}  // namespace hemval::server::testing

// The program's own come before the C library's.
using hemval::server::testing::Call;
using hemval::server::testing::fails;

extern "C" {

int open(const char* path, int flags, ...)
{
    va_list more;
    va_start(more, flags);
    const mode_t mode = va_arg(more, mode_t);
    va_end(more);
    return fails(Call::Open) ? -1 : static_cast<int>(::syscall(SYS_openat, AT_FDCWD, path, flags, mode));
}
ssize_t write(int file, const void* bytes, size_t size)
{
    return fails(Call::Write) ? -1 : ::syscall(SYS_write, file, bytes, size);
}
int fsync(int file) { return fails(Call::Sync) ? -1 : static_cast<int>(::syscall(SYS_fsync, file)); }
int link(const char* from, const char* to) noexcept
{
    return fails(Call::Link) ? -1 : static_cast<int>(::syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0));
}
int rename(const char* from, const char* to) noexcept
{
    return fails(Call::Rename) ? -1 : static_cast<int>(::syscall(SYS_renameat, AT_FDCWD, from, AT_FDCWD, to));
}
int chmod(const char* path, mode_t mode) noexcept
{
    return fails(Call::Chmod) ? -1 : static_cast<int>(::syscall(SYS_fchmodat, AT_FDCWD, path, mode));
}
int socket(int family, int type, int protocol) noexcept
{
    return fails(Call::Socket) ? -1 : static_cast<int>(::syscall(SYS_socket, family, type, protocol));
}
int fcntl(int file, int command, ...)
{
    va_list more;
    va_start(more, command);
    void* const argument = va_arg(more, void*);
    va_end(more);
    return fails(Call::Fcntl) ? -1 : static_cast<int>(::syscall(SYS_fcntl, file, command, argument));
}
int bind(int socket, const sockaddr* address, socklen_t size) noexcept
{
    return fails(Call::Bind) ? -1 : static_cast<int>(::syscall(SYS_bind, socket, address, size));
}
int listen(int socket, int waiting) noexcept
{
    return fails(Call::Listen) ? -1 : static_cast<int>(::syscall(SYS_listen, socket, waiting));
}

}  // extern "C"
