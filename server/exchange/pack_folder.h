#pragma once

#include "core/municipality.h"
#include "core/result.h"

#include <nlohmann/json.hpp>

#include <map>
#include <string>
#include <vector>

namespace hemval::server {

using OrderedJson = nlohmann::ordered_json;
using Sentences = std::vector<std::string>;

// As the packs are written: two spaces a level, and on one line what is flat and fits in 100 columns,
// so that what an import changes can be read in a diff.
std::string pack_text(const OrderedJson& json);

// One municipality's pack as it lies on disk, and as it is read.
struct PackFolder {
    std::string path;
    std::map<std::string, std::string> files;
    Municipality municipality;
    OrderedJson providers;  // of providers.json, with its order and what no import knows of
};
Result<PackFolder, Sentences> open_pack(const std::string& municipalities, const std::string& id);

// What the pack's reader says of the file, nothing when it reads.
Sentences check_providers(const PackFolder& pack, const OrderedJson& providers);
// Checked, then written whole under another name and renamed; the error is why nothing was written.
// False when it already said so.
Result<bool, Sentences> write_providers(const PackFolder& pack, const OrderedJson& providers);

// object[name] = value; a name that is new comes before the first of those that follow it in `order`.
void put_in_order(OrderedJson& object, const std::string& name, OrderedJson value,
                  const std::vector<std::string>& order);

}  // namespace hemval::server
