#pragma once

#include "server/exchange/mapping.h"
#include "server/exchange/pack_folder.h"

#include <nlohmann/json.hpp>

#include <map>
#include <string>

// Each form a pack's providers come in or go out by. A reader answers the whole new providers.json, or
// every fault there is; nothing is half-taken.
namespace hemval::server {

struct NamedText {
    std::string name;  // as it is called when something is wrong
    std::string text;
};

struct Imported {
    OrderedJson providers;
    std::size_t rows = 0;  // of the file, taken
    Sentences notes;       // what was left out, and what is stated as missing
};
using ImportAnswer = Result<Imported, Sentences>;

ImportAnswer import_csv(const PackFolder& pack, const std::vector<NamedText>& files,
                        const std::string& mapping);
Result<std::string, std::string> export_csv(const PackFolder& pack);

// The national user survey, a row for each unit, or for each unit and question.
ImportAnswer import_survey(const PackFolder& pack, const std::vector<NamedText>& files,
                           const std::string& mapping);
// Kolada v3: pages of /ou and of /oudata/kpi/{}/ou/{}.
ImportAnswer import_kolada(const PackFolder& pack, const std::vector<NamedText>& files,
                           const std::string& mapping);

// Open Referral HSDS 3: organizations with their services.
ImportAnswer import_hsds(const PackFolder& pack, const std::vector<NamedText>& files,
                         const std::string& mapping);
std::string export_hsds(const PackFolder& pack);

}  // namespace hemval::server
