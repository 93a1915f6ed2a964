#include "server/keys.h"

#include "server/codes.h"
#include "server/store/tables.h"

#include <optional>
#include <utility>

namespace hemval::server {
namespace {

using Settled = Result<Keys, std::string>;

constexpr const char* kSecretMark = "secret_key";
constexpr const char* kSigningMark = "signing_key";

// Of two services that start at once the first says which it is, and the other reads it.
bool is_marked(Queries& queries, const char* key, const std::string& mark)
{
    queries.query("INSERT INTO meta(key, value) VALUES($1, $2) ON CONFLICT(key) DO NOTHING", {std::string(key), mark});
    return find_meta(queries, key) == mark;
}

bool has_signed(const Signer& signer, const std::optional<SignedCheckpoint>& checkpoint)
{
    const auto check = SignatureCheck::with(signer.public_key());
    return !checkpoint || (check && check->holds(checkpoint->text, checkpoint->signature));
}

Settled settled(Queries& queries, const std::string& data, bool may_make)
{
    const auto newest = any_checkpoint(queries);
    const bool has_secret = find_meta(queries, kSecretMark) || newest || has_cases(queries);
    const bool has_signer = find_meta(queries, kSigningMark) || newest;
    auto secret = secret_key(data, has_secret || !may_make);
    if (!secret)
        return fail(secret.error());
    auto signer = signing_key(data, has_signer || !may_make);
    if (!signer)
        return fail(signer.error());
    if (!is_marked(queries, kSecretMark, hex(hmac_sha256(*secret, "mark/secret key"))))
        return fail("The secret key in " + data + " is not the one that the database was begun with: put "
                    "secret.key there from a backup, or from the service that runs already.");
    if (!has_signed(*signer, newest))
        return fail("The signing key in " + data + " is not the one that has signed the ledger: "
                    "restore the right one from a backup.");
    if (!is_marked(queries, kSigningMark, signer->public_key()))
        return fail("The signing key in " + data + " is not the one that the database was begun with: put "
                    "signing.key there from a backup, or from the service that runs already.");
    return Keys{std::move(*secret), std::move(*signer)};
}

}  // namespace

Settled settle_keys(Store& store, const std::string& data)
{
    std::optional<Settled> keys;
    const auto kept = store.tx_now<bool>([&](Queries& queries) -> Result<bool, Problem> {
        keys = settled(queries, data, true);
        if (!*keys)
            return fail(Problem::ServiceFailed);
        return true;
    });
    if (kept)
        return std::move(*keys);
    if (keys && !*keys)
        return fail(keys->error());
    return fail(std::string("The database could not be prepared (") + name_of(kept.error()) + ").");
}

Settled settle_keys(Connection& database, const std::string& data)
{
    try {
        database.begin_write({});
        auto keys = settled(database, data, false);
        database.run(keys ? "COMMIT" : "ROLLBACK");
        return keys;
    } catch (const QueryFailed& failed) {
        return fail(std::string("The database could not be prepared (") + failed.what() + ").");
    }
}

}  // namespace hemval::server
