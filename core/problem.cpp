#include "core/problem.h"

namespace hemval {

const char* name_of(Problem problem)
{
    switch (problem) {
    case Problem::UnknownProvider: return "unknown_provider";
    case Problem::ProviderFull: return "provider_full";
    case Problem::ProviderClosing: return "provider_closing";
    case Problem::ProviderWrongArea: return "provider_wrong_area";
    case Problem::ProviderLacksService: return "provider_lacks_service";
    case Problem::AlreadyYours: return "already_yours";
    case Problem::NothingToSwitch: return "nothing_to_switch";
    case Problem::HasProvider: return "has_provider";
    case Problem::ProviderMissing: return "provider_missing";
    case Problem::DeclarationMissing: return "declaration_missing";
    case Problem::NothingToConfirm: return "nothing_to_confirm";
    case Problem::OwnMandate: return "own_mandate";
    case Problem::PhoneOnly: return "phone_only";
    case Problem::UnknownTransition: return "unknown_transition";
    case Problem::TransitionNotNow: return "transition_not_now";
    case Problem::TransitionDates: return "transition_dates";
    case Problem::CodeMalformed: return "code_malformed";
    case Problem::CodeWrong: return "code_wrong";
    case Problem::LinkWrong: return "link_wrong";
    case Problem::CodeUsed: return "code_used";
    case Problem::CodeExpired: return "code_expired";
    case Problem::TooManyTries: return "too_many_tries";
    case Problem::NotSignedIn: return "not_signed_in";
    case Problem::UnknownCase: return "unknown_case";
    case Problem::NotConfirmed: return "not_confirmed";
    case Problem::MandateOpen: return "mandate_open";
    case Problem::UnknownChange: return "unknown_change";
    case Problem::OwnProposal: return "own_proposal";
    case Problem::NotNeutral: return "not_neutral";
    case Problem::NotAllowed: return "not_allowed";
    case Problem::NoOpenCase: return "no_open_case";
    case Problem::IdentityUnclear: return "identity_unclear";
    case Problem::RoleUnclear: return "role_unclear";
    case Problem::UnknownMunicipality: return "unknown_municipality";
    case Problem::UnknownReceipt: return "unknown_receipt";
    case Problem::UnknownPage: return "unknown_page";
    case Problem::MalformedRequest: return "malformed_request";
    case Problem::RequestTooLarge: return "request_too_large";
    case Problem::KeyMissing: return "key_missing";
    case Problem::KeyReused: return "key_reused";
    case Problem::MethodNotAllowed: return "method_not_allowed";
    case Problem::Busy: return "busy";
    case Problem::ServiceFailed: return "service_failed";
    case Problem::Offline: return "offline";
    case Problem::AnswerUnreadable: return "answer_unreadable";
    }
    return "";
}

std::optional<Problem> problem_named(std::string_view name)
{
    for (const Problem problem : kAllProblems) {
        if (name == name_of(problem)) {
            return problem;
        }
    }
    return std::nullopt;
}

}  // namespace hemval
