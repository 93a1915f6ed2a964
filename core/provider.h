#pragma once

#include "core/day.h"
#include "core/ids.h"
#include "core/localized.h"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace hemval {

enum class ProviderKind : std::uint8_t {
    Municipal,  // egen regi
    Private,
    NonProfit,  // idéburen
};

// Where a stated fact comes from. A fact without a source is shown as "not stated".
struct FactSource {
    LocalizedText who;
    std::optional<int> year;
    bool example = false;  // invented for the demonstration; shown as "exempel"
    friend bool operator==(const FactSource&, const FactSource&) = default;
};

// One figure of the national user survey, or of the provider's own continuity measurement.
struct SurveyFact {
    std::string id;       // "treatment", "influence", "safety", "overall"
    LocalizedText question;
    int positive = 0;     // answered positively
    int answers = 0;      // answered at all; under kTooFewAnswers no figure is shown
    int year = 0;
    FactSource source;
    std::optional<int> percent;   // instead of `positive`, where the source gives only a share
    bool answers_stated = true;   // false: a share of nobody knows how many
    bool withheld = false;        // the source itself found the answers too few
};
inline constexpr int kTooFewAnswers = 5;
inline bool too_few(const SurveyFact& fact)
{
    return fact.withheld || (fact.answers_stated && fact.answers < kTooFewAnswers);
}

struct Continuity {
    double staff_per_14_days = 0;  // different people met in 14 days, average
    int year = 0;
    int clients_measured = 0;
    FactSource source;
};

// Tilläggstjänst: bought beside the decision, invoiced by the provider, never the municipality's.
struct AddOnService {
    std::string id;
    LocalizedText name;
    LocalizedText price;  // as the provider states it
};

struct Contact {
    std::string phone;
    std::string email;
    std::string web;
    std::string visiting_address;
};

// One provider (utförare) as its pack states it. Nothing here can order providers.
struct Provider {
    ProviderId id;
    std::string name;
    ProviderKind kind = ProviderKind::Municipal;
    bool example = false;
    LocalizedText about;                    // the provider's own words
    std::string leader;                     // to whom one complains about staff
    LocalizedText leader_title;
    std::set<AreaId> areas;
    std::set<ServiceId> services;
    std::vector<std::string> languages;     // BCP 47; spoken by staff
    std::vector<LocalizedText> specialisations;
    std::set<std::string> offers;           // ids of wishes it states that it answers to (wishes.h)
    std::vector<AddOnService> add_on_services;
    std::optional<int> capacity;            // clients at most; nothing = no ceiling
    std::optional<int> clients;             // clients when the pack was written
    std::optional<std::int64_t> monthly_hours_ceiling;  // hours the rotation may give it in a month
    std::optional<Continuity> continuity;
    std::vector<SurveyFact> survey;
    std::optional<int> founded;
    std::optional<Day> joined;              // in the choice system since (newcomer rule)
    bool warned = false;                    // formally warned by the municipality
    std::optional<Day> closing;             // leaves the choice system on this day
    LocalizedText closing_reason;
    Contact contact;
};

}  // namespace hemval
