#include "server/outbox/notice.h"

#include "core/ledger_rules.h"
#include "core/mandate.h"
#include "core/protected.h"
#include "server/json.h"

#include <chrono>
#include <cstdio>

namespace hemval::server {

using wire::Json;

namespace {

std::string type_of(Action action)
{
    return action == Action::Choose ? "choice.received" : std::string(name_of(action)) + ".received";
}

Json decision(const MunicipalityId& municipality, const Receipt& receipt)
{
    Json data = Json::object();
    data["municipality"] = municipality.value;
    data["receipt"] = receipt.number.value;
    data["sequence"] = receipt.sequence;
    data["action"] = name_of(receipt.action);
    data["received"] = to_iso(receipt.received);
    data["channel"] = name_of(receipt.channel);
    data["awaits_confirmation"] = awaits_confirmation(receipt);
    data["waits_for_a_place"] = waits(receipt);
    if (receipt.provider)
        data["provider"] = receipt.provider->value;
    if (receipt.previous)
        data["previous"] = receipt.previous->value;
    if (receipt.queue)
        data["queue"] = {{"provider", receipt.queue->provider.value},
                         {"since", receipt.queue->since},
                         {"place", receipt.queue->place}};
    if (!waits(receipt) || (receipt.queue && receipt.provider))
        data["window"] = {{"first", to_iso(receipt.window.first)}, {"last", to_iso(receipt.window.last)}};
    return data;
}

Json judgement(const MunicipalityId& municipality, const Event& event, const MandateJudged& judged)
{
    Json data{{"municipality", municipality.value},
              {"receipt", judged.receipt.value},
              {"sequence", event.sequence},
              {"judged", to_iso(event.day)},
              {"undone", judged.undone}};
    if (judged.undone && judged.to)
        data["provider"] = judged.to->value;
    return data;
}

Json place(const MunicipalityId& municipality, const Event& event, const PlaceMoved& moved)
{
    Json data{{"municipality", municipality.value},
              {"sequence", event.sequence},
              {"moved", to_iso(event.day)},
              {"transition", moved.transition.value}};
    if (moved.to)
        data["provider"] = moved.to->value;
    if (moved.until)
        data["until"] = to_iso(*moved.until);
    return data;
}

}  // namespace

std::optional<Notice> notice_of(const MunicipalityId& municipality, const Event& event,
                                const ClientCase& person)
{
    const auto* decided = std::get_if<ProviderDecided>(&event.body);
    const auto* judged = std::get_if<MandateJudged>(&event.body);
    const auto* moved = std::get_if<PlaceMoved>(&event.body);
    if (!decided && !judged && !moved)
        return std::nullopt;
    if (!may_leave_house(person))
        return withheld_notice(municipality);
    if (decided)
        return Notice{type_of(decided->receipt.action), decision(municipality, decided->receipt)};
    if (moved)
        return Notice{std::string("place.") + name_of(moved->change), place(municipality, event, *moved)};
    return Notice{judged->confirmed ? "mandate.confirmed" : "mandate.rejected",
                  judgement(municipality, event, *judged)};
}

Notice withheld_notice(const MunicipalityId& municipality)
{
    return {"case.changed", {{"municipality", municipality.value}}};
}

std::string notice_body(const std::string& type, std::int64_t created, const Json& data,
                        const CaseName& person)
{
    Json named = data;
    named["case"] = {{"id", person.id.value}};
    if (!person.reference.empty())
        named["case"]["reference"] = person.reference;
    const Json body{{"type", type}, {"timestamp", utc(created)}, {"data", named}};
    return dumped(body);
}

std::string utc(std::int64_t seconds)
{
    namespace chrono = std::chrono;
    const chrono::sys_seconds moment{chrono::seconds(seconds)};
    const auto day = chrono::floor<chrono::days>(moment);
    const chrono::hh_mm_ss time(moment - day);
    char text[16];
    std::snprintf(text, sizeof text, "T%02d:%02d:%02dZ", static_cast<int>(time.hours().count()),
                  static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()));
    return to_iso(Day(day)) + text;
}

}  // namespace hemval::server
