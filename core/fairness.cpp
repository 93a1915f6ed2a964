#include "core/fairness.h"

#include "core/ledger_rules.h"
#include "core/rotation_list.h"

#include <utility>

namespace hemval {
namespace {

std::chrono::year_month month_of(Day day) { return day.year() / day.month(); }

}  // namespace

void MonthsFold::close_months_before(std::chrono::year_month month)
{
    while (open_.month < month) {
        open_.clients = state_.clients;
        closed_.push_back(open_);
        if (closed_.size() > kMonthsTold) {
            closed_.erase(closed_.begin());
        }
        const std::chrono::year_month next = open_.month + std::chrono::months(1);
        open_ = MonthOfAssignments();
        open_.month = next;
    }
}

void MonthsFold::add(const Event& event)
{
    const std::chrono::year_month month = month_of(event.day);
    if (!std::exchange(begun_, true)) {
        open_.month = month;
    }
    close_months_before(month);
    if (const auto* decided = std::get_if<ProviderDecided>(&event.body)) {
        const Receipt& receipt = decided->receipt;
        if (asks_rule(receipt) && is_given(receipt)) {
            ++open_.by_turn[*receipt.provider];
        } else if (receipt.action != Action::Decline && receipt.provider && !waits(receipt)) {
            ++open_.chosen[*receipt.provider];
        }
    } else if (const auto* left = std::get_if<EntryErased>(&event.body)) {
        if (left->rotation && left->to && !left->into_queue) {
            ++open_.by_turn[*left->to];
        }
    }
    apply(state_, event);
}

std::vector<MonthOfAssignments> MonthsFold::until(Day today)
{
    if (!begun_) {
        return {};
    }
    close_months_before(month_of(today));
    std::vector<MonthOfAssignments> all = closed_;
    all.push_back(open_);
    all.back().clients = state_.clients;
    if (all.size() > kMonthsTold) {
        all.erase(all.begin());
    }
    return all;
}

std::vector<ExternalShare> external_shares(const std::vector<MonthOfAssignments>& months,
                                           const std::vector<ListedProvider>& providers)
{
    std::vector<ExternalShare> shares;
    for (const MonthOfAssignments& one : months) {
        ExternalShare share{one.month, 0, 0};
        for (const auto& [provider, clients] : one.clients) {
            const ListedProvider* row = find_listed(providers, provider);
            share.all += clients;
            share.external += row != nullptr && row->municipal ? 0 : clients;
        }
        shares.push_back(share);
    }
    return shares;
}

}  // namespace hemval
