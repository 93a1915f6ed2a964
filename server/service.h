#pragma once

#include "core/registry.h"
#include "server/alarm.h"
#include "server/clock.h"
#include "server/codes.h"
#include "server/packs.h"
#include "server/store/store.h"
#include "server/store/tables.h"
#include "server/turnstile.h"
#include "server/work_pool.h"

#include <atomic>
#include <functional>
#include <string>
#include <vector>

namespace hemval::server {

// However much it is used: over 20 hours is no time limit to a person (WCAG 2.2.1). kSessionIdleSeconds
// of core/registry.h is how long it may lie unused.
inline constexpr std::int64_t kSessionSeconds = 24 * 60 * 60;
// A session's last use is written at most this often: a read need not cost a commit.
inline constexpr std::int64_t kSessionTouchSeconds = 60;

struct SignedIn {
    std::string token;  // for the cookie; only its SHA-256 is kept
    CaseView view;
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

    // What the day brings by itself: see transitions.h. The second also later, once a day.
    Result<bool, Problem> run_due();
    void run_due_daily();

    void statuses(const MunicipalityId& id, Answer<std::vector<ProviderStatus>> then);
    // `address` is whose wrong tries count together; see client_address().
    void sign_in(const MunicipalityId& id, const std::string& typed, const std::string& address,
                 SignInAnswer then);
    void sign_out(const std::string& token, Answer<bool> then);
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
    // For who appends beside the service's own errands; valid as long as the service.
    Seal seal() const { return {signer_, clock_.today()}; }

private:
    Result<SessionRow, Problem> session(Queries& queries, const std::string& token) const;
    Result<CaseView, Problem> view(Queries& queries, const MunicipalityId& id,
                                   const CaseId& person) const;
    void look_at(const std::string& canonical, Turnstile::Done done, SignInAnswer then);
    Result<CodeRow, Problem> open_code(Queries& queries, const std::string& canonical) const;
    void begin_session(const CodeRow& code, SignInAnswer then);
    Result<Submitted, Problem> decide_and_keep(Queries& queries, const SessionRow& session,
                                               const Submission& submission);
    Result<bool, Problem> adopt(Queries& queries, const Municipality& municipality);
    Result<bool, Problem> open_sample(Queries& queries, const Municipality& municipality,
                                      Situation situation, const StoredCode& code, int valid_days);

    Packs packs_;
    Store& store_;
    CodeMaker codes_;
    Signer signer_;
    Clock clock_;
    Alarm alarm_;
    Turnstile turnstile_;
    Turnstile letters_;  // a line for each letter's QR code: however often one is sent, others get by
    std::atomic<Day> due_run_{Day{}};
    WorkPool reading_;  // short reads: the threads that answer the network never wait for a disk
    WorkPool hashing_;  // argon2, for codes that exist: 20 ms and 19 MiB a try
    WorkPool finding_;  // whether there is such a code: room for every connection there may be, so that
                        // no flood of wrong ones refuses anybody; feeds hashing_, so it ends before
};

}  // namespace hemval::server
