#include "core/localized.h"

#include <doctest/doctest.h>

using namespace hemval;

TEST_CASE("a text answers in the language asked for and says so")
{
    const LocalizedText text{{{"sv", "Hemtjänst"}, {"en", "Home care"}}};
    CHECK(text.in("en") == "Home care");
    CHECK(text.language_of("en") == "en");
}

TEST_CASE("a missing or empty translation answers in Swedish, and says that it is Swedish")
{
    const LocalizedText text{{{"sv", "Hemtjänst"}, {"en", ""}}};
    for (const char* language : {"fi", "en", ""}) {
        CAPTURE(language);
        CHECK(text.in(language) == "Hemtjänst");
        CHECK(text.language_of(language) == "sv");
    }
}

TEST_CASE("no text at all is an empty Swedish one")
{
    const LocalizedText nothing;
    CHECK(nothing.empty());
    CHECK(nothing.in("en").empty());
    CHECK(nothing.language_of("en") == "sv");
}
