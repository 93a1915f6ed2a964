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
    NothingToConfirm,    // no mandate of the person's awaits an answer
    OwnMandate,          // nobody confirms the mandate they act under themselves
    UnknownTransition,
    TransitionNotNow,    // a step that does not follow the one before
    TransitionDates,     // a last day or deadline missing, past, or in the wrong order
    // signing in
    CodeMalformed,       // not 16 digits, or the check digit is wrong: a slip while typing
    CodeWrong,
    LinkWrong,           // of a letter's QR code
    CodeUsed,            // its choice has taken effect
    CodeExpired,
    PhoneOnly,           // the case is not handled online, and not told why
    TooManyTries,        // wrong codes from the same address: wait, as long as Retry-After says
    NotSignedIn,
    // the staff's desk
    UnknownCase,
    NotConfirmed,        // work after a choice that nobody has confirmed
    MandateOpen,         // a choice by somebody whose mandate nobody has judged
    UnknownChange,       // no such proposal, or it has ended
    OwnProposal,         // changing the rotation list takes two people
    NotNeutral,          // a provider's text with claims in it
    NotAllowed,          // the wrong role, or another municipality's
    NoOpenCase,          // signed in by e-ID, but with nothing to choose for here
    IdentityUnclear,     // a sign-in that did not say who it is, as the contract has it
    RoleUnclear,         // staff with no role, or with several
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
    Problem::DeclarationMissing, Problem::NothingToConfirm,  Problem::OwnMandate,
    Problem::UnknownTransition, Problem::TransitionNotNow, Problem::TransitionDates,
    Problem::CodeMalformed,    Problem::CodeWrong,           Problem::LinkWrong,
    Problem::CodeUsed,
    Problem::CodeExpired,      Problem::PhoneOnly,           Problem::TooManyTries,
    Problem::NotSignedIn,
    Problem::UnknownCase,      Problem::NotConfirmed,        Problem::MandateOpen,        Problem::UnknownChange,
    Problem::OwnProposal,      Problem::NotNeutral,
    Problem::NotAllowed,       Problem::NoOpenCase,          Problem::IdentityUnclear,
    Problem::RoleUnclear,
    Problem::UnknownMunicipality, Problem::UnknownReceipt,   Problem::UnknownPage,         Problem::MalformedRequest,
    Problem::RequestTooLarge,  Problem::KeyMissing,          Problem::KeyReused,
    Problem::MethodNotAllowed, Problem::Busy,                Problem::ServiceFailed,
    Problem::Offline,          Problem::AnswerUnreadable,
};

const char* name_of(Problem problem);                            // "provider_full"
std::optional<Problem> problem_named(std::string_view name);

}  // namespace hemval
