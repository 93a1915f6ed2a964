#include "server/outbox/signature.h"

#include "server/crypto.h"
#include "server/files.h"
#include "server/http.h"

#include <openssl/evp.h>
#include <sys/stat.h>

namespace hemval::server {
namespace {

constexpr std::string_view kPrefix = "whsec_";
constexpr std::size_t kShortest = 24;
constexpr std::size_t kLongest = 64;
constexpr std::size_t kMostSecrets = 2;

std::string to_base64(std::string_view bytes)
{
    std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
    const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                                     reinterpret_cast<const unsigned char*>(bytes.data()),
                                     static_cast<int>(bytes.size()));
    text.resize(static_cast<std::size_t>(size));
    return text;
}

// Empty for what is not base64, with its padding or without.
std::string from_base64(std::string text)
{
    while (!text.empty() && text.back() == '=')
        text.pop_back();
    const std::size_t padding = (4 - text.size() % 4) % 4;
    text.append(padding, '=');
    std::string bytes(text.size() / 4 * 3, '\0');
    const int size = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                                     reinterpret_cast<const unsigned char*>(text.data()),
                                     static_cast<int>(text.size()));
    if (padding > 2 || size < static_cast<int>(padding))
        return {};
    bytes.resize(static_cast<std::size_t>(size) - padding);
    return bytes;
}

}  // namespace

Result<WebhookSecrets, std::string> read_secrets(std::string_view text)
{
    WebhookSecrets secrets;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        std::string_view line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (!line.empty() && line.back() == '\r')
            line.remove_suffix(1);
        line = trimmed(line);
        if (line.empty())
            continue;
        std::string key;
        if (line.substr(0, kPrefix.size()) == kPrefix)
            key = from_base64(std::string(line.substr(kPrefix.size())));
        if (key.size() < kShortest || key.size() > kLongest)
            return fail(std::string("a secret is \"whsec_\" and 24 to 64 bytes in base64, one a line"));
        secrets.push_back(key);
    }
    if (secrets.empty() || secrets.size() > kMostSecrets)
        return fail(std::string("it holds one secret, or two while changing from one to the other"));
    return secrets;
}

Result<WebhookSecrets, std::string> secrets_in(const std::string& path)
{
    constexpr mode_t kOthers = 0077;
    const std::string file = "The file of the webhook's secret, " + path;
    struct stat status {};
    const auto text = read_text(path);
    if (!text || ::stat(path.c_str(), &status) != 0)
        return fail(file + ", could not be read.");
    if ((status.st_mode & kOthers) != 0)
        return fail(file + ", can be read by others: chmod 600 it.");
    auto secrets = read_secrets(*text);
    if (!secrets)
        return fail(file + ", is not right: " + secrets.error() + ".");
    return secrets;
}

std::string webhook_signature(const WebhookSecrets& secrets, std::string_view id,
                              std::int64_t timestamp, std::string_view body)
{
    std::string what(id);
    what += '.' + std::to_string(timestamp) + '.';
    what += body;
    std::string signatures;
    for (const std::string& secret : secrets)
        signatures += (signatures.empty() ? "v1," : " v1,") + to_base64(hmac_sha256(secret, what));
    return signatures;
}

}  // namespace hemval::server
