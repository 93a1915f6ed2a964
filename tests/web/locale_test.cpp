#include "core/eligibility.h"
#include "core/fee.h"
#include "core/problem.h"
#include "core/rotation.h"
#include "core/client_case.h"
#include "web/app/locale.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

using namespace hemval;

namespace {

std::map<std::string, std::string> locale_files()
{
    std::map<std::string, std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(
             std::filesystem::path(HEMVAL_SOURCE_DIR) / "assets/locales")) {
        if (entry.path().extension() != ".json") continue;
        std::stringstream text;
        text << std::ifstream(entry.path()).rdbuf();
        files[entry.path().stem().string()] = text.str();
    }
    return files;
}

Locale locale(const std::string& tag)
{
    auto read = Locale::read(tag, locale_files()[tag]);
    REQUIRE(read);
    return *read;
}

// {name} in a text, so that a translation can neither lose nor invent one.
std::set<std::string> holes(const std::string& text)
{
    std::set<std::string> found;
    for (std::size_t at = text.find('{'); at != std::string::npos; at = text.find('{', at + 1))
        found.insert(text.substr(at, text.find('}', at) - at));
    return found;
}

}  // namespace

TEST_CASE("every language has the same keys with the same holes, and no empty text")
{
    const auto files = locale_files();
    const auto swedish = nlohmann::json::parse(files.at("sv"));
    for (const char* tag : {"sv", "sv-simple", "en", "fi", "ar"}) REQUIRE(files.count(tag) == 1);
    for (const auto& file : files) {
        const auto& tag = file.first;
        const auto json = nlohmann::json::parse(file.second);
        CHECK(json.size() == swedish.size());
        for (const auto& item : swedish.items()) {
            const auto& key = item.key();
            const auto& value = item.value();
            CAPTURE(tag);
            CAPTURE(key);
            REQUIRE(json.contains(key));
            CHECK(holes(json[key].get<std::string>()) == holes(value.get<std::string>()));
            CHECK(!json[key].get<std::string>().empty());
        }
    }
}

TEST_CASE("every value of every enum a person can meet has a text in every language")
{
    for (const auto& file : locale_files()) {
        const auto& tag = file.first;
        const Locale t = locale(tag);
        const auto has = [&](const std::string& key) {
            CAPTURE(tag);
            CAPTURE(key);
            CHECK(t.has(key));
        };
        for (const Problem one : kAllProblems) has(std::string("problem.") + name_of(one));
        for (const FeeError one : kAllFeeErrors) has(std::string("fee.error.") + name_of(one));
        for (const FeeStepKind one : kAllFeeSteps) has(std::string("fee.step.") + name_of(one));
        for (const SkipReason one : kAllSkipReasons) has(std::string("skip.") + name_of(one));
        for (const AssignmentBasis one : kAllAssignmentBases)
            has(std::string("basis.") + name_of(one));
        for (const Ineligible one : kAllIneligible) has(std::string("ineligible.") + name_of(one));
    }
}

TEST_CASE("amounts, days and lists are written as each language writes them")
{
    const Locale sv = locale("sv");
    const Locale en = locale("en");
    CHECK(sv.money(Ore::kronor(2660)) == "2 660 kr");
    CHECK(sv.money(Ore{166'950}) == "1 670 kr");
    CHECK(sv.number(1234567) == "1 234 567");
    CHECK(sv.number(999) == "999");
    CHECK(en.money(Ore::kronor(2660)) == "SEK 2,660");
    CHECK(sv.decimal(8.46, 1) == "8,5");
    CHECK(sv.decimal(8.05, 2) == "8,05");
    const Day day{std::chrono::year{2026}, std::chrono::month{11}, std::chrono::day{30}};
    CHECK(sv.day(day) == "30 november 2026");
    CHECK(sv.weekday(day) == "måndag");
    CHECK(sv.join({}) == "");
    CHECK(sv.join({"a"}) == "a");
    CHECK(sv.join({"a", "b", "c"}) == "a, b och c");
}

TEST_CASE("each language names itself, and says which way it is written")
{
    CHECK(locale("sv-simple")("language.name") == "Lättläst svenska");
    CHECK(locale("fi")("language.name") == "Suomi");
    CHECK(locale("ar")("language.name") == "العربية");
    for (const auto& [tag, text] : locale_files())
        CHECK(locale(tag).right_to_left() == (tag == "ar"));
    const Day day{std::chrono::year{2026}, std::chrono::month{11}, std::chrono::day{30}};
    CHECK(locale("fi").day(day) == "30. marraskuuta 2026");
    CHECK(locale("fi").money(Ore::kronor(2660)) == "2 660 kruunua");
}

TEST_CASE("a value in a right-to-left sentence is set apart, and a text keeps its own letters")
{
    const Locale ar = locale("ar");
    CHECK(ar("choose.button", {{"name", "Solgläntan"}}) == "اختر \u2068Solgläntan\u2069");
    CHECK(ar.join({"Tumba", "Alby"}) == "\u2068Tumba\u2069 و\u2068Alby\u2069");
    CHECK(ar.apart("08-465 004 00") == "\u206808-465 004 00\u2069");
    CHECK(ar.apart("") == "");
    CHECK(locale("sv").apart("08-465 004 00") == "08-465 004 00");
    for (const auto& file : locale_files()) {
        const auto& tag = file.first;
        CAPTURE(tag);
        CHECK(file.second.find("\u2068") == std::string::npos);  // the program does it, never the translator
    }
}

TEST_CASE("a missing key is visible, and a value may itself contain braces")
{
    const Locale sv = locale("sv");
    CHECK(sv("no.such.key") == "[no.such.key]");
    CHECK(sv("choose.button", {{"name", "{name}"}}) == "Välj {name}");
    CHECK_FALSE(Locale::read("sv", "[]"));
    CHECK_FALSE(Locale::read("sv", R"({"a": 1})"));
    CHECK_FALSE(Locale::read("sv", "not json"));
}
