#include "server/exchange/command.h"
#include "server/exchange/exchange.h"
#include "server/exchange/provider_draft.h"
#include "server/files.h"
#include "tests/server/said.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>

using namespace hemval;
using namespace hemval::server;
using namespace hemval::server::testing;

namespace {

namespace fs = std::filesystem;

constexpr const char* kPacks[] = {"strangnas", "huddinge", "botkyrka"};

PackFolder pack(const std::string& id = "strangnas")
{
    auto read = open_pack(assets() + "/municipalities", id);
    REQUIRE(read);
    return std::move(*read);
}

ImportAnswer csv(const std::string& text, const std::string& mapping = "{}")
{
    return import_csv(pack(), {{"file.csv", text}}, mapping);
}

// What is wrong with it, one a line.
std::string faults(const ImportAnswer& answer)
{
    if (answer)
        return "";
    std::string all;
    for (const std::string& fault : answer.error())
        all += fault + '\n';
    return all;
}

OrderedJson provider(const ImportAnswer& answer, const std::string& id)
{
    REQUIRE_MESSAGE(answer, faults(answer));
    for (const OrderedJson& one : answer->providers["providers"]) {
        if (one["id"] == id)
            return one;
    }
    return nullptr;
}

std::string line(const std::string& text, std::size_t number)
{
    std::size_t start = 0;
    while (number-- > 0)
        start = text.find('\n', start) + 1;
    return text.substr(start, text.find('\n', start) - start);
}

// A municipality of its own in a folder, that a whole command may write to.
struct Town {
    TemporaryFolder folder;
    ImportOptions options;

    Town()
    {
        fs::create_directories(folder.path() + "/packs");
        fs::copy(assets() + "/municipalities/strangnas", folder.path() + "/packs/strangnas");
        options.kind = "csv";
        options.municipality = "strangnas";
        options.municipalities = folder.path() + "/packs";
    }
    std::string providers() const { return *read_text(folder.path() + "/packs/strangnas/providers.json"); }
    void write(const OrderedJson& json)
    {
        folder.put("packs/strangnas/providers.json", pack_text(json));
    }
    std::string run(const std::string& text, int code, bool dry = false)
    {
        options.files = {folder.put("file.csv", text)};
        options.dry_run = dry;
        return said_by(folder, [&] { CHECK(import_pack(options) == code); });
    }
};

}  // namespace

TEST_CASE("a pack nobody changed is written byte for byte as it was")
{
    for (const char* id : kPacks) {
        const PackFolder folder = pack(id);
        for (const auto& file : folder.files) {
            const auto& name = file.first;
            const auto& text = file.second;
            CAPTURE(id);
            CAPTURE(name);
            CHECK(pack_text(OrderedJson::parse(text)) == text);
        }
    }
}

TEST_CASE("what goes out as CSV or HSDS and comes in again changes nothing, in every pack")
{
    for (const char* id : kPacks) {
        CAPTURE(id);
        const PackFolder folder = pack(id);
        const auto table = export_csv(folder);
        REQUIRE(table);
        const auto by_csv = import_csv(folder, {{"out.csv", *table}}, "{}");
        REQUIRE_MESSAGE(by_csv, faults(by_csv));
        CHECK(pack_text(by_csv->providers) == folder.files.at("providers.json"));
        CHECK(by_csv->rows == folder.municipality.providers.size());
        const auto by_hsds = import_hsds(folder, {{"out.json", export_hsds(folder)}}, "{}");
        REQUIRE_MESSAGE(by_hsds, faults(by_hsds));
        CHECK(pack_text(by_hsds->providers) == folder.files.at("providers.json"));
    }
}

TEST_CASE("what a provider does not have is not exported, and whoever closes says when and why")
{
    PackFolder folder = pack();
    OrderedJson& one = folder.providers["providers"][0];
    for (const char* name : {"email", "web", "visiting_address"}) one["contact"].erase(name);
    one.erase("closing");
    const std::string name = one["name"];
    const auto exported = [&] {
        std::vector<OrderedJson> services;
        for (const OrderedJson& service : OrderedJson::parse(export_hsds(folder)))
            if (service["organization"]["name"] == name) services.push_back(service);
        REQUIRE(!services.empty());
        return services.front();
    };
    for (const char* member : {"email", "website", "locations"})
        CHECK(!exported()["organization"].contains(member));
    CHECK(!exported().contains("alert"));
    one["contact"]["email"] = "hej@exempel.se";
    one["contact"]["web"] = "https://exempel.se/";
    one["contact"]["visiting_address"] = "Storgatan 1";
    one["closing"] = {{"day", "2026-12-31"}, {"reason", {{"sv", "Vi slutar."}}}};
    CHECK(exported()["organization"]["website"] == "https://exempel.se/");
    CHECK(exported()["organization"]["locations"][0]["name"] == "Storgatan 1");
    CHECK(exported()["alert"] == "2026-12-31: Vi slutar.");
}

TEST_CASE("whatever text a provider has comes back from CSV as it was, and none of it is a formula")
{
    const PackFolder folder = pack();
    rc::check([&](const std::string& drawn) {
        std::string text = *rc::gen::element<std::string>("=", "+", "-", "@", "'=", "''+", "\"", ";", "a\nb",
                                                          "'", "å");
        for (const char c : drawn)
            text += c > 31 && c < 127 ? c : ';';
        while (!text.empty() && text.back() == ' ')
            text.pop_back();
        PackFolder changed = folder;
        changed.providers["providers"][0]["name"] = text;
        changed.providers["providers"][0]["about"]["sv"] = text;
        const auto table = export_csv(changed);
        RC_ASSERT(table.has_value());
        const auto rows = read_csv(*table);
        RC_ASSERT(rows.has_value());
        for (const std::string& cell : (*rows)[1].cells)
            RC_ASSERT(cell.empty() || std::string("=+-@\t").find(cell[0]) == std::string::npos);
        const auto back = import_csv(folder, {{"out.csv", *table}}, "{}");
        if (text.size() <= 200) {
            RC_ASSERT(back.has_value());
            RC_ASSERT(back->providers == changed.providers);
        }
    });
}

TEST_CASE("a new provider comes last, with its members in the order the others have")
{
    const auto added = csv("id;name;kind;about.sv;leader;leader_title.sv;areas;services;contact.phone;founded\n"
                           "nya-rosen;Nya Rosen;private;Vi kommer snart.;Eva;chef;mariefred strangnas;household;"
                           "070-1;2020\n");
    const OrderedJson json = provider(added, "nya-rosen");
    CHECK(added->providers["providers"].back() == json);
    std::string names;
    for (const auto& [name, value] : json.items())
        names += name + ' ';
    CHECK(names == "id name kind about leader leader_title areas services founded contact ");
    CHECK(json["areas"] == OrderedJson({"mariefred", "strangnas"}));
    CHECK(json["founded"] == 2020);
    CHECK(check_providers(pack(), added->providers).empty());
}

TEST_CASE("what a provider states that it offers goes out and comes in by the wishes' ids, and no other")
{
    const auto table = export_csv(pack());
    REQUIRE(table);
    CHECK(table->find("told_of_changes cooking reachable") != std::string::npos);
    CHECK(provider(csv("id,offers\nsolglantan,pets faith\n"), "solglantan")["offers"] ==
          OrderedJson({"pets", "faith"}));
    CHECK_FALSE(provider(csv("id,offers\nsolglantan,\n"), "solglantan").contains("offers"));
    for (const char* wrong : {"id,offers\nsolglantan,best_care\n", "id,offers\nsolglantan,own_pace\n"})
        CHECK(faults(csv(wrong)).find("told_of_changes") != std::string::npos);
}

TEST_CASE("only what the file has a column for is changed, and an empty cell takes a fact away")
{
    const OrderedJson old = provider(csv("id\nsolglantan\n"), "solglantan");
    const OrderedJson now = provider(csv("id,founded,languages,about.en\nsolglantan,,sv fi,Short.\n"), "solglantan");
    CHECK(!now.contains("founded"));
    CHECK(now["languages"] == OrderedJson({"sv", "fi"}));
    CHECK(now["about"]["en"] == "Short.");
    CHECK(now["about"]["sv"] == old["about"]["sv"]);
    CHECK(now["survey"] == old["survey"]);
    CHECK(now["example"] == true);
}

TEST_CASE("a mapping says which column is which, what its values mean and what to leave")
{
    const std::string mapping = R"({
        "columns": {"Utförare": "id", "Driftsform": "kind", "Områden": "areas", "Verksamhet": "services"},
        "values": {"id": {"Solgläntan AB": "solglantan"}, "kind": {"Privat": "private"},
                   "areas": {"Mariefred med omnejd": "mariefred"}},
        "ignore": ["Anteckning"]})";
    const auto read = csv("Utförare;Driftsform;Områden;Verksamhet;Anteckning\n"
                          "Solgläntan AB;Privat;Mariefred med omnejd, strangnas;household;?\n",
                          mapping);
    const OrderedJson json = provider(read, "solglantan");
    CHECK(json["kind"] == "private");
    CHECK(json["areas"] == OrderedJson({"mariefred", "strangnas"}));
    for (const auto& [areas, meant] : std::vector<std::pair<std::string, OrderedJson>>{
             {"Mariefred med omnejd", {"mariefred"}},
             {"mariefred", {"mariefred"}},
             {"Alla, hela", {"strangnas", "mariefred"}}}) {
        const auto one = csv("id;areas\nsolglantan;" + areas + "\n",
                             R"({"values": {"areas": {"Mariefred med omnejd": "mariefred",
                                 "Alla, hela": "strangnas mariefred"}}})");
        CHECK(provider(one, "solglantan")["areas"] == meant);
    }

    const std::string wrong = faults(csv("Utförare;Ort\nx;y\n", R"({"columns": {"Utförare": "id", "Namn": "name"}})"));
    CHECK(wrong.find("file.csv, row 1, column \"Ort\": the program has no field of this name") !=
          std::string::npos);
    CHECK(wrong.find("column \"Namn\": the mapping names it, but the file has no such column") !=
          std::string::npos);
    CHECK(faults(csv("id\nx\n", R"({"columns": {"id": "nmae"}})")).find("there is no field \"nmae\"") !=
          std::string::npos);
    CHECK(faults(csv("id\nx\n", "{\"coulmns\": {}}")).find("/coulmns") != std::string::npos);
    CHECK(faults(csv("id\nx\n", "[")).find("must be a JSON object") != std::string::npos);
}

TEST_CASE("each thing that is wrong is told with its row, its column and what it must be")
{
    struct Bad {
        const char* column;
        std::string cell;
        const char* said;
    };
    const Bad all[] = {
        {"kind", "privat", "must be one of municipal, private, non_profit (found \"privat\")"},
        {"areas", "mariefre", "has \"mariefre\" in it, which is not one of the pack's: strangnas, mariefred, "
                              "akers-styckebruk, stallarholmen"},
        {"services", "night", "has \"night\" in it, which is not one of the pack's: personal_care"},
        {"services", "household household", "has \"household\" in it twice"},
        {"languages", "sv svenska", "must be a language tag such as \"sv\" (found \"svenska\")"},
        {"capacity", "många", "must be a whole number from 0 to 100000 (found \"många\")"},
        {"capacity", "-1", "must be a whole number from 0 to 100000"},
        {"founded", "1066", "must be a whole number from 1800 to 2100 (found 1066)"},
        {"joined", "2026-02-30", "must be a day that exists, written as \"2026-11-22\" (found \"2026-02-30\")"},
        {"joined", "22/11 2026", "must be a day that exists"},
        {"warned", "kanske", "must be true or false"},
        {"contact.web", "www.example.se", "must be an address that begins with https://"},
        {"contact.email", "info", "must be an e-mail address"},
        {"name", std::string(201, 'x'), "is 201 characters long, and may be at most 200"},
        {"name", "a\x01" "b", "has a control character in it"},
        {"name", "", "name must be a text without spaces at its ends (there is nothing)"},
        {"clients", "101", ""},
    };
    for (const Bad& bad : all) {
        CAPTURE(bad.column);
        CAPTURE(bad.cell);
        const auto read = csv(std::string("id;") + bad.column + "\nsilverlarkan;\"" + bad.cell + "\"\n");
        const std::string said = faults(read);
        if (std::string(bad.said).empty()) {
            CHECK(said.empty());
            continue;
        }
        CHECK(said.find("file.csv, row 2") == 0);
        CHECK(said.find(bad.said) != std::string::npos);
        CHECK(std::count(said.begin(), said.end(), '\n') == 1);
    }
    const std::string both = faults(csv("id;capacity;clients\nsilverlarkan;5;6\nsilverlarkan;;\n;1;1\n"));
    CHECK(both.find("row 2: clients must be a whole number from 0 to 5 (found 6).") != std::string::npos);
    CHECK(both.find("row 3, column \"id\": \"silverlarkan\" is in row 2 too.") != std::string::npos);
    CHECK(both.find("row 4, column \"id\": is missing") != std::string::npos);
}

TEST_CASE("an encoding that is not UTF-8 is told apart and named")
{
    CHECK(faults(csv("id;name\nsolglantan;Solgl\xE4ntan\n")) ==
          "file.csv cannot be read: it is not in UTF-8 (line 2) but seems to be in Windows-1252: save it as "
          "\"CSV UTF-8\".\n");
    CHECK(faults(csv(std::string("\xFF\xFEi\0d\0", 6))).find("UTF-16") != std::string::npos);
    CHECK(csv("\xEF\xBB\xBFid;name\nsolglantan;Solgläntan\n"));
    CHECK(faults(csv("id;name\nsolglantan;\"open\n")).find("row 2 begins a quotation that does not end") !=
          std::string::npos);
}

TEST_CASE("5 000 rows of the survey with 1 % bad ones: just those are told, and nothing is imported")
{
    Town town;
    OrderedJson json = OrderedJson::parse(town.providers());
    json["survey_questions"].push_back({{"id", "contact"}, {"question", {{"sv", "Kan du nå dem?"}}}});
    const OrderedJson model = json["providers"][2];
    for (int i = 0; i < 1000; ++i) {
        OrderedJson one{{"id", "u" + std::to_string(i)}, {"name", "Enhet " + std::to_string(i)},
                        {"kind", "private"}, {"about", {{"sv", "Vi."}}}, {"leader", "Eva"},
                        {"leader_title", {{"sv", "chef"}}}, {"areas", {"mariefred"}},
                        {"services", {"household"}}, {"contact", {{"phone", "1"}}}};
        json["providers"].push_back(std::move(one));
    }
    town.write(json);
    const std::string before_it = town.providers();
    town.options.kind = "survey";
    town.options.mapping = town.folder.put("mapping.json", R"({"constants": {"year": "2026",
        "source.sv": "Socialstyrelsen"}})");

    const char* questions[] = {"overall", "treatment", "influence", "safety", "contact"};
    const auto table = [&](bool bad) {
        std::string text = "provider;question;positive;answers\r\n";
        for (int row = 2; row < 5002; ++row) {
            const int unit = (row - 2) / 5;
            std::string cells[] = {"Enhet " + std::to_string(unit), questions[(row - 2) % 5],
                                   std::to_string(unit % 40), "40"};
            if (bad && row % 100 == 50) {
                switch ((row / 100) % 5) {
                case 0: cells[0] = "Ingen"; break;
                case 1: cells[1] = "food"; break;
                case 2: cells[2] = "41"; break;
                case 3: cells[3] = "fyrtio"; break;
                case 4: cells[3] = ""; break;
                }
            }
            text += csv_line({cells[0], cells[1], cells[2], cells[3]});
        }
        return text;
    };
    const auto took = [](const char* what, auto work) {
        const auto start = std::chrono::steady_clock::now();
        work();
        const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(
            std::chrono::steady_clock::now() - start);
        std::printf("5 000 rows, %s: %lld ms\n", what, static_cast<long long>(ms.count()));
    };
    std::string said;
    for (const bool dry : {true, false}) {
        took(dry ? "dry run" : "real run refused", [&] { said = town.run(table(true), 1, dry); });
        std::set<std::string> told;
        for (std::size_t i = 0; !line(said, i).empty() && i < 50; ++i)
            told.insert(line(said, i).substr(0, line(said, i).find(',', 10)));
        CHECK(told.size() == 50);
        for (int row = 50; row < 5002; row += 100)
            CHECK(told.count("file.csv, row " + std::to_string(row)) == 1);
        CHECK(line(said, 50) == "50 things to mend. Nothing was imported.");
        CHECK(line(said, 51).empty());
        CHECK(town.providers() == before_it);
    }
    CHECK(line(said, 0) == "file.csv, row 50, column \"provider\": \"Ingen\" is no provider of the pack, by id "
                           "or by name; say in the mapping which it is, or leave the row out.");
    CHECK(said.find("row 250, column \"positive\": has more positive answers (41) than answers (40).") !=
          std::string::npos);

    took("dry run of good ones", [&] { CHECK(town.run(table(false), 0, true).empty()); });
    CHECK(town.providers() == before_it);
    took("imported", [&] { CHECK(town.run(table(false), 0).empty()); });
    const auto read = open_pack(town.options.municipalities, "strangnas");
    REQUIRE(read);
    std::size_t figures = 0;
    for (const Provider& one : read->municipality.providers) {
        for (const SurveyFact& fact : one.survey)
            figures += fact.year == 2026 && fact.answers == 40 ? 1 : 0;
    }
    CHECK(figures == 5000);
    CHECK(!fs::exists(town.folder.path() + "/packs/strangnas/providers.json.new"));
}

TEST_CASE("the survey's table may have a row for each unit, with shares and with too few answers")
{
    const std::string mapping = R"({
        "columns": {"Enhet": "provider", "Nöjda, %": "percent.overall", "Bemötande, %": "percent.treatment",
                    "Trygghet, %": "percent.safety", "Antal svar": "answers.overall"},
        "values": {"percent.overall": {"..": "too_few"}, "percent.treatment": {"..": "too_few"}},
        "constants": {"year": "2025", "source.sv": "Socialstyrelsen"}})";
    const std::string table = "Enhet;Nöjda, %;Bemötande, %;Trygghet, %;Antal svar\n"
                              "Solgläntan;86,4;91 %;;44\nsilverlarkan;..;..;80;3\n";
    const auto read = import_survey(pack(), {{"survey.csv", table}}, mapping);
    const OrderedJson survey = provider(read, "solglantan")["survey"];
    CHECK(survey == OrderedJson::parse(R"({"year": 2025, "source": {"who": {"sv": "Socialstyrelsen"}},
        "figures": [{"id": "overall", "percent": 86, "answers": 44}, {"id": "treatment", "percent": 91}]})"));
    CHECK(provider(read, "silverlarkan")["survey"]["figures"] ==
          OrderedJson::parse(R"([{"id": "overall", "too_few": true}, {"id": "treatment", "too_few": true},
                                 {"id": "safety", "percent": 80}])"));
    CHECK(provider(read, "tusenskonan") == provider(csv("id\nsolglantan\n"), "tusenskonan"));
    REQUIRE(read->notes.size() == 1);
    CHECK(read->notes[0].find("no figure of solglantan for the question safety: it is shown as not stated") !=
          std::string::npos);
    CHECK(check_providers(pack(), read->providers).empty());
    CHECK(faults(import_survey(pack(), {{"survey.csv", table}}, "{}")).find("source.sv") != std::string::npos);
}

TEST_CASE("Kolada's figures come by unit, with the newest year, and say what is missing")
{
    const std::string units = R"({"count": 2, "values": [
        {"id": "V21E048601", "title": "Solgläntan", "municipality": "0486"},
        {"id": "V21E048602", "title": "Hemtjänst Norr", "municipality": "0486"}], "next_page": null})";
    const auto data = [](const std::string& ou, const std::string& kpi, int year, const std::string& value,
                         const std::string& status = "") {
        return R"({"kpi": ")" + kpi + R"(", "ou": ")" + ou + R"(", "period": )" + std::to_string(year) +
               R"(, "values": [{"gender": "K", "value": 1, "count": 1, "status": ""}, {"gender": "T", "value": )" +
               value + R"(, "count": 1, "status": ")" + status + R"("}]})";
    };
    const auto page = [](const std::string& values, const std::string& more = "") {
        return "{\"values\": [" + values + "]" + more + "}";
    };
    const std::string mapping = R"({"values": {"kpi": {"U21468": "overall", "U00001": "safety",
        "U00002": "answers.overall"}, "unit": {"Hemtjänst Norr": "silverlarkan"}, "status": {"Private": "too_few"}}})";
    const std::string values = data("V21E048601", "U21468", 2024, "81.0") + "," +
                               data("V21E048601", "U21468", 2025, "86.4") + "," +
                               data("V21E048601", "U00002", 2025, "44") + "," +
                               data("V21E048601", "U00001", 2025, "null", "Missing") + "," +
                               data("V21E048602", "U21468", 2025, "null", "Private");
    const auto read = import_kolada(pack(), {{"data.json", page(values)}, {"ou.json", units}}, mapping);
    const OrderedJson survey = provider(read, "solglantan")["survey"];
    CHECK(survey["year"] == 2025);
    CHECK(survey["source"]["who"]["sv"] == "Kolada, nyckeltal per enhet");
    CHECK(survey["figures"] == OrderedJson::parse(R"([{"id": "overall", "percent": 86, "answers": 44}])"));
    CHECK(provider(read, "silverlarkan")["survey"]["figures"] ==
          OrderedJson::parse(R"([{"id": "overall", "too_few": true}])"));
    REQUIRE(read->notes.size() == 2);
    CHECK(read->notes[0].find("data.json at /values/3/values/1: no figure of solglantan for U00001, 2025 "
                              "(status \"Missing\")") == 0);
    CHECK(check_providers(pack(), read->providers).empty());

    const auto wrong = [&](const std::string& text) {
        return faults(import_kolada(pack(), {{"data.json", text}, {"ou.json", units}}, mapping));
    };
    CHECK(wrong("[]").find("data.json: is not a page of Kolada") == 0);
    CHECK(wrong(page(data("V9", "U21468", 2025, "86"))).find("the unit V9 is no provider of the pack") !=
          std::string::npos);
    CHECK(wrong(page(data("V21E048601", "N00914", 2025, "86"))).find("the key figure \"N00914\" is none") !=
          std::string::npos);
    CHECK(wrong(page(data("V21E048601", "U21468", 2025, "101"))).find("101 is not from 0 to 100") !=
          std::string::npos);
    CHECK(wrong(page(data("V21E048601", "U21468", 2025, "\"86\""))).find("must be a number, or null") !=
          std::string::npos);
    CHECK(wrong(page(data("V21E048601", "U21468", 2025, "86") + "," + data("V21E048601", "U21468", 2025, "87")))
              .find("is the second value of solglantan for U21468 and 2025") != std::string::npos);
    CHECK(wrong(page(data("V21E048601", "U21468", 2025, "86"), R"(, "count": 2)")).find("/count") !=
          std::string::npos);
    CHECK(wrong(page(data("V21E048601", "U21468", 2025, "86"), R"(, "next_url": "https://api/2")"))
              .find("fetch https://api/2 too") != std::string::npos);
}

TEST_CASE("HSDS from elsewhere is taken by a mapping, and every fault has its place")
{
    const std::string file = R"({"total_pages": 1, "page_number": 1, "contents": [{
        "id": "11111111-1111-4111-8111-111111111111", "name": "Nya Rosen", "description": "Vi kommer snart.",
        "legal_status": "company", "year_incorporated": 2020,
        "phones": [{"id": "1", "number": "070-1"}], "contacts": [{"id": "2", "name": "Eva", "title": "chef"}],
        "services": [{"id": "3", "name": "Housework", "status": "active", "assured_date": "2026-01-31",
            "schedules": [{"id": "4", "opens_at": "08:00"}],
            "service_areas": [{"id": "5", "name": "Mariefred"}],
            "languages": [{"id": "6", "code": "fi"}]},
            {"id": "7", "name": "Old", "status": "defunct"}]}]})";
    const std::string mapping = R"({"values": {"id": {"11111111-1111-4111-8111-111111111111": "nya-rosen"},
        "kind": {"company": "private"}, "services": {"Housework": "household"}}})";
    const auto read = import_hsds(pack(), {{"hsds.json", file}}, mapping);
    const OrderedJson json = provider(read, "nya-rosen");
    CHECK(json["areas"] == OrderedJson({"mariefred"}));
    CHECK(json["services"] == OrderedJson({"household"}));
    CHECK(json["languages"] == OrderedJson({"fi"}));
    CHECK(json["founded"] == 2020);
    CHECK(json["leader_title"]["sv"] == "chef");
    CHECK(check_providers(pack(), read->providers).empty());
    std::string notes;
    for (const std::string& note : read->notes)
        notes += note;
    CHECK(notes.find("assured_date (1)") != std::string::npos);
    CHECK(notes.find("schedules (1)") != std::string::npos);

    // Without an id of ours: by its name, if there is such a provider.
    const std::string first = pack().providers["providers"][0]["name"];
    std::string known = file;
    known.replace(known.find("Nya Rosen"), 9, first);
    known.replace(known.find("\"phones\""), 8, R"("organization_identifiers": [{"identifier_scheme": "other",
        "identifier": "55"}], "phones")");
    const auto by_name = import_hsds(pack(), {{"hsds.json", known}}, R"({"values": {"kind": {"company": "private"},
        "services": {"Housework": "household"}}})");
    CHECK(provider(by_name, pack().providers["providers"][0]["id"])["founded"] == 2020);
    // In two pages.
    std::string second = R"({"total_pages": 2, "page_number": 2, "contents": []})", half = file;
    half.replace(half.find("\"total_pages\": 1"), 16, "\"total_pages\": 2");
    const auto both = import_hsds(pack(), {{"1.json", half}, {"2.json", second}}, mapping);
    CHECK(provider(both, "nya-rosen")["founded"] == 2020);
    CHECK(!import_hsds(pack(), {{"1.json", half}}, mapping));
    for (const char* ignored : {"11111111-1111-4111-8111-111111111111", "Nya Rosen"}) {
        OrderedJson leaving_out = OrderedJson::parse(mapping);
        leaving_out["ignore"] = {ignored};
        const auto left = import_hsds(pack(), {{"hsds.json", file}}, leaving_out.dump());
        REQUIRE_MESSAGE(left, faults(left));
        CHECK(pack_text(left->providers) == pack().files.at("providers.json"));
    }
    const auto wrong = [&](const std::string& what, const std::string& instead) {
        std::string text = file;
        text.replace(text.find(what), what.size(), instead);
        return faults(import_hsds(pack(), {{"hsds.json", text}}, mapping));
    };
    CHECK(wrong("\"name\": \"Nya Rosen\", ", "").find("hsds.json at /contents/0/name: is missing; HSDS requires "
                                                      "it.") != std::string::npos);
    CHECK(wrong("Housework", "Gardening").find("/contents/0/services/0/name: \"Gardening\" is no service") !=
          std::string::npos);
    CHECK(wrong("\"Mariefred\"", "\"Malmö\"").find("/service_areas/0/name: \"Malmö\" is no area") !=
          std::string::npos);
    CHECK(wrong("\"fi\"", "\"finska\"").find("/languages/0/code: must be a language tag") != std::string::npos);
    CHECK(wrong("2026-01-31", "2026-02-31").find("/assured_date: \"2026-02-31\" is not a day") !=
          std::string::npos);
    CHECK(wrong("defunct", "gone").find("/status: \"gone\" is not active") != std::string::npos);
    CHECK(wrong("2020", "1066").find("/contents/0/year_incorporated: must be a whole number") !=
          std::string::npos);
    CHECK(wrong("\"total_pages\": 1", "\"total_pages\": 2").find("fetch the others too") != std::string::npos);
    CHECK(faults(import_hsds(pack(), {{"hsds.json", file}}, "{}")).find("is no provider of the pack") !=
          std::string::npos);
    CHECK(faults(import_hsds(pack(), {{"hsds.json", "\xE5"}}, "{}")).find("is not JSON in UTF-8") !=
          std::string::npos);
}

TEST_CASE("a pack that the import would break is left as it is, and so is one that is broken")
{
    Town town;
    const std::string before_it = town.providers();
    const std::string said = town.run("id;kind\nkommunens-hemtjanst;private\n", 1);
    CHECK(said.find("The pack would be broken: strangnas/municipality.json at /rotation/all_full") == 0);
    CHECK(town.providers() == before_it);
    town.folder.put("packs/strangnas/providers.json", "{}");
    CHECK(town.run("id\nsolglantan\n", 1).find("mend it first") != std::string::npos);
    town.options.municipality = "ingenstans";
    CHECK(town.run("id\nsolglantan\n", 1).find("There is no municipality ingenstans") != std::string::npos);
}
