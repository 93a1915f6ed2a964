#pragma once

#include "core/ids.h"
#include "core/ledger.h"

#include <chrono>
#include <map>
#include <vector>

// What the assignments and the choices have come to, month by month: from the ledger alone.
namespace hemval {

struct MonthOfAssignments {
    std::chrono::year_month month;
    std::map<ProviderId, int> by_turn;    // given by the non-choice rule
    std::map<ProviderId, int> chosen;     // chosen or switched to
    std::map<ProviderId, int> clients;    // at the month's end, places promised included
    friend bool operator==(const MonthOfAssignments&, const MonthOfAssignments&) = default;
};

// Entries of people erased since (5 years after their last) still count as clients, and as given by
// the rule; that they chose is not told apart any more, so older months are not told.
inline constexpr std::size_t kMonthsTold = 36;

// One pass over a ledger from its first event.
class MonthsFold {
public:
    void add(const Event& event);
    // Up to the month of `today`, without gaps, oldest first; at most the kMonthsTold last.
    std::vector<MonthOfAssignments> until(Day today);

private:
    void close_months_before(std::chrono::year_month month);

    MunicipalityState state_;
    MonthOfAssignments open_;
    bool begun_ = false;
    std::vector<MonthOfAssignments> closed_;
};

// How many of a month's clients others than the municipality itself perform for, of all.
struct ExternalShare {
    std::chrono::year_month month;
    int external = 0;
    int all = 0;
    friend bool operator==(const ExternalShare&, const ExternalShare&) = default;
};
// A provider without a row has left: it was not the municipality's own.
std::vector<ExternalShare> external_shares(const std::vector<MonthOfAssignments>& months,
                                           const std::vector<ListedProvider>& providers);

}  // namespace hemval
