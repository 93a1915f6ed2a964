#pragma once

#include "core/municipality.h"
#include "core/result.h"

#include <map>
#include <string>
#include <vector>

namespace hemval::server {

using Packs = std::map<MunicipalityId, Municipality>;

// Every folder in `folder` is a pack. All or nothing: one sentence for each broken one.
Result<Packs, std::vector<std::string>> load_packs(const std::string& folder);

}  // namespace hemval::server
