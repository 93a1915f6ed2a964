#include "core/case_work.h"

#include <algorithm>
#include <set>
#include <utility>

namespace hemval {
namespace {

const CaseWork* work_about(const std::vector<CaseWork>& all, const ReceiptNumber& receipt)
{
    const auto at = std::find_if(all.begin(), all.end(),
                                 [&](const CaseWork& one) { return one.receipt == receipt; });
    return at == all.end() ? nullptr : &*at;
}

bool needs(const CaseWork& work, Handover item)
{
    return std::find(work.not_needed.begin(), work.not_needed.end(), item) ==
           work.not_needed.end();
}

ProviderNotice notice(NoticeKind kind, const ProviderId& to, const Receipt& receipt)
{
    ProviderNotice made;
    made.kind = kind;
    made.to = to;
    made.window = receipt.window;
    return made;
}

ProviderNotice begins(const Municipality& municipality, const ClientCase& person,
                      const Receipt& receipt, const CaseWork& work)
{
    ProviderNotice made = notice(NoticeKind::Begins, *receipt.provider, receipt);
    made.services = person.services;
    made.hours_per_month = person.hours_per_month;
    for (const Handover item : kAllHandovers) {
        if (needs(work, item)) {
            made.handovers.push_back(item);
        }
    }
    made.care_plan_due = care_plan_due(municipality, receipt);
    return made;
}

std::optional<Day> day_of(const std::map<ProviderId, Day>& days, const ProviderId& provider)
{
    const auto at = days.find(provider);
    return at == days.end() ? std::nullopt : std::optional(at->second);
}

// One to a provider: the first that is added, what holds before what no longer does.
struct Notices {
    std::vector<ProviderNotice> made;

    ProviderNotice* to(const ProviderId& provider)
    {
        const auto at = std::find_if(made.begin(), made.end(), [&](const ProviderNotice& one) {
            return one.to == provider;
        });
        return at == made.end() ? nullptr : &*at;
    }
    void add(ProviderNotice one, const CaseWork& work)
    {
        if (to(one.to) == nullptr) {
            one.told = day_of(work.told, one.to);
            one.kept_with = work.receipt;
            made.push_back(std::move(one));
        }
    }
    // `is_latest`: nothing has been chosen since. Else what holds now says it, or it has been said.
    void take_back(const Undone& undone, const ClientCase& person, bool is_latest)
    {
        for (const auto& one : undone.work.told) {
            const ProviderId& provider = one.first;
            const auto told = day_of(undone.work.taken_back, provider);
            if (ProviderNotice* now = to(provider)) {
                if (is_latest && now->kept_with != undone.receipt.number) {
                    now->told = told;  // what it heard last was something else
                    now->kept_with = undone.receipt.number;
                }
                continue;
            }
            const bool was_to_begin = undone.receipt.provider == provider;
            if ((told && !is_latest) || (!was_to_begin && person.current != provider)) {
                continue;
            }
            ProviderNotice late = notice(was_to_begin ? NoticeKind::Withdrawn : NoticeKind::Stays,
                                         provider, undone.receipt);
            late.told = told;
            late.kept_with = undone.receipt.number;
            made.push_back(std::move(late));
        }
    }
};

bool answers_the_demands(const Municipality& municipality, const FollowUp& follow_up)
{
    std::set<std::string> asked;
    for (const QualityDemand& demand : municipality.demands) {
        asked.insert(demand.id);
    }
    std::set<std::string> answered;
    for (const auto& one : follow_up.demands) {
        answered.insert(one.first);
    }
    return asked == answered;
}

struct Step {
    const Municipality& municipality;
    CaseWork& work;
    const Receipt& receipt;
    const std::vector<ProviderNotice>& notices;
    Day today;

    std::optional<Problem> operator()(const ConfirmChoice&) const
    {
        if (!work.confirmed) {
            work.confirmed = today;
        }
        return std::nullopt;
    }
    std::optional<Problem> operator()(const ToldProvider& told) const
    {
        if (std::none_of(notices.begin(), notices.end(),
                         [&](const ProviderNotice& one) { return one.to == told.provider; })) {
            return Problem::UnknownProvider;
        }
        work.told.emplace(told.provider, today);
        return std::nullopt;
    }
    std::optional<Problem> operator()(const HandedOver& step) const
    {
        auto& without = work.not_needed;
        without.erase(std::remove(without.begin(), without.end(), step.item), without.end());
        if (step.needed) {
            work.handed_over.emplace(step.item, today);
        } else {
            work.handed_over.erase(step.item);
            without.insert(std::upper_bound(without.begin(), without.end(), step.item), step.item);
        }
        return std::nullopt;
    }
    std::optional<Problem> operator()(const HeldCarePlan& step) const
    {
        if (before(today, step.held)) {
            return Problem::MalformedRequest;
        }
        work.care_plan_held = step.held;
        return std::nullopt;
    }
    std::optional<Problem> operator()(const PlannedFollowUp& step) const
    {
        work.follow_up_planned = step.day;
        return std::nullopt;
    }
    std::optional<Problem> operator()(const HeldFollowUp& step) const
    {
        const FollowUp& one = step.follow_up;
        if (one.provider != receipt.provider) {
            return Problem::UnknownProvider;
        }
        if (before(today, one.held) || !answers_the_demands(municipality, one)) {
            return Problem::MalformedRequest;
        }
        auto& all = work.follow_ups;
        if (std::find(all.begin(), all.end(), one) == all.end()) {
            all.push_back(one);
        }
        return std::nullopt;
    }
};

}  // namespace

const char* name_of(Handover item)
{
    switch (item) {
    case Handover::Keys: return "keys";
    case Handover::Alarm: return "alarm";
    case Handover::Meals: return "meals";
    case Handover::Lock: return "lock";
    }
    return "";
}

std::optional<Handover> handover_named(std::string_view name)
{
    for (const Handover item : kAllHandovers) {
        if (name == name_of(item)) {
            return item;
        }
    }
    return std::nullopt;
}

const char* name_of(Finding finding)
{
    switch (finding) {
    case Finding::Met: return "met";
    case Finding::NotMet: return "not_met";
    case Finding::NotLookedAt: return "not_looked_at";
    }
    return "";
}

std::optional<Finding> finding_named(std::string_view name)
{
    for (const Finding finding : kAllFindings) {
        if (name == name_of(finding)) {
            return finding;
        }
    }
    return std::nullopt;
}

const char* name_of(NoticeKind kind)
{
    switch (kind) {
    case NoticeKind::Begins: return "begins";
    case NoticeKind::Ends: return "ends";
    case NoticeKind::Withdrawn: return "withdrawn";
    case NoticeKind::Stays: return "stays";
    }
    return "";
}

std::size_t worked_on(const std::vector<Receipt>& newest_first)
{
    if (newest_first.empty() || newest_first.front().provider) {
        return 0;
    }
    const Day since = newest_first.front().received;
    const auto begun = std::find_if(
        newest_first.begin(), newest_first.end(),
        [&](const Receipt& one) { return one.provider && !before(since, one.window.last); });
    return begun == newest_first.end() ? 0 : static_cast<std::size_t>(begun - newest_first.begin());
}

Day care_plan_due(const Municipality& municipality, const Receipt& receipt)
{
    return plus_days(receipt.window.last, municipality.care_plan_days);
}

std::vector<ProviderNotice> notices(const Municipality& municipality, const ClientCase& person,
                                    const std::string& reference,
                                    const std::vector<Receipt>& newest_first,
                                    const std::optional<CaseWork>& work,
                                    const std::vector<CaseWork>& earlier,
                                    const std::vector<Undone>& undone)
{
    Notices all;
    const std::size_t at = worked_on(newest_first);
    if (work && !newest_first.empty() && newest_first[at].provider) {
        const Receipt& receipt = newest_first[at];
        all.add(begins(municipality, person, receipt, *work), *work);
        if (receipt.previous) {
            all.add(notice(NoticeKind::Ends, *receipt.previous, receipt), *work);
        }
        for (const Receipt& old : newest_first) {
            const CaseWork* done = work_about(earlier, old.number);
            const bool took_effect = !before(receipt.received, old.window.last);
            if (done && old.provider && !took_effect && done->told.count(*old.provider) > 0) {
                all.add(notice(NoticeKind::Withdrawn, *old.provider, old), *work);
            }
        }
    }
    const std::uint64_t since = newest_first.empty() ? 0 : newest_first.front().sequence;
    for (const Undone& one : undone) {
        all.take_back(one, person, one.receipt.sequence > since);
    }
    for (ProviderNotice& notice : all.made) {
        notice.reference = reference;
    }
    return std::move(all.made);
}

CaseWork after_taking_back(CaseWork work, const ProviderId& told, Day today)
{
    work.taken_back.emplace(told, today);
    return work;
}

Result<CaseWork, Problem> after_step(const Municipality& municipality, CaseWork work,
                                     const Receipt& receipt,
                                     const std::vector<ProviderNotice>& notices,
                                     const WorkStep& step, Day today)
{
    if (!work.confirmed && !std::holds_alternative<ConfirmChoice>(step)) {
        return fail(Problem::NotConfirmed);
    }
    if (const auto refused = std::visit(Step{municipality, work, receipt, notices, today}, step)) {
        return fail(*refused);
    }
    return work;
}

}  // namespace hemval
