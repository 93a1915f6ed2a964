#pragma once

#include "core/ids.h"
#include "server/http.h"
#include "server/service.h"

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace hemval::server {

// The contract with server/front/apache.conf. The front sets these, after it has signed somebody in,
// on the two paths below and nowhere else, and takes away whatever a client sends by these names.
inline constexpr const char* kLoginPerson = "/login/person";
inline constexpr const char* kLoginStaff = "/login/staff";
inline constexpr const char* kLoginCallback = "/login/callback";  // the front's own, never proxied
inline constexpr const char* kIdentityNumberHeader = "hemval-identity-number";
inline constexpr const char* kAccountHeader = "hemval-account";
inline constexpr const char* kNameHeader = "hemval-name";
inline constexpr const char* kMunicipalityHeader = "hemval-municipality";
inline constexpr const char* kRolesHeader = "hemval-roles";      // with commas between
inline constexpr const char* kSignInHeader = "hemval-sign-in";   // the id token's nonce
inline constexpr const char* kSignedInAtHeader = "hemval-signed-in-at";  // and its iat
inline constexpr const char* kOffersHeader = "hemval-offers";    // "e_id" or "staff", on every request
inline constexpr const char* kFrontCookie = "__Host-hemval-sign-in";  // the front's own session

// How old a sign-in may be when it begins a session here.
inline constexpr std::int64_t kSignInSeconds = 120;

// Where a sign-in may lead back to: "/strangnas/" with an address of the app's, if any, behind it.
// Nothing for anything else.
std::optional<MunicipalityId> return_place(const std::string& path, const Packs& packs);

// The value of a query's field, decoded; empty when it is not there or not decodable.
std::string query_value(const std::string& query, const std::string& name);

// The ways to sign in that whoever is in front offers on this request, beside the code.
std::vector<SignInWay> offered_ways(const Request& request);

// Exactly one of our roles; other systems' names in the claim are none of ours.
Result<Role, Problem> only_role(std::string_view roles);

// Turns what Apache vouches for into a session of the service's own, and leads back to the app.
class Login {
public:
    explicit Login(Service& service) : service_(service) {}  // must outlive it

    // Only for requests that came through the front: elsewhere there is no such page.
    static bool takes(const Request& request);
    void handle(const Request& request, Reply reply);

private:
    struct Visitor;
    bool is_fresh(const Request& request);
    void person(Visitor visitor);
    void staff(Visitor visitor);

    Service& service_;
    std::mutex mutex_;
    std::map<std::string, std::int64_t> used_;  // sign-ins that have begun a session, and when
};

}  // namespace hemval::server
