#include "core/protected.h"

#include "core/ledger_rules.h"

#include <algorithm>
#include <utility>

namespace hemval {
namespace {

void bare(std::optional<Receipt>& receipt)
{
    if (receipt && receipt->rotation) {
        const RotationAnswer& told = *receipt->rotation;
        RotationAnswer left;
        left.sequence = told.sequence;
        left.rule = told.rule;
        left.rule_version = told.rule_version;
        left.basis = told.basis;
        receipt->rotation = std::move(left);
    }
}

void renumber(std::optional<Receipt>& receipt, std::uint64_t sequence)
{
    if (receipt) {
        receipt->sequence = sequence;
        if (receipt->rotation) {
            receipt->rotation->sequence = sequence;
        }
    }
}

// Ahead of nobody and behind nobody it was not ahead of or behind: the commit of the one before, as
// the person's own is the number of an entry that may tell the area.
std::uint64_t commit_of_the_one_before(const MunicipalityState& state, const Queued& entry)
{
    std::uint64_t before = 1;
    for (const Queued& one : state.waiting) {
        if (one.request.commit < entry.request.commit) {
            before = std::max(before, one.request.commit);
        }
    }
    return before;
}

CaseRestated restated(const MunicipalityState& state, const ClientCase& person, Day today)
{
    CaseRestated as;
    as.person = as_of(person, today);
    if (const Queued* queued = find_queued(state, person.id)) {
        as.waiting = *queued;
    }
    return as;
}

}  // namespace

bool says_ordinary(std::string_view cell)
{
    return cell == "no" || cell == "No" || cell == "NO";
}

bool may_leave_house(const ClientCase& person)
{
    return !person.is_protected && !person.area.empty();
}

ClientCase masked(ClientCase person)
{
    if (may_leave_house(person)) {
        return person;
    }
    person.area = AreaId();
    person.former.reset();
    person.before.clear();  // annulling leaves a protected person as they are
    person.offer.reset();
    bare(person.pending);
    bare(person.assigned);
    if (person.assigned) {
        person.assigned->previous.reset();
    }
    return person;
}

CaseRestated as_protected(const MunicipalityState& state, const ClientCase& person, Day today)
{
    CaseRestated as = restated(state, person, today);
    as.person.is_protected = true;
    as.person = masked(std::move(as.person));
    renumber(as.person.pending, state.sequence + 1);
    renumber(as.person.assigned, state.sequence + 1);
    if (as.waiting) {
        RotationRequest& request = as.waiting->request;
        request.commit = commit_of_the_one_before(state, *as.waiting);
        request.area = AreaId();
        request.former_provider.reset();
    }
    if (as.person.pending && as.person.pending->queue) {
        as.person.pending->queue->since =
            as.waiting ? as.waiting->request.commit : state.sequence + 1;
    }
    return as;
}

Receipt as_protected(const Receipt& receipt, std::uint64_t sequence, Day today)
{
    std::optional<Receipt> kept = receipt;
    bare(kept);
    renumber(kept, sequence);
    if (!before(today, kept->window.last)) {
        kept->previous.reset();  // by now a former provider
    }
    if (kept->queue) {
        kept->queue->since = sequence;
    }
    return std::move(*kept);
}

CaseRestated as_ordinary(const MunicipalityState& state, const ClientCase& person,
                         const AreaId& area, Day today)
{
    CaseRestated as = restated(state, person, today);
    as.person.is_protected = false;
    as.person.area = area;
    if (as.waiting) {
        as.waiting->request.area = area;
    }
    return as;
}

}  // namespace hemval
