#include "server/codes.h"

#include "core/registry.h"
#include "server/files.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace hemval::server {
namespace {

constexpr std::size_t kKeyBytes = 32;
constexpr int kRandomDigits = 15;

std::string random_digits(int count)
{
    std::string digits;
    while (static_cast<int>(digits.size()) < count) {
        const auto byte = static_cast<unsigned char>(random_bytes(1)[0]);
        // 250 to 255 would make the digits 0 to 5 likelier.
        if (byte < 250)
            digits += static_cast<char>('0' + byte % 10);
    }
    return digits;
}

// A key half-written by a crash would silently void every code, so it appears whole or not at all.
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
    const bool linked = written && (::link(draft.c_str(), path.c_str()) == 0 || errno == EEXIST);
    const int reason = errno;
    ::unlink(draft.c_str());
    errno = reason;
    return linked;
}

}  // namespace

std::optional<CodeMaker::Fresh> CodeMaker::issue() const
{
    const std::string code = code_from_digits(random_digits(kRandomDigits));
    const auto canonical = canonical_code(code);
    return canonical ? fresh(*canonical) : std::nullopt;
}

std::optional<CodeMaker::Fresh> CodeMaker::issue_link() const
{
    const std::uint64_t high = random_number();
    return fresh(link_code(high, random_number()));
}

std::optional<CodeMaker::Fresh> CodeMaker::fresh(const std::string& canonical) const
{
    const auto hash = slow_hash(canonical, cost_);
    if (!hash)
        return std::nullopt;
    return Fresh{canonical, {lookup(canonical), *hash}};
}

std::string CodeMaker::lookup(const std::string& canonical) const
{
    return hex(hmac_sha256(key_, canonical));
}

std::string CodeMaker::pseudonym(const std::string& municipality, const std::string& reference) const
{
    return hex(hmac_sha256(key_, "reference/" + municipality + "/" + reference));
}

Result<std::string, std::string> secret_key(const std::string& folder)
{
    const std::string path = folder + "/secret.key";
    const auto exists = [](const std::string& name) { return ::access(name.c_str(), F_OK) == 0; };
    if (!exists(path) && exists(folder + "/" + kDatabaseName))
        return fail("The secret key " + path +
                    " is missing beside the database: restore it from a backup, as without it every "
                    "code already sent is void.");
    if (!exists(path) && !create_key(path))
        return fail("The secret key " + path + " could not be made: " + std::strerror(errno) + ".");
    const auto text = read_text(path);
    if (!text || text->size() < kKeyBytes * 2)
        return fail("The secret key " + path +
                    " cannot be read or is not whole: restore it from a backup, as without it every "
                    "code already sent is void.");
    return text->substr(0, kKeyBytes * 2);
}

}  // namespace hemval::server
