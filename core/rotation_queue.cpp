#include "core/rotation.h"
#include "core/rotation_list.h"
#include "core/rotation_question.h"

#include <algorithm>
#include <limits>

namespace hemval {
namespace {

// What an earlier person waits for at these providers is no longer there for a later one.
std::vector<Candidate> reserved(const std::vector<ListedProvider>& providers,
                                std::vector<Candidate> loads, const std::vector<Skip>& skipped)
{
    for (const Skip& one : skipped) {
        if (one.reason != SkipReason::MonthlyHoursUsed) {
            continue;  // Full is full for everybody
        }
        auto at = std::find_if(loads.begin(), loads.end(), [&](const Candidate& load) {
            return load.id == one.provider;
        });
        if (at == loads.end()) {
            const ListedProvider* row = find_listed(providers, one.provider);
            loads.push_back(Candidate{one.provider, row == nullptr ? 0 : row->clients, 0});
            at = loads.end() - 1;
        }
        at->hours_this_month = std::numeric_limits<std::int64_t>::max();
    }
    return loads;
}

}  // namespace

std::vector<RotationRequest> serving_order(const RotationPolicy& policy,
                                           std::vector<RotationRequest> waiting)
{
    std::stable_sort(waiting.begin(), waiting.end(),
                     [&](const RotationRequest& a, const RotationRequest& b) {
                         if (policy.serve_order == ServeOrder::DecisionDate &&
                             a.decision_day != b.decision_day) {
                             return before(a.decision_day, b.decision_day);
                         }
                         return a.commit < b.commit;
                     });
    return waiting;
}

std::vector<Served> serve_waiting(const RotationPolicy& policy,
                                  const std::vector<ListedProvider>& providers,
                                  std::vector<Candidate> loads, RotationList list,
                                  std::vector<RotationRequest> waiting)
{
    std::vector<Served> served;
    for (RotationRequest& request : serving_order(policy, std::move(waiting))) {
        Assignment answer = assign(policy, providers, loads, list, request);
        list = answer.list;
        if (answer.basis == AssignmentBasis::Waiting ||
            answer.basis == AssignmentBasis::InterimFallback) {
            loads = reserved(providers, std::move(loads), answer.skipped);
        } else {
            loads = with_person(providers, std::move(loads), *answer.provider, request);
        }
        served.push_back({std::move(request), std::move(answer)});
    }
    return served;
}

}  // namespace hemval
