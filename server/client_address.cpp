#include "server/client_address.h"

#include <arpa/inet.h>

#include <cstring>

namespace hemval::server {
namespace {

constexpr std::size_t kNetworkBytes = 8;

std::string address_text(int family, const void* bytes)
{
    char text[INET6_ADDRSTRLEN] = {};
    return inet_ntop(family, bytes, text, sizeof text) ? text : "";
}

// The addresses the header's lines name, in order.
std::vector<std::string> forwarded_for(const Request& request)
{
    std::vector<std::string> found;
    for (const auto& [name, value] : request.headers) {
        if (name != "x-forwarded-for")
            continue;
        std::string_view rest = value;
        for (;;) {
            const std::size_t end = rest.find(',');
            found.emplace_back(trimmed(rest.substr(0, end)));
            if (end == std::string_view::npos)
                break;
            rest.remove_prefix(end + 1);
        }
    }
    return found;
}

std::string network_of(const std::string& address)
{
    in6_addr v6{};
    if (inet_pton(AF_INET6, address.c_str(), &v6) != 1)
        return address;
    std::memset(v6.s6_addr + kNetworkBytes, 0, sizeof v6.s6_addr - kNetworkBytes);
    return address_text(AF_INET6, &v6) + "/64";
}

}  // namespace

std::string canonical_address(const std::string& text)
{
    in_addr v4{};
    if (inet_pton(AF_INET, text.c_str(), &v4) == 1)
        return address_text(AF_INET, &v4);
    in6_addr v6{};
    if (inet_pton(AF_INET6, text.substr(0, text.find('%')).c_str(), &v6) != 1)
        return {};
    return IN6_IS_ADDR_V4MAPPED(&v6) ? address_text(AF_INET, v6.s6_addr + 12) : address_text(AF_INET6, &v6);
}

std::string client_address(const Request& request, const std::set<std::string>& proxies)
{
    const auto named = forwarded_for(request);
    auto next = named.rbegin();
    std::string address = canonical_address(request.peer);
    if (request.through_front && next != named.rend())
        address = canonical_address(*next++);
    for (; next != named.rend() && proxies.count(address) > 0; ++next) {
        const std::string before = canonical_address(*next);
        if (before.empty())
            break;
        address = before;
    }
    return network_of(address);
}

}  // namespace hemval::server
