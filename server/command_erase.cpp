#include "server/command_ledger.h"

#include "server/clock.h"
#include "server/commands.h"
#include "server/erase.h"
#include "server/files.h"
#include "server/keys.h"
#include "server/store/database.h"
#include "server/store/tables.h"

#include <cstdio>

namespace hemval::server {
namespace {

// Verified on a moment of its own, while the service goes on writing.
Result<Erasure, std::string> plan(const Database& kept, const Signer& signer, Day today)
{
    auto database = connect(kept, Connection::Mode::Read);
    if (!database)
        return fail(database.error());
    (*database)->begin_read();
    return plan_erasure(**database, signer, today);
}

Result<ErasedCount, std::string> erase(Connection& database, const Erasure& erasure, Day today)
{
    if (erasure.towns.empty())
        return ErasedCount{};
    std::vector<MunicipalityId> towns;
    for (const Erasure::Town& town : erasure.towns)
        towns.push_back(town.id);
    database.begin_write(towns);
    auto erased = carry_out(database, erasure, today);
    end_write(database, erased.has_value());
    return erased;
}

}  // namespace

int erase_expired(const LedgerOptions& options)
{
    const Database kept{options.data, options.database};
    if (const auto there = is_there(kept); !there)
        return complain(there.error());
    auto database = connect(kept, Connection::Mode::Write);
    if (!database)
        return complain(database.error());
    const auto keys = settle_keys(**database, options.data);
    if (!keys)
        return complain(keys.error());
    try {
        if (options.today && find_meta(**database, "sample_data") != "yes")
            return complain("--today is only for sample data: real records are erased on the real day.");
        const Day today = options.today ? *options.today : system_clock().today();
        const auto planned = plan(kept, keys->signer, today);
        if (!planned)
            return complain(planned.error());
        const auto erased = erase(**database, *planned, today);
        if (!erased)
            return complain(erased.error());
        std::printf("Erased: %llu people, %llu entries. The proofs given stay valid.\n",
                    static_cast<unsigned long long>(erased->people),
                    static_cast<unsigned long long>(erased->entries));
        return end_erasure(**database);
    } catch (const OutcomeUnknown& lost) {
        return complain_unknown(lost);
    } catch (const QueryFailed& failed) {
        return complain("Nothing was erased: the database " + kept.name() + " failed (" + failed.what() +
                        ").");
    }
}

}  // namespace hemval::server
