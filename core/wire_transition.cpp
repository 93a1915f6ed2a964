#include "core/wire_parts.h"

namespace hemval::wire {
namespace {

Json write_list(const RotationList& list) { return write(list); }
Json write_entry(const Queued& queued) { return write(queued); }
Json write_used(const TurnUsed& turn) { return write(turn); }

template <class Value, class Write>
Json by_area(const std::map<AreaId, Value>& values, Write write_one)
{
    Json json = Json::object();
    for (const auto& one : values) {
        json[one.first.value] = write_one(one.second);
    }
    return json;
}

Json write_start(const TransitionStart& start)
{
    Json json = {{"lists", by_area(start.lists, write_list)},
                 {"hours", id_map(start.hours)},
                 {"waiting", rows(start.waiting, write_entry)},
                 {"given_back", id_map(start.given_back)}};
    put(json, "closing", start.closing);
    put(json, "announced", start.announced);
    if (start.hours_month) {
        json["hours_month"] = to_text(*start.hours_month);
    }
    return json;
}

std::optional<TransitionStart> read_start(const Json& json)
{
    TransitionStart start;
    Fields fields(json);
    fields.take("lists", start.lists, [](const Json& all) { return by_id<AreaId>(all, read_list); });
    fields.take("hours", start.hours,
                [](const Json& all) { return by_id<ProviderId>(all, count<std::int64_t>); });
    fields.take("waiting", start.waiting, [](const Json& all) { return list(all, read_queued); });
    fields.take("given_back", start.given_back,
                [](const Json& all) { return by_id<AreaId>(all, count<std::uint64_t>); });
    fields.maybe("closing", start.closing, day);
    fields.maybe("announced", start.announced, day);
    fields.maybe("hours_month", start.hours_month, month);
    return exactly(fields, std::move(start));
}

}  // namespace

Json write(const Queued& queued)
{
    Json json = {{"request", write(queued.request)}};
    put(json, "place", queued.place);
    if (queued.wants) {
        json["wants"] = queued.wants->value;
        json["action"] = name_of(queued.action);
        json["seeks"] = queued.seeks;
    }
    put_errand(json, queued.channel, queued.representation);
    return json;
}

std::optional<Queued> read_queued(const Json& json)
{
    Queued queued;
    Fields fields(json);
    fields.take("request", queued.request, read_request);
    fields.maybe("place", queued.place, id<ProviderId>);
    fields.maybe("wants", queued.wants, id<ProviderId>);
    if (queued.wants) {
        fields.take("action", queued.action, [](const Json& one) { return named(one, kAllActions); });
        fields.take("seeks", queued.seeks, truth);
    }
    std::optional<Channel> channel;
    fields.maybe("channel", channel, read_channel);
    queued.channel = channel.value_or(Channel::Code);
    fields.maybe("representation", queued.representation, read_representation);
    return exactly(fields, std::move(queued));
}

Json write(const LeavingTerms& terms)
{
    return {{"cause", name_of(terms.cause)},
            {"last_day", to_iso(terms.last_day)},
            {"choose_by", to_iso(terms.choose_by)}};
}

std::optional<LeavingTerms> read_terms(const Json& json)
{
    LeavingTerms terms;
    Fields fields(json);
    fields.take("cause", terms.cause, [](const Json& one) { return named(one, kAllLeavingCauses); });
    fields.take("last_day", terms.last_day, day);
    fields.take("choose_by", terms.choose_by, day);
    return exactly(fields, std::move(terms));
}

Json write(const Transition& transition)
{
    Json json = {{"id", transition.id.value},
                 {"provider", transition.provider.value},
                 {"phase", name_of(transition.phase)}};
    if (transition.terms) {
        json["terms"] = write(*transition.terms);
    }
    return json;
}

std::optional<Transition> read_transition(const Json& json)
{
    Transition transition;
    Fields fields(json);
    fields.take("id", transition.id, id<TransitionId>);
    fields.take("provider", transition.provider, id<ProviderId>);
    fields.take("phase", transition.phase,
                [](const Json& one) { return named(one, kAllTransitionPhases); });
    fields.maybe("terms", transition.terms, read_terms);
    // What is open has terms: the fold takes them without asking.
    if (is_open(transition) && !transition.terms) {
        return std::nullopt;
    }
    return exactly(fields, std::move(transition));
}

Json write(const TransitionRecord& record)
{
    Json json = {{"now", write(record.now)},
                 {"since", to_iso(record.since)},
                 {"proposed_by", record.proposed_by}};
    if (record.start) {
        json["start"] = write_start(*record.start);
    }
    return json;
}

std::optional<TransitionRecord> read_record_of(const Json& json)
{
    TransitionRecord record;
    Fields fields(json);
    fields.take("now", record.now, read_transition);
    fields.take("since", record.since, day);
    fields.take("proposed_by", record.proposed_by, text);
    fields.maybe("start", record.start, read_start);
    return exactly(fields, std::move(record));
}

Json write(const TurnUsed& turn)
{
    return {{"provider", turn.provider.value}, {"hours", turn.hours}, {"day", to_iso(turn.day)}};
}

std::optional<TurnUsed> read_turn(const Json& json)
{
    TurnUsed turn;
    Fields fields(json);
    fields.take("provider", turn.provider, id<ProviderId>);
    fields.take("hours", turn.hours, count<int>);
    fields.take("day", turn.day, day);
    return exactly(fields, std::move(turn));
}

Json write(const BeforeTransition& before)
{
    Json json = {{"transition", before.transition.value},
                 {"turns", rows(before.turns, write_used)},
                 {"decided", name_of(before.decided)},
                 {"by_deadline", before.by_deadline}};
    put(json, "current", before.current);
    put(json, "former", before.former);
    if (before.pending) {
        json["pending"] = write(*before.pending);
    }
    if (before.assigned) {
        json["assigned"] = write(*before.assigned);
    }
    return json;
}

std::optional<BeforeTransition> read_before(const Json& json)
{
    BeforeTransition before;
    Fields fields(json);
    fields.take("transition", before.transition, id<TransitionId>);
    fields.take("turns", before.turns, [](const Json& all) { return list(all, read_turn); });
    fields.take("decided", before.decided, [](const Json& one) { return named(one, kAllActions); });
    fields.take("by_deadline", before.by_deadline, truth);
    fields.maybe("current", before.current, id<ProviderId>);
    fields.maybe("former", before.former, id<ProviderId>);
    fields.maybe("pending", before.pending, read_receipt);
    fields.maybe("assigned", before.assigned, read_receipt);
    return exactly(fields, std::move(before));
}

Json write(const PlaceMoved& moved)
{
    Json json = {{"person", moved.person.value},
                 {"transition", moved.transition.value},
                 {"change", name_of(moved.change)},
                 {"turns", rows(moved.turns, write_used)},
                 {"area", moved.area.value}};
    put(json, "from", moved.from);
    put(json, "to", moved.to);
    put(json, "until", moved.until);
    return json;
}

std::optional<PlaceMoved> read_place_moved(Fields& fields)
{
    PlaceMoved moved;
    fields.take("person", moved.person, id<CaseId>);
    fields.take("transition", moved.transition, id<TransitionId>);
    fields.take("change", moved.change,
                [](const Json& one) { return named(one, kAllPlaceChanges); });
    fields.take("turns", moved.turns, [](const Json& all) { return list(all, read_turn); });
    fields.take("area", moved.area.value, text);
    fields.maybe("from", moved.from, id<ProviderId>);
    fields.maybe("to", moved.to, id<ProviderId>);
    fields.maybe("until", moved.until, day);
    return exactly(fields, std::move(moved));
}

}  // namespace hemval::wire
