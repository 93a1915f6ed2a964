#pragma once

#include "core/client_case.h"
#include "core/ledger.h"
#include "core/receipt_proof.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The port: what the app asks of whoever keeps the choices. The service implements it over HTTP, the
// demonstration in memory; nothing else differs.
namespace hemval {

// How one provider stands today, for everybody to see.
struct ProviderStatus {
    ProviderId provider;
    bool full = false;
    std::optional<Day> closing;
    std::optional<LocalizedText> about{};  // its own words, when newer ones are published than the pack's
    friend bool operator==(const ProviderStatus&, const ProviderStatus&) = default;
};

// The queue the person stands in, and which they are in it today.
struct QueueView {
    ProviderId provider;
    int place = 0;
    std::uint64_t since = 0;              // the entry that took the place
    std::optional<ProviderId> meanwhile;  // who performs or will perform the care until then
    std::optional<Day> ends{};            // the provider closes: after that day the place is gone
    friend bool operator==(const QueueView&, const QueueView&) = default;
};

// What the person is told when their provider leaves, or may: while it is only proposed, that alone.
struct TransitionView {
    ProviderId provider;
    TransitionPhase phase = TransitionPhase::Proposed;
    Day since;
    std::optional<LeavingTerms> terms;
    std::optional<Day> offered_until;  // annulled, and the place they had is kept for them
    friend bool operator==(const TransitionView&, const TransitionView&) = default;
};
// How long it is told that a provider stays after all.
inline constexpr int kAnnulledToldDays = 60;

// What a code may show: the offered providers and the person's own choice, never case data.
struct CaseView {
    // The same each time for the same person's case, says nothing of it, and opens nothing; so that a device
    // knows whose something is that it keeps. Empty in the demonstration, where nothing is kept.
    std::string owner{};
    MunicipalityId municipality;  // the code's own: a person who typed it elsewhere is taken there
    Situation situation = Situation::NoProvider;
    std::optional<ProviderId> current;
    std::optional<Day> closing;            // of the current provider
    std::optional<Receipt> pending;
    std::optional<Rejected> rejected{};    // a choice somebody made for the person, that does not count
    std::vector<Action> allowed;
    std::vector<Eligibility> providers;
    EffectiveWindow if_chosen_today;       // of a first choice or a switch, whichever is allowed
    Day today;
    std::optional<QueueView> queue{};
    std::optional<TransitionView> transition{};
    std::optional<Day> choose_by{};  // of a first choice
};

// What a stranger with the number learns: that it is genuine. Not which provider.
struct ReceiptCheck {
    ReceiptNumber number;
    std::uint64_t sequence = 0;
    Action action = Action::Choose;
    Day received;
    std::optional<Inclusion> inclusion{};  // none in the demonstration, which has no tree
};

// How long somebody signed in may do nothing before the session ends, and how long before that they
// are asked whether they are still there (WCAG 2.2.1: at least 20 seconds, as often as wanted).
inline constexpr int kSessionIdleSeconds = 15 * 60;
inline constexpr int kSessionWarningSeconds = 2 * 60;

template <class T>
using Then = std::function<void(Result<T, Problem>)>;

class Registry {
public:
    virtual ~Registry() = default;
    virtual int idle_seconds() const = 0;  // after which a session ends; 0: never
    virtual void statuses(Then<std::vector<ProviderStatus>> then) = 0;
    virtual void sign_in(const std::string& code, Then<CaseView> then) = 0;
    // Nothing: nobody is signed in any more.
    virtual void sign_out(std::function<void(std::optional<Problem>)> then) = 0;
    virtual void current(Then<CaseView> then) = 0;
    // The same key and body give the same receipt however often they are sent.
    virtual void submit(const Submission& submission, Then<Receipt> then) = 0;
    virtual void check(const ReceiptNumber& number, Then<ReceiptCheck> then) = 0;
    // Of the signed-in person's own receipt. The demonstration has no tree, so no receipt in it.
    virtual void prove(const ReceiptNumber&, Then<ReceiptProof> then)
    {
        then(fail(Problem::UnknownReceipt));
    }
    // What checkpoints are signed with, in hexadecimal.
    virtual void public_key(Then<std::string> then) { then(fail(Problem::UnknownReceipt)); }
};

// `person` as it was last kept; the view is as of `today`.
CaseView case_view(const Municipality& municipality, const MunicipalityState& state,
                   const ClientCase& person, Day today);
std::vector<ProviderStatus> provider_statuses(const MunicipalityState& state);

// "1234-5678-9012-3456", the last a check digit (Luhn). Spaces and hyphens of any kind are forgiven.
// Nothing for anything else: a slip while typing, told apart from a wrong code without asking anyone.
std::optional<std::string> canonical_code(std::string_view typed);
// 15 random digits and their check digit, in the canonical form; empty for anything but 15 digits.
std::string code_from_digits(std::string_view fifteen_digits);
// The 128 bits behind a letter's QR code, as 26 characters of Crockford's base 32. Too many to be guessed.
std::string link_code(std::uint64_t high, std::uint64_t low);
// In capitals; nothing for anything else.
std::optional<std::string> canonical_link_code(std::string_view text);
// Ten characters of Crockford's base 32 (no I, L, O, U) from the low 50 bits, as "K7F2-9QXM-4T".
ReceiptNumber receipt_number(std::uint64_t random);

}  // namespace hemval
