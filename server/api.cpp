#include "server/api.h"

#include "core/wire_sign_in.h"
#include "server/client_address.h"
#include "server/json.h"
#include "server/login.h"
#include "server/problem_http.h"
#include "server/session_cookie.h"
#include "server/staff/api.h"

#include <algorithm>
#include <utility>

namespace hemval::server {
namespace {

using wire::Json;

constexpr std::string_view kPrefix = "/api/";
constexpr std::size_t kKeyShortest = 8;
constexpr std::size_t kKeyLongest = 128;

Response json_response(int status, const Json& json)
{
    Response response = text_response(status, "application/json", dumped(json));
    response.headers.emplace_back("Cache-Control", "no-store");
    return response;
}

// A browser says where a request comes from; a page elsewhere may not act for the person. What says
// nothing is no browser, and carries no person's cookie that SameSite has not let through.
bool from_elsewhere(const Request& request)
{
    const auto site = request.header("sec-fetch-site");
    if (site && *site != "same-origin")
        return true;
    const auto origin = request.header("origin");
    if (!origin)
        return false;
    const std::size_t scheme = origin->find("://");
    return scheme == std::string_view::npos ||
           lower_case(origin->substr(scheme + 3)) != lower_case(request.header("host").value_or(""));
}

std::string percent_encoded(std::string_view text)
{
    static constexpr char kHex[] = "0123456789ABCDEF";
    static constexpr std::string_view kPlain =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.";
    std::string encoded;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (kPlain.find(c) != std::string_view::npos)
            encoded += c;
        else
            encoded += {'%', kHex[byte >> 4U], kHex[byte & 15U]};
    }
    return encoded;
}

bool says_json(const Request& request)
{
    const auto types = preferences(request.header("content-type").value_or(""));
    return types.size() == 1 && types[0].name == "application/json";
}

std::optional<IdempotencyKey> key_of(const Request& request)
{
    const std::string_view text = request.header("idempotency-key").value_or("");
    const auto plain = [](char c) { return c > ' '; };
    if (text.size() < kKeyShortest || text.size() > kKeyLongest ||
        !std::all_of(text.begin(), text.end(), plain))
        return std::nullopt;
    return IdempotencyKey(std::string(text));
}

// Typed from paper: case, hyphens and the letters Crockford's alphabet leaves out are forgiven.
ReceiptNumber number_typed(std::string_view text)
{
    std::string plain;
    for (char c : text) {
        if (c >= 'a' && c <= 'z')
            c = static_cast<char>(c - 'a' + 'A');
        if (c == 'O')
            c = '0';
        if (c == 'I' || c == 'L')
            c = '1';
        if (c != '-')
            plain += c;
    }
    if (plain.size() == 10)
        plain = plain.substr(0, 4) + "-" + plain.substr(4, 4) + "-" + plain.substr(8);
    return ReceiptNumber(plain);
}

std::vector<std::string> parts_of(std::string_view path)
{
    std::vector<std::string> parts;
    while (!path.empty()) {
        const std::size_t end = std::min(path.find('/'), path.size());
        parts.emplace_back(path.substr(0, end));
        path.remove_prefix(std::min(end + 1, path.size()));
    }
    return parts;
}

std::string with_phone(std::string sentence, const std::string& phone)
{
    static constexpr std::string_view kPhone = "{phone}";
    std::size_t at = 0;
    while ((at = sentence.find(kPhone, at)) != std::string::npos) {
        sentence.replace(at, kPhone.size(), phone);
        at += phone.size();
    }
    return sentence;
}

}  // namespace

// One request on its way through.
struct Api::Errand {
    const Request& request;
    MunicipalityId municipality;
    std::vector<std::string> rest;  // the path's parts after the municipality
    std::string accept_language;
    std::string pattern;
    Reply reply;
    const Api& api;

    void send(Response response) const
    {
        response.pattern = pattern;
        reply(std::move(response));
    }
    void refuse(Problem problem) const { refuse(problem, status_of(problem)); }
    void refuse(Problem problem, int status) const
    {
        send(api.problem(problem, status, accept_language, municipality));
    }
    // `write` makes the Response of a value; a problem answers itself.
    template <class T, class Write>
    std::function<void(Result<T, Problem>)> then(Write write) const
    {
        return [answered = then_wait<T>(write)](Result<T, Problem> answer) {
            answered(std::move(answer), std::chrono::seconds(0));
        };
    }
    // A problem may say how long to wait before the next try.
    template <class T, class Write>
    std::function<void(Result<T, Problem>, std::chrono::seconds)> then_wait(Write write) const
    {
        return [write, language = accept_language, id = municipality, name = pattern, out = reply,
                &api = api](Result<T, Problem> answer, std::chrono::seconds wait) {
            Response response = answer ? write(*answer)
                                       : api.problem(answer.error(), status_of(answer.error()),
                                                     language, id);
            if (wait.count() > 0)
                response.headers.emplace_back("Retry-After", std::to_string(wait.count()));
            response.pattern = name;
            out(std::move(response));
        };
    }
};

bool Api::takes(const std::string& path)
{
    return path == "/healthz" || path.compare(0, kPrefix.size(), kPrefix) == 0;
}

Response Api::problem(Problem problem, int status, const std::string& accept_language,
                      const MunicipalityId& municipality) const
{
    const std::string language = locales_.choose(accept_language);
    const auto pack = service_.packs().find(municipality);
    const std::string phone = pack != service_.packs().end() ? pack->second.contact.phone
                              : language == "sv"             ? "kommunen"
                                                             : "the municipality";
    return problem_response(problem, status,
                            with_phone(locales_.sentence(problem, language), phone), language);
}

Response Api::method_problem(const std::vector<std::string>& allowed,
                             const std::string& accept_language) const
{
    constexpr auto kProblem = Problem::MethodNotAllowed;
    Response response = problem(kProblem, status_of(kProblem), accept_language, MunicipalityId());
    std::string list;
    for (const std::string& method : allowed)
        list += (list.empty() ? "" : ", ") + method;
    response.headers.emplace_back("Allow", list);
    return response;
}

void Api::handle(const Request& request, Reply reply)
{
    Errand errand{request, {}, {}, std::string(request.header("accept-language").value_or("")),
                  "/healthz", std::move(reply), *this};
    const bool reads = request.method == "GET" || request.method == "HEAD";
    if (request.path == "/healthz")
        return reads ? errand.send(json_response(200, {{"status", "ok"}}))
                     : errand.send(method_problem({"GET", "HEAD"}, errand.accept_language));

    errand.pattern = "/api/{unknown}";
    errand.rest = parts_of(std::string_view(request.path).substr(kPrefix.size()));
    if (errand.rest.empty())
        return errand.refuse(Problem::UnknownPage);
    errand.municipality = MunicipalityId(errand.rest.front());
    errand.rest.erase(errand.rest.begin());
    if (service_.packs().count(errand.municipality) == 0)
        return errand.refuse(Problem::UnknownMunicipality);
    if (!reads && from_elsewhere(request))
        return errand.refuse(Problem::MalformedRequest, 403);

    if (staff_ && !errand.rest.empty() && errand.rest.front() == "staff") {
        if (request.method == "POST" && !says_json(request))
            return errand.refuse(Problem::MalformedRequest);
        errand.rest.erase(errand.rest.begin());
        return staff_->handle({request, errand.municipality, errand.rest, session_token(request),
                               key_of(request), errand.accept_language, errand.reply});
    }

    struct Route {
        const char* name;
        std::size_t parts;
        const char* pattern;
        std::vector<std::string> methods;
        void (Api::*run)(const Errand&);
    };
    static const Route kRoutes[] = {
        {"providers", 1, "/api/{m}/providers", {"GET", "HEAD"}, &Api::statuses},
        {"session", 1, "/api/{m}/session", {"GET", "HEAD", "POST", "DELETE"}, &Api::session},
        {"sessions", 1, "/api/{m}/sessions", {"DELETE"}, &Api::sign_out_everywhere},
        {"case", 1, "/api/{m}/case", {"GET", "HEAD"}, &Api::current},
        {"submissions", 1, "/api/{m}/submissions", {"POST"}, &Api::submit},
        {"receipts", 2, "/api/{m}/receipts/{number}", {"GET", "HEAD"}, &Api::check},
        {"proofs", 2, "/api/{m}/proofs/{number}", {"GET", "HEAD"}, &Api::prove},
        {"checkpoint", 1, "/api/{m}/checkpoint", {"GET", "HEAD"}, &Api::checkpoint},
    };
    for (const Route& route : kRoutes) {
        if (errand.rest.size() != route.parts || errand.rest.front() != route.name)
            continue;
        errand.pattern = route.pattern;
        const auto& methods = route.methods;
        if (std::find(methods.begin(), methods.end(), request.method) == methods.end())
            return errand.send(method_problem(methods, errand.accept_language));
        if (request.method == "POST" && !says_json(request))
            return errand.refuse(Problem::MalformedRequest);
        return (this->*route.run)(errand);
    }
    errand.refuse(Problem::UnknownPage);
}

void Api::statuses(const Errand& errand)
{
    using Statuses = std::vector<ProviderStatus>;
    service_.statuses(errand.municipality, errand.then<Statuses>([](const Statuses& statuses) {
        return json_response(200, wire::write(statuses));
    }));
}

void Api::session(const Errand& errand)
{
    if (errand.request.method == "DELETE") {
        const std::string token = session_token(errand.request);
        return service_.sign_out(token, errand.then<bool>([gone = no_session_cookie(errand.request)](bool) {
            Response response;
            response.status = 204;
            response.headers.emplace_back("Set-Cookie", gone);
            response.headers.emplace_back("Cache-Control", "no-store");
            return response;
        }));
    }
    if (errand.request.method != "POST")
        return sign_in_state(errand);
    const Json json = received(errand.request.body);
    const auto code = json.is_object() ? json.find("code") : json.end();
    if (!json.is_object() || json.size() != 1 || code == json.end() || !code->is_string())
        return errand.refuse(Problem::MalformedRequest);
    // Only what the cookie depends on: the request is gone when the answer comes.
    Request where;
    where.through_front = errand.request.through_front;
    const auto answer = [where](const SignedIn& signed_in) {
        Response response = json_response(200, wire::write(signed_in.view));
        response.headers.emplace_back("Set-Cookie", session_cookie(where, signed_in.token));
        return response;
    };
    service_.sign_in(errand.municipality, code->get<std::string>(),
                     client_address(errand.request, proxies_), session_token(errand.request),
                     errand.then_wait<SignedIn>(answer));
}

void Api::sign_in_state(const Errand& errand)
{
    service_.sign_in_state(errand.municipality, session_token(errand.request),
                           errand.then<SignInState>(
                               [ways = offered_ways(errand.request)](SignInState state) {
                                   state.offered = ways;
                                   return json_response(200, wire::write(state));
                               }));
}

// Who came by way of the front is signed in there too, and at whoever vouched for them: the answer says
// where that is ended.
void Api::sign_out_everywhere(const Errand& errand)
{
    using Way = std::optional<SignInWay>;
    const std::string start = "/" + errand.municipality.value + "/";
    const std::string end = errand.request.through_front
                                ? std::string(kLoginCallback) + "?logout=https%3A%2F%2F" +
                                      percent_encoded(errand.request.header("host").value_or("")) +
                                      percent_encoded(start)
                                : "";
    service_.sign_out_everywhere(
        session_token(errand.request),
        errand.then<Way>([end, gone = no_session_cookie(errand.request)](const Way& way) {
            Json json = Json::object();
            if (way && *way != SignInWay::Code && !end.empty())
                json["continue"] = end;
            Response response = json_response(200, json);
            response.headers.emplace_back("Set-Cookie", gone);
            return response;
        }));
}

void Api::current(const Errand& errand)
{
    service_.current(errand.municipality, session_token(errand.request),
                     errand.then<CaseView>([](const CaseView& view) {
                         return json_response(200, wire::write(view));
                     }));
}

void Api::submit(const Errand& errand)
{
    const std::string token = session_token(errand.request);
    if (token.empty())
        return errand.refuse(Problem::NotSignedIn);
    const auto key = key_of(errand.request);
    if (!key)
        return errand.refuse(Problem::KeyMissing);
    const Json json = received(errand.request.body);
    const auto submission = wire::read_submission(json, *key);
    if (!submission)
        return errand.refuse(Problem::MalformedRequest);
    service_.submit(errand.municipality, token, *submission,
                    errand.then<Submitted>([](const Submitted& submitted) {
                        return json_response(submitted.again ? 200 : 201,
                                             wire::write(submitted.receipt));
                    }));
}

void Api::check(const Errand& errand)
{
    service_.check(errand.municipality, number_typed(errand.rest.back()),
                   errand.then<ReceiptCheck>([](const ReceiptCheck& check) {
                       return json_response(200, wire::write(check));
                   }));
}

void Api::prove(const Errand& errand)
{
    service_.prove(errand.municipality, session_token(errand.request), number_typed(errand.rest.back()),
                   errand.then<ReceiptProof>([](const ReceiptProof& proof) {
                       return json_response(200, wire::write(proof));
                   }));
}

void Api::checkpoint(const Errand& errand)
{
    service_.checkpoint(errand.municipality,
                        errand.then<SignedCheckpoint>([this](const SignedCheckpoint& newest) {
                            return json_response(200, {{"checkpoint", newest.text},
                                                       {"signature", newest.signature},
                                                       {"public_key", service_.public_key()}});
                        }));
}

}  // namespace hemval::server
