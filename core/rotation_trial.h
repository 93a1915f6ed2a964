#pragma once

#include "core/fairness.h"
#include "core/ledger.h"
#include "core/municipality.h"
#include "core/neutral_order.h"
#include "core/split_mix.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

// The municipality's own non-choice rule tried on invented people, one after another: the same ledger,
// the same rule and the same figures as the real ones, and nothing kept. The same seed and the same
// presses give the same answers.
namespace hemval {

// One invented person who did not choose, and what the rule answered.
struct TrialAssignment {
    int number = 0;  // 1 for the first person
    Day day;
    AreaId area;
    std::optional<ProviderId> provider;
    RotationAnswer why;
};

// A person every other day, so that months pass and a newcomer's day comes.
inline constexpr int kTrialDaysBetween = 2;
// More would be older than the figures' months.
inline constexpr std::size_t kMostTrialAssignments = 500;

class RotationTrial {
public:
    // `municipality` outlives it. Where each area has its list, everybody lives in `area`.
    RotationTrial(const Municipality& municipality, VisitSeed seed, Day first, AreaId area);

    bool next();  // false, and nothing happens, after kMostTrialAssignments
    // Room for so many clients more than it has now; nothing: no ceiling. A municipality whose rule has
    // no ceiling of clients gets one.
    void set_room(const ProviderId& provider, std::optional<int> more);
    // One more provider, new from today, everywhere and for everything, with no clients. Once only.
    void let_in(const std::string& name);

    const std::vector<TrialAssignment>& assignments() const { return assignments_; }
    const std::vector<ListedProvider>& providers() const { return state_.providers; }
    const RotationPolicy& policy() const { return state_.policy; }
    Day today() const;
    std::size_t people() const { return people_.size(); }
    const AreaId& area() const { return area_; }
    const std::optional<ListedProvider>& newcomer() const { return newcomer_; }
    // The list as it stands, of the area where each has its own.
    const RotationList* list() const;
    int clients(const ProviderId& provider) const;
    int given(const ProviderId& provider) const;       // by turn, from the fairness figures
    std::map<SkipReason, int> passed_over(const ProviderId& provider) const;

private:
    void add(Day day, EventBody body);
    void add(const Event& event);
    void adopt(PolicyAdopted changed);
    ClientCase somebody(Day day);
    void count();

    const Municipality& municipality_;
    Day first_;
    AreaId area_;
    SplitMix64 random_;
    MunicipalityState state_;
    MonthsFold months_;
    std::map<ProviderId, int> given_;
    std::map<ProviderId, std::map<SkipReason, int>> passed_over_;
    std::vector<TrialAssignment> assignments_;
    std::map<CaseId, TrialAssignment> people_;
    std::optional<ListedProvider> newcomer_;
};

}  // namespace hemval
