#include "server/session_cookie.h"

#include <algorithm>

namespace hemval::server {
namespace {

constexpr std::size_t kTokenDigits = 64;

std::string name_for(const Request& request)
{
    return request.through_front ? "__Host-hemval-session" : "hemval-session";
}

std::string attributes_for(const Request& request)
{
    return std::string("; Path=/; HttpOnly; SameSite=Strict") + (request.through_front ? "; Secure" : "");
}

}  // namespace

std::string session_token(const Request& request)
{
    const std::string begins = name_for(request) + "=";
    std::string_view cookies = request.header("cookie").value_or("");
    while (!cookies.empty()) {
        const std::size_t end = std::min(cookies.find(';'), cookies.size());
        const std::string_view item = trimmed(cookies.substr(0, end));
        cookies.remove_prefix(std::min(end + 1, cookies.size()));
        if (item.substr(0, begins.size()) != begins)
            continue;
        const std::string_view token = item.substr(begins.size());
        const bool whole = token.size() == kTokenDigits &&
                           token.find_first_not_of("0123456789abcdef") == std::string_view::npos;
        return whole ? std::string(token) : std::string();
    }
    return {};
}

std::string session_cookie(const Request& request, const std::string& token)
{
    return name_for(request) + "=" + token + attributes_for(request);
}

std::string no_session_cookie(const Request& request)
{
    return session_cookie(request, "") + "; Max-Age=0";
}

}  // namespace hemval::server
