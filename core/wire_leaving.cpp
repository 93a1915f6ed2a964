#include "core/wire_parts.h"
#include "core/wire_staff.h"

namespace hemval::wire {
namespace {

constexpr auto phase = [](const Json& json) { return named(json, kAllTransitionPhases); };

// null: no ceiling.
std::optional<std::optional<int>> room(const Json& json)
{
    if (json.is_null()) {
        return std::optional<int>();
    }
    auto places = count<int>(json);
    return places ? std::optional<std::optional<int>>(places) : std::nullopt;
}

Json write_area_outlook(const AreaOutlook& area)
{
    Json json = {{"people", area.people},
                 {"without_place", area.without_place},
                 {"could_go", id_map(area.could_go)}};
    put_area(json, area.area);
    return json;
}

std::optional<AreaOutlook> read_area_outlook(const Json& json)
{
    AreaOutlook area;
    Fields fields(json);
    take_area(fields, area.area);
    fields.take("people", area.people, count<int>);
    fields.take("without_place", area.without_place, count<int>);
    fields.take("could_go", area.could_go,
                [](const Json& all) { return by_id<ProviderId>(all, count<int>); });
    return exactly(fields, std::move(area));
}

Json write_line(const DeskLeaving& leaving)
{
    return {{"transition", write(leaving.transition)}, {"since", to_iso(leaving.since)}};
}

std::optional<DeskLeaving> read_line(const Json& json)
{
    DeskLeaving leaving;
    Fields fields(json);
    fields.take("transition", leaving.transition, read_transition);
    fields.take("since", leaving.since, day);
    return exactly(fields, std::move(leaving));
}

Json write_progress(const Progress& progress)
{
    return {{"affected", progress.affected},       {"chosen", progress.chosen},
            {"declined", progress.declined},       {"by_deadline", progress.by_deadline},
            {"silent", progress.silent},           {"placed", progress.placed},
            {"in_queue", progress.in_queue},       {"queueing", progress.queueing}};
}

std::optional<Progress> read_progress(const Json& json)
{
    Progress progress;
    Fields fields(json);
    fields.take("affected", progress.affected, count<int>);
    fields.take("chosen", progress.chosen, count<int>);
    fields.take("declined", progress.declined, count<int>);
    fields.take("by_deadline", progress.by_deadline, count<int>);
    fields.take("silent", progress.silent, count<int>);
    fields.take("placed", progress.placed, count<int>);
    fields.take("in_queue", progress.in_queue, count<int>);
    fields.take("queueing", progress.queueing, count<int>);
    return exactly(fields, progress);
}

std::optional<Undoing> read_undoing(const Json& json)
{
    Undoing undone;
    Fields fields(json);
    fields.take("put_back", undone.put_back, count<int>);
    fields.take("offered", undone.offered, count<int>);
    return exactly(fields, undone);
}

}  // namespace

Json write(const std::vector<DeskLeaving>& all) { return rows(all, write_line); }
std::optional<std::vector<DeskLeaving>> read_leavings(const Json& json)
{
    return list(json, read_line);
}

Json write(const Outlook& outlook)
{
    Json json = {{"people", outlook.people},
                 {"without_place", outlook.without_place},
                 {"areas", rows(outlook.areas, write_area_outlook)},
                 {"room", Json::object()}};
    for (const auto& [provider, places] : outlook.room) {
        json["room"][provider.value] = places ? Json(*places) : Json(nullptr);
    }
    return json;
}

std::optional<Outlook> read_outlook(const Json& json)
{
    Outlook outlook;
    Fields fields(json);
    fields.take("people", outlook.people, count<int>);
    fields.take("without_place", outlook.without_place, count<int>);
    fields.take("areas", outlook.areas, [](const Json& all) { return list(all, read_area_outlook); });
    fields.take("room", outlook.room,
                [](const Json& all) { return by_id<ProviderId>(all, room); });
    return exactly(fields, std::move(outlook));
}

Json write(const DeskTransition& desk)
{
    Json json = write_line(desk.now);
    json["today"] = to_iso(desk.today);
    json["next"] = rows(desk.next, [](TransitionPhase one) { return Json(name_of(one)); });
    json["progress"] = write_progress(desk.progress);
    json["undoing"] = {{"put_back", desk.undoing.put_back}, {"offered", desk.undoing.offered}};
    if (desk.outlook) {
        json["outlook"] = write(*desk.outlook);
    }
    return json;
}

std::optional<DeskTransition> read_desk_transition(const Json& json)
{
    DeskTransition desk;
    Fields fields(json);
    fields.take("transition", desk.now.transition, read_transition);
    fields.take("since", desk.now.since, day);
    fields.take("today", desk.today, day);
    fields.take("next", desk.next, [](const Json& all) { return distinct(all, phase); });
    fields.take("progress", desk.progress, read_progress);
    fields.take("undoing", desk.undoing, read_undoing);
    fields.maybe("outlook", desk.outlook, read_outlook);
    return exactly(fields, std::move(desk));
}

Json write(const LeavingStep& step)
{
    Json json = {{"to", name_of(step.to)}};
    if (step.terms) {
        json["terms"] = write(*step.terms);
    }
    put(json, "offered_until", step.offered_until);
    return json;
}

std::optional<LeavingStep> read_leaving_step(const Json& json)
{
    LeavingStep step;
    Fields fields(json);
    fields.take("to", step.to, phase);
    fields.maybe("terms", step.terms, read_terms);
    fields.maybe("offered_until", step.offered_until, day);
    return exactly(fields, std::move(step));
}

}  // namespace hemval::wire
