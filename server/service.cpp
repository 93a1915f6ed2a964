#include "server/service.h"

#include "core/ledger_rules.h"
#include "core/protected.h"
#include "core/sample.h"
#include "core/wire.h"
#include "server/json.h"
#include "server/keeping.h"
#include "server/protect.h"
#include "server/representation.h"
#include "server/staff/list_tables.h"
#include "server/transitions.h"
#include "server/wish_lists.h"

#include <utility>

namespace hemval::server {
namespace {

constexpr std::size_t kReaders = 2;
constexpr std::size_t kReadQueue = 1024;
constexpr std::size_t kFinders = 1;
constexpr std::size_t kFindQueue = 8192;
constexpr std::size_t kHashers = 2;
constexpr std::size_t kHashQueue = 512;
constexpr std::size_t kCaseIdBytes = 16;

// A wait is a wait also when somebody sets the computer's clock.
Turnstile::Moment steady_now()
{
    const auto since = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration_cast<Turnstile::Moment>(since);
}

std::chrono::sys_days::rep days_of(Day day)
{
    return std::chrono::sys_days(day).time_since_epoch().count();
}

// What two submits with the same key are compared by: the meaning, not the spelling, nor how whoever sends it
// again has signed in this time.
std::string body_hash(Submission submission)
{
    submission.channel = Channel::Code;
    submission.owner.clear();
    return hex(sha256(dumped(wire::write(submission))));
}

// The list goes with the choice it came with: the next one takes its place, or takes it back, as whoever makes it
// was told. What the staff register without one says nothing of it, an old paper nothing of what has come in
// since, and another's leaves the person's own alone.
void keep_wishes(Queries& queries, const MunicipalityId& id, const ClientCase& person,
                 const Submission& submission, Day today)
{
    const Channel by = submission.channel;
    const bool by_staff = by == Channel::Paper || by == Channel::Phone || by == Channel::InPerson;
    const bool by_other = submission.representation.has_value();
    // What somebody writes of their own may tell where they are.
    if (submission.wish_list && may_leave_house(person))
        keep_wish_list(queries, id, person.id, {*submission.wish_list, submission.came_in.value_or(today)}, by_other);
    else if (!submission.wish_list && !by_staff)
        take_back_wish_lists(queries, id, person.id, today, by_other);
}

}  // namespace

Service::Service(Packs packs, Store& store, CodeMaker codes, Signer signer, Clock clock)
    : packs_(std::move(packs)), store_(store), codes_(std::move(codes)), signer_(std::move(signer)),
      clock_(std::move(clock)), sessions_(clock_),
      turnstile_(steady_now, [this](auto wait, auto call) { alarm_.after(wait, std::move(call)); }),
      letters_(steady_now, [this](auto wait, auto call) { alarm_.after(wait, std::move(call)); }),
      reading_(kReaders, kReadQueue), hashing_(kHashers, kHashQueue), finding_(kFinders, kFindQueue)
{
}

Result<bool, Problem> Service::adopt_policies()
{
    for (const auto& [id, pack] : packs_) {
        const Municipality& municipality = pack;
        const auto adopted = store_.tx_now<bool>(id, [&](Queries& queries) {
            adopt(queries, municipality);
            return true;
        });
        if (!adopted)
            return adopted;
    }
    return true;
}

void Service::adopt(Queries& queries, const Municipality& municipality)
{
    MunicipalityState state = load_state(queries, municipality.id);
    const auto adopted = policy_to_adopt(municipality, state, agreed_changes(queries, municipality.id));
    const Day today = clock_.today();
    if (!adopted)
        return sign_head(queries, municipality.id, {signer_, today});
    append(queries, municipality.id, state, next_event(state, today, *adopted));
    // The new list may have room for those who wait.
    serve_and_keep(queries, municipality, state, today);
    save_state(queries, municipality.id, state, {signer_, today});
}

bool Service::run_due()
{
    const Day today = clock_.today();
    bool all = true;
    for (const auto& [id, pack] : packs_) {
        const Municipality& municipality = pack;
        const auto due = store_.tx_now<Due>(id, [&](Queries& queries) {
            return server::run_due(queries, municipality, {signer_, today});
        });
        const std::string of = "run-due " + to_iso(today) + " " + id.value + ": ";
        if (!due)
            log_(of + name_of(due.error()) + "; it is tried again.");
        else if (!(*due == Due{}))
            log_(of + sentence_of(*due));
        all = all && due;
    }
    if (all)
        due_run_ = days_of(today);
    return all;
}

void Service::run_due_daily(std::chrono::milliseconds look)
{
    alarm_.after(look, [this, look] {
        // On a thread that may wait for the disk; what cannot be done now is done at the next look.
        if (days_of(clock_.today()) != due_run_)
            reading_.run([this] { run_due(); });
        run_due_daily(look);
    });
}

void Service::statuses(const MunicipalityId& id, Answer<std::vector<ProviderStatus>> then)
{
    if (packs_.count(id) == 0)
        return then(fail(Problem::UnknownMunicipality));
    using Statuses = std::vector<ProviderStatus>;
    const auto work = [this, id, then] {
        then(store_.ask<Statuses>([&](Queries& queries) -> Result<Statuses, Problem> {
            auto statuses = provider_statuses(load_state(queries, id));
            const auto texts = provider_texts(queries, id);
            for (ProviderStatus& one : statuses) {
                const auto text = texts.find(one.provider);
                if (text != texts.end())
                    one.about = text->second;
            }
            return statuses;
        }));
    };
    if (!reading_.run(work))
        then(fail(Problem::Busy));
}

Result<CaseView, Problem> Service::view(Queries& queries, const MunicipalityId& id,
                                        const CaseId& person) const
{
    const auto pack = packs_.find(id);
    if (pack == packs_.end())
        return fail(Problem::UnknownMunicipality);
    const Day today = clock_.today();
    CaseView shown =
        case_view(pack->second, load_state(queries, id), as_of(load_case(queries, person), today), today);
    shown.owner = codes_.owner_mark(id.value, person.value);
    if (const auto wishes = find_wish_list(queries, person))
        shown.wish_list = wishes->received;
    return shown;
}

// A code that exists and may be used today. An errand that has begun, or waits for a place, goes on
// until it is over.
Result<CodeRow, Problem> Service::open_code(Queries& queries, const std::string& canonical) const
{
    auto code = find_code(queries, codes_.lookup(canonical));
    if (!code)
        return fail(Problem::CodeWrong);
    if (const auto barred = phone_only(queries, code->person))
        return fail(*barred);
    const Day today = clock_.today();
    if (code->in_effect_after && before(*code->in_effect_after, today))
        return fail(Problem::CodeUsed);
    if (!code->in_effect_after && before(code->last_valid, today)) {
        const bool waits = find_queued(load_state(queries, code->municipality), code->person) != nullptr;
        if (!waits && !as_of(load_case(queries, code->person), today).pending)
            return fail(Problem::CodeExpired);
    }
    return std::move(*code);
}

void Service::sign_in(const MunicipalityId& id, const std::string& typed, const std::string& address,
                      const std::string& earlier, SignInAnswer then)
{
    constexpr std::chrono::seconds kNow{0};
    if (packs_.count(id) == 0)
        return then(fail(Problem::UnknownMunicipality), kNow);
    // What cannot be guessed need not wait: whoever shares an address with a guesser gets in by the
    // letter's QR code.
    const auto full = [then](std::chrono::seconds wait) { then(fail(Problem::TooManyTries), wait); };
    if (const auto link = canonical_link_code(typed)) {
        const auto answered = [then](Result<SignedIn, Problem> answer, auto wait) {
            if (!answer && answer.error() == Problem::CodeWrong)
                answer = fail(Problem::LinkWrong);
            then(std::move(answer), wait);
        };
        return letters_.enter(
            *link,
            [this, code = *link, earlier, answered](Turnstile::Done done) {
                look_at(code, earlier, [done](bool) { done(false); }, answered);
            },
            full);
    }
    const auto digits = canonical_code(typed);
    if (!digits)
        return then(fail(Problem::CodeMalformed), kNow);
    turnstile_.enter(
        address,
        [this, code = *digits, earlier, then](Turnstile::Done done) {
            look_at(code, earlier, std::move(done), then);
        },
        full);
}

void Service::look_at(const std::string& canonical, const std::string& earlier,
                      Turnstile::Done done, SignInAnswer then)
{
    const auto refuse = [done, then](Problem problem) {
        done(problem == Problem::CodeWrong);
        then(fail(problem), std::chrono::seconds(0));
    };
    const auto find = [this, canonical, earlier, done, then, refuse] {
        const auto row = store_.ask<CodeRow>(
            [&](Queries& queries) { return open_code(queries, canonical); });
        if (!row)
            return refuse(row.error());
        const auto check = [this, canonical, earlier, done, then, refuse, code = *row] {
            if (!slow_hash_matches(code.stored.hash, canonical))
                return refuse(Problem::CodeWrong);
            done(false);
            begin_session(code, earlier, then);
        };
        if (!hashing_.run(check))
            refuse(Problem::Busy);
    };
    if (!finding_.run(find))
        refuse(Problem::Busy);
}

void Service::begin_session(const CodeRow& code, const std::string& earlier, SignInAnswer then)
{
    store_.tx<SignedIn>(
        code.municipality,
        [this, code, earlier](Queries& queries) -> Result<SignedIn, Problem> {
            const std::string token = sessions_.begin(
                queries, code.municipality, ByCode{code.person, code.stored.lookup}, earlier);
            auto shown = view(queries, code.municipality, code.person);
            if (!shown)
                return fail(shown.error());
            return SignedIn{token, std::move(*shown)};
        },
        [then](Result<SignedIn, Problem> answer) {
            then(std::move(answer), std::chrono::seconds(0));
        });
}

void Service::keep_awake(const std::string& token_hash)
{
    store_.tx<bool>(
        MunicipalityId(),
        [this, token_hash, now = clock_.now()](Queries& queries) -> Result<bool, Problem> {
            sessions_.touch(queries, token_hash, now);
            return true;
        },
        [](Result<bool, Problem>) {});
}

void Service::current(const MunicipalityId& id, const std::string& token, Answer<CaseView> then)
{
    if (packs_.count(id) == 0)
        return then(fail(Problem::UnknownMunicipality));
    const auto work = [this, token, then] {
        std::optional<std::string> stale;
        auto shown = store_.ask<CaseView>([&](Queries& queries) -> Result<CaseView, Problem> {
            const auto here = sessions_.person(queries, token);
            if (!here)
                return fail(here.error());
            if (here->stale)
                stale = here->token_hash;
            return view(queries, here->municipality, here->person);
        });
        if (stale)
            keep_awake(*stale);
        then(std::move(shown));
    };
    if (!reading_.run(work))
        then(fail(Problem::Busy));
}

void Service::submit(const MunicipalityId& id, const std::string& token,
                     const Submission& submission, Answer<Submitted> then)
{
    if (packs_.count(id) == 0)
        return then(fail(Problem::UnknownMunicipality));
    store_.tx<Submitted>(
        id,
        [this, id, token, submission](Queries& queries) -> Result<Submitted, Problem> {
            const auto here = sessions_.person(queries, token);
            if (!here)
                return fail(here.error());
            // A provider's name may exist in two municipalities: never decide in the wrong one.
            if (here->municipality != id)
                return fail(Problem::NotSignedIn);
            return decide_and_keep(queries, *here, submission);
        },
        std::move(then));
}

Result<Submitted, Problem> Service::decide_and_keep(Queries& queries, const PersonSession& session,
                                                    const Submission& sent)
{
    // Kept on a device until it could be sent; meanwhile somebody else has signed in there.
    if (!sent.owner.empty() && sent.owner != codes_.owner_mark(session.municipality.value, session.person.value))
        return fail(Problem::NotSignedIn);
    Submission submission = sent;
    // A letter's code may be typed at a kiosk. Nobody can prove that, and it gives no right.
    const bool kiosk = session.channel == Channel::Code && sent.channel == Channel::Kiosk;
    submission.channel = kiosk ? Channel::Kiosk : session.channel;
    const std::string hash = body_hash(submission);
    const auto earlier = find_submission(queries, session.person, submission.key);
    if (earlier && earlier->body_hash != hash)
        return fail(Problem::KeyReused);
    if (earlier)
        return Submitted{earlier->receipt, true};

    const auto receipt = decide_in(queries, session.municipality, session.person, submission,
                                   {"", session.pseudonym, ""});
    if (!receipt)
        return fail(receipt.error());
    insert_submission(queries, {session.person, submission.key, hash, session.municipality, *receipt});
    if (session.stale)
        sessions_.touch(queries, session.token_hash);
    return Submitted{*receipt, false};
}

Result<Receipt, Problem> Service::decide_in(Queries& queries, const MunicipalityId& id,
                                            const CaseId& whose, const Submission& submission,
                                            const MandateJudge& by)
{
    MunicipalityState state = load_state(queries, id);
    const ClientCase person = load_case(queries, whose);
    const Day today = clock_.today();
    const DecideContext context{today, unused_number(queries, id), random_number(), random_number()};
    const auto events =
        decide(state, packs_.at(id).schedule, person, submission, context);
    if (!events)
        return fail(events.error());

    std::optional<Receipt> receipt;
    for (const Event& event : *events) {
        keep_event(queries, id, state, event);
        const auto* decided = std::get_if<ProviderDecided>(&event.body);
        if (decided && decided->person == whose)
            receipt = decided->receipt;
    }
    save_state(queries, id, std::move(state), {signer_, today});
    keep_wishes(queries, id, person, submission, receipt->received);
    if (submission.representation) {
        drop_open_representation(queries, whose);
        // Where the representative is may tell where a protected person is.
        const auto contact =
            may_leave_house(person) ? *submission.representative : RepresentativeContact{};
        insert_representation(queries, id, whose,
                              {receipt->number, contact, by.pseudonym, by.account, std::nullopt, ""});
    }
    return *receipt;
}

void Service::check(const MunicipalityId& id, const ReceiptNumber& number,
                    Answer<ReceiptCheck> then)
{
    if (packs_.count(id) == 0)
        return then(fail(Problem::UnknownMunicipality));
    const auto work = [this, id, number, then] {
        then(store_.ask<ReceiptCheck>([&](Queries& queries) -> Result<ReceiptCheck, Problem> {
            const auto receipt = find_receipt(queries, id, number);
            if (!receipt)
                return fail(Problem::UnknownReceipt);
            return ReceiptCheck{number, receipt->sequence, receipt->action, receipt->received,
                                prove_inclusion(queries, id, receipt->sequence)};
        }));
    };
    if (!reading_.run(work))
        then(fail(Problem::Busy));
}

void Service::prove(const MunicipalityId& id, const std::string& token, const ReceiptNumber& number,
                    Answer<ReceiptProof> then)
{
    if (packs_.count(id) == 0)
        return then(fail(Problem::UnknownMunicipality));
    const auto work = [this, id, token, number, then] {
        then(store_.ask<ReceiptProof>([&](Queries& queries) -> Result<ReceiptProof, Problem> {
            const auto here = sessions_.person(queries, token);
            if (!here)
                return fail(here.error());
            if (here->municipality != id)
                return fail(Problem::NotSignedIn);
            const auto receipt = find_receipt(queries, id, number, here->person);
            if (!receipt)
                return fail(Problem::UnknownReceipt);
            return prove_receipt(queries, id, receipt->sequence);
        }));
    };
    if (!reading_.run(work))
        then(fail(Problem::Busy));
}

void Service::checkpoint(const MunicipalityId& id, Answer<SignedCheckpoint> then)
{
    const auto work = [this, id, then] {
        then(store_.ask<SignedCheckpoint>([&](Queries& queries) -> Result<SignedCheckpoint, Problem> {
            auto latest = latest_checkpoint(queries, id);
            if (!latest)
                return fail(Problem::UnknownMunicipality);
            return std::move(*latest);
        }));
    };
    if (!reading_.run(work))
        then(fail(Problem::Busy));
}

Result<std::string, Problem> Service::issue_sample_code(const MunicipalityId& id,
                                                        Situation situation, int valid_days)
{
    const auto pack = packs_.find(id);
    if (pack == packs_.end())
        return fail(Problem::UnknownMunicipality);
    const CodeMaker::Fresh fresh = codes_.issue();
    const auto opened = store_.tx_now<bool>(id, [&](Queries& queries) {
        return open_sample(queries, pack->second, situation, fresh.stored, valid_days);
    });
    if (!opened)
        return fail(opened.error());
    return fresh.code;
}

Result<bool, Problem> Service::open_sample(Queries& queries, const Municipality& municipality,
                                           Situation situation, const StoredCode& code,
                                           int valid_days)
{
    MunicipalityState state = load_state(queries, municipality.id);
    const Day today = clock_.today();
    const CaseId person(hex(random_bytes(kCaseIdBytes)));
    bool opened = false;
    for (const Event& event : sample_events(municipality, state, situation, person, today)) {
        append(queries, municipality.id, state, event);
        const auto* begun = std::get_if<CaseOpened>(&event.body);
        if (!begun)
            continue;
        insert_case(queries, municipality.id, begun->person);
        opened = true;
    }
    if (!opened)
        return fail(Problem::ServiceFailed);
    save_state(queries, municipality.id, state, {signer_, today});
    insert_code(queries, {code, municipality.id, person, today, plus_days(today, valid_days),
                          std::nullopt});
    return true;
}

}  // namespace hemval::server
