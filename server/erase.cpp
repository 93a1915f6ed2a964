#include "server/erase.h"

#include "core/ledger_rules.h"
#include "core/wire.h"
#include "server/store/tables.h"
#include "server/verify.h"
#include "server/wish_lists.h"

#include <functional>
#include <map>
#include <set>
#include <utility>

namespace hemval::server {
namespace {

// Annulling a transition would put the person back into a queue.
bool would_be_queued(const MunicipalityState& state, const CaseId& person)
{
    for (const auto& [id, record] : state.transitions) {
        if (!record.start)
            continue;
        for (const Queued& one : record.start->waiting) {
            if (one.request.person == person)
                return true;
        }
    }
    return false;
}

// 29 February becomes 1 March where there is none.
Day years_after(Day day, int years)
{
    const Day then = day + std::chrono::years(years);
    return then.ok() ? then : Day(std::chrono::sys_days(then));
}

std::set<CaseId> expired(Queries& queries, const MunicipalityId& id, Day today)
{
    std::map<CaseId, Day> last;
    const auto entered = [&](const CaseId& person, Day day) {
        const auto at = last.emplace(person, day).first;
        if (before(at->second, day))
            at->second = day;
    };
    MunicipalityState state;
    for_each_event(queries, id, [&](const Event& event, const std::string&) {
        hemval::apply(state, event);
        if (const CaseId* person = person_of(event))
            entered(*person, event.day);
    });
    for (const Row& row :
         queries.query("SELECT case_id, issued FROM codes WHERE municipality = $1", {id.value})) {
        entered(CaseId(text_of(row[0])), readable(from_iso(text_of(row[1])), "a code's first day"));
    }
    std::set<CaseId> gone;
    for (const auto& [person, day] : last) {
        if (!before(today, years_after(day, kYearsKept)) && !find_queued(state, person) &&
            !would_be_queued(state, person))
            gone.insert(person);
    }
    return gone;
}

// What is left of each entry of theirs.
std::map<CaseId, std::vector<Erasure::Entry>> remainders(Queries& queries, const MunicipalityId& id,
                                                         const Signer& signer,
                                                         const std::set<CaseId>& gone, bool withheld)
{
    std::map<CaseId, std::vector<Erasure::Entry>> people;
    MunicipalityState state;
    for_each_event(queries, id, [&](const Event& event, const std::string& leaf) {
        const CaseId* person = person_of(event);
        if (person && gone.count(*person) > 0) {
            EntryErased remainder = *erased(state, event);
            remainder.withheld = withheld;
            const Event left{event.sequence, event.day, std::move(remainder)};
            std::string body = wire::write(left).dump();
            std::string signature =
                signer.sign(signed_remainder(id, *merkle::hash_from_hex(leaf), body));
            people[*person].push_back(
                {event.sequence, leaf, type_name(left), std::move(body), std::move(signature)});
        }
        hemval::apply(state, event);
    });
    return people;
}

// Who has had an entry since the plan was made, or a letter.
std::set<CaseId> stirred(Queries& queries, const Erasure::Town& town, Day today)
{
    std::set<CaseId> people;
    const auto met = [&](const Event& event, const std::string&) {
        if (const CaseId* person = person_of(event))
            people.insert(*person);
    };
    for_each_event(queries, town.id, met, town.verified.size);
    for (const auto& [person, entries] : town.people) {
        for (const Row& row :
             queries.query("SELECT issued FROM codes WHERE case_id = $1", {person.value})) {
            const Day issued = readable(from_iso(text_of(row[0])), "a code's first day");
            if (before(today, years_after(issued, kYearsKept)))
                people.insert(person);
        }
    }
    return people;
}

bool leave(Queries& queries, const MunicipalityId& id, const Erasure::Entry& entry)
{
    const Rows rows = queries.query(
        "UPDATE ledger SET type = $4, body = $5, salt = NULL, signature = $6 "
        "WHERE municipality = $1 AND sequence = $2 AND leaf = $3 RETURNING 1",
        {id.value, static_cast<std::int64_t>(entry.sequence), entry.leaf, entry.type, entry.body,
         entry.signature});
    return rows.size() == 1;
}

void erase_person(Queries& queries, const CaseId& person)
{
    erase_receipts_and_work(queries, person);
    queries.query("DELETE FROM outbox WHERE case_id = $1", {person.value});
    queries.query("DELETE FROM representations WHERE case_id = $1", {person.value});
    drop_wish_list(queries, person);
    queries.query("DELETE FROM told WHERE case_id = $1", {person.value});
    queries.query("DELETE FROM sessions WHERE case_id = $1", {person.value});
    queries.query("DELETE FROM codes WHERE case_id = $1", {person.value});
    queries.query("DELETE FROM case_persons WHERE case_id = $1", {person.value});
    queries.query("DELETE FROM case_references WHERE case_id = $1", {person.value});
    delete_case(queries, person);
}

}  // namespace

void erase_receipts_and_work(Queries& queries, const CaseId& person)
{
    for (const char* sql : {"DELETE FROM unconfirmed WHERE case_id = $1",
                            "DELETE FROM case_work WHERE case_id = $1",
                            "DELETE FROM provider_notices WHERE case_id = $1",
                            "DELETE FROM staff_writes WHERE case_id = $1"})
        queries.query(sql, {person.value});
    queries.query("DELETE FROM submissions WHERE case_id = $1", {person.value});
    queries.query("DELETE FROM receipts WHERE case_id = $1", {person.value});
}

std::uint64_t erase_entries(Queries& queries, const MunicipalityId& id, const Signer& signer,
                            const std::set<CaseId>& gone, bool withheld)
{
    std::uint64_t count = 0;
    for (const auto& [person, entries] : remainders(queries, id, signer, gone, withheld)) {
        for (const Erasure::Entry& entry : entries) {
            if (!leave(queries, id, entry))
                throw QueryFailed("an entry changed while it was erased");
            ++count;
        }
    }
    return count;
}

Result<Erasure, std::string> plan_erasure(Queries& queries, const Signer& signer, Day today)
{
    const auto signature = SignatureCheck::of(signer);
    if (const auto verified = verify_ledgers(queries, *signature); !verified)
        return fail("Nothing was erased, as the ledger does not hold: " + verified.error());
    Erasure erasure;
    for (const Row& row : queries.query("SELECT DISTINCT municipality FROM ledger")) {
        const MunicipalityId id(text_of(row[0]));
        const std::set<CaseId> gone = expired(queries, id, today);
        if (!gone.empty())
            erasure.towns.push_back({id, load_head(queries, id), remainders(queries, id, signer, gone, false)});
    }
    return erasure;
}

Result<ErasedCount, std::string> carry_out(Queries& queries, const Erasure& erasure, Day today)
{
    ErasedCount count;
    for (const Erasure::Town& town : erasure.towns) {
        const std::string changed = "Nothing was erased, as the ledger of " + town.id.value +
                                    " is no longer the one that was verified.";
        if (root_at(queries, town.id, town.verified.size) != town.verified.root)
            return fail(changed);
        const std::set<CaseId> stay = stirred(queries, town, today);
        for (const auto& [person, entries] : town.people) {
            if (stay.count(person) > 0)
                continue;
            for (const Erasure::Entry& entry : entries) {
                if (!leave(queries, town.id, entry))
                    return fail(changed);
            }
            erase_person(queries, person);
            count.entries += entries.size();
            ++count.people;
        }
    }
    return count;
}

Result<ErasedCount, std::string> erase_expired(Queries& queries, const Signer& signer, Day today)
{
    const auto erasure = plan_erasure(queries, signer, today);
    return erasure ? carry_out(queries, *erasure, today) : fail(erasure.error());
}

}  // namespace hemval::server
