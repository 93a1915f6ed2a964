#include "server/outbox/command.h"

#include "server/clock.h"
#include "server/commands.h"
#include "server/outbox/notice.h"
#include "server/outbox/table.h"
#include "server/store/database.h"

#include <cstdio>

namespace hemval::server {
namespace {

constexpr std::int64_t kLong = 24 * 60 * 60;

// Whether all is well.
bool tell(const OutboxState& state, std::int64_t now)
{
    const bool late = state.oldest && now - *state.oldest > kLong;
    std::string line = state.municipality.value + ": " + std::to_string(state.delivered) + " delivered";
    if (state.last_delivered > 0)
        line += ", the last at " + utc(state.last_delivered);
    line += "; " + std::to_string(state.waiting) + " waiting";
    if (state.oldest)
        line += ", since " + utc(*state.oldest);
    if (state.failing > 0)
        line += "; " + std::to_string(state.failing) + " tried in vain (" + state.answer + ")";
    std::printf("%s.\n", line.c_str());
    if (late)
        std::printf("%s: the case system has not heard of these choices for over a day. See that it "
                    "answers, then: hemval outbox retry.\n",
                    state.municipality.value.c_str());
    return !late;
}

int status(Queries& queries)
{
    bool well = true;
    const auto open = open_outboxes(queries);
    for (const MunicipalityId& id : open)
        well = tell(outbox_state(queries, id), system_clock().now()) && well;
    if (open.empty())
        std::printf("No case system is told of the choices: hemval serve has no --webhook-url.\n");
    return well ? 0 : 1;
}

int change(Queries& queries, const OutboxOptions& options)
{
    if (options.action == "retry") {
        retry_now(queries);
        std::printf("What waits is tried now, if the service runs.\n");
        return 0;
    }
    const MunicipalityId id(options.municipality);
    if (!outbox_is_open(queries, id))
        return complain("There is no open outbox of a municipality \"" + id.value +
                        "\": name one with --municipality.");
    const OutboxState state = outbox_state(queries, id);
    close_outbox(queries, id);
    std::printf("The outbox of %s is closed, and %lld choices in it were dropped.\n", id.value.c_str(),
                static_cast<long long>(state.waiting));
    return 0;
}

}  // namespace

int outbox(const OutboxOptions& options)
{
    const bool reads = options.action == "status";
    const Database kept{options.data, options.database};
    auto database = connect(kept, reads ? Connection::Mode::Read : Connection::Mode::Write);
    if (!database)
        return complain(database.error());
    try {
        if (reads)
            return status(**database);
        (*database)->begin_write({MunicipalityId(options.municipality)});
        const int code = change(**database, options);
        (*database)->commit();
        return code;
    } catch (const OutcomeUnknown& lost) {
        return complain_unknown(lost);
    } catch (const QueryFailed& failed) {
        return complain("The outbox could not be read or changed: the database " + kept.name() + " failed (" +
                        failed.what() + "). If an older version wrote it, start hemval serve once.");
    }
}

}  // namespace hemval::server
