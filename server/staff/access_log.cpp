#include "server/staff/access_log.h"

#include "core/wire_staff.h"
#include "server/json.h"
#include "server/store/tables.h"

#include <algorithm>
#include <limits>

namespace hemval::server {
namespace {

std::optional<AccessKind> kind_named(const std::string& name)
{
    for (const AccessKind kind : kAllAccessKinds) {
        if (name == name_of(kind))
            return kind;
    }
    return std::nullopt;
}

// What an entry tells beside its type, when the person is left out.
struct Told {
    LedgerLine& line;

    void operator()(const ProviderDecided& decided) const
    {
        line.action = decided.receipt.action;
        line.by_deadline = decided.receipt.channel == Channel::Deadline;
        line.provider = decided.receipt.provider;
        line.rotation = decided.receipt.rotation;
    }
    void operator()(const ProviderClosing& closing) const { line.provider = closing.provider; }
    void operator()(const TransitionMoved& moved) const
    {
        line.provider = moved.transition.provider;
        line.phase = moved.transition.phase;
    }
    void operator()(const PlaceMoved& moved) const
    {
        line.provider = moved.to ? moved.to : moved.from;
        line.place = moved.change;
    }
    void operator()(const QueueEnded& ended) const { line.provider = ended.provider; }
    void operator()(const EntryErased& left) const
    {
        line.provider = left.to;
        line.rotation = left.rotation;
        // Who was passed over tells the area.
        if (left.withheld && line.rotation) {
            line.rotation->skipped.clear();
            line.rotation->order.clear();
            line.rotation->whose_turn.reset();
            line.rotation->next.reset();
        }
    }
    template <class Other>
    void operator()(const Other&) const
    {
    }
};

}  // namespace

void write_access(Queries& queries, const Staff& staff, AccessKind what, const CaseId& person,
                  std::int64_t seconds)
{
    queries.query("INSERT INTO access_log(municipality, number, seconds, account, role, what, person) "
                  "SELECT $1, COALESCE(MAX(number), 0) + 1, $2, $3, $4, $5, $6 FROM access_log "
                  "WHERE municipality = $1",
                  {staff.municipality.value, seconds, staff.account, std::string(name_of(staff.role)),
                   std::string(name_of(what)), person.value});
}

Page<AccessLine> access_page(Queries& queries, const MunicipalityId& id, std::uint64_t from)
{
    const std::int64_t newest =
        from == 0 ? std::numeric_limits<std::int64_t>::max() : stored(from);
    Page<AccessLine> page;
    for (const Row& row : queries.query("SELECT number, seconds, account, role, what, person FROM "
                                        "access_log WHERE municipality = $1 AND number <= $2 "
                                        "ORDER BY number DESC LIMIT $3",
                                        {id.value, newest, kLinesOnPage}))
        page.lines.push_back({static_cast<std::uint64_t>(number_of(row[0])), number_of(row[1]), text_of(row[2]),
                              readable(role_named(text_of(row[3])), "a role in the access log"),
                              readable(kind_named(text_of(row[4])), "a line of the access log"),
                              text_of(row[5])});
    if (!page.lines.empty() && page.lines.back().number > 1)
        page.next = page.lines.back().number - 1;
    return page;
}

Page<LedgerLine> ledger_page(Queries& queries, const MunicipalityId& id, std::uint64_t from)
{
    Page<LedgerLine> page;
    for (const Row& row : queries.query("SELECT body, leaf, type FROM ledger WHERE municipality = $1 "
                                        "AND sequence >= $2 ORDER BY sequence LIMIT $3",
                                        {id.value, stored(from), kLinesOnPage})) {
        const Event event = readable(wire::read_event(parsed(row[0])), "an entry");
        LedgerLine line;
        line.sequence = event.sequence;
        line.day = event.day;
        line.type = text_of(row[2]);
        line.leaf = text_of(row[1]);
        std::visit(Told{line}, event.body);
        page.lines.push_back(std::move(line));
    }
    if (page.lines.size() == static_cast<std::size_t>(kLinesOnPage))
        page.next = page.lines.back().sequence + 1;
    return page;
}

}  // namespace hemval::server
