#include "core/pack_parts.h"
#include "core/merkle.h"
#include "core/rotation_names.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace hemval {
namespace {

constexpr int kMostDays = 366;
constexpr int kHundredPercent = 100;
constexpr int kMostMonths = 12;
constexpr int kMostHoursBefore = 168;  // a week before
constexpr int kMostFollowUpMonths = 60;
constexpr int kLatestCutoff = 28;  // a day that every month has

enum class Lead : std::uint8_t { Window, WorkingDays, Monthly };
constexpr Named<Lead> kLeads[] = {
    {"window", Lead::Window}, {"working_days", Lead::WorkingDays}, {"monthly", Lead::Monthly}};

std::vector<std::string> read_languages(const Place& place)
{
    std::vector<std::string> languages;
    Unique unique;
    for (const Place& item : place.items(1)) {
        languages.push_back(item.language());
        unique.add(item, languages.back());
    }
    if (std::find(languages.begin(), languages.end(), "sv") == languages.end())
        place.refuse("a list with \"sv\" in it");
    return languages;
}

constexpr Named<const char*> kMinorityLanguages[] = {{"fi", "fi"}, {"fit", "fit"}, {"se", "se"}};

// All three: whoever applies is to be told of the right, also where it holds on request only.
std::vector<MinorityLanguage> read_minority_languages(const Place& place)
{
    std::vector<MinorityLanguage> languages;
    Unique unique;
    for (const Place& item : place.items(std::size(kMinorityLanguages))) {
        Fields fields(item);
        const Place tag = fields.at("language");
        languages.push_back({tag.one_of(kMinorityLanguages),
                             fields.at("administrative_area").yes_or_no(),
                             fields.at("notice").text()});
        unique.add(tag, languages.back().tag);
    }
    return languages;
}

std::vector<Area> read_areas(const Place& place)
{
    std::vector<Area> areas;
    Unique unique;
    for (const Place& item : place.items(1)) {
        Fields fields(item);
        const Place id = fields.at("id");
        areas.push_back({AreaId(id.id()), fields.at("name").text()});
        unique.add(id, areas.back().id.value);
    }
    return areas;
}

std::vector<Service> read_services(const Place& place)
{
    std::vector<Service> services;
    Unique unique;
    for (const Place& item : place.items(1)) {
        Fields fields(item);
        const Place id = fields.at("id");
        Service service{ServiceId(id.id()), fields.at("name").localized(), true};
        service.chosen = fields.at("open_to_choice").yes_or_no();
        if (const auto about = fields.maybe("about")) service.about = about->localized();
        unique.add(id, service.id.value);
        services.push_back(std::move(service));
    }
    return services;
}

LeadRule read_lead(const Place& place)
{
    Fields fields(place);
    switch (fields.at("rule").one_of(kLeads)) {
    case Lead::Window: {
        WindowLead lead;
        lead.from_days = fields.at("from_days").whole(0, kMostDays);
        lead.to_days = fields.at("to_days").whole(lead.from_days, kMostDays);
        return lead;
    }
    case Lead::WorkingDays: return WorkingDayLead{fields.at("working_days").whole(0, kMostDays)};
    case Lead::Monthly: {
        MonthlyLead lead;
        lead.cutoff_day = fields.at("cutoff_day").whole(1, kLatestCutoff);
        lead.months_after = fields.at("months_after").whole(1, kMostMonths);
        return lead;
    }
    }
    return WindowLead{};
}

SchedulePolicy read_schedule(const Place& place)
{
    Fields fields(place);
    SchedulePolicy schedule;
    schedule.first_choice = read_lead(fields.at("first_choice"));
    schedule.change = read_lead(fields.at("change"));
    return schedule;
}

// Every part is stated: who gets the next person must never hang on a default nobody saw.
RotationPolicy read_rotation(const Place& place)
{
    Fields fields(place);
    RotationPolicy policy;
    policy.id = fields.at("id").id();
    policy.version = fields.at("version").whole(1, 1'000'000);
    policy.method = fields.at("method").one_of(kRotationMethods);
    policy.per_area = fields.at("per_area").yes_or_no();
    policy.list_order = fields.at("list_order").one_of(kListOrders);
    policy.ceiling = fields.at("ceiling").one_of(kCeilingRules);
    policy.full_turn = fields.at("full_turn").one_of(kFullTurns);
    policy.newcomer = fields.at("newcomer").one_of(kNewcomerRules);
    policy.excludes_warned = fields.at("excludes_warned").yes_or_no();
    policy.keeps_former_provider = fields.at("keeps_former_provider").yes_or_no();
    policy.serve_order = fields.at("serve_order").one_of(kServeOrders);
    policy.all_full = fields.at("all_full").one_of(kAllFullRules);
    if (policy.all_full == AllFull::InterimProvider)
        policy.interim = ProviderId(fields.at("interim_provider").id());
    policy.legal_basis = fields.at("legal_basis").text();
    return policy;
}

std::vector<QualityDemand> read_demands(const Place& place)
{
    std::vector<QualityDemand> demands;
    Unique unique;
    for (const Place& item : place.items(1)) {
        Fields fields(item);
        const Place id = fields.at("id");
        demands.push_back({id.id(), fields.at("name").localized(), fields.at("text").localized()});
        unique.add(id, demands.back().id);
    }
    return demands;
}

CarePractice read_practice(const Place& place)
{
    Fields fields(place);
    CarePractice practice;
    if (const auto hours = fields.maybe("cancel_hours")) practice.cancel_hours = hours->whole(1, kMostHoursBefore);
    if (const auto ask = fields.maybe("ask_when_often_cancelled"))
        practice.ask_when_often_cancelled = ask->yes_or_no();
    if (const auto months = fields.maybe("follow_up_months"))
        practice.follow_up_months = months->whole(1, kMostFollowUpMonths);
    return practice;
}

std::string read_key(const Place& place)
{
    const std::string key = place.text();
    if (!key.empty() && !merkle::hash_from_hex(key)) place.refuse("64 hexadecimal digits, in small letters");
    return key;
}

MunicipalityContact read_contact(const Place& place)
{
    Fields fields(place);
    MunicipalityContact contact;
    contact.phone = fields.at("phone").text();
    if (const auto email = fields.maybe("email")) contact.email = email->email();
    if (const auto web = fields.maybe("web")) contact.web = web->link();
    contact.paper = fields.at("paper").localized();
    if (!place.reading().whole) return contact;
    contact.hours = fields.at("hours").localized();
    contact.coordinator = fields.at("coordinator").localized();
    contact.complaints = fields.at("complaints").localized();
    return contact;
}

}  // namespace

void read_municipality_file(const Place& root, Municipality& municipality)
{
    Fields fields(root);
    if (const auto schema = fields.maybe("$schema")) schema->text();
    municipality.name = fields.at("name").text();
    municipality.languages = read_languages(fields.at("languages"));
    root.reading().languages = municipality.languages;
    municipality.minority_languages = read_minority_languages(fields.at("minority_languages"));
    municipality.areas = read_areas(fields.at("areas"));
    municipality.services = read_services(fields.at("services"));
    municipality.tariff = read_tariff(fields.at("tariff"));
    municipality.contact = read_contact(fields.at("contact"));
    if (!root.reading().whole) return;
    municipality.schedule = read_schedule(fields.at("schedule"));
    municipality.rotation = read_rotation(fields.at("rotation"));
    municipality.compensation = read_compensation(fields.at("compensation"));
    municipality.care_plan_days = fields.at("care_plan_days").whole(1, kMostDays);
    if (const auto practice = fields.maybe("practice"))
        municipality.practice = read_practice(*practice);
    if (const auto share = fields.maybe("external_share_target"))
        municipality.external_share_target = share->whole(0, kHundredPercent);
    municipality.demands = read_demands(fields.at("demands"));
    if (const auto link = fields.maybe("demands_link")) municipality.demands_link = link->link();
    if (const auto key = fields.maybe("signing_key")) municipality.signing_key = read_key(*key);
}

}  // namespace hemval
