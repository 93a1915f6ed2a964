#include "server/command_ledger.h"

#include "server/commands.h"
#include "server/files.h"
#include "server/store/database.h"
#include "server/verify.h"

#include <cstdio>

namespace hemval::server {
namespace {

// Whose signature is believed. With only the database and a public key from elsewhere anybody may
// verify; whoever has the signing key needs nothing more.
Result<SignatureCheck, std::string> believed(const LedgerOptions& options)
{
    if (options.public_key.empty()) {
        const auto signer = signing_key(options.data, true);
        if (!signer)
            return fail(signer.error());
        return *SignatureCheck::of(*signer);
    }
    auto check = SignatureCheck::with(options.public_key);
    if (!check)
        return fail("The public key is not 64 hexadecimal digits: " + options.public_key + ".");
    return std::move(*check);
}

}  // namespace

int verify(const LedgerOptions& options)
{
    const Database kept{options.data, options.database};
    if (const auto there = is_there(kept); !there)
        return complain(there.error());
    const auto signature = believed(options);
    if (!signature)
        return complain(signature.error());
    auto database = connect(kept, Connection::Mode::Read);
    if (!database)
        return complain(database.error());
    try {
        (*database)->begin_read();  // one moment, whatever is written meanwhile
        const auto verified = verify_ledgers(**database, *signature);
        if (!verified)
            return complain(verified.error());
        std::printf("Everything holds: %llu entries, of which %llu erased, in %llu municipalities, "
                    "under %llu signed checkpoints.\n",
                    static_cast<unsigned long long>(verified->entries),
                    static_cast<unsigned long long>(verified->erased),
                    static_cast<unsigned long long>(verified->municipalities),
                    static_cast<unsigned long long>(verified->checkpoints));
        return 0;
    } catch (const QueryFailed& failed) {
        return complain("The database " + kept.name() + " could not be read through: " + failed.what() +
                        ". If an older version wrote it, start hemval serve once.");
    }
}

}  // namespace hemval::server
