#include "core/pack.h"
#include "tests/core/rotation_town.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <iterator>
#include <sstream>

// The seven practices of Swedish and Norwegian municipalities, each as the `rotation` of a pack
// (practices.json), asked the same 20 questions in the same town. Every column was worked out by
// hand from the rule's words, not read off the program. The providers, as the pack lists them:
//   K Kommunens hemtjänst  municipal       room 6   no ceiling of hours
//   O Örnnästet            warned          room 7   20 hours a month
//   R Åkerro               only the south  room 4   30 hours
//   A Almgården                            room 4   30 hours
//   B Björkgården          joins 15 Jan    room 3   20 hours
// A-Ö: A, B, K, R (Å), O (Ö).
using namespace hemval;
using namespace hemval::test;

namespace {

std::vector<ListedProvider> example_providers()
{
    std::vector<ListedProvider> all = providers({"K", "O", "R", "A", "B"});
    const char* names[] = {"Kommunens hemtjänst", "Örnnästet", "Åkerro", "Almgården",
                           "Björkgården"};
    const int capacity[] = {10, 8, 4, 5, 3};
    const int clients[] = {4, 1, 0, 1, 0};
    const int hours[] = {0, 20, 30, 30, 20};
    for (std::size_t index = 0; index < all.size(); ++index) {
        all[index].name = names[index];
        all[index].capacity = capacity[index];
        all[index].clients = clients[index];
        if (hours[index] > 0) {
            all[index].monthly_hours_ceiling = hours[index];
        }
    }
    all[0].municipal = true;
    all[1].warned = true;
    all[2].areas = {kSouth};
    all[4].joined = on(2026, 1, 15);
    return all;
}

std::vector<RotationRequest> twenty_requests()
{
    const auto n = [](unsigned month, unsigned day, int hours = 10) {
        return request(on(2026, month, day), kNorth, hours);
    };
    const auto s = [](unsigned month, unsigned day, int hours = 10) {
        return request(on(2026, month, day), kSouth, hours);
    };
    std::vector<RotationRequest> all{
        n(1, 5),  s(1, 7),      n(1, 9),  s(1, 12, 20), n(1, 14), n(1, 20), s(1, 22),
        s(1, 27), n(2, 2),      n(2, 4),  s(2, 6, 20),  s(2, 10), n(2, 12), n(2, 17),
        s(2, 24), s(3, 2),      n(3, 4),  s(3, 9),      n(3, 11), s(3, 18)};
    for (std::size_t index = 0; index < all.size(); ++index) {
        all[index].commit = index + 1;
        all[index].draw = 101 + index;
    }
    all[6].former_provider = ProviderId("R");
    all[11].former_provider = ProviderId("A");
    all[12].former_provider = ProviderId("R");
    all[16].former_provider = ProviderId("O");
    return all;
}

std::string text_of(const std::string& path)
{
    std::ifstream file(std::string(HEMVAL_SOURCE_DIR) + "/" + path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

// What a municipality gets that writes the practice into its own pack: Strängnäs', but for the rule.
RotationPolicy rule_of_pack(const std::string& practice)
{
    const auto rules = nlohmann::json::parse(text_of("tests/core/practices.json"), nullptr, false);
    const std::string folder = "assets/municipalities/strangnas/";
    std::map<std::string, std::string> files;
    for (const char* name : {"municipality.json", "providers.json", "questions.json"}) {
        files[name] = text_of(folder + name);
    }
    auto municipality = nlohmann::json::parse(files["municipality.json"]);
    municipality["rotation"] = rules.value(practice, nlohmann::json::object());
    files["municipality.json"] = municipality.dump();
    const MunicipalityId id("strangnas");
    const auto pack = read_pack(id, files);
    REQUIRE_MESSAGE(pack, (pack ? "" : sentence(id, pack.error())));
    return pack->rotation;
}

struct Practice {
    RotationPolicy policy;
    std::string expected;
};

Practice practice(const std::string& name, const std::string& expected)
{
    static std::map<std::string, RotationPolicy> read;
    if (read.count(name) == 0) {
        read[name] = rule_of_pack(name);
    }
    return {read[name], expected};
}

Practice strangnas()
{
    // One list K O R A. Northern people pass R, who only works in the south (3, 6, 10, 14). B joins
    // when R has the turn (6): K O B R A, so it waits until the round comes to it (9).
    return practice("strangnas", "K O A K O A K O B A K O B A K O B R A K");
}

Practice kristianstad()
{
    // North A K O, south A K R O; each its own turn. B is on both from 1 February, at its letter:
    // in the north the turn is K's by then (9), in the south A's (11), so B follows A there (12).
    // A fills its last place at 11 and is struck at 13, 19 and 20; B at 20.
    return practice("kristianstad", "A A K K O A R O K O A B B K K R O O B K");
}

Practice lund()
{
    // A K R O all year: B comes with next year's list. 3 and 6 are northern, so R is passed. A has
    // its 30 hours of January after 4 and is passed at 7; February starts anew.
    return practice("lund", "A K O A K O K R O A K R O A K R O A K R");
}

Practice harryda()
{
    // North K O A, south K O R A: January K, February O, March A in the north and R in the south.
    return practice("harryda", "K K K K K K K K O O O O O O O R A R A R");
}

Practice goteborg_2019()
{
    // The draws are 101, 102, ...: the remainder when divided by how many can take the person
    // counts along the list. Never O, which is warned. North K A, south K R A, and B from 6 on.
    // 1-5: A K A A A, and A is full. 6: 106 of K B -> K. 7: had R before. 8: 108 of K R B -> K.
    // 12: had A, which is full; 112 of K R B -> R. 13: had R, not in the north; 113 of K B -> B.
    // 14: K, now full. 15: 115 of R B -> B, full. 17: had O; nobody left in the north: the
    // municipality's own over its ceiling, 19 too. 18: R, full. 20: nobody left in the south.
    return practice("goteborg_2019", "A K A A A K R K B K K R B K B R K R K K");
}

Practice botkyrka()
{
    // Room K6 O7 R4 A4 (B3 from 6). O first; then K and O are equal, and K stands first (2); ...
    // after 9 everybody has 3 places and the list's order decides: K O R A (13: A and B are equal),
    // B. 17: R has most room together with A but is not in the north; it gets 18.
    return practice("botkyrka", "O K O K O K O R A K O R A B K O A R B K");
}

Practice oslo()
{
    return practice("oslo", "K K K K K K K K K K K K K K K K K K K K");
}

std::vector<Practice> all_practices()
{
    return {strangnas(), kristianstad(), lund(), harryda(), goteborg_2019(), botkyrka(), oslo()};
}

std::string history(const Practice& practice)
{
    Town place;
    place.policy = practice.policy;
    place.listed = example_providers();
    return place.history(twenty_requests());
}

std::vector<Assignment> answers(const Practice& practice)
{
    Town place;
    place.policy = practice.policy;
    place.listed = example_providers();
    std::vector<Assignment> all;
    for (const RotationRequest& one : twenty_requests()) {
        all.push_back(place.ask(one));
    }
    return all;
}

std::vector<std::string> steps(const std::string& line)
{
    std::istringstream in(line);
    std::vector<std::string> all;
    for (std::string one; in >> one;) {
        all.push_back(one);
    }
    return all;
}

}  // namespace

TEST_CASE("strict turn, as in Strängnäs, gives the history worked out by hand")
{
    CHECK(history(strangnas()) == strangnas().expected);
    const auto all = answers(strangnas());
    CHECK(skips(all[5]) == "R:wrong_area");
    CHECK(ids(all[5].order) == "K O B R A");
    CHECK(all[5].whose_turn == ProviderId("R"));
    CHECK(all[5].next == ProviderId("K"));
}

TEST_CASE("A-Ö per area with the full one struck, as in Kristianstad, gives the history by hand")
{
    CHECK(history(kristianstad()) == kristianstad().expected);
    const auto all = answers(kristianstad());
    CHECK(ids(all[4].order) == "A K O");
    CHECK(ids(all[8].order) == "A B K O");
    CHECK(ids(all[10].order) == "A B K R O");
    CHECK(skips(all[12]) == "A:full");
    CHECK(skips(all[19]) == "A:full B:full");
}

TEST_CASE("A-Ö with a monthly cap of hours, as in Lund, gives the history worked out by hand")
{
    CHECK(history(lund()) == lund().expected);
    const auto all = answers(lund());
    CHECK(skips(all[6]) == "A:monthly_hours_used B:not_yet_on_list");
    CHECK(ids(all[19].order) == "A K R O");
}

TEST_CASE("the provider of the month per area, as in Härryda, gives the history worked out by hand")
{
    CHECK(history(harryda()) == harryda().expected);
    CHECK(answers(harryda())[9].basis == AssignmentBasis::MonthlyTurn);
}

TEST_CASE("the draw, as in Göteborg 2019, gives the history worked out by hand")
{
    CHECK(history(goteborg_2019()) == goteborg_2019().expected);
    const auto all = answers(goteborg_2019());
    CHECK(all[6].basis == AssignmentBasis::FormerProvider);
    CHECK(skips(all[11]) == "A:full O:warned");
    CHECK(skips(all[12]) == "R:wrong_area O:warned A:full");
    CHECK(all[16].basis == AssignmentBasis::MunicipalFallback);
    CHECK(skips(all[16]) == "O:warned K:full A:full B:full");
    CHECK_FALSE(all[0].whose_turn.has_value());
}

TEST_CASE("greatest free capacity, as in Botkyrka, gives the history worked out by hand")
{
    CHECK(history(botkyrka()) == botkyrka().expected);
    const auto all = answers(botkyrka());
    CHECK(skips(all[16]) == "R:wrong_area");
    CHECK(all[16].whose_turn == ProviderId("R"));
    CHECK(all[16].next == ProviderId("R"));
}

TEST_CASE("the municipality's own provider, as in Oslo, gives the history worked out by hand")
{
    CHECK(history(oslo()) == oslo().expected);
    CHECK(answers(oslo())[3].basis == AssignmentBasis::MunicipalRule);
}

TEST_CASE("every pair of practices answers some of the twenty differently")
{
    const auto all = all_practices();
    for (std::size_t one = 0; one < all.size(); ++one) {
        REQUIRE(steps(all[one].expected).size() == 20);
        for (std::size_t other = one + 1; other < all.size(); ++other) {
            CAPTURE(all[one].policy.id);
            CAPTURE(all[other].policy.id);
            CHECK(history(all[one]) != history(all[other]));
        }
    }
}

TEST_CASE("in every practice some step would be another's under each of the other rules")
{
    // Stronger than different histories: the other rule keeps its own lists, but is asked with the
    // clients the first rule's assignments made, and still gives somebody to somebody else.
    for (const Practice& one : all_practices()) {
        for (const Practice& other : all_practices()) {
            if (one.policy.id == other.policy.id) {
                continue;
            }
            Town place;
            place.policy = one.policy;
            place.listed = example_providers();
            Town theirs = place;
            theirs.policy = other.policy;
            int different = 0;
            for (const RotationRequest& asked : twenty_requests()) {
                theirs.given_clients = place.given_clients;
                theirs.given_hours = place.given_hours;
                theirs.hours_month = place.hours_month;
                different += theirs.ask(asked).provider != place.ask(asked).provider ? 1 : 0;
            }
            CAPTURE(one.policy.id);
            CAPTURE(other.policy.id);
            CHECK(different > 0);
        }
    }
}

TEST_CASE("Kristianstad serves those waiting by decision date, the others by who came first")
{
    std::vector<RotationRequest> waiting{request(), request(), request()};
    const unsigned decided[] = {9, 3, 9};
    for (std::size_t index = 0; index < waiting.size(); ++index) {
        waiting[index].commit = index + 1;
        waiting[index].decision_day = on(2026, 2, decided[index]);
    }
    for (const Practice& practice : all_practices()) {
        std::string order;
        for (const RotationRequest& one : serving_order(practice.policy, waiting)) {
            order += std::to_string(one.commit);
        }
        CAPTURE(practice.policy.id);
        CHECK(order == (practice.policy.id == "area_az_struck" ? "213" : "123"));
    }
}
