#include "core/neutrality.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <string>

using namespace hemval;

namespace {

// The part of `text` that the only finding is about.
std::string marked(const std::string& text, const char* language)
{
    const auto found = neutrality(text, language);
    return found.size() == 1 ? text.substr(found[0].at, found[0].length) : std::string();
}

struct Score {
    int told = 0, missed = 0, false_alarms = 0;
    double precision() const { return double(told) / (told + false_alarms); }
    double recall() const { return double(told) / (told + missed); }
};

// The sentences were written and labelled before the rules; the rules were tuned on "tune" alone.
Score score(const std::string& use)
{
    std::ifstream file(HEMVAL_SOURCE_DIR "/tests/core/neutrality_sentences.json");
    Score score;
    for (const auto& one : nlohmann::json::parse(file)) {
        if (one["use"] != use) continue;
        const bool slip = one["slip"].get<bool>();
        const bool told = !neutrality(one["text"].get<std::string>(), "sv").empty();
        score.told += told && slip ? 1 : 0;
        score.missed += !told && slip ? 1 : 0;
        score.false_alarms += told && !slip ? 1 : 0;
    }
    return score;
}

}  // namespace

TEST_CASE("of a hundred labelled sentences the lint finds the claims and lets the facts be")
{
    const Score tuned = score("tune");
    const Score held_out = score("held_out");
    MESSAGE("tuned on: precision ", tuned.precision(), ", recall ", tuned.recall(),
            "; held out: precision ", held_out.precision(), ", recall ", held_out.recall());
    CHECK(tuned.told + tuned.missed == 30);
    CHECK(held_out.told + held_out.missed == 20);
    CHECK(tuned.precision() >= 0.97);
    CHECK(tuned.recall() >= 0.97);
    CHECK(held_out.precision() >= 0.95);
    CHECK(held_out.recall() >= 0.85);
}

TEST_CASE("what is found is pointed out, in bytes, whatever letters there are")
{
    CHECK(marked("Åsa säger: vi är BÄST här.", "sv") == "BÄST");
    CHECK(marked("Hos oss får du lägsta priset på städning.", "sv") == "lägsta priset");
    CHECK(marked("We are the best.", "en") == "best");
    CHECK(marked("Our world-class team comes to you.", "en") == "world-class");
    CHECK(neutrality("Vi är bäst, och det är gratis.", "sv").size() == 2);
    CHECK(neutrality("Vi är bäst, och det är gratis.", "sv")[1].slip == Slip::PriceClaim);
}

TEST_CASE("each language has its own words, and facts are let be in both")
{
    CHECK(neutrality("We do our best to come on time, at the latest at nine.", "en").empty());
    CHECK(neutrality("Affordable care, cheaper than the others.", "en").size() == 3);
    CHECK(neutrality("Vi gör vårt bästa.", "sv").empty());
    CHECK(neutrality("The best.", "sv").empty());
    CHECK(neutrality("bäst", "fi").empty());
    CHECK(neutrality("Vi är bäst.", "sv-SE").size() == 1);
}

TEST_CASE("a text over the limit is told, in characters and not in bytes")
{
    std::string text;
    for (std::size_t i = 0; i < kLongestAbout; ++i) text += "å";
    for (const char* language : {"sv", "ar"}) CHECK(neutrality(text, language).empty());
    text += "öä";
    const auto found = neutrality(text, "ar");
    REQUIRE(found.size() == 1);
    CHECK(found[0].slip == Slip::TooLong);
    CHECK(found[0].at == 2 * kLongestAbout);
    CHECK(found[0].length == 4);
}

TEST_CASE("no bytes at all make the lint fall over")
{
    for (const char* text : {"", " ", "\xFF\xFE", "*", "..", "\xC3", "bästa\xC3", "än än än än"})
        for (const char* language : {"sv", "en", "", "s"}) neutrality(text, language);
}
