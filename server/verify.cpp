#include "server/verify.h"

#include "core/ledger_replay.h"
#include "core/wire.h"
#include "server/json.h"
#include "server/signature_queue.h"
#include "server/store/tables.h"

#include <utility>

namespace hemval::server {
namespace {

constexpr std::int64_t kPage = 2000;  // rows in memory at once

using Fault = std::optional<std::string>;
using wire::Json;

struct LedgerRow {
    std::int64_t sequence;
    std::string day, type, body, salt, leaf, signature;
    bool erased;
};

LedgerRow row_of(const Row& row)
{
    return {number_of(row[0]), text_of(row[1]), text_of(row[2]), text_of(row[3]), text_of(row[4]),
            text_of(row[5]),   text_of(row[6]), std::holds_alternative<std::monostate>(row[4])};
}

class Ledger {
public:
    Ledger(Queries& queries, MunicipalityId id, const SignatureCheck& signature, Verified& counted)
        : queries_(queries), id_(std::move(id)), counted_(counted), replay_(state_),
          signatures_(signature)
    {
    }

    // Every signature asked for stands before the fault the rows have, so it is named first.
    Fault verify()
    {
        write_in_hand(queries_);  // what is verified is the tables
        Fault of_rows = rows();
        const auto wrong = signatures_.first_wrong();
        if (!wrong)
            return of_rows;
        const std::uint64_t number = *wrong / 2;
        return *wrong == place_of_checkpoint(number)
                   ? after(number) + " has been altered: its signature does not hold."
                   : named(number) + " has been altered: what is left of it is not what was signed.";
    }

private:
    Fault rows()
    {
        for (;;) {
            const Rows page = queries_.query(
                "SELECT sequence, day, type, body, salt, leaf, signature FROM ledger "
                "WHERE municipality = $1 AND sequence > $2 ORDER BY sequence LIMIT $3",
                {id_.value, stored(frontier_.size()), kPage});
            for (const Row& row : page) {
                if (Fault fault = entry(row_of(row)))
                    return fault;
            }
            if (page.size() < static_cast<std::size_t>(kPage))
                return what_follows();
        }
    }

    // What is signed of an entry itself comes before the checkpoint after it.
    static std::uint64_t place_of_entry(std::uint64_t sequence) { return 2 * sequence; }
    static std::uint64_t place_of_checkpoint(std::uint64_t size) { return 2 * size + 1; }

    std::string after(std::uint64_t size) const
    {
        return "The checkpoint after entry " + std::to_string(size) + " in the ledger of " + id_.value;
    }
    std::string named(std::uint64_t sequence) const
    {
        return "Entry " + std::to_string(sequence) + " in the ledger of " + id_.value;
    }

    Fault entry(const LedgerRow& row)
    {
        const std::uint64_t next = frontier_.size() + 1;
        if (row.sequence != stored(next))
            return named(next) + " is missing: the next one kept is " +
                   std::to_string(row.sequence) + ".";
        const auto event = wire::read_event(parsed(row.body));
        if (!event)
            return named(next) + " has been altered: it cannot be read.";
        if (event->sequence != next || to_iso(event->day) != row.day || type_name(*event) != row.type)
            return named(next) + " has been altered: its number, day or type is not what it says "
                                 "itself.";
        if (Fault fault = leaf(row, *event))
            return fault;
        // The checkpoint before the rules: it tells an altered entry, they only a wrong one.
        if (Fault fault = checkpoint())
            return fault;
        if (const auto wrong = replay_.next(*event))
            return named(next) + " does not follow from the ones before it: " + *wrong + ".";
        ++counted_.entries;
        return row.erased ? std::nullopt : receipt(*event);
    }

    Fault leaf(const LedgerRow& row, const Event& event)
    {
        const std::string who = named(event.sequence);
        const auto hash = merkle::hash_from_hex(row.leaf);
        const bool says_erased = std::holds_alternative<EntryErased>(event.body);
        if (!hash || says_erased != row.erased)
            return who + " has been altered: it has no leaf of its kind.";
        if (row.erased) {
            signatures_.add(place_of_entry(event.sequence), signed_remainder(id_, *hash, row.body),
                            row.signature);
            ++counted_.erased;
        } else if (!is_salt(row.salt) || leaf_of(id_, event, row.body, row.salt) != *hash) {
            return who + " has been altered: it does not match its leaf.";
        }
        for (const merkle::Subtree& one : frontier_.add(*hash, tree_hash)) {
            if (one.level == 0)
                continue;
            ++subtrees_;
            const Rows kept = queries_.query("SELECT hash FROM subtrees WHERE municipality = $1 "
                                             "AND level = $2 AND position = $3",
                                             {id_.value, std::int64_t{one.level},
                                              stored(one.position)});
            if (kept.empty() || text_of(kept[0][0]) != merkle::to_hex(one.hash))
                return who + " completes a part of the tree that is not what is kept of it.";
        }
        return std::nullopt;
    }

    Fault checkpoint()
    {
        const std::uint64_t size = frontier_.size();
        const Rows rows = queries_.query("SELECT text, signature FROM checkpoints "
                                         "WHERE municipality = $1 AND size = $2",
                                         {id_.value, stored(size)});
        if (rows.empty())
            return std::nullopt;
        const std::string text = text_of(rows[0][0]);
        const auto says = read_checkpoint(text);
        signatures_.add(place_of_checkpoint(size), text, text_of(rows[0][1]));
        if (!says)
            return after(size) + " has been altered: it cannot be read.";
        if (says->municipality != id_ || says->size != size)
            return after(size) + " belongs elsewhere.";
        if (says->root != frontier_.root(tree_hash)) {
            const std::string range =
                signed_to_ + 1 == size ? std::string() : ", or one up to " + std::to_string(size) + ",";
            return named(signed_to_ + 1) + range + " has been altered: it is not what was signed.";
        }
        signed_to_ = size;
        ++checkpoints_;
        ++counted_.checkpoints;
        return std::nullopt;
    }

    Fault receipt(const Event& event)
    {
        const auto* decided = std::get_if<ProviderDecided>(&event.body);
        if (!decided)
            return std::nullopt;
        ++receipts_;
        const Rows rows = queries_.query(
            "SELECT case_id, body FROM receipts WHERE municipality = $1 AND number = $2",
            {id_.value, decided->receipt.number.value});
        if (rows.empty() || text_of(rows[0][0]) != decided->person.value ||
            wire::read_receipt(parsed(rows[0][1])) != decided->receipt)
            return "The receipt of entry " + std::to_string(event.sequence) + " in the ledger of " +
                   id_.value + " is missing or has been altered.";
        return std::nullopt;
    }

    std::int64_t count(std::string_view sql)
    {
        return number_of(queries_.query(sql, {id_.value})[0][0]);
    }

    Fault what_follows()
    {
        const std::uint64_t size = frontier_.size();
        const Head head = load_head(queries_, id_);
        const std::int64_t last_signed =
            count("SELECT coalesce(max(size), 0) FROM checkpoints WHERE municipality = $1");
        if (head.size > size || last_signed > stored(size))
            return named(size + 1) + " is missing, and all after it.";
        if (signed_to_ < size)
            return named(signed_to_ + 1) + " has never been signed.";
        if (head.size != size || head.root != frontier_.root(tree_hash))
            return "The head of the ledger of " + id_.value + " is not what its entries make it.";
        if (count("SELECT count(*) FROM subtrees WHERE municipality = $1") != subtrees_)
            return "The tree of the ledger of " + id_.value + " has parts that no entry made.";
        if (count("SELECT count(*) FROM checkpoints WHERE municipality = $1") != checkpoints_)
            return "The ledger of " + id_.value + " has a checkpoint of no entry.";
        return kept_beside();
    }

    Fault kept_beside()
    {
        const Rows rows = queries_.query(
            "SELECT sequence, snapshot FROM states WHERE municipality = $1", {id_.value});
        if (rows.empty() || number_of(rows[0][0]) != stored(state_.sequence) ||
            wire::read_state(parsed(rows[0][1])) != state_)
            return "The state kept of " + id_.value + " is not what its ledger makes it.";
        for (const auto& [id, person] : replay_.cases()) {
            const Rows kept = queries_.query("SELECT body FROM cases WHERE id = $1 "
                                             "AND municipality = $2", {id.value, id_.value});
            if (kept.empty() || wire::read_case(parsed(kept[0][0])) != person)
                return "The case " + id.value + " of " + id_.value + " is not what the ledger makes it.";
        }
        const auto cases = static_cast<std::int64_t>(replay_.cases().size());
        if (count("SELECT count(*) FROM cases WHERE municipality = $1") != cases)
            return "There is a case of " + id_.value + " that its ledger never opened.";
        if (count("SELECT count(*) FROM receipts WHERE municipality = $1") != receipts_)
            return "There is a receipt of " + id_.value + " that its ledger never gave.";
        return std::nullopt;
    }

    Queries& queries_;
    MunicipalityId id_;
    Verified& counted_;
    MunicipalityState state_;
    Replay replay_;
    merkle::Frontier frontier_;
    std::uint64_t signed_to_ = 0;
    std::int64_t subtrees_ = 0;
    std::int64_t receipts_ = 0;
    std::int64_t checkpoints_ = 0;
    SignatureQueue signatures_;
};

}  // namespace

Result<Verified, std::string> verify_ledger(Queries& queries, const MunicipalityId& id,
                                            const SignatureCheck& signature)
{
    Verified counted;
    counted.municipalities = 1;
    Ledger ledger(queries, id, signature, counted);
    if (Fault fault = ledger.verify())
        return fail(std::move(*fault));
    return counted;
}

Result<Verified, std::string> verify_ledgers(Queries& queries, const SignatureCheck& signature)
{
    Verified counted;
    for (const Row& row : queries.query(
             "SELECT municipality FROM ledger UNION SELECT municipality FROM heads UNION "
             "SELECT municipality FROM checkpoints UNION SELECT municipality FROM states UNION "
             "SELECT municipality FROM cases ORDER BY 1")) {
        Ledger ledger(queries, MunicipalityId(text_of(row[0])), signature, counted);
        if (Fault fault = ledger.verify())
            return fail(std::move(*fault));
        ++counted.municipalities;
    }
    return counted;
}

}  // namespace hemval::server
