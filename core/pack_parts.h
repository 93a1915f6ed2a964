#pragma once

#include "core/municipality.h"
#include "core/pack_reader.h"

// The files of a pack, one function each. All of them read to the end; the first fault is in the
// reading.
namespace hemval {

// municipality.json. Leaves the providers and the questions empty.
void read_municipality_file(const Place& root, Municipality& municipality);
// providers.json, checked against the areas, services and rotation rule read before.
void read_providers_file(const Place& root, Municipality& municipality);
// questions.json.
void read_questions_file(const Place& root, Municipality& municipality);

inline constexpr Named<ProviderKind> kProviderKinds[] = {{"municipal", ProviderKind::Municipal},
                                                         {"private", ProviderKind::Private},
                                                         {"non_profit", ProviderKind::NonProfit}};

// "tariff" of municipality.json.
FeeTariff read_tariff(const Place& place);
// "compensation" of municipality.json.
CompensationRules read_compensation(const Place& place);

// What holds between the files: that the rotation rule has the providers it speaks of.
void check_rotation(PackReading& reading, const Municipality& municipality);

}  // namespace hemval
