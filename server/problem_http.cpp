#include "server/problem_http.h"

#include <nlohmann/json.hpp>

namespace hemval::server {
namespace {

// How long a client waits before it tries again when the queue is full.
constexpr const char* kRetryAfterSeconds = "2";

}  // namespace

int status_of(Problem problem)
{
    switch (problem) {
    case Problem::UnknownProvider: return 422;
    case Problem::ProviderFull: return 409;
    case Problem::ProviderClosing: return 409;
    case Problem::ProviderWrongArea: return 409;
    case Problem::ProviderLacksService: return 409;
    case Problem::AlreadyYours: return 409;
    case Problem::NothingToSwitch: return 409;
    case Problem::HasProvider: return 409;
    case Problem::ProviderMissing: return 422;
    case Problem::DeclarationMissing: return 422;
    case Problem::NothingToConfirm: return 409;
    case Problem::OwnMandate: return 403;
    case Problem::PhoneOnly: return 403;
    case Problem::UnknownTransition: return 404;
    case Problem::TransitionNotNow: return 409;
    case Problem::TransitionDates: return 422;
    case Problem::CodeMalformed: return 422;
    case Problem::CodeWrong: return 403;
    case Problem::LinkWrong: return 403;
    case Problem::CodeUsed: return 403;
    case Problem::CodeExpired: return 403;
    case Problem::TooManyTries: return 429;
    case Problem::NotSignedIn: return 401;
    case Problem::UnknownCase: return 404;
    case Problem::NotConfirmed: return 409;
    case Problem::MandateOpen: return 409;
    case Problem::UnknownChange: return 404;
    case Problem::OwnProposal: return 403;
    case Problem::NotNeutral: return 422;
    case Problem::NotAllowed: return 403;
    case Problem::NoOpenCase: return 403;
    case Problem::IdentityUnclear: return 403;
    case Problem::RoleUnclear: return 403;
    case Problem::UnknownMunicipality: return 404;
    case Problem::UnknownReceipt: return 404;
    case Problem::UnknownPage: return 404;
    case Problem::MalformedRequest: return 400;
    case Problem::RequestTooLarge: return 413;
    case Problem::KeyMissing: return 400;
    case Problem::KeyReused: return 409;
    case Problem::MethodNotAllowed: return 405;
    case Problem::Busy: return 503;
    case Problem::ServiceFailed: return 500;
    case Problem::Offline: return 503;
    case Problem::AnswerUnreadable: return 502;
    }
    return 500;
}

Response problem_response(Problem problem, int status, const std::string& sentence,
                          const std::string& language)
{
    const nlohmann::json document = {
        {"type", std::string("urn:hemval:problem:") + name_of(problem)},
        {"title", sentence},
        {"status", status},
        {"problem", name_of(problem)},
    };
    using Json = nlohmann::json;
    Response response = text_response(
        status, "application/problem+json",
        document.dump(-1, ' ', false, Json::error_handler_t::replace));
    response.headers.emplace_back("Content-Language", language);
    response.headers.emplace_back("Cache-Control", "no-store");
    if (problem == Problem::Busy)
        response.headers.emplace_back("Retry-After", kRetryAfterSeconds);
    return response;
}

}  // namespace hemval::server
