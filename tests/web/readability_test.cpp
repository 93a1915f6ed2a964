#include "every_screen.h"

#include <doctest/doctest.h>

#include <cstdio>
#include <cstdlib>
#include <string>

using namespace hemval;
using ui::Role;

// LIX (Björnsson 1968): words / sentences + 100 * long words / words, over what a screen shows. A word
// is a run of letters and digits, hyphens inside included; a long one has more than six of them. A
// sentence ends at . ? ! or : before a space, and at the end of every paragraph, heading and list item.
// Figures, labels, tables and other languages than Swedish are not prose and not counted.
// HEMVAL_FIGURES=1 prints every screen's figures.
namespace {

struct Reading {
    int words = 0, long_words = 0, sentences = 0;

    double lix() const
    {
        return words == 0 ? 0 : static_cast<double>(words) / sentences + 100.0 * long_words / words;
    }

    void read(const std::string& text)
    {
        int letters = 0, words_before = words;
        bool ended = false;
        const auto end_word = [&] {
            if (letters == 0) return;
            ++words;
            if (letters > 6) ++long_words;
            letters = 0;
        };
        const auto end_sentence = [&] {
            end_word();
            if (words > words_before) ++sentences;
            words_before = words;
        };
        for (const char c : text) {
            const auto byte = static_cast<unsigned char>(c);
            const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                               (c >= '0' && c <= '9');
            if (ended && c == ' ') end_sentence();
            ended = c == '.' || c == '?' || c == '!' || c == ':';
            if (plain || byte == 0xC3) ++letters;            // å, ä, ö, é begin with this byte
            else if (byte >= 0x80 && byte < 0xC0 && letters > 0) continue;
            else if (c == '-' && letters > 0) continue;
            else end_word();
        }
        end_sentence();
    }
};

bool prose(const ui::Node& node)
{
    const bool swedish = node.lang.empty() || node.lang.rfind("sv", 0) == 0;
    const bool kind = node.role == Role::Paragraph || node.role == Role::Heading ||
                      node.role == Role::ListItem;
    const bool figure = node.style == "badge" || node.style == "cell-label" || node.style == "steps";
    return swedish && kind && !figure && !node.name.empty();
}

Reading of(const HeadlessApp& app)
{
    Reading reading;
    for (const ui::Node& node : app.tree().nodes())
        if (prose(node)) reading.read(node.name);
    return reading;
}

void holds(const std::string& language, double ceiling)
{
    const bool print = std::getenv("HEMVAL_FIGURES") != nullptr;
    int measured = 0;
    test::every_screen(language, [&](const test::Shown& shown) {
        const Reading reading = of(shown.app);
        if (print)
            std::printf("LIX %s %5.1f %4d words %s %s\n", language.c_str(), reading.lix(),
                        reading.words, shown.municipality.c_str(), shown.screen.c_str());
        if (reading.words < 100) return;
        ++measured;
        CAPTURE(shown.municipality);
        CAPTURE(shown.screen);
        CHECK(reading.lix() <= ceiling);
    });
    CHECK(measured > 40);
}

}  // namespace

TEST_CASE("no screen of a hundred words is harder to read than LIX 40 in Swedish")
{
    holds("sv", 40);
}

TEST_CASE("no screen of a hundred words is harder to read than LIX 30 in easy Swedish")
{
    holds("sv-simple", 30);
}

TEST_CASE("LIX is counted as it is defined")
{
    Reading reading;
    reading.read("Du får hjälp. Kommunen beslutar om avgiften: den är lika för alla");
    CHECK(reading.words == 12);
    CHECK(reading.long_words == 3);  // Kommunen, beslutar, avgiften
    CHECK(reading.sentences == 3);
    CHECK(reading.lix() == doctest::Approx(12.0 / 3 + 25));
    Reading letters;
    letters.read("åäöåäö åäöåäöå 08-465 004 00 …");
    CHECK(letters.words == 5);
    CHECK(letters.long_words == 1);
    CHECK(letters.sentences == 1);
}
