#include "server/codes.h"

#include "core/registry.h"
#include "server/key_file.h"

namespace hemval::server {
namespace {

constexpr int kRandomDigits = 15;
// No pseudonym and no code's lookup is an HMAC of this: those have a prefix, these digits.
constexpr const char* kReferenceKey = "key/references";

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

}  // namespace

CodeMaker::Fresh CodeMaker::issue() const
{
    return fresh(code_from_digits(random_digits(kRandomDigits)));
}

CodeMaker::Fresh CodeMaker::issue_link() const
{
    const std::uint64_t high = random_number();
    return fresh(link_code(high, random_number()));
}

CodeMaker::Fresh CodeMaker::fresh(const std::string& canonical) const
{
    return {canonical, {lookup(canonical), slow_hash(canonical, cost_)}};
}

std::string CodeMaker::lookup(const std::string& canonical) const
{
    return hex(hmac_sha256(key_, canonical));
}

std::string CodeMaker::pseudonym(const std::string& municipality, const std::string& reference) const
{
    return hex(hmac_sha256(key_, "reference/" + municipality + "/" + reference));
}

std::string CodeMaker::person_pseudonym(const std::string& municipality,
                                        const std::string& number) const
{
    return hex(hmac_sha256(key_, "person/" + municipality + "/" + number));
}

std::string CodeMaker::owner_mark(const std::string& municipality, const std::string& person) const
{
    return hex(hmac_sha256(key_, "owner/" + municipality + "/" + person));
}

std::string CodeMaker::seal_reference(const std::string& municipality,
                                      const std::string& reference) const
{
    return hex(sealed(hmac_sha256(key_, kReferenceKey), pseudonym(municipality, reference), reference));
}

std::optional<std::string> CodeMaker::open_reference(const std::string& pseudonym,
                                                     const std::string& sealed) const
{
    return opened(hmac_sha256(key_, kReferenceKey), pseudonym, from_hex(sealed));
}

Result<std::string, std::string> secret_key(const std::string& folder, bool made_before)
{
    return key_file(folder + "/secret.key", "secret key", !made_before,
                    "without it every code already sent is void");
}

}  // namespace hemval::server
