#include "tests/server/staff_room.h"

#include "server/files.h"
#include "server/protect.h"
#include "server/transitions.h"

#include <map>

using namespace hemval;
using namespace hemval::server;
using namespace hemval::server::testing;
using wire::Json;

namespace {

const Json kDeclineByPhone = {{"action", "decline"}, {"channel", "phone"}};
const Json kConfirm = {{"step", "confirm"}};

Packs with_demands()
{
    Packs packs = towns();
    packs.at(kTown).demands = {{"nycklar", {}, {}}, {"sekretess", {}, {}}};
    return packs;
}

void leave(StaffRoom& room, const std::string& provider, TransitionPhase phase)
{
    TransitionStep step;
    step.id = TransitionId("leave");
    step.to = phase;
    step.provider = ProviderId(provider);
    const auto taken = [&] {
        REQUIRE(room.write([&](Queries& queries) {
            REQUIRE(take_step(queries, room.world.service().packs().at(kTown), step, room.world.service().seal()));
        }));
    };
    if (phase == TransitionPhase::Decided) {
        step.to = TransitionPhase::Proposed;
        step.actor = "somebody-else";
        taken();
        step.to = phase;
        step.actor = "";
    }
    step.terms = LeavingTerms{LeavingCause::Closes, plus_days(test_day(), 60), plus_days(test_day(), 20)};
    taken();
}

}  // namespace

TEST_CASE("new choices come in the order they were made, and leave the queue when confirmed")
{
    StaffRoom room;
    const std::string first = room.person("SOC-1");
    const std::string second = room.person("SOC-2");
    room.world.submit(second, R"({"action":"choose","provider":"p3"})", "key-00001");
    room.world.submit(first, R"({"action":"choose","provider":"p2"})", "key-00001");
    Json queue = room.get("queue", room.manager).json();
    CHECK(queue["all"] == 2);
    CHECK(queue["first"][0]["reference"] == "SOC-2");
    CHECK(queue["first"][0]["receipt"]["provider"] == "p3");
    CHECK(queue["first"][1]["reference"] == "SOC-1");
    CHECK(wire::read_desk_queue(queue));

    // A newer choice of the same person's takes the older one's place, last in the queue.
    room.world.submit(second, R"({"action":"choose","provider":"p4"})", "key-00002");
    queue = room.get("queue", room.manager).json();
    CHECK(queue["all"] == 2);
    CHECK(queue["first"][1]["receipt"]["provider"] == "p4");

    const std::string id = queue["first"][0]["person"];
    const Json shown = room.post("cases/" + id + "/work", room.manager, kConfirm).json();
    CHECK(shown["work"]["confirmed"] == "2026-11-23");
    CHECK(wire::read_desk_case(shown));
    CHECK(room.get("queue", room.manager).json()["all"] == 1);
}

TEST_CASE("a case is shown whole, found by reference, and every look at it is written down")
{
    StaffRoom room;
    const std::string cookie = room.person("SOC-1");
    room.world.submit(cookie, R"({"action":"choose","provider":"p2"})", "key-00001");
    const Json found = room.post("find", room.manager, {{"reference", "SOC-1"}}).json();
    const std::string id = found["person"]["id"];
    const Json shown = room.get("cases/" + id, room.manager).json();
    CHECK(shown == found);
    CHECK(shown["reference"] == "SOC-1");
    CHECK(shown["receipts"][0]["provider"] == "p2");
    CHECK(shown["work"]["receipt"] == shown["receipts"][0]["number"]);
    room.get("queue", room.manager);
    CHECK(room.post("find", room.manager, {{"reference", "SOC-9"}}).problem() == "unknown_case");
    CHECK(room.get("cases/nobody", room.manager).problem() == "unknown_case");

    const Json page = room.get("accesses/0", room.auditor).json();
    REQUIRE(wire::read_access_page(page));
    const Json& lines = page["lines"];
    REQUIRE(lines.size() == 4);
    CHECK(lines[0]["what"] == "case_found");  // in vain: trying references leaves a trace too
    CHECK_FALSE(lines[0].contains("person"));
    CHECK(lines[1]["what"] == "queue_seen");
    CHECK(lines[2]["what"] == "case_seen");
    CHECK(lines[3]["what"] == "case_found");
    for (std::size_t i = 0; i < lines.size(); ++i) {
        CHECK(lines[i]["account"] == "maria");
        CHECK(lines[i]["role"] == "care_manager");
        CHECK((i == 0 || lines[i]["person"] == id));
    }
}

TEST_CASE("a look that cannot be written down is not answered")
{
    StaffRoom room;
    const std::string cookie = room.person("SOC-1");
    room.world.submit(cookie, R"({"action":"choose","provider":"p2"})", "key-00001");
    const std::string id = room.case_id("SOC-1");
    REQUIRE(room.write([](Queries& queries) {
        queries.query("CREATE TRIGGER full BEFORE INSERT ON access_log "
                      "BEGIN SELECT RAISE(ABORT, 'no room'); END");
    }));
    const Json work = kConfirm;
    for (const Got& got :
         {room.get("cases/" + id, room.manager), room.get("queue", room.manager),
          room.post("find", room.manager, {{"reference", "SOC-1"}}),
          room.post("cases/" + id + "/work", room.manager, work),
          room.post("cases/" + id + "/submissions", room.manager, kDeclineByPhone, "key-00009")}) {
        CHECK(got.status == 500);
        CHECK(got.body.find("SOC-1") == std::string::npos);
        CHECK(got.body.find("p2") == std::string::npos);
    }
    CHECK(room.count("SELECT count(*) FROM case_work") == 0);
    CHECK(room.world.ledger().back().sequence == 3);
}

TEST_CASE("a choice that the person made in person is registered by whoever sat with them, and both are on record")
{
    StaffRoom room;
    room.person("SOC-1");
    const std::string id = room.case_id("SOC-1");
    const Got kept = room.post("cases/" + id + "/submissions", room.manager,
                               {{"action", "choose"}, {"provider", "p2"}, {"channel", "in_person"}});
    REQUIRE(kept.status == 200);
    CHECK(kept.json()["channel"] == "in_person");
    CHECK(room.count("SELECT count(*) FROM case_work WHERE registered_by = 'maria'") == 1);
    CHECK(room.count("SELECT count(*) FROM ledger WHERE body LIKE '%in_person%'") == 1);
    CHECK(room.count("SELECT count(*) FROM access_log JOIN case_work ON person = case_id "
                     "WHERE account = 'maria' AND what = 'choice_registered'") == 1);
}

TEST_CASE("a choice that came by phone follows the rules of the net, and the ledger names no staff")
{
    StaffRoom room;
    room.person("SOC-1");
    const std::string id = room.case_id("SOC-1");
    const std::string path = "cases/" + id + "/submissions";
    const Json by_phone = {{"action", "choose"}, {"provider", "p2"}, {"channel", "phone"}};
    CHECK(room.post(path, room.manager, {{"action", "choose"}, {"provider", "p2"}}).status == 400);
    for (const char* channel : {"code", "e_id", "deadline", "kiosk", ""})
        CHECK(room.post(path, room.manager, {{"action", "decline"}, {"channel", channel}}).status == 400);
    CHECK(room.post(path, room.manager,
                    {{"action", "choose"}, {"provider", "ingen"}, {"channel", "paper"}})
              .problem() == "unknown_provider");
    CHECK(room.post(path, room.manager, by_phone, "").problem() == "key_missing");

    const Got kept = room.post(path, room.manager, by_phone);
    CHECK(kept.status == 200);
    CHECK(kept.json()["channel"] == "phone");
    CHECK(kept.json()["provider"] == "p2");
    // The same key: the same receipt, and nothing more in the ledger.
    const auto entries = room.world.ledger().size();
    CHECK(room.post(path, room.manager, by_phone).json() == kept.json());
    CHECK(room.post(path, room.manager, kDeclineByPhone).problem() == "key_reused");
    CHECK(room.world.ledger().size() == entries);
    // Another's key is another's: the person has that provider already.
    const std::string other = room.world.staff(Role::CareManager, kTown, "per");
    CHECK(room.post(path, other, by_phone).problem() == "already_yours");

    CHECK(room.count("SELECT count(*) FROM case_work WHERE registered_by = 'maria'") == 1);
    CHECK(room.count("SELECT count(*) FROM ledger WHERE body LIKE '%maria%'") == 0);
    // What was refused told something about the case too.
    CHECK(room.count("SELECT count(*) FROM access_log WHERE what = 'choice_registered'") == 5);
    CHECK(room.count("SELECT count(*) FROM access_log WHERE account = 'per'") == 1);
}

TEST_CASE("a paper form stands in the same list as what was chosen online, with the day it came in")
{
    StaffRoom room;
    const std::string cookie = room.person("SOC-1");
    room.person("SOC-2");
    const std::string online = room.case_id("SOC-1"), paper = room.case_id("SOC-2");
    const std::string path = "cases/" + paper + "/submissions";
    room.world.submit(cookie, R"({"action":"decline"})", "key-00001");
    Json form = {{"action", "decline"}, {"channel", "paper"}, {"came_in", "2026-11-20"},
                 {"representation",
                  {{"role", "relative"}, {"declared", {"nearest_of_kin", "no_other_representative"}}}},
                 {"representative", {{"name", "Ulla Ek"}, {"reach", "0152-291 00"}}}};
    for (const char* day : {"2026-11-24", "i går", ""}) {
        Json other = form;
        other["came_in"] = day;
        CHECK(room.post(path, room.manager, other).status == 400);
    }
    const Got kept = room.post(path, room.manager, form);
    REQUIRE(kept.status == 200);
    // It came in before the one online was made, and has its turn after it: by its entry in the ledger.
    const Json given = room.get("cases/" + online, room.manager).json()["receipts"][0];
    CHECK(kept.json()["received"] == "2026-11-23");
    CHECK(kept.json()["sequence"] == given["sequence"].get<int>() + 1);
    CHECK(kept.json()["rotation"]["whose_turn"] == given["rotation"]["next"]);

    const Json queue = room.get("queue", room.manager).json();
    REQUIRE(queue["all"] == 2);
    CHECK(queue["first"][0]["person"] == online);
    CHECK(queue["first"][1]["person"] == paper);
    const Json shown = room.get("cases/" + paper, room.manager).json();
    CHECK(shown["work"]["came_in"] == "2026-11-20");
    CHECK(shown["to_judge"]["name"] == "Ulla Ek");
    CHECK(room.post("cases/" + paper + "/work", room.manager, kConfirm, "key-00002").problem() == "mandate_open");
    // Nobody judges a mandate they have registered.
    const std::string judge = "cases/" + paper + "/representation";
    CHECK(room.post(judge, room.manager, {{"accepted", true}}, "key-00003").status == 403);
    const std::string other = room.world.staff(Role::CareManager, kTown, "per");
    CHECK(room.post(judge, other, {{"accepted", true}}, "key-00003").status == 200);
    CHECK(room.post("cases/" + paper + "/work", room.manager, kConfirm, "key-00004")
              .json()["work"]["came_in"] == "2026-11-20");
    CHECK(room.count("SELECT count(*) FROM ledger WHERE body LIKE '%came_in%' OR body LIKE '%2026-11-20%'") == 0);
}

TEST_CASE("the providers are told what they need, once, and it is kept with its date")
{
    StaffRoom room;
    const std::string cookie = room.person("SOC-1", Situation::HasProvider);
    const std::string id = room.case_id("SOC-1");
    const std::string before = room.get("cases/" + id, room.manager).json()["person"]["current"];
    const std::string to = before == "p3" ? "p4" : "p3";
    room.world.submit(cookie, Json({{"action", "switch"}, {"provider", to}}).dump(), "key-00001");
    const std::string path = "cases/" + id + "/work";
    const auto told = [&](const std::string& provider, const char* key) {
        return room.post(path, room.manager, {{"step", "told"}, {"provider", provider}}, key);
    };
    CHECK(told(to, "key-00001").problem() == "not_confirmed");
    room.post(path, room.manager, kConfirm, "key-00002");
    CHECK(told(to, "key-00003").json()["work"]["told"][to] == "2026-11-23");
    CHECK(told(before, "key-00004").status == 200);
    CHECK(told(to, "key-00005").status == 200);
    CHECK(told("p5", "key-00006").problem() == "unknown_provider");
    CHECK(room.count("SELECT count(*) FROM provider_notices") == 2);
    CHECK(room.count("SELECT count(*) FROM provider_notices WHERE body LIKE '%hours_per_month%' "
                     "AND body LIKE '%begins%'") == 1);
    CHECK(room.count("SELECT count(*) FROM provider_notices WHERE body LIKE '%ends%' AND "
                     "(body LIKE '%hours%' OR body LIKE '%services%')") == 0);
}

TEST_CASE("a transition annulled leaves no provider told what no longer holds, with no choice left either")
{
    StaffRoom room;
    const std::string cookie = room.person("SOC-1", Situation::HasProvider);
    const std::string id = room.case_id("SOC-1");
    const std::string from = room.get("cases/" + id, room.manager).json()["person"]["current"];
    const std::string to = from == "p3" ? "p4" : "p3";
    leave(room, from, TransitionPhase::Decided);
    REQUIRE(room.world.submit(cookie, Json({{"action", "choose"}, {"provider", to}}).dump(), "key-00001")
                .status == 201);
    const std::string path = "cases/" + id + "/work";
    const auto told = [&](const std::string& provider, const char* key) {
        return room.post(path, room.manager, {{"step", "told"}, {"provider", provider}}, key);
    };
    REQUIRE(room.post(path, room.manager, kConfirm, "key-00002").status == 200);
    REQUIRE(told(to, "key-00003").status == 200);
    REQUIRE(told(from, "key-00004").status == 200);
    leave(room, from, TransitionPhase::Annulled);

    const auto shown = wire::read_desk_case(room.get("cases/" + id, room.manager).json());
    REQUIRE(shown);
    CHECK(shown->receipts.empty());
    CHECK_FALSE(shown->work);
    std::map<std::string, NoticeKind> kinds;
    for (const ProviderNotice& one :
         notices(room.world.service().packs().at(kTown), shown->person, shown->reference,
                 shown->receipts, shown->work, shown->earlier, shown->undone))
        kinds[one.to.value] = one.kind;
    CHECK(kinds == std::map<std::string, NoticeKind>{{to, NoticeKind::Withdrawn}, {from, NoticeKind::Stays}});
    CHECK(told("p5", "key-00005").problem() == "unknown_receipt");
    const Json after = told(to, "key-00006").json();
    CHECK(after["undone"][0]["work"]["taken_back"][to] == "2026-11-23");
    CHECK(told(from, "key-00007").status == 200);
    CHECK(told(from, "key-00008").status == 200);
    CHECK(room.count("SELECT count(*) FROM provider_notices WHERE body LIKE '%withdrawn%'") == 1);
    CHECK(room.count("SELECT count(*) FROM provider_notices WHERE body LIKE '%stays%'") == 1);
}

TEST_CASE("handover, care plan and follow-up visits are kept, and the coordinator sees no person in them")
{
    StaffRoom room(with_demands());
    const std::string cookie = room.person("SOC-1");
    room.world.submit(cookie, R"({"action":"choose","provider":"p2"})", "key-00001");
    const std::string id = room.case_id("SOC-1");
    int number = 0;
    const auto step = [&](const Json& body) {
        return room.post("cases/" + id + "/work", room.manager, body,
                         "step-key-" + std::to_string(++number));
    };
    step(kConfirm);
    step({{"step", "handed_over"}, {"item", "keys"}, {"needed", true}});
    step({{"step", "handed_over"}, {"item", "alarm"}, {"needed", false}});
    step({{"step", "care_plan_held"}, {"held", "2026-11-20"}});
    step({{"step", "follow_up_planned"}, {"day", "2027-02-01"}});
    const Json visit = {{"held", "2026-11-22"},
                        {"provider", "p2"},
                        {"demands", {{"nycklar", "met"}, {"sekretess", "not_met"}}}};
    const Json shown = step({{"step", "follow_up_held"}, {"follow_up", visit}}).json()["work"];
    CHECK(shown["handed_over"]["keys"] == "2026-11-23");
    CHECK(shown["not_needed"][0] == "alarm");
    CHECK(shown["follow_up_planned"] == "2027-02-01");
    CHECK(shown["follow_ups"][0] == visit);

    const Got all = room.get("follow-ups", room.coordinator);
    CHECK(all.json()[1]["provider"] == "p2");
    CHECK(all.json()[1]["held"][0] == visit);
    CHECK(all.body.find(id) == std::string::npos);
}

TEST_CASE("another municipality's case is no case here")
{
    StaffRoom room;
    const std::string cookie = room.person("SOC-1");
    room.world.submit(cookie, R"({"action":"choose","provider":"p2"})", "key-00001");
    const std::string id = room.case_id("SOC-1");
    const std::string other = room.world.staff(Role::CareManager, kOther, "elsa");
    CHECK(room.get("cases/" + id, other, kOther).problem() == "unknown_case");
    CHECK(room.post("cases/" + id + "/work", other, kConfirm, "key-00001", kOther).problem() ==
          "unknown_case");
    CHECK(room.post("cases/" + id + "/submissions", other, kDeclineByPhone, "key-00001", kOther).problem() ==
          "unknown_case");
    CHECK(room.post("find", other, {{"reference", "SOC-1"}}, "", kOther).problem() == "unknown_case");
    CHECK(room.get("queue", other, kOther).json()["all"] == 0);
}

TEST_CASE("the municipality's reference is not to be read in the database, and opens only in its place")
{
    std::string folder;
    StaffRoom room;
    room.person("SOC-HEMLIG-1");
    room.person("SOC-HEMLIG-2");
    for (const char* name : {"/hemval.sqlite", "/hemval.sqlite-wal"}) {
        CHECK(read_text(room.folder.path() + name).value_or("").find("HEMLIG") == std::string::npos);
    }
    const CodeMaker& codes = room.world.service().codes();
    const std::string pseudonym = codes.pseudonym("strangnas", "SOC-HEMLIG-1");
    const std::string sealed = codes.seal_reference("strangnas", "SOC-HEMLIG-1");
    CHECK(codes.open_reference(pseudonym, sealed) == "SOC-HEMLIG-1");
    CHECK(codes.seal_reference("strangnas", "SOC-HEMLIG-1") != sealed);
    CHECK_FALSE(codes.open_reference(codes.pseudonym("strangnas", "SOC-HEMLIG-2"), sealed));
    CHECK_FALSE(CodeMaker("another key", HashCost{8, 1}).open_reference(pseudonym, sealed));
    std::string altered = sealed;
    altered[30] = altered[30] == 'a' ? 'b' : 'a';
    CHECK_FALSE(codes.open_reference(pseudonym, altered));
    CHECK_FALSE(codes.open_reference(pseudonym, ""));
    CHECK_FALSE(codes.open_reference(pseudonym, "ab"));
}

namespace {

const char* const kByNiece =
    R"({"action":"choose","provider":"p3","representation":{"role":"other","declared":["consent"]},)"
    R"("representative":{"name":"Eva Ek","reach":"070-1"}})";

}  // namespace

TEST_CASE("a choice somebody made for the person is confirmed only when their mandate has been")
{
    StaffRoom room;
    const std::string cookie = room.person("SOC-1");
    REQUIRE(room.world.submit(cookie, kByNiece, "key-00001").status == 201);
    const std::string id = room.case_id("SOC-1");
    const std::string path = "cases/" + id;
    CHECK(room.get(path, room.manager).json()["to_judge"]["name"] == "Eva Ek");
    CHECK(room.post(path + "/work", room.manager, kConfirm, "key-00001").problem() == "mandate_open");
    CHECK(room.post(path + "/representation", room.manager, {{"accepted", "ja"}}).status == 400);
    const Json judged =
        room.post(path + "/representation", room.manager, {{"accepted", true}}, "key-00002").json();
    CHECK_FALSE(judged.contains("to_judge"));
    CHECK(room.post(path + "/representation", room.manager, {{"accepted", true}}, "key-00002").status == 200);
    CHECK(room.post(path + "/representation", room.manager, {{"accepted", true}}, "key-00003").problem() ==
          "nothing_to_confirm");
    CHECK(room.post(path + "/work", room.manager, kConfirm, "key-00004").status == 200);
}

TEST_CASE("a place in a queue does not hide the choice that took effect before anybody had confirmed it")
{
    Packs packs = towns();
    packs.at(kTown).providers[0].capacity = 0;
    StaffRoom room(std::move(packs));
    room.world.submit(room.person("SOC-1"), R"({"action":"choose","provider":"p2"})", "key-00001");
    const std::string id = room.case_id("SOC-1");
    const std::string path = "cases/" + id;
    room.world.set_today(plus_days(test_day(), 20));
    room.manager = room.world.staff(Role::CareManager, kTown, "maria");
    const Json place = {{"action", "switch"}, {"provider", "p1"}, {"queue", true}, {"channel", "phone"}};
    const Json receipt = room.post(path + "/submissions", room.manager, place, "key-00002").json();
    REQUIRE_FALSE(receipt.contains("provider"));
    const Json queue = room.get("queue", room.manager).json();
    CHECK(queue["all"] == 1);
    CHECK(queue["first"][0]["receipt"]["provider"] == "p2");
    const Json confirmed = room.post(path + "/work", room.manager, kConfirm, "key-00003").json();
    CHECK(confirmed["work"]["receipt"] == queue["first"][0]["receipt"]["number"]);
    CHECK(room.get("queue", room.manager).json()["all"] == 0);
    CHECK(room.post(path + "/work", room.manager, {{"step", "told"}, {"provider", "p2"}}, "key-00004").status ==
          200);
}

TEST_CASE("of what a place in a queue replaced before it took effect nothing is left to confirm")
{
    Packs packs = towns();
    for (Provider& provider : packs.at(kTown).providers) provider.capacity = provider.id == ProviderId("p2") ? 1 : 0;
    StaffRoom room(std::move(packs));
    const std::string cookie = room.person("SOC-1");
    REQUIRE(room.world.submit(cookie, R"({"action":"choose","provider":"p2"})", "key-00001").status == 201);
    const Got declined = room.world.submit(cookie, R"({"action":"decline"})", "key-00002");
    REQUIRE(declined.status == 201);
    const Json queue = room.get("queue", room.manager).json();
    CHECK(queue["all"] == (declined.json().contains("provider") ? 1 : 0));
    if (queue["all"] == 1)
        CHECK(queue["first"][0]["receipt"]["number"] == declined.json()["number"]);
}

TEST_CASE("a mandate rejected for a place in a queue leaves the choice that took effect to be confirmed")
{
    Packs packs = towns();
    packs.at(kTown).providers[0].capacity = 0;
    StaffRoom room(std::move(packs));
    room.world.submit(room.person("SOC-1"), R"({"action":"choose","provider":"p2"})", "key-00001");
    const std::string id = room.case_id("SOC-1");
    room.world.set_today(plus_days(test_day(), 20));
    room.manager = room.world.staff(Role::CareManager, kTown, "maria");
    Json place = Json::parse(kByNiece);
    place.update({{"action", "switch"}, {"provider", "p1"}, {"queue", true}, {"channel", "phone"}});
    const std::string other = room.world.staff(Role::CareManager, kTown, "mats");
    REQUIRE(room.post("cases/" + id + "/submissions", other, place, "key-00002").status == 200);
    REQUIRE(room.write([](Queries& queries) { queries.query("UPDATE representations SET own_account = ''"); }));
    REQUIRE(room.post("cases/" + id + "/representation", room.manager, {{"accepted", false}}, "key-00003")
                .status == 200);
    CHECK(room.get("queue", room.manager).json()["first"][0]["receipt"]["provider"] == "p2");
}

TEST_CASE("a choice without a mandate leaves the queue, and the one before it is there again")
{
    StaffRoom room;
    const std::string cookie = room.person("SOC-1");
    room.world.submit(cookie, R"({"action":"choose","provider":"p2"})", "key-00001");
    REQUIRE(room.world.submit(cookie, kByNiece, "key-00002").status == 201);
    const std::string id = room.case_id("SOC-1");
    CHECK(room.get("queue", room.manager).json()["first"][0]["receipt"]["provider"] == "p3");
    // She changes her mind before anybody has judged her: both of hers are undone.
    std::string another = kByNiece;
    another.replace(another.find("p3"), 2, "p4");
    REQUIRE(room.world.submit(cookie, another, "key-00003").status == 201);
    const Json judged = room.post("cases/" + id + "/representation", room.manager, {{"accepted", false}})
                            .json();
    CHECK(judged["receipts"].size() == 1);
    CHECK(judged["work"]["receipt"] == judged["receipts"][0]["number"]);
    const Json queue = room.get("queue", room.manager).json();
    CHECK(queue["all"] == 1);
    CHECK(queue["first"][0]["receipt"]["provider"] == "p2");
}

TEST_CASE("of a protected person neither area nor reference is kept or shown")
{
    StaffRoom room;
    const std::string cookie = room.person("SOC-1");
    room.world.submit(cookie, R"({"action":"choose","provider":"p2"})", "key-00001");
    const std::string id = room.case_id("SOC-1");
    REQUIRE(room.get("cases/" + id, room.manager).json()["reference"] == "SOC-1");
    REQUIRE(room.write([&](Queries& queries) {
        REQUIRE(protect_case(queries, kTown, CaseId(id), room.world.service().seal()));
    }));
    const Json shown = room.get("cases/" + id, room.manager).json();
    CHECK(shown["protected"] == true);
    CHECK_FALSE(shown.contains("reference"));
    CHECK_FALSE(shown["person"].contains("area"));
    CHECK(room.count("SELECT count(*) FROM case_references WHERE sealed IS NOT NULL") == 0);
    // Found by what the care manager knows already, and still not told.
    const Json found = room.post("find", room.manager, {{"reference", "SOC-1"}}).json();
    CHECK(found["person"]["id"] == id);
    CHECK_FALSE(found.contains("reference"));
    const Got kept = room.post("cases/" + id + "/submissions", room.manager,
                               {{"action", "choose"}, {"provider", "p3"}, {"channel", "phone"}}, "key-00009");
    CHECK(kept.status == 200);
    // Where the representative is may tell where the person is.
    Json by_niece = Json::parse(kByNiece);
    by_niece["channel"] = "phone";
    by_niece["provider"] = "p4";
    CHECK(room.post("cases/" + id + "/submissions", room.manager, by_niece, "key-00010").status == 200);
    CHECK(room.count("SELECT count(*) FROM representations WHERE name <> '' OR reach <> ''") == 0);
    const Json queue = room.get("queue", room.manager).json();
    CHECK(queue["first"][0]["protected"] == true);
    CHECK_FALSE(queue["first"][0].contains("reference"));
}

TEST_CASE("marked while a former provider keeps a place for them, nothing kept or shown of the person names it")
{
    StaffRoom room;
    const std::string cookie = room.person("SOC-1", Situation::HasProvider);
    const std::string id = room.case_id("SOC-1");
    const std::string from = room.get("cases/" + id, room.manager).json()["person"]["current"];
    leave(room, from, TransitionPhase::Decided);
    const std::string to = from == "p3" ? "p4" : "p3";
    REQUIRE(room.world.submit(cookie, Json({{"action", "choose"}, {"provider", to}}).dump(), "key-00001")
                .status == 201);
    room.world.set_today(plus_days(test_day(), 20));
    room.manager = room.world.staff(Role::CareManager, kTown, "maria");
    leave(room, from, TransitionPhase::Annulled);
    REQUIRE(room.get("cases/" + id, room.manager).json()["person"]["offer"]["provider"] == from);
    REQUIRE(room.write([&](Queries& queries) {
        REQUIRE(protect_case(queries, kTown, CaseId(id), room.world.service().seal()));
    }));
    CHECK(room.get("cases/" + id, room.manager).json()["person"].dump().find("\"" + from + "\"") ==
          std::string::npos);
    const std::string named = "body LIKE '%\"" + from + "\"%'";
    CHECK(room.count("SELECT count(*) FROM cases WHERE id = '" + id + "' AND " + named) == 0);
    CHECK(room.count("SELECT count(*) FROM ledger WHERE body LIKE '%" + id + "%' AND " + named) == 0);
    CHECK(room.count("SELECT count(*) FROM ledger WHERE body LIKE '%" + id + "%'") == 1);
    // Nor what an older version may have left in the case.
    REQUIRE(room.write([&](Queries& queries) {
        queries.query("UPDATE cases SET body = json_set(body, '$.former', $1) WHERE id = $2", {from, id});
    }));
    CHECK_FALSE(room.get("cases/" + id, room.manager).json()["person"].contains("former"));
}

TEST_CASE("who becomes protected before anybody confirmed their choice stays in the queue, masked, at their place")
{
    StaffRoom room;
    std::vector<std::string> cases;
    for (const char* reference : {"SOC-1", "SOC-2", "SOC-3"}) {
        room.world.submit(room.person(reference), R"({"action":"decline"})", "key-00001");
        cases.push_back(room.case_id(reference));
    }
    const std::string& id = cases[1];
    const Json before = room.get("queue", room.manager).json()["first"];
    REQUIRE(room.write([&](Queries& queries) {
        REQUIRE(protect_case(queries, kTown, CaseId(id), room.world.service().seal()));
    }));
    const auto sequence = room.world.ledger().back().sequence;
    const Json queue = room.get("queue", room.manager).json();
    REQUIRE(queue["all"] == 3);
    const Json& item = queue["first"][1];
    CHECK(item["person"] == id);
    CHECK(item["protected"] == true);
    CHECK_FALSE(item.contains("reference"));
    CHECK(item["receipt"]["provider"] == before[1]["receipt"]["provider"]);
    CHECK(item["receipt"]["sequence"] == sequence);
    CHECK(item["receipt"]["rotation"]["sequence"] == sequence);
    CHECK(item["receipt"]["rotation"]["skipped"].empty());
    CHECK(queue["first"][0] == before[0]);
    CHECK(queue["first"][2] == before[2]);

    // Confirmed by phone, and then nothing is kept of it.
    CHECK(room.get("cases/" + id, room.manager).json()["work"]["receipt"] == item["receipt"]["number"]);
    CHECK(room.post("cases/" + id + "/work", room.manager, kConfirm, "key-00002").status == 200);
    CHECK(room.get("queue", room.manager).json()["all"] == 2);
    CHECK_FALSE(room.get("cases/" + id, room.manager).json().contains("work"));
    // Or replaced by a choice that comes by phone.
    REQUIRE(room.write([&](Queries& queries) {
        REQUIRE(protect_case(queries, kTown, CaseId(cases[0]), room.world.service().seal()));
    }));
    CHECK(room.post("cases/" + cases[0] + "/submissions", room.manager,
                    {{"action", "choose"}, {"provider", "p3"}, {"channel", "phone"}}, "key-00003")
              .status == 200);
    const Json after = room.get("queue", room.manager).json();
    CHECK(after["all"] == 2);
    CHECK(after["first"][1]["receipt"]["provider"] == "p3");
}
