#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace hemval {

// Why an errand could not be done. Each has one sentence per locale ("problem.<name>") that says
// what to do next, and one HTTP status in the service; a test walks the enum for both.
enum class Problem : std::uint8_t {
    // the rules (decide)
    UnknownProvider,
    ProviderFull,
    ProviderClosing,
    ProviderWrongArea,
    ProviderLacksService,
    AlreadyYours,        // that provider is already the person's, or already chosen
    NothingToSwitch,     // a switch without a provider to leave
    HasProvider,         // a first choice or a decline by somebody who has a provider that stays
    ProviderMissing,     // choose or switch without saying to whom
    DeclarationMissing,  // acting for somebody without what goes with the role
    UnknownTransition,
    TransitionNotNow,    // a step that does not follow the one before
    TransitionDates,     // a last day or deadline missing, past, or in the wrong order
    // signing in
    CodeMalformed,       // not 16 digits, or the check digit is wrong: a slip while typing
    CodeWrong,
    LinkWrong,           // of a letter's QR code
    CodeUsed,            // its choice has taken effect
    CodeExpired,
    TooManyTries,        // wrong codes from the same address: wait, as long as Retry-After says
    NotSignedIn,
    // the conversation
    UnknownMunicipality,
    UnknownReceipt,
    UnknownPage,
    MalformedRequest,
    RequestTooLarge,
    KeyMissing,          // a submit without an idempotency key
    KeyReused,           // the same idempotency key with another body
    MethodNotAllowed,
    Busy,                // the queue is full: try again shortly
    ServiceFailed,       // the service could not keep it; nothing was done
    Offline,             // no answer: it may or may not have been kept; the same key makes a retry safe
    AnswerUnreadable,    // the answer was not what the contract says
};
inline constexpr Problem kAllProblems[] = {
    Problem::UnknownProvider,  Problem::ProviderFull,        Problem::ProviderClosing,
    Problem::ProviderWrongArea, Problem::ProviderLacksService, Problem::AlreadyYours,
    Problem::NothingToSwitch,  Problem::HasProvider,         Problem::ProviderMissing,
    Problem::DeclarationMissing,
    Problem::UnknownTransition, Problem::TransitionNotNow, Problem::TransitionDates,
    Problem::CodeMalformed,    Problem::CodeWrong,           Problem::LinkWrong,
    Problem::CodeUsed,
    Problem::CodeExpired,      Problem::TooManyTries,        Problem::NotSignedIn,
    Problem::UnknownMunicipality, Problem::UnknownReceipt,   Problem::UnknownPage,         Problem::MalformedRequest,
    Problem::RequestTooLarge,  Problem::KeyMissing,          Problem::KeyReused,
    Problem::MethodNotAllowed, Problem::Busy,                Problem::ServiceFailed,
    Problem::Offline,          Problem::AnswerUnreadable,
};

const char* name_of(Problem problem);                            // "provider_full"
std::optional<Problem> problem_named(std::string_view name);

}  // namespace hemval
