#include "core/problem.h"

#include <doctest/doctest.h>

#include <iterator>
#include <set>
#include <string>

using namespace hemval;

TEST_CASE("every problem has a name of its own that leads back to it")
{
    std::set<std::string> names;
    for (const Problem problem : kAllProblems) {
        const std::string name = name_of(problem);
        CHECK(!name.empty());
        CHECK(names.insert(name).second);
        CHECK(problem_named(name) == problem);
    }
    CHECK_FALSE(problem_named(""));
    CHECK_FALSE(problem_named("Provider_full"));
}

TEST_CASE("the list of problems leaves none out")
{
    int expected = 0;
    for (const Problem problem : kAllProblems) {
        CHECK(static_cast<int>(problem) == expected);
        ++expected;
    }
    CHECK(static_cast<int>(Problem::AnswerUnreadable) + 1 ==
          static_cast<int>(std::size(kAllProblems)));
}

TEST_CASE("names that clients already know are not changed")
{
    CHECK(std::string(name_of(Problem::ProviderFull)) == "provider_full");
    CHECK(std::string(name_of(Problem::AlreadyYours)) == "already_yours");
    CHECK(std::string(name_of(Problem::KeyReused)) == "key_reused");
    CHECK(std::string(name_of(Problem::Offline)) == "offline");
}
