#include "server/files.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

namespace hemval::server {

namespace fs = std::filesystem;

std::optional<std::string> read_text(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return std::nullopt;
    std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    if (file.bad())
        return std::nullopt;
    return text;
}

bool sync_folder(const std::string& folder)
{
    const int opened = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool synced = opened >= 0 && ::fsync(opened) == 0;
    if (opened >= 0)
        ::close(opened);
    return synced;
}

Result<std::map<std::string, std::string>, std::string> read_folder(const std::string& folder,
                                                                    const std::string& ending)
{
    std::error_code error;
    std::map<std::string, std::string> files;
    fs::directory_iterator entries(folder, error);
    for (; !error && entries != fs::directory_iterator(); entries.increment(error)) {
        const std::string name = entries->path().filename().string();
        const bool fits = name.size() > ending.size() &&
                          name.compare(name.size() - ending.size(), ending.size(), ending) == 0;
        if (!fits || !entries->is_regular_file(error))
            continue;
        auto text = read_text(entries->path().string());
        if (!text)
            return fail("The file " + entries->path().string() + " could not be read.");
        files.emplace(name, std::move(*text));
    }
    if (error)
        return fail("The folder " + folder + " could not be read: " + error.message() + ".");
    return files;
}

Result<std::string, std::string> writable_folder(const std::string& folder)
{
    std::error_code error;
    if (!fs::exists(folder, error)) {
        fs::create_directories(folder, error);
        if (!error)
            fs::permissions(folder, fs::perms::owner_all, error);
        if (error)
            return fail("The data folder " + folder + " could not be created: " + error.message() +
                        ".");
    }
    if (!fs::is_directory(folder, error))
        return fail("The data folder " + folder + " is not a folder.");
    const std::string trial = (fs::path(folder) / ".trial").string();
    const int file = ::open(trial.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    const bool written = file >= 0 && ::write(file, "hemval", 6) == 6 && ::fsync(file) == 0;
    const int reason = errno;
    if (file >= 0) {
        ::close(file);
        ::unlink(trial.c_str());
    }
    if (!written && reason == ENOSPC)
        return fail("The disk of the data folder " + folder + " is full: make room and start again.");
    if (!written)
        return fail("The data folder " + folder + " cannot be written: " + std::strerror(reason) +
                    ".");
    return folder;
}

Result<FolderLock, std::string> FolderLock::take(const std::string& folder)
{
    const std::string path = (fs::path(folder) / "lock").string();
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0)
        return fail("The data folder " + folder + " cannot be written: " + std::strerror(errno) +
                    ".");
    FolderLock lock(file);
    if (::flock(file, LOCK_EX | LOCK_NB) != 0)
        return fail("Another Hemval service uses the data folder " + folder +
                    ": stop it, or choose another folder with --data.");
    return lock;
}

FolderLock::FolderLock(FolderLock&& other) noexcept : file_(other.file_) { other.file_ = -1; }

FolderLock::~FolderLock()
{
    if (file_ >= 0)
        ::close(file_);
}

}  // namespace hemval::server
