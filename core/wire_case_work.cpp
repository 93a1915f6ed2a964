#include "core/wire_parts.h"
#include "core/wire_staff.h"

namespace hemval::wire {
namespace {

// Stored; never rename.
constexpr const char* kConfirm = "confirm";
constexpr const char* kTold = "told";
constexpr const char* kHandedOver = "handed_over";
constexpr const char* kCarePlanHeld = "care_plan_held";
constexpr const char* kFollowUpPlanned = "follow_up_planned";
constexpr const char* kFollowUpHeld = "follow_up_held";

std::optional<Handover> handover(const Json& json) { return named(json, kAllHandovers); }
std::optional<Finding> finding(const Json& json) { return named(json, kAllFindings); }

Json write_follow_up(const FollowUp& follow_up)
{
    Json demands = Json::object();
    for (const auto& one : follow_up.demands) {
        demands[one.first] = name_of(one.second);
    }
    return {{"held", to_iso(follow_up.held)},
            {"provider", follow_up.provider.value},
            {"demands", demands}};
}

std::optional<FollowUp> read_follow_up(const Json& json)
{
    FollowUp follow_up;
    Fields fields(json);
    fields.take("held", follow_up.held, day);
    fields.take("provider", follow_up.provider, id<ProviderId>);
    fields.take("demands", follow_up.demands,
                [](const Json& all) { return by_id<std::string>(all, finding); });
    return exactly(fields, std::move(follow_up));
}

std::optional<std::vector<FollowUp>> follow_ups(const Json& json)
{
    return list(json, read_follow_up);
}

std::optional<std::map<Handover, Day>> handed_over(const Json& json)
{
    const auto by_name = by_id<std::string>(json, day);
    if (!by_name) {
        return std::nullopt;
    }
    std::map<Handover, Day> all;
    for (const auto& one : *by_name) {
        const auto item = handover_named(one.first);
        if (!item) {
            return std::nullopt;
        }
        all.emplace(*item, one.second);
    }
    return all;
}

std::optional<std::vector<Handover>> in_order(const Json& json)
{
    auto all = distinct(json, handover);
    if (!all || !std::is_sorted(all->begin(), all->end())) {
        return std::nullopt;
    }
    return all;
}

Json names(const std::vector<Handover>& items)
{
    return rows(items, [](Handover item) { return Json(name_of(item)); });
}

template <class Key>
const std::string& key_text(const Id<Key>& key)
{
    return key.value;
}
std::string key_text(Handover item) { return name_of(item); }

template <class Key>
Json days_by(const std::map<Key, Day>& days)
{
    Json json = Json::object();
    for (const auto& one : days) {
        json[key_text(one.first)] = to_iso(one.second);
    }
    return json;
}

struct WriteStep {
    Json operator()(const ConfirmChoice&) const { return {{"step", kConfirm}}; }
    Json operator()(const ToldProvider& step) const
    {
        return {{"step", kTold}, {"provider", step.provider.value}};
    }
    Json operator()(const HandedOver& step) const
    {
        return {{"step", kHandedOver}, {"item", name_of(step.item)}, {"needed", step.needed}};
    }
    Json operator()(const HeldCarePlan& step) const
    {
        return {{"step", kCarePlanHeld}, {"held", to_iso(step.held)}};
    }
    Json operator()(const PlannedFollowUp& step) const
    {
        return {{"step", kFollowUpPlanned}, {"day", to_iso(step.day)}};
    }
    Json operator()(const HeldFollowUp& step) const
    {
        return {{"step", kFollowUpHeld}, {"follow_up", write_follow_up(step.follow_up)}};
    }
};

}  // namespace

Json write(const CaseWork& work)
{
    Json json = {{"receipt", work.receipt.value},
                 {"told", days_by(work.told)},
                 {"handed_over", days_by(work.handed_over)},
                 {"not_needed", names(work.not_needed)},
                 {"follow_ups", rows(work.follow_ups, write_follow_up)}};
    if (!work.taken_back.empty()) {
        json["taken_back"] = days_by(work.taken_back);
    }
    put(json, "came_in", work.came_in);
    put(json, "confirmed", work.confirmed);
    put(json, "care_plan_held", work.care_plan_held);
    put(json, "follow_up_planned", work.follow_up_planned);
    return json;
}

std::optional<CaseWork> read_case_work(const Json& json)
{
    CaseWork work;
    Fields fields(json);
    fields.take("receipt", work.receipt, id<ReceiptNumber>);
    fields.maybe("came_in", work.came_in, day);
    fields.maybe("confirmed", work.confirmed, day);
    fields.take("told", work.told, [](const Json& all) { return by_id<ProviderId>(all, day); });
    std::optional<std::map<ProviderId, Day>> taken_back;
    fields.maybe("taken_back", taken_back, [](const Json& all) { return some(by_id<ProviderId>(all, day)); });
    work.taken_back = std::move(taken_back).value_or(std::map<ProviderId, Day>());
    fields.take("handed_over", work.handed_over, handed_over);
    fields.take("not_needed", work.not_needed, in_order);
    fields.maybe("care_plan_held", work.care_plan_held, day);
    fields.maybe("follow_up_planned", work.follow_up_planned, day);
    fields.take("follow_ups", work.follow_ups, follow_ups);
    return exactly(fields, std::move(work));
}

Json write(const WorkStep& step) { return std::visit(WriteStep{}, step); }

std::optional<WorkStep> read_work_step(const Json& json)
{
    std::string step;
    Fields fields(json);
    fields.take("step", step, text);
    if (step == kConfirm) {
        return exactly(fields, WorkStep(ConfirmChoice{}));
    }
    if (step == kTold) {
        ToldProvider told;
        fields.take("provider", told.provider, id<ProviderId>);
        return exactly(fields, WorkStep(std::move(told)));
    }
    if (step == kHandedOver) {
        HandedOver handed;
        fields.take("item", handed.item, handover);
        fields.take("needed", handed.needed, truth);
        return exactly(fields, WorkStep(handed));
    }
    if (step == kCarePlanHeld) {
        HeldCarePlan plan;
        fields.take("held", plan.held, day);
        return exactly(fields, WorkStep(plan));
    }
    if (step == kFollowUpPlanned) {
        PlannedFollowUp planned;
        fields.take("day", planned.day, day);
        return exactly(fields, WorkStep(planned));
    }
    if (step == kFollowUpHeld) {
        HeldFollowUp held;
        fields.take("follow_up", held.follow_up, read_follow_up);
        return exactly(fields, WorkStep(std::move(held)));
    }
    return std::nullopt;
}

Json write(const ProviderNotice& notice)
{
    Json json = {{"kind", name_of(notice.kind)},
                 {"to", notice.to.value},
                 {"window", write(notice.window)}};
    if (!notice.reference.empty()) {
        json["reference"] = notice.reference;
    }
    if (notice.kind == NoticeKind::Begins) {
        json["services"] = id_list(notice.services);
        json["hours_per_month"] = notice.hours_per_month;
        json["handovers"] = names(notice.handovers);
        put(json, "care_plan_due", notice.care_plan_due);
    }
    return json;
}

Json write(const std::vector<DeskFollowUps>& all)
{
    return rows(all, [](const DeskFollowUps& one) {
        return Json{{"provider", one.provider.value}, {"held", rows(one.held, write_follow_up)}};
    });
}

std::optional<std::vector<DeskFollowUps>> read_desk_follow_ups(const Json& json)
{
    return list(json, [](const Json& one) {
        DeskFollowUps all;
        Fields fields(one);
        fields.take("provider", all.provider, id<ProviderId>);
        fields.take("held", all.held, follow_ups);
        return exactly(fields, std::move(all));
    });
}

}  // namespace hemval::wire
