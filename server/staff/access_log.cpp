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

std::int64_t stored_at_most(std::uint64_t number)
{
    constexpr auto kMost = std::numeric_limits<std::int64_t>::max();
    return number > static_cast<std::uint64_t>(kMost) ? kMost : static_cast<std::int64_t>(number);
}

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

Result<Page<AccessLine>, Problem> access_page(Queries& queries, const MunicipalityId& id,
                                              std::uint64_t from)
{
    const std::int64_t newest =
        from == 0 ? std::numeric_limits<std::int64_t>::max() : stored_at_most(from);
    Page<AccessLine> page;
    for (const Row& row : queries.query("SELECT number, seconds, account, role, what, person FROM "
                                        "access_log WHERE municipality = $1 AND number <= $2 "
                                        "ORDER BY number DESC LIMIT $3",
                                        {id.value, newest, kLinesOnPage})) {
        const auto role = role_named(text_of(row[3]));
        const auto what = kind_named(text_of(row[4]));
        if (!role || !what)
            return fail(Problem::ServiceFailed);
        page.lines.push_back({static_cast<std::uint64_t>(number_of(row[0])), number_of(row[1]),
                              text_of(row[2]), *role, *what, text_of(row[5])});
    }
    if (!page.lines.empty() && page.lines.back().number > 1)
        page.next = page.lines.back().number - 1;
    return page;
}

Result<Page<LedgerLine>, Problem> ledger_page(Queries& queries, const MunicipalityId& id,
                                              std::uint64_t from)
{
    Page<LedgerLine> page;
    for (const Row& row : queries.query("SELECT body, leaf, type FROM ledger WHERE municipality = $1 "
                                        "AND sequence >= $2 ORDER BY sequence LIMIT $3",
                                        {id.value, stored_at_most(from), kLinesOnPage})) {
        const auto event = wire::read_event(parsed(row[0]));
        if (!event)
            return fail(Problem::ServiceFailed);
        LedgerLine line;
        line.sequence = event->sequence;
        line.day = event->day;
        line.type = text_of(row[2]);
        line.leaf = text_of(row[1]);
        std::visit(Told{line}, event->body);
        page.lines.push_back(std::move(line));
    }
    if (page.lines.size() == static_cast<std::size_t>(kLinesOnPage))
        page.next = page.lines.back().sequence + 1;
    return page;
}

}  // namespace hemval::server
