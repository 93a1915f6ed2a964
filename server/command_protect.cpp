#include "server/command_protect.h"

#include "server/clock.h"
#include "server/commands.h"
#include "server/files.h"
#include "server/keys.h"
#include "server/letters/case_opening.h"
#include "server/references.h"
#include "server/packs.h"
#include "server/protect.h"
#include "server/store/database.h"

#include <algorithm>
#include <cstdio>

namespace hemval::server {
namespace {

Result<bool, std::string> mark(Queries& database, const ProtectOptions& options,
                               const CodeMaker& codes, const Seal& seal)
{
    const MunicipalityId id(options.municipality);
    const auto person =
        find_reference(database, id, codes.pseudonym(id.value, options.reference));
    if (!person)
        return fail("There is no case with that reference in " + id.value + ".");
    if (options.lift)
        return lift_protection(database, id, *person, AreaId(options.area), seal);
    return protect_case(database, id, *person, seal);
}

std::optional<std::string> wrong_area(const ProtectOptions& options)
{
    if (!options.lift)
        return options.area.empty() ? std::nullopt
                                    : std::optional<std::string>(
                                          "--area goes with --lift only: a protected person's case has "
                                          "none.");
    const auto packs = load_packs(options.municipalities);
    if (!packs)
        return packs.error().front();
    const auto town = packs->find(MunicipalityId(options.municipality));
    const auto is_it = [&](const Area& area) { return area.id.value == options.area; };
    if (town == packs->end() ||
        std::none_of(town->second.areas.begin(), town->second.areas.end(), is_it))
        return "--lift needs --area, one of the municipality's: an ordinary case has an area.";
    return std::nullopt;
}

}  // namespace

int protect(const ProtectOptions& options)
{
    if (const auto wrong = wrong_area(options))
        return complain(*wrong);
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
        const CodeMaker codes(keys->secret, HashCost{});
        (*database)->begin_write({MunicipalityId(options.municipality)});
        const auto done = mark(**database, options, codes, {keys->signer, system_clock().today()});
        end_write(**database, done.has_value());
        if (!done)
            return complain(done.error());
        std::printf("%s\n", !*done         ? "Nothing to do: it was so already."
                            : options.lift ? "The case is an ordinary one again."
                                           : "The case is protected: its area, its receipts and what the "
                                             "ledger said are erased, and its codes lead to the phone.");
        return end_erasure(**database);
    } catch (const OutcomeUnknown& lost) {
        return complain_unknown(lost);
    } catch (const QueryFailed& failed) {
        return complain("Nothing was changed: the database " + kept.name() + " failed (" + failed.what() +
                        ").");
    }
}

}  // namespace hemval::server
