#include "server/unix_socket.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace hemval::server {
namespace {

constexpr mode_t kSocketMode = 0660;

}  // namespace

Result<int, std::string> listen_at(const std::string& path)
{
    const auto failed = [&](const std::string& why) {
        return fail("Listening on the socket " + path + " failed: " + why + ".");
    };
    sockaddr_un name{};
    name.sun_family = AF_UNIX;
    if (path.size() >= sizeof name.sun_path)
        return failed("the path is longer than " + std::to_string(sizeof name.sun_path - 1) + " bytes");
    std::memcpy(name.sun_path, path.c_str(), path.size());
    const auto* address = reinterpret_cast<const sockaddr*>(&name);
    struct stat there{};
    if (::lstat(path.c_str(), &there) == 0) {
        if (!S_ISSOCK(there.st_mode))
            return failed("something else has that name");
        const int probe = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (probe < 0)  // who cannot look takes nobody's place
            return failed(std::strerror(errno));
        const bool alive = ::connect(probe, address, sizeof name) == 0;
        ::close(probe);
        if (alive)
            return failed("another program listens there");
        ::unlink(path.c_str());  // left by one that was killed
    }
    const int file = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (file < 0 || ::bind(file, address, sizeof name) != 0 || ::chmod(path.c_str(), kSocketMode) != 0 ||
        ::listen(file, SOMAXCONN) != 0) {
        const std::string why = std::strerror(errno);
        if (file >= 0)
            ::close(file);
        return failed(why);
    }
    return file;
}

}  // namespace hemval::server
