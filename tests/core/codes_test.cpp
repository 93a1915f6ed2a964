#include "core/registry.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <array>
#include <set>
#include <string>

using namespace hemval;

TEST_CASE("the QR code's code holds every one of its 128 bits, and never looks like one to type")
{
    CHECK(link_code(0, 0) == std::string(26, '0'));
    CHECK(link_code(0, 32) == "00000000000000000000000010");
    CHECK(link_code(~0ULL, ~0ULL) == "7" + std::string(25, 'Z'));
    std::set<std::string> all;
    for (int bit = 0; bit < 64; ++bit) {
        all.insert(link_code(1ULL << bit, 0));
        all.insert(link_code(0, 1ULL << bit));
    }
    CHECK(all.size() == 128);
    for (const std::string& code : all) {
        CHECK(canonical_link_code(code) == code);
        CHECK_FALSE(canonical_code(code));
    }
    CHECK(canonical_link_code("7zzzzzzzzzzzzzzzzzzzzzzzzz") == link_code(~0ULL, ~0ULL));
    for (const char* text : {"", "8ZZZZZZZZZZZZZZZZZZZZZZZZZ", "7ZZZZZZZZZZZZZZZZZZZZZZZZ",
                             "7ZZZZZZZZZZZZZZZZZZZZZZZZZZ", "7ZZZZZZZZZZZ-ZZZZZZZZZZZZZ",
                             "IZZZZZZZZZZZZZZZZZZZZZZZZZ", "1234-5678-9012-3452"})
        CHECK_FALSE(canonical_link_code(text));
}

TEST_CASE("a code is read however its groups are written")
{
    const std::string code = code_from_digits("453201511283036");
    CHECK(code == "4532-0151-1283-0366");
    CHECK(canonical_code(code) == code);
    CHECK(canonical_code("4532015112830366") == code);
    CHECK(canonical_code(" 4532 0151 1283 0366 ") == code);
    CHECK(canonical_code("4532\xC2\xA0" "0151\xE2\x80\x93" "1283\xE2\x80\xAF" "0366") == code);
    CHECK(canonical_code("4532\xE2\x88\x92" "015112830366") == code);
}

TEST_CASE("a slip while typing a code is seen without asking anyone")
{
    const std::string code = "4532015112830366";
    for (std::size_t i = 0; i < code.size(); ++i) {
        for (char c = '0'; c <= '9'; ++c) {
            std::string typed = code;
            typed[i] = c;
            CHECK(canonical_code(typed).has_value() == (c == code[i]));
        }
    }
    CHECK_FALSE(canonical_code("4532015112830636"));  // two neighbours changed places
    CHECK_FALSE(canonical_code("453201511283036"));
    CHECK_FALSE(canonical_code("45320151128303666"));
    CHECK_FALSE(canonical_code("4532-0151-1283-036b"));
    CHECK_FALSE(canonical_code(""));
    CHECK_FALSE(canonical_code("ny"));
    CHECK_FALSE(canonical_code("\xE2\x80"));
    CHECK_FALSE(canonical_code("\xC2"));
    CHECK_FALSE(canonical_code(std::string(100000, ' ')));
}

TEST_CASE("every fifteen digits give a code that is read back")
{
    CHECK(rc::check([](const std::array<std::uint8_t, 15>& random) {
        std::string digits;
        for (const std::uint8_t one : random) {
            digits += static_cast<char>('0' + one % 10);
        }
        const std::string code = code_from_digits(digits);
        RC_ASSERT(code.size() == 19U);
        RC_ASSERT(canonical_code(code) == code);
    }));
    CHECK(code_from_digits("12345678901234").empty());
    CHECK(code_from_digits("12345678901234x").empty());
}

TEST_CASE("reading a code is total")
{
    CHECK(rc::check([](const std::string& any) {
        const auto code = canonical_code(any);
        if (code) {
            RC_ASSERT(canonical_code(*code) == code);
        }
    }));
}

TEST_CASE("a receipt number is ten characters nobody mistakes, in groups")
{
    CHECK(receipt_number(0).value == "0000-0000-00");
    CHECK(receipt_number((std::uint64_t{1} << 50U) - 1).value == "ZZZZ-ZZZZ-ZZ");
    CHECK(receipt_number(std::uint64_t{1} << 50U).value == "0000-0000-00");
    CHECK(rc::check([](std::uint64_t random) {
        const std::string text = receipt_number(random).value;
        RC_ASSERT(text.size() == 12U);
        RC_ASSERT(text[4] == '-');
        RC_ASSERT(text[9] == '-');
        RC_ASSERT(text.find_first_of("ILOU") == std::string::npos);
    }));
    std::set<std::string> seen;
    for (unsigned bit = 0; bit < 50; ++bit) {
        CHECK(seen.insert(receipt_number(std::uint64_t{1} << bit).value).second);
    }
}

TEST_CASE("any dash and any space may stand between groups, and nothing else may")
{
    const std::string code = code_from_digits("123456789012345");
    const std::string first = code.substr(0, 4), rest = code.substr(5);
    for (const char* between : {" ", "-", "\t", "\xC2\xA0", "\xE2\x88\x92", "\xE2\x80\x80", "\xE2\x80\x8A",
                                "\xE2\x80\x90",
                                "\xE2\x80\x93", "\xE2\x80\x95", "\xE2\x80\xAF"}) {
        CHECK(canonical_code(first + between + rest) == canonical_code(code));
    }
    for (const char* between : {"\xE2\x80\x8B", "\xE2\x80\x8F", "\xE2\x80\x96", "\xE2\x80\xA6", "\xE2\x80\xB0",
                                "\xE2\x80",
                                "\xC2", ".", "x"}) {
        CHECK_FALSE(canonical_code(first + between + rest));
    }
}

TEST_CASE("a link's code is read in capitals and small letters, and has no letter that looks like a figure")
{
    const std::string code = link_code(0x0123456789ABCDEF, 0xFEDCBA9876543210);
    std::string lower = code;
    for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    REQUIRE(lower != code);
    CHECK(canonical_link_code(lower) == canonical_link_code(code));
    CHECK(canonical_link_code(code));
    for (const char c : {'{', 'u', 'U', 'o', '-', ' '}) {
        std::string other = code;
        other[3] = c;
        CHECK_FALSE(canonical_link_code(other));
    }
}
