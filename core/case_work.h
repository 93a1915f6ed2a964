#pragma once

#include "core/client_case.h"
#include "core/day.h"
#include "core/ids.h"
#include "core/problem.h"
#include "core/result.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

// What the care manager does after a choice: confirm it, tell the providers, see the handover through,
// and follow up. Work on a case, not the choice itself: kept with the case, never in the ledger.
namespace hemval {

// What a new provider must have in hand on the first day. Stored; never renumber.
enum class Handover : std::uint8_t {
    Keys = 0,
    Alarm = 1,  // trygghetslarm
    Meals = 2,  // meal orders
    Lock = 3,   // electronic lock
};
inline constexpr Handover kAllHandovers[] = {Handover::Keys, Handover::Alarm, Handover::Meals,
                                             Handover::Lock};
const char* name_of(Handover item);
std::optional<Handover> handover_named(std::string_view name);

// One quality demand of the pack, as the follow-up found it. Stored; never renumber.
enum class Finding : std::uint8_t { Met = 0, NotMet = 1, NotLookedAt = 2 };
inline constexpr Finding kAllFindings[] = {Finding::Met, Finding::NotMet, Finding::NotLookedAt};
const char* name_of(Finding finding);
std::optional<Finding> finding_named(std::string_view name);

struct FollowUp {
    Day held;
    ProviderId provider;
    std::map<std::string, Finding> demands;  // by QualityDemand::id; every one of the pack's
    friend bool operator==(const FollowUp&, const FollowUp&) = default;
};

// About one receipt: a later choice begins work of its own.
struct CaseWork {
    ReceiptNumber receipt;
    std::optional<Day> came_in;              // on paper, by phone or in person: when it reached the staff
    std::optional<Day> confirmed;
    std::map<ProviderId, Day> told;          // who has been sent the notice of notices()
    std::map<ProviderId, Day> taken_back;    // and then, when the choice was undone, that it does not hold
    std::map<Handover, Day> handed_over;     // what is not needed is left out and said in `not_needed`
    std::vector<Handover> not_needed;
    std::optional<Day> care_plan_held;       // genomförandeplan
    std::optional<Day> follow_up_planned;
    std::vector<FollowUp> follow_ups;
    friend bool operator==(const CaseWork&, const CaseWork&) = default;
};

// A choice that was undone, and of which somebody had been told.
struct Undone {
    Receipt receipt;
    CaseWork work;
    friend bool operator==(const Undone&, const Undone&) = default;
};

// Which of the receipts the work is about: the newest, or, while that is only a place in a queue, the
// newest whose provider had begun by then. Of an empty list 0.
std::size_t worked_on(const std::vector<Receipt>& newest_first);

// By when the care plan is to be written: `care_plan_days` after the last day of the window.
Day care_plan_due(const Municipality& municipality, const Receipt& receipt);

// Why a provider is told. Stored; never renumber.
enum class NoticeKind : std::uint8_t {
    Begins = 0,     // has been chosen or assigned
    Ends = 1,       // performs the care today and will not
    Withdrawn = 2,  // had been told that it begins; the person has chosen otherwise before that day
    Stays = 3,      // had been told that it ends; the choice was undone
};
inline constexpr NoticeKind kAllNoticeKinds[] = {NoticeKind::Begins, NoticeKind::Ends,
                                                 NoticeKind::Withdrawn, NoticeKind::Stays};
const char* name_of(NoticeKind kind);

// What one provider needs to know, and no more: not why, and not who comes before or after it. What
// help the person is granted goes only to who is to give it.
struct ProviderNotice {
    NoticeKind kind = NoticeKind::Begins;
    ProviderId to;
    std::string reference;                   // the municipality's own; empty for a protected person
    EffectiveWindow window;
    std::vector<ServiceId> services;         // Begins only, as the three that follow
    int hours_per_month = 0;
    std::vector<Handover> handovers;         // those that are needed
    std::optional<Day> care_plan_due;
    std::optional<Day> told;                 // when it was sent: not part of it, as what follows
    ReceiptNumber kept_with;                 // in whose work that is written
    friend bool operator==(const ProviderNotice&, const ProviderNotice&) = default;
};
// To whom and about what, of the case's newest receipt, as far as there is one; `earlier` is the work
// about those before it. While the person only waits for a place, nobody but whoever was told something
// that has been undone.
std::vector<ProviderNotice> notices(const Municipality& municipality, const ClientCase& person,
                                    const std::string& reference,
                                    const std::vector<Receipt>& newest_first,
                                    const std::optional<CaseWork>& work,
                                    const std::vector<CaseWork>& earlier,
                                    const std::vector<Undone>& undone = {});
// The work about an undone choice when the notice of it has been sent. A day stands as first said.
CaseWork after_taking_back(CaseWork work, const ProviderId& told, Day today);

// One step of the work, as the care manager does it. All but the first need a confirmed choice.
struct ConfirmChoice {
    friend bool operator==(const ConfirmChoice&, const ConfirmChoice&) = default;
};
struct ToldProvider {                        // one of those of notices()
    ProviderId provider;
    friend bool operator==(const ToldProvider&, const ToldProvider&) = default;
};
struct HandedOver {
    Handover item = Handover::Keys;
    bool needed = true;                      // false: there is nothing to hand over
    friend bool operator==(const HandedOver&, const HandedOver&) = default;
};
struct HeldCarePlan {
    Day held;
    friend bool operator==(const HeldCarePlan&, const HeldCarePlan&) = default;
};
struct PlannedFollowUp {
    Day day;
    friend bool operator==(const PlannedFollowUp&, const PlannedFollowUp&) = default;
};
struct HeldFollowUp {
    FollowUp follow_up;
    friend bool operator==(const HeldFollowUp&, const HeldFollowUp&) = default;
};
using WorkStep = std::variant<ConfirmChoice, ToldProvider, HandedOver, HeldCarePlan, PlannedFollowUp,
                              HeldFollowUp>;

// The work after the step. NotConfirmed; UnknownProvider for who is not to be told, or a follow-up of
// a provider the receipt is not about; MalformedRequest for a follow-up that does not answer exactly
// the pack's demands, or a day held that has not been. A step done twice is done once.
Result<CaseWork, Problem> after_step(const Municipality& municipality, CaseWork work,
                                     const Receipt& receipt,
                                     const std::vector<ProviderNotice>& notices,
                                     const WorkStep& step, Day today);

}  // namespace hemval
