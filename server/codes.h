#pragma once

#include "core/result.h"
#include "server/crypto.h"

#include <optional>
#include <string>

namespace hemval::server {

inline constexpr int kCodeValidDays = 21;

// What is kept of a letter's code. Neither part gives the code back; the lookup cannot even be tried
// without the key, which is outside the database.
struct StoredCode {
    std::string lookup;  // HMAC-SHA-256 with the secret key, hex
    std::string hash;    // argon2id
};

class CodeMaker {
public:
    CodeMaker(std::string key, HashCost cost) : key_(std::move(key)), cost_(cost) {}

    struct Fresh {
        std::string code;  // "1234-5678-9012-3456"; shown once, never kept
        StoredCode stored;
    };
    // Slow.
    Fresh issue() const;       // to type
    Fresh issue_link() const;  // for the QR code

    // `canonical` as canonical_code() or canonical_link_code() gives it: the two never look alike.
    std::string lookup(const std::string& canonical) const;
    // What somebody is known by elsewhere, so that they can be found again but not read.
    std::string pseudonym(const std::string& municipality, const std::string& reference) const;
    // The same of a canonical identity number, which is kept nowhere. Another in each municipality.
    std::string person_pseudonym(const std::string& municipality, const std::string& number) const;
    // Of a case, for the device of whoever's it is: CaseView::owner.
    std::string owner_mark(const std::string& municipality, const std::string& person) const;
    // The reference itself, for the staff and the case system, locked with a key of its own that comes
    // from the secret key; opens only beside the pseudonym it was sealed with.
    std::string seal_reference(const std::string& municipality, const std::string& reference) const;
    std::optional<std::string> open_reference(const std::string& pseudonym,
                                              const std::string& sealed) const;

private:
    Fresh fresh(const std::string& canonical) const;

    std::string key_;
    HashCost cost_;
};

// The key in `folder`/secret.key, made (0600) unless it has been before: a new one would void every code
// sent. The error is a sentence.
Result<std::string, std::string> secret_key(const std::string& folder, bool made_before);

}  // namespace hemval::server
