#pragma once

#include "core/registry.h"
#include "server/alarm.h"
#include "server/clock.h"
#include "server/codes.h"
#include "server/packs.h"
#include "server/representation.h"
#include "server/sessions.h"
#include "server/store/store.h"
#include "server/store/tables.h"
#include "server/turnstile.h"
#include "server/work_pool.h"

#include <atomic>
#include <functional>
#include <string>
#include <vector>

namespace hemval::server {

struct SignedIn {
    std::string token;  // for the cookie; only its SHA-256 is kept
    CaseView view;
};

// A sign-in that has a session: where it belongs, and the cookie's token.
struct Begun {
    MunicipalityId municipality;
    std::string token;
};

struct Submitted {
    Receipt receipt;
    bool again = false;  // the same key and body had been answered before
};

// The authority behind Registry: every errand, each in one transaction. Answers come on any thread.
class Service {
public:
    template <class T>
    using Answer = std::function<void(Result<T, Problem>)>;

    // With TooManyTries comes how long to wait.
    using SignInAnswer = std::function<void(Result<SignedIn, Problem>, std::chrono::seconds)>;

    // `store` must outlive the service.
    Service(Packs packs, Store& store, CodeMaker codes, Signer signer, Clock clock);
    ~Service() { alarm_.stop(); }

    // Writes PolicyAdopted for each municipality whose rule or list differs from the ledger's, and
    // signs the heads that have not been.
    Result<bool, Problem> adopt_policies();

    // Where it is told what the day's work came to, or that it failed: nothing about a person.
    void log_to(std::function<void(const std::string&)> log) { log_ = std::move(log); }
    // What the day brings by itself, see transitions.h: each municipality on its own. Whether all is done.
    bool run_due();
    // From then on once a day, and what failed again at the next look.
    void run_due_daily(std::chrono::milliseconds look = std::chrono::minutes(10));

    void statuses(const MunicipalityId& id, Answer<std::vector<ProviderStatus>> then);
    // `address` is whose wrong tries count together; see client_address(). `earlier`, here and below, is
    // the token that the browser comes with: its session ends when another begins.
    void sign_in(const MunicipalityId& id, const std::string& typed, const std::string& address,
                 const std::string& earlier, SignInAnswer then);
    // By a canonical identity number, to the person's case in that municipality; without one, wherever
    // they have a case. NoOpenCase when they have none.
    void sign_in_by_e_id(const std::optional<MunicipalityId>& id, const std::string& number,
                         const std::string& earlier, Answer<Begun> then);
    // `number` is their own canonical identity number, or empty when their sign-in does not tell it.
    void sign_in_staff(const Staff& staff, const std::string& number, const std::string& earlier,
                       Answer<Begun> then);
    void sign_in_state(const MunicipalityId& id, const std::string& token, Answer<SignInState> then);
    void sign_out(const std::string& token, Answer<bool> then);
    // How the session had begun; nothing when nobody was signed in.
    void sign_out_everywhere(const std::string& token, Answer<std::optional<SignInWay>> then);
    void current(const MunicipalityId& id, const std::string& token, Answer<CaseView> then);
    void submit(const MunicipalityId& id, const std::string& token, const Submission& submission,
                Answer<Submitted> then);
    void check(const MunicipalityId& id, const ReceiptNumber& number, Answer<ReceiptCheck> then);
    // A receipt of the signed-in person's own: of anybody else's it is UnknownReceipt.
    void prove(const MunicipalityId& id, const std::string& token, const ReceiptNumber& number,
               Answer<ReceiptProof> then);
    // The newest; UnknownMunicipality before the ledger has begun.
    void checkpoint(const MunicipalityId& id, Answer<SignedCheckpoint> then);
    const std::string& public_key() const { return signer_.public_key(); }

    // A code for a fresh example person. Slow; not on a thread that answers the network.
    Result<std::string, Problem> issue_sample_code(const MunicipalityId& id, Situation situation,
                                                   int valid_days);

    const Packs& packs() const { return packs_; }
    const Sessions& sessions() const { return sessions_; }
    const CodeMaker& codes() const { return codes_; }
    const Clock& clock() const { return clock_; }
    // Inside somebody's transaction. The choice by the same rules whoever takes it in; `by` is who sends
    // it, and may not later confirm the mandate in it.
    Result<Receipt, Problem> decide_in(Queries& queries, const MunicipalityId& id,
                                       const CaseId& person, const Submission& submission,
                                       const MandateJudge& by);
    // The pack's list with the coordinators' changes, when that is not the ledger's already.
    void adopt(Queries& queries, const Municipality& municipality);
    // After a read in a session that is stale.
    void keep_awake(const std::string& token_hash);
    std::int64_t now() const { return clock_.now(); }
    // For who appends beside the service's own errands; valid as long as the service.
    Seal seal() const { return {signer_, clock_.today()}; }

private:
    Result<CaseView, Problem> view(Queries& queries, const MunicipalityId& id,
                                   const CaseId& person) const;
    void look_at(const std::string& canonical, const std::string& earlier, Turnstile::Done done,
                 SignInAnswer then);
    Result<CodeRow, Problem> open_code(Queries& queries, const std::string& canonical) const;
    void begin_session(const CodeRow& code, const std::string& earlier, SignInAnswer then);
    Result<Submitted, Problem> decide_and_keep(Queries& queries, const PersonSession& session,
                                               const Submission& submission);
    Result<bool, Problem> open_sample(Queries& queries, const Municipality& municipality,
                                      Situation situation, const StoredCode& code, int valid_days);

    Packs packs_;
    Store& store_;
    CodeMaker codes_;
    Signer signer_;
    Clock clock_;
    Sessions sessions_;
    Alarm alarm_;
    Turnstile turnstile_;
    Turnstile letters_;  // a line for each letter's QR code: however often one is sent, others get by
    std::function<void(const std::string&)> log_ = [](const std::string&) {};
    std::atomic<std::chrono::sys_days::rep> due_run_{0};  // days since 1970
    WorkPool reading_;  // short reads: the threads that answer the network never wait for a disk
    WorkPool hashing_;  // argon2, for codes that exist: 20 ms and 19 MiB a try
    WorkPool finding_;  // whether there is such a code: room for every connection there may be, so that
                        // no flood of wrong ones refuses anybody; feeds hashing_, so it ends before
};

}  // namespace hemval::server
