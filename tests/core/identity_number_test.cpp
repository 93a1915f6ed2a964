#include "core/identity_number.h"

#include <doctest/doctest.h>

#include <string>

using hemval::canonical_identity_number;

// 191212121212 is the number Swedish forms have as their example; the others are built on days that
// no number has been given for to anybody here: only date and check digit matter.
TEST_CASE("a personal identity number is twelve digits with a real day and the right check digit")
{
    CHECK(canonical_identity_number("191212121212") == "191212121212");
    CHECK(canonical_identity_number("19121212-1212") == "191212121212");
    for (char last = '0'; last <= '9'; ++last) {
        const std::string number = std::string("19121212121") + last;
        CHECK(canonical_identity_number(number).has_value() == (last == '2'));
    }
}

TEST_CASE("a coordination number has sixty added to its day")
{
    int good = 0;
    for (char last = '0'; last <= '9'; ++last) {
        good += canonical_identity_number(std::string("19121272121") + last) ? 1 : 0;
    }
    CHECK(good == 1);
    CHECK(!canonical_identity_number("191212921212"));  // the 32nd
}

TEST_CASE("what is not exactly such a number is nobody")
{
    for (const char* text : {"", "1212121212", "121212-1212", "19121212+1212", "19121212 1212",
                             " 191212121212", "191212121212 ", "19121212--1212", "1912121-21212",
                             "191213321212", "191202301212", "211212121212", "19121212121a",
                             "191212121212\n", "１９１２１２１２１２１２", "191200121212"}) {
        CHECK_MESSAGE(!canonical_identity_number(text), text);
    }
    CHECK(!canonical_identity_number(std::string("191212121212").append(1, '\0')));
}

TEST_CASE("of all numbers of a day one in ten has the right check digit, and 29 February needs its year")
{
    const auto good_on = [](const std::string& day) {
        int good = 0;
        for (int i = 0; i < 10000; ++i) {
            const std::string four = std::to_string(10000 + i).substr(1);
            good += canonical_identity_number(day + four) ? 1 : 0;
        }
        return good;
    };
    CHECK(good_on("19400229") == 1000);
    CHECK(good_on("19410229") == 0);
    CHECK(good_on("19000229") == 0);
    CHECK(good_on("20000289") == 1000);  // the 29th as a coordination number
}
