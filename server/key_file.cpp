#include "server/key_file.h"

#include "server/crypto.h"
#include "server/files.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

namespace hemval::server {
namespace {

constexpr std::size_t kKeyBytes = 32;

// A key half-written by a crash would be no key at all, so it appears whole or not at all.
bool create_key(const std::string& path)
{
    const std::string draft = path + "." + hex(random_bytes(4));
    const std::string key = hex(random_bytes(kKeyBytes)) + "\n";
    const int file = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0)
        return false;
    const bool written = ::write(file, key.data(), key.size()) == static_cast<ssize_t>(key.size()) &&
                         ::fsync(file) == 0;
    ::close(file);
    const bool linked = written && (::link(draft.c_str(), path.c_str()) == 0 || errno == EEXIST) &&
                        sync_folder(std::filesystem::path(path).parent_path().string());
    const int reason = errno;
    ::unlink(draft.c_str());
    errno = reason;
    return linked;
}

}  // namespace

Result<std::string, std::string> key_file(const std::string& path, const std::string& name,
                                          bool may_make, const std::string& what_is_lost)
{
    const std::string restore = ": restore it from a backup, as " + what_is_lost + ".";
    const bool there = ::access(path.c_str(), F_OK) == 0;
    if (!there && !may_make)
        return fail("The " + name + " " + path + " is missing beside the database" + restore);
    if (!there && !create_key(path))
        return fail("The " + name + " " + path + " could not be made: " + std::strerror(errno) + ".");
    const auto text = read_text(path);
    if (!text || text->size() < kKeyBytes * 2)
        return fail("The " + name + " " + path + " cannot be read or is not whole" + restore);
    return text->substr(0, kKeyBytes * 2);
}

}  // namespace hemval::server
