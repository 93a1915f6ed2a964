#include "core/rotation.h"

#include <algorithm>

namespace hemval {

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

}  // namespace hemval
