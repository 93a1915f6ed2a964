#include "server/usage.h"
#include "tests/server/support.h"

#include <doctest/doctest.h>

using namespace hemval;
using namespace hemval::server;
using namespace hemval::server::testing;

namespace {

Channel channel_of(World& world, const std::string& body, const std::string& cookie)
{
    const auto kept = world.submit(cookie, body, "key-0001");
    REQUIRE(kept.status == 201);
    const auto receipt = wire::read_receipt(kept.json());
    REQUIRE(receipt);
    return receipt->channel;
}

}  // namespace

TEST_CASE("a choice by code may say that it was made at a kiosk, and nothing else")
{
    TemporaryFolder folder;
    World world(folder.path());
    CHECK(channel_of(world, R"({"action":"decline","channel":"kiosk"})", world.person(Situation::NoProvider)) ==
          Channel::Kiosk);
    CHECK(channel_of(world, R"({"action":"decline","channel":"code"})", world.person(Situation::NoProvider)) ==
          Channel::Code);
    CHECK(channel_of(world, R"({"action":"decline"})", world.person(Situation::NoProvider)) == Channel::Code);
    for (const char* channel : {"paper", "phone", "in_person", "deadline", "e_id", "", "Kiosk"}) {
        CAPTURE(channel);
        const std::string body = R"({"action":"decline","channel":")" + std::string(channel) + R"("})";
        CHECK(world.submit(world.person(Situation::NoProvider), body, "key-0001").status == 400);
    }
}

TEST_CASE("the same choice from a kiosk sent twice is one, wherever it is sent from the second time")
{
    TemporaryFolder folder;
    World world(folder.path());
    const std::string cookie = world.person(Situation::NoProvider);
    const std::string body = R"({"action":"decline","channel":"kiosk"})";
    const auto first = world.submit(cookie, body, "key-0001");
    CHECK(first.status == 201);
    CHECK(world.submit(cookie, body, "key-0001").body == first.body);
    // Whoever is asked to sign in again may do so in another way.
    CHECK(world.submit(cookie, R"({"action":"decline"})", "key-0001").body == first.body);
}

TEST_CASE("how many came in which way is counted by day and municipality, and of nobody")
{
    TemporaryFolder folder;
    World world(folder.path());
    channel_of(world, R"({"action":"decline","channel":"kiosk"})", world.person(Situation::NoProvider));
    channel_of(world, R"({"action":"decline","channel":"kiosk"})", world.person(Situation::NoProvider));
    channel_of(world, R"({"action":"decline"})", world.person(Situation::NoProvider));
    world.set_today(plus_days(test_day(), 1));
    const auto kept = world.submit(world.person(Situation::NoProvider, kOther),
                                   R"({"action":"decline","channel":"kiosk"})", "key-0001", kOther);
    REQUIRE(kept.status == 201);
    const auto lines = world.store().ask<std::string>(
        [](Queries& queries) -> Result<std::string, Problem> { return usage_lines(queries); });
    REQUIRE(lines);
    CHECK(*lines == "2026-11-23 strangnas code 1\n2026-11-23 strangnas kiosk 2\n2026-11-24 annanstans kiosk 1\n");
}

TEST_CASE("the camera is allowed at a kiosk's address and at no other")
{
    TemporaryFolder site;
    site.put("index.html",
             R"(<!doctype html><meta http-equiv="Content-Security-Policy" content="default-src 'none'">)");
    const auto loaded = StaticSite::load(site.path());
    REQUIRE(loaded);
    const auto policy = [&](const std::string& query) {
        Request request;
        request.method = "GET";
        request.path = "/";
        request.query = query;
        for (const auto& [name, value] : loaded->answer(request).headers)
            if (name == "Permissions-Policy") return value;
        return std::string();
    };
    const auto allows = [&](const std::string& query) {
        return policy(query).find("camera=(self)") != std::string::npos;
    };
    CHECK(allows("kiosk"));
    CHECK(policy("kiosk").find("microphone=()") != std::string::npos);
    for (const char* other : {"", "kiosk=1", "kiosk&x", "x"}) {
        CHECK(!allows(other));
        CHECK(policy(other).find("camera=()") != std::string::npos);
    }
}
