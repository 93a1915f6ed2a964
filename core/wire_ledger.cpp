#include "core/wire_parts.h"

namespace hemval::wire {
namespace {

// Stored; never rename.
constexpr const char* kPolicyAdopted = "policy_adopted";
constexpr const char* kCaseOpened = "case_opened";
constexpr const char* kProviderDecided = "provider_decided";
constexpr const char* kProviderClosing = "provider_closing";
constexpr const char* kEntryErased = "entry_erased";
constexpr const char* kMandateJudged = "mandate_judged";
constexpr const char* kCaseRestated = "case_restated";
constexpr const char* kTransitionMoved = "transition_moved";
constexpr const char* kPlaceMoved = "place_moved";
constexpr const char* kQueueEnded = "queue_ended";

template <class T>
Json write_one(const T& value)
{
    return write(value);
}

std::optional<std::vector<ListedProvider>> read_providers(const Json& json)
{
    auto providers = list(json, read_listed);
    std::set<ProviderId> seen;
    for (std::size_t i = 0; providers && i < providers->size(); ++i) {
        if (!seen.insert((*providers)[i].id).second) {
            return std::nullopt;
        }
    }
    return providers;
}

Json write_listed(const ListedProvider& provider)
{
    return write(provider);
}

struct WriteBody {
    Json& json;

    void operator()(const PolicyAdopted& adopted) const
    {
        json["kind"] = kPolicyAdopted;
        json["policy"] = write(adopted.policy);
        json["providers"] = rows(adopted.providers, write_listed);
    }
    void operator()(const CaseOpened& opened) const
    {
        json["kind"] = kCaseOpened;
        json["case"] = write(opened.person);
    }
    void operator()(const ProviderDecided& decided) const
    {
        json["kind"] = kProviderDecided;
        json["person"] = decided.person.value;
        json["receipt"] = write(decided.receipt);
        put(json, "from", decided.from);
        if (decided.request) {
            json["request"] = write(*decided.request);
        }
        if (decided.list) {
            json["list"] = write(*decided.list);
        }
        put(json, "transition", decided.transition);
    }
    void operator()(const TransitionMoved& moved) const
    {
        json["kind"] = kTransitionMoved;
        json["transition"] = write(moved.transition);
        json["actor"] = moved.actor;
    }
    void operator()(const PlaceMoved& moved) const
    {
        json.update(write(moved));
        json["kind"] = kPlaceMoved;
    }
    void operator()(const QueueEnded& ended) const
    {
        json["kind"] = kQueueEnded;
        json["person"] = ended.person.value;
        json["provider"] = ended.provider.value;
        json["waits_on"] = ended.waits_on;
    }
    void operator()(const ProviderClosing& closing) const
    {
        json["kind"] = kProviderClosing;
        json["provider"] = closing.provider.value;
        json["closing"] = to_iso(closing.day);
    }
    void operator()(const EntryErased& left) const
    {
        json["kind"] = kEntryErased;
        put(json, "from", left.from);
        put(json, "to", left.to);
        json["hours"] = left.hours;
        json["into_queue"] = left.into_queue;
        json["out_of_queue"] = left.out_of_queue;
        json["area"] = left.area.value;
        if (left.withheld) {
            json["withheld"] = true;
        }
        if (left.rotation) {
            json["rotation"] = write(*left.rotation);
        }
        if (left.list) {
            json["list"] = write(*left.list);
        }
        if (left.transition) {
            put(json, "transition", left.transition);
            json["turns"] = rows(left.turns, write_one<TurnUsed>);
        }
    }
    void operator()(const MandateJudged& judged) const
    {
        json["kind"] = kMandateJudged;
        json["person"] = judged.person.value;
        json["receipt"] = judged.receipt.value;
        json["role"] = name_of(judged.role);
        json["confirmed"] = judged.confirmed;
        json["undone"] = judged.undone;
        put(json, "from", judged.from);
        put(json, "to", judged.to);
        if (judged.pending) {
            json["pending"] = write(*judged.pending);
        }
        if (judged.waiting) {
            json["waiting"] = write(*judged.waiting);
        }
    }
    void operator()(const CaseRestated& restated) const
    {
        json["kind"] = kCaseRestated;
        json["case"] = write(restated.person);
        if (restated.waiting) {
            json["waiting"] = write(*restated.waiting);
        }
    }
};

std::optional<EventBody> read_adopted(Fields& fields)
{
    PolicyAdopted adopted;
    fields.take("policy", adopted.policy, read_policy);
    fields.take("providers", adopted.providers, read_providers);
    return exactly(fields, EventBody(std::move(adopted)));
}

std::optional<EventBody> read_opened(Fields& fields)
{
    CaseOpened opened;
    fields.take("case", opened.person, read_case);
    return exactly(fields, EventBody(std::move(opened)));
}

std::optional<EventBody> read_decided(Fields& fields)
{
    ProviderDecided decided;
    fields.take("person", decided.person, id<CaseId>);
    fields.take("receipt", decided.receipt, read_receipt);
    fields.maybe("from", decided.from, id<ProviderId>);
    fields.maybe("request", decided.request, read_request);
    fields.maybe("list", decided.list, read_list);
    fields.maybe("transition", decided.transition, id<TransitionId>);
    const bool asked = asks_rule(decided.receipt);
    const bool needs = asked || (decided.receipt.queue && waits(decided.receipt));
    if (decided.request.has_value() != needs || decided.list.has_value() != asked) {
        return std::nullopt;
    }
    return exactly(fields, EventBody(std::move(decided)));
}

std::optional<EventBody> read_closing(Fields& fields)
{
    ProviderClosing closing;
    fields.take("provider", closing.provider, id<ProviderId>);
    fields.take("closing", closing.day, day);
    return exactly(fields, EventBody(std::move(closing)));
}

std::optional<EventBody> read_erased(Fields& fields)
{
    EntryErased left;
    std::string area;
    fields.maybe("from", left.from, id<ProviderId>);
    fields.maybe("to", left.to, id<ProviderId>);
    fields.take("hours", left.hours, count<int>);
    fields.take("into_queue", left.into_queue, truth);
    fields.take("out_of_queue", left.out_of_queue, truth);
    fields.take("area", area, text);
    std::optional<bool> withheld;
    fields.maybe("withheld", withheld, truth);
    left.withheld = withheld.value_or(false);
    fields.maybe("rotation", left.rotation, read_answer);
    fields.maybe("list", left.list, read_list);
    fields.maybe("transition", left.transition, id<TransitionId>);
    if (left.transition) {
        fields.take("turns", left.turns, [](const Json& all) { return list(all, read_turn); });
    }
    left.area = AreaId(area);
    if (left.rotation.has_value() != left.list.has_value()) {
        return std::nullopt;
    }
    return exactly(fields, EventBody(std::move(left)));
}

std::optional<EventBody> read_judged(Fields& fields)
{
    MandateJudged judged;
    fields.take("person", judged.person, id<CaseId>);
    fields.take("receipt", judged.receipt, id<ReceiptNumber>);
    fields.take("role", judged.role,
                [](const Json& one) { return named(one, kAllRepresentativeRoles); });
    fields.take("confirmed", judged.confirmed, truth);
    fields.take("undone", judged.undone, truth);
    fields.maybe("from", judged.from, id<ProviderId>);
    fields.maybe("to", judged.to, id<ProviderId>);
    fields.maybe("pending", judged.pending, read_receipt);
    fields.maybe("waiting", judged.waiting, read_queued);
    const bool restores = judged.from || judged.to || judged.pending || judged.waiting;
    if ((judged.confirmed && judged.undone) || (restores && !judged.undone)) {
        return std::nullopt;
    }
    return exactly(fields, EventBody(std::move(judged)));
}

std::optional<EventBody> read_restated(Fields& fields)
{
    CaseRestated restated;
    fields.take("case", restated.person, read_case);
    fields.maybe("waiting", restated.waiting, read_queued);
    return exactly(fields, EventBody(std::move(restated)));
}

std::optional<EventBody> read_moved(Fields& fields)
{
    TransitionMoved moved;
    fields.take("transition", moved.transition, read_transition);
    fields.take("actor", moved.actor, text);
    return exactly(fields, EventBody(std::move(moved)));
}

std::optional<EventBody> read_ended(Fields& fields)
{
    QueueEnded ended;
    fields.take("person", ended.person, id<CaseId>);
    fields.take("provider", ended.provider, id<ProviderId>);
    fields.take("waits_on", ended.waits_on, truth);
    return exactly(fields, EventBody(std::move(ended)));
}

std::optional<EventBody> read_body(const std::string& kind, Fields& fields)
{
    if (kind == kPolicyAdopted) {
        return read_adopted(fields);
    }
    if (kind == kCaseOpened) {
        return read_opened(fields);
    }
    if (kind == kProviderDecided) {
        return read_decided(fields);
    }
    if (kind == kProviderClosing) {
        return read_closing(fields);
    }
    if (kind == kEntryErased) {
        return read_erased(fields);
    }
    if (kind == kMandateJudged) {
        return read_judged(fields);
    }
    if (kind == kCaseRestated) {
        return read_restated(fields);
    }
    if (kind == kTransitionMoved) {
        return read_moved(fields);
    }
    if (kind == kQueueEnded) {
        return read_ended(fields);
    }
    if (kind == kPlaceMoved) {
        auto moved = read_place_moved(fields);
        return moved ? std::optional(EventBody(std::move(*moved))) : std::nullopt;
    }
    return std::nullopt;
}

bool queued_twice(const std::vector<Queued>& waiting)
{
    std::set<CaseId> seen;
    return std::any_of(waiting.begin(), waiting.end(),
                       [&](const Queued& one) { return !seen.insert(one.request.person).second; });
}

// Who was passed over for the area tells the area, or that it is kept secret: where that is not
// published, neither is which of the two reasons it was.
Json public_skip(const Skip& skip, bool area_published)
{
    Json json = write(skip);
    if (!area_published && (skip.reason == SkipReason::WrongArea ||
                            skip.reason == SkipReason::ServiceNotOffered)) {
        json["reason"] = "cannot_help";
    }
    return json;
}

}  // namespace

Json write(const Event& event)
{
    Json json = {{"sequence", event.sequence}, {"day", to_iso(event.day)}};
    std::visit(WriteBody{json}, event.body);
    return json;
}

std::optional<Event> read_event(const Json& json)
{
    Event event;
    std::string kind;
    Fields fields(json);
    fields.take("sequence", event.sequence, sequence);
    fields.take("day", event.day, day);
    fields.take("kind", kind, text);
    auto body = read_body(kind, fields);
    if (!body) {
        return std::nullopt;
    }
    event.body = std::move(*body);
    return event;
}

Json write(const MunicipalityState& state)
{
    Json lists = Json::object();
    for (const auto& one : state.lists) {
        lists[one.first.value] = write(one.second);
    }
    Json json = {{"sequence", state.sequence},
                 {"policy", write(state.policy)},
                 {"providers", rows(state.providers, write_listed)},
                 {"clients", id_map(state.clients)},
                 {"hours", id_map(state.hours)},
                 {"lists", lists},
                 {"waiting", rows(state.waiting, write_one<Queued>)}};
    Json closings = Json::object();
    for (const auto& one : state.closings) {
        closings[one.first.value] = to_iso(one.second);
    }
    json["closings"] = closings;
    for (const auto& one : state.transitions) {
        json["transitions"][one.first.value] = write(one.second);
    }
    if (state.hours_month) {
        json["hours_month"] = to_text(*state.hours_month);
    }
    return json;
}

std::optional<MunicipalityState> read_state(const Json& json)
{
    MunicipalityState state;
    Fields fields(json);
    fields.take("sequence", state.sequence, count<std::uint64_t>);
    fields.take("policy", state.policy, read_policy);
    fields.take("providers", state.providers, read_providers);
    fields.take("clients", state.clients,
                [](const Json& all) { return by_id<ProviderId>(all, count<int>); });
    fields.take("hours", state.hours,
                [](const Json& all) { return by_id<ProviderId>(all, count<std::int64_t>); });
    fields.maybe("hours_month", state.hours_month, month);
    fields.take("lists", state.lists,
                [](const Json& all) { return by_id<AreaId>(all, read_list); });
    fields.take("closings", state.closings,
                [](const Json& all) { return by_id<ProviderId>(all, day); });
    fields.take("waiting", state.waiting, [](const Json& all) { return list(all, read_queued); });
    std::optional<std::map<TransitionId, TransitionRecord>> transitions;
    fields.maybe("transitions", transitions,
                 [](const Json& all) { return by_id<TransitionId>(all, read_record_of); });
    if (transitions && transitions->empty()) {
        return std::nullopt;
    }
    if (transitions) {
        state.transitions = std::move(*transitions);
    }
    if (!fields.exact() || queued_twice(state.waiting)) {
        return std::nullopt;
    }
    return state;
}

Json write(const PublicEntry& entry)
{
    Json json = {{"sequence", entry.sequence},
                 {"day", to_iso(entry.day)},
                 {"municipality", entry.municipality.value},
                 {"rule", entry.rule},
                 {"rule_version", entry.rule_version},
                 {"skipped", rows(entry.skipped, [&](const Skip& one) {
                      return public_skip(one, entry.area.has_value());
                  })},
                 {"leaf", merkle::to_hex(entry.leaf)}};
    if (!entry.list.empty()) {
        json["list"] = id_list(entry.list);
    }
    put(json, "turn", entry.turn);
    put(json, "provider", entry.provider);
    put(json, "area", entry.area);
    return json;
}

}  // namespace hemval::wire
