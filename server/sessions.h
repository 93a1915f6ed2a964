#pragma once

#include "core/ids.h"
#include "core/problem.h"
#include "core/representation.h"
#include "core/result.h"
#include "core/sign_in.h"
#include "server/clock.h"
#include "server/store/store.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

namespace hemval::server {

// However much it is used: over 20 hours is no time limit to a person (WCAG 2.2.1). kSessionIdleSeconds
// of core/registry.h is how long it may lie unused.
inline constexpr std::int64_t kSessionSeconds = 24 * 60 * 60;
// A session's last use is written at most this often: a read need not cost a commit.
inline constexpr std::int64_t kSessionTouchSeconds = 60;

// Whose a session is.
struct ByCode {
    CaseId person;
    std::string code_lookup;  // the letter's: the session ends with the letter's errand
};
struct ByEId {
    CaseId person;
    std::string pseudonym;  // of the person: all their sessions are found by it
};
struct ByStaff {
    Staff staff;
    std::string pseudonym = {};  // of their identity number, if the staff's sign-in tells it
};
using SessionHolder = std::variant<ByCode, ByEId, ByStaff>;

struct PersonSession {
    std::string token_hash;
    MunicipalityId municipality;
    CaseId person;
    bool stale = false;  // to be touched
    Channel channel = Channel::Code;
    std::string pseudonym = {};  // by e-ID; else empty
};

struct StaffSession {
    std::string token_hash;
    Staff staff;
    bool stale = false;
    std::string pseudonym = {};  // empty: not known
};

// Who is signed in, by a token of 256 random bits that the browser holds; only its SHA-256 is kept.
// A session of the wrong kind is no session at that door.
class Sessions {
public:
    explicit Sessions(Clock clock) : clock_(std::move(clock)) {}

    // The token, always a fresh one. `municipality` is the letter's or the case's; staff's their own.
    // `earlier` is the token that the browser comes with: nobody is left signed in behind the new one.
    std::string begin(Queries& queries, const MunicipalityId& municipality,
                      const SessionHolder& holder, const std::string& earlier = {}) const;

    // PhoneOnly when the person has become a protected one.
    Result<PersonSession, Problem> person(Queries& queries, const std::string& token) const;
    // NotAllowed for another municipality's staff. What the role allows is for the errand to say.
    Result<StaffSession, Problem> staff(Queries& queries, const MunicipalityId& municipality,
                                        const std::string& token) const;

    // Of any kind; NotSignedIn for none.
    Result<SignInState, Problem> state(Queries& queries, const std::string& token) const;

    void touch(Queries& queries, const std::string& token_hash) const { touch(queries, token_hash, clock_.now()); }
    // As used at `when`: a write that waits in line must not lengthen what has ended meanwhile.
    void touch(Queries& queries, const std::string& token_hash, std::int64_t when) const;
    void end(Queries& queries, const std::string& token) const;
    // All of the case, however they began, or all of the account. How this one had begun; nothing when
    // it was over already.
    std::optional<SignInWay> end_everywhere(Queries& queries, const std::string& token) const;

private:
    struct Row;
    Result<Row, Problem> find(Queries& queries, const std::string& token) const;

    Clock clock_;
};

}  // namespace hemval::server
