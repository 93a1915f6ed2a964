#include "server/alarm.h"
#include "server/client_address.h"

#include <doctest/doctest.h>

#include <future>

using namespace hemval::server;
using namespace std::chrono_literals;

namespace {

Request from(const std::string& peer, std::vector<std::string> forwarded = {})
{
    Request request;
    request.peer = peer;
    for (const std::string& line : forwarded)
        request.headers.emplace_back("x-forwarded-for", line);
    return request;
}

}  // namespace

TEST_CASE("an address cannot be made up: a header counts only from a proxy that is named")
{
    CHECK(client_address(from("192.0.2.1", {"203.0.113.9"}), {}) == "192.0.2.1");
    CHECK(client_address(from("192.0.2.1", {"203.0.113.9"}), {"10.0.0.1"}) == "192.0.2.1");
    CHECK(client_address(from("10.0.0.1", {"203.0.113.9"}), {"10.0.0.1"}) == "203.0.113.9");
    // What the person's own end wrote stands to the left of what the proxy added.
    CHECK(client_address(from("10.0.0.1", {"1.1.1.1, 203.0.113.9"}), {"10.0.0.1"}) == "203.0.113.9");
    CHECK(client_address(from("10.0.0.1", {"1.1.1.1", "203.0.113.9"}), {"10.0.0.1"}) ==
          "203.0.113.9");
    CHECK(client_address(from("10.0.0.1", {"203.0.113.9, 10.0.0.2"}), {"10.0.0.1", "10.0.0.2"}) ==
          "203.0.113.9");
    CHECK(client_address(from("10.0.0.1", {"203.0.113.9, unknown"}), {"10.0.0.1"}) == "10.0.0.1");
    CHECK(client_address(from("10.0.0.1"), {"10.0.0.1"}) == "10.0.0.1");
}

TEST_CASE("an IPv6 network counts as one, and an IPv4 address inside IPv6 as itself")
{
    const std::string home = client_address(from("2001:db8:1:2:aaaa::1"), {});
    CHECK(home == "2001:db8:1:2::/64");
    CHECK(client_address(from("2001:db8:1:2:ffff:1:2:3"), {}) == home);
    CHECK(client_address(from("2001:db8:1:3::1"), {}) != home);
    CHECK(client_address(from("::ffff:192.0.2.1"), {}) == "192.0.2.1");
    CHECK(client_address(from("::ffff:10.0.0.1", {"2001:DB8:1:2::9"}), {"10.0.0.1"}) == home);
    CHECK(canonical_address("2001:DB8:0::1") == "2001:db8::1");
    for (const char* text : {"", "localhost", "192.0.2", "192.0.2.1, 10.0.0.1", "1.2.3.4:80"})
        CHECK(canonical_address(text).empty());
}

TEST_CASE("an alarm calls in the order of time, and nothing after it has been stopped")
{
    Alarm alarm;
    std::promise<std::string> said;
    std::string order;
    alarm.after(40ms, [&] { said.set_value(order + "b"); });
    alarm.after(5ms, [&] { order += "a"; });
    CHECK(said.get_future().get() == "ab");
    alarm.after(5ms, [&] { order += "c"; });
    alarm.stop();
    alarm.after(0ms, [&] { order += "d"; });
    std::this_thread::sleep_for(20ms);
    CHECK(order == "a");
}

TEST_CASE("on the Unix socket whom the front names last is believed, and no further")
{
    const auto by_front = [](std::vector<std::string> forwarded) {
        Request request = from("", std::move(forwarded));
        request.through_front = true;
        return request;
    };
    CHECK(client_address(by_front({"203.0.113.9"}), {}) == "203.0.113.9");
    CHECK(client_address(by_front({"1.1.1.1, 203.0.113.9"}), {}) == "203.0.113.9");
    CHECK(client_address(by_front({"1.1.1.1", "203.0.113.9"}), {}) == "203.0.113.9");
    CHECK(client_address(by_front({"203.0.113.9, 10.0.0.1"}), {"10.0.0.1"}) == "203.0.113.9");
    CHECK(client_address(by_front({}), {}).empty());
    CHECK(client_address(by_front({"nobody"}), {}).empty());
}
