#include "core/wire_staff.h"
#include "server/json.h"
#include "server/keeping.h"
#include "server/staff/desk.h"
#include "server/store/tables.h"
#include "server/transitions.h"

#include <utility>

// A provider's leaving, led by a coordinator: the same steps as `hemval transition`, each in one
// transaction, and who took it is in the ledger.
namespace hemval::server {
namespace {

constexpr Role kHere = Role::Coordinator;

}  // namespace

Result<DeskTransition, Problem> DeskService::leaving_now(const At& at, const TransitionId& id)
{
    auto now = desk_transition(load_state(at.queries, at.municipality.id), id,
                               load_cases(at.queries, at.municipality.id), at.today);
    if (!now)
        return fail(Problem::UnknownTransition);
    return std::move(*now);
}

void DeskService::leavings(const Asker& asker, Answer<std::vector<DeskLeaving>> then)
{
    using Leavings = std::vector<DeskLeaving>;
    read<Leavings>(
        asker, kHere,
        [](const At& at) { return hemval::leavings(load_state(at.queries, at.municipality.id)); },
        std::move(then));
}

void DeskService::leaving(const Asker& asker, const TransitionId& id, Answer<DeskTransition> then)
{
    read<DeskTransition>(
        asker, kHere, [id](const At& at) { return leaving_now(at, id); }, std::move(then));
}

void DeskService::outlook(const Asker& asker, const ProviderId& leaver, Answer<Outlook> then)
{
    read<Outlook>(
        asker, kHere,
        [leaver](const At& at) {
            return server::outlook(at.queries, at.municipality, leaver, at.today);
        },
        std::move(then));
}

void DeskService::propose_leaving(const Asker& asker, const ProviderId& leaver,
                                  Answer<DeskTransition> then)
{
    write<DeskTransition>(
        asker, kHere,
        [this, leaver](const At& at) -> Result<DeskTransition, Problem> {
            const auto made =
                once(at, "leaving/" + leaver.value, {}, [&]() -> Result<std::string, Problem> {
                    TransitionStep step;
                    step.id = fresh_transition_id(load_state(at.queries, at.municipality.id), leaver, at.today);
                    step.provider = leaver;
                    step.actor = at.staff.account;
                    const auto taken =
                        server::take_step(at.queries, at.municipality, step, service_.seal());
                    if (!taken)
                        return fail(taken.error());
                    return taken->id.value;
                });
            if (!made)
                return fail(made.error());
            return leaving_now(at, TransitionId(*made));
        },
        std::move(then));
}

void DeskService::take_leaving_step(const Asker& asker, const TransitionId& id,
                                    const LeavingStep& asked, Answer<DeskTransition> then)
{
    write<DeskTransition>(
        asker, kHere,
        [this, id, asked](const At& at) -> Result<DeskTransition, Problem> {
            const std::string body = "leaving/" + id.value + "/" + dumped(wire::write(asked));
            const auto made = once(at, body, {}, [&]() -> Result<std::string, Problem> {
                TransitionStep step;
                step.id = id;
                step.to = asked.to;
                step.terms = asked.terms;
                step.offered_until = asked.offered_until;
                step.actor = at.staff.account;
                const auto taken = server::take_step(at.queries, at.municipality, step, service_.seal());
                if (!taken)
                    return fail(taken.error());
                return taken->id.value;
            });
            if (!made)
                return fail(made.error());
            return leaving_now(at, id);
        },
        std::move(then));
}

}  // namespace hemval::server
