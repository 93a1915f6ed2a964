#include "server/backup.h"
#include "server/command_ledger.h"
#include "server/command_move.h"
#include "server/command_protect.h"
#include "server/command_transition.h"
#include "server/commands.h"
#include "server/letters/command.h"
#include "server/outbox/command.h"
#include "server/packs.h"
#include "tests/server/cluster.h"
#include "tests/server/said.h"
#include "tests/server/staff_room.h"

#include <filesystem>
#include <fstream>

// Every command on data that is not there, cannot be reached, or is not what was written.
namespace fs = std::filesystem;
using namespace hemval;
using namespace hemval::server;
using namespace hemval::server::testing;

namespace {

constexpr const char* kNowhere = "postgresql://hemval@127.0.0.1:1/hemval?connect_timeout=2";

struct Place {
    const TemporaryFolder& folder;
    std::string data, packs;
    std::string database = {};
    std::string town = "strangnas";
    std::string leaver = "solglantan";
};

struct Command {
    std::string name;
    std::function<int(const Place&)> run;
    bool reads_packs = false;
    bool goes_to_postgres = true;  // else only the file is its business
    bool hashes = false;           // slowly, as codes are
};

// Every command says the same of where it works, as far as it asks.
template <class Options>
Options options_at(const Place& place)
{
    Options options;
    options.data = place.data;
    if constexpr (requires { options.database; })
        options.database = place.database;
    if constexpr (requires { options.municipalities; })
        options.municipalities = place.packs;
    if constexpr (requires { options.municipality; })
        options.municipality = place.town;
    if constexpr (requires { options.locales; })
        options.locales = assets() + "/locales";
    return options;
}

TransitionOptions leading(const Place& place)
{
    auto options = options_at<TransitionOptions>(place);
    options.id = "leave";
    options.actor = "karin";
    options.today = test_day();
    return options;
}

LedgerOptions looking_after(const Place& place)
{
    auto options = options_at<LedgerOptions>(place);
    options.out = place.folder.path() + "/public";
    return options;
}

ProtectOptions guarding(const Place& place)
{
    auto options = options_at<ProtectOptions>(place);
    options.reference = "SOC-1";
    return options;
}

int letters(const Place& place, const std::string& transition)
{
    auto options = options_at<LettersOptions>(place);
    options.out = place.folder.path() + "/letters";
    options.base_url = "https://hemval.example.se/";
    options.today = test_day();
    options.transition = transition;
    options.again = transition.empty();
    const std::string reference = transition.empty() ? "SOC-9" : "SOC-8";
    options.cases = place.folder.put(
        "cases.csv", "reference,name,address,postal_code,city,language,area,services,hours_per_month,decision_day,"
                     "provider,protected\n" +
                         reference + ",Eva Ek,Gatan 1,64530,Strängnäs,sv,strangnas,household,10,2026-11-16," +
                         (transition.empty() ? "" : place.leaver) + ",no\n");
    return make_letters(options);
}

const std::vector<Command>& commands()
{
    static const std::vector<Command> all = {
        {"verify", [](const Place& at) { return verify(looking_after(at)); }},
        {"publish", [](const Place& at) { return publish(looking_after(at)); }},
        {"usage", [](const Place& at) { return usage(looking_after(at)); }},
        {"protect", [](const Place& at) { return protect(guarding(at)); }},
        {"protect --lift",
         [](const Place& at) {
             auto options = guarding(at);
             options.lift = true;
             options.area = "strangnas";
             options.reference = "SOC-2";
             return protect(options);
         },
         true},
        {"transition simulate",
         [](const Place& at) {
             auto options = leading(at);
             options.provider = at.leaver;
             return transition_simulate(options);
         },
         true},
        {"transition progress", [](const Place& at) { return transition_progress(leading(at)); }, true},
        {"transition told", [](const Place& at) { return transition_told(leading(at)); }, true},
        {"transition propose",
         [](const Place& at) {
             auto options = leading(at);
             options.id = "another";
             options.provider = at.leaver == "tusenskonan" ? "silverlarkan" : "tusenskonan";
             return transition_step(options, "propose");
         },
         true},
        {"letters of a leaving", [](const Place& at) { return letters(at, "leave"); }, true, true, true},
        {"letters", [](const Place& at) { return letters(at, ""); }, true, true, true},
        {"run-due",
         [](const Place& at) {
             auto options = leading(at);
             options.today = plus_days(test_day(), 21);
             return run_due_now(options);
         },
         true},
        {"transition annul", [](const Place& at) { return transition_step(leading(at), "annul"); }, true},
        {"outbox",
         [](const Place& at) { return outbox(options_at<OutboxOptions>(at)); }},
        {"code",
         [](const Place& at) {
             auto options = options_at<CodeOptions>(at);
             options.today = test_day();
             options.valid_days = 21;
             return issue_code(options);
         },
         true, true, true},
        {"erase-expired",
         [](const Place& at) {
             auto options = looking_after(at);
             options.today = plus_days(test_day(), 3000);
             return erase_expired(options);
         }},
        {"migrate", [](const Place& at) { return migrate_data(options_at<MigrateOptions>(at)); }},
        {"backup",
         [](const Place& at) {
             auto options = options_at<BackupOptions>(at);
             options.out = at.folder.path() + "/saved";
             return backup(options);
         },
         false, false},
        {"restore",
         [](const Place& at) {
             RestoreOptions options;
             options.from = at.data;
             options.data = at.folder.path() + "/restored";
             return restore(options);
         },
         false, false},
        {"move", [](const Place& at) { return move({at.data, at.database.empty() ? kNowhere : at.database}); }, false,
         false},
    };
    return all;
}

struct Said {
    int code = -1;
    std::string why;
};
Said run(const Command& command, const Place& place)
{
    Said said;
    said.why = said_by(place.folder, [&] { said.code = command.run(place); });
    return said;
}

// A municipality in full work, with the real pack of it.
struct Kept {
    TemporaryFolder folder;
    std::string packs = folder.path() + "/packs", leaver;

    Kept()
    {
        fs::create_directories(packs);
        fs::copy(assets() + "/municipalities/strangnas", packs + "/strangnas", fs::copy_options::recursive);
        fs::create_directories(packs + "/strangnas/pictures.json");  // what else lies there is left alone
        folder.put("packs/read.me", "not a pack");
        Packs all = *load_packs(packs);
        StaffRoom room(std::move(all));
        REQUIRE(room.write([](Queries& queries) { set_meta(queries, "sample_data", "yes"); }));
        const std::string first = room.person("SOC-1");
        room.person("SOC-2");
        leaver = room.world.get("/api/strangnas/case", room.person("SOC-3", Situation::HasProvider)).json()["current"];
        REQUIRE(room.world.submit(first, R"({"action":"decline"})", "key-00001").status ==
                201);
        const Place at{room.folder, room.folder.path(), packs};
        auto leave = leading(at);
        leave.provider = leaver;
        leave.cause = "closes";
        leave.last_day = plus_days(test_day(), 60);
        leave.choose_by = plus_days(test_day(), 20);
        said_by(folder, [&] {
            REQUIRE(transition_step(leave, "propose") == 0);
            leave.actor = "olle";
            REQUIRE(transition_step(leave, "decide") == 0);
            REQUIRE(transition_step(leave, "start") == 0);
            auto guard = guarding(at);
            guard.reference = "SOC-2";
            REQUIRE(protect(guard) == 0);
            auto options = options_at<BackupOptions>(at);
            options.out = folder.path() + "/kept";
            REQUIRE(backup(options) == 0);
        });
    }
};

std::int64_t entries(const std::string& data)
{
    const auto opened = connect({data}, Connection::Mode::Read);
    return opened ? number_of((*opened)->query("SELECT count(*) FROM ledger")[0][0]) : -1;
}

}  // namespace

TEST_CASE("a command without data, packs or a database that answers says why, and makes nothing")
{
    if (tests_run_on_postgres())
        return;
    TemporaryFolder folder;
    const std::string none = folder.path() + "/none", packs = folder.path() + "/packs";
    fs::create_directories(packs);
    fs::copy(assets() + "/municipalities/strangnas", packs + "/strangnas", fs::copy_options::recursive);
    fs::create_directories(folder.path() + "/text");
    std::ofstream(folder.path() + "/text/" + kDatabaseName) << "no database, but a text of some length\n";
    for (const Command& command : commands()) {
        INFO(command.name);
        const auto refused = [&](const Place& place, const char* how) {
            INFO(how);
            const Said said = run(command, place);
            CHECK(said.code == 1);
            CHECK(said.why.size() > 20);
            CHECK(said.why.back() == '\n');
        };
        if (command.name.substr(0, 7) != "letters" && command.name != "move")  // these begin a folder of their own
            refused({folder, none, packs}, "no data");
        CHECK(!fs::exists(none + "/" + kDatabaseName));
        refused({folder, folder.path() + "/text", packs}, "no database");
        CHECK(read_text(folder.path() + "/text/" + kDatabaseName) == "no database, but a text of some length\n");
        if (command.goes_to_postgres)
            refused({folder, folder.path() + "/with", packs, kNowhere}, "no server");
        if (command.reads_packs) {
            refused({folder, none, folder.path() + "/no-packs"}, "no packs");
            fs::create_directories(folder.path() + "/empty");
            refused({folder, none, folder.path() + "/empty"}, "empty packs");
        }
    }
}

TEST_CASE("a command on rows that somebody has altered does what it does on whole ones, or says why and does nothing")
{
    if (tests_run_on_postgres())
        return;
    const std::vector<std::vector<std::string>> damages = {
        {},
        {"UPDATE states SET snapshot = '{}'"},
        {"UPDATE cases SET body = '[]'"},
        {"UPDATE receipts SET body = '{}'"},
        {"UPDATE ledger SET body = '{\"day\": 1}'"},
        {"UPDATE ledger SET salt = 'salt' WHERE salt IS NOT NULL"},
        {"UPDATE ledger SET leaf = 'leaf'"},
        {"UPDATE heads SET size = size + 3"},
        {"DELETE FROM subtrees"},
        {"DELETE FROM heads"},
        {"DELETE FROM checkpoints"},
        {"UPDATE checkpoints SET text = 'hemval'"},
        {"UPDATE migrations SET checksum = 'of another program' WHERE number = 1"},
        {"DROP TABLE list_changes"},
        {"DROP TABLE codes"},
        {"!secret.key"},
        {"!signing.key"},
    };
    const Kept kept;
    for (const auto& damage : damages) {
        INFO((damage.empty() ? "nothing" : damage.back()));
        TemporaryFolder folder;
        const Place place{folder, folder.path() + "/data", kept.packs, {}, "strangnas", kept.leaver};
        fs::create_directories(place.data);
        fs::copy(kept.folder.path() + "/kept", place.data, fs::copy_options::recursive);
        const auto sql = [&](const std::string& text) {
            const auto opened = connect({place.data}, Connection::Mode::Write);
            REQUIRE(opened);
            (*opened)->run("PRAGMA foreign_keys=OFF");
            (*opened)->query(text);
        };
        for (const std::string& text : damage) {
            if (text[0] == '!')
                std::ofstream(place.data + "/" + text.substr(1)) << "no key\n";
            else
                sql(text);
        }
        int failed = 0;
        for (const Command& command : commands()) {
            INFO(command.name);
            if (command.name == "move" && damage.empty())
                continue;  // tests/server/move_test.cpp
            if (command.hashes && !damage.empty() && damage[0].find("cases") == std::string::npos &&
                damage[0].find("DROP") == std::string::npos)
                continue;
            const bool real = command.name.substr(0, 7) == "letters";
            if (real) sql("UPDATE meta SET value = 'no' WHERE key = 'sample_data'");
            const std::int64_t before_it = entries(place.data);
            const Said said = run(command, place);
            if (real) sql("UPDATE meta SET value = 'yes' WHERE key = 'sample_data'");
            if (damage.empty()) {
                CHECK_MESSAGE(said.code == 0, said.why);
                continue;
            }
            if (said.code == 0)
                continue;
            ++failed;
            CHECK(said.why.size() > 20);
            CHECK(entries(place.data) == before_it);
        }
        CHECK((failed > 0) == !damage.empty());
    }
}

TEST_CASE("a database that lacks a table is told of, and neither served nor written to")
{
    if (tests_run_on_postgres())
        return;
    const Kept kept;
    for (const char* table : {"meta", "outboxes", "list_changes", "codes"}) {
        INFO(table);
        TemporaryFolder folder;
        const Place place{folder, folder.path() + "/data", kept.packs, {}, "strangnas", kept.leaver};
        fs::create_directories(place.data);
        fs::copy(kept.folder.path() + "/kept", place.data, fs::copy_options::recursive);
        {
            const auto opened = connect({place.data}, Connection::Mode::Write);
            (*opened)->run("PRAGMA foreign_keys=OFF");
            (*opened)->query(std::string("DROP TABLE ") + table);
        }
        const std::int64_t length = entries(place.data);
        auto serving = options_at<ServeOptions>(place);
        serving.site = folder.path() + "/site";
        serving.sample_data = true;
        serving.today = test_day();
        serving.port = 0;
        folder.put("site/index.html", "x");
        const std::string said = said_by(folder, [&] { CHECK(serve(serving) == 1); });
        CHECK(said.find("could not be") != std::string::npos);
        CHECK(entries(place.data) == length);
    }
}

TEST_CASE("a command that is asked for what there is not says so, and changes nothing")
{
    if (tests_run_on_postgres())
        return;
    const Kept kept;
    TemporaryFolder folder;
    Place place{folder, folder.path() + "/data", kept.packs, {}, "strangnas", kept.leaver};
    fs::create_directories(place.data);
    fs::copy(kept.folder.path() + "/kept", place.data, fs::copy_options::recursive);
    const std::int64_t length = entries(place.data);
    const auto refused = [&](const std::function<int()>& command, const std::string& words) {
        int code = -1;
        const std::string said = said_by(folder, [&] { code = command(); });
        CHECK(code == 1);
        CHECK_MESSAGE(said.find(words) != std::string::npos, said);
        CHECK(entries(place.data) == length);
    };
    const auto step = [&](const char* name, const std::function<void(TransitionOptions&)>& change, const char* words) {
        TransitionOptions options = leading(place);
        change(options);
        INFO(name);
        refused([&] { return transition_step(options, name); }, words);
    };
    Place elsewhere = place;
    elsewhere.town = "nowhere";
    for (const Command& command : commands()) {
        if (command.reads_packs && command.name != "run-due" && command.name != "protect --lift")
            refused([&] { return command.run(elsewhere); }, "There is no municipality nowhere in ");
    }
    refused([&] { return move({folder.path() + "/none", kNowhere}); }, "There is no database in ");
    refused([&] { return move({place.data, kNowhere}); }, "The PostgreSQL database could not be opened");
    {
        const auto lock = FolderLock::take(place.data);
        refused([&] { return move({place.data, kNowhere}); }, "Another Hemval service uses the data folder");
    }
    step("dance", [](TransitionOptions&) {}, "There is no step dance.");
    step("complete", [](TransitionOptions&) {}, "");
    step("propose", [](TransitionOptions& one) { one.id = "new", one.provider = "nobody"; }, "");
    step("decide", [](TransitionOptions& one) { one.id = "new", one.cause = "closes"; }, "");
    step("decide", [](TransitionOptions& one) { one.id = "new", one.last_day = test_day(); }, "");
    step("decide", [](TransitionOptions& one) { one.id = "new", one.choose_by = one.last_day = test_day(); }, "");
    step("start", [](TransitionOptions& one) { one.id = "unheard-of"; }, "");
    step("annul", [](TransitionOptions& one) { one.offer_until = plus_days(test_day(), -1); }, "");
    refused(
        [&] {
            auto options = leading(place);
            options.reference = "SOC-99";
            return transition_told(options);
        },
        "There is no case with that reference.");
    for (const auto run : {transition_progress, transition_told}) {
        auto options = leading(place);
        options.id = "unheard-of";
        refused([&] { return run(options); }, "");
    }
    auto simulated = leading(place);
    simulated.provider = "nobody";
    refused([&] { return transition_simulate(simulated); }, "");
    refused([&] { return letters(place, "leave"); }, "holds sample data: a letter to a real person is never made");

    {
        const auto opened = connect({place.data}, Connection::Mode::Write);
        (*opened)->query("UPDATE meta SET value = 'no' WHERE key = 'sample_data'");
    }
    step("pause", [](TransitionOptions&) {}, "--today is only for sample data");
    refused([&] { return letters(place, "unheard-of"); }, "unheard-of");
    refused([&] { return issue_code(options_at<CodeOptions>(place)); },
            "Example codes are only issued where the data is sample data");
    auto serving = options_at<ServeOptions>(place);
    serving.site = folder.path() + "/site";
    refused([&] { return serve(serving); }, "site");
    folder.put("site/index.html", "x");
    serving.sample_data = true;
    refused([&] { return serve(serving); }, "holds real data: sample data is never mixed into it");
    serving.locales = folder.path();
    refused([&] { return serve(serving); }, "has no sv.json");
    serving.locales = folder.path() + "/none";
    refused([&] { return serve(serving); }, "/none");
    {
        const auto opened = connect({place.data}, Connection::Mode::Write);
        (*opened)->query("UPDATE meta SET value = 'yes' WHERE key = 'sample_data'");
    }
    serving.locales = assets() + "/locales";
    serving.sample_data = false;
    serving.unix_socket = folder.path() + "/socket";
    refused([&] { return serve(serving); }, "holds sample data, which is not served through a front");
    serving.unix_socket.clear();
    serving.address = "192.0.2.1";
    refused([&] { return serve(serving); }, "holds sample data, which is only served on this computer itself");
}
