#include "server/outbox/notice.h"

#include "core/ledger_rules.h"

#include <chrono>
#include <cstdio>

namespace hemval::server {

using wire::Json;

std::string notice_type(const ProviderDecided& decided)
{
    switch (decided.receipt.action) {
    case Action::Choose: return "choice.received";
    case Action::Switch: return "switch.received";
    case Action::Decline: return "decline.received";
    }
    return {};
}

Json notice_data(const MunicipalityId& municipality, const ProviderDecided& decided)
{
    const Receipt& receipt = decided.receipt;
    Json data{{"municipality", municipality.value},
              {"receipt", receipt.number.value},
              {"sequence", receipt.sequence},
              {"action", name_of(receipt.action)},
              {"received", to_iso(receipt.received)}};
    const bool waits = receipt.rotation && !is_given(receipt);
    data["waits_for_a_place"] = waits;
    if (receipt.provider)
        data["provider"] = receipt.provider->value;
    if (receipt.previous)
        data["previous"] = receipt.previous->value;
    if (!waits)
        data["window"] = {{"first", to_iso(receipt.window.first)}, {"last", to_iso(receipt.window.last)}};
    return data;
}

std::string notice_body(const std::string& type, std::int64_t created, const Json& data,
                        const CaseName& person)
{
    Json named = data;
    named["case"] = {{"id", person.id.value}};
    if (!person.pseudonym.empty())
        named["case"]["pseudonym"] = person.pseudonym;
    const Json body{{"type", type}, {"timestamp", utc(created)}, {"data", named}};
    return body.dump(-1, ' ', false, Json::error_handler_t::replace);
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
