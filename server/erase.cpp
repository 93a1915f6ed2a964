#include "server/erase.h"

#include "core/ledger_rules.h"
#include "core/wire.h"
#include "server/store/tables.h"
#include "server/verify.h"

#include <functional>
#include <map>
#include <set>
#include <utility>

namespace hemval::server {
namespace {

const CaseId* person_of(const Event& event)
{
    if (const auto* opened = std::get_if<CaseOpened>(&event.body))
        return &opened->person.id;
    if (const auto* decided = std::get_if<ProviderDecided>(&event.body))
        return &decided->person;
    if (const auto* moved = std::get_if<PlaceMoved>(&event.body))
        return &moved->person;
    return nullptr;
}

// The ledger has been verified in this transaction: every row can be read.
void for_each_entry(Queries& queries, const MunicipalityId& id,
                    const std::function<void(const Event&, const std::string& leaf)>& work)
{
    for_each_row(queries, id, [&](const std::string& body, const std::string& leaf) {
        const auto event = wire::read_event(wire::Json::parse(body, nullptr, false));
        if (!event)
            throw QueryFailed("an entry became unreadable");
        work(*event, leaf);
    });
}

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
    for_each_entry(queries, id, [&](const Event& event, const std::string&) {
        hemval::apply(state, event);
        if (const CaseId* person = person_of(event))
            entered(*person, event.day);
    });
    for (const Row& row :
         queries.query("SELECT case_id, issued FROM codes WHERE municipality = $1", {id.value})) {
        if (const auto issued = from_iso(text_of(row[1])))
            entered(CaseId(text_of(row[0])), *issued);
    }
    std::set<CaseId> gone;
    for (const auto& [person, day] : last) {
        if (!before(today, years_after(day, kYearsKept)) && !find_queued(state, person) &&
            !would_be_queued(state, person))
            gone.insert(person);
    }
    return gone;
}

std::uint64_t erase_entries(Queries& queries, const MunicipalityId& id, const Signer& signer,
                            const std::set<CaseId>& gone)
{
    std::uint64_t entries = 0;
    MunicipalityState state;
    for_each_entry(queries, id, [&](const Event& event, const std::string& leaf) {
        const CaseId* person = person_of(event);
        if (person && gone.count(*person) > 0) {
            const Event left{event.sequence, event.day, *erased(state, event)};
            const std::string body = wire::write(left).dump();
            const std::string signature =
                signer.sign(signed_remainder(id, *merkle::hash_from_hex(leaf), body));
            if (signature.empty())
                throw QueryFailed("an entry could not be signed");
            queries.query("UPDATE ledger SET type = $3, body = $4, salt = NULL, signature = $5 "
                          "WHERE municipality = $1 AND sequence = $2",
                          {id.value, static_cast<std::int64_t>(event.sequence), type_name(left), body,
                           signature});
            ++entries;
        }
        hemval::apply(state, event);
    });
    return entries;
}

void erase_person(Queries& queries, const CaseId& person)
{
    queries.query("DELETE FROM submissions WHERE case_id = $1", {person.value});
    queries.query("DELETE FROM receipts WHERE case_id = $1", {person.value});
    queries.query("DELETE FROM sessions WHERE case_id = $1", {person.value});
    queries.query("DELETE FROM codes WHERE case_id = $1", {person.value});
    queries.query("DELETE FROM case_references WHERE case_id = $1", {person.value});
    queries.query("DELETE FROM cases WHERE id = $1", {person.value});
}

}  // namespace

Result<ErasedCount, std::string> erase_expired(Queries& queries, const Signer& signer, Day today)
{
    const auto signature = SignatureCheck::with(signer.public_key());
    if (const auto verified = verify_ledgers(queries, *signature); !verified)
        return fail("Nothing was erased, as the ledger does not hold: " + verified.error());
    ErasedCount count;
    for (const Row& row : queries.query("SELECT DISTINCT municipality FROM ledger")) {
        const MunicipalityId id(text_of(row[0]));
        const std::set<CaseId> gone = expired(queries, id, today);
        if (gone.empty())
            continue;
        count.entries += erase_entries(queries, id, signer, gone);
        for (const CaseId& person : gone)
            erase_person(queries, person);
        count.people += gone.size();
    }
    return count;
}

}  // namespace hemval::server
