#include "server/letters/draft.h"

#include "server/crypto.h"
#include "server/files.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

namespace hemval::server {
namespace {

bool written(int file, const std::string& text)
{
    std::size_t done = 0;
    while (done < text.size()) {
        const ssize_t n = ::write(file, text.data() + done, text.size() - done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        done += static_cast<std::size_t>(n);
    }
    return ::fsync(file) == 0;
}

}  // namespace

Result<Draft, std::string> Draft::write(const std::string& folder, const std::string& stem,
                                        const std::string& text)
{
    const std::string path = folder + "/." + stem + "." + hex(random_bytes(4)) + ".part";
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    const bool whole = file >= 0 && written(file, text) && sync_folder(folder);
    const std::string reason = std::strerror(errno);
    if (file >= 0)
        ::close(file);
    Draft draft(path, folder + "/" + stem);
    if (!whole)
        return fail("The letters could not be written in " + folder + ": " + reason + ".");
    return draft;
}

Draft::Draft(Draft&& other) noexcept
    : path_(std::exchange(other.path_, "")), wanted_(std::move(other.wanted_))
{
}

Draft::~Draft()
{
    if (!path_.empty())
        ::unlink(path_.c_str());
}

std::string Draft::leave() { return std::exchange(path_, ""); }

Result<std::string, std::string> Draft::keep()
{
    for (int number = 1;; ++number) {
        const std::string name = wanted_ + (number == 1 ? "" : "-" + std::to_string(number)) + ".html";
        // A link, unlike a renaming, never takes another file's place.
        if (::link(path_.c_str(), name.c_str()) == 0) {
            ::unlink(path_.c_str());
            path_.clear();
            sync_folder(std::filesystem::path(name).parent_path().string());
            return name;
        }
        if (errno != EEXIST) {
            const std::string reason = std::strerror(errno);
            return fail("The cases are opened, but the letters could not be given the name " + name + " (" +
                        reason + "): they are in " + std::exchange(path_, "") + ".");
        }
    }
}

}  // namespace hemval::server
