#include "server/store/sqlite_store.h"
#include "server/store/postgres_store.h"
#include "server/store/tables.h"
#include "server/verify.h"
#include "tests/server/cluster.h"
#include "tests/server/support.h"

#include <doctest/doctest.h>

#include <chrono>
#include <future>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

// What a group of jobs has in hand until its commit, on both databases.
using namespace hemval;
using namespace hemval::server;
using namespace hemval::server::testing;

namespace {

// So that the jobs after it are one group: it keeps the writer until they all stand in the queue.
class Gate {
public:
    explicit Gate(Store& store, const MunicipalityId& town)
    {
        store.write(
            town,
            [this, open = opened_.get_future().share()](Queries&) {
                if (!std::exchange(begun_, true))
                    holds_.set_value();
                open.wait();
                return Verdict::Undo;
            },
            [this](Outcome) { over_.set_value(); });
        holds_.get_future().wait();
    }
    ~Gate() { over_.get_future().wait(); }
    void open() { opened_.set_value(); }

private:
    bool begun_ = false;
    std::promise<void> opened_, holds_, over_;
};

std::vector<Outcome> as_one_group(Store& store, const MunicipalityId& town, std::vector<Store::Job> jobs)
{
    std::vector<std::promise<Outcome>> ended(jobs.size());
    Gate gate(store, town);
    for (std::size_t i = 0; i < jobs.size(); ++i)
        store.write(town, std::move(jobs[i]), [&ended, i](Outcome outcome) { ended[i].set_value(outcome); });
    gate.open();
    std::vector<Outcome> outcomes;
    for (auto& one : ended)
        outcomes.push_back(one.get_future().get());
    return outcomes;
}

std::unique_ptr<Store> store_of(const std::string& engine, const TemporaryFolder& folder)
{
    if (engine == "PostgreSQL") {
        PostgresOptions options;
        options.url = empty_database();
        return std::move(*PostgresStore::open(options));
    }
    SqliteOptions options;
    options.path = folder.path() + "/hemval.sqlite";
    return std::move(*SqliteStore::open(options));
}

struct Note final : InHand {
    explicit Note(std::string said) : text(std::move(said)) {}
    std::string text;
    void write(Queries& queries) const override
    {
        queries.query("INSERT INTO meta(key, value) VALUES('note', $1)", {text});
    }
};

std::string noted(Queries& queries)
{
    const auto* note = in_hand<Note>(queries, "note");
    return note ? note->text : "";
}

struct Unwritable final : InHand {
    void write(Queries&) const override { throw std::runtime_error("this cannot be written"); }
};

const MunicipalityId kHere("strangnas");

}  // namespace

TEST_CASE("what jobs of a commit have in hand is written once, and what an undone job put there is taken back")
{
    for (const std::string engine : {"SQLite", "PostgreSQL"}) {
        CAPTURE(engine);
        TemporaryFolder folder;
        const auto store = store_of(engine, folder);
        const auto notes = [](const std::string& word, Verdict verdict, bool throws = false) {
            return [=](Queries& queries) {
                (*queries.hand())["note"] = std::make_shared<const Note>(noted(queries) + word);
                if (throws)
                    queries.query("SELECT * FROM nowhere");
                return verdict;
            };
        };
        const auto outcomes = as_one_group(*store, kHere,
                                           {notes("a", Verdict::Keep), notes("b", Verdict::Undo),
                                            notes("c", Verdict::Keep), notes("d", Verdict::Keep, true),
                                            notes("e", Verdict::Keep)});
        CHECK(outcomes == std::vector{Outcome::Kept, Outcome::Undone, Outcome::Kept, Outcome::Failed,
                                      Outcome::Kept});
        const auto kept = store->ask<std::string>([](Queries& queries) -> Result<std::string, Problem> {
            CHECK(queries.hand() == nullptr);
            const Rows rows = queries.query("SELECT value FROM meta WHERE key = 'note'");
            return rows.size() == 1 ? text_of(rows[0][0]) : "written " + std::to_string(rows.size()) + " times";
        });
        CHECK(*kept == "ace");
        // Nothing is left of it for the next group.
        CHECK(as_one_group(*store, kHere, {[](Queries& queries) {
                               return noted(queries).empty() ? Verdict::Undo : Verdict::Keep;
                           }}) == std::vector{Outcome::Undone});
    }
}

TEST_CASE("SQLite: where a job is undone that has changed something, all begin again, and else each is run once")
{
    TemporaryFolder folder;
    const auto store = store_of("SQLite", folder);
    int runs = 0;
    const auto adds = [&runs](const std::string& key, Verdict verdict) {
        return [=, &runs](Queries& queries) {
            ++runs;
            set_meta(queries, key, "");
            return verdict;
        };
    };
    const auto fails_after = [&runs](const std::string& key) {
        return [=, &runs](Queries& queries) -> Verdict {
            ++runs;
            set_meta(queries, key, "");
            throw std::runtime_error("no more");
        };
    };
    const auto refuses = [&runs](Queries&) {
        ++runs;
        return Verdict::Undo;
    };
    const auto kept = [&store] {
        return *store->ask<std::string>([](Queries& queries) -> Result<std::string, Problem> {
            std::string keys;
            for (const Row& row : queries.query("SELECT key FROM meta ORDER BY key"))
                keys += text_of(row[0]);
            return keys;
        });
    };
    CHECK(as_one_group(*store, kHere, {adds("a", Verdict::Keep), refuses, adds("b", Verdict::Keep)}) ==
          std::vector{Outcome::Kept, Outcome::Undone, Outcome::Kept});
    CHECK(kept() == "ab");
    CHECK(runs == 3);
    runs = 0;
    CHECK(as_one_group(*store, kHere,
                       {adds("c", Verdict::Keep), adds("d", Verdict::Undo), refuses, fails_after("e"),
                        adds("f", Verdict::Keep)}) ==
          std::vector{Outcome::Kept, Outcome::Undone, Outcome::Undone, Outcome::Failed, Outcome::Kept});
    CHECK(kept() == "abcf");
    CHECK(runs == 2 + 5);
}

TEST_CASE("what is in hand and cannot be written fails its whole commit at once, and nothing of it is kept")
{
    for (const std::string engine : {"SQLite", "PostgreSQL"}) {
        CAPTURE(engine);
        TemporaryFolder folder;
        const auto store = store_of(engine, folder);
        const auto adds = [](const char* key) {
            return [key](Queries& queries) {
                queries.query("INSERT INTO meta(key, value) VALUES($1, '')", {std::string(key)});
                return Verdict::Keep;
            };
        };
        const auto began = std::chrono::steady_clock::now();
        const auto outcomes = as_one_group(*store, kHere, {adds("with it"), [](Queries& queries) {
                                               (*queries.hand())["it"] = std::make_shared<const Unwritable>();
                                               return Verdict::Keep;
                                           }});
        CHECK(outcomes == std::vector{Outcome::Failed, Outcome::Failed});
        CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds{5});
        // SQLite's service stops, as after any commit that fails; PostgreSQL's goes on.
        const auto goes_on = store->tx_now<bool>(kHere, [&](Queries& queries) -> Result<bool, Problem> {
            return adds("after it")(queries) == Verdict::Keep;
        });
        CHECK(goes_on.has_value() == (engine == "PostgreSQL"));
        CHECK(*store->ask<std::int64_t>([](Queries& queries) -> Result<std::int64_t, Problem> {
            return number_of(queries.query("SELECT count(*) FROM meta WHERE key = 'with it'")[0][0]);
        }) == 0);
    }
}

TEST_CASE("a case read twice in a commit is as the jobs before have left it")
{
    for (const std::string engine : {"SQLite", "PostgreSQL"}) {
        CAPTURE(engine);
        TemporaryFolder folder;
        const auto store = store_of(engine, folder);
        ClientCase anna, bertil;
        for (ClientCase* person : {&anna, &bertil}) {
            person->id = CaseId(person == &anna ? "anna" : "bertil");
            person->area = AreaId("stallarholmen");
            person->services = {ServiceId("personal-care")};
            person->hours_per_month = 20;
            person->decision_day = *from_iso("2026-11-01");
        }
        ClientCase moved = anna;
        moved.current = ProviderId("nara-omsorg");
        const auto keeps = [&](void (*work)(Queries&, const ClientCase&), const ClientCase& person, Verdict verdict) {
            return [=](Queries& queries) { work(queries, person); return verdict; };
        };
        const auto sees = [](const CaseId& id, std::optional<ClientCase> wanted) {
            return [=](Queries& queries) {
                for (int look = 0; look < 2; ++look) {
                    std::optional<ClientCase> person;
                    try {
                        person = load_case(queries, id);
                    } catch (const QueryFailed&) {
                        // gone
                    }
                    if (person != wanted)
                        return Verdict::Undo;
                }
                return Verdict::Keep;
            };
        };
        const auto adds = [](Queries& queries, const ClientCase& person) { insert_case(queries, kHere, person); };
        const auto erases = [](Queries& queries, const ClientCase& person) { delete_case(queries, person.id); };
        const auto outcomes = as_one_group(*store, kHere,
                                           {keeps(adds, anna, Verdict::Keep), keeps(adds, bertil, Verdict::Keep),
                                            sees(anna.id, anna), sees(bertil.id, bertil),
                                            keeps(update_case, moved, Verdict::Undo), sees(anna.id, anna),
                                            keeps(update_case, moved, Verdict::Keep), sees(anna.id, moved),
                                            keeps(erases, moved, Verdict::Keep), sees(anna.id, std::nullopt)});
        for (std::size_t i = 0; i < outcomes.size(); ++i) {
            CAPTURE(i);
            CHECK(outcomes[i] == (i == 4 ? Outcome::Undone : Outcome::Kept));
        }
    }
}

TEST_CASE("a commit of several entries has one checkpoint, of the last that was kept, and the ledger holds")
{
    for (const std::string engine : {"SQLite", "PostgreSQL"}) {
        CAPTURE(engine);
        TemporaryFolder folder;
        const auto store = store_of(engine, folder);
        const auto signer = Signer::from_key(std::string(64, '7'));
        const Day today = *from_iso("2026-11-02");
        const auto opens = [&](const std::string& name, Verdict verdict) {
            return [&signer, today, name, verdict](Queries& queries) {
                auto state = load_state(queries, kHere);
                ClientCase person;
                person.id = CaseId(name);
                person.area = AreaId("norra");
                person.decision_day = today;
                if (state.sequence == 0)
                    append(queries, kHere, state, next_event(state, today, PolicyAdopted{}));
                insert_case(queries, kHere, person);
                append(queries, kHere, state, next_event(state, today, CaseOpened{person}));
                save_state(queries, kHere, state, {*signer, today});
                return verdict;
            };
        };
        as_one_group(*store, kHere, {opens("a", Verdict::Keep)});
        as_one_group(*store, kHere,
                     {opens("b", Verdict::Keep), opens("c", Verdict::Undo), opens("d", Verdict::Keep),
                      opens("e", Verdict::Undo)});
        const auto sizes = store->ask<std::string>([](Queries& queries) -> Result<std::string, Problem> {
            std::string all;
            for (const Row& row : queries.query("SELECT size FROM checkpoints ORDER BY size"))
                all += std::to_string(number_of(row[0])) + " ";
            return all;
        });
        CHECK(*sizes == "2 4 ");
        const auto verified = store->ask<std::uint64_t>([&](Queries& queries) -> Result<std::uint64_t, Problem> {
            const auto held = verify_ledgers(queries, *SignatureCheck::of(*signer));
            REQUIRE_MESSAGE(held, (held ? "" : held.error()));
            return held->entries;
        });
        CHECK(*verified == 4);
        // What looks at all the tables before the commit finds them whole.
        CHECK(as_one_group(*store, kHere,
                           {opens("f", Verdict::Keep), [&](Queries& queries) {
                                return verify_ledgers(queries, *SignatureCheck::of(*signer)) ? Verdict::Keep
                                                                                             : Verdict::Undo;
                            }}) == std::vector{Outcome::Kept, Outcome::Kept});
    }
}
