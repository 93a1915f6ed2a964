#include "core/client_case.h"
#include "core/eligibility.h"
#include "core/problem.h"
#include "core/rotation.h"
#include "core/sign_in.h"
#include "server/files.h"

#include <doctest/doctest.h>

#include <string>

using namespace hemval;

namespace {

// server/openapi.yaml, each run of white space as one space.
std::string contract()
{
    std::string plain;
    for (const char c : server::read_text(HEMVAL_SOURCE_DIR "/server/openapi.yaml").value_or("")) {
        const bool white = c == ' ' || c == '\n';
        if (!white)
            plain += c;
        else if (!plain.empty() && plain.back() != ' ')
            plain += ' ';
    }
    return plain;
}

template <class Enum, std::size_t N>
std::string names(const Enum (&all)[N])
{
    std::string list;
    for (const Enum one : all)
        list += (list.empty() ? "" : ", ") + std::string(name_of(one));
    return list;
}

// What a browser finds out without the service, which therefore never answers it.
bool of_the_client(Problem problem)
{
    return problem == Problem::Offline || problem == Problem::AnswerUnreadable;
}

}  // namespace

TEST_CASE("the contract's fixed words are the core's, all of them")
{
    const std::string text = contract();
    const auto lists = [&](const std::string& words) {
        return text.find("enum: [" + words + "]") != std::string::npos;
    };
    CHECK_MESSAGE(lists(names(kAllActions)), names(kAllActions));
    CHECK_MESSAGE(lists(names(kAllSituations)), names(kAllSituations));
    CHECK_MESSAGE(lists(names(kAllSignInWays)), names(kAllSignInWays));
    CHECK_MESSAGE(lists(names(kAllRoles)), names(kAllRoles));
    CHECK_MESSAGE(lists(names(kAllIneligible)), names(kAllIneligible));
    CHECK_MESSAGE(lists(names(kAllAssignmentBases)), names(kAllAssignmentBases));
    CHECK_MESSAGE(lists(names(kAllSkipReasons)), names(kAllSkipReasons));
    std::string problems;
    for (const Problem problem : kAllProblems) {
        if (!of_the_client(problem))
            problems += (problems.empty() ? "" : ", ") + std::string(name_of(problem));
    }
    CHECK_MESSAGE(lists(problems), problems);
}
