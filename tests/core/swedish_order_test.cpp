#include "core/swedish_order.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

using hemval::swedish_before;

namespace {

bool alike(const char* a, const char* b)
{
    return !swedish_before(a, b) && !swedish_before(b, a);
}

}  // namespace

TEST_CASE("å, ä and ö come after z, in that order")
{
    std::vector<std::string> names{"Örnen", "Zeta", "Åsen", "Ängen", "alm", "3:ans vård", "Bo"};
    std::stable_sort(names.begin(), names.end(), swedish_before);
    CHECK(names == std::vector<std::string>{"3:ans vård", "alm", "Bo", "Zeta", "Åsen", "Ängen",
                                            "Örnen"});
}

TEST_CASE("upper and lower case are alike, also for å, ä and ö")
{
    CHECK(alike("ÅSEN", "åsen"));
    CHECK(alike("Örnen", "öRNEN"));
    CHECK(swedish_before("almen", "Bo"));
}

TEST_CASE("accents do not move a name, and ü is a y")
{
    CHECK(alike("Idé", "ide"));
    CHECK(alike("Müller", "myller"));
    CHECK(alike("Bjørk", "björk"));
}

TEST_CASE("a letter and its ring or dots written apart are the same letter")
{
    CHECK(alike("A\xCC\x8Asen", "Åsen"));
    CHECK(alike("O\xCC\x88rnen", "Örnen"));
    CHECK(alike("A\xCC\x88ngen", "Ängen"));
}

TEST_CASE("every letter of Western Europe stands where a Swedish reader looks for it")
{
    const std::pair<const char*, const char*> places[] = {
        {"àáâãÀÁÂÃ", "a"}, {"çÇ", "c"}, {"èéêëÈÉÊË", "e"}, {"ìíîïÌÍÎÏ", "i"}, {"ñÑ", "n"}, {"òóôõÒÓÔÕ", "o"},
        {"ùúûÙÚÛ", "u"},   {"ýÿüÝÜ", "y"}, {"æÆäÄ", "ä"}, {"øØöÖ", "ö"}, {"åÅ", "å"},
    };
    for (const auto& [letters, letter] : places) {
        const std::string_view all(letters);
        for (std::size_t i = 0; i < all.size(); i += 2) {
            const std::string word = std::string(all.substr(i, 2)) + "x", read_as = std::string(letter) + "x";
            CHECK_MESSAGE(alike(word.c_str(), read_as.c_str()), word);
        }
    }
    for (const char* other : {"ð", "þ", "÷", "×", "ß"}) CHECK(swedish_before("ö", other));
    CHECK(alike("Mu\xCC\x88ller", "Myller"));
    CHECK(alike("e\xCC\x81", "e\xCC\x8A"));
    CHECK(alike("Bo\xCC\x8Ang", "Bong"));
    CHECK(swedish_before("z", "\xCC\x88"));  // a mark over nothing
    CHECK(swedish_before("ö", "\xF0\x9F\x8C\xB2"));
}

TEST_CASE("a name that begins another comes first, and nothing comes before itself")
{
    CHECK(swedish_before("Alm", "Almen"));
    CHECK_FALSE(swedish_before("Almen", "Alm"));
    CHECK_FALSE(swedish_before("", ""));
}

TEST_CASE("malformed bytes are ordered too, without reading outside the name")
{
    CHECK(swedish_before("a", "\xC3"));
    CHECK_FALSE(swedish_before("\xC3", "\xC3"));
    CHECK_FALSE(alike("\xE2\x82", "\xE2"));
    CHECK_FALSE(alike("\xC3z", "z"));
}
