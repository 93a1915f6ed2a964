#include "core/comparison_code.h"
#include "core/pack.h"
#include "tests/core/example_town.h"

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

using namespace hemval;
using namespace hemval::test;

namespace {

Municipality pack_at(const std::string& id)
{
    std::map<std::string, std::string> files;
    for (const char* name : {"municipality.json", "providers.json", "questions.json"}) {
        std::ifstream file(std::string(HEMVAL_SOURCE_DIR) + "/assets/municipalities/" + id + "/" + name);
        std::stringstream text;
        text << file.rdbuf();
        files[name] = text.str();
    }
    return *read_pack(MunicipalityId(id), files);
}

}  // namespace

TEST_CASE("a comparison handed over by its code is the same on the other device")
{
    const Municipality town = example_town();
    const std::vector<ProviderId> compared{named("druva"), named("ask"), named("egen")};
    const std::set<std::string> hidden{"survey", "place"};
    const std::string code = comparison_code(town, compared, hidden);
    CHECK(code.size() <= 19);
    const SharedComparison expected{{named("ask"), named("druva"), named("egen")}, hidden, false};
    CHECK(read_comparison_code(code, town) == expected);
    CHECK(comparison_code(town, expected.providers, hidden) == code);
    std::string typed;
    for (const char c : code) {
        typed += c == '-' ? ' ' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    CHECK(read_comparison_code(typed, town) == expected);
}

TEST_CASE("a letter that looks like a figure is read as it, and no other sign is read at all")
{
    const Municipality town = example_town();
    bool zero = false, one = false;
    for (const char* id : {"ask", "bjork", "ceder", "druva", "egen"}) {
        for (const char* fact : kComparedFacts) {
            const std::string code = comparison_code(town, {named(id)}, {fact});
            std::string looks = code, also = code;
            for (std::size_t i = 0; i < code.size(); ++i) {
                zero = zero || code[i] == '0';
                one = one || code[i] == '1';
                if (code[i] == '0') looks[i] = also[i] = 'o';
                if (code[i] == '1') looks[i] = 'I', also[i] = 'l';
            }
            CHECK(read_comparison_code(looks, town) == read_comparison_code(code, town));
            CHECK(read_comparison_code(also, town) == read_comparison_code(code, town));
            CHECK_FALSE(read_comparison_code(code + "{", town));
            CHECK_FALSE(read_comparison_code("!" + code, town));
        }
    }
    CHECK(zero);
    CHECK(one);
}

TEST_CASE("every slip of one letter, and every two neighbours that change places, is seen")
{
    const Municipality town = example_town();
    const std::string code = comparison_code(town, {named("ask"), named("bjork")}, {});
    const auto opened = read_comparison_code(code, town);
    REQUIRE(opened);
    for (std::size_t i = 0; i < code.size(); ++i) {
        for (const char c : std::string("0123456789ABCDEFGHJKMNPQRSTVWXY")) {
            std::string slip = code;
            slip[i] = c;
            const auto read = read_comparison_code(slip, town);
            CHECK((!read || slip == code || code[i] == 'Z' || code[i] == '-'));
        }
        if (i + 1 < code.size() && code[i] != code[i + 1] && code[i] != '-' && code[i + 1] != '-') {
            std::string swapped = code;
            std::swap(swapped[i], swapped[i + 1]);
            const auto read = read_comparison_code(swapped, town);
            CHECK_FALSE(read == opened);
        }
    }
    for (const char* none : {"", "K7F2", "????", "K7F2-9QXM-4TAA-AAAA-AAAA-AAAA"}) {
        CHECK_FALSE(read_comparison_code(none, town));
    }
}

TEST_CASE("a provider that is gone is told, and another municipality's code opens nothing")
{
    Municipality town = example_town();
    const std::string code = comparison_code(town, {named("ask"), named("bjork")}, {});
    Municipality other = town;
    other.id = MunicipalityId("annanstans");
    CHECK_FALSE(read_comparison_code(code, other));
    town.providers.erase(town.providers.begin());
    const auto left = read_comparison_code(code, town);
    REQUIRE(left);
    CHECK(left->some_gone);
    CHECK(left->providers == std::vector<ProviderId>{named("bjork")});
}

TEST_CASE("no two providers of a municipality have the same mark")
{
    for (const char* id : {"strangnas", "huddinge", "botkyrka"}) {
        const Municipality town = pack_at(id);
        for (const Provider& one : town.providers) {
            const auto read = read_comparison_code(comparison_code(town, {one.id}, {}), town);
            REQUIRE(read);
            CHECK(read->providers == std::vector<ProviderId>{one.id});
        }
    }
}
