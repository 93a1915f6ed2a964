#include "server/command_transition.h"

#include "server/clock.h"
#include "server/codes.h"
#include "server/commands.h"
#include "server/files.h"
#include "server/keys.h"
#include "server/packs.h"
#include "server/references.h"
#include "server/store/database.h"
#include "server/store/tables.h"
#include "server/transitions.h"

#include <cstdio>
#include <functional>
#include <memory>

namespace hemval::server {
namespace {

std::string sentence_of(Problem problem)
{
    switch (problem) {
    case Problem::UnknownProvider: return "There is no such provider in the ledger.";
    case Problem::UnknownTransition:
        return "There is no such transition, or it is another provider's: see --id and --provider.";
    case Problem::UnknownCase: return "There is no case with that reference.";
    case Problem::OwnProposal:
        return "Whoever proposed it may not decide it: --actor says who takes the step.";
    case Problem::TransitionNotNow:
        return "That step cannot be taken now: see hemval transition progress.";
    case Problem::TransitionDates:
        return "The days do not fit: --choose-by and --offer-until are today or later, and --last-day not"
               " before --choose-by.";
    default: return std::string("The database could not keep it (") + name_of(problem) + ").";
    }
}

struct Desk {
    Packs packs;
    std::unique_ptr<Connection> database;
    Keys keys;
    Day today;
};

Result<Desk, std::string> open_desk(const TransitionOptions& options)
{
    auto packs = load_packs(options.municipalities);
    if (!packs)
        return fail(packs.error().front());
    const Database kept{options.data, options.database};
    if (const auto there = is_there(kept); !there)
        return fail(there.error());
    auto database = connect(kept, Connection::Mode::Write);
    if (!database)
        return fail(database.error());
    auto keys = settle_keys(**database, options.data);
    if (!keys)
        return fail(keys.error());
    if (options.today && find_meta(**database, "sample_data") != "yes")
        return fail(std::string("--today is only for sample data: real choices happen on the real day."));
    const Day today = options.today ? *options.today : system_clock().today();
    return Desk{std::move(*packs), std::move(*database), std::move(*keys), today};
}

// One transaction; 0 or what was wrong, as the process's exit code.
using Work = std::function<Result<bool, Problem>(Queries&, const Municipality&, const Seal&)>;

int in_transaction(const Result<Desk, std::string>& desk, const TransitionOptions& options, const Work& work)
{
    if (!desk)
        return complain(desk.error());
    const auto town = desk->packs.find(MunicipalityId(options.municipality));
    if (town == desk->packs.end())
        return complain("There is no municipality " + options.municipality + " in " +
                        options.municipalities + ".");
    try {
        desk->database->begin_write({town->first});
        const auto done = work(*desk->database, town->second, {desk->keys.signer, desk->today});
        end_write(*desk->database, done.has_value());
        return done ? 0 : complain(sentence_of(done.error()));
    } catch (const OutcomeUnknown& lost) {
        return complain_unknown(lost);
    } catch (const QueryFailed& failed) {
        return complain(std::string("Nothing was done: the database failed (") + failed.what() + ").");
    }
}

int in_transaction(const TransitionOptions& options, const Work& work)
{
    return in_transaction(open_desk(options), options, work);
}

void print_progress(const Transition& transition, const Progress& progress)
{
    std::printf("%s: %s, %s\n", transition.id.value.c_str(), transition.provider.value.c_str(),
                name_of(transition.phase));
    if (transition.terms)
        std::printf("Last day: %s. Choose by: %s. Cause: %s.\n",
                    to_iso(transition.terms->last_day).c_str(),
                    to_iso(transition.terms->choose_by).c_str(), name_of(transition.terms->cause));
    std::printf("Affected: %d. Chosen: %d. Declined: %d. By deadline: %d. Silent: %d.\n"
                "With a provider that stays: %d. In a queue: %d. Queue for the one that leaves: %d.\n",
                progress.affected, progress.chosen, progress.declined, progress.by_deadline,
                progress.silent, progress.placed, progress.in_queue, progress.queueing);
}

void print_outlook(const Municipality& town, const Outlook& outlook)
{
    std::printf("People: %d. Without a place, however well they spread: %d.\n", outlook.people,
                outlook.without_place);
    for (const AreaOutlook& area : outlook.areas) {
        std::string name = area.area.value;
        for (const Area& one : town.areas) {
            if (one.id == area.area)
                name = one.name;
        }
        std::printf("%s: %d people, %d without a place.\n", name.c_str(), area.people,
                    area.without_place);
        for (const auto& [provider, count] : area.could_go)
            std::printf("  %s could take %d of them.\n", provider.value.c_str(), count);
    }
}

std::optional<LeavingCause> cause_named(const std::string& name)
{
    for (const LeavingCause cause : kAllLeavingCauses) {
        if (name == name_of(cause))
            return cause;
    }
    return std::nullopt;
}

std::optional<TransitionPhase> phase_of(const std::string& step)
{
    if (step == "propose") return TransitionPhase::Proposed;
    if (step == "decide") return TransitionPhase::Decided;
    if (step == "start" || step == "resume") return TransitionPhase::Running;
    if (step == "pause") return TransitionPhase::Paused;
    if (step == "annul") return TransitionPhase::Annulled;
    if (step == "complete") return TransitionPhase::Completed;
    return std::nullopt;
}

// Starting and going on after a pause keep what is not said anew.
Result<bool, Problem> fill_terms(Queries& queries, const MunicipalityId& id,
                                 const TransitionOptions& options, TransitionStep& step)
{
    if (!options.last_day && !options.choose_by && options.cause.empty())
        return true;
    const MunicipalityState state = load_state(queries, id);
    const auto record = state.transitions.find(step.id);
    std::optional<LeavingTerms> terms;
    if (record != state.transitions.end())
        terms = record->second.now.terms;
    const auto cause = cause_named(options.cause);
    if (!terms && (!cause || !options.last_day || !options.choose_by))
        return fail(Problem::TransitionDates);
    step.terms = LeavingTerms{cause ? *cause : terms->cause,
                              options.last_day ? *options.last_day : terms->last_day,
                              options.choose_by ? *options.choose_by : terms->choose_by};
    return true;
}

// Whoever was not told whether a step was kept takes it again.
std::optional<Transition> taken_already(const MunicipalityState& state, const TransitionStep& step)
{
    const auto record = state.transitions.find(step.id);
    if (record == state.transitions.end())
        return std::nullopt;
    const Transition& now = record->second.now;
    const bool same = now.phase == step.to && (!step.provider || now.provider == *step.provider) &&
                      (!step.terms || now.terms == step.terms);
    return same ? std::optional(now) : std::nullopt;
}

}  // namespace

int transition_step(const TransitionOptions& options, const std::string& name)
{
    const auto to = phase_of(name);
    if (!to)
        return complain("There is no step " + name + ".");
    return in_transaction(options, [&](Queries& queries, const Municipality& town,
                                       const Seal& seal) -> Result<bool, Problem> {
        TransitionStep step;
        step.id = TransitionId(options.id);
        step.to = *to;
        step.actor = options.actor;
        step.offered_until = options.offer_until;
        if (!options.provider.empty())
            step.provider = ProviderId(options.provider);
        if (const auto filled = fill_terms(queries, town.id, options, step); !filled)
            return filled;
        auto now = taken_already(load_state(queries, town.id), step);
        if (!now) {
            auto taken = take_step(queries, town, step, seal);
            if (!taken)
                return fail(taken.error());
            now = std::move(*taken);
        }
        const auto counted = progress(queries, town, step.id, seal.today);
        if (!counted)
            return fail(counted.error());
        print_progress(*now, *counted);
        return true;
    });
}

int transition_simulate(const TransitionOptions& options)
{
    return in_transaction(options, [&](Queries& queries, const Municipality& town,
                                       const Seal& seal) -> Result<bool, Problem> {
        const auto seen = outlook(queries, town, ProviderId(options.provider), seal.today);
        if (!seen)
            return fail(seen.error());
        print_outlook(town, *seen);
        return true;
    });
}

int transition_progress(const TransitionOptions& options)
{
    return in_transaction(options, [&](Queries& queries, const Municipality& town,
                                       const Seal& seal) -> Result<bool, Problem> {
        const TransitionId id(options.id);
        const auto counted = progress(queries, town, id, seal.today);
        if (!counted)
            return fail(counted.error());
        print_progress(load_state(queries, town.id).transitions.at(id).now, *counted);
        return true;
    });
}

int transition_told(const TransitionOptions& options)
{
    const auto desk = open_desk(options);
    const CodeMaker codes(desk ? desk->keys.secret : "", HashCost{});
    return in_transaction(desk, options, [&](Queries& queries, const Municipality& town,
                                       const Seal& seal) -> Result<bool, Problem> {
        std::optional<CaseId> only;
        if (!options.reference.empty()) {
            only = find_reference(queries, town.id, codes.pseudonym(town.id.value, options.reference));
            if (!only)
                return fail(Problem::UnknownCase);
        }
        const auto told = tell(queries, town, TransitionId(options.id), only, seal.today);
        if (!told)
            return fail(told.error());
        std::printf("Told: %d.\n", *told);
        return true;
    });
}

int run_due_now(const TransitionOptions& options)
{
    auto desk = open_desk(options);
    if (!desk)
        return complain(desk.error());
    int status = 0;
    for (const auto& [id, town] : desk->packs) {
        try {
            desk->database->begin_write({id});
            const Due due = run_due(*desk->database, town, {desk->keys.signer, desk->today});
            desk->database->commit();
            std::printf("%s: %s\n", id.value.c_str(), sentence_of(due).c_str());
        } catch (const OutcomeUnknown& lost) {
            status = complain_unknown(lost);
        } catch (const QueryFailed& failed) {
            desk->database->roll_back();  // the next town is not held up by it
            status = complain(id.value + ": the database failed (" + failed.what() + ").");
        }
    }
    return status;
}

}  // namespace hemval::server
