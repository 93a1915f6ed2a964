#pragma once

#include "core/compensation.h"
#include "core/fee.h"
#include "core/ids.h"
#include "core/localized.h"
#include "core/provider.h"
#include "core/rotation.h"
#include "core/schedule.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hemval {

struct Area {
    AreaId id;
    std::string name;
};

struct Service {
    ServiceId id;
    LocalizedText name;
    bool chosen = true;  // false: always performed by the municipality (night, alarm, trygg hemgång)
    LocalizedText about{};  // when, and how one gets it; empty when the pack says nothing
};

struct QuestionAnswer {
    std::string id;
    LocalizedText question;
    LocalizedText answer;
};

// What the municipality demands of every provider alike (key handling, deviation system, secrecy).
struct QualityDemand {
    std::string id;
    LocalizedText name;
    LocalizedText text;
};

// One of the three languages that are a right within an administrative area (förvaltningsområde),
// SoL (2025:400) 8 kap. and lag (2009:724) om nationella minoriteter.
struct MinorityLanguage {
    std::string tag;                 // fi, fit or se
    bool administrative_area = false;
    std::string notice;              // the right, told in that language itself
};

struct MunicipalityContact {
    std::string phone;
    std::string email;
    std::string web;
    LocalizedText hours;
    LocalizedText paper;        // how one chooses on paper or in person
    LocalizedText coordinator;  // LOV-samordnare
    LocalizedText complaints;
};

// How things are done once one has home care, where municipalities differ.
struct CarePractice {
    std::optional<int> cancel_hours;        // before a visit; nothing: not stated
    bool ask_when_often_cancelled = false;  // the care manager, who sees with the person what fits
    std::optional<int> follow_up_months;    // how often each provider is followed up
    friend bool operator==(const CarePractice&, const CarePractice&) = default;
};

// One municipality's whole policy, read from its pack by read_pack(). Whatever differs between
// municipalities is here and never in code.
struct Municipality {
    MunicipalityId id;
    std::string name;                        // "Strängnäs kommun"
    std::vector<std::string> languages;      // languages the pack itself is written in
    std::vector<MinorityLanguage> minority_languages;  // all three, in the pack's order
    std::vector<Area> areas;
    std::vector<Service> services;
    SchedulePolicy schedule;
    RotationPolicy rotation;
    FeeTariff tariff;
    CompensationRules compensation;
    int care_plan_days = 14;                 // genomförandeplan, days after the start
    CarePractice practice;
    // Percent of the clients that others than the municipality itself are to perform for, in time.
    std::optional<int> external_share_target{};
    std::vector<QualityDemand> demands;
    std::string demands_link;                // the full requirements
    std::vector<QuestionAnswer> questions;
    MunicipalityContact contact;
    std::string signing_key;                 // public, 64 hexadecimal digits; empty when not published
    std::vector<std::string> example_fields; // JSON pointers of invented values, shown as "exempel"
    std::vector<Provider> providers;

    const Provider* find_provider(const ProviderId& id) const;  // nullptr when there is none
    const Area* find_area(const AreaId& id) const;
    bool is_example(std::string_view pointer) const;            // itself or any parent is flagged
    bool has_example_in(std::string_view pointer) const;        // something below it is flagged
};

}  // namespace hemval
