#include "core/wire_parts.h"

namespace hemval::wire {
namespace {

std::optional<Action> action(const Json& json)
{
    return named(json, kAllActions);
}

Json write_before(const BeforeTransition& before) { return write(before); }

}  // namespace

Json write_eligibility(const Eligibility& eligibility)
{
    Json reasons = Json::array();
    for (const Ineligible reason : eligibility.reasons) {
        reasons.push_back(name_of(reason));
    }
    Json json = {{"provider", eligibility.provider.value}, {"reasons", reasons}};
    if (eligibility.waiting > 0) {
        json["waiting"] = eligibility.waiting;
    }
    return json;
}

std::optional<Eligibility> read_eligibility(const Json& json)
{
    Eligibility eligibility;
    Fields fields(json);
    fields.take("provider", eligibility.provider, id<ProviderId>);
    fields.take("reasons", eligibility.reasons, [](const Json& all) {
        return distinct(all, [](const Json& one) { return named(one, kAllIneligible); });
    });
    std::optional<int> waiting;
    fields.maybe("waiting", waiting, [](const Json& one) { return whole<int>(one, 1); });
    eligibility.waiting = waiting.value_or(0);
    return exactly(fields, std::move(eligibility));
}

std::optional<PlaceOffer> read_offer(const Json& json)
{
    PlaceOffer offer;
    Fields fields(json);
    fields.take("transition", offer.transition, id<TransitionId>);
    fields.take("provider", offer.provider, id<ProviderId>);
    fields.take("until", offer.until, day);
    return exactly(fields, std::move(offer));
}

Json write_transition(const TransitionView& view)
{
    Json json = {{"provider", view.provider.value},
                 {"phase", name_of(view.phase)},
                 {"since", to_iso(view.since)}};
    if (view.terms) {
        json["terms"] = write(*view.terms);
    }
    put(json, "offered_until", view.offered_until);
    return json;
}

std::optional<TransitionView> read_transition_view(const Json& json)
{
    TransitionView view;
    Fields fields(json);
    fields.take("provider", view.provider, id<ProviderId>);
    fields.take("phase", view.phase,
                [](const Json& one) { return named(one, kAllTransitionPhases); });
    fields.take("since", view.since, day);
    fields.maybe("terms", view.terms, read_terms);
    fields.maybe("offered_until", view.offered_until, day);
    if ((view.phase != TransitionPhase::Proposed) != view.terms.has_value()) {
        return std::nullopt;
    }
    return exactly(fields, std::move(view));
}

namespace {

Json write_queue(const QueueView& queue)
{
    Json json = {{"provider", queue.provider.value}, {"place", queue.place}, {"since", queue.since}};
    put(json, "meanwhile", queue.meanwhile);
    put(json, "ends", queue.ends);
    return json;
}

std::optional<QueueView> read_queue(const Json& json)
{
    QueueView queue;
    Fields fields(json);
    fields.take("provider", queue.provider, id<ProviderId>);
    fields.take("place", queue.place, [](const Json& one) { return whole<int>(one, 1); });
    fields.take("since", queue.since, sequence);
    fields.maybe("meanwhile", queue.meanwhile, id<ProviderId>);
    fields.maybe("ends", queue.ends, day);
    return exactly(fields, std::move(queue));
}

Json write_status(const ProviderStatus& status)
{
    Json json = {{"provider", status.provider.value}, {"full", status.full}};
    put(json, "closing", status.closing);
    if (status.about) {
        json["about"] = write(*status.about);
    }
    return json;
}

std::optional<ProviderStatus> read_status(const Json& json)
{
    ProviderStatus status;
    Fields fields(json);
    fields.take("provider", status.provider, id<ProviderId>);
    fields.take("full", status.full, truth);
    fields.maybe("closing", status.closing, day);
    fields.maybe("about", status.about, read_localized);
    return exactly(fields, std::move(status));
}

void put_rejected(Json& json, const std::optional<Rejected>& rejected)
{
    if (rejected) {
        json["rejected"] = {{"day", to_iso(rejected->day)},
                            {"role", name_of(rejected->role)},
                            {"undone", rejected->undone}};
    }
}

std::optional<Rejected> read_rejected(const Json& json)
{
    Rejected rejected;
    Fields fields(json);
    fields.take("day", rejected.day, day);
    fields.take("role", rejected.role,
                [](const Json& one) { return named(one, kAllRepresentativeRoles); });
    fields.take("undone", rejected.undone, truth);
    return exactly(fields, std::move(rejected));
}

}  // namespace

std::optional<RepresentativeContact> read_contact(const Json& json)
{
    RepresentativeContact contact;
    Fields fields(json);
    fields.take("name", contact.name, text);
    fields.take("reach", contact.reach, text);
    return exactly(fields, std::move(contact));
}

Json write(const RepresentativeContact& contact)
{
    return {{"name", contact.name}, {"reach", contact.reach}};
}

namespace {

template <class Rows>
bool lists_twice(const Rows& rows)
{
    std::set<ProviderId> seen;
    return std::any_of(rows.begin(), rows.end(),
                       [&](const auto& row) { return !seen.insert(row.provider).second; });
}

// What a receipt must say together: nobody is given, kept waiting or asked for without a reason.
bool adds_up(const Receipt& receipt)
{
    const bool by_rule = receipt.action == Action::Decline;
    const auto& queue = receipt.queue;
    if (queue && queue->place == 0) {
        return !by_rule && receipt.provider == queue->provider && !receipt.rotation;
    }
    if (queue) {
        const bool nobody = receipt.rotation && receipt.rotation->basis == AssignmentBasis::Waiting;
        return !by_rule && (!receipt.rotation || receipt.provider.has_value() != nobody);
    }
    const bool nobody = receipt.rotation && receipt.rotation->basis == AssignmentBasis::Waiting;
    return receipt.rotation.has_value() == by_rule && (receipt.provider || nobody);
}

}  // namespace

Json write(const QueueTicket& ticket)
{
    return {{"provider", ticket.provider.value}, {"since", ticket.since}, {"place", ticket.place}};
}

std::optional<QueueTicket> read_ticket(const Json& json)
{
    QueueTicket ticket;
    Fields fields(json);
    fields.take("provider", ticket.provider, id<ProviderId>);
    fields.take("since", ticket.since, sequence);
    fields.take("place", ticket.place, count<int>);
    return exactly(fields, std::move(ticket));
}

Json write(const Receipt& receipt)
{
    Json json = Json::object();
    json["number"] = receipt.number.value;
    json["sequence"] = receipt.sequence;
    json["action"] = name_of(receipt.action);
    json["received"] = to_iso(receipt.received);
    json["window"] = write(receipt.window);
    put(json, "provider", receipt.provider);
    put(json, "previous", receipt.previous);
    if (receipt.rotation) {
        json["rotation"] = write(*receipt.rotation);
    }
    if (receipt.queue) {
        json["queue"] = write(*receipt.queue);
    }
    put_errand(json, receipt.channel, receipt.representation);
    return json;
}

std::optional<Receipt> read_receipt(const Json& json)
{
    Receipt receipt;
    Fields fields(json);
    fields.take("number", receipt.number, id<ReceiptNumber>);
    fields.take("sequence", receipt.sequence, sequence);
    fields.take("action", receipt.action, action);
    fields.take("received", receipt.received, day);
    fields.maybe("provider", receipt.provider, id<ProviderId>);
    fields.maybe("previous", receipt.previous, id<ProviderId>);
    fields.take("window", receipt.window, window);
    fields.maybe("rotation", receipt.rotation, read_answer);
    fields.maybe("queue", receipt.queue, read_ticket);
    std::optional<Channel> channel;
    fields.maybe("channel", channel, read_channel);
    receipt.channel = channel.value_or(Channel::Code);
    fields.maybe("representation", receipt.representation, read_representation);
    if (!fields.exact() || !adds_up(receipt)) {
        return std::nullopt;
    }
    return receipt;
}

Json write(const ClientCase& person)
{
    Json json = Json::object();
    json["id"] = person.id.value;
    json["services"] = id_list(person.services);
    json["hours_per_month"] = person.hours_per_month;
    json["decision_day"] = to_iso(person.decision_day);
    put(json, "current", person.current);
    put(json, "former", person.former);
    if (person.pending) {
        json["pending"] = write(*person.pending);
    }
    if (person.assigned) {
        json["assigned"] = write(*person.assigned);
    }
    put_area(json, person.area);
    if (person.is_protected) {
        json["protected"] = true;
    }
    put_rejected(json, person.rejected);
    put(json, "choose_by", person.choose_by);
    if (!person.before.empty()) {
        json["before"] = rows(person.before, write_before);
    }
    if (person.offer) {
        json["offer"] = {{"transition", person.offer->transition.value},
                         {"provider", person.offer->provider.value},
                         {"until", to_iso(person.offer->until)}};
    }
    return json;
}

std::optional<ClientCase> read_case(const Json& json)
{
    ClientCase person;
    Fields fields(json);
    fields.take("id", person.id, id<CaseId>);
    take_area(fields, person.area);
    std::optional<bool> is_protected;
    fields.maybe("protected", is_protected, truth);
    person.is_protected = is_protected.value_or(false);
    fields.maybe("rejected", person.rejected, read_rejected);
    fields.take("services", person.services, ids<ServiceId>);
    fields.take("hours_per_month", person.hours_per_month, count<int>);
    fields.take("decision_day", person.decision_day, day);
    fields.maybe("current", person.current, id<ProviderId>);
    fields.maybe("former", person.former, id<ProviderId>);
    fields.maybe("pending", person.pending, read_receipt);
    fields.maybe("assigned", person.assigned, read_receipt);
    fields.maybe("choose_by", person.choose_by, day);
    std::optional<std::vector<BeforeTransition>> before;
    fields.maybe("before", before, [](const Json& all) { return some(list(all, read_before)); });
    person.before = std::move(before).value_or(std::vector<BeforeTransition>());
    fields.maybe("offer", person.offer, read_offer);
    if (person.assigned && !(person.assigned->provider && person.assigned->rotation)) {
        return std::nullopt;
    }
    // An area goes with nobody who is protected, and with everybody who is not.
    if (person.is_protected != person.area.empty() || is_protected == false) {
        return std::nullopt;
    }
    return exactly(fields, std::move(person));
}

Json write(const CaseView& view)
{
    Json allowed = Json::array();
    for (const Action one : view.allowed) {
        allowed.push_back(name_of(one));
    }
    Json json = {{"municipality", view.municipality.value},
                 {"situation", name_of(view.situation)},
                 {"allowed", allowed},
                 {"providers", rows(view.providers, write_eligibility)},
                 {"if_chosen_today", write(view.if_chosen_today)},
                 {"today", to_iso(view.today)}};
    if (!view.owner.empty()) json["owner"] = view.owner;
    put(json, "current", view.current);
    put(json, "closing", view.closing);
    if (view.queue) {
        json["queue"] = write_queue(*view.queue);
    }
    if (view.transition) {
        json["transition"] = write_transition(*view.transition);
    }
    put(json, "choose_by", view.choose_by);
    put(json, "wish_list", view.wish_list);
    if (view.pending) {
        json["pending"] = write(*view.pending);
    }
    put_rejected(json, view.rejected);
    return json;
}

std::optional<CaseView> read_case_view(const Json& json)
{
    CaseView view;
    Fields fields(json);
    fields.take("municipality", view.municipality, id<MunicipalityId>);
    fields.take("situation", view.situation,
                [](const Json& one) { return named(one, kAllSituations); });
    fields.maybe("current", view.current, id<ProviderId>);
    fields.maybe("closing", view.closing, day);
    fields.maybe("pending", view.pending, read_receipt);
    fields.maybe("rejected", view.rejected, read_rejected);
    fields.take("allowed", view.allowed, [](const Json& all) { return distinct(all, action); });
    fields.take("providers", view.providers,
                [](const Json& all) { return list(all, read_eligibility); });
    fields.take("if_chosen_today", view.if_chosen_today, window);
    fields.take("today", view.today, day);
    fields.maybe("queue", view.queue, read_queue);
    fields.maybe("transition", view.transition, read_transition_view);
    fields.maybe("choose_by", view.choose_by, day);
    fields.maybe("wish_list", view.wish_list, day);
    std::optional<std::string> owner;
    fields.maybe("owner", owner, text);
    if (!fields.exact() || lists_twice(view.providers) || (owner && owner->empty())) {
        return std::nullopt;
    }
    view.owner = owner.value_or("");
    return view;
}

Json write(const std::vector<ProviderStatus>& statuses)
{
    return rows(statuses, write_status);
}

std::optional<std::vector<ProviderStatus>> read_statuses(const Json& json)
{
    auto statuses = list(json, read_status);
    if (!statuses || lists_twice(*statuses)) {
        return std::nullopt;
    }
    return statuses;
}

Json write(const ReceiptCheck& check)
{
    Json json = {{"number", check.number.value},
                 {"sequence", check.sequence},
                 {"action", name_of(check.action)},
                 {"received", to_iso(check.received)}};
    if (check.inclusion) {
        json["inclusion"] = write(*check.inclusion);
    }
    return json;
}

std::optional<ReceiptCheck> read_receipt_check(const Json& json)
{
    ReceiptCheck check;
    Fields fields(json);
    fields.take("number", check.number, id<ReceiptNumber>);
    fields.take("sequence", check.sequence, sequence);
    fields.take("action", check.action, action);
    fields.take("received", check.received, day);
    fields.maybe("inclusion", check.inclusion, read_inclusion);
    return exactly(fields, std::move(check));
}

Json write(const WishList& list)
{
    Json json = {{"wishes", list.wishes}};
    if (!list.own_words.empty()) {
        json["own_words"] = list.own_words;
    }
    return json;
}

std::optional<WishList> read_wish_list(const Json& json)
{
    WishList list;
    Fields fields(json);
    std::optional<std::string> own_words;
    fields.take("wishes", list.wishes, [](const Json& all) { return wire::list(all, text); });
    fields.maybe("own_words", own_words, text);
    list.own_words = own_words.value_or("");
    if (!is_whole(list) || (own_words && own_words->empty())) {
        return std::nullopt;
    }
    return exactly(fields, std::move(list));
}

Json write(const Submission& submission)
{
    Json json = {{"action", name_of(submission.action)}};
    put(json, "provider", submission.provider);
    if (submission.queue) {
        json["queue"] = true;
        put(json, "meanwhile", submission.meanwhile);
    }
    if (submission.representation) json["representation"] = write(*submission.representation);
    if (submission.representative) json["representative"] = write(*submission.representative);
    if (submission.wish_list) json["wish_list"] = write(*submission.wish_list);
    if (submission.channel == Channel::Kiosk) json["channel"] = name_of(submission.channel);
    if (!submission.owner.empty()) json["owner"] = submission.owner;
    return json;
}

std::optional<Submission> read_submission(const Json& json, IdempotencyKey key)
{
    Submission submission;
    submission.key = std::move(key);
    Fields fields(json);
    fields.take("action", submission.action, action);
    fields.maybe("provider", submission.provider, id<ProviderId>);
    std::optional<bool> queue;
    fields.maybe("queue", queue, truth);
    fields.maybe("meanwhile", submission.meanwhile, id<ProviderId>);
    fields.maybe("representation", submission.representation, read_representation);
    fields.maybe("representative", submission.representative, read_contact);
    fields.maybe("wish_list", submission.wish_list, read_wish_list);
    // Whoever sends a choice may say where they stand, and no more: how they signed in is the service's
    // to know.
    std::optional<Channel> channel;
    fields.maybe("channel", channel, read_channel);
    submission.channel = channel.value_or(Channel::Code);
    submission.queue = queue.value_or(false);
    std::optional<std::string> owner;
    fields.maybe("owner", owner, text);
    submission.owner = owner.value_or("");
    const bool declines = submission.action == Action::Decline;
    if (!fields.exact() || (channel && *channel != Channel::Code && *channel != Channel::Kiosk) ||
        (owner && owner->empty()) || (queue && !*queue) || (submission.meanwhile && !queue) ||
        (declines && (submission.provider || queue))) {
        return std::nullopt;
    }
    return submission;
}

}  // namespace hemval::wire
