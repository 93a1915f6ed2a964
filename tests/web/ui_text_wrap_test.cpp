#include "web/ui/text_wrap.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace hemval::ui;

namespace {

// Ten pixels a letter.
float ten_each(std::string_view text)
{
    float width = 0;
    for (std::size_t at = 0; at < text.size();) {
        next_code_point(text, at);
        width += 10;
    }
    return width;
}

std::vector<std::string> lines(std::string_view text, float letters, const Hyphens& hyphens = {})
{
    std::vector<std::string> texts;
    for (const TextLine& line : wrap(text, letters * 10, hyphens, ten_each)) texts.push_back(line.text);
    return texts;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("text that fits is one line, also when it is empty")
{
    CHECK(lines("Jämför utförare", 15) == Lines{"Jämför utförare"});
    CHECK(lines("", 15) == Lines{""});
}

TEST_CASE("lines break at spaces, which are not drawn at the end of a line")
{
    CHECK(lines("Du väljer själv", 9) == Lines{"Du väljer", "själv"});
    CHECK(lines("a b", 1) == Lines{"a", "b"});
}

TEST_CASE("lines break after hyphens between letters and at line feeds")
{
    CHECK(lines("service-centrum", 9) == Lines{"service-", "centrum"});
    CHECK(lines("ett\ntvå", 20) == Lines{"ett", "två"});
    CHECK(lines("Ring 0152-291 00", 12) == Lines{"Ring", "0152-291 00"});
}

TEST_CASE("a figure is never parted from its thousands or its unit")
{
    CHECK(lines("högst 2 660 kr", 12) == Lines{"högst", "2 660 kr"});
    CHECK(lines("det är 40 % av alla", 9) == Lines{"det är", "40 % av", "alla"});
    CHECK(lines("om 14 dagar, då", 9) == Lines{"om", "14 dagar,", "då"});
    CHECK(lines("kapitel 8 handlar", 10) == Lines{"kapitel 8", "handlar"});
}

TEST_CASE("a soft hyphen is seen only where a word is broken at it")
{
    CHECK(lines("hemtjänst\u00ADutförare", 30) == Lines{"hemtjänstutförare"});
    CHECK(lines("hemtjänst\u00ADutförare", 12) == Lines{"hemtjänst-", "utförare"});
}

TEST_CASE("a word wider than the line is broken where its language breaks it, whatever stands around it")
{
    const Hyphens hyphens("hem-tjänst ge-nom-fö-ran-de-plan Av-gifts-ut-rym-me");
    CHECK(lines("hemtjänst", 6, hyphens) == Lines{"hem-", "tjänst"});
    CHECK(lines("(hemtjänst), då", 8, hyphens) == Lines{"(hem-", "tjänst),", "då"});
    CHECK(lines("en genomförandeplan.", 13, hyphens) == Lines{"en", "genomförande-", "plan."});
    CHECK(lines("Avgiftsutrymme", 9, hyphens) == Lines{"Avgifts-", "utrymme"});
    CHECK(lines("hemtjänst", 12, hyphens) == Lines{"hemtjänst"});
    CHECK(lines("hem\u00ADtjänst", 30, hyphens) == Lines{"hemtjänst"});
    CHECK(hyphens.in("Hemtjänst och hemtjänster") == "Hemtjänst och hemtjänster");
    CHECK(hyphens.in("hemtjänst\xC3") == "hemtjänst\xC3");
}

TEST_CASE("a compound is broken between its parts, and within one only when no part fits")
{
    const Hyphens hyphens("ge-nom--fö-ran-de--plan");
    CHECK(lines("genomförandeplan", 13, hyphens) == Lines{"genomförande-", "plan"});
    CHECK(lines("genomförandeplan", 11, hyphens) == Lines{"genom-", "förandeplan"});
    CHECK(lines("genomförandeplan", 9, hyphens) == Lines{"genom-", "förande-", "plan"});
    CHECK(lines("genomförandeplan", 5, hyphens) == Lines{"ge-", "nom-", "fö-", "ran-", "de-", "plan"});
}

TEST_CASE("a word nobody has said where to break is broken before the last consonant ahead of a vowel")
{
    CHECK(lines("hemtjänst", 6) == Lines{"hemt-", "jänst"});
    CHECK(lines("Månskensstigen", 11) == Lines{"Månskenss-", "tigen"});
    CHECK(lines("kotihoidon", 5) == Lines{"koti-", "hoi-", "don"});
    CHECK(lines("välja hemtjänst", 6) == Lines{"välja", "hemt-", "jänst"});
}

TEST_CASE("a word with no such place is broken anywhere rather than drawn outside")
{
    CHECK(lines("hemtjänst", 4) == Lines{"hemt", "jäns", "t"});
    CHECK(lines("åäö", 0) == Lines{"å", "ä", "ö"});
}

TEST_CASE("broken UTF-8 neither stops the wrapping nor is read past its end")
{
    CHECK(lines("a\xC3", 5).size() == 1);
    CHECK(lines("\xF0\x9F", 1).size() == 2);
}

TEST_CASE("no line is wider than asked and nothing but spaces is lost")
{
    CHECK(rc::check([] {
        const auto words = *rc::gen::container<std::vector<std::string>>(
            rc::gen::element<std::string>("vård", "och", "omsorg", "2", "660", "kr", "stöd-team",
                                          "hemtjänstutförare"));
        std::string text;
        for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
        const int letters = *rc::gen::inRange(8, 40);
        std::string kept, whole;
        for (const TextLine& line : wrap(text, static_cast<float>(letters) * 10, {}, ten_each)) {
            RC_ASSERT(line.width <= static_cast<float>(letters) * 10 + 0.1F);
            for (const char c : line.text) if (c != ' ' && c != '-') kept += c;
        }
        for (const char c : text) if (c != ' ' && c != '-') whole += c;
        RC_ASSERT(kept == whole);
    }));
}

TEST_CASE("a long text is measured a few times over, not once more for each word")
{
    std::string text = "hemtjänst";
    for (int word = 0; word < 400; ++word) text += " hemtjänst";
    std::size_t measured = 0;
    const auto lines = wrap(text, 900, {}, [&](std::string_view part) {
        measured += part.size();
        return ten_each(part);
    });
    CHECK(lines.size() == 45);
    CHECK(measured < 3 * text.size());
}
