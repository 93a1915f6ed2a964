#include "server/login.h"

#include "core/identity_number.h"
#include "server/session_cookie.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace hemval::server {
namespace {

constexpr std::size_t kLongestReturn = 200;
constexpr std::size_t kLongestClaim = 200;
constexpr const char* kStaffPlace = "#/personal";

int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::string decoded(std::string_view text)
{
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            plain += text[i] == '+' ? ' ' : text[i];
            continue;
        }
        const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
        const int low = high >= 0 ? hex_digit(text[i + 2]) : -1;
        if (low < 0)
            return {};
        plain += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return plain;
}

// The one value of a header that the front sets; nothing when it is not there, and nothing when it is
// there twice, which the front never does.
std::optional<std::string> only(const Request& request, std::string_view name)
{
    std::optional<std::string> found;
    for (const auto& [field, value] : request.headers) {
        if (field != name)
            continue;
        if (found)
            return std::nullopt;
        found = std::string(trimmed(value));
    }
    if (!found || found->empty() || found->size() > kLongestClaim)
        return std::nullopt;
    return found;
}

Response see_other(const std::string& where, const char* pattern)
{
    Response response;
    response.status = 303;
    response.headers.emplace_back("Location", where);
    response.headers.emplace_back("Cache-Control", "no-store");
    response.pattern = pattern;
    return response;
}

// What went wrong is said by the app, in the person's language, where they sign in.
std::string told_at(const std::optional<MunicipalityId>& id, Problem problem)
{
    return id ? "/" + id->value + "/#/logga-in/" + name_of(problem) : "/";
}

}  // namespace

std::optional<MunicipalityId> return_place(const std::string& path, const Packs& packs)
{
    if (path.size() > kLongestReturn || path.empty() || path[0] != '/')
        return std::nullopt;
    const std::size_t end = path.find('/', 1);
    if (end == std::string::npos)
        return std::nullopt;
    const MunicipalityId id(path.substr(1, end - 1));
    if (packs.count(id) == 0)
        return std::nullopt;
    const std::string rest = path.substr(end + 1);
    if (rest.empty())
        return id;
    const auto of_the_app = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '/' || c == '-' || c == '_';
    };
    if (rest.compare(0, 2, "#/") != 0 || !std::all_of(rest.begin() + 1, rest.end(), of_the_app))
        return std::nullopt;
    return id;
}

std::string query_value(const std::string& query, const std::string& name)
{
    std::string_view rest = query;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('&'), rest.size());
        const std::string_view item = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (item.substr(0, name.size() + 1) == name + "=")
            return decoded(item.substr(name.size() + 1));
    }
    return {};
}

std::vector<SignInWay> offered_ways(const Request& request)
{
    std::vector<SignInWay> ways{SignInWay::Code};
    const auto more = request.through_front ? only(request, kOffersHeader) : std::nullopt;
    const auto way = more ? sign_in_way_named(*more) : std::nullopt;
    if (way && *way != SignInWay::Code)
        ways.push_back(*way);
    return ways;
}

Result<Role, Problem> only_role(std::string_view roles)
{
    std::optional<Role> found;
    while (!roles.empty()) {
        const std::size_t end = std::min(roles.find(','), roles.size());
        const auto role = role_named(trimmed(roles.substr(0, end)));
        roles.remove_prefix(std::min(end + 1, roles.size()));
        if (!role || role == found)
            continue;
        if (found)
            return fail(Problem::RoleUnclear);
        found = role;
    }
    if (!found)
        return fail(Problem::RoleUnclear);
    return *found;
}

struct Login::Visitor {
    Request request;
    std::string back;                     // where the sign-in leads; empty when it says nowhere of ours
    std::optional<MunicipalityId> place;  // the municipality it is in
    const char* pattern;
    Reply reply;

    void refuse(Problem problem) const { reply(see_other(told_at(place, problem), pattern)); }
    void lead_in(const Begun& begun, const std::string& where) const
    {
        Response response = see_other(where, pattern);
        response.headers.emplace_back("Set-Cookie", session_cookie(request, begun.token));
        reply(std::move(response));
    }
};

bool Login::takes(const Request& request)
{
    return request.through_front && (request.path == kLoginPerson || request.path == kLoginStaff);
}

// Each sign-in begins one session, soon after it: else whoever comes to a browser in which the front
// still knows somebody would be let in without showing who they are, also after signing out everywhere.
bool Login::is_fresh(const Request& request)
{
    const auto sign_in = only(request, kSignInHeader);
    const auto at_text = only(request, kSignedInAtHeader);
    std::int64_t at = 0;
    if (!sign_in || !at_text)
        return false;
    const char* end = at_text->data() + at_text->size();
    if (const auto [stop, error] = std::from_chars(at_text->data(), end, at);
        error != std::errc() || stop != end)
        return false;
    const std::int64_t now = service_.now();
    if (at < now - kSignInSeconds || at > now + kSignInSeconds)
        return false;
    const std::lock_guard lock(mutex_);
    for (auto used = used_.begin(); used != used_.end();)
        used = used->second < now - 2 * kSignInSeconds ? used_.erase(used) : std::next(used);
    return used_.emplace(*sign_in, now).second;
}

void Login::handle(const Request& request, Reply reply)
{
    const bool is_person = request.path == kLoginPerson;
    const char* pattern = is_person ? kLoginPerson : kLoginStaff;
    if (request.method != "GET") {
        Response response;
        response.status = 405;
        response.headers.emplace_back("Allow", "GET");
        response.pattern = pattern;
        return reply(std::move(response));
    }
    Visitor visitor{request, query_value(request.query, "return"), std::nullopt, pattern,
                    std::move(reply)};
    visitor.place = return_place(visitor.back, service_.packs());
    if (!visitor.place)
        visitor.back.clear();
    const bool vouched = only(request, kSignInHeader).has_value();
    if (vouched && !is_fresh(request)) {
        // Without its cookie the front signs in anew, and comes here again.
        Response again = see_other(
            request.path + (request.query.empty() ? "" : "?" + request.query), pattern);
        again.headers.emplace_back("Set-Cookie", std::string(kFrontCookie) +
                                                     "=; Path=/; HttpOnly; Secure; Max-Age=0");
        return visitor.reply(std::move(again));
    }
    if (!vouched)
        return visitor.refuse(Problem::IdentityUnclear);
    is_person ? person(std::move(visitor)) : staff(std::move(visitor));
}

void Login::person(Visitor visitor)
{
    const auto given = only(visitor.request, kIdentityNumberHeader);
    const auto number = given ? canonical_identity_number(*given) : std::nullopt;
    if (!number)
        return visitor.refuse(Problem::IdentityUnclear);
    const std::string earlier = session_token(visitor.request);
    service_.sign_in_by_e_id(visitor.place, *number, earlier, [visitor](Result<Begun, Problem> begun) {
        if (!begun)
            return visitor.refuse(begun.error());
        visitor.lead_in(*begun, visitor.place ? visitor.back : "/" + begun->municipality.value + "/#/val");
    });
}

void Login::staff(Visitor visitor)
{
    const auto account = only(visitor.request, kAccountHeader);
    const auto name = only(visitor.request, kNameHeader);
    const auto town = only(visitor.request, kMunicipalityHeader);
    if (!account || !town)
        return visitor.refuse(Problem::IdentityUnclear);
    const MunicipalityId id(*town);
    if (service_.packs().count(id) == 0)
        return visitor.refuse(Problem::IdentityUnclear);
    if (!visitor.place)
        visitor.place = id;
    const auto role = only_role(only(visitor.request, kRolesHeader).value_or(""));
    if (!role)
        return visitor.refuse(role.error());
    if (*visitor.place != id)
        return visitor.refuse(Problem::NotAllowed);
    // One that cannot be read is not passed over: a rule that rests on it would then silently not hold.
    const auto given = only(visitor.request, kIdentityNumberHeader);
    const auto number = given ? canonical_identity_number(*given) : std::nullopt;
    if (visitor.request.header(kIdentityNumberHeader) && !number)
        return visitor.refuse(Problem::IdentityUnclear);
    service_.sign_in_staff({*account, name.value_or(*account), id, *role}, number.value_or(""),
                           session_token(visitor.request), [visitor](Result<Begun, Problem> begun) {
                               if (!begun)
                                   return visitor.refuse(begun.error());
                               const std::string start =
                                   "/" + begun->municipality.value + "/" + kStaffPlace;
                               visitor.lead_in(*begun, visitor.back.empty() ? start : visitor.back);
                           });
}

}  // namespace hemval::server
