#pragma once

#include "core/municipality.h"
#include "core/result.h"

#include <map>
#include <string>

// A municipality pack: a folder of JSON files under assets/municipalities/<id>/.
//   municipality.json  policy, areas, services, contact, demands
//   providers.json     the providers, in the rotation list's order
//   questions.json     questions and answers
namespace hemval {

// Where a pack is broken, in words its editor understands.
struct PackError {
    std::string file;      // "providers.json"
    std::string pointer;   // RFC 6901: "/providers/2/capacity"; empty = the whole file
    std::string expected;  // "a whole number from 0 to 100000, or left out"
};

// A first page has of a pack only what it shows, and none of the rules that decide (scripts/site/first_pack.mjs).
enum class PackExtent { Whole, FirstPage };

// File name -> file text. All or nothing: the first fault is the answer and nothing is half-loaded.
Result<Municipality, PackError> read_pack(const MunicipalityId& id,
                                          const std::map<std::string, std::string>& files,
                                          PackExtent extent = PackExtent::Whole);

// "strangnas/providers.json at /providers/2/capacity: expected a whole number ..."
std::string sentence(const MunicipalityId& id, const PackError& error);

}  // namespace hemval
