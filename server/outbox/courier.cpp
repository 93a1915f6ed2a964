#include "server/outbox/courier.h"

#include "server/crypto.h"

#include <algorithm>

namespace hemval::server {
namespace {

constexpr std::int64_t kLongestWait = 6 * 60 * 60;
constexpr std::int64_t kLongestSilence = 5 * 60;  // before a receiver that was down is asked again
constexpr std::int64_t kAtOnce = 1;  // read just before it is sent: a case may become protected meanwhile
constexpr std::int64_t kLook = 1;  // seconds; another process may have queued something

// Down, or asks for less: the others that wait are not tried on it now.
bool needs_rest(int status)
{
    return status == 0 || status == 429 || (status >= 502 && status <= 504);
}

}  // namespace

std::int64_t wait_after(std::int64_t attempts, std::int64_t first, std::uint64_t draw)
{
    std::int64_t wait = std::max<std::int64_t>(first, 1);
    for (std::int64_t i = 1; i < attempts && wait < kLongestWait; ++i)
        wait *= 2;
    wait = std::min(wait, kLongestWait);
    return wait - static_cast<std::int64_t>(draw % static_cast<std::uint64_t>(wait / 2 + 1));
}

Courier::Courier(Store& store, std::vector<WebhookEndpoint> endpoints, CourierOptions options,
                 const CodeMaker& codes, Clock clock)
    : store_(store), endpoints_(std::move(endpoints)), options_(std::move(options)), codes_(codes),
      clock_(std::move(clock))
{
    for (const WebhookEndpoint& endpoint : endpoints_)
        threads_.emplace_back([this, &endpoint] { deliver_for(endpoint); });
}

Courier::~Courier()
{
    {
        const std::lock_guard lock(mutex_);
        stop_ = true;
    }
    stopped_.notify_all();
    for (std::thread& thread : threads_)
        thread.join();
}

void Courier::rest(std::int64_t seconds)
{
    std::unique_lock lock(mutex_);
    stopped_.wait_for(lock, std::chrono::seconds(seconds), [this] { return stop_.load(); });
}

void Courier::deliver_for(const WebhookEndpoint& endpoint)
{
    Poster poster(options_.post, stop_);
    std::int64_t silent = 0;  // tries in a row after which it needed rest
    while (!stop_) {
        // One process for each receiver: two would send everything twice, and out of order.
        if (!store_.leads("outbox/" + endpoint.municipality.value)) {
            rest(kLook);
            continue;
        }
        std::vector<Outgoing> due;
        const ReadOutcome outcome = store_.read([&](Queries& queries) {
            due = due_notices(queries, endpoint.municipality, codes_, clock_.now(), kAtOnce);
        });
        if (outcome != ReadOutcome::Done) {  // and told so: not each second
            rest(kLongestSilence);
            continue;
        }
        for (const Outgoing& notice : due) {
            if (stop_)
                return;
            silent = deliver_one(endpoint, poster, notice) ? 0 : silent + 1;
            if (silent > 0)
                break;
        }
        if (silent > 0)
            rest(std::min(wait_after(silent, options_.first_wait, random_number()), kLongestSilence));
        else if (due.empty())
            rest(kLook);
    }
}

// False when neither this nor any other is to be sent there just now.
bool Courier::deliver_one(const WebhookEndpoint& endpoint, Poster& poster, const Outgoing& notice)
{
    const std::int64_t now = clock_.now();
    const Posted posted =
        poster.post(endpoint.url,
                    {{"Content-Type", "application/json"},
                     {"webhook-id", notice.id},
                     {"webhook-timestamp", std::to_string(now)},
                     {"webhook-signature", webhook_signature(endpoint.secrets, notice.id, now, notice.body)}},
                    notice.body);
    if (stop_ && !posted.taken())
        return true;  // interrupted by us: no try of the receiver's
    const std::int64_t next =
        now + wait_after(notice.attempts + 1, options_.first_wait, random_number());
    // What cannot be written down is sent again, under the same id.
    const auto kept = store_.tx_now<bool>(endpoint.municipality, [&](Queries& queries) -> Result<bool, Problem> {
        if (posted.taken())
            mark_delivered(queries, endpoint.municipality, notice.id, now);
        else
            mark_tried(queries, notice.id, next, posted.in_words());
        return true;
    });
    if (!posted.taken() && notice.attempts == 0)
        options_.log("The webhook of " + endpoint.municipality.value + " did not take " + notice.id + " (" +
                     posted.in_words() + "); it is tried again. hemval outbox tells how it stands.");
    return kept && !needs_rest(posted.status);
}

}  // namespace hemval::server
