#pragma once

#include "core/result.h"

#include <map>
#include <optional>
#include <string>

namespace hemval::server {

inline constexpr const char* kDatabaseName = "hemval.sqlite";  // in the data folder
// There while a backup takes the place of what is in the data folder: until it is gone, part of each is.
inline constexpr const char* kRestoring = "restoring";

std::optional<std::string> read_text(const std::string& path);

// Every regular file directly in `folder` whose name ends with `ending`, name -> content. The error
// is a sentence.
Result<std::map<std::string, std::string>, std::string> read_folder(const std::string& folder,
                                                                    const std::string& ending);

// A file's name is on disk when its folder is: after a power loss a synced file may else be without one.
bool sync_folder(const std::string& folder);

// Creates the folder (0700) when missing and makes sure that it can be written. The error is a
// sentence.
Result<std::string, std::string> writable_folder(const std::string& folder);

// An advisory lock on `folder`/lock for as long as this lives: two services on one folder would each
// believe itself alone.
class FolderLock {
public:
    static Result<FolderLock, std::string> take(const std::string& folder);
    FolderLock(FolderLock&& other) noexcept;
    FolderLock& operator=(FolderLock&&) = delete;
    ~FolderLock();

private:
    explicit FolderLock(int file) : file_(file) {}
    int file_;
};

}  // namespace hemval::server
