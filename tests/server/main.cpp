#define DOCTEST_CONFIG_IMPLEMENT
#include "tests/server/support.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <cstring>

// With --child-service FOLDER PEOPLE the program is a service that a test may kill.
int main(int argc, char** argv)
{
    if (argc == 4 && std::strcmp(argv[1], "--child-service") == 0)
        return hemval::server::testing::run_child_service(argv[2], std::atoi(argv[3]));
    return doctest::Context(argc, argv).run();
}
