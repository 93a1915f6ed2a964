#include "web/platform/headless/headless_app.h"

#include <doctest/doctest.h>

#include <set>

using namespace hemval;

TEST_CASE("an answer comes when it is delivered, not while it is asked for")
{
    HeadlessPlatform platform(HEMVAL_SOURCE_DIR);
    platform.service = [](const HttpRequest& request) { return HttpResponse{200, request.path}; };
    std::string body;
    platform.http({"GET", "api/strangnas/case", "", ""}, [&](HttpResponse response) {
        body = response.body;
    });
    CHECK(body == "");
    CHECK(platform.requests.size() == 1);
    CHECK(platform.deliver());
    CHECK(body == "api/strangnas/case");
    CHECK(!platform.deliver());
}

TEST_CASE("where nobody serves, a plain web host knows no such address")
{
    HeadlessPlatform platform(HEMVAL_SOURCE_DIR);
    int status = -1;
    platform.http({"POST", "api", "{}", "k"}, [&](HttpResponse response) { status = response.status; });
    platform.deliver();
    CHECK(status == 404);
}

TEST_CASE("assets come from the source tree, and what is missing is empty")
{
    HeadlessPlatform platform(HEMVAL_SOURCE_DIR);
    CHECK(platform.read_asset("locales/sv.json").find("language.name") != std::string::npos);
    CHECK(platform.read_asset("locales/xx.json") == "");
    CHECK(platform.read_asset("municipalities/nowhere.json") == "");
}

TEST_CASE("storage, history and draws behave as a browser's")
{
    HeadlessPlatform platform(HEMVAL_SOURCE_DIR);
    platform.store("visit", "{}");
    CHECK(platform.stored("visit") == "{}");
    platform.store("visit", "");
    CHECK(platform.storage.empty());
    platform.go("#/jamfor");
    platform.go("#/jamfor");
    CHECK(platform.history.size() == 2);
    platform.replace("#/val");
    CHECK(platform.history.back() == "#/val");
    std::set<std::uint64_t> draws;
    for (int i = 0; i < 1000; ++i) draws.insert(platform.random());
    CHECK(draws.size() == 1000);
}
