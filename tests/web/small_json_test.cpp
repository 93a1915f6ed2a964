// What stands in for nlohmann/json in the browser answers as nlohmann/json does, which every native build has.
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck.h>

#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

// Under another name, beside the library.
#define nlohmann small_nlohmann
#include "web/platform/browser/json/small_json.cpp"
#undef nlohmann

// In the browser its own number reading and writing does this.
namespace small_nlohmann::detail {
double number_of(const std::string& text) { return std::strtod(text.c_str(), nullptr); }
std::string text_of(double value)
{
    char text[40];
    const std::string written(text, std::to_chars(text, text + sizeof text, value).ptr);
    return written.find_first_of(".e") == std::string::npos ? written + ".0" : written;
}
}  // namespace small_nlohmann::detail

namespace {

using Large = nlohmann::json;
using Small = small_nlohmann::json;

std::string written(const Large& json) { return json.dump(-1, ' ', false, Large::error_handler_t::replace); }

// The same text, or both know that it is no JSON.
void check_same(const std::string& text)
{
    const Large large = Large::parse(text, nullptr, false);
    const Small small = Small::parse(text);
    INFO(text);
    REQUIRE(small.is_discarded() == large.is_discarded());
    if (large.is_discarded()) return;
    // Numbers with a fraction may be written in another way: they are read as the same.
    CHECK(Large::parse(small.dump()) == Large::parse(written(large)));
    if (written(large).find_first_of(".e") == std::string::npos) CHECK(small.dump() == written(large));
}

std::string any_text()
{
    static const std::vector<std::string> kPieces = {"a", "\xC3\xA5", "\xE2\x82\xAC", "\xF0\x9F\x98\x80", "\"", "\\",
                                                     "/", "\n", "\x01", "\x1F", "\x7F", "\xC3", "\xE2\x82", "\xFF",
                                                     "\xED\xA0\x80", "\xF0\x9F", "\x80", "\xC0\xAF",
                                                     "\xF4\x90\x80\x80"};
    std::string text;
    for (int left = *rc::gen::inRange(0, 6); left > 0; --left) text += *rc::gen::elementOf(kPieces);
    return text;
}

Large any_value(int depth)
{
    switch (*rc::gen::inRange(0, depth > 0 ? 8 : 6)) {
    case 0: return nullptr;
    case 1: return *rc::gen::arbitrary<bool>();
    case 2: return *rc::gen::arbitrary<std::int64_t>();
    case 3: return *rc::gen::arbitrary<std::uint64_t>();
    case 4: return *rc::gen::arbitrary<double>();
    case 5: return any_text();
    case 6: {
        Large list = Large::array();
        for (int left = *rc::gen::inRange(0, 4); left > 0; --left) list.push_back(any_value(depth - 1));
        return list;
    }
    default: {
        Large object = Large::object();
        for (int left = *rc::gen::inRange(0, 4); left > 0; --left) object[any_text()] = any_value(depth - 1);
        return object;
    }
    }
}

TEST_CASE("the browser's JSON reads and writes every value as nlohmann/json does")
{
    CHECK(rc::check([] { check_same(written(any_value(3))); }));
}

TEST_CASE("the browser's JSON refuses what nlohmann/json refuses")
{
    CHECK(rc::check([] {
        std::string text = written(any_value(3));
        static const std::string kBytes = "{}[]\",:\\ue0123-+.tfn \n\t\xC3\x80\xED";
        for (int left = *rc::gen::inRange(1, 4); left > 0 && !text.empty(); --left) {
            const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
            const char byte = *rc::gen::elementOf(kBytes);
            if (*rc::gen::arbitrary<bool>()) text.erase(at, 1);
            else text.insert(at, 1, byte);
        }
        check_same(text);
    }));
    for (const char* text : {"", " ", "01", "-", "-0", "1.", ".5", "1e", "1e5", "1E-2", "1e999", "-1e999", "+1", "nul",
                             "truex", "[1,]", "[,1]", "{\"a\":1,}", "{a:1}", "{\"a\" 1}", "[1 2]", "\"\\u12\"",
                             "\"\\uD83D\\uDE00\"", "\"\\uD83D\"", "\"\\uDE00\"", "\"\\u00E5\\/\\b\"", "\"\\x\"",
                             "\"\t\"",
                             "18446744073709551615", "18446744073709551616", "-9223372036854775808",
                             "-9223372036854775809", "\xEF\xBB\xBF[]", "[1]x", "{\"a\":1,\"a\":2}", "\"a"})
        check_same(text);
}

TEST_CASE("the browser's JSON reads the words and the packs as nlohmann/json does")
{
    int files = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(HEMVAL_SOURCE_DIR "/assets")) {
        if (entry.path().extension() != ".json") continue;
        std::stringstream text;
        text << std::ifstream(entry.path()).rdbuf();
        check_same(text.str());
        ++files;
    }
    CHECK(files > 15);
}

// The same lines for both.
template <class Json>
std::string built()
{
    Json json = {{"b", 1}, {"a", {"x", "y", "z"}}, {"pair", {"x", 2}}, {"pairs", {{"x", 2}, {"y", nullptr}}},
                 {"list", {1, -2, true, 0.5}}};
    json["set"] = std::set<std::string>{"two", "one"};
    json["map"] = std::map<std::string, std::string>{{"z", "1"}, {"k", "2"}};
    json["vector"] = std::vector<std::string>{"q"};
    json["nested"]["deeper"] = std::uint64_t{7};
    Json list = Json::array();
    list.push_back({{"urgency", "polite"}, {"text", std::string("t")}});
    list.push_back(Json(nullptr));
    list.push_back(std::string_view("view"));
    json["b"] = list;
    Json other = {{"a", 2}, {"c", false}};
    json.update(other);
    json.erase("pair");
    json.erase("nowhere");
    json["twice"] = {{"k", 1}, {"k", 2}};
    return json.dump();
}

TEST_CASE("what is built in the browser's JSON is written as nlohmann/json writes it")
{
    CHECK(built<Small>() == built<Large>());
}

template <class Json>
std::string asked()
{
    std::string said;
    const Json json = Json::parse(R"({"text":"t","whole":-3,"large":7,"half":2.5,"yes":true,"none":null,
        "list":[1,"two",[]],"object":{"b":1,"a":2}})", nullptr, false);
    for (const auto& [name, value] : json.items())
        said += name + (value.is_string() ? "s" : value.is_boolean() ? "b" : value.is_null() ? "0" : "-")
            + (value.is_number() ? "n" : "") + (value.is_number_integer() ? "i" : "")
            + (value.is_number_unsigned() ? "u" : "") + (value.is_array() ? "l" : "")
            + (value.is_object() ? "o" : "") + std::to_string(value.size()) + (value.empty() ? "e" : "") + " ";
    for (const Json& one : json["list"]) said += one.dump() + " ";
    said += json["text"].template get<std::string>() + json["text"].template get_ref<const std::string&>();
    said += std::to_string(json["whole"].template get<std::int64_t>() + json["large"].template get<int>());
    said += std::to_string(json["half"].template get<float>() + json["whole"].template get<float>());
    said += json.contains("gone") || json.find("gone") != json.end() ? "there" : "gone";
    said += json.value("gone", Json("otherwise")).dump() + json.value("yes", Json(false)).dump();
    said += json["list"][1].dump() + json["object"]["a"].dump();
    said += json["large"] == 7 && json["large"] != Json(7.5) && json["large"] == Json(7.0) && json["text"] == "t"
                && json["object"] == Json({{"a", 2}, {"b", 1}}) && json["list"] != json["object"]
            ? "equal" : "differs";
    return said;
}

TEST_CASE("what is asked of the browser's JSON is answered as nlohmann/json answers")
{
    CHECK(asked<Small>() == asked<Large>());
}

TEST_CASE("a text that nests without end is refused by the browser's JSON, not followed")
{
    CHECK(Small::parse(std::string(100'000, '[')).is_discarded());
    CHECK_FALSE(Small::parse(std::string(150, '[') + std::string(150, ']')).is_discarded());
}

}  // namespace
