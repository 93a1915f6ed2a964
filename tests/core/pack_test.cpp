#include "core/pack.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <sstream>

using namespace hemval;
using Json = nlohmann::json;

namespace {

using Files = std::map<std::string, std::string>;
namespace fs = std::filesystem;

constexpr const char* kPacks[] = {"strangnas", "huddinge", "botkyrka"};
constexpr const char* kFiles[] = {"municipality.json", "providers.json", "questions.json"};

Files files_in(const fs::path& folder)
{
    Files files;
    for (const auto& entry : fs::directory_iterator(folder)) {
        std::ifstream file(entry.path(), std::ios::binary);
        files[entry.path().filename().string()] = {std::istreambuf_iterator<char>(file), {}};
    }
    return files;
}

Files pack_files(const std::string& id)
{
    return files_in(fs::path(HEMVAL_SOURCE_DIR) / "assets/municipalities" / id);
}

Municipality pack(const std::string& id)
{
    auto read = read_pack(MunicipalityId(id), pack_files(id));
    if (!read) FAIL(sentence(MunicipalityId(id), read.error()));
    return *read;
}

// The fault of a pack, one of whose files has another text; an empty one when it is read all the same.
PackError fault(const std::string& id, Files files, const std::string& file, std::string text)
{
    files[file] = std::move(text);
    const auto read = read_pack(MunicipalityId(id), files);
    return read ? PackError{} : read.error();
}

Json without_examples(const Json& json)
{
    Json copy = json;
    if (copy.is_object()) copy.erase("example");
    if (copy.is_structured())
        for (Json& member : copy) member = without_examples(member);
    return copy;
}

void walk(const Json& json, const std::string& pointer, const std::function<void(const std::string&)>& visit)
{
    visit(pointer);
    if (json.is_object())
        for (const auto& [name, member] : json.items()) walk(member, pointer + '/' + name, visit);
    if (json.is_array())
        for (std::size_t i = 0; i < json.size(); ++i)
            walk(json[i], pointer + '/' + std::to_string(i), visit);
}

std::string parent_of(const std::string& pointer) { return pointer.substr(0, pointer.rfind('/')); }
std::string name_of_last(const std::string& pointer) { return pointer.substr(pointer.rfind('/') + 1); }
Json& at(Json& json, const std::string& pointer) { return json[Json::json_pointer(pointer)]; }

bool matches(const std::string& pattern, const std::string& path)
{
    std::istringstream wanted(pattern), found(path);
    std::string one, other;
    for (;;) {
        const bool more = static_cast<bool>(std::getline(wanted, one, '/'));
        if (more != static_cast<bool>(std::getline(found, other, '/'))) return false;
        if (!more) return true;
        if (one != "*" && one != other) return false;
    }
}

struct Agreement {
    Json json = Json::parse(files_in(fs::path(HEMVAL_SOURCE_DIR) / "tests/packs")["agreement.json"]);

    bool lists(const char* list, const std::string& path) const
    {
        for (const Json& pattern : json[list])
            if (matches(pattern.get<std::string>(), path)) return true;
        return false;
    }
};

// The same for all members of a list, and for names that are numbers: "/providers/2/name" gives "/providers/*/name".
std::string kind_of_place(const std::string& pointer)
{
    std::istringstream names(pointer);
    names.ignore();  // the first /
    std::string kind;
    for (std::string name; std::getline(names, name, '/');)
        kind += '/' + (name.find_first_not_of("0123456789") == std::string::npos ? "*" : name);
    return kind;
}

// Calls with each pack's files, without flags (which name their neighbours), and two places of each kind in them;
// with HEMVAL_LONG=1 every place.
void every_place(const std::function<void(const std::string& id, const Files& files,
                                          const std::string& file, const Json& json,
                                          const std::string& pointer)>& check)
{
    const bool all = std::getenv("HEMVAL_LONG");
    std::size_t places = 0;
    for (const char* id : kPacks) {
        std::size_t tried = 0;
        std::map<std::string, int> met;
        Files files = pack_files(id);
        std::map<std::string, Json> parsed;
        for (auto& [name, text] : files) {
            parsed[name] = without_examples(Json::parse(text));
            text = parsed[name].dump();
        }
        for (const auto& one : parsed) {
            const std::string& file = one.first;
            const Json& json = one.second;
            walk(json, "", [&](const std::string& pointer) {
                ++places;
                if (++met[file + kind_of_place(pointer)] > 2 && !all) return;
                ++tried;
                check(id, files, file, json, pointer);
            });
        }
        CHECK(tried > 250);
    }
    CHECK(places > 1000);
}

int type_of(const Json& json) { return json.is_number() ? 100 : static_cast<int>(json.type()); }

}  // namespace

TEST_CASE("the three packs are read")
{
    for (const char* id : kPacks) {
        CAPTURE(id);
        const Municipality municipality = pack(id);
        CHECK(municipality.id == MunicipalityId(id));
        CHECK(municipality.providers.size() == 5);
        CHECK(municipality.tariff.year == 2026);
        CHECK(municipality.questions.size() >= 6);
        CHECK(municipality.demands.size() >= 3);
        CHECK_FALSE(municipality.demands_link.empty());
        CHECK(fee_cap(municipality.tariff) == Ore::kronor(2660));
    }
}

TEST_CASE("Strängnäs: strict rotation among five equal ones, 7 to 14 days, care plan in two weeks")
{
    const Municipality town = pack("strangnas");
    CHECK(town.name == "Strängnäs kommun");
    CHECK(town.contact.phone == "0152-291 00");
    CHECK(town.rotation.method == RotationMethod::StrictTurn);
    CHECK_FALSE(town.rotation.per_area);
    CHECK(town.rotation.ceiling == CeilingRule::None);
    const auto* change = std::get_if<WindowLead>(&town.schedule.change);
    REQUIRE(change);
    CHECK(change->from_days == 7);
    CHECK(change->to_days == 14);
    CHECK(town.care_plan_days == 14);
    CHECK(town.practice == CarePractice{std::nullopt, true, std::nullopt});
    CHECK(town.find_provider(ProviderId("silverlarkan"))->offers ==
          std::set<std::string>{"cooking", "reachable", "told_of_changes"});
    CHECK_FALSE(town.external_share_target);
    CHECK(town.find_provider(ProviderId("solglantan"))->name == "Solgläntan");
    for (const Provider& provider : town.providers) {
        CAPTURE(provider.name);
        CHECK(provider.areas.size() == town.areas.size());
        CHECK(provider.services.size() == town.services.size());
        CHECK_FALSE(provider.capacity);
        CHECK_FALSE(provider.warned);
        CHECK_FALSE(provider.closing);
        CHECK_FALSE(provider.joined);
    }
    CHECK(town.is_example("/municipality.json/tariff"));
    CHECK_FALSE(town.is_example("/municipality.json/schedule/change"));
    CHECK_FALSE(town.is_example("/municipality.json/contact/phone"));
    CHECK(town.is_example("/municipality.json/contact/hours"));
}

TEST_CASE("Huddinge: a list for each area, and what stays municipal")
{
    const Municipality town = pack("huddinge");
    CHECK(town.contact.phone == "08-535 300 00");
    CHECK(town.rotation.per_area);
    CHECK(town.compensation.model == CompensationModel::PerformedTime);
    CHECK(town.is_example("/municipality.json/rotation"));
    CHECK(town.is_example("/municipality.json/schedule"));
    CHECK(town.is_example("/municipality.json/tariff"));
    std::set<std::string> municipal;
    for (const Service& service : town.services)
        if (!service.chosen) municipal.insert(service.id.value);
    CHECK(municipal == std::set<std::string>{"alarm", "night", "safe_homecoming"});
    for (const Area& area : town.areas) {
        int choices = 0;
        for (const Provider& provider : town.providers) choices += provider.areas.count(area.id) > 0;
        CHECK_MESSAGE(choices >= 3, area.name);
    }
}

TEST_CASE("Botkyrka: greatest free capacity, five working days, the level tariff, one non-profit")
{
    const Municipality town = pack("botkyrka");
    CHECK(town.rotation.method == RotationMethod::GreatestFreeCapacity);
    CHECK(std::get_if<WorkingDayLead>(&town.schedule.change)->working_days == 5);
    CHECK(town.compensation.model == CompensationModel::GrantedTime);
    CHECK(town.care_plan_days == 30);
    CHECK(town.external_share_target == 50);
    const std::pair<int, int> amounts[] = {{0, 345},   {2, 345},   {3, 740},   {8, 740},
                                           {9, 1381},  {20, 1381}, {21, 1677}, {30, 1677},
                                           {31, 1973}, {49, 1973}, {50, 2660}, {200, 2660}};
    for (const auto& [hours, kronor] : amounts)
        CHECK(tariff_amount(town.tariff, hours) == Ore::kronor(kronor));
    std::map<ProviderKind, int> kinds;
    for (const Provider& provider : town.providers) {
        ++kinds[provider.kind];
        CHECK(provider.areas.size() == town.areas.size());
        CHECK(provider.capacity);
        CHECK(provider.clients);
    }
    CHECK(kinds[ProviderKind::Municipal] == 1);
    CHECK(kinds[ProviderKind::Private] == 3);
    CHECK(kinds[ProviderKind::NonProfit] == 1);
}

TEST_CASE("every text of the packs is in Swedish and English")
{
    for (const char* id : kPacks)
        for (const auto& [file, text] : pack_files(id)) {
            const Json json = Json::parse(text);
            walk(json, "", [&, name = file](const std::string& pointer) {
                const Json& value = json[Json::json_pointer(pointer)];
                if (!value.is_object() || !value.contains("sv")) return;
                CHECK_MESSAGE(value.contains("en"), id << '/' << name << pointer);
            });
        }
}

TEST_CASE("every provider is flagged as invented, and none is presented at greater length")
{
    for (const char* id : kPacks) {
        bool few = false, unstated = false;
        const Municipality town = pack(id);
        for (const Provider& provider : town.providers) {
            CAPTURE(provider.name);
            CHECK(provider.example);
            std::istringstream text(provider.about.in("sv"));
            const auto words = std::distance(std::istream_iterator<std::string>(text), {});
            CHECK(words >= 40);
            CHECK(words <= 60);
            CHECK((provider.kind != ProviderKind::Municipal || provider.add_on_services.empty()));
            for (const SurveyFact& fact : provider.survey) few = few || fact.answers < kTooFewAnswers;
            unstated = unstated || !provider.continuity;
        }
        CHECK_MESSAGE(few, id);       // the screens' "too few answers" is seen in every pack
        CHECK_MESSAGE((unstated || std::string(id) == "huddinge"), id);  // and "not stated"
    }
}

TEST_CASE("another municipality is another folder")
{
    const fs::path folder = fs::temp_directory_path() / "hemval-pack-test" / "provby";
    fs::create_directories(folder);
    const auto write = [&](const char* name, const char* text) { std::ofstream(folder / name) << text; };
    write("municipality.json", R"({
        "name": "Provby kommun", "languages": ["sv"],
        "minority_languages": [
            {"language": "se", "administrative_area": true, "notice": "Sámegiella."},
            {"language": "fi", "administrative_area": false, "notice": "Suomeksi."},
            {"language": "fit", "administrative_area": false, "notice": "Meänkielelä."}],
        "areas": [{"id": "hela", "name": "Hela Provby"}],
        "services": [{"id": "care", "name": {"sv": "Omvårdnad"}, "open_to_choice": true}],
        "schedule": {"first_choice": {"rule": "working_days", "working_days": 2},
                     "change": {"rule": "monthly", "cutoff_day": 20, "months_after": 2}},
        "rotation": {"id": "month", "version": 3, "method": "provider_of_the_month", "per_area": true,
            "list_order": "alphabetical", "ceiling": "monthly_hours", "full_turn": "keeps",
            "newcomer": "enters_next_year", "excludes_warned": true, "keeps_former_provider": true,
            "serve_order": "decision_date", "all_full": "interim_provider",
            "interim_provider": "anden", "legal_basis": "LOV 9:2"},
        "tariff": {"year": 2025, "kronor_per_hour": 400},
        "compensation": {"model": "block",
            "performed_time": {"kronor_per_hour": 500, "rounded_to_minutes": 15, "at_most_granted": true,
                               "late_cancellation_percent": 25},
            "granted_time": {"kronor_per_hour": 450, "deducted": ["never_delivered", "cancelled_late"]},
            "block": {"levels": [{"up_to_hours": 3, "kronor_per_week": 1000}, {"kronor_per_week": 2500}]}},
        "care_plan_days": 21,
        "demands": [{"id": "keys", "name": {"sv": "Nycklar"}, "text": {"sv": "Låses in."}}],
        "contact": {"phone": "0123-45 67", "hours": {"sv": "Alltid."}, "paper": {"sv": "Skriv."},
            "coordinator": {"sv": "Någon."}, "complaints": {"sv": "Ring."}}})");
    write("providers.json", R"({"survey_questions": [], "providers": [{
        "id": "anden", "name": "Anden", "kind": "private", "about": {"sv": "Vi simmar."},
        "leader": "A. Nka", "leader_title": {"sv": "chef"}, "areas": ["hela"], "services": ["care"],
        "monthly_hours_ceiling": 300, "joined": "2026-02-28", "warned": true,
        "closing": {"day": "2027-01-31", "reason": {"sv": "Flyttar söderut."}},
        "contact": {"phone": "1"}}]})");
    write("questions.json", R"({"questions": [
        {"id": "a", "question": {"sv": "Varför?"}, "answer": {"sv": "Därför."}}]})");
    const auto read = read_pack(MunicipalityId("provby"), files_in(folder));
    fs::remove_all(folder.parent_path());
    if (!read) FAIL(sentence(MunicipalityId("provby"), read.error()));
    CHECK(read->name == "Provby kommun");
    RotationPolicy expected;
    expected.id = "month";
    expected.version = 3;
    expected.method = RotationMethod::ProviderOfTheMonth;
    expected.per_area = true;
    expected.list_order = ListOrder::Alphabetical;
    expected.ceiling = CeilingRule::MonthlyHours;
    expected.full_turn = FullTurn::Keeps;
    expected.newcomer = NewcomerRule::EntersNextYear;
    expected.excludes_warned = true;
    expected.keeps_former_provider = true;
    expected.serve_order = ServeOrder::DecisionDate;
    expected.all_full = AllFull::InterimProvider;
    expected.interim = ProviderId("anden");
    expected.legal_basis = "LOV 9:2";
    CHECK(read->rotation == expected);
    CHECK(std::get_if<MonthlyLead>(&read->schedule.change)->cutoff_day == 20);
    const CompensationRules& pay = read->compensation;
    CHECK(pay.model == CompensationModel::Block);
    CHECK(pay.performed.per_hour == Ore::kronor(500));
    CHECK(pay.performed.rounded_to_minutes == 15);
    CHECK(pay.performed.at_most_granted);
    CHECK(pay.performed.late_cancellation_percent == 25);
    CHECK(pay.granted.per_hour == Ore::kronor(450));
    CHECK(pay.granted.deducted == std::vector{VisitOutcome::NeverDelivered, VisitOutcome::CancelledLate});
    REQUIRE(pay.block.levels.size() == 2);
    CHECK(pay.block.levels[0].up_to_hours == 3);
    CHECK(pay.block.levels[0].per_week == Ore::kronor(1000));
    CHECK_FALSE(pay.block.levels[1].up_to_hours);
    CHECK(pay.block.levels[1].per_week == Ore::kronor(2500));
    const Provider& provider = read->providers[0];
    CHECK(provider.warned);
    CHECK(to_iso(*provider.closing) == "2027-01-31");
    CHECK(provider.closing_reason.in("sv") == "Flyttar söderut.");
    CHECK(provider.monthly_hours_ceiling == 300);
    CHECK_FALSE(provider.example);
    CHECK(read->example_fields.empty());
}

TEST_CASE("a value of another type is named at its place, whatever kind of value it is")
{
    const Json samples[] = {nullptr, true, 7, "x", Json::array(), Json::object()};
    every_place([&](const std::string& id, const Files& files, const std::string& file,
                    const Json& json, const std::string& pointer) {
        Json broken = json;
        const Json kept = at(broken, pointer);
        for (const Json& sample : samples) {
            if (type_of(kept) == type_of(sample)) continue;
            at(broken, pointer) = sample;
            const PackError error = fault(id, files, file, broken.dump());
            if (error.file == file && error.pointer == pointer && !error.expected.empty()) continue;
            FAIL_CHECK(id << '/' << file << pointer << " = " << sample.dump() << ": "
                          << sentence(MunicipalityId(id), error));
        }
    });
}

TEST_CASE("a value left out is named at its place, unless it may be left out")
{
    const Agreement agreement;
    every_place([&](const std::string& id, const Files& files, const std::string& file,
                    const Json& json, const std::string& pointer) {
        if (pointer.empty()) return;
        Json broken = json;
        Json& parent = at(broken, parent_of(pointer));
        const std::string name = name_of_last(pointer);
        const bool element = parent.is_array();
        if (element) parent.erase(static_cast<std::size_t>(std::stoul(name)));
        else parent.erase(name);
        const PackError error = fault(id, files, file, broken.dump());
        const std::string path = file + pointer;
        const bool whole_list = element && agreement.lists("may_be_left_out", parent_of(path));
        bool right = error.file == file && error.pointer == pointer;
        if (name == "en" || whole_list || agreement.lists("may_be_left_out", path))
            right = error.file.empty();
        else if (agreement.lists("noticed_at_the_object", path))
            right = error.file == file && error.pointer == parent_of(pointer);
        else if (name == "clients")  // only where the rule counts places
            right = right || (error.file.empty() && std::string(id) == "strangnas");
        else if (element)  // a shorter list is as good a list, or what pointed into it is named
            right = error.file.empty() || !error.pointer.empty();
        if (!right) FAIL_CHECK(id << '/' << path << ": " << sentence(MunicipalityId(id), error));
    });
}

TEST_CASE("a misspelt name is named, never passed over in silence")
{
    every_place([&](const std::string& id, const Files& files, const std::string& file,
                    const Json& json, const std::string& pointer) {
        Json broken = json;
        if (pointer.empty() || !at(broken, parent_of(pointer)).is_object()) return;
        Json& parent = at(broken, parent_of(pointer));
        const std::string name = name_of_last(pointer);
        parent[name + "_x"] = parent[name];
        parent.erase(name);
        const PackError error = fault(id, files, file, broken.dump());
        const bool tariff = error.pointer == "/tariff";
        if (error.file == file &&
            (error.pointer == pointer || error.pointer == pointer + "_x" || tariff))
            return;
        FAIL_CHECK(id << '/' << file << pointer << ": " << sentence(MunicipalityId(id), error));
    });
}

TEST_CASE("what an editor may get wrong is named at its place")
{
    const Agreement agreement;
    CHECK(agreement.json["broken"].size() > 50);
    for (const Json& one : agreement.json["broken"]) {
        const std::string id = one["pack"].get<std::string>();
        const std::string file = one["file"].get<std::string>();
        const std::string pointer = one["at"].get<std::string>();
        const Files files = pack_files(id);
        Json broken = Json::parse(files.at(file));
        at(broken, pointer) = one["value"];
        const PackError error = fault(id, files, file, broken.dump());
        CAPTURE(one["what"].get<std::string>());
        CAPTURE(sentence(MunicipalityId(id), error));
        CHECK(error.file == one.value("found_in", file));
        CHECK(error.pointer == one.value("found_at", pointer));
    }
}

TEST_CASE("a text, an id, a language, an address and an e-mail are each of their own form")
{
    const Files files = pack_files("strangnas");
    const auto with = [&](const std::string& pointer, const std::string& value) {
        Json pack = Json::parse(files.at("providers.json"));
        at(pack, pointer) = value;
        return fault("strangnas", files, "providers.json", pack.dump()).pointer;
    };
    const auto each = [&](const std::string& pointer, const std::vector<const char*>& good,
                          const std::vector<const char*>& bad) {
        for (const char* value : good) CHECK_MESSAGE(with(pointer, value) == "", value);
        for (const char* value : bad) CHECK_MESSAGE(with(pointer, value) == pointer, value);
    };
    each("/providers/0/name", {"Vård och hjälp"}, {"", " A", "A ", "\tA", "A\n", "\rA"});
    each("/providers/0/languages/0", {"no", "sma", "sr-Latn", "zh-Hant-TW", "de-1996"},
         {"f", "finska", "FI", "fi_FI", "fi-", "fi--FI", "fi-abcdefghi", "fi-F!", "12"});
    each("/providers/0/contact/web", {"https://exempel.se/a?b=c"},
         {"http://exempel.se/", "https://", "https://a b", "https://a\x7f", "https://\xC3\xA5.se", "exempel.se"});
    each("/providers/0/contact/email", {"a@exempel.se"},
         {"@exempel.se", "a@", "a.exempel.se", "a@b@c", "a b@c.se", "\xC3\xA5@exempel.se", ""});
    each("/providers/0/id", {}, {"", "1a", "Abc", "a--b", "a-", "a_", "a-_b", "a.b", "a/b"});
}

TEST_CASE("a name twice in one object is a fault, also where both say the same")
{
    Files files = pack_files("strangnas");
    std::string text = files["providers.json"];
    const std::string once = "\"kind\": \"municipal\",";
    text.insert(text.find(once), once);
    const PackError error = fault("strangnas", files, "providers.json", text);
    CHECK(error.pointer == "/providers/2/kind");
    CHECK(error.expected == "this name once in the object (it is there twice)");
}

TEST_CASE("a file that is missing, unknown, too large or no JSON is named")
{
    const Files files = pack_files("strangnas");
    for (const char* name : kFiles) {
        Files fewer = files;
        fewer.erase(name);
        const auto read = read_pack(MunicipalityId("strangnas"), fewer);
        REQUIRE_FALSE(read);
        CHECK(read.error().file == name);
        CHECK(read.error().pointer.empty());
    }
    CHECK(fault("strangnas", files, "question.json", "{}").file == "question.json");
    CHECK(fault("strangnas", files, "questions.json", "").expected ==
          "JSON in UTF-8 (line 1, column 1 is not)");
    CHECK(fault("strangnas", files, "questions.json", "{\n  \"questions\": [},\n").expected ==
          "JSON in UTF-8 (line 2, column 17 is not)");
    CHECK(fault("strangnas", files, "questions.json", "{\"questions\": \"\xff\"}").file ==
          "questions.json");
    CHECK(fault("strangnas", files, "questions.json", "1e999").file == "questions.json");
    CHECK(fault("strangnas", files, "questions.json", std::string(2'000'000, ' ')).expected ==
          "a file of at most 1 000 000 bytes");
    CHECK(fault("strangnas", files, "questions.json", std::string(900'000, '[')).expected ==
          "at most 16 levels of nesting");
    for (const char* id : {"", "Strängnäs", "a b", "../strangnas"})
        CHECK_FALSE(read_pack(MunicipalityId(id), files));
}

TEST_CASE("a first page is read without the rules that decide; for anything else a pack has all of them")
{
    const MunicipalityId id("strangnas");
    Files files = pack_files(id.value);
    Json municipality = Json::parse(files["municipality.json"]), providers = Json::parse(files["providers.json"]);
    // What is not a first page's is not known there.
    for (const char* name : {"schedule", "rotation", "compensation", "care_plan_days", "demands", "demands_link",
                             "practice", "external_share_target", "signing_key", "example"})
        municipality.erase(name);
    for (const char* name : {"hours", "coordinator", "complaints", "example"}) municipality["contact"].erase(name);
    for (Json& one : providers["providers"])
        for (const char* name : {"about", "leader", "leader_title", "contact", "specialisations", "offers",
                                 "add_on_services", "founded", "joined", "warned", "example"})
            one.erase(name);
    files = {{"municipality.json", municipality.dump()}, {"providers.json", providers.dump()}};
    const auto first = read_pack(id, files, PackExtent::FirstPage);
    INFO((first ? "" : sentence(id, first.error())));
    REQUIRE(first);
    CHECK(first->providers.size() == pack(id.value).providers.size());
    CHECK(first->providers.front().capacity == pack(id.value).providers.front().capacity);
    CHECK_FALSE(read_pack(id, files));
    providers["providers"][0].erase("name");
    files["providers.json"] = providers.dump();
    CHECK_FALSE(read_pack(id, files, PackExtent::FirstPage));
}

TEST_CASE("a text cut off anywhere is a fault and never half a pack")
{
    const Files files = pack_files("botkyrka");
    for (const char* name : kFiles) {
        const std::string& text = files.at(name);
        for (std::size_t length = 0; length + 2 < text.size(); length += 37)
            CHECK(fault("botkyrka", files, name, text.substr(0, length)).file == name);
    }
}

TEST_CASE("the sentence says which pack, which file, where and what was expected")
{
    const Files files = pack_files("strangnas");
    Json json = Json::parse(files.at("providers.json"));
    at(json, "/providers/2/founded") = "1999";
    CHECK(sentence(MunicipalityId("strangnas"),
                   fault("strangnas", files, "providers.json", json.dump())) ==
          "strangnas/providers.json at /providers/2/founded: expected a whole number from 1800 to 2100 "
          "(found \"1999\").");
    json = Json::parse(files.at("providers.json"));
    json["providers"][2].erase("leader");
    json["providers"][2]["laeder"] = "X";
    CHECK(sentence(MunicipalityId("strangnas"),
                   fault("strangnas", files, "providers.json", json.dump())) ==
          "strangnas/providers.json at /providers/2/leader: expected a text without spaces at its ends "
          "(there is nothing).");
    CHECK(sentence(MunicipalityId("strangnas"), PackError{"questions.json", "", "JSON"}) ==
          "strangnas/questions.json: expected JSON.");
}
