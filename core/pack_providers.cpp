#include "core/pack_parts.h"
#include "core/wishes.h"

#include <algorithm>
#include <utility>

namespace hemval {
namespace {

constexpr int kMost = 100'000;         // clients, answers
constexpr int kMostHours = 10'000'000;
constexpr int kFirstYear = 1800;
constexpr int kLastYear = 2100;

struct SurveyQuestion {
    std::string id;
    LocalizedText question;
};

// The questions are asked of every provider's clients alike, so they stand once in the file.
std::vector<SurveyQuestion> read_survey_questions(const Place& place)
{
    std::vector<SurveyQuestion> questions;
    Unique unique;
    for (const Place& item : place.items()) {
        Fields fields(item);
        const Place id = fields.at("id");
        questions.push_back({id.id(), fields.at("question").localized()});
        unique.add(id, questions.back().id);
    }
    return questions;
}

std::set<AreaId> read_areas(const Place& place, const Municipality& municipality)
{
    std::set<AreaId> areas;
    Unique unique;
    for (const Place& item : place.items(1)) {
        const AreaId area(item.id());
        unique.add(item, area.value);
        if (!municipality.find_area(area)) item.refuse("the id of an area in municipality.json");
        areas.insert(area);
    }
    return areas;
}

std::set<ServiceId> read_services(const Place& place, const Municipality& municipality)
{
    std::set<ServiceId> services;
    Unique unique;
    for (const Place& item : place.items(1)) {
        const ServiceId id(item.id());
        unique.add(item, id.value);
        const auto& all = municipality.services;
        const bool open = std::any_of(all.begin(), all.end(), [&](const Service& service) {
            return service.id == id && service.chosen;
        });
        if (!open) item.refuse("the id of a service that is open to choice in municipality.json");
        services.insert(id);
    }
    return services;
}

std::vector<std::string> read_languages(const Place& place)
{
    std::vector<std::string> languages;
    Unique unique;
    for (const Place& item : place.items()) {
        languages.push_back(item.language());
        unique.add(item, languages.back());
    }
    return languages;
}

// Only what a provider can state beforehand, and only that it does: who is silent has not said no (decision 027).
std::set<std::string> read_offers(const Place& place)
{
    std::set<std::string> offers;
    Unique unique;
    for (const Place& item : place.items()) {
        const std::string id = item.id();
        unique.add(item, id);
        const CareWish* wish = find_care_wish(id);
        if (!wish || wish->stated != StatedBy::Offers)
            item.refuse("one of the wishes that a provider may offer, such as \"cooking\"");
        offers.insert(id);
    }
    return offers;
}

std::vector<AddOnService> read_add_ons(const Place& place, ProviderKind kind)
{
    std::vector<AddOnService> services;
    const auto items = place.items();
    // A municipality may not sell services beside the decision in competition with the others.
    if (kind == ProviderKind::Municipal && !items.empty())
        place.refuse("nothing here: the municipality's own provider has no add-on services");
    Unique unique;
    for (const Place& item : items) {
        Fields fields(item);
        const Place id = fields.at("id");
        services.push_back({id.id(), fields.at("name").localized(), fields.at("price").localized()});
        unique.add(id, services.back().id);
    }
    return services;
}

FactSource read_source(const Place& place)
{
    Fields fields(place);
    FactSource source;
    source.who = fields.at("who").localized();
    if (const auto year = fields.maybe("year")) source.year = year->whole(kFirstYear, kLastYear);
    source.example = fields.example();
    return source;
}

Continuity read_continuity(const Place& place)
{
    Fields fields(place);
    Continuity continuity;
    continuity.staff_per_14_days = fields.at("staff_per_14_days").number(1, 100);
    continuity.year = fields.at("year").whole(kFirstYear, kLastYear);
    continuity.clients_measured = fields.at("clients_measured").whole(1, kMost);
    continuity.source = read_source(fields.at("source"));
    return continuity;
}

// A count, or the share where no more is published, or that the answers were too few.
void read_figure(Fields& figure, SurveyFact& fact)
{
    const auto percent = figure.maybe("percent");
    const auto few = figure.maybe("too_few");
    if (few) {
        fact.withheld = few->yes_or_no();
        fact.answers_stated = false;
        const auto answers = figure.maybe("answers");
        if (!fact.withheld || percent || answers || figure.maybe("positive"))
            few->refuse("true, and then no figures beside it");
        return;
    }
    if (!percent) {
        fact.answers = figure.at("answers").whole(0, kMost);
        fact.positive = figure.at("positive").whole(0, fact.answers);
        return;
    }
    fact.percent = percent->whole(0, 100);
    const auto answers = figure.maybe("answers");
    fact.answers_stated = answers.has_value();
    if (answers) fact.answers = answers->whole(0, kMost);
    if (const auto positive = figure.maybe("positive"))
        positive->refuse("nothing here: either \"positive\" or \"percent\"");
}

std::vector<SurveyFact> read_survey(const Place& place, const std::vector<SurveyQuestion>& questions)
{
    Fields fields(place);
    const int year = fields.at("year").whole(kFirstYear, kLastYear);
    const FactSource source = read_source(fields.at("source"));
    std::vector<SurveyFact> facts;
    Unique unique;
    for (const Place& item : fields.at("figures").items(1)) {
        Fields figure(item);
        const Place id = figure.at("id");
        SurveyFact fact;
        fact.id = id.id();
        unique.add(id, fact.id);
        const auto asked = std::find_if(questions.begin(), questions.end(),
                                        [&](const SurveyQuestion& one) { return one.id == fact.id; });
        if (asked == questions.end()) id.refuse("the id of one of survey_questions");
        else fact.question = asked->question;
        read_figure(figure, fact);
        fact.year = year;
        fact.source = source;
        facts.push_back(std::move(fact));
    }
    return facts;
}

Contact read_contact(const Place& place)
{
    Fields fields(place);
    Contact contact;
    contact.phone = fields.at("phone").text();
    if (const auto email = fields.maybe("email")) contact.email = email->email();
    if (const auto web = fields.maybe("web")) contact.web = web->link();
    if (const auto address = fields.maybe("visiting_address"))
        contact.visiting_address = address->text();
    return contact;
}

void read_closing(const Place& place, Provider& provider)
{
    Fields fields(place);
    provider.closing = fields.at("day").day();
    provider.closing_reason = fields.at("reason").localized();
}

void read_places(Fields& fields, const Municipality& municipality, Provider& provider)
{
    if (const auto capacity = fields.maybe("capacity")) provider.capacity = capacity->whole(0, kMost);
    const int most_clients = provider.capacity.value_or(kMost);
    const bool counted = provider.capacity &&
                         (municipality.rotation.ceiling == CeilingRule::Clients ||
                          municipality.rotation.method == RotationMethod::GreatestFreeCapacity);
    // The rotation rule would take a number left out for nobody, and fill the provider up.
    const Place clients = fields.at("clients");
    if (counted || clients.json() != nullptr) provider.clients = clients.whole(0, most_clients);
    if (const auto hours = fields.maybe("monthly_hours_ceiling"))
        provider.monthly_hours_ceiling = hours->whole(0, kMostHours);
}

Provider read_provider(const Place& place, const Municipality& municipality,
                       const std::vector<SurveyQuestion>& questions, Unique& ids)
{
    Fields fields(place);
    Provider provider;
    const Place id = fields.at("id");
    provider.id = ProviderId(id.id());
    ids.add(id, provider.id.value);
    provider.name = fields.at("name").text();
    provider.kind = fields.at("kind").one_of(kProviderKinds);
    provider.example = fields.example();
    provider.areas = read_areas(fields.at("areas"), municipality);
    provider.services = read_services(fields.at("services"), municipality);
    if (const auto languages = fields.maybe("languages")) provider.languages = read_languages(*languages);
    read_places(fields, municipality, provider);
    if (const auto continuity = fields.maybe("continuity"))
        provider.continuity = read_continuity(*continuity);
    if (const auto survey = fields.maybe("survey")) provider.survey = read_survey(*survey, questions);
    if (const auto closing = fields.maybe("closing")) read_closing(*closing, provider);
    if (!place.reading().whole) return provider;
    provider.about = fields.at("about").localized();
    provider.leader = fields.at("leader").text();
    provider.leader_title = fields.at("leader_title").localized();
    if (const auto list = fields.maybe("specialisations"))
        for (const Place& item : list->items()) provider.specialisations.push_back(item.localized());
    if (const auto offers = fields.maybe("offers")) provider.offers = read_offers(*offers);
    if (const auto add_ons = fields.maybe("add_on_services"))
        provider.add_on_services = read_add_ons(*add_ons, provider.kind);
    if (const auto founded = fields.maybe("founded"))
        provider.founded = founded->whole(kFirstYear, kLastYear);
    if (const auto joined = fields.maybe("joined")) provider.joined = joined->day();
    if (const auto warned = fields.maybe("warned")) provider.warned = warned->yes_or_no();
    provider.contact = read_contact(fields.at("contact"));
    return provider;
}

}  // namespace

void read_providers_file(const Place& root, Municipality& municipality)
{
    Fields fields(root);
    if (const auto schema = fields.maybe("$schema")) schema->text();
    const auto questions = read_survey_questions(fields.at("survey_questions"));
    Unique ids;
    for (const Place& item : fields.at("providers").items(1))
        municipality.providers.push_back(read_provider(item, municipality, questions, ids));
}

void check_rotation(PackReading& reading, const Municipality& municipality)
{
    const RotationPolicy& policy = municipality.rotation;
    constexpr const char* kFile = "municipality.json";
    if (policy.all_full == AllFull::InterimProvider && !municipality.find_provider(policy.interim))
        reading.refuse_in(kFile, "/rotation/interim_provider", "the id of a provider in providers.json");
    const auto& all = municipality.providers;
    const bool own = std::any_of(all.begin(), all.end(), [](const Provider& provider) {
        return provider.kind == ProviderKind::Municipal;
    });
    if (own) return;
    if (policy.method == RotationMethod::MunicipalProvider)
        reading.refuse_in(kFile, "/rotation/method",
                          "another rule than \"municipal_provider\", or a municipal provider in "
                          "providers.json (there is none)");
    if (policy.all_full == AllFull::MunicipalProvider)
        reading.refuse_in(kFile, "/rotation/all_full",
                          "another rule than \"municipal_provider\", or a municipal provider in "
                          "providers.json (there is none)");
}

}  // namespace hemval
