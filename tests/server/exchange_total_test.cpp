#include "server/csv.h"
#include "server/exchange/command.h"
#include "server/exchange/exchange.h"
#include "tests/server/said.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <functional>

// Files from elsewhere are seldom quite as they should be: changed in any one place they are refused in sentences,
// or what comes of them is a pack.
using namespace hemval;
using namespace hemval::server;
using namespace hemval::server::testing;
using wire::Json;

namespace {

const PackFolder& pack()
{
    static const PackFolder folder = *open_pack(assets() + "/municipalities", "strangnas");
    return folder;
}

const std::vector<Json>& strange()
{
    static const std::vector<Json> all = {
        nullptr, true, -1, 0, 2, 1999, 101.5, "", "x", "sv", "fi", "2026-02-30", "2026-12-01", "ja", "nej", "87 %",
        "a | b", std::string(3000, 'x'), "line\n\x01", Json::array(), Json::object(), Json::array({nullptr}),
        Json::array({"a", "a"}), Json::array({Json::object()}), {{"a", nullptr}}, Json::array({1, 2})};
    return all;
}

// Every place of the first two rows of each list, changed in every strange way, taken away, and said twice.
void at_each_place(const Json& whole, const Json::json_pointer& at, const std::function<void(const Json&)>& change)
{
    const Json& here = whole[at];
    for (const Json& other : strange()) {
        Json changed = whole;
        changed[at] = other;
        change(changed);
    }
    if (here.is_object()) {
        for (const auto& field : here.items()) {
            Json fewer = whole;
            fewer[at].erase(field.key());
            change(fewer);
            if (!field.key().empty()) at_each_place(whole, at / field.key(), change);
        }
    } else if (here.is_array()) {
        for (std::size_t i = 0; i < std::min<std::size_t>(here.size(), 2); ++i) {
            Json twice = whole;
            twice[at].push_back(here[i]);
            change(twice);
            at_each_place(whole, at / i, change);
        }
    }
}

struct Counted {
    int refused = 0, taken = 0;
};

void judge(const ImportAnswer& answer, const std::string& given, Counted& counted)
{
    if (!answer) {
        ++counted.refused;
        CHECK(!answer.error().empty());
        for (const std::string& fault : answer.error()) {
            if (fault.size() < 15) FAIL_CHECK("no sentence: ", fault, " of ", given);
        }
        return;
    }
    if (counted.taken++ % 7 > 0) return;
    // The command asks the pack's own reader before it writes: it may still refuse, and never falls over.
    for (const std::string& fault : check_providers(pack(), answer->providers)) CHECK(fault.size() > 15);
}

constexpr const char* kHsds = R"({"total_pages": 1, "page_number": 1, "contents": [{
    "id": "11111111-1111-4111-8111-111111111111", "name": "Nya Rosen", "description": "Vi kommer snart.",
    "legal_status": "company", "year_incorporated": 2020, "email": "a@b.se", "website": "https://b.se/",
    "organization_identifiers": [{"identifier_scheme": "hemval", "identifier": "nya-rosen"}],
    "phones": [{"id": "1", "number": "070-1"}], "contacts": [{"id": "2", "name": "Eva", "title": "chef"}],
    "locations": [{"id": "8", "addresses": [{"address_1": "Gatan 1", "city": "Mariefred"}]}],
    "services": [{"id": "3", "name": "Housework", "status": "active", "assured_date": "2026-01-31",
        "schedules": [{"id": "4", "opens_at": "08:00"}],
        "service_areas": [{"id": "5", "name": "Mariefred"}],
        "languages": [{"id": "6", "code": "fi"}]},
        {"id": "7", "name": "Old", "status": "defunct"}]}]})";
constexpr const char* kHsdsMapping = R"({"values": {"id": {"11111111-1111-4111-8111-111111111111": "nya-rosen"},
    "kind": {"company": "private"}, "services": {"Housework": "household"}}, "ignore": ["Old"]})";
constexpr const char* kKolada = R"({"count": 2, "values": [
    {"kpi": "U21468", "ou": "V21E048601", "period": 2025, "values": [
        {"gender": "T", "value": 86.4, "count": 1, "status": "", "isdeleted": false}]},
    {"kpi": "U00002", "ou": "V21E048601", "period": 2025, "values": [
        {"gender": "T", "value": 44, "count": 1, "status": ""}]}], "next_page": null, "previous_page": null})";
constexpr const char* kUnits = R"({"count": 1, "values": [
    {"id": "V21E048601", "title": "Solgläntan", "municipality": "0486"}], "next_page": null})";
constexpr const char* kKoladaMapping = R"({"values": {"kpi": {"U21468": "overall", "U00002": "answers.overall"},
    "unit": {"Hemtjänst Norr": "silverlarkan"}, "status": {"Private": "too_few"}},
    "constants": {"year": "2025"}, "ignore": ["N00914"]})";

}  // namespace

TEST_CASE("a file of HSDS or Kolada, or its mapping, changed in any place is refused in sentences or is a pack")
{
    using Import = std::function<ImportAnswer(const std::string&)>;
    const std::pair<const char*, Import> all[] = {
        {kHsds, [](const std::string& text) { return import_hsds(pack(), {{"a.json", text}}, kHsdsMapping); }},
        {kHsdsMapping, [](const std::string& text) { return import_hsds(pack(), {{"a.json", kHsds}}, text); }},
        {kKolada,
         [](const std::string& text) {
             return import_kolada(pack(), {{"data.json", text}, {"ou.json", kUnits}}, kKoladaMapping);
         }},
        {kUnits,
         [](const std::string& text) {
             return import_kolada(pack(), {{"data.json", kKolada}, {"ou.json", text}}, kKoladaMapping);
         }},
        {kKoladaMapping,
         [](const std::string& text) {
             return import_kolada(pack(), {{"data.json", kKolada}, {"ou.json", kUnits}}, text);
         }},
    };
    for (const auto& [text, import] : all) {
        Counted counted;
        const auto whole = import(text);
        REQUIRE_MESSAGE(whole.has_value(), whole.error().front());
        at_each_place(Json::parse(text), Json::json_pointer(), [&, &read = import](const Json& changed) {
            const std::string given = changed.dump(-1, ' ', false, Json::error_handler_t::replace);
            judge(read(given), given, counted);
        });
        CHECK(counted.refused > 20);
        CHECK(counted.taken > 20);
    }
}

TEST_CASE("a table of providers changed in any cell is refused in sentences or is a pack")
{
    const auto table = export_csv(pack());
    REQUIRE(table);
    const auto rows = read_csv(*table);
    REQUIRE(rows);
    Counted counted;
    for (std::size_t column = 0; column < rows->front().cells.size(); ++column) {
        for (const char* cell : {"", "x", "ja", "no", "0", "12345678901", "2026-12-01", "a | b", "fi,sv",
                                 "sv sv", "\x7f"}) {
            std::string changed;
            for (std::size_t row = 0; row < rows->size(); ++row) {
                std::vector<std::string> cells = (*rows)[row].cells;
                if (row == 1) cells[column] = cell;
                changed += csv_line(cells);
            }
            judge(import_csv(pack(), {{"a.csv", changed}}, "{}"), changed, counted);
        }
    }
    CHECK(counted.refused > 50);
    CHECK(counted.taken > 50);
}

TEST_CASE("a share of the survey is a whole per cent, rounded, or it is told what it must be")
{
    const auto percent = [](const std::string& cell) {
        const std::string table = "provider;year;percent.overall\nsolglantan;2025;" + cell + "\n";
        const auto read =
            import_survey(pack(), {{"a.csv", table}}, R"({"constants": {"source.sv": "Undersökningen"}})");
        if (!read) return -1;
        for (const OrderedJson& one : read->providers["providers"])
            if (one["id"] == "solglantan") return one["survey"]["figures"][0]["percent"].get<int>();
        return -2;
    };
    CHECK(percent("86") == 86);
    CHECK(percent("86,4 %") == 86);
    CHECK(percent("86.5%") == 87);
    CHECK(percent("0,49") == 0);
    CHECK(percent("100,0") == 100);
    CHECK(percent("99,9") == 100);
    for (const char* wrong : {"100,1", "101", "-1", "86,", "86,x", "x", "86x", "1e1", "%"}) {
        CHECK_MESSAGE(percent(wrong) == -1, wrong);
    }
}

TEST_CASE("an import or export that cannot be read or written says which file, and leaves the pack as it was")
{
    TemporaryFolder folder;
    std::filesystem::create_directories(folder.path() + "/packs");
    std::filesystem::copy(assets() + "/municipalities/strangnas", folder.path() + "/packs/strangnas");
    const std::string before_it = *read_text(folder.path() + "/packs/strangnas/providers.json");
    ImportOptions options;
    options.kind = "csv";
    options.municipality = "strangnas";
    options.municipalities = folder.path() + "/packs";
    const auto refused = [&](const std::string& words) {
        const std::string said = said_by(folder, [&] { CHECK(import_pack(options) == 1); });
        CHECK_MESSAGE(said.find(words) != std::string::npos, said);
        CHECK(*read_text(folder.path() + "/packs/strangnas/providers.json") == before_it);
    };
    options.files = {folder.path() + "/none.csv"};
    refused("/none.csv could not be read");
    options.files = {folder.put("large.csv", "id\n")};
    std::filesystem::resize_file(options.files[0], (64U << 20U) + 1);
    refused("is larger than 64 MiB");
    options.files = {folder.put("a.csv", "id\nsolglantan\n")};
    options.mapping = folder.path() + "/none.json";
    refused("The mapping " + options.mapping + " could not be read");
    options.mapping.clear();
    options.kind = "letters";
    refused("no kind of import called letters");
    options.kind = "csv";
    options.municipality = "nowhere";
    refused("nowhere");

    ExportOptions out;
    out.kind = "csv";
    out.municipality = "strangnas";
    out.municipalities = options.municipalities;
    for (const char* path : {"/no-folder/out.csv", "/packs"}) {
        out.out = folder.path() + path;
        const std::string said = said_by(folder, [&] { CHECK(export_pack(out) == 1); });
        CHECK(said.find("could not be written to " + out.out) != std::string::npos);
    }
    out.out = "/dev/full";
    CHECK(said_by(folder, [&] { CHECK(export_pack(out) == 1); }).find("/dev/full") != std::string::npos);
    out.municipality = "nowhere";
    CHECK(said_by(folder, [&] { CHECK(export_pack(out) == 1); }).find("nowhere") != std::string::npos);
}

TEST_CASE("a unit or key figure of Kolada is known by id or name, left out when it is said to be, and else asked about")
{
    const auto data = [](const std::string& unit, const std::string& kpi, const std::string& value, int year = 2025) {
        return R"({"kpi": ")" + kpi + R"(", "ou": ")" + unit + R"(", "period": )" + std::to_string(year) +
               R"(, "values": [{"gender": "T", "value": )" + value + R"(, "status": "Private"}]})";
    };
    const auto faults = [&](const std::string& rows, const std::string& mapping, const std::string& more = "") {
        std::string all;
        const auto read = import_kolada(pack(), {{"data.json", "{\"values\": [" + rows + "]" + more + "}"},
                                                 {"ou.json", kUnits}}, mapping);
        if (!read)
            for (const std::string& fault : read.error()) all += fault + "\n";
        return all;
    };
    const std::string known = R"("values": {"kpi": {"U1": "overall", "U2": "answers.overall"},
        "status": {"Private": "too_few"}, "unit": {"V7": "solglantan"}})";
    const std::string plain = "{" + known + "}";
    CHECK(faults(data("V7", "U1", "86"), plain) == "");                // by its id in the mapping
    CHECK(faults(data("V21E048601", "U1", "86"), plain) == "");        // by its name
    CHECK(faults(data("solglantan", "U1", "86"), plain) == "");        // by the pack's id
    const std::string asked = faults(data("V9", "U1", "86") + "," + data("V9", "U1", "87", 2024), plain);
    CHECK(asked.find("the unit V9 is no provider of the pack") != std::string::npos);
    CHECK(asked.find("the unit V9", asked.find("the unit V9") + 5) == std::string::npos);  // once
    CHECK(faults(data("V9", "U1", "86"), R"({"ignore": ["V9"], )" + known + "}") == "");
    CHECK(faults(data("V9", "U1", "86"), R"({"ignore": ["*"], )" + known + "}") == "");
    CHECK(faults(data("V7", "N1", "86"), R"({"ignore": ["N1"], )" + known + "}") == "");
    CHECK(faults(data("V7", "N1", "86"), plain).find("N1") != std::string::npos);
    CHECK(faults(data("V7", "U1", "86") + "," + data("V7", "U1", "null"), plain).find("is the second value") !=
          std::string::npos);
    CHECK(faults(data("V7", "U1", "null") + "," + data("V7", "U1", "86"), plain).find("is the second value") !=
          std::string::npos);
    CHECK(faults(data("V7", "U2", "44") + "," + data("V7", "U2", "45"), plain).find("is the second value") !=
          std::string::npos);
    CHECK(faults(data("V7", "U1", "86"), plain, R"(, "previous_url": "https://api/1")") == "");  // the last page
    CHECK(faults(data("V7", "U1", "86"), plain, R"(, "next_page": "https://api/2")").find("https://api/2") !=
          std::string::npos);
}

TEST_CASE("a figure of the survey is a share, or positive answers of all, of one year and once for each question")
{
    const auto faults = [&](const std::string& table) {
        std::string all;
        const auto read =
            import_survey(pack(), {{"a.csv", table}}, R"({"constants": {"source.sv": "Undersökningen"}})");
        if (!read)
            for (const std::string& fault : read.error()) all += fault + "\n";
        return all;
    };
    const std::string wide = "provider;year;positive.overall;percent.overall;answers.overall\n";
    CHECK(faults(wide + "solglantan;2025;40;;44\n") == "");
    CHECK(faults(wide + "solglantan;2025;;91;44\n") == "");
    CHECK(faults(wide + "solglantan;2025;too_few;;\n") == "");
    CHECK(faults(wide + "solglantan;2025;;too_few;\n") == "");
    CHECK(faults(wide + "solglantan;2025;40;91;44\n").find("both a number and a share") != std::string::npos);
    CHECK(faults(wide + "solglantan;2025;40;;\n").find("how many answered at all") != std::string::npos);
    CHECK(faults(wide + "solglantan;2025;45;;44\n").find("more positive answers (45) than answers (44)") !=
          std::string::npos);
    CHECK(faults(wide + "solglantan;soon;40;;44\n").find("\"soon\" is not a year") != std::string::npos);
    CHECK(faults(wide + "solglantan;2025;many;;44\n").find("is not a whole number") != std::string::npos);
    CHECK(faults(wide + ";2025;40;;44\n").find("is missing: say which provider") != std::string::npos);
    CHECK(faults(wide + ";2025;;;\n").find("is missing: say which provider") != std::string::npos);
    CHECK(faults(wide + "nobody;2025;40;;44\n").find("is no provider of the pack") != std::string::npos);
    CHECK(faults(wide + "solglantan;2025;40;;44\nsolglantan;2024;;80;\n").find("import one year at a time") !=
          std::string::npos);
    CHECK(faults(wide + "solglantan;2025;40;;44\nsolglantan;2025;;80;\n").find("is the second figure of solglantan") !=
          std::string::npos);
    CHECK(faults("provider;year;question;percent\nsolglantan;2025;overall;80\n") == "");
    CHECK(faults("provider;year;question;percent\nsolglantan;2025;weather;80\n").find("survey_questions") !=
          std::string::npos);
    CHECK(faults("provider;year\nsolglantan;2025\n") == "");  // and nothing is changed
    CHECK(faults("provider;provider;year\n") != "");
    CHECK(faults("provider;year;percent.overall\n") != "");
    CHECK(faults("") != "");
    CHECK(!import_survey(pack(), {{"a.csv", wide}}, "[]"));
    CHECK(!import_survey(pack(), {{"a.csv", wide}}, R"({"columns": {"x": "unheard.of"}})"));
}

TEST_CASE("yes and no, days and ceilings are read as people write them, and anything else is told what it must be")
{
    const auto given = [&](const std::string& field, const std::string& value) -> OrderedJson {
        const auto read = import_csv(pack(), {{"a.csv", "id;" + field + "\nsolglantan;" + value + "\n"}}, "{}");
        if (!read) return "refused";
        for (const OrderedJson& one : read->providers["providers"])
            if (one["id"] == "solglantan") return one.value(field, OrderedJson());
        return "gone";
    };
    for (const char* yes : {"yes", "Ja", "TRUE", "ja"}) CHECK_MESSAGE(given("warned", yes) == true, yes);
    for (const char* no : {"no", "Nej", "false"}) CHECK_MESSAGE(given("warned", no) == false, no);
    CHECK(given("warned", "perhaps") == "refused");
    CHECK(given("monthly_hours_ceiling", "1200") == 1200);
    CHECK(given("joined", "2026-01-31") == "2026-01-31");
    for (const char* wrong : {"-1", "1e3", "12 h", "1234567890123"})
        CHECK_MESSAGE(given("monthly_hours_ceiling", wrong) == "refused", wrong);
    CHECK(given("joined", "31/1") == "refused");
    CHECK(given("capacity", "") == nullptr);
    CHECK(given("languages", "fi, sv") == OrderedJson({"fi", "sv"}));
}
