#include "server/backup.h"
#include "tests/server/said.h"
#include "tests/server/staff_room.h"

#include <filesystem>

using namespace hemval;
using namespace hemval::server;
using namespace hemval::server::testing;
using wire::Json;

namespace {

// What somebody who alters the database, or a fault of ours, may leave in it.
struct Damage {
    std::string what;
    std::vector<std::string> sql;
    std::string also = {};  // what may be said of it besides
};
const std::vector<Damage> kDamages = {
    {"a state that is none", {"UPDATE states SET snapshot = '{}'"}},
    {"cases that are none", {"UPDATE cases SET body = '[]'"}},
    {"receipts that are none",
     {"UPDATE receipts SET body = '{}'", "UPDATE unconfirmed SET number = NULL, body = '{}'"}},
    {"entries that are none", {"UPDATE ledger SET body = '{\"day\": 1}'"}},
    {"salts that are none", {"UPDATE ledger SET salt = 'salt'"}},
    {"a tree that is longer than its ledger", {"UPDATE heads SET size = size + 3"}, "mandate_open"},
    {"a tree without its nodes", {"DELETE FROM subtrees"}, "mandate_open"},
    {"a tree without a head", {"DELETE FROM heads"}, "mandate_open"},
    {"a root that is none", {"UPDATE heads SET root = 'root'"}, "mandate_open"},
    {"checkpoints that are gone", {"DELETE FROM checkpoints"}, "unknown_municipality"},
    {"codes without days", {"UPDATE codes SET issued = 'soon'"}},
    {"codes with hashes that are none", {"UPDATE codes SET hash = 'hash'"}, "code_wrong"},
    {"wish lists that are none", {"UPDATE wish_lists SET body = '[]'"}},
    {"wish lists of no day", {"UPDATE wish_lists SET received = 'soon'"}},
    {"work that is none", {"UPDATE case_work SET body = '[]'"}},
    {"changes that are none", {"DROP TRIGGER list_changes_end_once", "UPDATE list_changes SET change = '[]'"}},
    {"changes of no day", {"UPDATE list_changes SET proposed = 'soon'"}},
    {"texts that are none", {"UPDATE provider_texts SET about = '[]'"}},
    {"an access log of no role", {"DROP TRIGGER access_log_is_not_changed", "UPDATE access_log SET role = 'king'"}},
    {"an access log of nothing", {"DROP TRIGGER access_log_is_not_changed", "UPDATE access_log SET what = 'looked'"}},
    {"sealed references that are none", {"UPDATE case_references SET sealed = 'SOC-1'"}},
};

// A municipality in full work, kept so that it can be begun from again and again.
struct Kept {
    TemporaryFolder folder;
    std::string first, second, third, manager, coordinator, auditor, code, receipt;
    std::string first_id, second_id, third_id;

    Kept()
    {
        StaffRoom room;
        manager = room.manager, coordinator = room.coordinator, auditor = room.auditor;
        first = room.person("SOC-1");
        second = room.person("SOC-2");
        third = room.person("SOC-3", Situation::HasProvider);
        code = room.world.code(Situation::NoProvider);
        receipt = room.world.submit(first, R"({"action":"choose","provider":"p2","wish_list":{"wishes":["pets"]}})",
                                    "key-00001").json()["number"];
        REQUIRE(room.world.submit(second, R"({"action":"choose","provider":"p3",
            "representation":{"role":"god_man","declared":["consent"]},
            "representative":{"name":"Eva Ek","reach":"070-1"}})", "key-00001").status == 201);
        first_id = room.case_id("SOC-1"), second_id = room.case_id("SOC-2"), third_id = room.case_id("SOC-3");
        const auto made = [](const Got& got) { REQUIRE_MESSAGE(got.status == 200, got.body); };
        made(room.post("cases/" + first_id + "/work", manager, {{"step", "confirm"}}, "key-00002"));
        made(room.post("providers/p2/about", coordinator, {{"sv", "Vi finns i hela kommunen."}}, "key-00003"));
        made(room.post("changes", room.second, {{"provider", "p4"}, {"capacity", 9}}, "key-00004"));
        made(room.post("transitions", room.second, {{"provider", "p1"}}, "key-00005"));
        made(room.post("transitions/p1-2026/steps", coordinator,
                       {{"to", "decided"},
                        {"terms", {{"cause", "closes"},
                                   {"last_day", to_iso(plus_days(test_day(), 60))},
                                   {"choose_by", to_iso(plus_days(test_day(), 20))}}}},
                       "key-00006"));
        made(room.post("transitions/p1-2026/steps", coordinator, {{"to", "running"}}, "key-00007"));
        BackupOptions options;
        options.data = room.folder.path();
        options.out = folder.path() + "/kept";
        said_by(room.folder, [&] { REQUIRE(backup(options) == 0); });
    }

    // Looked at first; then what is to be kept.
    std::vector<Ask> errands() const
    {
        const std::string here = "/api/strangnas/", staff = here + "staff/";
        std::vector<Ask> all;
        const auto read = [&](const std::string& path, const std::string& cookie) {
            Ask one;
            one.path = path;
            one.cookie = cookie;
            all.push_back(one);
        };
        int number = 0;
        const auto write = [&](const std::string& path, const std::string& cookie, const Json& body) {
            Ask one;
            one.method = "POST";
            one.path = path;
            one.cookie = cookie;
            one.body = body.dump();
            one.key = "errand-" + std::to_string(10 + number++);
            all.push_back(one);
        };
        read(here + "providers", "");
        read(here + "session", first);
        for (const std::string& cookie : {first, second, third}) read(here + "case", cookie);
        read(here + "receipts/" + receipt, "");
        read(here + "proofs/" + receipt, first);
        read(here + "checkpoint", "");
        for (const char* path : {"ledger/0", "accesses/0"}) read(staff + path, auditor);
        for (const char* path : {"providers", "changes", "rings", "months", "follow-ups", "transitions",
                                 "transitions/p1-2026", "providers/p2/outlook"})
            read(staff + path, coordinator);
        for (const std::string& path : {std::string("queue"), "cases/" + first_id, "cases/" + second_id})
            read(staff + path, manager);
        write(staff + "find", manager, {{"reference", "SOC-2"}});
        write(here + "session", "", {{"code", code}});
        write(here + "submissions", first, {{"action", "choose"}, {"provider", "p4"}});
        write(here + "submissions", third, {{"action", "decline"}});
        write(staff + "cases/" + second_id + "/representation", manager, {{"accepted", false}});
        write(staff + "cases/" + second_id + "/submissions", manager, {{"action", "decline"}, {"channel", "phone"}});
        write(staff + "cases/" + second_id + "/work", manager, {{"step", "confirm"}});
        write(staff + "providers/p2/about", coordinator, {{"sv", "Vi talar finska."}});
        write(staff + "changes", coordinator, {{"provider", "p5"}, {"capacity", 7}});
        write(staff + "changes/1/agree", coordinator, Json::object());
        write(staff + "transitions/p1-2026/steps", coordinator, {{"to", "paused"}});
        write(staff + "transitions/p1-2026/steps", coordinator, {{"to", "annulled"}});
        write(staff + "transitions", coordinator, {{"provider", "p5"}});
        all.push_back(all[all.size() - 11]);  // sent again, as a browser does that has heard nothing
        return all;
    }
};

struct Heard {
    Got got;
    std::int64_t entries = 0;  // in the ledger afterwards
};
std::vector<Heard> heard_from(const Kept& kept, const Damage& damage)
{
    TemporaryFolder folder;
    std::filesystem::copy(kept.folder.path() + "/kept", folder.path(), std::filesystem::copy_options::recursive);
    World world(folder.path());
    const auto count = [&] {
        std::int64_t rows = 0;
        world.store().read([&](Queries& queries) {
            rows = number_of(queries.query("SELECT count(*) FROM ledger")[0][0]);
        });
        return rows;
    };
    for (const std::string& sql : damage.sql) {
        const auto done = world.store().tx_now<bool>([&](Queries& queries) -> Result<bool, Problem> {
            queries.query(sql);
            return true;
        });
        CHECK_MESSAGE(done.has_value(), damage.what);
    }
    std::vector<Heard> all;
    for (const Ask& errand : kept.errands()) {
        Got got = ask(world.port(), errand);
        all.push_back({std::move(got), count()});
    }
    return all;
}

}  // namespace

TEST_CASE("a row that cannot be what was written is served as nothing else, and nothing is built on it")
{
    const Kept kept;
    const std::vector<Ask> errands = kept.errands();
    const std::vector<Heard> whole = heard_from(kept, {"nothing", {}});
    for (std::size_t i = 0; i < errands.size(); ++i)
        CHECK_MESSAGE(whole[i].got.status / 100 == 2, errands[i].path, errands[i].body, whole[i].got.body);
    for (const Damage& damage : kDamages) {
        INFO(damage.what);
        const std::vector<Heard> found = heard_from(kept, damage);
        int failed = 0;
        for (std::size_t i = 0; i < errands.size(); ++i) {
            INFO(errands[i].method, " ", errands[i].path, " ", errands[i].body);
            const Got& got = found[i].got;
            if (got.status / 100 == 2) {
                if (errands[i].method == "GET") CHECK(got.body == whole[i].got.body);
                continue;
            }
            ++failed;
            CHECK_MESSAGE((got.problem() == "service_failed" || got.problem() == damage.also), got.body);
            CHECK(found[i].entries == (i == 0 ? found[0].entries : found[i - 1].entries));
        }
        CHECK(failed > 0);
    }
}
